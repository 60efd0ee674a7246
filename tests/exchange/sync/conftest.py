import pytest

from tests.exchange.sync.elsewhere import Elsewhere


@pytest.fixture
def jatim():
    return Elsewhere("jatim")

import pytest

from tests.factories.profiles import shipped_forms


@pytest.fixture(scope="package")
def _forms_once(django_db_setup, django_db_blocker):
    """The shipped forms, loaded once for all tests of this folder and gone at its end."""
    from tests.matrix.test_matrix import undone

    with django_db_blocker.unblock(), undone():
        yield shipped_forms()


@pytest.fixture
def forms(_forms_once, db):
    return _forms_once

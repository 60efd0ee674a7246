"""The settings of the hub, with a room that is being upgraded."""

from simpul.config.settings import *  # noqa: F403
from simpul.config.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "tests.config.expanding"]

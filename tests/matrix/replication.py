"""The objects of the rows about adoption elsewhere."""

from tests.matrix.replication_continuity import build_continuity
from tests.matrix.replication_mentoring import build_mentoring


def build():
    build_mentoring()
    build_continuity()

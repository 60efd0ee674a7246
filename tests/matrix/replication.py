"""The objects of the rows about adoption elsewhere."""

from tests.matrix.replication_cases import build_cases
from tests.matrix.replication_continuity import build_continuity
from tests.matrix.replication_lineage import build_lineage
from tests.matrix.replication_matching import build_matching
from tests.matrix.replication_mentoring import build_mentoring
from tests.matrix.replication_plans import build_plans


def build():
    build_cases()
    build_mentoring()
    build_lineage()
    build_plans()
    build_continuity()
    build_matching()

"""The objects of the rows about sources."""

from tests.matrix.sources_files import build_files
from tests.matrix.sources_joint import build_joint
from tests.matrix.sources_pairs import build_pairs
from tests.matrix.sources_runs import build_runs


def build():
    build_pairs()
    build_files()
    build_joint()
    build_runs()

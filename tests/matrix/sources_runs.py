"""Three sources with a run each: a dry run that is ready, one that stopped, one that is done."""

from simpul.core import clock
from simpul.innovations.models import Authority
from simpul.sources.models import Outcome, RawCopy, Run, RunKind, RunPiece, Stage
from simpul.sources.workflow import RunState
from tests.factories.innovations import AuthorityFactory
from tests.factories.runs import SourceFactory

COUNTS = {"read": 1, "create": 1, "change": 0, "same": 0, "gone": 0, "error": 0, "problems": 0}


def build_runs():
    authority = Authority.objects.filter(key="matriks").first() or AuthorityFactory(key="matriks")
    for pk, key, state, stage in (
        (9701, "siap", RunState.READY, Stage.COMPARE),
        (9702, "berhenti", RunState.STOPPED, Stage.COMPARE),
        (9703, "selesai", RunState.DONE, Stage.IMPORT),
        (9704, "bekerja", RunState.WORKING, Stage.FETCH),
    ):
        source = SourceFactory(pk=pk, key=f"{key}-matriks", authority=authority)
        _run(pk, source, state, stage)
    SourceFactory(pk=9705, key="kosong-matriks", authority=authority, address="https://a.example/")


def _run(pk, source, state, stage):
    now = clock.now()
    run = Run.objects.create(
        pk=pk,
        source=source,
        kind=RunKind.FILE,
        state=state,
        stage=stage,
        counts=COUNTS,
        stop_code="faults" if state == RunState.STOPPED else "",
        stop_details={"wrong": 1, "read": 1},
        started_at=now,
        moved_at=now,
    )
    piece = RunPiece.objects.create(run=run, key="file", address="file:", is_read=True)
    copy = RawCopy.objects.create(
        pk=pk, run=run, piece=piece, key="M-1", values={"Judul": "Matriks"}, digest="0" * 64
    )
    Outcome.objects.create(
        run=run,
        key="M-1",
        copy=copy,
        title="Matriks",
        verdict="create",
        changes={"title|id": [None, "Matriks"], "year|": [None, 2020]},
    )

"""The steps of `simpul load`: the facts shipped with the product, taken over room by room."""

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.hooks import LoadReport
from simpul.documents.services.loading import load_kinds
from simpul.geography.services import load_regions, load_schematic
from simpul.hubs.services import load_agreements, load_hubs, load_milestones
from simpul.innovations.services.chains import load_chains, load_rest_days
from simpul.innovations.services.questions import load_form
from simpul.innovations.services.shelf_lives import load_shelf_lives
from simpul.needs.services.loading import load_benchmarks
from simpul.organisations.services import load_offices, load_organisations
from simpul.profiles.services.loading import load_profiles
from simpul.sources.hooks import Loader, Progress, loaders, register
from simpul.sources.services.authorities import load_authorities, our
from simpul.sources.services.faults import Unreadable, read_rows
from simpul.sources.services.innovations import InnovationReport, load_innovations
from simpul.statistics.services import (
    load_indicators,
    load_observations,
    load_statements,
    rows_of_regions,
)
from simpul.vocabularies.services import load_vocabularies


@dataclass(frozen=True)
class Step:
    """What one step of a load did, and how long it took."""

    loader: Loader
    report: LoadReport
    seconds: float


def run(
    directory: Path,
    *,
    only: Collection[str] = (),
    file: Path | None = None,
    feed: str = "",
    starting: Callable[[Loader], None] = lambda loader: None,
    progress: Progress = lambda done: None,
) -> Iterator[Step]:
    """Take the steps one after the other; each writes only what differs, and reports its faults.

    ``file`` replaces the mentions of the directory. Rooms above add steps by ``hooks.register``.
    """
    for loader in loaders():
        if only and loader.name not in only:
            continue
        starting(loader)
        begun = time.monotonic()
        try:
            if file is None:
                report = loader.load(directory, progress)
            else:
                report = load_innovations(file, directory=directory, feed=feed, progress=progress)
        except (Unreadable, FileNotFoundError) as error:
            report = LoadReport(errors=[str(error)])
        yield Step(loader, report, time.monotonic() - begun)


def _rows(directory: Path, file: str) -> list[dict[str, str]]:
    return [row for _line, row in read_rows(directory / file)]


def _hubs(directory: Path, progress: Progress) -> LoadReport:
    del progress
    report = LoadReport()
    with transaction.atomic():
        for file, load in (
            ("hubs.csv", load_hubs),
            ("hub_milestones.csv", load_milestones),
            ("agreements.csv", load_agreements),
        ):
            report += load(_rows(directory, file))
    return report


def _offices(directory: Path, progress: Progress) -> LoadReport:
    del progress
    return load_offices(row for _line, row in read_rows(our(directory, "offices.csv")))


def _chains(directory: Path, progress: Progress) -> LoadReport:
    del progress
    links, days = (
        [row for _line, row in read_rows(our(directory, file))]
        for file in ("verification_chain.csv", "rest_days.csv")
    )
    return load_chains(links) + load_rest_days(days)


def _form(directory: Path, progress: Progress) -> LoadReport:
    del progress
    steps, questions = (
        [row for _line, row in read_rows(our(directory, f"forms/{file}.csv"))]
        for file in ("steps", "documenting")
    )
    return load_form(steps, questions)


def _letters(directory: Path, progress: Progress) -> LoadReport:
    del progress
    own = directory / "documents"
    return load_kinds(own if own.is_dir() else settings.DATA_DIR / "documents")


def _profiles(directory: Path, progress: Progress) -> LoadReport:
    del progress
    own, lists = directory / "profiles", directory / "vocabularies"
    shipped = settings.DATA_DIR
    return load_profiles(
        own if own.is_dir() else shipped / "profiles",
        vocabularies=lists if own.is_dir() and lists.is_dir() else shipped / "vocabularies",
    )


def _benchmarks(directory: Path, progress: Progress) -> LoadReport:
    del progress
    own, lists = directory / "needs", directory / "vocabularies"
    shipped = settings.DATA_DIR
    return load_benchmarks(
        own if own.is_dir() else shipped / "needs",
        vocabularies=lists if own.is_dir() and lists.is_dir() else shipped / "vocabularies",
    )


def _shelf_lives(directory: Path, progress: Progress) -> LoadReport:
    del progress
    return load_shelf_lives(row for _line, row in read_rows(our(directory, "shelf_lives.csv")))


def _statements(directory: Path, progress: Progress) -> LoadReport:
    del progress
    with transaction.atomic():
        indicators = load_indicators(_rows(directory, "statement_figures.csv"))
        return indicators + load_statements(_rows(directory, "official_statements.csv"))


def _observations(directory: Path, progress: Progress) -> LoadReport:
    del progress
    figures, stated = (
        [row for _line, row in read_rows(our(directory, f"statistics/{file}.csv"))]
        for file in ("region_figures", "region_observations")
    )
    with transaction.atomic():
        report = load_indicators(figures)
        return report + load_observations([*rows_of_regions(figures), *stated])


def _innovations(directory: Path, progress: Progress) -> LoadReport:
    return load_innovations(directory / "innovations.csv", progress=progress)


register(
    Loader(
        "vocabularies",
        gettext_lazy("Vocabularies"),
        lambda directory, _progress: load_vocabularies(directory / "vocabularies"),
        10,
    ),
    Loader(
        "regions",
        gettext_lazy("Regions"),
        lambda directory, _progress: load_regions(directory / "regions.csv"),
        20,
    ),
    Loader(
        "boundaries",
        gettext_lazy("Boundaries"),
        lambda directory, _progress: load_schematic(directory / "boundaries"),
        30,
    ),
    Loader(
        "organisations",
        gettext_lazy("Institutions"),
        lambda directory, _progress: load_organisations(_rows(directory, "institutions.csv")),
        40,
    ),
    Loader("offices", gettext_lazy("Offices"), _offices, 45),
    Loader("hubs", gettext_lazy("Hubs"), _hubs, 50),
    Loader("statements", gettext_lazy("Official statements"), _statements, 60),
    Loader("observations", gettext_lazy("Facts about regions"), _observations, 65),
    Loader(
        "authorities",
        gettext_lazy("Sources and their precedence"),
        lambda directory, _progress: load_authorities(directory),
        70,
    ),
    Loader("shelf-lives", gettext_lazy("Shelf lives"), _shelf_lives, 72),
    Loader("chains", gettext_lazy("Chains of verification"), _chains, 73),
    Loader("form", gettext_lazy("Questions of the form"), _form, 75),
    Loader("letters", gettext_lazy("Kinds of letters"), _letters, 76),
    Loader("profiles", gettext_lazy("Forms of others"), _profiles, 77),
    Loader("benchmarks", gettext_lazy("What the State measures"), _benchmarks, 78),
    Loader("innovations", gettext_lazy("Innovations"), _innovations, 80),
)

NO_SUCH_STEP = gettext_lazy("There is no step “%(name)s”. The steps are: %(names)s.")


def check_steps(names: Collection[str]) -> str:
    """What is wrong with the names of steps; empty when all are known."""
    known = [loader.name for loader in loaders()]
    wrong = next((name for name in names if name not in known), None)
    return (
        "" if wrong is None else _(str(NO_SUCH_STEP)) % {"name": wrong, "names": ", ".join(known)}
    )


def faults_in(report: LoadReport) -> int:
    """How many faults a step found; it lists only the first of very many."""
    return report.error_count if isinstance(report, InnovationReport) else len(report.errors)


def missing_in(report: LoadReport) -> tuple[list[str], int]:
    """The first records that the file no longer names, and how many there are."""
    if isinstance(report, InnovationReport):
        return report.missing, report.missing_count
    return [], 0

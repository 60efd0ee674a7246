"""The front page of the room, and the page of all its figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simpul.documents.views.answers import Answer, table_file
from simpul.replication.queries.lineage import tables
from simpul.replication.queries.lineage.totals import Totals
from simpul.replication.queries.lineage.ways import WAYS


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What replication is here, what happened so far, and every way in."""
    totals = Totals()
    context = {
        "totals": totals,
        "cases": tables.newest_cases(totals),
        "case_columns": tables.case_columns(),
        "most": tables.most_copied(totals),
        "ways": WAYS,
    }
    return render(request, "replication/lineage/home.html", context)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    totals = Totals()
    days, of = totals.way()
    context = {
        "totals": totals,
        "breakdowns": tables.breakdowns(totals),
        "years": tables.year_bars(totals),
        "undated": tables.undated(totals),
        "days": days,
        "of": of,
        "spell_columns": tables.spell_columns(),
        "spell_rows": tables.spell_rows(totals),
        "lasting_columns": tables.lasting_columns(),
        "lasting_rows": tables.lasting_rows(totals),
        "generation_columns": tables.generation_columns(),
        "generation_rows": tables.generation_rows(totals),
    }
    return render(request, "replication/lineage/figures.html", context)


@require_safe
def figures_file(request: HttpRequest, form: str) -> Answer:
    """Every number of the page, one a row."""
    rows = tables.file_rows(Totals())
    return table_file(form, "replication-figures", tables.file_header(), rows, is_public=True)

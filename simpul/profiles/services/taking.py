"""Forms that come in: a workbook, a text or JSON of a target form becomes a draft."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from simpul.core import clock, journal, sheets
from simpul.innovations.hooks import DraftSource
from simpul.innovations.models import FIELDS, Draft
from simpul.innovations.queries.writing import language_of
from simpul.innovations.services.drafting import Answer as Written
from simpul.innovations.services.drafting import save_answers
from simpul.organisations.queries import family, resolve
from simpul.profiles.models import Answer, Form, Intake, Target
from simpul.profiles.queries.book import folded
from simpul.profiles.queries.forms import Asked, asked, forms_now
from simpul.profiles.queries.saying import Body, body_of
from simpul.profiles.queries.tables import found_in
from simpul.profiles.queries.unpacked import Note, Unpacked, unpacked

NO_FORM = gettext_lazy("No edition of this form is known here.")
NOT_THE_FORM = gettext_lazy("This file does not look like the form “%(form)s”.")
NO_ROW = gettext_lazy("The file has no row %(row)d.")
SETTLE = gettext_lazy("Write about this record")
UNREADABLE = gettext_lazy("This file is no JSON that can be read.")
# How many letters of a file are looked at to tell JSON from a table.
OPENS = (b"{", b"[")


def form_of(target: str) -> Form:
    """The edition of a form that is in force, else the last one; raises ``ValidationError``."""
    now = next((form for form in forms_now() if form.target == target), None)
    last = now or Form.objects.filter(target=target).order_by("-valid_from").first()
    if last is None:
        raise ValidationError(NO_FORM, code="no_form")
    return last


def given_in(content: bytes, row: int, sought: Asked) -> dict[str, Any]:
    """What a file says, by field of the form or by its own heading.

    Raises ``ValidationError`` where it is another kind of file or has no such row.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(OPENS):
        return _from_json(content, row, sought)
    found = found_in(sheets.lines(content), sought, row)
    if found is None:
        raise ValidationError(NO_ROW, code="no_row", params={"row": row})
    if not found.cells:
        raise ValidationError(NOT_THE_FORM, code="no_form", params={"form": sought.form.label})
    return found.given


def _from_json(content: bytes, row: int, sought: Asked) -> dict[str, Any]:
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ValidationError(UNREADABLE, code="unreadable") from error
    if isinstance(said, list):
        # The first record is row 2, as where a table holds its headings above it.
        said = said[row - 2] if 2 <= row < len(said) + 2 else None
        if said is None:
            raise ValidationError(NO_ROW, code="no_row", params={"row": row})
    values = said.get("values", said) if isinstance(said, dict) else None
    if not isinstance(values, Mapping) or not values.keys() & sought.by_key.keys():
        raise ValidationError(NOT_THE_FORM, code="no_form", params={"form": sought.form.label})
    return {str(name): _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    """A value of JSON as forms hold it: a word, a truth, or a list of words."""
    if isinstance(value, list):
        return [str(part) for part in value]
    return value if isinstance(value, bool) or value is None else str(value)


# --- Beginning a draft -------------------------------------------------------------------------


def read(target: str, content: bytes, row: int) -> dict[str, Any]:
    """The answers of the documenting form that a target form holds."""
    sought = asked(form_of(target))
    came = unpacked(given_in(content, row, sought), sought)
    return {name: value for (name, lang), value in came.values.items() if lang == language_of(name)}


@transaction.atomic
def begun(target: str, draft: Draft, content: bytes, row: int, *, by) -> str:
    """Keep with a new draft what its form says besides; answers how much is left to look at."""
    form = form_of(target)
    sought = asked(form)
    owner = body_of(draft.organisation)
    given = given_in(content, row, sought)
    named = _institution(given, sought, draft)
    came = unpacked({**given, **_as_named(named, owner)}, sought, owner=owner)
    _write_other_language(draft, came, by)
    _keep_answers(draft, came, sought, by)
    faults = [{"field": f.field, "say": f.say, "fix": f.fix} for f in came.faults]
    faults += _another_owner(named, owner, sought)
    intake = Intake.objects.create(
        draft=draft,
        form=form,
        row=row,
        notes=[[note.heading, note.text] for note in _worth_telling(came)],
        problems=faults,
        by=by,
        at=clock.now(),
    )
    journal.record(draft, "come_in", by=by, details={"form": form.key, "row": row})
    return _left(intake)


def _left(intake: Intake) -> str:
    count = len(intake.notes) + len(intake.problems)
    if not count:
        return ""
    return ngettext(
        "%(count)d thing in the file needs a look. It stands with the draft.",
        "%(count)d things in the file need a look. They stand with the draft.",
        count,
    ) % {"count": count}


def _institution(given: Mapping[str, Any], sought: Asked, draft: Draft) -> dict[str, tuple]:
    """The fields that name the owner, with what they say and whether it is the draft's own."""
    own = draft.organisation.institution if draft.organisation else None
    kin = set(family(own).values_list("pk", flat=True)) if own else set()
    bodies = draft.organisation.chain if draft.organisation else []
    words = {folded(word) for body in bodies for word in (body.name, body.short_name)}
    found = {}
    for field in sought.fields:
        text = str(given.get(field.key) or "").strip()
        if text and any(each.convert == "institution" for each in field.mappings.all()):
            found[field.key] = (text, folded(text) in words or _is_kin(text, kin))
    return found


def _is_kin(text: str, kin: Collection[int]) -> bool:
    """Whether a name means the institution, or one whose works it inherited."""
    body = resolve(text)
    return body is not None and body.institution.pk in kin


def _as_named(named: Mapping[str, tuple], owner: Body | None) -> dict[str, str]:
    """The owner in the words of its institution, where the form means the same one."""
    return {key: owner.name for key, (_text, same) in named.items() if same and owner}


def _another_owner(named: Mapping[str, tuple], owner: Body | None, sought: Asked) -> list[dict]:
    say = _("The form names “%(given)s” as “%(field)s”; the draft is written for %(owner)s.")
    return [
        {
            "field": key,
            "say": say
            % {
                "given": text,
                "field": sought.by_key[key].label,
                "owner": owner.name if owner else "",
            },
            "fix": _("If it belongs to another institution, begin it there."),
        }
        for key, (text, same) in named.items()
        if not same
    ]


def _write_other_language(draft: Draft, came: Unpacked, by) -> None:
    """What stands in a language the documenting form does not ask for goes beside its answers."""
    others = [
        Written(name, value, language)
        for (name, language), value in came.values.items()
        if name in FIELDS and language != language_of(name)
    ]
    if others:
        save_answers(draft, others, by=by)


def _keep_answers(draft: Draft, came: Unpacked, sought: Asked, by) -> None:
    now = clock.now()
    Answer.objects.bulk_create(
        Answer(
            innovation_id=draft.innovation_id,
            field=sought.by_key[key],
            value=value,
            by=by,
            at=now,
        )
        for key, value in came.answers.items()
    )


def _worth_telling(came: Unpacked) -> list[Note]:
    """What stands in no line that says what is wrong: those quote the word they are about."""
    said = [fault.say for fault in came.faults]
    return [note for note in came.notes if not any(note.text in each for each in said)]


@transaction.atomic
def settle(intake: Intake, *, by) -> Intake:
    """Say that what was left of a form has been looked at; it stays readable with the draft."""
    if not by.has_perm("innovations.change_draft", intake.draft):
        raise PermissionDenied(SETTLE)
    if intake.settled_at is None:
        intake.settled_at = clock.now()
        intake.save(update_fields=["settled_at"])
        journal.record(intake.draft, "settle_intake", by=by, details={"form": intake.form.key})
    return intake


def _source(target: Target, label, hint) -> DraftSource:
    return DraftSource(
        target.value,
        label,
        hint,
        lambda content, row: read(target, content, row),
        lambda draft, content, row, by: begun(target, draft, content, row, by=by),
    )


SOURCES = (
    _source(
        Target.KIPP,
        gettext_lazy("A KIPP proposal"),
        gettext_lazy("The form filled in, or a list of proposals, as XLSX, CSV or JSON."),
    ),
    _source(
        Target.IGA,
        gettext_lazy("An IGA innovation profile"),
        gettext_lazy("One profile, or the spreadsheet of a region, as XLSX, CSV or JSON."),
    ),
    _source(
        Target.OPSI,
        gettext_lazy("An OECD OPSI case"),
        gettext_lazy("In English. Its texts stand beside the Indonesian ones you write."),
    ),
)

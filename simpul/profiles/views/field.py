"""One field of a form: written for that form alone, or in the other language of the draft."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from simpul.innovations.models import FIELDS, DraftValue, Innovation
from simpul.innovations.services.drafting import Rivalled
from simpul.innovations.views.curating import record_or_404
from simpul.profiles.forms import AnswerForm, TextForm
from simpul.profiles.models import Answer
from simpul.profiles.queries.converting import FILED, Part
from simpul.profiles.queries.filling import Package, Packed
from simpul.profiles.queries.where import Desk
from simpul.profiles.services.answering import write_answer, write_text
from simpul.profiles.views.prepare import form_or_404, packed_for

# The language beside the one the documenting form is written in.
OTHER = "en"


@dataclass(frozen=True)
class Text:
    """One text of the record that fills the field, and the box for its other language."""

    part: Part
    label: str
    step_url: str
    box: TextForm | None

    @property
    def original(self) -> str:
        return self.part.texts.get("id", "")

    @property
    def translated(self) -> str:
        return self.part.texts.get(OTHER, "")


@dataclass(frozen=True)
class Place:
    """The field a page is about, and what its reader may do there."""

    record: Innovation
    package: Package
    packed: Packed
    desk: Desk
    kept: Answer | None

    @property
    def url(self) -> str:
        form = self.package.form.key
        return reverse("profiles:field", args=[self.record.slug, form, self.packed.key])


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def field(request: HttpRequest, slug: str, form: str, key: str) -> HttpResponse:
    """What the record gives in both languages, and what is written for this form alone."""
    place = _place(request, slug, form, key)
    answer, texts = _answer_form(request, place), _texts(request, place)
    if request.method == "POST":
        done = _saved(request, place, answer, texts)
        if done is not None:
            return done
    context = {
        "innovation": place.record,
        "form": place.package.form,
        "packed": place.packed,
        "desk": place.desk,
        "kept": place.kept,
        "answer": answer,
        "texts": texts,
        "back": reverse("profiles:package", args=[place.record.slug, form]),
    }
    return render(request, "profiles/field.html", context)


def _place(request: HttpRequest, slug: str, form: str, key: str) -> Place:
    record, asked = record_or_404(request, slug), form_or_404(form)
    found, desk = packed_for(request, record, asked)
    packed = found.by_key.get(key)
    if packed is None:
        raise Http404
    if not desk.prepares:
        raise PermissionDenied
    kept = Answer.objects.filter(innovation=record, field=packed.field).first()
    return Place(record, found, packed, desk, kept)


def _answer_form(request: HttpRequest, place: Place) -> AnswerForm:
    filed = place.packed.field.kind in FILED
    return AnswerForm(
        request.POST if "own" in request.POST else None,
        packed=place.packed,
        asked=place.package.asked,
        evidence=place.record.evidence.kept().select_related("file") if filed else (),
        initial={"base": place.kept.revision if place.kept else 0},
        prefix="own",
    )


def _texts(request: HttpRequest, place: Place) -> list[Text]:
    """Each text that fills the field; with a box where the reader writes in the draft."""
    kept, desk = _kept(place.desk), place.desk
    found = []
    for part in place.packed.parts:
        name = part.record
        if name in FIELDS and FIELDS[name].kind == "text":
            box = _box(request, part, kept.get(name)) if desk.writes else None
            found.append(Text(part, str(FIELDS[name].label), desk.step_url(name), box))
    return found


def _kept(desk: Desk) -> dict[str, DraftValue]:
    """The other language that stands in the draft already."""
    if desk.draft is None:
        return {}
    return {row.field: row for row in desk.draft.values.filter(language=OTHER)}


def _box(request: HttpRequest, part: Part, row: DraftValue | None) -> TextForm:
    sent = request.POST if request.POST.get("text") == part.record else None
    text = row.value if row else part.texts.get(OTHER, "")
    start = {"base": row.revision if row else 0, "text": text}
    return TextForm(sent, language=OTHER, prefix=part.record, initial=start)


def _saved(
    request: HttpRequest, place: Place, answer: AnswerForm, texts: list[Text]
) -> HttpResponse | None:
    """Keep what was sent; nothing where it is shown again with what is wrong."""
    box = next((text.box for text in texts if text.box is not None and text.box.is_bound), None)
    if box is not None and box.is_valid():
        return _save_text(request, place, box)
    if not answer.is_bound or not answer.is_valid():
        return None
    try:
        write_answer(
            place.record,
            place.packed.field,
            answer.given,
            asked=place.package.asked,
            base=answer.cleaned_data["base"] or 0,
            by=request.user,
        )
    except ValidationError as refused:
        answer.add_error("answer", refused)
        return None
    messages.success(request, _("Saved for this form."))
    return redirect(place.url)


def _save_text(request: HttpRequest, place: Place, box: TextForm) -> HttpResponse:
    draft, said = place.desk.draft, box.cleaned_data
    if draft is None:
        raise PermissionDenied
    name, base = str(box.prefix), said["base"]
    saved = write_text(draft, name, said["text"], language=OTHER, base=base, by=request.user)
    if isinstance(saved, Rivalled):
        messages.warning(request, _("Somebody else wrote this too. Both texts are kept."))
        return redirect("innovations:two_texts", saved.rival.pk)
    messages.success(request, _("Saved in the draft."))
    return redirect(place.url)

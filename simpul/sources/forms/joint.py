"""What stewards type: a proposal, one change of it, a vote, a decision about a contradiction."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.innovations.forms.life import day_field
from simpul.innovations.models import FIELDS, Authority, AuthorityKind
from simpul.sources.models import ChangeKind, Contradiction, Parameter, Proposal
from simpul.sources.queries.joint.standing import LISTS
from simpul.sources.workflow import ProposalState

WHY = forms.Textarea(attrs={"rows": 3})


class ProposalForm(forms.Form):
    """What a proposal says about itself."""

    title = forms.CharField(label=_("What should change, in one line"), max_length=200)
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Those who vote and readers of the public page see it."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    effective_on = day_field(_("Takes effect on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].initial = clock.today()


class NewProposalForm(ProposalForm):
    """A proposal that begins: also what kind of rule it changes."""

    kind = forms.ChoiceField(
        label=_("What kind of rule it changes"),
        choices=ChangeKind.choices,
        widget=forms.RadioSelect,
    )

    field_order = ("kind", "title", "reason", "effective_on")


class PrecedenceForm(forms.Form):
    """One row of the table of precedence."""

    field = forms.ChoiceField(label=_("Field"))
    who = forms.ChoiceField(label=_("Source, or kind of sources"))
    rank = forms.IntegerField(
        label=_("Rank"),
        help_text=_("The lower rank is shown first. Leave it empty to take the row away."),
        min_value=1,
        max_value=999,
        required=False,
    )
    reason_id = forms.CharField(
        label=_("Reason beside the value, in Indonesian"), max_length=300, required=False
    )
    reason_en = forms.CharField(
        label=_("Reason beside the value, in English"), max_length=300, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(spec.key, spec.label) for spec in FIELDS.values() if spec.kind != "private"]
        self.fields["field"].choices = [("*", _("every field")), *named]  # type: ignore[attr-defined]
        sources = [
            (f"authority:{row.key}", row.label)
            for row in Authority.objects.exclude(kind=AuthorityKind.PERSON).order_by("name")
        ]
        kinds = [(f"kind:{value}", label) for value, label in AuthorityKind.choices]
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            (_("Kinds of sources"), kinds),
            (_("Sources"), sources),
        ]

    @property
    def change(self) -> dict[str, Any]:
        """What was typed, as a change."""
        said = self.cleaned_data
        what, _colon, key = said["who"].partition(":")
        names = {"authority": "", "kind": "", what: key}
        return {name: said[name] for name in ("field", "rank", "reason_id", "reason_en")} | names


class VocabularyForm(forms.Form):
    """New words for one term of a shared list; what stays empty stays as it is."""

    term = forms.ChoiceField(label=_("Word of a shared list"))
    label_id = forms.CharField(label=_("Label in Indonesian"), max_length=200, required=False)
    label_en = forms.CharField(label=_("Label in English"), max_length=200, required=False)
    synonyms_id = forms.CharField(
        label=_("Synonyms in Indonesian"),
        help_text=_("One a line; these replace all that stand. Empty: as they stand."),
        widget=WHY,
        required=False,
    )
    synonyms_en = forms.CharField(label=_("Synonyms in English"), widget=WHY, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].choices = [  # type: ignore[attr-defined]
            (listed.model._meta.verbose_name_plural, _terms(name)) for name, listed in LISTS.items()
        ]

    @property
    def change(self) -> dict[str, Any]:
        """What was typed, as a change."""
        said = self.cleaned_data
        name, _colon, key = said["term"].partition(":")
        words = {label: said[label] for label in ("label_id", "label_en") if said[label]}
        more = {
            name: said[name].splitlines()
            for name in ("synonyms_id", "synonyms_en")
            if said[name].strip()
        }
        return {"list": name, "key": key, **words, **more}


def _terms(name: str) -> list[tuple[str, str]]:
    listed = LISTS[name]
    terms = listed.model._default_manager.all()
    return [(f"{name}:{getattr(term, listed.key)}", str(term)) for term in terms]


class ParameterForm(forms.Form):
    """Another value for one standard parameter."""

    key = forms.ChoiceField(label=_("Standard parameter"))
    value = forms.CharField(
        label=_("New value"),
        help_text=_("Write a share as 0.95. For a list, write one of its codes as they stand."),
        max_length=40,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [  # type: ignore[attr-defined]
            (row.key, _with_codes(row)) for row in Parameter.objects.all()
        ]

    @property
    def change(self) -> dict[str, Any]:
        """What was typed, as a change."""
        return {"key": self.cleaned_data["key"], "value": self.cleaned_data["value"]}


def _with_codes(parameter: Parameter) -> str:
    codes = ", ".join(choice[0] for choice in parameter.choices)
    return f"{parameter.label} ({codes})" if codes else parameter.label


CHANGE_FORMS: dict[str, type[PrecedenceForm | VocabularyForm | ParameterForm]] = {
    ChangeKind.PRECEDENCE: PrecedenceForm,
    ChangeKind.VOCABULARY: VocabularyForm,
    ChangeKind.PARAMETER: ParameterForm,
}


class VoteForm(forms.Form):
    """Yes or no, and why."""

    agrees = forms.TypedChoiceField(
        label=_("Your vote"),
        choices=[("yes", _("Agree")), ("no", _("Do not agree"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Why"),
        help_text=_("Needed where you do not agree. The other parties and readers see it."),
        widget=WHY,
        required=False,
        max_length=10_000,
    )


class NoteForm(forms.Form):
    """Why something is done."""

    note = forms.CharField(label=_("Why"), widget=WHY, max_length=10_000)


class AskForm(NoteForm):
    """Which source is asked, and what."""

    source = forms.ModelChoiceField(label=_("Whose steward"), queryset=Authority.objects.none())
    field_order = ("source", "note")

    def __init__(self, *args: Any, found: Contradiction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = found.authorities.order_by("name")  # type: ignore[attr-defined]


class ChooseForm(NoteForm):
    """Which claim readers see."""

    claim = forms.ChoiceField(label=_("What readers see"), widget=forms.RadioSelect)
    field_order = ("claim", "note")

    def __init__(self, *args: Any, sides: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claim"].choices = [  # type: ignore[attr-defined]
            (str(side.claim.pk), f"{side.text} ({', '.join(side.names)})") for side in sides
        ]


class ReferForm(forms.Form):
    """The proposal that shall decide; only those still being drafted or discussed."""

    proposal = forms.ModelChoiceField(label=_("Proposal"), queryset=Proposal.objects.none())

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = Proposal.objects.filter(kind=ChangeKind.PRECEDENCE)
        mine = waiting.filter(state=ProposalState.DRAFTED, by=user)
        out = waiting.filter(state__in=(ProposalState.PROPOSED, ProposalState.VOTING))
        self.fields["proposal"].queryset = mine | out  # type: ignore[attr-defined]

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.geography.models import Region, RegionKind
from simpul.needs.forms.parts import RegionField
from simpul.needs.models import AuthorKind, IdeaState, NeedState, Origin
from simpul.needs.queries.lists import IDEA_SORTS, NEED_SORTS, IdeaFilter, NeedFilter
from simpul.organisations.models import Organisation
from simpul.vocabularies.models import Goal, Sector

PHASES = [
    ("", _("All")),
    ("welcoming", _("Open for ideas")),
    ("concluded", _("Concluded")),
]
NEED_STATES = [
    ("", _("All")),
    *[choice for choice in NeedState.choices if choice[0] != NeedState.WITHDRAWN],
]
IDEA_STATES = [
    ("", _("All")),
    *[
        choice
        for choice in IdeaState.choices
        if choice[0] not in {IdeaState.TAKEN_BACK, IdeaState.HIDDEN}
    ],
]


class _FilterForm(forms.Form):
    """Filters that stand in the address; what makes no sense is left out and said."""

    def __init__(self, data):
        super().__init__(data)
        for field in self.fields.values():
            field.widget.attrs["class"] = "field__input"

    def said(self) -> dict:
        self.is_valid()
        codes = {}
        for name, value in self.cleaned_data.items():
            if not value:
                continue
            to = getattr(self.fields[name], "to_field_name", None)
            codes[name] = str(getattr(value, to)) if to else value
        return codes


def _province():
    return forms.ModelChoiceField(
        Region.objects.filter(kind=RegionKind.PROVINCE),
        label=_("Province"),
        required=False,
        to_field_name="code",
        empty_label=_("All provinces"),
    )


def _sector():
    return forms.ModelChoiceField(
        Sector.objects.all(),
        label=_("Sector"),
        required=False,
        to_field_name="key",
        empty_label=_("All sectors"),
    )


def _words():
    return forms.CharField(
        label=_("Words"), required=False, max_length=200, widget=forms.SearchInput
    )


class NeedFilterForm(_FilterForm):
    """What a reader may narrow the list of needs by."""

    q = _words()
    province = _province()
    sector = _sector()
    goal = forms.ModelChoiceField(
        Goal.objects.all(),
        label=_("Goal"),
        required=False,
        to_field_name="number",
        empty_label=_("All goals"),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=NEED_STATES)
    origin = forms.ChoiceField(
        label=_("Began from"), required=False, choices=[("", _("All")), *Origin.choices]
    )
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=list(NEED_SORTS.items()))
    # Reached by links from the pages of a region and of an institution; shown as what it is.
    regency = forms.ModelChoiceField(
        Region.objects.exclude(kind=RegionKind.PROVINCE),
        required=False,
        to_field_name="code",
        widget=forms.HiddenInput,
    )
    owner = forms.ModelChoiceField(
        Organisation.objects.all(), required=False, to_field_name="code", widget=forms.HiddenInput
    )

    def chosen(self) -> NeedFilter:
        return NeedFilter(**self.said())


class IdeaFilterForm(_FilterForm):
    """What a reader may narrow the list of ideas by."""

    q = _words()
    province = _province()
    sector = _sector()
    kind = forms.ChoiceField(
        label=_("Offered by"), required=False, choices=[("", _("All")), *AuthorKind.choices]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=IDEA_STATES)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=list(IDEA_SORTS.items()))

    def chosen(self) -> IdeaFilter:
        return IdeaFilter(**self.said())


class ChallengeFilterForm(_FilterForm):
    """What a reader may narrow the list of challenges by."""

    q = _words()
    phase = forms.ChoiceField(label=_("Standing"), required=False, choices=PHASES)


class GapForm(_FilterForm):
    """Whose gaps are shown."""

    region = RegionField(label=_("Region"), required=False, empty_label=_("Choose a region"))

    def __init__(self, data):
        super().__init__(data)
        self.fields["region"].queryset = Region.objects.select_related("parent")  # type: ignore[attr-defined]

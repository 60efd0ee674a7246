"""What people type about hubs."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.geography.models import Region, RegionKind
from simpul.hubs import queries
from simpul.hubs.models import Hub, Level, MilestoneKind
from simpul.organisations.forms import DayField, OtherBodyField

PLAIN = ""


class TerritoryForm(forms.Form):
    """In which regency or city an assistant is to act."""

    region = forms.ModelChoiceField(
        Region.objects.none(), label=_("Regency or city"), to_field_name="code", empty_label=None
    )

    def __init__(self, *args, hub: Hub, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = queries.regions_open_to(hub)  # type: ignore[attr-defined]


class BrandForm(forms.Form):
    """A dye, or the colour of a logo, of which only the hue is kept."""

    hue = forms.TypedChoiceField(
        label=_("A dye"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(PLAIN, _("the network's own indigo")), *queries.DYES],
        widget=forms.RadioSelect,
    )
    logo = forms.CharField(
        label=_("Or the colour of your logo"),
        required=False,
        max_length=7,
        help_text=_("As #RRGGBB, such as #0a7d5c. Only its hue is kept."),
    )

    def clean_logo(self) -> int | None:
        """The hue of the colour; lightness and strength are ours, so that all can read."""
        text = self.cleaned_data["logo"].strip().lower().removeprefix("#")
        if not text:
            return None
        if not re.fullmatch(r"[0-9a-f]{6}", text):
            raise forms.ValidationError(
                _("A colour has six digits or letters from a to f, such as #0a7d5c.")
            )
        hue = queries.hue_of(f"#{text}")
        if hue is None:
            raise forms.ValidationError(_("This is a grey, which has no hue. Choose a dye."))
        return hue

    def chosen(self) -> int | None:
        """The hue that was meant; the logo's goes before the dye's."""
        logo = self.cleaned_data.get("logo")
        return self.cleaned_data.get("hue") if logo is None else logo


class WearForm(forms.Form):
    """The hue that was shown; empty for the network's own."""

    hue = forms.IntegerField(required=False, min_value=0, max_value=359)


class HubForm(forms.Form):
    """What is said about a hub."""

    name = forms.CharField(label=_("Name"), max_length=200)
    areas = forms.ModelMultipleChoiceField(
        Region.objects.filter(kind=RegionKind.PROVINCE),
        label=_("Areas served"),
        required=False,
        to_field_name="code",
        help_text=_("Provinces. Empty for the hub of one institution."),
        widget=forms.CheckboxSelectMultiple,
    )
    website = forms.CharField(label=_("Website"), max_length=200, required=False)
    decree = forms.CharField(label=_("Decree"), max_length=200, required=False)
    note_id = forms.CharField(label=_("Note in Indonesian"), max_length=300, required=False)
    note_en = forms.CharField(label=_("Note in English"), max_length=300, required=False)
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Where this is said."),
    )


class NewHubForm(HubForm):
    """A hub that no file names."""

    level = forms.ChoiceField(label=_("Kind"), choices=Level.choices)
    organisation = OtherBodyField(label=_("Which institution runs it?"), max_length=200)
    region = forms.ModelChoiceField(
        Region.objects.filter(kind=RegionKind.PROVINCE),
        label=_("Province"),
        required=False,
        to_field_name="code",
        empty_label=_("none"),
    )

    field_order = ["name", "level", "organisation", "region"]

    def clean(self):
        said = super().clean() or {}
        if said.get("level") == Level.PROVINCE and not said.get("region"):
            self.add_error("region", _("A provincial hub has a province."))
        return said


class MilestoneForm(forms.Form):
    """Something that happened to a hub."""

    kind = forms.ChoiceField(label=_("What happened?"), choices=MilestoneKind.choices)
    day = DayField(label=_("On which day?"))
    document = forms.CharField(label=_("Document"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    source = forms.CharField(
        label=_("Source"), max_length=500, help_text=_("Where this is said, best an address.")
    )

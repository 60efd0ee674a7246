"""What a visitor types on the pages of the portal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.geography.models import Region
from simpul.vocabularies.models import Goal, Sector


class MapFilterForm(forms.Form):
    """Which records the map counts."""

    sector = forms.ModelChoiceField(
        Sector.objects.all(),
        to_field_name="key",
        required=False,
        label=_("Sector"),
        empty_label=_("All sectors"),
    )
    goal = forms.ModelChoiceField(
        Goal.objects.all(),
        to_field_name="number",
        required=False,
        label=_("Goal of sustainable development"),
        empty_label=_("All goals"),
    )
    year = forms.IntegerField(
        min_value=1990, max_value=2100, required=False, label=_("Year"), localize=False
    )

    def chosen(self) -> dict[str, str]:
        """The filters that were given and make sense, as they stand in the address."""
        self.is_valid()
        given = self.cleaned_data
        chosen = {}
        if given.get("sector"):
            chosen["sector"] = given["sector"].key
        if given.get("goal"):
            chosen["goal"] = str(given["goal"].number)
        if given.get("year"):
            chosen["year"] = str(given["year"])
        return chosen


class NearForm(forms.Form):
    """Where "here" is: a region of the list, or a position given by the browser."""

    region = forms.ModelChoiceField(
        Region.objects.all(),
        to_field_name="code",
        required=False,
        label=_("Region"),
        empty_label=_("Choose a regency, city or province"),
    )
    lat = forms.FloatField(min_value=-90, max_value=90, required=False, widget=forms.HiddenInput)
    lng = forms.FloatField(min_value=-180, max_value=180, required=False, widget=forms.HiddenInput)

    def clean(self):
        given = super().clean() or {}
        if (given.get("lat") is None) != (given.get("lng") is None):
            raise forms.ValidationError(
                _("A position needs both latitude and longitude. Choose a region instead.")
            )
        return given

    def here(self) -> tuple[float, float] | None:
        """Latitude and longitude of "here", if they are known."""
        if not self.is_valid():
            return None
        region = self.cleaned_data.get("region")
        if region:
            return region.lat, region.lng
        lat, lng = self.cleaned_data.get("lat"), self.cleaned_data.get("lng")
        return None if lat is None or lng is None else (lat, lng)

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.geography.models import Region, RegionKind
from simpul.organisations.models import Level
from simpul.organisations.queries import SORTS, InstitutionFilter

STANDINGS = [("", _("Active and ended")), ("active", _("Active")), ("ended", _("Ended"))]


class InstitutionFilterForm(forms.Form):
    """What a reader may narrow the list of institutions by."""

    q = forms.CharField(
        label=_("Name or acronym"), required=False, max_length=200, widget=forms.SearchInput
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *Level.choices]
    )
    province = forms.ModelChoiceField(
        Region.objects.filter(kind=RegionKind.PROVINCE),
        label=_("Province"),
        required=False,
        to_field_name="code",
        empty_label=_("All provinces and the nation"),
    )
    state = forms.ChoiceField(label=_("Standing"), required=False, choices=STANDINGS)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=list(SORTS.items()))

    def __init__(self, data):
        super().__init__(data)
        for field in self.fields.values():
            field.widget.attrs["class"] = "field__input"

    def chosen(self) -> InstitutionFilter:
        """The parts that make sense; what does not is left out and stands in ``errors``."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        province = said.pop("province", None)
        return InstitutionFilter(**said, province=province.code if province else "")

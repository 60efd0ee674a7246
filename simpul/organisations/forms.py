from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.geography import queries as geography

from .models import Level
from .queries import SORTS, InstitutionFilter


class InstitutionFilterForm(forms.Form):
    """What a reader may narrow the list of institutions by."""

    q = forms.CharField(label=_("Name or acronym"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    province = forms.ChoiceField(label=_("Province"), required=False)
    state = forms.ChoiceField(label=_("Standing"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False)

    def __init__(self, data):
        super().__init__(data)
        self.fields["q"].widget.input_type = "search"
        provinces = [(region.code, region.label) for region in geography.provinces()]
        choices = {
            "kind": [("", _("All kinds")), *Level.choices],
            "province": [("", _("All provinces and the nation")), *provinces],
            "state": [
                ("", _("Active and ended")),
                ("active", _("Active")),
                ("ended", _("Ended")),
            ],
            "sort": list(SORTS.items()),
        }
        for name, options in choices.items():
            self.fields[name].choices = options
        for field in self.fields.values():
            field.widget.attrs["class"] = "field__input"

    def chosen(self) -> InstitutionFilter:
        """The parts that make sense; what does not is left out and stands in ``errors``."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return InstitutionFilter(**said)

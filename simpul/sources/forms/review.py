from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models import RelationKind

LEFT, RIGHT = "left", "right"
SIDES = ((LEFT, _("the left one")), (RIGHT, _("the right one")))
NOTE = 300


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Why"), max_length=NOTE, required=False)


class MergeForm(NoteForm):
    kept = forms.ChoiceField(
        label=_("The record that readers go on seeing"), choices=SIDES, widget=forms.RadioSelect
    )


class RelateForm(NoteForm):
    subject = forms.ChoiceField(
        label=_("Which of both"), choices=SIDES, widget=forms.RadioSelect, initial=LEFT
    )
    kind = forms.ChoiceField(
        label=_("is to the other"), choices=RelationKind.choices, widget=forms.RadioSelect
    )

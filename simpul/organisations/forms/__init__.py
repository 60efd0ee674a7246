"""What people type about institutions, their people and their offices."""

from .bodies import BodyForm, EndForm, MergeForm, OtherBodyField, SuccessorForm, TermForm, UnitForm
from .days import DayField
from .filters import InstitutionFilterForm
from .joining import ConfirmAdminForm, ConfirmForm, JoinForm, ReasonForm, SearchForm
from .mandates import (
    DelegateForm,
    EndMandateForm,
    GrantForm,
    HandOverForm,
    MandateFilterForm,
)
from .parts import LetterFileField, LetterForm, PersonField, YearField, term, through
from .people import BringInForm, PeopleFilterForm, SheetForm

__all__ = [
    "BodyForm",
    "BringInForm",
    "ConfirmAdminForm",
    "ConfirmForm",
    "DayField",
    "DelegateForm",
    "EndForm",
    "EndMandateForm",
    "GrantForm",
    "HandOverForm",
    "InstitutionFilterForm",
    "JoinForm",
    "LetterFileField",
    "LetterForm",
    "MandateFilterForm",
    "MergeForm",
    "OtherBodyField",
    "PeopleFilterForm",
    "PersonField",
    "ReasonForm",
    "SearchForm",
    "SheetForm",
    "SuccessorForm",
    "TermForm",
    "UnitForm",
    "YearField",
    "term",
    "through",
]

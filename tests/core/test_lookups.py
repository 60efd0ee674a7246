"""Numbers that no column holds match no row, however they are asked for."""

import pytest
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError

from simpul.core.models import File

pytestmark = pytest.mark.django_db
BEYOND = [2**31, -(2**31) - 1, 2**63, -(2**63) - 1, 10**30]


@pytest.mark.parametrize("number", BEYOND)
def test_what_no_row_can_be_numbered_is_not_among_any(number):
    kind = ContentType.objects.get_for_model(File)
    kinds, files = ContentType.objects, File.objects

    assert list(kinds.filter(pk__in=[number, kind.pk])) == [kind]
    assert list(kinds.filter(pk__in=[number])) == []
    assert kind in kinds.exclude(pk__in=[number])
    assert list(files.filter(size__in=[number])) == []


def test_rows_are_still_found_by_numbers_texts_and_other_questions():
    kind = ContentType.objects.get_for_model(File)
    kinds = ContentType.objects

    assert list(kinds.filter(pk__in=[kind.pk, None])) == [kind]
    assert list(kinds.filter(pk__in=[str(kind.pk)])) == [kind]
    assert list(kinds.filter(pk__in=kinds.filter(pk=kind.pk).values("pk"))) == [kind]
    assert list(kinds.filter(pk__in=[])) == []


@pytest.mark.parametrize("field", [forms.ModelChoiceField, forms.ModelMultipleChoiceField])
@pytest.mark.parametrize("number", BEYOND)
def test_a_form_refuses_such_a_choice_in_words(field, number):
    choice = field(ContentType.objects.all())
    sent = [str(number)] if field is forms.ModelMultipleChoiceField else str(number)

    with pytest.raises(ValidationError):
        choice.clean(sent)

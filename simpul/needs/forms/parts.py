"""Fields that several forms share."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from simpul.geography.models import Region
from simpul.organisations.models import Organisation

AREA = forms.Textarea(attrs={"rows": 6})
SMALL_AREA = forms.Textarea(attrs={"rows": 3})

NOT_WHOLE = _("Write a whole number, such as 1500 or 1.500. You wrote “%(value)s”.")
TOO_MUCH = _("The number is too large.")
# Groups of three behind a point, a comma or a blank, as people write large numbers.
WHOLE = re.compile(r"\d+|\d{1,3}(?:[., ]\d{3})+")
MOST = 10**15
LONGEST = 30


class WholeField(forms.Field):
    """A whole number, with or without marks between its groups and with "Rp" before it."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def __init__(self, *, most: int = MOST, **kwargs):
        super().__init__(**kwargs)
        self.most = most

    def prepare_value(self, value):
        if isinstance(value, int):
            return number_format(value, use_l10n=True, force_grouping=True)
        return value

    def to_python(self, value) -> int | None:
        text = str("" if value is None else value).strip()[:LONGEST]
        if not text:
            return None
        bare = re.sub(r"^rp\.?\s*", "", text, flags=re.IGNORECASE)
        if not WHOLE.fullmatch(bare):
            raise ValidationError(NOT_WHOLE, code="whole", params={"value": text})
        number = int(re.sub(r"\D", "", bare))
        if number > self.most:
            raise ValidationError(TOO_MUCH, code="too_much")
        return number

    def has_changed(self, initial, data):
        return self.to_python(data) != initial


class BodyField(forms.ModelChoiceField):
    """One of the bodies somebody speaks for, by its code."""

    def __init__(self, **kwargs):
        super().__init__(Organisation.objects.none(), to_field_name="code", **kwargs)

    def label_from_instance(self, obj):
        return f"{obj.name} ({obj.parent.short_name})" if obj.is_unit and obj.parent else obj.name


class RegionField(forms.ModelChoiceField):
    """A province, regency or city, by its code."""

    def __init__(self, **kwargs):
        super().__init__(Region.objects.all(), to_field_name="code", **kwargs)

    def label_from_instance(self, obj):
        return f"{obj.label} ({obj.parent.label})" if obj.parent_id and obj.parent else obj.label


def regions_around(body: Organisation | None) -> QuerySet[Region]:
    """Where a body may have a need: in its region and what lies in it; a national one anywhere."""
    regions = Region.objects.select_related("parent")
    region = body and (body.region or body.institution.region)
    if region is None:
        return regions
    return regions.filter(Q(pk=region.pk) | Q(parent=region.pk))

"""What stands side by side for an adopter counts today."""

from datetime import timedelta

import pytest
from django.urls import reverse

from simpul.core import clock
from simpul.innovations.models import Innovation, Willingness
from tests.factories.innovations import InnovationFactory

pytestmark = pytest.mark.django_db


def said(record, conditions, **fields):
    return Willingness.objects.create(
        innovation=record, stated_on=clock.today() - timedelta(days=90), conditions=conditions,
        said_at=clock.now(), **fields,
    )  # fmt: skip


def test_only_a_willingness_that_counts_today_stands_beside_others(client):
    past, now, merged = InnovationFactory(), InnovationFactory(), InnovationFactory()
    twin = InnovationFactory()
    Innovation.objects.filter(pk=merged.pk).update(canonical=twin)
    said(past, "syarat lama", valid_to=clock.today() - timedelta(days=1))
    said(now, "syarat hari ini", valid_to=clock.today())
    said(merged, "syarat kembaran")
    asked = {"i": [record.public_id for record in (past, now, twin)]}

    page = client.get(reverse("replication:compare"), asked, secure=True).text

    assert "syarat lama" not in page
    assert "syarat hari ini" in page
    assert "syarat kembaran" in page

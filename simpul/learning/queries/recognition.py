"""Certificates about what mentors did."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from simpul.documents.models import Document
from simpul.learning.models import Mentor


def letters_of(mentor: Mentor) -> QuerySet[Document]:
    """The letters about a mentor that have a number, the latest first."""
    kind = ContentType.objects.get_for_model(Mentor)
    rows = Document.objects.filter(subject_type=kind, subject_id=mentor.pk).exclude(number="")
    return rows.order_by("-pk")


def readable(user) -> Q:
    """The letters about themselves that mentors read."""
    kind = ContentType.objects.get_for_model(Mentor)
    own = Mentor.objects.filter(person=user.pk).values("pk")
    return Q(subject_type=kind, subject_id__in=own) & ~Q(number="")

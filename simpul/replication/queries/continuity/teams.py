"""Who looks after a record, and how many of them are still where it belongs.

The team of a record is its author, the authors of its drafts, those who write along and its
caretakers. Somebody is gone whose account is closed, or who worked for the owner and does no more.
"""

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from simpul.innovations.models import CoAuthor, Draft
from simpul.organisations.models import Kind, Membership, MembershipState
from simpul.replication.models.continuity import Caretaker


def gone(person: str, owner: str) -> QuerySet:
    """Whoever a field of the row outside names, where they are gone from its owner."""
    people = get_user_model()._default_manager.filter(pk=OuterRef(person))
    return people.filter(_is_gone(owner))


def present_members() -> Coalesce:
    """How many of the team of a record are still there, as a column."""
    return _counted(_team().filter(~_is_gone("owner")))


def team_size() -> Coalesce:
    """How many ever belonged to the team of a record, as a column."""
    return _counted(_team())


def _team() -> QuerySet:
    """The people of the record outside, each once."""
    record = OuterRef(OuterRef("pk"))
    drafts = Draft.objects.filter(innovation=record).order_by()
    along = CoAuthor.objects.filter(
        draft__innovation=record, accepted_at__isnull=False, ended_at=None, person__isnull=False
    ).order_by()
    caring = Caretaker.objects.filter(innovation=record, ended_at=None).order_by()
    return get_user_model()._default_manager.filter(
        Q(pk=OuterRef("author_id"))
        | Q(pk__in=drafts.values("author"))
        | Q(pk__in=along.values("person"))
        | Q(pk__in=caring.values("person"))
    )


def _is_gone(owner: str) -> Q:
    """The condition of people who are gone from the owner of the row outside them."""
    worked = Membership.objects.filter(_in_its_house(owner), person=OuterRef("pk")).order_by()
    left = Q(Exists(worked.filter(state=MembershipState.ENDED)))
    stays = Q(Exists(worked.filter(state=MembershipState.CONFIRMED)))
    return Q(is_active=False) | (left & ~stays)


def _in_its_house(owner: str) -> Q:
    """Memberships in the institution of the owner: itself, its units, and what it is a unit of."""
    house = OuterRef(OuterRef(owner))
    unit = Q(organisation__kind=Kind.UNIT)
    below = Q(organisation=house) | (unit & Q(organisation__parent=house))
    deeper = unit & Q(organisation__parent__kind=Kind.UNIT, organisation__parent__parent=house)
    over = Q(organisation__children=house, organisation__children__kind=Kind.UNIT)
    beside = unit & Q(
        organisation__parent__children=house, organisation__parent__children__kind=Kind.UNIT
    )
    return below | deeper | over | beside


def _counted(people: QuerySet) -> Coalesce:
    each = people.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk"))
    return Coalesce(Subquery(each.values("n"), output_field=IntegerField()), 0)

import factory
from factory.django import DjangoModelFactory

from simpul.core import clock
from simpul.innovations.models import (
    Authority,
    AuthorityKind,
    Innovation,
    State,
    address_for,
    new_identity,
)
from simpul.innovations.services import Mention, Statement, list_record
from tests.factories.organisations import OrganisationFactory


class AuthorityFactory(DjangoModelFactory):
    class Meta:
        model = Authority

    key = factory.Sequence(lambda n: f"sumber-{n}.example")
    name = factory.LazyAttribute(lambda authority: authority.key)
    kind = AuthorityKind.PRESS


class InnovationFactory(DjangoModelFactory):
    """A record as lists read it. It stands on no claims; ``listed`` makes one that does."""

    class Meta:
        model = Innovation
        skip_postgeneration_save = True

    public_id = factory.LazyFunction(new_identity)
    title = factory.Sequence(lambda n: f"Inovasi Uji {n}")
    slug = factory.LazyAttribute(lambda record: address_for(record.title, record.public_id))
    owner = factory.SubFactory(OrganisationFactory)
    state = State.LISTED
    year = 2021
    created_at = factory.LazyFunction(clock.now)
    changed_at = factory.LazyFunction(clock.now)
    published_at = factory.LazyAttribute(
        lambda record: clock.now() if record.state == State.PUBLISHED else None
    )

    @factory.post_generation
    def canonical(self, create, kept, **kwargs):
        if create:
            self.canonical = kept or self
            Innovation.objects.filter(pk=self.pk).update(canonical=self.canonical)

    @factory.post_generation
    def goals(self, create, goals, **kwargs):
        if create and goals:
            self.goals.set(goals)


def mention(record_key="UJI-1", *, authority=None, scheme="dataset", **fields):
    """What one source says: fields by name, at least a title."""
    authority = authority or AuthorityFactory()
    said = {"title": "Inovasi Uji", **fields}
    return Mention(
        scheme=scheme,
        record_key=record_key,
        authority=authority,
        statements=tuple(
            Statement(record_key, name, value, authority.pk, language=language_of(name))
            for name, value in said.items()
        ),
        url=f"https://{authority.key}/{record_key}",
    )


def listed(record_key="UJI-1", *, authority=None, **fields):
    """A listed record that stands on the claims of one mention."""
    return list_record(mention(record_key, authority=authority, **fields))


def language_of(name):
    return "id" if name in {"title", "summary", "impact", "problem", "benefit"} else ""

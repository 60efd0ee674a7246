import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from simpul.core import versions
from simpul.core.models import Entry, Version
from simpul.core.versions import Difference, StaleRevision, VersionClosed
from tests.factories.accounts import UserFactory
from tests.factories.core import LeaseFactory

pytestmark = pytest.mark.django_db
MAPS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2))


@pytest.fixture
def author():
    return UserFactory()


@pytest.fixture
def subject():
    return LeaseFactory()


def published(subject, author, **fields):
    return versions.publish(versions.draft(subject, fields, by=author), by=author)


@given(before=MAPS, after=MAPS)
def test_compare_names_exactly_the_fields_that_differ(before, after):
    changes = versions.compare(before, after)

    patched = {**before, **{change.field: change.after for change in changes}}
    assert {field: value for field, value in patched.items() if value is not None} == after
    assert all(before.get(change.field) == change.before for change in changes)
    assert versions.compare(before, before) == []


def test_a_draft_starts_from_what_is_public(subject, author):
    published(subject, author, title="A", year=2020)

    draft = versions.draft(subject, {"title": "B"}, by=author)

    assert (draft.number, draft.fields) == (2, {"title": "B", "year": 2020})
    assert versions.public(subject).fields == {"title": "A", "year": 2020}
    changes = versions.compare(draft.base.fields, draft.fields)
    assert changes == [Difference("title", "A", "B")]


def test_one_version_is_open_and_later_changes_extend_it(subject, author):
    versions.draft(subject, {"title": "A"}, by=author)
    versions.draft(subject, {"year": 2020}, by=None)

    assert versions.opened(subject).fields == {"title": "A", "year": 2020}
    assert versions.of(subject).count() == 1


def test_publishing_makes_the_old_one_past(subject, author):
    published(subject, author, title="A")
    second = versions.draft(subject, {"title": "B"}, by=author)
    versions.offer(second, by=author)
    versions.publish(second, by=author)

    states = [(version.number, version.state) for version in versions.of(subject)]
    assert states == [(2, "public"), (1, "past")]
    assert list(Entry.objects.values_list("verb", flat=True)) == ["publish", "offer", "publish"]


def test_a_pending_version_can_be_given_back(subject, author):
    version = versions.offer(versions.draft(subject, {"a": 1}, by=author), by=author)

    versions.give_back(version, by=author)

    assert versions.opened(subject).state == "draft"


def test_a_change_from_an_older_revision_is_refused(subject, author):
    version = versions.draft(subject, {"a": 1}, by=author)
    stale = Version.objects.get(pk=version.pk)
    versions.change(version, {"a": 2})

    with pytest.raises(StaleRevision):
        versions.change(stale, {"a": 3})
    with pytest.raises(StaleRevision):
        versions.publish(stale, by=author)

    version.refresh_from_db()
    assert (version.fields, version.state) == ({"a": 2}, "draft")


def test_a_change_can_drop_a_field(subject, author):
    version = versions.draft(subject, {"a": 1, "b": 2}, by=author)

    versions.change(version, {"a": 3}, drop=["b"])

    assert versions.opened(subject).fields == {"a": 3}


def test_what_readers_saw_never_changes(subject, author):
    version = published(subject, author, a=1)

    for act in (
        lambda: versions.change(version, {"a": 2}),
        lambda: versions.offer(version, by=author),
        lambda: versions.publish(version, by=author),
    ):
        with pytest.raises(VersionClosed):
            act()

    assert versions.public(subject).fields == {"a": 1}


def test_frozen_is_frozen_whatever_comes_after(subject, author):
    version = versions.draft(subject, {"a": 1}, by=author)

    frozen = versions.freeze(version, by=author)
    versions.change(version, {"a": 2})

    frozen.refresh_from_db()
    assert (frozen.fields, frozen.state, frozen.pk != version.pk) == ({"a": 1}, "frozen", True)
    public = versions.publish(version, by=author)
    assert versions.freeze(public, by=author) == public


def test_the_database_holds_one_open_and_one_public(subject, author):
    published(subject, author, a=1)
    versions.draft(subject, {"a": 2}, by=author)
    past = versions.of(subject).last()

    for state in ("draft", "pending"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(pk=past.pk).update(state=state)

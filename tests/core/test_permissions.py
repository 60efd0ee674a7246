import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from simpul.core.permissions import about, anyone, is_authenticated, register, registry, table
from tests.factories.accounts import UserFactory


@about
def is_even(user, number):
    return number % 2 == 0


@about
def is_small(user, number):
    return number < 10


ROWS = st.recursive(
    st.sampled_from([is_even, is_small]),
    lambda rows: st.one_of(
        st.builds(lambda a: ~a, rows),
        st.builds(lambda a, b: a & b, rows, rows),
        st.builds(lambda a, b: a | b, rows, rows),
    ),
    max_leaves=6,
)


@pytest.fixture
def rows():
    """Register rows for one test."""
    before = dict(registry)
    yield register
    registry.clear()
    registry.update(before)


@given(row=ROWS)
def test_a_row_about_an_object_is_false_without_one(row):
    before = dict(registry)
    try:
        register({"core.try_row": row | ~row})
        assert AnonymousUser().has_perm("core.try_row") is False
        assert AnonymousUser().has_perm("core.try_row", 3) is True
    finally:
        registry.clear()
        registry.update(before)


@given(row=ROWS, number=st.integers(0, 20))
def test_a_row_joins_as_python_joins(row, number):
    text = str(row).replace("~", " not ").replace("&", "and").replace("|", "or")
    meaning = {"is_even": number % 2 == 0, "is_small": number < 10}

    assert row.test(None, number) is eval(text, {}, meaning)


@pytest.mark.django_db
def test_a_row_about_a_person_needs_no_object(rows):
    rows({"core.read_it": anyone, "core.write_it": is_authenticated})

    nobody, somebody = AnonymousUser(), UserFactory()
    asked = [
        person.has_perm(name)
        for person in (nobody, somebody)
        for name in ("core.read_it", "core.write_it")
    ]
    assert asked == [True, False, True, True]


@pytest.mark.django_db
def test_a_mixed_row_still_needs_its_object(rows):
    rows({"core.mixed": is_authenticated | ~is_even})

    assert UserFactory().has_perm("core.mixed") is False
    assert UserFactory().has_perm("core.mixed", 2) is True


def test_registering_the_same_row_twice_is_harmless_and_another_is_refused(rows):
    rows({"core.once": is_even})
    rows({"core.once": is_even})

    with pytest.raises(ImproperlyConfigured):
        rows({"core.once": is_small})


def test_the_table_reads_as_sentences(rows):
    rows(
        {
            "core.one": is_even & ~is_small,
            "core.two": is_even | (is_small | anyone),
            "core.three": (is_even | is_small) & ~(is_even & is_small),
        }
    )

    sentences = [table()[f"core.{name}"] for name in ("one", "two", "three")]
    assert sentences == [
        "is_even & ~is_small",
        "is_even | is_small | anyone",
        "(is_even | is_small) & ~(is_even & is_small)",
    ]

"""Numbers: one after the other, none twice, none left out, as the pattern writes them."""

from contextlib import ExitStack
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from simpul.core import clock
from simpul.documents import services
from simpul.documents.models import Number, Register
from simpul.documents.queries.desk import gaps_of
from simpul.documents.services.numbering import next_number, pattern_problem, written
from tests.core.test_races import at_once, file_database
from tests.factories.documents import KindFactory, RegisterFactory
from tests.factories.organisations import OrganisationFactory, admin_of


@pytest.fixture
def office():
    return OrganisationFactory(acronym="ORG")


@pytest.fixture
def register(office):
    return RegisterFactory(scope=office)


def test_a_number_reads_as_its_pattern():
    register = Register(
        pattern="{n}/{kind}/{office}/{month}/{roman_month}/{year}", office="SETDA", digits=3
    )

    said = written(register, KindFactory.build(code="PKS"), 7, date(2026, 11, 2))

    assert said == "007/PKS/SETDA/11/XI/2026"


@pytest.mark.parametrize(
    ("pattern", "restarts"),
    [
        ("{kind}/{year}", True),
        ("{n}/{n}/{year}", True),
        ("{n}/{kind}", True),
        ("{n}/{tahun}/{year}", True),
        ("{n}{year}", True),
        ("A{n}/{year}", True),
        ("{n}/{year", True),
    ],
)
def test_a_pattern_that_could_give_a_number_twice_is_refused(pattern, restarts):
    assert pattern_problem(pattern, restarts=restarts) is not None


@given(
    days=st.lists(st.dates(date(2026, 1, 1), date(2028, 12, 31)), min_size=2, max_size=30),
    digits=st.integers(1, 6),
)
def test_numbers_of_a_sound_pattern_never_read_alike(days, digits):
    pattern = "{n}/{kind}/{office}/{roman_month}/{year}"
    register, kind = Register(pattern=pattern, office="ORG", digits=digits), KindFactory.build()
    counts: dict[int, int] = {}
    texts = []
    for day in sorted(days):
        counts[day.year] = counts.get(day.year, 0) + 1
        texts.append(written(register, kind, counts[day.year], day))

    assert pattern_problem(pattern, restarts=True) is None
    assert len(texts) == len(set(texts))


@pytest.mark.django_db
def test_the_count_begins_anew_each_year(office, register):
    admin, kind = admin_of(office), KindFactory()

    for at in (datetime(2026, 12, 30, tzinfo=UTC), datetime(2027, 1, 4, tzinfo=UTC)):
        with clock.frozen(at):
            admin = admin_of(office)
            for _place in range(2):
                services.take_number(register, kind, title="Surat", by=admin)

    given_numbers = Number.objects.order_by("pk").values_list("year", "sequence")
    assert list(given_numbers) == [(2026, 1), (2026, 2), (2027, 1), (2027, 2)]


@pytest.mark.django_db
def test_a_register_goes_on_from_its_book_on_paper_and_says_how_the_next_reads(office):
    admin = admin_of(office)
    register = services.open_register(
        office, name="Keluar", office="ORG", pattern="{n}/{office}/{year}", first=118, by=admin
    )
    before = next_number(register)

    number = services.take_number(register, KindFactory(), title="Surat", by=admin)

    assert number.text == before == f"118/ORG/{clock.today().year}"
    register = Register.objects.get(pk=register.pk)
    assert next_number(register).startswith("119/")


@pytest.mark.django_db
def test_what_fails_takes_no_number_with_it(office, register):
    admin, named = admin_of(office), KindFactory()
    register.kinds.add(named)
    services.take_number(register, named, title="Surat", by=admin)

    with pytest.raises(ValidationError):
        services.take_number(register, KindFactory(), title="Lain", by=admin)
    services.take_number(register, named, title="Surat", by=admin)

    assert list(Number.objects.order_by("pk").values_list("sequence", flat=True)) == [1, 2]
    assert gaps_of(register) == []


@pytest.mark.django_db
def test_numbers_are_dated_forward_and_end_with_the_register(office, register):
    admin, kind = admin_of(office), KindFactory()
    services.take_number(register, kind, title="Surat", by=admin)

    with pytest.raises(ValidationError):
        services.take_number(
            register, kind, title="Lama", by=admin, dated=date(clock.today().year, 1, 1)
        )
    services.close_register(register, by=admin)
    with pytest.raises(ValidationError):
        services.take_number(register, kind, title="Surat", by=admin)

    assert Number.objects.count() == 1


@pytest.mark.django_db
def test_two_registers_of_an_office_never_give_one_number(office, register):
    admin, kind = admin_of(office), KindFactory()
    twin = RegisterFactory(scope=office)
    services.take_number(register, kind, title="Surat", by=admin)

    with pytest.raises(ValidationError):
        services.take_number(twin, kind, title="Kembar", by=admin)

    assert Number.objects.count() == 1


@pytest.mark.django_db
def test_nobody_takes_a_number_of_another_office(register):
    with pytest.raises(PermissionDenied):
        services.take_number(
            register, KindFactory(), title="Surat", by=admin_of(OrganisationFactory())
        )

    assert not Number.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_letters_issued_at_once_get_numbers_without_gap_or_twin(tmp_path):
    with ExitStack() as stack:
        if connection.vendor == "sqlite":
            stack.enter_context(file_database(tmp_path / "races.sqlite3"))
        race()


def race():
    office = OrganisationFactory(acronym="ORG")
    admin, kind = admin_of(office), KindFactory()

    def issue():
        return services.issue_certificate(
            kind, title="Replikasi", content={}, scope=office, by=admin
        )

    outcomes = at_once(lambda: [issue() for _round in range(3)])

    assert outcomes == ["list"] * len(outcomes)
    numbers = Number.objects.order_by("sequence")
    assert [number.sequence for number in numbers] == list(range(1, 3 * len(outcomes) + 1))
    assert Register.objects.count() == 1
    assert len({number.text for number in numbers}) == len(numbers)

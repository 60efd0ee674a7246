"""Lessons of failure: told by their owners, read as they chose, and never by a way round."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q

from simpul.core import clock
from simpul.documents.models import Party, Signer
from simpul.geography.models import RegionAlias
from simpul.organisations.models import Kind, Level, OrganisationName
from simpul.organisations.policies import HEAD
from simpul.replication.models import FailureReason, Lesson, LessonRelease
from simpul.replication.policies.failures import visible_lessons
from simpul.replication.queries.failures import Refused, entry_of, generalised, library
from simpul.replication.queries.failures.naming import told_names
from simpul.replication.services.failures import (
    change_lesson,
    release_lesson,
    withdraw_lesson,
    write_lesson,
)
from simpul.replication.services.failures.loading import load_reasons
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.documents import numbered
from tests.factories.geography import ProvinceFactory, RegencyFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory, admin_of
from tests.factories.vocabularies import SectorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation(settings):
    """A province with six regencies, one beside it; all have a record of one sector in 2024."""
    load_reasons(settings.DATA_DIR)
    province = ProvinceFactory(code="35", name="Provinsi Timur")
    sector = SectorFactory(key="kesehatan", label_id="Kesehatan")
    bodies = []
    for number in range(6):
        region = RegencyFactory(
            code=f"35.0{number + 1}", name=f"Kabupaten Uji {number}", parent=province
        )
        body = OrganisationFactory(
            name=f"Pemerintah Kabupaten Uji {number}", region=region, level=Level.REGENCY
        )
        InnovationFactory(owner=body, region=region, sector=sector, year=2024)
        bodies.append(body)
    return sector, bodies


def written(body, sector, **fields):
    fields = {
        "attempt": "own",
        "title": "Aplikasi tidak dipakai",
        "happened": "Warga tetap datang ke loket.",
        "advice": "Tanyakan dulu kepada warga.",
        "sector": sector,
        "region": body.region,
        "year": 2024,
        "disclosure": "named",
        "named_on": None,
        "reasons": list(FailureReason.objects.filter(key="demand")),
        **fields,
    }
    return write_lesson(body, by=admin_of(body), **fields)


def test_a_lesson_is_read_once_its_owner_releases_it_and_no_longer_once_withdrawn(nation):
    sector, bodies = nation
    lesson = written(bodies[0], sector)
    assert list(library()) == []

    release_lesson(lesson, by=admin_of(bodies[0]))
    assert entry_of(library().get()).owner == bodies[0]
    with pytest.raises(ValidationError):
        change_lesson(lesson, by=admin_of(bodies[0]), reasons=[], title="Lain")

    withdraw_lesson(lesson, by=admin_of(bodies[0]), note="Keliru.")
    assert list(library()) == []


def test_strangers_neither_write_nor_release(nation):
    sector, bodies = nation
    lesson, stranger = written(bodies[0], sector), admin_of(bodies[1])

    with pytest.raises(PermissionDenied):
        release_lesson(lesson, by=stranger)
    with pytest.raises(PermissionDenied):
        write_lesson(bodies[0], by=stranger, reasons=[], title="x")


def test_a_delayed_lesson_waits_for_its_day(nation):
    sector, bodies = nation
    lesson = written(bodies[0], sector, disclosure="later", named_on=date(2027, 1, 1))
    release_lesson(lesson, by=admin_of(bodies[0]))

    assert list(library()) == []
    with clock.frozen(clock.now().replace(year=2027, month=1, day=2)):
        assert library().get() == lesson


def test_an_anonymous_lesson_hides_among_five_and_shows_no_more(nation, client):
    sector, bodies = nation
    lesson = written(bodies[0], sector, disclosure="anonymous")
    release_lesson(lesson, by=admin_of(bodies[0]))
    shown = LessonRelease.objects.get()

    assert shown.region == bodies[0].region.parent
    assert shown.sector == sector
    assert len(shown.candidates) == 6
    page = client.get(lesson.get_absolute_url()).content.decode()
    assert bodies[0].name not in page
    assert bodies[0].region.name not in page


def test_values_grow_coarser_until_enough_institutions_could_be_meant(nation):
    sector, bodies = nation
    rare = SectorFactory(key="kehutanan", family=sector.family)
    lesson = written(bodies[0], rare, disclosure="anonymous", year=2024)

    shown = generalised(lesson)

    assert shown.sector is None
    assert shown.family == sector.family
    assert len(shown.candidates) >= 5


def test_what_cannot_be_hidden_is_refused_in_plain_words(settings):
    load_reasons(settings.DATA_DIR)
    region = RegencyFactory(code="91.01")
    body = OrganisationFactory(region=region, level=Level.REGENCY)
    lesson = written(body, SectorFactory(key="hukum"), disclosure="anonymous")

    with pytest.raises(ValidationError, match="5"):
        release_lesson(lesson, by=admin_of(body))
    lesson.refresh_from_db()
    assert lesson.state == "draft"
    assert not LessonRelease.objects.exists()


def test_a_text_that_names_its_place_is_refused(nation):
    sector, bodies = nation
    lesson = written(
        bodies[0], sector, disclosure="anonymous", happened="Di Kabupaten Uji 0 tidak dipakai."
    )

    with pytest.raises(Refused, match="Kabupaten Uji 0"):
        generalised(lesson)


def test_a_text_that_names_a_person_a_body_or_a_work_of_theirs_is_refused(nation):
    sector, bodies = nation
    place, body = bodies[0].region, bodies[0]
    place.capital = "Kota Sumenep Uji"
    place.save()
    RegionAlias.objects.create(region=place, text="Kab. Uji Kosong", key="kosong")
    people = MandateFactory(office=HEAD, scope=body), MembershipFactory(organisation=body)
    names = "Dr. Hj. Siti Aminah Uji, M.Si.", "Budi Uji Santosa"
    for held, name in zip(people, names, strict=True):
        held.person.name = name
        held.person.save()
    unit = OrganisationFactory(
        name="Dinas Kelautan Uji", acronym="DKU", parent=body, kind=Kind.UNIT
    )
    OrganisationName.objects.create(
        organisation=body, name="Swapraja Uji", kind="former", key="swapraja uji"
    )
    OrganisationName.objects.create(organisation=body, name="U 7", kind="former", key="u 7")
    letter = numbered(title="Surat", scope=body, by=admin_of(body))
    party = Party.objects.create(document=letter, organisation=body, order=1)
    Signer.objects.create(document=letter, party=party, order=9, name="H. Rahmat Uji Hidayat, S.H.")
    InnovationFactory(owner=unit, title="Sapa Nelayan Uji", acronym="SANEUJI")
    lesson = written(body, sector, disclosure="anonymous")
    lesson.organisation = unit
    texts = [
        "Kota Sumenep Uji kami sepi.", "Bupati Siti Aminah Uji mendukung.",
        "Operator Budi Uji Santosa menunggu.", "Penanda tangan Rahmat  Uji\nHidayat pindah.",
        "Dinas kelautan uji tidak ikut.", "DKU tidak ikut.", "Dulu kami bernama Swapraja Uji.",
        "Unit U  7 tutup.",
        "Sapa Nelayan Uji berhenti.", "Aplikasi SaneUji berhenti.",
        "Warga Kab. Uji Kosong menunggu.", "Tanyakan ke humas@contoh.id.",
        "Lihat https://contoh.id/laporan.", "Situs ujikab.go.id mati.", "Hubungi 0812-3456-7890.",
    ]  # fmt: skip

    assert list(told_names(lesson)) == []
    unseen = []
    for lesson.happened in texts:
        if not list(told_names(lesson)):
            unseen.append(lesson.happened)
    assert unseen == []


def test_a_text_may_name_the_province_only_while_readers_are_told_it_anyway(nation):
    sector, bodies = nation
    lesson = written(
        bodies[0], sector, disclosure="anonymous", advice="Contoh dari Provinsi Timur."
    )
    assert generalised(lesson).region == bodies[0].region.parent

    for body in bodies[1:]:
        body.region.parent = ProvinceFactory()
        body.region.save()

    with pytest.raises(Refused, match="Provinsi Timur"):
        generalised(lesson)


def test_two_releases_do_not_leave_fewer_in_common_than_one(nation):
    """The differencing attack: what is shown first and what is shown later are laid together."""
    sector, bodies = nation
    other = SectorFactory(key="kelautan", family=sector.family)
    for body in bodies[:1]:
        InnovationFactory(owner=body, region=body.region, sector=other, year=2024)
    lesson = written(bodies[0], sector, disclosure="anonymous")
    release_lesson(lesson, by=admin_of(bodies[0]))
    withdraw_lesson(lesson, by=admin_of(bodies[0]), note="Sektornya keliru.")
    change_lesson(
        lesson, by=admin_of(bodies[0]), reasons=FailureReason.objects.all()[:1], sector=other
    )
    lesson.refresh_from_db()
    release_lesson(lesson, by=admin_of(bodies[0]))

    common = set.intersection(
        *(set(found) for found in LessonRelease.objects.values_list("candidates", flat=True))
    )
    assert len(common) >= 5
    assert bodies[0].pk in common


def test_a_second_release_that_would_narrow_is_refused(nation):
    sector, bodies = nation
    lesson = written(bodies[0], sector, disclosure="anonymous")
    LessonRelease.objects.create(
        lesson=lesson, at=clock.now(), candidates=[body.pk for body in bodies[:3]], asked=3
    )

    with pytest.raises(Refused):
        generalised(lesson)


def test_an_anonymous_lesson_names_no_record(nation):
    sector, bodies = nation
    record = InnovationFactory(owner=bodies[0])

    with pytest.raises(ValidationError):
        written(bodies[0], sector, disclosure="anonymous", innovation=record)


def test_filters_of_the_library_see_only_what_readers_see(nation):
    sector, bodies = nation
    hidden = written(bodies[0], sector, disclosure="anonymous")
    named = written(bodies[1], sector)
    for lesson, body in ((hidden, bodies[0]), (named, bodies[1])):
        release_lesson(lesson, by=admin_of(body))
    regency, province = bodies[0].region.pk, bodies[0].region.parent_id

    assert set(library(province=regency)) == set()
    assert set(library(province=province)) == {hidden, named}
    assert set(library(reason="budget")) == set()


def test_its_place_in_the_library_does_not_tell_the_year_of_an_anonymous_lesson(nation):
    sector, bodies = nation
    named = [
        written(body, sector, year=year) for body, year in ((bodies[1], 2024), (bodies[2], 2022))
    ]
    hidden = [
        written(bodies[0], sector, disclosure="anonymous", year=year) for year in (2023, 2021)
    ]
    for lesson in (*named, *hidden):
        release_lesson(lesson, by=admin_of(lesson.organisation))
    LessonRelease.objects.update(year_from=None, year_to=None)

    order = list(library())

    assert order[:2] == named
    assert order[2:] == sorted(hidden, key=lambda lesson: lesson.code)


def test_list_and_permission_agree(nation):
    sector, bodies = nation
    lessons = [written(body, sector) for body in bodies[:3]]
    release_lesson(lessons[1], by=admin_of(bodies[1]))
    for person in (UserFactory(), admin_of(bodies[0]), admin_of(bodies[1])):
        seen = set(Lesson.objects.filter(Q() & visible_lessons(person)))
        assert seen == {one for one in lessons if person.has_perm("replication.view_lesson", one)}


def test_the_record_warns_of_what_failed_elsewhere(nation, client):
    sector, bodies = nation
    record = InnovationFactory(owner=bodies[1], sector=sector)
    lesson = written(bodies[0], sector, attempt="copy", innovation=record)
    release_lesson(lesson, by=admin_of(bodies[0]))

    assert lesson.title in client.get(record.get_absolute_url()).content.decode()

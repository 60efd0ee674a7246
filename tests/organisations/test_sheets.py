import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.accounts.models import User
from simpul.core import sheets
from simpul.core.models import OutboxMessage
from simpul.organisations import queries, services
from simpul.organisations.models import Membership
from simpul.organisations.queries import Outcome
from tests.factories.accounts import UserFactory
from tests.factories.organisations import (
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
    admin_of,
)

pytestmark = pytest.mark.django_db

HEAD = "Surel;Nama;NIP;Jabatan;Unit;Bahasa"
NIP = "198501012010012001"


@pytest.fixture
def body():
    return OrganisationFactory(name="Pemerintah Kabupaten Uji", slug="pemkab-uji")


def rows(*lines):
    content = "\n".join([HEAD, *lines]).encode()
    return sheets.read(content, headings=queries.HEADINGS)


def outcomes(body, *lines):
    plan = queries.plan_people(body, rows(*lines))
    return [
        (row.number, row.outcome, [(fault.column, fault.words) for fault in row.faults])
        for row in plan.rows
    ]


def test_every_row_says_what_it_would_do(body):
    member = MembershipFactory(organisation=body, person__email="ada@contoh.go.id")
    UserFactory(email="luar@contoh.go.id")
    UnitFactory(parent=body, name="Dinas Kesehatan")

    assert outcomes(
        body,
        f"baru@contoh.go.id;Baru;{NIP};Perawat;dinas kesehatan;",
        "LUAR@contoh.go.id;;;;;Inggris",
        f"{member.person.email};;;;;",
        "kader@contoh.go.id;Kader Posyandu;;;;",
    ) == [
        (2, Outcome.CREATE, []),
        (3, Outcome.JOIN, []),
        (4, Outcome.SAME, []),
        (5, Outcome.CREATE, []),
    ]


def test_what_is_wrong_names_row_and_column_in_plain_words(body):
    UserFactory(email="lain@contoh.go.id", nip=NIP)

    found = outcomes(
        body,
        "satu@contoh.go.id;Satu;123;;;",
        f"dua@contoh.go.id;Dua;{NIP};;;",
        "tiga@contoh.go.id;Tiga;;;Dinas Antah;",
        "bukan surel;Empat;;;;",
        "satu@contoh.go.id;Lima;;;;",
        "enam@contoh.go.id;;;;;Jawa",
        f"tujuh@contoh.go.id;Tujuh;;{'x' * 151};;",
    )

    assert [(number, [column for column, _words in faults]) for number, _o, faults in found] == [
        (2, ["nip"]),
        (3, ["nip"]),
        (4, ["unit"]),
        (5, ["email"]),
        (6, ["email"]),
        (7, ["language", "name"]),
        (8, ["position"]),
    ]
    assert found[0][2] == [
        ("nip", "NIP terdiri atas 18 digit. Kosongkan selnya untuk orang tanpa NIP.")
    ]
    assert "Baris 2" in found[4][2][0][1]


def test_confirming_does_exactly_what_was_shown(body):
    admin = admin_of(body)
    unit = UnitFactory(parent=body, name="RSUD Uji")
    read = rows(
        f"baru@contoh.go.id;Baru;{NIP};Perawat;RSUD Uji;", "rusak;Rusak;;;;", "b@contoh.go.id;B;;;;"
    )
    plan = queries.plan_people(body, read)

    services.bring_in_all(body, read, digest=plan.digest, by=admin)

    new = User.objects.get(email="baru@contoh.go.id")
    assert (new.name, new.nip, new.has_usable_password()) == ("Baru", NIP, False)
    members = Membership.objects.confirmed().values_list("person__email", "organisation")
    assert set(members) == {("baru@contoh.go.id", unit.pk), ("b@contoh.go.id", body.pk)}
    invited = OutboxMessage.objects.filter(topic="invitation").values_list("address", flat=True)
    assert sorted(invited) == ["b@contoh.go.id", "baru@contoh.go.id"]
    again = queries.plan_people(body, read)
    assert [row.outcome for row in again.rows] == [Outcome.SAME, Outcome.ERROR, Outcome.SAME]


def test_what_changed_meanwhile_is_refused_whole(body):
    admin, read = admin_of(body), rows("baru@contoh.go.id;Baru;;;;", "lagi@contoh.go.id;Lagi;;;;")
    plan = queries.plan_people(body, read)
    UserFactory(email="lagi@contoh.go.id")

    with pytest.raises(ValidationError):
        services.bring_in_all(body, read, digest=plan.digest, by=admin)

    assert not User.objects.filter(email="baru@contoh.go.id").exists()


def test_only_who_administers_brings_people_in(body):
    read = rows("baru@contoh.go.id;Baru;;;;")
    digest = queries.plan_people(body, read).digest

    for stranger in (UserFactory(), admin_of(OrganisationFactory())):
        with pytest.raises(PermissionDenied):
            services.bring_in_all(body, read, digest=digest, by=stranger)
        with pytest.raises(PermissionDenied):
            services.bring_in(body, by=stranger, email="x@contoh.go.id", name="X")
    assert not Membership.objects.exists()


def test_a_plan_of_three_hundred_rows_asks_as_often_as_one_of_three(
    body, django_assert_max_num_queries
):
    for count in (3, 300):
        read = rows(*(f"orang{number}@contoh.go.id;Orang;;;;" for number in range(count)))
        with django_assert_max_num_queries(9):
            queries.plan_people(body, read)


def test_who_never_signed_in_is_invited_again_and_nobody_else(body):
    admin = admin_of(body)
    membership = services.bring_in(body, by=admin, email="baru@contoh.go.id", name="Baru")

    services.invite_again(membership, by=admin)

    assert OutboxMessage.objects.filter(topic="invitation").count() == 2
    membership.person.last_login = membership.requested_at
    with pytest.raises(ValidationError):
        services.invite_again(membership, by=admin)


def test_the_pages_lead_from_a_file_to_people(body, client):
    client.force_login(admin_of(body))
    address = "/id/meja/instansi/pemkab-uji/orang/lembar/"
    file = io.BytesIO(f"{HEAD}\nbaru@contoh.go.id;Baru;;;;\n".encode())
    file.name = "orang.csv"

    shown = client.post(address, {"sheet": file})
    plan = shown.context["plan"]
    assert (plan.count("create"), User.objects.filter(email="baru@contoh.go.id").count()) == (1, 0)
    stale = client.post(f"{address}konfirmasi/", {"digest": "x"})
    assert "Baca sekali lagi" in stale.content.decode()
    done = client.post(f"{address}konfirmasi/", {"digest": plan.digest}, follow=True)

    assert done.redirect_chain == [("/id/meja/instansi/pemkab-uji/orang/", 302)]
    assert "1 akun dibuat" in done.content.decode()
    assert client.post(f"{address}konfirmasi/", {"digest": plan.digest}).status_code == 404


def test_the_template_reads_back_as_a_sheet_of_one_person(body, client):
    client.force_login(admin_of(body))

    answer = client.get("/id/meja/instansi/pemkab-uji/orang/lembar/contoh.xlsx")

    read = sheets.read(b"".join(answer.streaming_content), headings=queries.HEADINGS)
    assert [row.cells["email"] for row in read] == ["nama@contoh.go.id"]

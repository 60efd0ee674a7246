from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.core import clock
from simpul.hubs.policies import COORDINATOR
from simpul.innovations.models import Innovation, Relation, RelationKind, RelationState
from simpul.replication.hooks import SIGNING
from simpul.replication.models import Adoption, BadgeKind
from simpul.replication.queries.edges import edges
from simpul.replication.queries.lineage import badges as queries
from simpul.replication.queries.lineage import beside, page
from simpul.replication.queries.lineage.attribution import attribution_of
from simpul.replication.queries.lineage.reading import lineage_of
from simpul.replication.queries.lineage.totals import Totals
from simpul.replication.queries.lineage.ways import WAYS
from simpul.replication.services import lineage as services
from simpul.replication.workflow.lineage import BadgeState
from tests.factories.accounts import UserFactory
from tests.factories.geography import RegencyFactory
from tests.factories.hubs import HubFactory, serving
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import OrganisationFactory, admin_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def copied(origin, copy, state=RelationState.CONFIRMED):
    return Relation.objects.create(
        subject=copy, object=origin, kind=RelationKind.REPLICATES, state=state, at=clock.now()
    )


def adopted(origin, state="confirmed", **fields):
    return Adoption.objects.create(
        origin=origin,
        adopter=fields.pop("adopter", None) or OrganisationFactory(),
        state=state,
        since=fields.pop("since", 2022),
        recorded_at=clock.now(),
        **fields,
    )


def merge(absorbed, kept):
    Innovation.objects.filter(pk=absorbed.pk).update(canonical=kept)


# --- The tree ----------------------------------------------------------------------------------


def test_list_drawing_and_file_say_the_same():
    origin, copy = InnovationFactory(), InnovationFactory(acronym="PAS URBAN")
    copied(origin, copy)
    adopted(copy, local_name="Layonsari")
    adopted(origin, "claimed")

    found = lineage_of(origin)

    listed = [knot.key for knot in page.listing(found, page.Asked()).found]
    assert [node.key for node in found.drawing.drawn] == listed
    assert [row[0] for row in page.file_rows(found, page.Asked())] == listed
    assert (found.confirmed, found.claimed, found.deepest) == (2, 1, 2)


def test_the_page_of_many_asks_as_often_as_that_of_one(client, django_assert_num_queries):
    one, many = InnovationFactory(), InnovationFactory()
    adopted(one)
    for _n in range(3):
        adopted(many)
    first, second = (reverse("replication:lineage", args=[r.slug]) for r in (one, many))
    client.get(first)
    with CaptureQueriesContext(connection) as once:
        client.get(first)

    with django_assert_num_queries(len(once)):
        assert client.get(second).status_code == 200


def test_a_record_without_copies_says_what_to_do(client):
    record = InnovationFactory()

    answer = client.get(reverse("replication:lineage", args=[record.slug]))

    assert "No replication of it is recorded yet" in answer.content.decode()


def test_a_hidden_record_has_no_tree_and_is_not_named_in_one(client):
    origin, hidden = InnovationFactory(), InnovationFactory(state="draft", title="Rahasia")
    adopted(origin, result=hidden, local_name="Nama lokal")

    assert client.get(reverse("replication:lineage", args=[hidden.slug])).status_code == 404
    shown = client.get(reverse("replication:lineage", args=[origin.slug])).content.decode()
    assert "Nama lokal" in shown
    assert "Rahasia" not in shown


def test_a_circle_is_cut_and_told(client):
    first, second = InnovationFactory(), InnovationFactory()
    copied(first, second)
    copied(second, first)

    answer = client.get(reverse("replication:lineage", args=[first.slug])).content.decode()

    assert "leads back to where it comes from" in answer


def test_a_merge_carries_the_tree_and_its_end_gives_it_back():
    origin, other, copy = InnovationFactory(), InnovationFactory(), InnovationFactory()
    copied(origin, copy)
    before = [node.key for node in lineage_of(origin).tree.nodes]

    merge(origin, other)
    assert [node.key for node in lineage_of(other).tree.nodes] == before
    merge(origin, origin)

    assert [node.key for node in lineage_of(origin).tree.nodes] == before
    assert lineage_of(other).total == 0


def test_the_way_up_goes_to_where_it_began():
    origin, copy, second = (InnovationFactory() for _n in range(3))
    copied(origin, copy)
    copied(copy, second)

    assert [record.pk for record in lineage_of(second).above] == [origin.pk, copy.pk]


# --- Figures -----------------------------------------------------------------------------------


steps = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.sampled_from(RelationState.values)),
    max_size=12,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps, st.booleans())
def test_figures_reconcile_with_edges_whatever_is_said_and_merged(rows, merged):
    Relation.objects.all().delete()
    records = [InnovationFactory() for _n in range(5)]
    for origin, copy, state in rows:
        if origin != copy:
            Relation.objects.get_or_create(
                subject=records[copy],
                object=records[origin],
                kind=RelationKind.REPLICATES,
                defaults={"state": state, "at": clock.now()},
            )
    if merged:
        merge(records[0], records[1])

    totals, sure = Totals(), [edge for edge in edges() if edge.state == "confirmed"]

    places = {edge.result or edge.key for edge in sure}
    assert len(totals.confirmed) == len(places)
    for table in (totals.by_origin(), totals.by_adopter(), totals.by_sector(), totals.by_year()):
        assert sum(count for _row, count in table) == len(totals.confirmed)
    assert sum(count for _label, count in totals.by_island()) == len(totals.confirmed)
    assert sum(totals.generations.values()) <= len(totals.confirmed)
    assert totals.claimed == sum(edge.state == "claimed" for edge in edges())


def test_what_lasts_is_known_only_where_somebody_said_so():
    record = InnovationFactory()
    adopted(InnovationFactory(), result=record, since=clock.today().year - 4)
    adopted(InnovationFactory(), since=clock.today().year - 4)

    looks = Totals().lasting()

    assert [(one.months, one.old_enough, one.known, one.unknown) for one in looks] == [
        (6, 2, 0, 2), (12, 2, 0, 2), (24, 2, 0, 2),
    ]  # fmt: skip


def test_young_adoptions_are_not_asked_whether_they_last():
    adopted(InnovationFactory(), since=clock.today().year)

    assert [one.old_enough for one in Totals().lasting()] == [0, 0, 0]


def test_front_and_figures_are_honest_when_nothing_is_recorded(client):
    front = client.get(reverse("replication:home")).content.decode()
    figures = client.get(reverse("replication:figures")).content.decode()

    assert "Nothing is recorded here yet" in front
    assert "No replication is confirmed yet" in figures


def test_every_way_in_leads_somewhere(client):
    front = client.get(reverse("replication:home")).content.decode()

    assert all(reverse(way.url_name) in front for way in WAYS)


def test_the_file_of_figures_says_what_the_page_says(client):
    adopted(InnovationFactory())

    answer = client.get(reverse("replication:figures_file", args=["csv"]))
    lines = b"".join(answer.streaming_content).decode().splitlines()

    assert "total,confirmed,1," in lines


# --- Panels ------------------------------------------------------------------------------------


def test_panels_tell_what_was_given_and_taken():
    giver, taker = OrganisationFactory(), OrganisationFactory(region=RegencyFactory())
    origin = InnovationFactory(owner=giver)
    adopted(origin, adopter=taker)
    hub = HubFactory(areas=[taker.region])

    assert len(beside.of_body(giver).given) == 1
    assert [record.pk for _knot, record in beside.of_body(taker).taken] == [origin.pk]
    assert len(beside.of_hub(hub).totals.confirmed) == 1
    assert beside.of_record(origin).lineage.confirmed == 1
    assert beside.of_record(InnovationFactory()) is None
    assert beside.of_hub(HubFactory()) is None


# --- Attribution and badges --------------------------------------------------------------------


def test_attribution_counts_only_what_is_confirmed():
    origin = InnovationFactory()
    adopted(origin)
    adopted(origin, "claimed")
    adopted(origin, "contested")

    found = attribution_of(origin)

    assert (len(found.descendants), found.bodies, found.reached.told) == (1, 1, 0)
    assert "1 confirmed replication" in found.citation


def test_a_badge_stands_on_a_confirmed_replication():
    owner = OrganisationFactory()
    origin, admin = InnovationFactory(owner=owner), admin_of(owner)
    claim = adopted(origin, "claimed")
    with pytest.raises(ValidationError):
        services.take(owner, origin, BadgeKind.ORIGIN, by=admin)

    Adoption.objects.filter(pk=claim.pk).update(state="confirmed")
    badge = services.take(owner, origin, BadgeKind.ORIGIN, by=admin)

    assert badge.statement["confirmed"] == 1
    assert services.take(owner, origin, BadgeKind.ORIGIN, by=admin) == badge
    assert queries.checked(badge).holds


def test_a_badge_is_for_those_it_names():
    owner, taker = OrganisationFactory(), OrganisationFactory()
    origin = InnovationFactory(owner=owner)
    adopted(origin, adopter=taker)

    with pytest.raises(PermissionDenied):
        services.take(taker, origin, BadgeKind.ADOPTER, by=admin_of(owner))
    with pytest.raises(ValidationError):
        services.take(taker, origin, BadgeKind.ORIGIN, by=admin_of(taker))
    assert services.take(taker, origin, BadgeKind.ADOPTER, by=admin_of(taker)).code


def test_what_is_contested_later_ends_a_badge_without_a_hand(client):
    owner = OrganisationFactory()
    origin = InnovationFactory(owner=owner)
    claim = adopted(origin)
    badge = services.take(owner, origin, BadgeKind.ORIGIN, by=admin_of(owner))

    Adoption.objects.filter(pk=claim.pk).update(state="contested")

    assert not queries.checked(badge).holds
    told = client.get(badge.get_absolute_url()).content.decode()
    assert "No confirmed replication stands behind it now" in told


def test_the_hub_of_the_origin_revokes_and_the_page_says_why(client):
    hub, owner = HubFactory(), OrganisationFactory()
    origin = InnovationFactory(owner=owner, hub=hub)
    adopted(origin)
    badge = services.take(owner, origin, BadgeKind.ORIGIN, by=admin_of(owner))
    with pytest.raises(PermissionDenied):
        services.revoke(badge, by=UserFactory(), note="Iri")

    services.revoke(badge, by=serving(hub, COORDINATOR), note="Hasil ditarik")

    badge.refresh_from_db()
    assert badge.state == BadgeState.REVOKED
    assert "Hasil ditarik" in client.get(badge.get_absolute_url()).content.decode()
    assert badge.code in queries.sealed_revocations()["replication-badges-revoked"]["revoked"]


def test_a_code_nobody_gave_is_told_as_not_genuine(client):
    answer = client.get(reverse("replication:badge_check"), {"code": "AAAA-BBBB-CCCC"})

    assert "No badge has the code AAAA-BBBB-CCCC" in answer.content.decode()


def test_a_signed_statement_is_checked_without_the_site_and_no_word_can_be_changed():
    from simpul.exchange.services.sync import identity

    identity.begin()
    owner = OrganisationFactory()
    origin = InnovationFactory(owner=owner)
    adopted(origin)
    badge = services.take(owner, origin, BadgeKind.ORIGIN, by=admin_of(owner))

    said, keys = queries.sealed_statement(badge), queries.public_keys()

    assert queries.verify(said, keys) == ""
    forged = {**said, queries.STATEMENT: {**said[queries.STATEMENT], "confirmed": 900}}
    assert "changed" in queries.verify(forged, keys)
    assert "not among" in queries.verify(said, [])
    assert "not a signed" in queries.verify({"x": 1}, keys)


def test_without_a_key_a_badge_is_checked_by_its_code_alone(client, monkeypatch):
    monkeypatch.setattr(SIGNING, "seal", None)
    monkeypatch.setattr(SIGNING, "keys", None)
    owner = OrganisationFactory()
    origin = InnovationFactory(owner=owner)
    adopted(origin)
    badge = services.take(owner, origin, BadgeKind.ORIGIN, by=admin_of(owner))

    assert queries.sealed_statement(badge) == {queries.STATEMENT: badge.statement}
    assert "does not sign yet" in client.get(badge.get_absolute_url()).content.decode()


def test_the_picture_is_one_file_that_says_what_counts_today(client):
    owner = OrganisationFactory(name="Dinas <Uji> & Co")
    origin = InnovationFactory(owner=owner, title="Antar & Jemput <b>")
    adopted(origin)
    badge = services.take(owner, origin, BadgeKind.ORIGIN, by=admin_of(owner))

    answer = client.get(reverse("replication:badge_svg", args=[badge.code]))

    text = answer.content.decode()
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert "Antar &amp; Jemput &lt;b&gt;" in text
    assert "style=" not in text
    assert badge.given_at <= clock.now() + timedelta(seconds=1)


def test_the_command_checks_a_saved_statement_against_saved_keys(client, tmp_path, capsys):
    from simpul.exchange.services.sync import identity

    identity.begin()
    owner = OrganisationFactory()
    origin = InnovationFactory(owner=owner)
    adopted(origin)
    admin = admin_of(owner)
    badge = services.take(owner, origin, BadgeKind.ORIGIN, by=admin)
    said, keys = tmp_path / "statement.json", tmp_path / "keys.json"
    said.write_bytes(client.get(reverse("replication:badge_statement", args=[badge.code])).content)
    keys.write_bytes(client.get(reverse("replication:badge_keys")).content)

    call_command("check_badge", said, keys=keys)
    assert "Genuine" in capsys.readouterr().out

    services.revoke(badge, by=admin, note="Keliru")
    keys.write_bytes(client.get(reverse("replication:badge_keys")).content)
    with pytest.raises(CommandError, match="revoked"):
        call_command("check_badge", said, keys=keys)
    said.write_text(said.read_text().replace(owner.name, "Kementerian Palsu"))
    with pytest.raises(CommandError, match="Not genuine"):
        call_command("check_badge", said, keys=keys)

"""A regional replication plan that was determined, signed and has begun."""

from datetime import timedelta

from simpul.config.demo.adopting import record_of, sign
from simpul.config.demo.people import Cast
from simpul.core import clock
from simpul.documents.models import Kind
from simpul.documents.services import issue
from simpul.geography.models import Region
from simpul.hubs.models import Hub
from simpul.hubs.services.network import change_hub
from simpul.replication.models import Fund, Plan, PlanLine, PlanPart
from simpul.replication.services import plans
from simpul.replication.services.plans import LineIn

# A real place, so that the demonstration has a map to draw.
AREA = "73.01"
LINES = (
    ("teluk", "mutiara-perahu", "[Contoh] Bidan Singgah Teluk", "Pulau karang tanpa bidan."),
    ("mutiara", "terverifikasi", "[Contoh] Dokter Radio Mutiara", "Pulau terluar tanpa dokter."),
    ("cendana", "lewat-masa", "[Contoh] Dapur Kebun Cendana", "Kantin hanya menjual kemasan."),
    ("rimba", "perahu", "[Contoh] Perahu Bidan Rimba", "Dusun tepi sungai tanpa bidan."),
)
DROPPED = "rimba"
REASON = "[Contoh] Sudah dicoba dan dihentikan; arusnya terlalu deras."
COURSE = "[Contoh] Setiap instansi memaparkan barisnya; rapat menimbang anggaran dan pendamping."
OFFICE = "Kepala badan"
BUDGET = 75_000_000


def begin(cast: Cast) -> None:
    """Let the hub open the plan of the year and carry it to its first case; once."""
    year, hub = clock.today().year, cast.hub
    if hub is None or not Kind.objects.exists():
        return
    if Plan.objects.filter(hub=hub).exists() or not _serves(hub, cast):
        return
    with clock.frozen(clock.now() - timedelta(days=30)):
        plan = _opened(hub, year, cast)
        lines = [_line(plan, cast, row) for row in LINES]
        _hand_in(plan, cast)
    # Numbers of letters only move on: those of the plan are of today.
    _meet(plan, lines, cast)
    plans.start_case(PlanLine.objects.get(pk=lines[0].pk), by=cast.speakers["teluk"])


def _serves(hub: Hub, cast: Cast) -> bool:
    """The area of the hub, where that place is loaded."""
    area = Region.objects.filter(code=AREA).first()
    if area is not None and not hub.areas.exists():
        change_hub(hub, by=cast["nasional"], areas=[area])
    return area is not None


def _opened(hub: Hub, year: int, cast: Cast) -> Plan:
    """Only marked institutions take part; the real ones of the area are left out."""
    by = cast["koordinator"]
    plan = plans.open_plan(hub, year=year, by=by, lines_due_on=clock.today())
    ours = [cast.bodies[key] for key, *_said in LINES]
    for part in plan.parts.exclude(organisation__in=ours):
        plans.remove_body(part, by=by)
    for body in ours:
        plans.add_body(plan, body, by=by)
    return plan


def _line(plan: Plan, cast: Cast, row: tuple[str, str, str, str]) -> PlanLine:
    key, origin, name, gap = row
    said = LineIn(
        innovation=record_of(origin),
        unit="[Contoh] Bidang layanan",
        gap=f"[Contoh] {gap}",
        local_name=name,
        budget=BUDGET,
        fund=Fund.objects.filter(key="apbd").first(),
    )
    return plans.add_line(_part(plan, cast, key), said, by=cast.speakers[key])


def _part(plan: Plan, cast: Cast, key: str) -> PlanPart:
    return PlanPart.objects.get(plan=plan, organisation=cast.bodies[key])


def _hand_in(plan: Plan, cast: Cast) -> None:
    for key, *_said in LINES:
        plans.hand_in(
            _part(plan, cast, key),
            by=cast.speakers[key],
            signer_name="[Contoh] Ibu Kepala Badan",
            signer_office=OFFICE,
        )


def _meet(plan: Plan, lines: list[PlanLine], cast: Cast) -> None:
    by = cast["koordinator"]
    plans.call_meeting(plan, by=by, meets_on=clock.today(), place="[Contoh] Aula badan")
    for (key, *_said), line in zip(LINES, lines, strict=True):
        line.refresh_from_db()
        keep = key != DROPPED
        plans.decide(line, keep=keep, by=by, note="" if keep else REASON)
    plans.determine(plan, by=by, words={"course": COURSE}, signers={})
    plan.refresh_from_db()
    for letter in filter(None, (plan.minutes, plan.commitment)):
        issue(letter, by=by)
        sign(letter, by=by)
    plan = Plan.objects.get(pk=plan.pk)
    plans.commit(plan, by=by)

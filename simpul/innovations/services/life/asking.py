"""Ask owners whether their records still run, remind them, and tell the hub when nobody answers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.core import clock, duties, journal, outbox
from simpul.core.models import Duty, OutboxMessage
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR
from simpul.innovations.models import Campaign, Innovation, Reconfirmation
from simpul.innovations.queries import asking
from simpul.innovations.queries.asking import ANSWER_DAYS, LINK_DAYS, Addressee
from simpul.organisations.policies import ADMIN

from .saying import LIFE, SILENT, settle_silence

# So many records are named in one mail; the thanks of each answer lead to the rest.
IN_ONE_MAIL = 20
BATCH = 200


@dataclass
class Asked:
    """What one round did."""

    asked: int = 0
    reminded: int = 0
    escalated: int = 0


def ask_due(now: datetime | None = None) -> Asked:
    """Do the round of a day: ask what is due, remind once, hand what stays silent to the hub.

    Safe to repeat: a second round of the same day does nothing more.
    """
    on = timezone.localdate(now, timezone.get_default_timezone()) if now else clock.today()
    done = Asked()
    while batch := list(asking.due_for_asking(on)[:BATCH]):
        done.asked += len(ask(batch, due_on=on + timedelta(days=ANSWER_DAYS)))
    reminding = list(asking.due_for_reminding(on))
    done.reminded = repeat(reminding)
    done.escalated = _tell_hubs(asking.due_for_the_hub(on))
    return done


@transaction.atomic
def ask(
    records: Sequence[Innovation],
    *,
    due_on: date,
    campaign: Campaign | None = None,
    addresses: dict[int, str] | None = None,
    by=None,
    hold: bool = False,
) -> list[Reconfirmation]:
    """Put the question about each of these records, in one mail for each address.

    ``addresses`` names whom to write to for owners nobody is known for, by their key. A record
    somebody is asked about already is taken over into the campaign.
    """
    known = asking.addressees(records)
    typed = addresses or {}
    _leave_to(campaign, records)
    now, questions = clock.now(), []
    for record in records:
        found = known.get(record.pk) or Addressee(typed.get(record.owner_id or 0, ""))
        questions.append(
            Reconfirmation(
                innovation=record,
                campaign=campaign,
                token=asking.new_token(),
                asked_at=now,
                asked_to=found.email.lower(),
                due_on=due_on,
                expires_on=due_on + timedelta(days=LINK_DAYS),
            )
        )
    Reconfirmation.objects.bulk_create(questions)
    journal.record_batch("ask_life", Innovation, [record.pk for record in records], by=by)
    _expect(questions)
    _mail(questions, known, hold=hold)
    return questions


def _leave_to(campaign: Campaign | None, records: Sequence[Innovation]) -> None:
    """Close the routine questions about records that a campaign asks about now."""
    if campaign is not None:
        waiting = Reconfirmation.objects.open().filter(innovation__in=records)
        waiting.update(closed_at=clock.now())


@transaction.atomic
def repeat(questions: Sequence[Reconfirmation], *, hold: bool = False, by=None) -> int:
    """Ask again by a new link; the one sent before no longer works."""
    if not questions:
        return 0
    now = clock.now()
    for question in questions:
        question.token, question.reminded_at = asking.new_token(), now
        question.expires_on = max(question.due_on, clock.today()) + timedelta(days=LINK_DAYS)
    Reconfirmation.objects.bulk_update(questions, ["token", "reminded_at", "expires_on"])
    known = asking.addressees([question.innovation for question in questions])
    reached = [question for question in questions if question.asked_to]
    _mail(reached, known, hold=hold)
    records = [question.innovation_id for question in questions]
    journal.record_batch("remind_life", Innovation, records, by=by)
    return len(reached)


@transaction.atomic
def renew(question: Reconfirmation) -> Reconfirmation:
    """Send a new link to the address that was asked before, in the place of one that expired."""
    repeat([question])
    return question


@transaction.atomic
def drop(questions: Iterable[Reconfirmation], *, by=None) -> int:
    """Close questions nobody answered, without a word about the records."""
    rows = list(questions)
    closed = Reconfirmation.objects.open().filter(pk__in=[row.pk for row in rows])
    count = closed.update(closed_at=clock.now())
    for row in rows:
        duties.settle(LIFE, row.innovation, by=by)
    for hub in Hub.objects.filter(innovations__in={row.innovation_id for row in rows}).distinct():
        settle_silence(hub)
    return count


# --- What waits on desks -----------------------------------------------------------------------


def _expect(questions: Sequence[Reconfirmation]) -> None:
    """Let the question wait on the desk of the owner's admins, else of the author."""
    for question in questions:
        record = question.innovation
        owner = record.owner.institution if record.owner else None
        if owner is not None:
            of = duties.office_key(ADMIN, owner)
        elif record.author is not None:
            of = duties.person_key(record.author)
        else:
            continue
        duties.expect(LIFE, record, of=of, due=_end_of(question.due_on))


def _end_of(day: date) -> datetime:
    """The last minute of a day where the installation stands."""
    return timezone.make_aware(
        datetime.combine(day, datetime.max.time().replace(microsecond=0)),
        timezone.get_default_timezone(),
    )


@transaction.atomic
def _tell_hubs(questions: Sequence[Reconfirmation]) -> int:
    """Hand questions nobody answers to the coordinator of the hub: one duty for each hub."""
    hubs = {question.innovation.hub_id: question.innovation.hub for question in questions}
    Reconfirmation.objects.filter(pk__in=[question.pk for question in questions]).update(
        escalated_at=clock.now()
    )
    for hub in hubs.values():
        if hub is not None:
            due = clock.now() + timedelta(days=ANSWER_DAYS)
            waits = Duty.objects.filter(topic=SILENT, subject_id=hub.pk, closed_at=None).exists()
            if not waits:
                duties.expect(SILENT, hub, of=duties.office_key(COORDINATOR, hub), due=due)
    return len(questions)


# --- Mail --------------------------------------------------------------------------------------


def _mail(
    questions: Sequence[Reconfirmation], known: dict[int, Addressee], *, hold: bool
) -> list[OutboxMessage]:
    """One mail for each address, naming its records with a link for each."""
    by_address: dict[str, list[Reconfirmation]] = defaultdict(list)
    for question in questions:
        if question.asked_to:
            by_address[question.asked_to].append(question)
    sent = []
    for address, asked in by_address.items():
        person = next(
            (
                known[each.innovation_id].person
                for each in asked
                if each.innovation_id in known
                and known[each.innovation_id].email.lower() == address
            ),
            None,
        )
        mail = outbox.mail_to(
            f"life:{asked[0].token}",
            address,
            outbox.Message(LIFE, _subject_of(asked), _body_of(asked)),
            person=person,
            language=outbox.language_of(person) if person else "",
            hold=hold,
        )
        Reconfirmation.objects.filter(pk__in=[each.pk for each in asked]).update(mail=mail)
        sent.append(mail)
    return sent


def _subject_of(asked: Sequence[Reconfirmation]):
    def words() -> str:
        if len(asked) == 1:
            return _("Does “%(name)s” still run?") % {"name": asked[0].innovation.name}
        return ngettext(
            "Does this innovation still run?", "Do these %(n)s innovations still run?", len(asked)
        ) % {"n": len(asked)}

    return words


def _body_of(asked: Sequence[Reconfirmation]):
    """The letter, in the reader's language; the hub's own words come first."""

    def words() -> str:
        return letter(asked[0].campaign, asked)

    return words


def letter(campaign: Campaign | None, asked: Sequence[Reconfirmation]) -> str:
    """What owners read: why they are asked, until when, and a link for each record."""
    first = asked[0]
    day = date_format(first.due_on, "j F Y")
    own = campaign.letter.strip() if campaign else ""
    parts = [
        own
        or _(
            "The catalogue says of every innovation when it was last known to run. "
            "Please confirm it, or say what has changed."
        ),
        _("One press of a button is enough; you need no account. Please answer until %(day)s.")
        % {"day": day},
        "\n\n".join(
            f"{each.innovation.name}\n{asking.link_of(each)}" for each in asked[:IN_ONE_MAIL]
        ),
    ]
    if (more := len(asked) - IN_ONE_MAIL) > 0:
        rest = ngettext(
            "%(n)s more innovation follows on the page after your answer.",
            "%(n)s more innovations follow on the pages after your answers.",
            more,
        )
        parts.append(rest % {"n": more})
    parts.append(_("Nothing changes by opening a link; only the button counts."))
    return "\n\n".join(parts)

"""Needs, ideas and challenges in the words and parts that pages show."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.needs.models import Challenge, Idea, IdeaState, Need, NeedState, Origin
from simpul.ui.parts import Fact, RecordRow, Status, Tag
from simpul.ui.templatetags.ui.words import day

WORDS = 40
NEED_TONES = {
    NeedState.OPEN: "wait",
    NeedState.ANSWERED: "info",
    NeedState.CLOSED: "ok",
    NeedState.WITHDRAWN: "none",
}
IDEA_TONES = {
    IdeaState.OPEN: "wait",
    IdeaState.TAKEN_UP: "ok",
    IdeaState.PARKED: "info",
    IdeaState.NOT_NOW: "none",
    IdeaState.PROMOTED: "ok",
    IdeaState.TAKEN_BACK: "stop",
    IdeaState.HIDDEN: "stop",
}
PHASE_TONES = {"coming": "info", "welcoming": "wait", "deciding": "info", "concluded": "ok"}


def need_status(need: Need) -> Status:
    return Status(need.get_state_display(), NEED_TONES[NeedState(need.state)])


def idea_status(idea: Idea) -> Status:
    if not idea.is_kept:
        return Status(_("joined with an equal idea"), "none")
    return Status(idea.get_state_display(), IDEA_TONES[IdeaState(idea.state)])


def challenge_status(challenge: Challenge) -> Status:
    words = {
        "coming": _("opens %(day)s") % {"day": day(challenge.opens_on)},
        "welcoming": _("open until %(day)s") % {"day": day(challenge.closes_on)},
        "deciding": _("closed, being decided until %(day)s") % {"day": day(challenge.decides_on)},
    }
    phase = challenge.phase
    return Status(words.get(phase, challenge.get_state_display()), PHASE_TONES.get(phase, "none"))


def need_row(need: Need) -> RecordRow:
    """A need as a row of a list; ``need.also`` counts the others who have it."""
    tags = [Tag(need.sector.label)] if need.sector else []
    if need.how_many:
        tags.append(Tag(_("about %(number)s people") % {"number": _number(need.how_many)}))
    also = getattr(need, "also", 0)
    if also:
        words = ngettext(
            "%(count)s other institution too", "%(count)s other institutions too", also
        )
        tags.append(Tag(words % {"count": _number(also)}))
    return RecordRow(
        id=need.public_id,
        title=need.title,
        url=need.get_absolute_url(),
        owner=need.organisation.short_name,
        place=need.region.label if need.region else "",
        year=need.stated_at.year,
        summary=_short(need.problem),
        language=need.language,
        family=need.sector.family_id if need.sector else "",
        completeness=1,
        tags=tags,
        statuses=[need_status(need)],
        note=_("wanted by %(day)s") % {"day": day(need.deadline)} if need.deadline else "",
    )


def idea_row(idea: Idea, *, bare: bool = False) -> RecordRow:
    """An idea as a row of a list; a ``bare`` one does not say what it answers."""
    count = getattr(idea, "supporters", 0)
    words = ngettext("%(count)s supporter", "%(count)s supporters", count)
    tags = [Tag(words % {"count": _number(count)})]
    if not bare and idea.challenge:
        tags.append(Tag(_("for a challenge: %(title)s") % {"title": idea.challenge.title}))
    elif not bare and idea.need and idea.need.is_public:
        tags.append(Tag(_("for a need: %(title)s") % {"title": idea.need.title}))
    return RecordRow(
        id=idea.public_id,
        title=idea.title,
        url=idea.get_absolute_url(),
        owner=author_of(idea),
        place=idea.region.label if idea.region else "",
        year=idea.offered_at.year,
        summary=_short(idea.body),
        family=idea.sector.family_id if idea.sector else "",
        completeness=1,
        tags=tags,
        statuses=[idea_status(idea)],
    )


def challenge_row(challenge: Challenge) -> RecordRow:
    """A challenge as a row of a list; ``challenge.offered`` counts its ideas."""
    count = getattr(challenge, "offered", 0)
    words = ngettext("%(count)s idea", "%(count)s ideas", count) % {"count": _number(count)}
    return RecordRow(
        id=challenge.public_id,
        title=challenge.title,
        url=challenge.get_absolute_url(),
        owner=challenge.sponsor.short_name,
        place=challenge.region.label if challenge.region else "",
        year=challenge.opens_on.year,
        summary=_short(challenge.question),
        family=challenge.sector.family_id if challenge.sector else "",
        completeness=1,
        tags=[Tag(words)],
        statuses=[challenge_status(challenge)],
    )


def author_of(idea: Idea) -> str:
    """As whom an idea stands: the name and what they speak for; a closed account has no name."""
    name = str(idea.author) if idea.author else ""
    beside = idea.organisation.short_name if idea.organisation else idea.get_author_kind_display()
    return f"{name}, {beside}" if name else str(beside)


def facts_of(need: Need) -> list[Fact]:
    """What an answer must fit into; what is not said says so."""
    facts = [
        Fact(_("Institution"), need.organisation.name, need.organisation.get_absolute_url(), "id"),
        Fact(_("Region"), need.region and need.region.label, _url(need.region)),
        Fact(_("Where exactly"), need.place or None, "", need.language),
        Fact(_("Who suffers"), need.who_suffers or None, "", need.language),
        Fact(_("How many people"), _number(need.how_many)),
        Fact(_("Sector"), need.sector and need.sector.label, _url(need.sector)),
        Fact(_("Budget"), budget_of(need)),
        Fact(_("Staff"), _number(need.people)),
        Fact(_("Connection"), need.get_connectivity_display() if need.connectivity else None),
        Fact(_("Wanted by"), day(need.deadline) if need.deadline else None),
    ]
    if need.origin != Origin.WRITTEN:
        facts.append(Fact(_("Began from"), need.get_origin_display()))
    return facts


def idea_facts(idea: Idea) -> list[Fact]:
    facts = [
        Fact(_("Offered by"), author_of(idea)),
        Fact(_("Offered on"), day(idea.offered_at)),
        Fact(_("Sponsor"), idea.sponsor and idea.sponsor.name, _url(idea.sponsor), "id"),
    ]
    if idea.region:
        facts.append(Fact(_("Region"), idea.region.label, idea.region.get_absolute_url()))
    if idea.sector:
        facts.append(Fact(_("Sector"), idea.sector.label, idea.sector.get_absolute_url()))
    return facts


def challenge_facts(challenge: Challenge) -> list[Fact]:
    sponsor = challenge.sponsor
    facts = [
        Fact(_("Who asks"), sponsor.name, sponsor.get_absolute_url(), "id"),
        Fact(_("Who may answer"), challenge.get_audience_display()),
        Fact(_("First day"), day(challenge.opens_on)),
        Fact(_("Last day"), day(challenge.closes_on)),
        Fact(_("Decided by"), day(challenge.decides_on)),
    ]
    if challenge.region:
        facts.append(Fact(_("Region"), challenge.region.label, _url(challenge.region)))
    if challenge.sector:
        facts.append(Fact(_("Sector"), challenge.sector.label, _url(challenge.sector)))
    return facts


def budget_of(need: Need) -> str | None:
    """The range in rupiah, as far as it is said."""
    low, high = need.budget_min, need.budget_max
    if low is None and high is None:
        return None
    if low is None:
        return _("up to Rp%(high)s") % {"high": _number(high)}
    if high is None:
        return _("from Rp%(low)s") % {"low": _number(low)}
    return _("Rp%(low)s to Rp%(high)s") % {"low": _number(low), "high": _number(high)}


def _number(value: int | None) -> str | None:
    return None if value is None else number_format(value, use_l10n=True, force_grouping=True)


def _url(thing) -> str:
    return thing.get_absolute_url() if thing else ""


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:WORDS]) + ("…" if len(words) > WORDS else "")

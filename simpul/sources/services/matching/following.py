"""Keep the queue in step with the catalogue: what is new or says something else is looked for."""

from collections.abc import Collection

from django.conf import settings

from simpul.core import journal, outbox
from simpul.innovations.models import Innovation
from simpul.innovations.services.ledger import Ledger
from simpul.sources.models import Watermark
from simpul.sources.queries.kinship import Kin
from simpul.sources.services.matching.joining import match
from simpul.sources.services.matching.looking import Looked, look_for
from simpul.sources.services.matching.whole import match_whole

TOPIC, WHOLE = "sources.match", "sources.match_whole"
ENTRIES = 200
# So many records are looked for one neighbourhood after the other; more than that, all at once.
SOME = 100
MANY = 2_000
# What changes how a record is called, whose it is, or whether it stands.
VERBS = frozenset(
    {"list", "assert_claims", "restore_claims", "publish", "correct", "relist", "repair", "take_in"}
)


class Follower:
    """Queues the records that entries are about, as the relay seals what was written."""

    name = "matching"
    writes_rows = True

    def follow(self, up_to_seq: int) -> None:
        """Look at the entries since the last time; the work itself is a worker's."""
        mark, _created = Watermark.objects.get_or_create(name=self.name)
        touched: set[int] = set()
        while mark.seq < up_to_seq:
            entries = journal.entries_after(mark.seq, models=[Innovation], limit=ENTRIES)
            touched.update(pk for entry in entries if entry.verb in VERBS for pk in entry.pks)
            last = entries[-1].seq if len(entries) == ENTRIES else None
            mark.seq = up_to_seq if last is None else last
        self._queue(sorted(touched))
        mark.save(update_fields=["seq"])

    def _queue(self, pks: list[int]) -> None:
        if len(pks) > MANY:
            outbox.later(WHOLE, queue=outbox.LONG)
            return
        for start in range(0, len(pks), SOME):
            outbox.later(TOPIC, {"pks": pks[start : start + SOME]}, queue=outbox.LONG)


def match_some(pks: Collection[int]) -> Looked:
    """Join and look for these records anew; safe to repeat."""
    kin = Kin.read()
    standing = set(Innovation.objects.filter(pk__in=pks).values_list("pk", flat=True))
    match({}, standing, Ledger(), kin)
    return look_for(standing, kin)


def match_all() -> None:
    """Match the whole catalogue, going on where a worker left it."""
    match_whole(settings.VAR_DIR / "matching")

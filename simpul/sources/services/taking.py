"""Take mentions over and let those that name one innovation meet, whoever brings them."""

from collections.abc import Mapping, Sequence

from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.mentions import Mention, Recorded, record_mentions
from simpul.sources.services.matching import Kin, match, named


class Taker:
    """What taking over mentions reads once: codes, precedence, kinship of institutions."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.kin = Kin(ledger.codebook.organisations)

    def take(self, mentions: Sequence[Mention], *, by=None) -> Recorded:
        """List what is new, bring the rest up to date, and match what that changed."""
        done = record_mentions(mentions, by=by, ledger=self.ledger)
        if done.created or done.changed:
            fresh = {
                done.by_key[mention.record_key]: named(mention)
                for mention in mentions
                if done.by_key[mention.record_key] in set(done.created)
            }
            match(fresh, done.changed, self.ledger, self.kin)
        return done

    def meet_again(self, changed: Sequence[int]) -> None:
        """Match records anew whose claims were taken back."""
        nothing_new: Mapping[int, None] = {}
        match(nothing_new, changed, self.ledger, self.kin)

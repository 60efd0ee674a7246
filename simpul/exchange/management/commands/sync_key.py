import json

from django.core.management.base import BaseCommand, CommandError

from simpul.exchange.queries.sync.signing import fingerprint
from simpul.exchange.services.sync import identity, peers, telling


class Command(BaseCommand):
    help = (
        "The key with which this installation signs. Without a word it begins to take part, and "
        "shows the fingerprint that operators of peers compare. rotate makes a new key that the "
        "old one endorses, so peers follow by themselves; replace one that they must compare anew, "
        "after the old one was lost. new-feed tells everything once more: needed after a backup "
        "was restored."
    )

    def add_arguments(self, parser):
        parser.add_argument("word", nargs="?", choices=["show", "rotate", "replace", "new-feed"])
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, *, word, **options):
        try:
            ours = identity.begin()
            if word in {"rotate", "replace"}:
                begun = identity.rotate_key() if word == "rotate" else identity.replace_key()
                spoken = fingerprint(begun.public)
            else:
                spoken = peers.own_fingerprint()
            if word == "new-feed":
                ours = telling.begin_feed_anew()
        except identity.NoKey as missing:
            raise CommandError(str(missing), returncode=1) from missing
        if options["json"]:
            said = {"installation": ours.code, "fingerprint": spoken, "feed": ours.feed}
            self.stdout.write(json.dumps(said))
            return
        self.stdout.write(f"{ours.code}\n  {spoken}")

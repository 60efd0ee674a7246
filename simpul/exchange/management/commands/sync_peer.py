import json

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from simpul.exchange.models import Peer
from simpul.exchange.queries.sync.messages import Refused
from simpul.exchange.queries.sync_status import peer_lines
from simpul.exchange.services.sync import exchanging, identity, peers


def peer_named(word: str) -> Peer:
    """The peer with this identity, name or address."""
    asked = Q(code=word) | Q(name__iexact=word) | Q(address=word.rstrip("/"))
    found = list(Peer.objects.filter(asked)[:2])
    if len(found) != 1:
        raise CommandError(f"No one peer is known as {word!r}. simpul sync-peer list names them.")
    return found[0]


class Command(BaseCommand):
    help = (
        "The installations we listen to. add ADDRESS shows the fingerprint of its key; call its "
        "operator by a way you trust, compare, and say it with --fingerprint. --introduces also "
        "trusts the installations it listens to. pause and resume PEER, trust PEER --fingerprint "
        "for a new key after the old one was lost, list. PEER is an identity, name or address."
    )

    def add_arguments(self, parser):
        words = parser.add_subparsers(dest="word", required=True)
        add = words.add_parser("add", help="listen to the installation at ADDRESS")
        add.add_argument("address", metavar="ADDRESS")
        add.add_argument("--fingerprint", default="", help="as its operator read it to you")
        add.add_argument("--name", default="", help="what to call it here")
        add.add_argument("--introduces", action="store_true", help="trust those it listens to")
        trust = words.add_parser("trust", help="trust another key of PEER")
        trust.add_argument("peer", metavar="PEER")
        trust.add_argument("--fingerprint", required=True, help="as its operator read it to you")
        for word, says in (("pause", "hear nothing from PEER"), ("resume", "listen again")):
            one = words.add_parser(word, help=says)
            one.add_argument("peer", metavar="PEER")
        shown = words.add_parser("list", help="name every peer and how it stands")
        shown.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, *, word, **options):
        try:
            getattr(self, f"_{word}")(**options)
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages), returncode=2) from wrong
        except Refused as refused:
            raise CommandError(f"{refused.reason}: {refused}", returncode=1) from refused

    def _add(self, *, address, fingerprint, name, introduces, **options):
        identity.begin()
        told = exchanging.first_introduction(address)
        if not fingerprint:
            self.stdout.write(f"{told.name} ({told.code})")
            for each in told.fingerprints:
                self.stdout.write(f"  {each}")
            raise CommandError("Compare the fingerprint, then say it with --fingerprint.")
        peer = peers.add_peer(
            told, address=address, spoken=fingerprint, introduces=introduces, name=name
        )
        self.stdout.write(self.style.SUCCESS(f"{peer.name} ({peer.code}) is listened to."))

    def _trust(self, *, peer, fingerprint, **options):
        row = peer_named(peer)
        told = exchanging.first_introduction(row.address)
        peers.trust_key(row, told, spoken=fingerprint)
        self.stdout.write(self.style.SUCCESS(f"The new key of {row.name} is trusted."))

    def _pause(self, *, peer, **options):
        row = peers.pause_peer(peer_named(peer))
        self.stdout.write(self.style.SUCCESS(f"{row.name} is paused; what it said stays."))

    def _resume(self, *, peer, **options):
        row = peers.resume_peer(peer_named(peer))
        self.stdout.write(self.style.SUCCESS(f"{row.name} is listened to from where it was left."))

    def _list(self, **options):
        lines = [line.as_data() for line in peer_lines()]
        if options["json"]:
            self.stdout.write(json.dumps(lines))
            return
        for line in lines:
            trouble = f", trouble: {line['trouble']}" if line["trouble"] else ""
            self.stdout.write(
                f"{line['installation']}  {line['state']:6}  {line['name']}  "
                f"{line['address'] or 'introduced by ' + line['introduced_by']}  "
                f"{line['events']} events, {line['waiting']} waiting{trouble}"
            )

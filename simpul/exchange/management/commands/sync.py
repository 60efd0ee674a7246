import json
import time
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from simpul.exchange.management.commands.sync_peer import peer_named
from simpul.exchange.models import Peer, PeerState
from simpul.exchange.services.sync import exchanging, telling

# Long enough for the claim of a process that was killed to end.
WAITS, WAIT_SECONDS = 20, 2


class Command(BaseCommand):
    help = (
        "Exchange with other installations now: tell what changed here, ask every peer, or only "
        "PEER (its identity, name or address), for what is new there, and carry it out. Safe to "
        "repeat and to break off; the worker does the same every SYNC_MINUTES. Ends with 1 when a "
        "peer was not reached or its messages were refused."
    )

    def add_arguments(self, parser):
        parser.add_argument("peer", nargs="?", metavar="PEER")
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, *, peer, **options):
        telling.tell()
        chosen = [peer_named(peer)] if peer else Peer.objects.exclude(address="")
        reports = [exchanging.sync(one) for one in chosen if peer or one.state == PeerState.ACTIVE]
        if options["json"]:
            self.stdout.write(json.dumps([asdict(report) for report in reports]))
        for report in reports if not options["json"] else []:
            self._tell(report)
        if any(report.refused for report in reports):
            raise CommandError("Not everything could be exchanged.", returncode=1)

    def _round(self, peer):
        """One round, once whoever has one with this peer is done."""
        report = exchanging.sync(peer)
        for _wait in range(WAITS):
            if not report.is_busy:
                break
            time.sleep(WAIT_SECONDS)
            report = exchanging.sync(peer)
        return report

    def _tell(self, report):
        done = report.details
        said = (
            f"{report.peer}: {report.events} events, {report.news} new, {report.files} files; "
            f"{done.get('carried_out', 0)} carried out, {done.get('waiting', 0)} waiting"
        )
        style = self.style.ERROR if report.refused else self.style.SUCCESS
        why = f"; refused: {report.refused} {report.about}" if report.refused else ""
        self.stdout.write(style(f"{said}{why}"))

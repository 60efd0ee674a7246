"""One real installation, as a process: ``python -m tests.exchange.sync.instance WORD ...``.

Each word is one act; what they answer is printed as one line of JSON each.
"""

import io
import json
import os
import sys
from contextlib import redirect_stdout

import django

TITLES = ("Antar Obat", "Jemput Sampah", "Akta Kilat")
PDF = b"%PDF-1.4\nlaporan dampak\n%%EOF\n"


def command(*words):
    """What a command prints, read as JSON where it is."""
    from django.core.management import CommandError, call_command

    out = io.StringIO()
    try:
        with redirect_stdout(out):
            call_command(*words, stdout=out)
    except CommandError as error:
        return {"error": str(error)}
    text = out.getvalue()
    try:
        return json.loads(text)
    except ValueError:
        return text


def make(name):
    """Three records of this installation, the last one verified and with a file."""
    from simpul.core import clock, files
    from simpul.innovations.models import (
        Authority,
        AuthorityKind,
        Evidence,
        EvidenceKind,
        Innovation,
        State,
    )
    from simpul.innovations.services import Mention, Statement, list_record

    said, _new = Authority.objects.get_or_create(
        key=f"arsip-{name}", defaults={"name": f"Arsip {name}", "kind": AuthorityKind.REGISTRY}
    )
    for title in TITLES:
        statement = Statement(title, "title", f"{title} {name}", said.pk, language="id")
        made = list_record(Mention(f"arsip-{name}", title, said, (statement,)))
    Innovation.objects.filter(pk=made.pk).update(state=State.PUBLISHED, published_at=clock.now())
    content = PDF + name.encode()
    Evidence.objects.create(
        innovation_id=made.pk,
        file=files.keep("laporan.pdf", io.BytesIO(content)),
        kind=EvidenceKind.DOCUMENT,
        title=f"Laporan {name}",
        is_public=True,
        added_at=clock.now(),
        accepted_at=clock.now(),
    )


def editor():
    from simpul.accounts.models import User

    return User.objects.filter(is_superuser=True).first() or User.objects.create(
        email="penyunting@example.org", name="Penyunting", is_superuser=True
    )


def record(title):
    from simpul.innovations.models import Innovation

    return Innovation.objects.get(title=title)


def withdraw(title):
    from simpul.innovations import services

    services.withdraw(record(title), by=editor(), note="Diminta pemiliknya")


def relist(title):
    from simpul.innovations import services

    services.relist(record(title), by=editor(), note="Sudah jelas")


def merge(title, into):
    from simpul.innovations import services

    services.merge_innovations(record(into), absorbed=record(title), by=editor())


def unmerge(title):
    from simpul.innovations import services

    services.unmerge_innovation(record(title), by=editor())


def hear_again():
    """Forget how far every feed was heard, so that everything comes a second time."""
    from simpul.exchange.models import Peer

    Peer.objects.update(cursor="")


def seen():
    """What readers see: titles of public records, in order, and the files behind them."""
    from simpul.innovations.models import Evidence, Innovation

    titles = Innovation.objects.public().order_by("title").values_list("title", flat=True)
    shown = Evidence.objects.public().filter(
        innovation__canonical__state__in=["listed", "published"]
    )
    sums = shown.values_list("file__sha256", flat=True)
    return {"titles": list(titles), "files": sorted(sums)}


def act(word):
    from simpul.core import journal

    name, *rest = word.split("|")
    own = globals().get(name) if name in OWN else None
    answer = own(*rest) if own else command(name, *rest)
    journal.seal_pending()
    return answer


OWN = {"make", "withdraw", "relist", "merge", "unmerge", "hear_again", "seen"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")
    django.setup()
    for each in sys.argv[1:]:
        print(json.dumps(act(each)), flush=True)

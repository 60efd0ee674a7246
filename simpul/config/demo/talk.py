"""What is said about the public cases: a question, an opinion, a report that waits."""

from simpul.config.demo.people import Cast
from simpul.core import threads
from simpul.core.models.threads import Reason
from simpul.forum.queries.talk import QUESTIONS
from simpul.forum.services import mine, moderation, talk
from simpul.innovations.models import Innovation

TOLD = "[Contoh] Dokter Lewat Radio"
QUESTION = "Apakah dokter juga menjawab dalam bahasa daerah, dan pukul berapa siarannya?"


def begin(cast: Cast) -> None:
    """Let a resident ask, follow and keep; once."""
    record = Innovation.objects.public().filter(title=TOLD, synthetic=True).first()
    if record is None or threads.of(record, topic=QUESTIONS).exists():
        return
    resident = cast["warga"]
    asked = talk.ask(record, by=resident, body=QUESTION)
    talk.rate(record, by=resident, is_useful=True, reason="Mudah ditiru di desa kami.")
    mine.follow(record, by=resident)
    moderation.report(asked, reason=Reason.OTHER, by=cast["delegasi"], details="[Contoh]")

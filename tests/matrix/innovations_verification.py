"""The objects of the rows about verification; ``innovations.py`` builds them."""

from simpul.core import clock
from simpul.hubs.models import Hub
from simpul.hubs.policies import VERIFIER
from simpul.innovations.models import Contest, DraftState, State
from tests.factories.innovations import InnovationFactory
from tests.matrix import people
from tests.matrix.innovations_writing import draft


def build_verification():
    author, verifier = people.person("author"), people.person("verifier")
    hub, now = Hub.objects.get(slug="jipp-matriks"), clock.now()
    lies = {"hub": hub, "office": VERIFIER, "desk": hub, "link": 1, "submitted_at": now}
    draft(920001, "antre00000", author, state=DraftState.SUBMITTED, **lies)
    draft(
        920002,
        "periksa000",
        author,
        state=DraftState.IN_VERIFICATION,
        verifier=verifier,
        taken_up_at=now,
        **lies,
    )
    draft(920003, "teken00000", author, state=DraftState.AWAITING_SIGN_OFF)
    verified = InnovationFactory(
        public_id="terbit0000",
        slug="matriks-terbit0000",
        owner=people.owner(),
        hub=hub,
        author=author,
        state=State.PUBLISHED,
    )
    Contest.objects.create(
        pk=920004, innovation=verified, field="year", reason="Keliru.", by=author, at=now
    )

from simpul.core import clock
from simpul.innovations.models import Innovation, State
from tests.matrix import exchange_keys, exchange_sync

STATES = (State.LISTED, State.DRAFT, State.WITHDRAWN)


def build():
    for number, state in enumerate(STATES, start=1):
        record = Innovation.objects.create(
            public_id=f"xchange00{number}",
            slug=f"tukar-xchange00{number}",
            title=f"Tukar {number}",
            state=state,
            created_at=clock.now(),
            changed_at=clock.now(),
        )
        Innovation.objects.filter(pk=record.pk).update(canonical=record.pk)
    exchange_keys.build()
    exchange_sync.build()

"""What the bench of needs measures, on the hub of this process; prints one result as JSON.

``python -m tests.bench.needing ROUNDS``
"""

import json
import statistics
import sys
import time

NEEDS = (
    "Nelayan di pulau jauh dari kantor untuk mengurus surat kapal. Ongkosnya mahal.",
    "Girls are married off before they finish school, and our offices do not work together.",
    "Sampah rumah tangga menumpuk dan dibuang ke sungai. Warga tidak memilahnya.",
    "Patients wait half a day to register at the hospital because papers are copied by hand.",
)


def main(rounds):
    import django

    django.setup()
    from django.contrib.auth.models import AnonymousUser

    from simpul.innovations.queries.documents import engine
    from simpul.replication.queries.matching import Wish, find
    from simpul.search.engine import Question

    anybody, taken = AnonymousUser(), {"match": [], "search": []}
    for number in range(rounds + 1):
        for text in NEEDS:
            for name, ask in (
                ("search", lambda text=text: engine().ask(Question(text, limit=20))),
                ("match", lambda text=text: find(Wish(text), user=anybody, limit=20)),
            ):
                began = time.perf_counter()
                ask()
                if number:
                    taken[name].append(time.perf_counter() - began)
    ours, plain = (statistics.median(taken[name]) for name in ("match", "search"))
    documents = engine().backend.stats().documents
    print(
        json.dumps(
            {
                "name": f"a need matched among {documents:,}",
                "ratio": ours / plain,
                "baseline": "plain search of the same words",
                "target": "",
                "figures": {
                    "match": f"{ours * 1000:.1f} ms",
                    "search": f"{plain * 1000:.1f} ms",
                },
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))

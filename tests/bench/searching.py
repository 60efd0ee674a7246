"""What the search bench measures, on the hub of this process; prints one result a line as JSON.

``python -m tests.bench.searching ROUNDS [SHAPE ...]``
"""

import json
import os
import sqlite3
import statistics
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings

SCRIPT = "a script doing the same work"
FACETS = ("kind", "province", "sector", "year", "award", "source", "owner", "goal")
PAGE = 20
PHRASE = "tanpa perlu datang ke kantor"
# From here on the ratio says something; below it, what Django and the page itself cost.
HEAVY = 0.005
COLUMNS = (
    "id, public_id, slug, title, acronym, long_title, unit, state, year, life_as_of,"
    " evidence_grade, completeness, owner_id, region_id, sector_id"
)


# --- Questions ---------------------------------------------------------------------------------


def shapes(engine):
    """Questions by shape, their words chosen by how many records of this hub hold them."""
    documents, analyzer = engine.backend.stats().documents, engine.relevance.analyzer
    words = {
        word: count
        for word, count in engine.backend.vocabulary().items()
        if len(word) > 4 and word.isascii() and word.isalpha() and analyzer.query_words(word)
    }
    by_count = sorted(words, key=lambda word: (-words[word], word))
    rare = min(words, key=lambda word: (abs(words[word] - max(2, documents / 10_000)), word))
    middle = [word for word in by_count if 0.008 * documents <= words[word] <= 0.03 * documents]
    common, second, third = by_count[:3]
    return {
        "rare term": {"q": rare},
        "mid term": {"q": middle[0]},
        "common term": {"q": common},
        "AND of 2": {"q": f"{common} {second}"},
        "AND of 3": {"q": f"{common} {second} {third}"},
        "AND of 5": {"q": " ".join(by_count[:5])},
        # Words too far apart to stand in one record: any of them will do.
        "OR of 5": {"q": " ".join(middle[:5])},
        "phrase": {"q": f'"{PHRASE}"'},
        "filtered": {"q": common, "province": "35", "year": "2023"},
        "match all": {},
        "text of 60 words": {"q": " ".join(by_count[:20] + middle[:20] + by_count[40:60])},
    }


# --- The script --------------------------------------------------------------------------------


class Script:
    """Answers one question with nothing but the index, the database, the highlighter and JSON.

    It is given the finished query tree, the one the product settles on.
    """

    def __init__(self, engine, asked, facets):
        from simpul.innovations.queries.finding import SORTS
        from simpul.innovations.queries.url_state import CatalogueQuery
        from simpul.search.engine import Question

        query, _problems = CatalogueQuery.from_params(asked)
        sort = SORTS.get(query.order)
        question = Question(query.text, query.filters, sort=sort, limit=PAGE, facets=facets)
        with recorded(engine.backend) as calls:
            answer = engine.ask(question)
        self.backend, self.analyzer = engine.backend, engine.relevance.analyzer
        self.tokens = frozenset(engine.relevance.tokens_of(answer.understood))
        self.search, self.facets = calls["search"], calls["facets"]
        self.database = sqlite3.connect(settings.DATABASES["default"]["NAME"])

    def __call__(self):
        arguments, named = self.search
        hits = self.backend.search(*arguments, **named)
        counts = self.backend.facets(*self.facets[0])
        texts = dict(self.beside("innovation_id, text", "innovationtext", hits.ids))
        awards = self.beside("innovation_id, year, wording", "award", hits.ids)
        rows = {row[0]: row for row in self.read(COLUMNS, "innovation", "id", hits.ids)}
        return json.dumps(
            {
                "total": hits.total,
                "rows": [self.row(rows[key], texts.get(key, "")) for key in hits.ids],
                "awards": awards,
                "facets": {
                    name: sorted(found.items(), key=lambda item: -item[1])[:8]
                    for name, found in counts.items()
                },
            }
        )

    def beside(self, columns, table, keys):
        return self.read(columns, table, "innovation_id", keys)

    def read(self, columns, table, key, keys):
        holes = ", ".join("?" * len(keys))
        asked = f"SELECT {columns} FROM innovations_{table} WHERE {key} IN ({holes})"
        return self.database.execute(asked, keys).fetchall()

    def row(self, row, text):
        from simpul.search.highlighting import highlight, snippet

        passage = snippet(text, self.tokens, self.analyzer)
        marked = [highlight(words, self.tokens, self.analyzer) for words in (row[3], passage)]
        return [*row, *marked]


@contextmanager
def recorded(backend):
    """The last arguments each question was put to the backend with."""
    calls = {}

    def keeping(name):
        ask = getattr(backend, name)

        def kept(*arguments, **named):
            calls[name] = (arguments, named)
            return ask(*arguments, **named)

        return kept

    for name in ("search", "facets"):
        setattr(backend, name, keeping(name))
    try:
        yield calls
    finally:
        del backend.search, backend.facets


# --- Measuring ---------------------------------------------------------------------------------


class Taken(NamedTuple):
    """How long each run of a task took: by the clock, and of the processor alone."""

    seconds: list[float]
    processor: list[float]


def timed(rounds, **tasks):
    """Every run of each task, in turns; the relay seems to live all the time."""
    from simpul.core import pulse

    taken = {name: Taken([], []) for name in tasks}
    for number in range(rounds + 2):
        for name, task in tasks.items():
            pulse.beat()
            began, worked = time.perf_counter(), time.process_time()
            task()
            if number > 1:
                taken[name].seconds.append(time.perf_counter() - began)
                taken[name].processor.append(time.process_time() - worked)
    return taken


def middle(taken):
    return statistics.median(taken.seconds)


def slow(taken):
    """The time that one run in twenty exceeds."""
    return sorted(taken.seconds)[int(len(taken.seconds) * 0.95)]


def told(taken):
    return f"{middle(taken) * 1000:.2f}/{slow(taken) * 1000:.2f} ms"


def by_processor(taken, baseline):
    """The ratio of processor times: on a machine with other work the clock tells less."""
    ours, theirs = statistics.median(taken.processor), statistics.median(baseline.processor)
    return f"{ours / theirs:.2f} ({ours * 1000:.1f} against {theirs * 1000:.1f} ms)"


def say(name, ratio, baseline, target, figures):
    row = {"name": name, "ratio": ratio, "baseline": baseline, "target": target}
    print(json.dumps({**row, "figures": figures}), flush=True)


def answers(engine, rounds, asked_for):
    """The whole answer of the product against the script, one line for each shape."""
    from simpul.innovations.queries.facets import FACET_NAMES as EVERY
    from tests.bench.views import ask, plain_application

    application = plain_application()
    for name, asked in asked_for.items():
        few = urlencode({**asked, "size": PAGE, "facets": ",".join(FACETS)})
        every = urlencode({**asked, "size": PAGE})
        taken = timed(
            rounds,
            script=Script(engine, asked, FACETS),
            product=lambda few=few: ask(application, "/en/innovations.json", few),
            script_whole=Script(engine, asked, EVERY),
            product_whole=lambda every=every: ask(application, "/en/innovations.json", every),
            empty=lambda: ask(application, "/bench/empty"),
        )
        script, product = taken["script"], taken["product"]
        heavy = middle(script) >= HEAVY
        whole = middle(taken["product_whole"]) / middle(taken["script_whole"])
        over = middle(product) - middle(script)
        say(
            f"search, {name}",
            middle(product) / middle(script),
            f"{SCRIPT} with 8 facets",
            "at most 1.5" if heavy else "",
            {
                "p95 ratio": f"{slow(product) / slow(script):.2f}",
                "by processor time": by_processor(product, script),
                f"with all {len(EVERY)} facets": f"{whole:.2f}",
                "answer (median/p95)": told(product),
                "script": told(script),
                "overhead": f"{over * 1000:.2f} ms,"
                f" {over / middle(taken['empty']):.1f} x an empty JSON view",
            },
        )


def engine_alone(engine, rounds):
    """Ratios within the index that tell when its layout or the library got worse."""
    from simpul.search.backends.tantivy.fields import facet_field, set_field
    from simpul.search.documents import MATCH
    from simpul.search.tree import Phrase, Term

    backend, analyzer = engine.backend, engine.relevance.analyzer
    reader = backend.readers.now()
    tokens = {token for word in backend.vocabulary() for token in analyzer.tokens(word)}
    held = backend.df(MATCH, tokens)
    term = reader.query(Term(MATCH, max(held, key=lambda token: (held[token], token))))
    phrase = reader.query(Phrase(MATCH, tuple(analyzer.tokens(PHRASE))))

    def counted(field):
        return reader.searcher.aggregate(term, {"n": {"terms": {"field": field, "size": 65_000}}})

    taken = timed(
        rounds * 2,
        sets=lambda: counted(set_field("goal")),
        values=lambda: counted(facet_field("goal")),
        term=lambda: reader.searcher.search(term, PAGE),
        phrase=lambda: reader.searcher.search(phrase, PAGE),
        reload=reader.index.reload,
    )
    say_of_the_engine(taken)


def say_of_the_engine(taken):
    """The ratios of what was timed within the index."""
    common = taken["term"]
    plain = {name: told(row) for name, row in taken.items()}
    say(
        "search, counting the values of a multi-valued facet",
        middle(taken["values"]) / middle(taken["sets"]),
        "counting one code for each set of values",
        "at least 2 in large collections",
        {"values": plain["values"], "sets": plain["sets"]},
    )
    say(
        "search, phrase",
        middle(taken["phrase"]) / middle(common),
        "the most frequent term",
        "at most 6",
        {"phrase": plain["phrase"], "term": plain["term"]},
    )
    say(
        "search, p95 of the most frequent term", slow(common) / middle(common), "its median", "", {}
    )
    say(
        "search, reload of an index without news",
        middle(taken["reload"]) / middle(common),
        "the most frequent term",
        "at most 5 ms",
        {"reload": plain["reload"]},
    )


def memory(engine):
    """What the searching process holds, beside what the index takes on disk."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    held = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    folder = engine.backend.generations.current()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    say(
        "search, memory of the searching process",
        held / size,
        "the index on disk",
        "",
        {
            "resident": f"{held:.0f} MB",
            "index": f"{size:.0f} MB",
            "records": f"{engine.backend.stats().documents:,}",
        },
    )


def main():
    import django

    django.setup()
    from simpul.innovations.queries.documents import engine

    rounds, only = int(sys.argv[1]), sys.argv[2:]
    found = shapes(engine())
    answers(engine(), rounds, {name: found[name] for name in only or found})
    if only:
        return
    engine_alone(engine(), rounds)
    memory(engine())


if __name__ == "__main__":
    main()

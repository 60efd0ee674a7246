"""Fit the model of matching to labelled pairs: `python data/matching/make.py`.

Writes words.csv (in titles of how many owners a word stands), levels.csv (how often each level
occurs among equal and among other pairs, each counted a little more than seen so that nothing is
impossible) and the prior, slope and offset that turn match weights into probabilities. Constructed
pairs tell what a level is worth; only pairs of real mentions tell how likely a weight is.

The pairs of evaluation/dedup_pairs_dev.csv take no part, so that they can judge.

With `--folds 10` it prints how the model does on pairs it was not fitted to, whole institutions
left out at a time.
"""

import argparse
import csv
import math
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path
from zlib import crc32

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")

import django  # noqa: E402

django.setup()

from simpul.sources.queries import features, levels, weighing  # noqa: E402
from simpul.sources.queries.judging import Reader, Report, judged_as  # noqa: E402

REAL = (HERE / "labelled_pairs.csv",)
CONSTRUCTED = HERE / "constructed_pairs.csv"
# The levels of naming that alone would make somebody ask.
ALIKE = {level.label for level in levels.COMPARISONS["naming"].levels[:5]}
TELLING = {"numbers", "long_form"}
# A level that was never seen is taken to occur this often.
UNSEEN = 0.5


def write_words() -> None:
    """Count in titles of how many owners each word stands."""
    owners = defaultdict(set)
    with (HERE.parent / "innovations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for text in features.analyzer().names(row["title"]):
                for word in features.meanings(text):
                    owners[word].add(row["institution_id"])
    with (HERE / "words.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["word", "owners"])
        common = ((len(held), word) for word, held in owners.items() if len(held) >= features.RARE)
        writer.writerows(
            (word, count) for count, word in sorted(common, key=lambda x: (-x[0], x[1]))
        )


def fit(pairs, said) -> weighing.Model:
    shares = {}
    for name, comparison in levels.COMPARISONS.items():
        equal, other = counted(pairs, said, name)
        labels = [level.label for level in comparison.levels]
        sums = [sum(counts[name, label] + UNSEEN for label in labels) for counts in (equal, other)]
        for label in labels:
            shares[name, label] = tuple(
                (counts[name, label] + UNSEEN) / total
                for counts, total in zip((equal, other), sums, strict=True)
            )
    real = [pair for pair in pairs if not is_constructed(pair)]
    prior = sum(pair.is_duplicate for pair in real) / len(real)
    kept = dict(weighing.shipped_parameters())
    using = weighing.Model(shares, {**kept, "prior": prior})
    slope, offset = platt(real, said, using)
    return weighing.Model(shares, {**kept, "prior": prior, "slope": slope, "offset": offset})


def counted(pairs, said, name):
    """How often each level of a comparison occurs among equal and among other pairs.

    The owner is counted where the names are alike, everything else where the owner is one and
    neither numbers nor long forms differ: what a level is worth is asked among the pairs that it
    has to tell apart.
    """
    equal, other = Counter(), Counter()
    for pair in pairs:
        found = said[pair.key]
        if name == "owner":
            counts = found["naming"] in ALIKE
        else:
            counts = found["owner"] in {*levels.ONE_OWNER, levels.NOT_TOLD} and not any(
                found[each] == "different" for each in TELLING - {name}
            )
        if counts:
            (equal if pair.is_duplicate else other)[name, found[name]] += 1
    return equal, other


def is_constructed(pair) -> bool:
    return pair.key.startswith("CP-")


def platt(pairs, said, using, rounds=4000, rate=0.02) -> tuple[float, float]:
    """Slope and offset of the logistic curve through weights and labels, kept from certainty."""
    points = [(using.weight(said[pair.key]), pair.is_duplicate) for pair in pairs]
    yes = sum(label for _weight, label in points)
    aims = {True: (yes + 1) / (yes + 2), False: 1 / (len(points) - yes + 2)}
    slope, offset = 0.5, 0.0
    for _round in range(rounds):
        by_slope = by_offset = 0.0
        for x, label in points:
            wrong = 1 / (1 + math.exp(-(slope * x + offset))) - aims[label]
            by_slope += wrong * x
            by_offset += wrong
        slope -= rate * by_slope / len(points)
        offset -= rate * by_offset / len(points)
    return slope, offset


def folds(pairs, said, count):
    """Every pair judged by a model that saw no pair of its institution."""
    place = {
        pair.key: crc32(str(pair.one["owner"] or pair.other["owner"]).encode()) % count
        for pair in pairs
    }
    for fold in range(count):
        using = fit([pair for pair in pairs if place[pair.key] != fold], said)
        for pair in pairs:
            if place[pair.key] == fold:
                found = weighing.Score(
                    using.calibrated(using.weight(said[pair.key])), said[pair.key]
                )
                yield judged_as(pair, found, using)


def tell(title, judged, kept) -> None:
    report = Report(judged, {name: kept[name] for name in ("automatic", "queue")}, ())
    lines = [title, *(f"  {name} {report.at(name)}" for name in ("automatic", "queue"))]
    lines += [f"  {row}" for row in report.calibration]
    lines += [f"  {pair.key} {pair.probability:.3f} {dict(pair.levels)}" for pair in report.wrong]
    sys.stdout.write("\n".join(lines) + "\n")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--folds", type=int, default=0)
    options = asked.parse_args()
    if not options.folds:
        write_words()
    reader = Reader()
    pairs = [pair for path in (*REAL, CONSTRUCTED) if path.exists() for pair in reader.pairs(path)]
    said = {pair.key: levels.levels_of(pair.one, pair.other) for pair in pairs}
    kept = dict(weighing.shipped_parameters())
    if options.folds:
        judged = list(folds(pairs, said, options.folds))
        tell("real mentions", [pair for pair in judged if not is_constructed(pair)], kept)
        tell("constructed", [pair for pair in judged if is_constructed(pair)], kept)
        return
    using = fit(pairs, said)
    with (HERE / "levels.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["comparison", "level", "equal", "other"])
        for (name, label), (equal, other) in using.shares.items():
            writer.writerow([name, label, f"{equal:.5f}", f"{other:.5f}"])
    path = HERE / "parameters.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["name"] in {"prior", "slope", "offset"}:
            row["value"] = f"{using.parameters[row['name']]:.5f}"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()

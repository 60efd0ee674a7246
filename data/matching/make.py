"""Fit the model of matching to labelled pairs: `python data/matching/make.py`.

Writes levels.csv (how often each level occurs among equal and among other pairs, each counted
once more than seen so that nothing is impossible) and the slope and offset that turn match weights
into probabilities. With `--folds 10` it prints how the model does on pairs it was not fitted to,
whole institutions left out at a time.
"""

import argparse
import csv
import math
import os
import sys
from collections import Counter
from pathlib import Path
from zlib import crc32

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")

import django  # noqa: E402

django.setup()

from simpul.sources.queries import comparing  # noqa: E402
from simpul.sources.queries.judging import Judged, Reader, Report  # noqa: E402

FILES = (HERE / "labelled_pairs.csv", HERE.parent / "evaluation" / "dedup_pairs_dev.csv")
# A level that was never seen is taken to occur this often.
UNSEEN = 0.5


def flat() -> comparing.Model:
    """A model in which every level says nothing: used to read the levels of pairs."""
    shares = {
        (name, label): (1 / len(levels), 1 / len(levels))
        for name, levels in comparing.COMPARISONS.items()
        for label, _condition in levels
    }
    return comparing.Model(shares, {"prior": 0.5, "slope": 1, "offset": 0})


def fit(pairs, levels) -> comparing.Model:
    equal, other = Counter(), Counter()
    for pair in pairs:
        into = equal if pair.is_duplicate else other
        into.update((name, label) for name, label in levels[pair.key].items())
    shares = {}
    for name, steps in comparing.COMPARISONS.items():
        sums = [
            sum(counts[name, label] + UNSEEN for label, _condition in steps)
            for counts in (equal, other)
        ]
        for label, _condition in steps:
            shares[name, label] = tuple(
                (counts[name, label] + UNSEEN) / total
                for counts, total in zip((equal, other), sums, strict=True)
            )
    prior = sum(pair.is_duplicate for pair in pairs) / len(pairs)
    using = comparing.Model(shares, {"prior": prior, "slope": 1, "offset": 0})
    slope, offset = platt(pairs, levels, using)
    return comparing.Model(shares, {"prior": prior, "slope": slope, "offset": offset})


def weight(levels, using) -> float:
    """The match weight splink gives: bits of the prior and of every level that is told."""
    prior = using.parameters["prior"]
    total = math.log2(prior / (1 - prior))
    for name, label in levels.items():
        if label != "not told":
            equal, other = using.shares[name, label]
            total += math.log2(equal / other)
    return total


def platt(pairs, levels, using, rounds=2000, rate=0.02) -> tuple[float, float]:
    """Slope and offset of the logistic curve through weights and labels, kept from certainty."""
    points = [(weight(levels[pair.key], using), pair.is_duplicate) for pair in pairs]
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


def folds(pairs, levels, count) -> list[Judged]:
    """Every pair judged by a model that saw no pair of its institution."""
    judged = []
    place = {
        pair.key: crc32(str(pair.one["owner"] or pair.other["owner"]).encode()) % count
        for pair in pairs
    }
    for fold in range(count):
        using = fit([pair for pair in pairs if place[pair.key] != fold], levels)
        judged += [
            Judged(
                pair.key,
                pair.is_duplicate,
                pair.by_rule,
                using.calibrated(weight(levels[pair.key], using)),
                levels[pair.key],
            )
            for pair in pairs
            if place[pair.key] == fold
        ]
    return judged


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--folds", type=int, default=0)
    options = asked.parse_args()
    reader = Reader()
    pairs = [pair for path in FILES for pair in reader.pairs(path)]
    found = comparing.scores(((p.key, p.one, p.other) for p in pairs), flat())
    levels = {key: score.levels for key, score in found.items()}
    with (HERE / "parameters.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = {row["name"]: row for row in rows}
    if options.folds:
        thresholds = {name: float(kept[name]["value"]) for name in ("automatic", "queue")}
        report = Report(folds(pairs, levels, options.folds), thresholds, ())
        lines = [f"{name} {report.at(name)}" for name in thresholds]
        lines += [str(row) for row in [*report.calibration, *report.wrong]]
        sys.stdout.write("\n".join(lines) + "\n")
        return
    using = fit(pairs, levels)
    with (HERE / "levels.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["comparison", "level", "equal", "other"])
        for (name, label), (equal, other) in using.shares.items():
            writer.writerow([name, label, f"{equal:.5f}", f"{other:.5f}"])
    for name in ("prior", "slope", "offset"):
        kept[name]["value"] = f"{using.parameters[name]:.5f}"
    with (HERE / "parameters.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()

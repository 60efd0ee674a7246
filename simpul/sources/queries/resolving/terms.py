"""Codes of the shared lists from what sources write: goals, affairs, stages, awards."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from simpul.sources.queries.reading.cells import folded, text_of
from simpul.sources.queries.resolving.answers import Answer, Found, Unclear
from simpul.sources.queries.resolving.wordings import award_rules, wordings
from simpul.vocabularies.models import Affair, AwardLevel, Goal, Programme, Sector, Stage

CLOSE = 90
LIKELY = 72
GOAL_NUMBER = re.compile(r"(?<![\d.])(\d{1,2})(?:\.(?:\d{1,2}|[a-d]))?(?!\d)")
CODE = re.compile(r"(?<![\w.])([\dA]\.\d{1,2})(?![\w.])")
SEVERAL = re.compile(r"\s*[;|\n]\s*")
NOT_KNOWN = _("Nothing in the list is called “%(text)s”.")
SAY_WHAT = _("Say what it means, then it is understood from now on.")
READ_AS = _("“%(text)s” was read as “%(name)s”.")


class Terms:
    """The shared lists by every word, read once."""

    @cached_property
    def _affairs(self) -> dict[str, str]:
        """Codes by words."""
        return _by_word(Affair.objects.values_list("code", "label_id", "label_en"), "affair")

    @cached_property
    def _sectors(self) -> dict[str, str]:
        return _by_word(Sector.objects.values_list("key", "label_id", "label_en"), "sector")

    @cached_property
    def _stages(self) -> dict[str, str]:
        return _by_word(Stage.objects.values_list("code", "label_id", "label_en"), "stage")

    @cached_property
    def _goals(self) -> dict[str, str]:
        rows = Goal.objects.values_list("number", "label_id", "label_en")
        return _by_word(((str(number), *labels) for number, *labels in rows), "goal")

    @cached_property
    def _programmes(self) -> dict[str, str]:
        rows = Programme.objects.values_list("key", "short_name", "label_id", "label_en")
        return _by_word(rows, "programme")

    @cached_property
    def _programme_kinds(self) -> dict[str, str]:
        return dict(Programme.objects.values_list("key", "kind"))

    @cached_property
    def _levels(self) -> dict[str, str]:
        return _by_word(AwardLevel.objects.values_list("code", "label_id", "label_en"), "level")

    @cached_property
    def _affair_codes(self) -> frozenset[str]:
        return frozenset(self._affairs.values())

    # --- Questions --------------------------------------------------------------------------

    def affair(self, value: Any) -> Answer:
        """The government affair; of several the first, which sources put in front."""
        text = text_of(value) if not isinstance(value, float) else f"{value:.2f}"
        first = SEVERAL.split(text)[0]
        code = CODE.search(first.upper())
        if code and (number := _two_digits(code[1])) in self._affair_codes:
            return Found(number)
        return _one_of(first, self._affairs)

    def sector(self, value: Any) -> Answer:
        text = text_of(value)
        return Found(text) if text in self._sectors.values() else _one_of(text, self._sectors)

    def stage(self, value: Any) -> Answer:
        """The stage of life; where a source names several, the furthest it names."""
        parts = [part for part in re.split(r"[;,|\n]", str(value)) if part.strip()]
        answers = [_one_of(text_of(part), self._stages) for part in parts]
        found = [answer for answer in answers if isinstance(answer, Found)]
        return found[-1] if found else answers[0]

    def initiator(self, value: Any) -> str:
        """Who began it: head, council, officer, office, public; empty where it is not said."""
        return wordings("initiator").get(folded(value), "")

    def goals(self, value: Any) -> Answer:
        """Numbers of the goals: "SDGs 3", "3;16", "Tujuan 3: …", names in both languages."""
        text = ";".join(map(str, value)) if isinstance(value, list) else text_of(value)
        numbers = {int(number) for number in GOAL_NUMBER.findall(text)}
        wrong = sorted(number for number in numbers if not 1 <= number <= 17)
        if wrong:
            return Unclear(
                _("“%(text)s” is no goal of sustainable development.") % {"text": wrong[0]},
                _("Write numbers from 1 to 17."),
            )
        if not numbers:
            said = folded(text)
            numbers = {int(code) for name, code in self._goals.items() if name in said}
        return Found(sorted(numbers)) if numbers else _unknown(text, self._goals)

    def programme(self, text: str) -> str:
        """The key of the programme that these words name; empty where they name none."""
        if text in self._programme_kinds:
            return text
        return self._programmes.get(folded(text), "")

    def programme_in(self, text: str) -> str:
        """The programme that stands somewhere among these words."""
        words = re.findall(r"\w+", text.casefold())
        for size in range(min(6, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                key = self._programmes.get("".join(words[start : start + size]))
                if key:
                    return key
        if re.search(r"\btop ?(?:45|99|40|35|25)\b", text, re.I):
            return "kipp"
        return "iga" if re.search(r"\bter?inovatif\b|sangat inovatif", text, re.I) else ""

    def award(self, wording: str, programme: str) -> Answer:
        """The level these words stand for in this programme."""
        if wording in self._levels.values():
            return Found(wording)
        kind = self._programme_kinds.get(programme, "")
        for rule in award_rules():
            fits = rule.programme == programme if rule.programme else rule.kind == kind
            if fits and rule.pattern.search(wording or "-"):
                return Found(rule.level)
        return _one_of(wording, self._levels)


def _by_word(rows: Iterable[tuple], kind: str) -> dict[str, str]:
    """Codes by their labels and by the words shipped for them."""
    found = {folded(word): row[0] for row in rows for word in row[1:] if word}
    return {**wordings(kind), **found}


def _two_digits(code: str) -> str:
    """``2.1`` is what a spreadsheet makes of ``2.10``."""
    group, _dot, number = code.partition(".")
    return f"{group}.{number}0" if len(number) == 1 else code


def _one_of(text: str, known: Mapping[str, str]) -> Answer:
    """The code of the word, or of the one word that comes close enough to be named."""
    key = folded(text)
    if key in known:
        return Found(known[key])
    near = process.extract(key, list(known), scorer=fuzz.ratio, limit=3, score_cutoff=CLOSE)
    codes = {known[name] for name, _score, _at in near}
    if len(codes) == 1 and len(key) > 5:
        return Found(codes.pop(), READ_AS % {"text": text, "name": near[0][0]})
    return _unknown(text, known)


def _unknown(text: str, known: Mapping[str, str]) -> Unclear:
    near = process.extract(
        folded(text), list(known), scorer=fuzz.WRatio, limit=4, score_cutoff=LIKELY
    )
    candidates = tuple(dict.fromkeys(known[name] for name, _score, _at in near))
    return Unclear(NOT_KNOWN % {"text": text[:200]}, SAY_WHAT, candidates)

"""Who counts as one owner, and whose records stand near: read once for a piece of work."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from simpul.organisations.models import Organisation
from simpul.organisations.queries.lineage import Inheritance


class Kin:
    """Who counts as one owner: a body, those it took over from and those that took over.

    A unit counts as its institution too.
    """

    def __init__(self, bodies: Mapping[str, Organisation]) -> None:
        self.bodies = bodies
        self._by_pk = {body.pk: body for body in bodies.values()}
        self._families: dict[str, frozenset[str]] = {}

    @classmethod
    def read(cls) -> "Kin":
        """Every body there is."""
        return cls({body.code: body for body in Organisation.objects.select_related("region")})

    @cached_property
    def _inheritance(self) -> Inheritance:
        return Inheritance.read()

    def chain(self, code: str) -> frozenset[str]:
        """The body itself, and what it is a unit of up to its institution."""
        found, body = [code], self.bodies.get(code)
        while body is not None and body.is_unit and body.parent_id in self._by_pk:
            body = self._by_pk[body.parent_id]
            found.append(body.code)
        return frozenset(found)

    def family(self, code: str) -> frozenset[str]:
        """The body and all whose works it inherited or that inherited its works."""
        if code not in self._families:
            body = self.bodies.get(code)
            kin = self._inheritance.kin([body.pk]) if body is not None else set()
            codes = {self._by_pk[pk].code for pk in kin if pk in self._by_pk}
            self._families[code] = frozenset({code, *codes})
        return self._families[code]

    def of(self, code: str) -> frozenset[str]:
        """Under whose name a record of this owner may stand too."""
        return self.family(code) | self.chain(code)

    def region(self, code: str) -> str:
        """The region of a body, or of the institution whose unit it is; empty for the nation."""
        for each in self.chain(code):
            body = self.bodies.get(each)
            if body is not None and body.region is not None:
                return body.region.code
        return ""

    def neighbours(self, code: str) -> frozenset[str]:
        """The bodies whose records one of this owner is compared with."""
        return self.of(code) | self._of_region.get(self.region(code), frozenset())

    @cached_property
    def _of_region(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for code in self.bodies:
            if region := self.region(code):
                found[region].add(code)
        return {region: frozenset(codes) for region, codes in found.items()}

    def pks(self, codes: Iterable[str]) -> set[int]:
        return {self.bodies[code].pk for code in codes if code in self.bodies}

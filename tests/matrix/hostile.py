"""Values no form of ours would send, and an address that answers one to every name it is asked."""

from django.http import QueryDict

HUGE = "9" * 25
VALUES = {
    "huge number": HUGE,
    "longer than numbers are read": "9" * 5000,
    "negative number": "-1",
    "below every number": f"-{HUGE}",
    "long text": "kapal " * 1700,
    "broken text": "\ufffd\ud7ff\u202e\x01\x1b",
    "quotes and signs": "'\"><%s{{7*7}}../..\\;--",
    "not a number": "NaN",
    "endless number": "1e400",
    "odd digits": "²٣",
    "day that is none": "2026-02-30",
}


class Hostile(QueryDict):
    """What was asked, where every name that a page looks for holds one hostile value.

    With ``only``, other names are as they were; ``looked_for`` gathers the names.
    """

    def __init__(self, given, value, *, only=None, looked_for=None):
        self.value, self.only = value, only
        self.looked_for = set() if looked_for is None else looked_for
        self.is_read = False
        super().__init__(given, mutable=True)
        self.is_read = True

    def _is_hostile(self, name):
        if self.is_read:
            self.looked_for.add(name)
        return self.is_read and (self.only is None or name == self.only)

    def __getitem__(self, name):
        return self.value if self._is_hostile(name) else super().__getitem__(name)

    def __contains__(self, name):
        return self._is_hostile(name) or super().__contains__(name)

    def get(self, name, default=None):
        return self.value if self._is_hostile(name) else super().get(name, default)

    def getlist(self, name, default=None):
        return [self.value] if self._is_hostile(name) else super().getlist(name, default)

    def dict(self):
        return self

    def copy(self):
        """A plain one, with all that was looked for so far."""
        plain = QueryDict(mutable=True)
        for name in self.keys() | {name for name in self.looked_for if self._is_hostile(name)}:
            plain.setlist(name, self.getlist(name))
        return plain

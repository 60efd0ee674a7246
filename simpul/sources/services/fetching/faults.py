"""What may be wrong with a request to others, in words a steward can act on."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class FetchFault(Exception):
    """A request that was not made, or whose answer cannot be used: what is wrong, what to do."""

    def __init__(self, code: str, say: str | Promise, fix: str | Promise, **details: Any) -> None:
        super().__init__(code)
        self.code, self.details = code, details
        self._say, self._fix = say, fix

    @property
    def say(self) -> str:
        """What is wrong, in the language of the reader."""
        return str(self._say) % self.details

    @property
    def fix(self) -> str:
        """What to do about it."""
        return str(self._fix) % self.details

    def __str__(self) -> str:
        return f"{self.say} {self.fix}"


def fault(code: str, **details: Any) -> FetchFault:
    say, fix = FAULTS[code]
    return FetchFault(code, say, fix, **details)


FAULTS: dict[str, tuple[Promise, Promise]] = {
    "address": (
        _("This is no web address that may be asked: %(address)s."),
        _("Write an address that begins with https:// and holds no password."),
    ),
    "port": (
        _("Port %(port)s is not one where web servers listen."),
        _("Ask the operator to name %(host)s in OUTGOING_ALLOWED."),
    ),
    "private": (
        _("%(host)s leads to an address inside a closed network (%(ip)s)."),
        _("Correct the address, or ask the operator to name %(host)s in OUTGOING_ALLOWED."),
    ),
    "unknown": (
        _("No machine is known under the name %(host)s."),
        _("Correct the address; if it is right, ask its owner whether it still exists."),
    ),
    "downgrade": (
        _("%(address)s leads away from an encrypted connection."),
        _("Ask the owner of the source for an address that stays with https://."),
    ),
    "redirects": (
        _("%(address)s leads on more than %(most)s times."),
        _("Write the address where it ends."),
    ),
    "unreachable": (
        _("%(host)s cannot be reached: %(reason)s."),
        _("Try again later; if it lasts, ask its owner."),
    ),
    "certificate": (
        _("%(host)s does not prove who it is: %(reason)s."),
        _("Ask its owner to renew the certificate."),
    ),
    "slow": (
        _("%(host)s took longer than %(seconds)s seconds."),
        _("Try again later, or ask the owner of the source for smaller pages."),
    ),
    "large": (
        _("The answer of %(host)s is larger than %(most)s MB."),
        _("Ask the owner of the source for smaller pages."),
    ),
    "encoding": (
        _("The answer of %(host)s is packed in a way that cannot be unpacked: %(reason)s."),
        _("Ask the owner of the source to send it plain or as gzip."),
    ),
    "cut": (
        _("The answer of %(host)s broke off."),
        _("Try again; if it lasts, ask its owner."),
    ),
    "status": (
        _("%(host)s answered %(status)s instead of data."),
        _("Open the address in a browser. If it moved or needs a key, correct the source."),
    ),
}

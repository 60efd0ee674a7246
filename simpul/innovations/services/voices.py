"""In whose name something is said about a record: its owner's, or its hub's."""

from django.utils.translation import gettext as _

from simpul.hubs.models import Hub
from simpul.innovations.models import Authority, AuthorityKind, Innovation
from simpul.organisations.models import Organisation


def owner_voice(innovation: Innovation) -> Authority:
    """The authority that is the owner of this record."""
    if innovation.owner is None:
        return _voice("owner", _("Its authors"), AuthorityKind.OWNER)
    return voice_of_institution(innovation.owner)


def hub_voice(innovation: Innovation) -> Authority:
    """The authority that is the hub responsible for this record."""
    if innovation.hub is None:
        return _voice("hub", _("Editors of this hub"), AuthorityKind.HUB)
    return voice_of_hub(innovation.hub)


def voice_of_institution(organisation: Organisation) -> Authority:
    """The authority that is this institution as an owner of innovations."""
    owner = organisation.institution
    return _voice(f"owner-{owner.code}", owner.name, AuthorityKind.OWNER)


def voice_of_hub(hub: Hub) -> Authority:
    """The authority that is this hub."""
    return _voice(f"hub-{hub.code}", hub.name, AuthorityKind.HUB)


def _voice(key: str, name: str, kind: AuthorityKind) -> Authority:
    authority, _created = Authority.objects.get_or_create(
        key=key[:120], defaults={"name": str(name)[:200], "kind": kind}
    )
    return authority

"""Other installations, on the desk."""

from django.urls import path, register_converter
from django.utils.translation import gettext_lazy as _

from simpul.exchange.views import sync_desk


class Act:
    """What may be done with a peer."""

    regex = "pause|resume|ask|clear"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


register_converter(Act, "peer_act")

urlpatterns = [
    path(_("desk/installations/"), sync_desk.listing, name="peers"),
    path(_("desk/installations/add/"), sync_desk.add, name="peer_add"),
    path(_("desk/installations/log/"), sync_desk.log, name="peer_log"),
    path(_("desk/installations/<int:pk>/"), sync_desk.peer, name="peer"),
    path(_("desk/installations/<int:pk>/<peer_act:word>/"), sync_desk.act, name="peer_act"),
]

"""What stands before a page: the central domain, and proving once more who one is."""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address, ip_interface

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import split_domain_port, validate_host
from django.shortcuts import redirect

from simpul.accounts.models import User

View = Callable[..., HttpResponse]


def block_of(request: HttpRequest) -> str:
    """The block of addresses a request comes from: what a limit counts for who has no account."""
    address = ip_address(get_adapter().get_client_ip(request))
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ip_interface((address, 64 if address.version == 6 else 24)).network)


class OwnRequest(HttpRequest):
    """A request behind ``login_required``: somebody is there."""

    user: User


def central(view: View) -> View:
    """Answer only on the central domain; on a hub's own domain, lead there.

    Cookies and passkeys belong to one domain, and hub domains know no visitor.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        host = split_domain_port(request.get_host())[0]
        if host != settings.CENTRAL_HOST and validate_host(host, settings.OTHER_HOSTS):
            return redirect(f"{settings.SITE_URL}{request.get_full_path()}")
        return view(request, *args, **kwargs)

    return answer


def stepped_up(view: View) -> View:
    """Ask who one is once more before something sensitive, then go on where one was.

    What was posted is kept meanwhile and done afterwards, files excepted: a page that takes files
    asks for the proof when it is opened, as this does.
    """
    return central(reauthentication_required(view))


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was filled with, even if every box was left empty; nothing when it is opened."""
    return request.POST if request.method == "POST" else None

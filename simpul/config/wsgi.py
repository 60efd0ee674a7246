"""The door for a WSGI server: ``application`` is Django behind the early layer."""

import os
import signal

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from simpul.config.counting import Counted, Counters, where
from simpul.config.early import EarlyLayer
from simpul.config.early.bodies import Bodies, Bounds
from simpul.config.early.keys import Rules
from simpul.config.early.pages import Pages
from simpul.config.early.work import Work
from simpul.config.processes import end_with_parent, is_served
from simpul.config.warm import warm_up
from simpul.core import pulse
from simpul.exchange.queries.resources.links import ROOT

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")

# A worker whose server was killed would go on answering with old code beside a new server.
end_with_parent(signal.SIGKILL)

django_application = get_wsgi_application()

# The JSON API may be asked for in either language.
API = f"{ROOT}/"

pages = Pages(settings.PAGE_CACHE_BYTES, negotiated=(API,))
early_layer = EarlyLayer(
    django_application,
    rules=Rules(
        hosts=settings.ALLOWED_HOSTS,
        names=frozenset(settings.PAGE_QUERY_NAMES),
        cookies=settings.PERSONAL_COOKIES,
        prefixes=(*(f"/{code}/" for code, _ in settings.LANGUAGES), API),
        negotiated=(API,),
        scheme=settings.SECURE_PROXY_SSL_HEADER,
    ),
    pages=pages,
    bodies=Bodies(Bounds(largest=settings.LARGEST_BODY)),
    work=Work(settings.WORK_SLOTS),
    pulse=pulse.read,
)

application = Counted(early_layer, Counters(where()), lambda: pages.hits)

if is_served():
    warm_up(early_layer)

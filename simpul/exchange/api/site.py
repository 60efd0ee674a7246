"""The API as one object, with every operation."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from simpul.exchange.api.faults import tell_faults
from simpul.exchange.api.operations import bodies, drafts, innovations, numbers, sending, status
from simpul.exchange.queries.resources.start import VERSION


class Plain(JSONRenderer):
    """JSON as people can read it, too."""

    encoder_class = DjangoJSONEncoder
    json_dumps_params: dict[str, Any] = {"ensure_ascii": False}


api = NinjaAPI(
    title="Simpul",
    version=VERSION,
    docs_url=None,
    openapi_url=None,
    renderer=Plain(),
    urls_namespace="api",
)
for part in (numbers, innovations, bodies, drafts, sending, status):
    api.add_router("", part.router)
tell_faults(api)

"""The JSON API, outside the languages of the pages."""

from django.urls import URLPattern, path
from ninja.utils import replace_path_param_notation

from simpul.exchange.api.door import door, operations
from simpul.exchange.api.site import api
from simpul.exchange.views import openapi

app_name = "api"


def addresses() -> list[URLPattern]:
    """Each address with its operations behind the one door."""
    return [
        path(
            replace_path_param_notation(place).strip("/"),
            door(operations(view), api.on_exception),
            name=view.operations[0].url_name,
        )
        for router in api._get_bound_routers()
        for place, view in router.path_operations.items()
    ]


urlpatterns = [
    path("openapi.json", openapi.description, name="openapi"),
    *addresses(),
    path("<path:rest>", openapi.nothing, name="nothing"),
]

"""The description of the API for programs, and its page for people."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simpul.exchange.api.document import document
from simpul.exchange.api.door import document as described
from simpul.exchange.api.door import door
from simpul.exchange.api.door import nothing as nowhere
from simpul.exchange.api.page import chapters
from simpul.exchange.api.problems import KINDS
from simpul.exchange.api.site import api
from simpul.exchange.queries.resources.links import api as address

# What is no operation passes through the same door.
description = door(described(lambda: json.dumps(document(), ensure_ascii=False)), api.on_exception)
nothing = door(nowhere, api.on_exception)


@require_safe
def developers(request: HttpRequest) -> HttpResponse:
    """Data and API: every operation with an example, every problem with its remedy."""
    asked = request.GET.get("q", "")[:100].strip()
    context = {
        "asked": asked,
        "chapters": chapters(asked),
        "problems": KINDS.values(),
        "root": address(),
        "openapi": address("openapi.json"),
        "limits": [settings.API_READS, settings.API_KEY_READS, settings.API_KEY_WRITES],
        "can_have_keys": request.user.is_authenticated,
    }
    return render(request, "exchange/developers.html", context)

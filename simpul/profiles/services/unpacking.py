"""A filled form as values of a draft."""

from collections.abc import Mapping
from typing import Any

from simpul.profiles.models import Form
from simpul.profiles.queries.forms import asked
from simpul.profiles.queries.saying import Body
from simpul.profiles.queries.unpacked import Unpacked, unpacked


def unpack(values: Mapping[str, Any], form: Form, *, owner: Body | None = None) -> Unpacked:
    """Read ``values`` by the keys of ``form``: what they say of a record, and what is left.

    Under another name than a field's they become notes; what cannot be read becomes a fault that
    says what to do. ``owner`` is the institution the draft is written for.
    """
    return unpacked(values, asked(form), owner=owner)

"""Fields, boxes and what is wrong with them."""

from django.forms import BaseForm, BoundField
from django.urls import NoReverseMatch, reverse

from simpul.ui import hooks
from simpul.ui.hooks import Words
from simpul.ui.templatetags.ui.library import register


@register.inclusion_tag("ui/components/search_box.html")
def search_box(
    *,
    value: str = "",
    label: Words = "",
    label_hidden: bool = False,
    big: bool = False,
    id: str = "q",  # noqa: A002
    described_by: str = "",
) -> dict[str, object]:
    """Label, field and button as one; with a script it suggests while typing."""
    return {
        "value": value,
        "label": label,
        "label_hidden": label_hidden,
        "big": big,
        "id": id,
        "described_by": described_by,
        "suggest": address(hooks.SEARCH.suggest_url_name),
    }


def address(url_name: str) -> str:
    """The address of a page of a higher room, or nothing where that room is not installed."""
    try:
        return reverse(url_name) if url_name else ""
    except NoReverseMatch:
        return ""


@register.inclusion_tag("ui/components/field.html")
def field(*, field: BoundField, optional: bool = False) -> dict[str, object]:
    """Label, hint, error and input of one field of a form."""
    widget = field.field.widget
    many = getattr(widget, "input_type", "") in {"checkbox", "radio"}
    grouped = many and hasattr(widget, "choices")
    # A placeholder would vanish while one types; label and hint stay.
    attrs: dict[str, str | bool] = {} if many else {"class": "field__input", "placeholder": False}
    return {
        "field": field,
        "input": field.as_widget(attrs=attrs),
        "grouped": grouped,
        "optional": optional,
    }


@register.inclusion_tag("ui/components/check.html")
def check(
    *,
    name: str,
    label: Words,
    value: str = "1",
    checked: bool = False,
    kind: str = "checkbox",
    hint: Words = "",
) -> dict[str, object]:
    """One box and its words. ``kind``: checkbox or radio."""
    return {
        "name": name,
        "label": label,
        "value": value,
        "checked": checked,
        "kind": kind,
        "hint": hint,
    }


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(*, form: BaseForm) -> dict[str, object]:
    """What is wrong, first on the page, each line a link to its field."""
    return {"form": form, "fields": [item for item in form if item.errors]}


@register.inclusion_tag("ui/components/search_form.html")
def search_form(*, value: str = "", big: bool = False, id: str = "q") -> dict[str, object]:  # noqa: A002
    """A whole search: form and box, sent to the page that answers searches."""
    return {"action": address(hooks.SEARCH.url_name), "value": value, "big": big, "id": id}

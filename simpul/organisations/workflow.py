"""How a membership comes about and ends, and how an institution does."""

from django.utils.translation import gettext_lazy as _

from simpul.core.workflow import Step, Workflow

MEMBERSHIP = Workflow(
    "organisations.Membership",
    [
        Step("confirm", {"requested"}, "confirmed", _("Confirm")),
        Step("decline", {"requested"}, "declined", _("Decline"), needs_note=True),
        Step("recall", {"requested"}, "ended", _("Take back the request")),
        Step("end", {"confirmed"}, "ended", _("End the membership")),
    ],
)

STANDING = Workflow(
    "organisations.Organisation",
    [
        Step("dissolve", {"active"}, "dissolved", _("Record its end")),
        Step("merge", {"active"}, "merged", _("Merge into another")),
        Step("restore", {"dissolved", "merged"}, "active", _("Undo the end")),
    ],
    field="status",
)

"""What staff change of the rules of new cases."""

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.innovations.forms.life import day_field
from simpul.replication.models import ObligationTemplate, StepTemplate, Term


class RuleForm(forms.ModelForm):
    """A rule as it counts from a day on."""

    valid_from = day_field(
        _("Counts from"), help_text=_("What it says until then stays on record.")
    )
    field_order = ("valid_from",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["valid_from"] = clock.today()


class StepRuleForm(RuleForm):
    class Meta:
        model = StepTemplate
        fields = (
            "label_id", "label_en", "order", "needs_id", "needs_en", "yields_id", "yields_en",
            "until_state", "official", "source",
        )  # fmt: skip


class ObligationRuleForm(RuleForm):
    class Meta:
        model = ObligationTemplate
        fields = ("label_id", "label_en", "order", "side", "days", "source")


class TermRuleForm(RuleForm):
    class Meta:
        model = Term
        fields = ("label_id", "label_en", "days", "source")


RULES: dict[str, type[StepTemplate] | type[ObligationTemplate] | type[Term]] = {
    "steps": StepTemplate,
    "obligations": ObligationTemplate,
    "terms": Term,
}
RULE_FORMS: dict[str, type[RuleForm]] = {
    "steps": StepRuleForm,
    "obligations": ObligationRuleForm,
    "terms": TermRuleForm,
}

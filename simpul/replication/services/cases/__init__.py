"""Verbs of cases: opened, moved, learned, agreed, adapted, planned, measured and ended."""

from .adapting import add_row, prefill_matrix, remove_row, weigh
from .agreeing import draft_agreement, fulfil, note_term, set_obligations
from .completing import certify, draft_commitment
from .learning import call_off_session, hold_session, plan_session
from .measuring import (
    add_measure,
    change_measure,
    record_result,
    remove_measure,
    say_comparable,
)
from .moving import begin_evaluation, move
from .opening import change_interest, open_case
from .papers import add_paper, remove_paper
from .planning import add_milestone, change_milestone, reach_milestone, remove_milestone, tick
from .reporting import answer_later_report, report_back
from .standing import (
    dispute,
    lapse_agreements,
    pause,
    renew,
    resume,
    settle_dispute,
    take_back_dispute,
)
from .talking import talk

__all__ = [
    "add_measure",
    "add_milestone",
    "add_paper",
    "add_row",
    "answer_later_report",
    "begin_evaluation",
    "call_off_session",
    "certify",
    "change_interest",
    "change_measure",
    "change_milestone",
    "dispute",
    "draft_agreement",
    "draft_commitment",
    "fulfil",
    "hold_session",
    "lapse_agreements",
    "move",
    "note_term",
    "open_case",
    "pause",
    "plan_session",
    "prefill_matrix",
    "reach_milestone",
    "record_result",
    "remove_measure",
    "remove_milestone",
    "remove_paper",
    "remove_row",
    "renew",
    "report_back",
    "resume",
    "say_comparable",
    "set_obligations",
    "settle_dispute",
    "take_back_dispute",
    "talk",
    "tick",
    "weigh",
]

"""No step without a message decision: every row of every table tells somebody, or says why not."""

import ast
import inspect
from collections import defaultdict
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import simpul
from simpul.core.workflow import WORKFLOWS

CASE = "replication.services.cases.moving.move"
STANDING = "replication.services.cases.standing._stand"
SUBMISSION = "innovations.services.submission"
VERIFYING = "innovations.services.verifying"
ENDING = "documents.services.ending"
LIFECYCLE = "innovations.services.lifecycle"
NEEDS = "needs.services.needs"
IDEAS = "needs.services.deciding"
OFFERING = "learning.services.offering"
RUN = "sources.services.running.reporting.report"
JOINT = "sources.services.joint.deciding"
PAIRS = "sources.services.matching.deciding"
CLAIMS = "replication.services.claims"
HANDING = "replication.services.continuity.handing"
ACCOMPANYING = "replication.services.mentoring.accompanying"
ASKING = "replication.services.mentoring.asking"
PLANS = "replication.services.plans.conducting"
MEMBERS = "organisations.services.memberships"
BODIES = "organisations.services.changes"
MODERATION = "forum.services.moderation"

# What takes the step and tells those concerned. A name in a list waits on a desk, with its
# reminders, and is no mail of its own.
TOLD = {
    ("core.Appeal", "state"): dict.fromkeys(("uphold", "overturn"), f"{MODERATION}.answer_appeal"),
    ("core.Message", "state"): {
        "hide": f"{MODERATION}.hide",
        "remove": f"{MODERATION}.decide",
        "restore": f"{MODERATION}.answer_appeal",
    },
    ("core.Report", "state"): {"decide": f"{MODERATION}.decide"},
    ("documents.Document", "state"): {
        "issue": ["documents.services.issuing.issue"],
        "take_effect": "documents.services.issuing.take_effect",
        "extend": f"{ENDING}.extend",
        "supersede": f"{ENDING}.supersede",
        "give_way": f"{ENDING}.give_way",
        "revoke": f"{ENDING}.revoke",
    },
    ("innovations.Contest", "state"): {
        step: f"innovations.services.contesting.{step}" for step in ("uphold", "dismiss")
    },
    ("innovations.Draft", "state"): {
        **{
            step: f"{SUBMISSION}.{step}"
            for step in (
                "submit",
                "ask_sign_off",
                "sign_off",
                "decline_sign_off",
                "recall",
                "drop",
            )
        },
        "take_up": f"{VERIFYING}.take_up",
        "release": f"{VERIFYING}.release",
        "return": f"{VERIFYING}.return_draft",
        "pass_on": f"{VERIFYING}.pass_on",
        "verify": f"{VERIFYING}.verify_draft",
        "refuse": f"{VERIFYING}.refuse",
    },
    ("innovations.Innovation", "state"): {
        step: f"{LIFECYCLE}.{step}" for step in ("publish", "withdraw", "relist")
    },
    ("learning.Mentor", "state"): {
        step: f"{OFFERING}.{step}" for step in ("confirm", "decline", "pause", "leave", "release")
    },
    ("needs.Challenge", "state"): {
        "conclude": "needs.services.challenges.conclude",
        "withdraw": "needs.services.challenges.withdraw_challenge",
    },
    ("needs.Idea", "state"): {
        **dict.fromkeys(("take_up", "park", "decline"), f"{IDEAS}.decide"),
        "promote": f"{IDEAS}.promote",
        "hide": f"{IDEAS}.hide",
        "show": f"{IDEAS}.show",
    },
    ("needs.Need", "state"): {
        step: f"{NEEDS}.{step}" for step in ("answer", "close", "withdraw", "reopen")
    },
    ("organisations.Membership", "state"): {
        "confirm": f"{MEMBERS}.confirm_membership",
        "decline": f"{MEMBERS}.decline_membership",
        "end": f"{MEMBERS}.end_membership",
    },
    ("organisations.Organisation", "status"): {
        step: f"{BODIES}.{step}_organisation" for step in ("dissolve", "merge", "restore")
    },
    ("replication.Adoption", "state"): {
        step: f"{CLAIMS}.{step}" for step in ("confirm", "contest", "take_back", "fall_silent")
    },
    ("replication.Badge", "state"): {"revoke": "replication.services.lineage.badges.revoke"},
    ("replication.Case", "standing"): dict.fromkeys(
        (
            "pause",
            "resume",
            "dispute",
            "take_back_dispute",
            "settle_dispute",
            "lapse",
            "renew",
        ),
        STANDING,
    ),
    ("replication.Case", "state"): dict.fromkeys(
        (
            *("verify", "ask_more", "decline", "send_again", "finish_learning"),
            *("skip_agreement", "agree", "approve", "send_back", "settle_matrix"),
            *("start_pilot", "skip_pilot", "replan", "implement", "evaluate"),
            *("hand_in", "return_evaluation", "complete", "report_back", "close", "cancel"),
        ),
        CASE,
    ),
    ("replication.Handover", "state"): {
        step: f"{HANDING}.{step}" for step in ("name", "accept", "refuse", "take_back")
    },
    ("replication.MentorRequest", "state"): {
        "propose": f"{ASKING}.propose",
        "withdraw": f"{ASKING}.withdraw",
        "reopen": [f"{ASKING}.reopen"],
        "finish": f"{ACCOMPANYING}.close_with_case",
        "lapse": f"{ACCOMPANYING}.close_with_case",
    },
    ("replication.Mentorship", "state"): {
        "accept": f"{ACCOMPANYING}.accept",
        "decline": f"{ACCOMPANYING}.decline",
        "withdraw": f"{ACCOMPANYING}.withdraw_proposal",
        "lapse": f"{ASKING}.let_proposals_lapse",
        "end": f"{ACCOMPANYING}.end",
        "finish": f"{ACCOMPANYING}.close_with_case",
        "pass_on": f"{ACCOMPANYING}.accept",
    },
    ("replication.Plan", "state"): {
        step: f"{PLANS}.{step}"
        for step in ("call_meeting", "draft_again", "determine", "commit", "close", "withdraw")
    },
    ("sources.Contradiction", "state"): {
        "ask": ["sources.services.contradictions.ask"],
        "answer": "sources.services.contradictions.answer",
    },
    ("sources.Pair", "state"): {"merge": f"{PAIRS}.settle", "reopen": f"{PAIRS}.reopen"},
    ("sources.Proposal", "state"): {
        "propose": f"{JOINT}.propose",
        "open_vote": f"{JOINT}.open_vote",
        "adopt": f"{JOINT}._count",
        "reject": f"{JOINT}._count",
        "lapse": f"{JOINT}.lapse_due",
        "withdraw": f"{JOINT}.withdraw",
        "enforce": f"{JOINT}._enforce",
    },
    ("sources.Run", "state"): dict.fromkeys(("offer", "finish", "stop", "close_undo"), RUN),
}

# Whom nobody needs to tell, and why, in a few words.
AT_WORK = "the machine goes on with what somebody began"
OWN_TOOL = "a work list of those who lead the source, who do it themselves"
NOBODY = {
    ("core.Message", "state"): {"take_back": "its author took it back"},
    ("documents.Document", "state"): {"drop": "a draft that its own office discards"},
    ("innovations.Contest", "state"): {"take_back": "whoever contested; the duty closes"},
    ("innovations.Innovation", "state"): {
        "renew": "the draft that renews it tells its authors",
        "follow_withdrawal": "its own hub told them",
        "follow_return": "its own hub told them",
    },
    ("learning.Mentor", "state"): {
        "resume": "the mentor is ready again by own choice; the directory shows it",
        "wake": "the last day of the pause was known from its beginning",
    },
    ("needs.Challenge", "state"): {"announce": "the public reads it in the list"},
    ("needs.Idea", "state"): {"take_back": "its author took it back; the duty closes"},
    ("organisations.Membership", "state"): {"recall": "who asked took it back; the duty closes"},
    ("replication.Handover", "state"): {"close": "the duties stay where they lie already"},
    ("replication.Lesson", "state"): {
        "release": "its owner lets readers see it",
        "withdraw": "its owner takes it off",
    },
    ("replication.MentorRequest", "state"): {"meet": "the mentor who accepts tells the sides"},
    ("replication.Plan", "state"): {"begin": "the case that begins tells its three sides"},
    ("replication.PlanLine", "state"): dict.fromkeys(
        ("keep", "drop"), "told together, when the meeting closes"
    ),
    ("sources.Contradiction", "state"): {
        "let_stand": "the sources say what they said; a question that waited closes",
        "refer": "the proposal tells its parties",
        "choose": "a question that waited closes; readers see the reason",
        "reopen": "it stands in the queue again, for a source says something else",
        "end": "nobody disagrees any more",
    },
    ("sources.Pair", "state"): {
        "keep_apart": "readers see what they saw",
        "relate": "each side can contest the relation where it stands",
    },
    ("sources.Proposal", "state"): {
        "redraft": "its parties are told when it is proposed anew",
        "reverse": "told with the proposal that reverses it",
    },
    ("sources.Run", "state"): {
        **dict.fromkeys(("go_alone", "compare_again", "confirm", "go_on"), AT_WORK),
        **dict.fromkeys(("undo", "take_back"), AT_WORK),
        **dict.fromkeys(("drop", "halt"), OWN_TOOL),
    },
    ("sources.WorkItem", "state"): dict.fromkeys(("settle", "drop", "reopen"), OWN_TOOL),
}

TELLING = {"tell", "tell_all", "notify", "mail_to"}


def named(workflow):
    return workflow.model_label, workflow.field


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda each: ".".join(named(each)))
def test_every_step_tells_somebody_or_says_why_not(workflow):
    told, nobody = TOLD.get(named(workflow), {}), NOBODY.get(named(workflow), {})

    assert told.keys() | nobody.keys() == workflow.steps.keys()
    assert not told.keys() & nobody.keys()
    assert all(len(why.split()) > 2 for why in nobody.values())


@pytest.mark.parametrize(
    ("table", "step"),
    [(table, step) for table, steps in TOLD.items() for step in steps],
    ids=lambda each: each if isinstance(each, str) else each[0],
)
def test_what_takes_a_step_reaches_a_message_or_a_desk(table, step):
    way = TOLD[table][step]
    desk = isinstance(way, list)
    name = way[0] if desk else way

    assert reaches(name, ("duties", {"expect"}) if desk else ("outbox", TELLING)), name


def test_nothing_is_told_of_tables_that_are_gone():
    assert TOLD.keys() | NOBODY.keys() == {named(workflow) for workflow in WORKFLOWS}


# --- Every step leaves an entry ----------------------------------------------------------------

# Where something of the same name is written that no table moves, or an entry is written beside.
WRITTEN_ELSEWHERE = {
    "innovations/services/drafting/saving.py": "a state that is read again, not written",
    "innovations/services/relating.py": "what became of a relation",
    "learning/services/personal.py": "an account is closed; it writes the entry itself",
    "organisations/services/personal.py": "an account is closed; it writes the entry itself",
    "replication/services/claims.py": "what became of a relation",
}


def test_a_state_moves_only_by_a_step_and_so_into_the_journal():
    fields = {workflow.field for workflow in WORKFLOWS}
    models = {workflow.model_label.partition(".")[2] for workflow in WORKFLOWS}
    root = Path(simpul.__file__).parent
    found = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if "migrations" not in path.parts and path.name != "workflow.py"
        if names(text := path.read_text(), fields) and moves(ast.parse(text), fields, models)
    }

    assert found == set(WRITTEN_ELSEWHERE)


def names(text, fields):
    """Whether it is worth reading: most modules write no such field."""
    return any(f"{field}=" in text or f".{field} = " in text for field in fields)


def moves(tree, fields, models):
    """Whether a module that knows a model with a table writes a field of such a name."""
    imports = (each for each in ast.walk(tree) if isinstance(each, ast.ImportFrom))
    if not models & {name.name for each in imports for name in each.names}:
        return False
    updates = (
        word.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update"
        for word in node.keywords
    )
    assigns = (
        target.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute)
    )
    return bool(fields & {*updates, *assigns})


# --- Reading the code --------------------------------------------------------------------------


def reaches(name, wanted):
    """Whether a function calls ``wanted``, itself or through functions of its room's services."""
    room, _dot, _rest = name.partition(".")
    module, _dot, function = name.rpartition(".")
    source = inspect.getsource(getattr(import_module(f"simpul.{module}"), function))
    seen, waiting = set(), [ast.parse(source)]
    while waiting:
        calls = set(calls_in(waiting.pop()))
        if any(of == wanted[0] and called in wanted[1] for of, called in calls):
            return True
        for called in {called for _of, called in calls} - seen:
            seen.add(called)
            waiting += functions_of(room).get(called, [])
    return False


def calls_in(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield "", node.func.id
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield getattr(node.func.value, "id", ""), node.func.attr


@cache
def functions_of(room):
    found = defaultdict(list)
    for path in (Path(simpul.__file__).parent / room / "services").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                found[node.name].append(node)
    return found

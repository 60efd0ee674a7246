"""Joint management: proposals are drafted, their effect foretold, voted on, and put into force."""

from .changing import check_change
from .deciding import (
    add_change,
    counter,
    draft,
    drop_change,
    lapse_due,
    open_vote,
    propose,
    put_into_force,
    redraft,
    revise,
    vote,
    withdraw,
)
from .loading import LOADER, load_joint
from .sweeping import carry_on, simulate

__all__ = [
    "LOADER",
    "add_change",
    "carry_on",
    "check_change",
    "counter",
    "draft",
    "drop_change",
    "lapse_due",
    "load_joint",
    "open_vote",
    "propose",
    "put_into_force",
    "redraft",
    "revise",
    "simulate",
    "vote",
    "withdraw",
]

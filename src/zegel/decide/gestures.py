"""Whether a gesture may be given, by whom alone, and what it costs the branch."""

from typing import Final

from zegel.core.refusals import BudgetUsedUp, GestureTooLarge, LimitReached, UnknownGesture, UnknownRole
from zegel.decide.plan import Plan
from zegel.program.coupons import COUPON
from zegel.program.gestures import GestureKind, Gestures

ASKED: Final = "asked"
GIVEN: Final = "given"
REFUSED: Final = "refused"
"""The states of a gesture's dossier."""


def gestures_of(plan: Plan) -> Gestures:
    """What the program lets branches give; refuses `unknown_gesture` where that is nothing."""
    found = plan.compiled.program.gestures
    if found is None:
        raise UnknownGesture()
    return found


def kind_of(plan: Plan, name: str) -> GestureKind:
    """The kind of gesture called `name`; refuses `unknown_gesture`."""
    for kind in gestures_of(plan).kinds:
        if kind.id == name:
            return kind
    raise UnknownGesture(gesture=name[:60])


def worth_of(plan: Plan, kind: GestureKind) -> int:
    """What it costs the branch, in minor units: what points are worth rounds up."""
    if kind.unit.startswith(COUPON):
        return kind.worth_minor or plan.coupons[kind.unit.removeprefix(COUPON)].worth_minor
    if kind.unit:
        worth = plan.compiled.units[kind.unit].worth * kind.count
        return -(-worth.numerator // worth.denominator)
    if kind.reward:
        reward = plan.compiled.rewards[kind.reward]
        return reward.costs_shop(1, reward.off_minor or reward.most_minor)
    return kind.worth_minor


def needs_approval(found: Gestures, worth: int, role: str) -> bool:
    """Whether somebody else must approve; refuses `unknown_role` and, above what anybody may give, `gesture_too_large`."""
    alone = alone_of(found, role)
    _check_most(found, worth)
    return bool(found.roles) and worth > alone


def may_approve(found: Gestures, worth: int, role: str) -> None:
    """Refuse `gesture_too_large` where `role` may not give that much either, or nobody may."""
    _check_most(found, worth)
    if found.roles and worth > alone_of(found, role):
        raise GestureTooLarge(most=alone_of(found, role), worth=worth)


def _check_most(found: Gestures, worth: int) -> None:
    if found.most_minor and worth > found.most_minor:
        raise GestureTooLarge(most=found.most_minor, worth=worth)


def alone_of(found: Gestures, role: str) -> int:
    """The most that `role` gives alone, in minor units; refuses `unknown_role`."""
    roles = dict(found.roles)
    if not roles:
        return 0
    if role and role not in roles:
        raise UnknownRole(role=role[:60])
    return roles[role] if role else found.roles[0][1]


def check_left(kind: GestureKind, worth: int, presents: int | None, left: int, because: str, left_because: int | None) -> None:
    """Refuse `limit_reached` where today's presents were given, `budget_used_up` where the envelope or a part of it is."""
    if presents is not None and presents < 1:
        raise LimitReached(what=kind.id, left=0, window=-1)
    if worth > left:
        raise BudgetUsedUp(what=kind.budget or kind.id, left=left, needed=worth)
    if left_because is not None and worth > left_because:
        raise BudgetUsedUp(what=because, left=left_because, needed=worth)

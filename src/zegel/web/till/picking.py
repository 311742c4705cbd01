"""The panes in which something is chosen: points and rewards, gestures."""

from zegel.core.refusals import ZegelError
from zegel.core.value import value
from zegel.decide.gestures import worth_of
from zegel.decide.plan import plan_of
from zegel.flows.envelopes import Envelope, envelopes
from zegel.hall.refused import said_of
from zegel.program.gesture_words import gesture_gives
from zegel.program.gestures import GestureKind, Gestures
from zegel.program.model import PointsOff, Words
from zegel.program.words import both
from zegel.web.parts.amounts import amount_of
from zegel.web.parts.asked import Answer
from zegel.web.till import handing
from zegel.web.till.offering import coupons_of, most, shelf_of
from zegel.web.till.panel import Panel
from zegel.web.till.quoting import Quoted, quoted
from zegel.web.till.work import Speech, Till

PRESETS = (200, 500, 1000, 2000)
"""Amounts of a quick choice, in minor units, below the most that may be."""


@value
class Pick:
    """The amount picker: what is chosen of `rule`, between one step and the most, and what becomes of the basket with it."""

    rule: PointsOff
    count: int
    minor: int
    most_count: int
    most_minor: int
    step: int
    step_minor: int
    presets: tuple[tuple[int, int], ...]
    before: Quoted
    after: Quoted


async def redeem(till: Till) -> Answer:
    """The picker, if points can be used at all, and the shelf of rewards below it."""
    await till.look()
    if till.panel is None:
        return till.page("redeem", None, pick=None, why=None, nothing=Speech("redeem nobody"), shelf=(), coupons=(), handed=())
    await till.look_for_lock()
    pick, why = await _first_picked(till) if till.now is not None and not till.locked else (None, None)
    unproved = await till.why_unproved(pick.after, till.credit_minor) if pick is not None else None
    place = (till.door, till.call, till.till, till.basket)
    shelf = await shelf_of(*place, till.now) if till.basket.items else await handing.shelf_of(till)
    return till.page(
        "redeem", None, pick=pick, why=why or unproved, nothing=_nothing(till, till.panel), shelf=shelf,
        coupons=await coupons_of(*place, till.panel, till.now),
        handed=() if till.basket.items else await handing.today(till), reward_key=till.door.new_key(),
    )  # fmt: skip


def _nothing(till: Till, panel: Panel) -> Speech:
    """Why no points can be used with this basket, and what helps."""
    if till.locked or panel.stopped:
        return Speech("redeem locked" if till.locked else panel.stopped)
    worth = panel.worth
    if worth is None:
        return Speech("redeem nothing" if till.now else "redeem first")
    if worth.count <= 0:
        coming = sum(one.count for one in till.now.earned if one.unit == worth.unit.id) if till.now else 0
        points = till.figures.counted(coming, worth.unit.names)
        return Speech("redeem none earns", (("points", points),)) if coming else Speech("redeem none")
    steps = [rule.step for rule in till.program.points_off if rule.unit == worth.unit.id and not rule.by_itself]
    if steps and worth.count < min(steps):
        have, least = (till.figures.counted(count, worth.unit.names) for count in (worth.count, min(steps)))
        return Speech("redeem few", (("have", have), ("least", least)))
    return Speech("redeem nothing" if till.now else "redeem first")


async def _first_picked(till: Till) -> tuple[Pick | None, Words | None]:
    """Of the ways in which points come off the first that this member has; where there is none, what stands in the way of the first."""
    why: Words | None = None
    for rule in till.program.points_off:
        if rule.by_itself:
            continue
        try:
            pick = await picked(till, rule)
        except ZegelError as refusal:
            why = why or said_of(refusal)
        else:
            if pick is not None:
                return pick, None
    return None, why


async def picked(till: Till, rule: PointsOff) -> Pick | None:
    """What is chosen now: what the form says, else what is used already, else the most."""
    assert till.now is not None, "an empty basket has nothing to pick for"
    bare = till.basket.without(rule.id)
    before = await quoted(till.door, till.call, till.till, bare)
    assert before is not None, "a basket with lines has a quote"
    most_count, most_minor, _ = await most(till.door, till.call, till.till, bare, rule, before)
    if not most_count:
        return None
    step_worth = rule.takes_off(next(unit for unit in till.program.units if unit.id == rule.unit), rule.step)
    step_minor = max(step_worth.numerator // step_worth.denominator, 1)
    typed = till.asked.text("typed", 20)
    wanted = till.basket.uses_of(rule.id) or most_count
    if till.argument(0).isdecimal():
        wanted = int(till.argument(0)[:9])
    elif typed:
        wanted = amount_of(typed, till.figures.digits) // step_minor * rule.step
    count = min(max(wanted // rule.step * rule.step, rule.step), most_count)
    after = await quoted(till.door, till.call, till.till, bare.using(rule.id, count))
    assert after is not None, "a basket with lines has a quote"
    minor = sum(off.minor for off in after.off if off.rule == rule.id)
    below = [amount for amount in PRESETS if amount % step_minor == 0 and amount < most_minor][:3]
    presets = (*((amount // step_minor * rule.step, amount) for amount in below), (most_count, most_minor))
    return Pick(rule, count, minor, most_count, most_minor, rule.step, step_minor, presets, before, after)


@value
class Kind:
    """A kind of gesture on the sheet."""

    kind: GestureKind
    gives: Words
    worth_minor: int
    icon: str
    budget: Envelope | None
    """What there is for its kind of reason, None where it comes out of the envelope alone."""


def kind_shown(till: Till, kind: GestureKind, there: tuple[Envelope, ...]) -> Kind:
    """One kind as it is shown: what it gives, what it costs the branch."""
    plan = plan_of(till.call.live(till.call.at))
    gives = both(lambda language: gesture_gives(till.program, kind, language))
    budget = next((one for one in there if one.budget and one.budget == kind.budget), None)
    return Kind(kind, gives, worth_of(plan, kind), icon_of(kind), budget)


async def gestures(till: Till) -> Answer:
    """The sheet: kinds, reasons that are true, what is left of the branch's pot. Without a card only a thing can be given."""
    await till.look()
    found = till.program.gestures
    if found is None:
        return till.page("gesture", None, kinds=(), left=0)
    there = envelopes(found, till.visitor.branch, till.today, (await till.door.queries.counters(till.call.grant.company)).left)
    kinds = tuple(kind_shown(till, kind, there) for kind in found.kinds if till.panel is not None or not (kind.unit or kind.reward))
    envelope, left = there[0].of_minor, there[0].left_minor
    chosen = till.asked.text("gesture", 100) or (till.now.surprise if till.now else "") or (kinds[0].kind.id if kinds else "")
    reasons = true_reasons(till)
    return till.page(
        "gesture", None, kinds=kinds, left=left, envelope=envelope, alone=alone(found, till.visitor.role), reasons=reasons,
        left_for={f"because {one.reason}": one.left_minor for one in there if one.reason},
        chosen=chosen, because=till.asked.text("because", 40) or reasons[0], month=till.figures.day(till.today, "MMMM"),
        gesture_key=till.asked.text("gesture_key", 64) or till.door.new_key(),
    )  # fmt: skip


def true_reasons(till: Till) -> tuple[str, ...]:
    """The chips that may be true of whoever stands here: years only of somebody who has them."""
    years = till.panel is not None and till.panel.years > 0
    return (*(("because years",) if years else ()), "because waited", "because child", "because wrong", "because day")


def alone(found: Gestures, role: str) -> int:
    """Up to what this role gives by itself, 0 where the program sets no limit."""
    return dict(found.roles).get(role, found.roles[0][1]) if found.roles else 0


def icon_of(kind: GestureKind) -> str:
    """The drawing of a kind."""
    if kind.present:
        return "cookie"
    return "coins" if kind.unit else "ticket" if kind.reward else "gift"

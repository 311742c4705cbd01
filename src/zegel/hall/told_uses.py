"""What a till let somebody use without a line: points, a reward, a full card; out of what it leased, by the code on their telephone.

The customer has it already. What may not be, or is not there, is left out of the books: the shop bears it, and the office is told.
"""

from typing import Any, Protocol

from zegel.access.people import People
from zegel.access.refusals import SpendLocked, StepUpNeeded
from zegel.core.ids import purse_of
from zegel.core.periods import Instant, local_moment, plus_days, start_of_day
from zegel.core.refusals import ZegelError
from zegel.decide.effects import TAKING_OFF
from zegel.decide.offline import CODE, GIVEN, OVERSPENT, UNLEASED
from zegel.decide.offline_rewards import worth_of
from zegel.desk.desk import Desk
from zegel.flows.commands import RecordPurchase
from zegel.hall import translate
from zegel.hall.answers import Json, body_of
from zegel.hall.calls import Call
from zegel.hall.refusals import PASSING, raise_passing
from zegel.hall.spend_lock import refuse_locked
from zegel.hall.told import Told
from zegel.program.compile import Compiled
from zegel.store.queries import NamedQueries


class House(Protocol):
    """What a door has that brings sales in."""

    desk: Desk
    queries: NamedQueries
    people: People


async def with_uses(house: House, call: Call, told: Told, found: Json, at: Instant, flags: set[str]) -> RecordPurchase | None:
    """The sale with as much of what the member used as the books have; None where that is nothing. What is odd is added to `flags`."""
    if not told.uses:
        return None
    by, purse, compiled = call.grant, purse_of(told.member), call.live(at)
    if purse is None or not await _is_theirs(house, call, told, at):
        flags |= {CODE, *(lost(compiled, what) for what, _ in told.uses)}
        return None
    going: list[dict[str, Any]] = []
    command, worth = None, 0
    for what, count in told.uses:
        tried = translate.purchase(call, found | {"uses": [*going, {"what": what, "count": count}]}, told.canonical)
        minor = await _worth(house, compiled, tried)
        if minor is None:
            flags.add(lost(compiled, what))
        else:
            going, command, worth = [*going, {"what": what, "count": count}], tried, minor
    if command is not None and not await house.queries.offline.use_lease(
        by.company, purse, by.source.removeprefix("till:"), worth, at
    ):  # fmt: skip
        flags.add(UNLEASED)
    return command


def lost(compiled: Compiled, what: str) -> str:
    """What it is called when `what` is not in the books: a reward was given, or points were spent that were not there."""
    return GIVEN if what in compiled.rewards else OVERSPENT


async def _is_theirs(house: House, call: Call, told: Told, at: Instant) -> bool:
    try:
        shown = await house.people.qr.scanned_away(call.grant, told.code, at, call.at, told.id, remembered(call, at))
    except ZegelError as refusal:
        if refusal.code in PASSING:
            raise
        return False
    return shown.purse == purse_of(told.member)


def remembered(call: Call, at: Instant) -> Instant:
    """From when the codes that were scanned are still known (settings.keep visits, as it is now or was at the sale); the day in between
    is left out, for the worker begins its day elsewhere."""
    days = min(call.live(moment).program.settings.keep_visits_days for moment in (call.at, at))
    zone = call.live(call.at).program.company_zone
    return start_of_day(plus_days(local_moment(call.at, zone).business_date, 1 - days), zone)


async def _worth(house: House, compiled: Compiled, command: RecordPurchase) -> int | None:
    """What is used is worth this much, in minor units; None where it may not be."""
    outcome = await house.desk.ask(command)
    raise_passing(outcome.refusal)
    if outcome.refusal is not None or outcome.receipt is None:
        return None
    try:
        await refuse_locked(house.desk, house.people.qr, command)
    except (SpendLocked, StepUpNeeded):
        return None
    return worth_used(compiled, [use.what for use in command.uses], body_of(outcome.receipt.document)["effects"])


def worth_used(compiled: Compiled, uses: list[str], effects: list[Json]) -> int:
    """What `uses` took off a basket, or were worth as things, whichever is more."""
    found = 0
    for effect in effects:
        if effect["effect"] == "spend" and effect["what"] in uses:
            off = sum(sum(one["shares"]) for one in effects if one["effect"] in TAKING_OFF and one["rule"] == effect["what"])
            reward = compiled.rewards.get(effect["what"])
            found += max(off, worth_of(compiled, reward) * effect["times"] if reward is not None else 0)
    return found

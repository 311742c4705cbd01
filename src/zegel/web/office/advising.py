"""The one advice of the first screen: what four weeks were like, and the advice in words with the rows behind each number."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final
from urllib.parse import quote

from zegel.core.periods import HOUR, Instant
from zegel.core.refusals import NoProgram
from zegel.hall.calls import Call
from zegel.insight.advice import Advice, Ending, Seen, advice
from zegel.insight.regulars import Regular
from zegel.store.code_queries import NOTHING_OUT
from zegel.store.people_records import ACTIVE
from zegel.web.office.shelf.rewards import DAYS, given_lately
from zegel.web.office.sight import behind_days, quiet_at, total
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures
from zegel.web.parts.opened import opened
from zegel.web.parts.words import Tongue

WEEKS: Final = 4
SOON: Final = 14 * 24 * HOUR
MOST: Final = 20
"""Batches that are looked at."""
SUMS: Final = ("sales", "card_sales", "sales_minor", "discount_minor")
Told = dict[str, str]


async def advised(
    door: Door, call: Call, found: Mapping[tuple[str, str], int], quiet: Sequence[Regular], today: date, branch: str, figures: Figures,
    tongue: Tongue,
) -> Told:  # fmt: skip
    """The advice over the last four weeks, in words: `title`, `why`, where to go (`to`) and what the button says (`do`)."""
    sums = {name: sum(count for (_, figure), count in found.items() if figure == name) for name in SUMS}
    seen = Seen(
        sums["sales"], sums["card_sales"], sums["sales_minor"], sums["discount_minor"], quiet, _weekdays(found, today),
        await _ending(door, call), *await _rewards(door, call, figures), tills=bool(sums["sales"]) or await _sells(door, call),
    )  # fmt: skip
    one = advice(seen)
    if one.kind in ("codes", "reward"):
        return _unused(one, call, figures, tongue)
    return _of_days(one, today, branch, figures, tongue)


def _of_days(one: Advice, today: date, branch: str, figures: Figures, tongue: Tongue) -> Told:
    """What is read off days and visits."""
    say, there = tongue.say, behind_days(branch, today, WEEKS * 7 + 1)
    if one.kind == "till":
        return {"title": say("advice till"), "why": say("advice till why"), "to": "/kantoor/team", "do": say("advice till do")}
    if one.kind == "cards":
        without = opened(figures.number(one.count), one.count, there, "other_sales")
        why = say("advice cards why", without=without, sales=opened(figures.number(one.sales), one.sales, there, "sales"))
        return {"title": say("advice cards"), "why": why, "to": there, "do": say("see")}
    if one.kind == "quiet":
        amount = opened(figures.whole(one.a_month_minor // 100 * 100), one.a_month_minor, quiet_at(branch), "a_month")
        many = say("advice quiet why", count=opened(figures.number(one.count), one.count, quiet_at(branch)), amount=amount)
        why = say("advice quiet one why", amount=amount) if one.count == 1 else many
        return {"title": say("advice quiet"), "why": why, "to": quiet_at(branch), "do": say("advice quiet do")}
    if one.kind == "given":
        given = opened(figures.money(one.given_minor), one.given_minor, there, "discount_minor")
        part = opened(figures.percent(one.given_minor / one.sold_minor), one.sold_minor, there, "sales_minor")
        return {"title": say("advice given"), "why": say("advice given why", given=given, part=part), "to": there, "do": say("see")}
    if one.kind == "weekday":
        day = figures.weekday(one.weekday)
        rows = f"{behind_days(branch, today - timedelta(days=1), WEEKS * 7)}&weekdag={one.weekday}"
        why = say("advice weekday why", day=day, amount=opened(figures.money(one.sold_minor), one.sold_minor, rows, "sales_minor"))
        return {"title": say("advice weekday", day=day), "why": why, "to": rows, "do": say("advice weekday do")}
    return {"title": say("advice none"), "why": say("advice none why"), "to": "", "do": ""}


def _unused(one: Advice, call: Call, figures: Figures, tongue: Tongue) -> Told:
    """Codes that are soon past their day, or a reward that nobody takes."""
    say = tongue.say
    if one.kind == "codes":
        there = f"/kantoor/codes/{quote(one.named)}"
        used = opened(figures.number(one.used), one.used, f"{there}?which=used", "used")
        why = say(
            "advice codes why" if one.used else "advice codes none why",
            count=opened(figures.number(one.count), one.count, there),
            used=used,
        )
        return {"title": say("advice codes", coupon=one.coupon), "why": why, "to": there, "do": say("see")}
    reward = next(each for each in call.live(call.at).program.rewards if each.id == one.named)
    others = opened(figures.number(one.count), one.count, "/kantoor/beloningen", "given")
    return {
        "title": say("advice reward", reward=tongue.words(reward.names)), "why": say("advice reward why", count=others),
        "to": f"/kantoor/beloningen/{quote(one.named)}", "do": say("see"),
    }  # fmt: skip


async def _sells(door: Door, call: Call) -> bool:
    """Whether there is a till, or a key for one of another maker; who may not make one is not asked to."""
    if not {"staff:read", "tills:write"} <= set(call.grant.scopes):
        return True
    company = call.grant.company
    devices = [one for one in await door.queries.people.devices(company) if one.state == ACTIVE]
    return bool(devices or [key for key in await door.queries.keys(company) if key.revoked_at is None])


async def _ending(door: Door, call: Call) -> list[Ending]:
    """Batches that are past their last day within two weeks; for who may not see codes none."""
    if "codes:read" not in call.grant.scopes:
        return []
    company, codes = call.grant.company, door.queries.codes
    found = await codes.ending(company, call.at, Instant(call.at + SOON), MOST)
    stands = [(one, (await codes.stands(company, one.id, one.id, call.at)).get(one.id, NOTHING_OUT)) for one in found]
    return [Ending(one.id, one.campaign, stand.issued, stand.used) for one, stand in stands]


async def _rewards(door: Door, call: Call, figures: Figures) -> tuple[int, list[str]]:
    """How many rewards were given of late, and those that were there all that time and that nobody took, in the program's order."""
    given = Counter[str]()
    for (reward, _, _), count in (await given_lately(door, call, figures)).items():
        given[reward] += count
    try:
        before = call.live(Instant(call.at - DAYS * 24 * HOUR)).program
    except NoProgram:
        before = None
    there = {one.id for one in before.rewards} if before else set()
    now = [one for one in call.live(call.at).program.rewards if not one.token]
    return sum(given.values()), [one.id for one in now if one.id in there and not given[one.id]]


def _weekdays(found: Mapping[tuple[str, str], int], today: date) -> dict[int, int]:
    """Day of the week → what was sold on it, in the four weeks before `today`."""
    sold: dict[int, int] = {}
    for n in range(1, WEEKS * 7 + 1):
        day = today - timedelta(days=n)
        sold[day.isoweekday()] = sold.get(day.isoweekday(), 0) + total(found, "sales_minor", day)
    return sold

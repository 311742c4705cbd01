"""Messages to members and tasks for staff: which of them a purchase, an event or a day gives rise to, and what a receipt says of them."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from zegel.core.canonical import quoted
from zegel.core.periods import Day, plus_days
from zegel.core.value import value
from zegel.program.compile import Compiled
from zegel.program.conditions import BasketFacts
from zegel.program.errands import MESSAGE, SERVICE, Errand
from zegel.program.model import Words
from zegel.program.words import day


@value
class Written:
    """The member is sent the message of rule `rule`. `purpose` is what they consented to, `service` where none is asked."""

    rule: str
    purpose: str

    def json(self) -> str:
        return f'{{"effect":"message","purpose":{quoted(self.purpose)},"rule":{quoted(self.rule)}}}'


@value
class Asked:
    """Staff are asked for the task of rule `rule`, to be done by the end of day `by` ("" where none is named)."""

    rule: str
    by: str

    def json(self) -> str:
        return f'{{"by":{quoted(self.by)},"effect":"task","rule":{quoted(self.rule)}}}'


Errands = tuple[Errand, ...]


def errands_on(
    compiled: Compiled, facts: BasketFacts, trigger: Literal["purchase", "event", "closed"], event: str = ""
) -> tuple[Errands, list[tuple[int, int]]]:
    """Those that answer to `trigger` and hold, in the order of their ids, and why others do not."""
    found: list[Errand] = []
    unfit: list[tuple[int, int]] = []
    for i, one in enumerate(compiled.program.errands, compiled.first_errand):
        if one.trigger == trigger and one.event == event:
            holds, failed = compiled.judge_of(i)(facts)
            unfit += failed
            if holds:
                found.append(one)
    return tuple(found), unfit


def effects_of(errands: Sequence[Errand], on: Day) -> list[Written | Asked]:
    """What the receipt of day `on` says of them."""
    return [
        Written(one.id, one.purpose) if one.kind == MESSAGE else Asked(one.id, plus_days(on, one.days) if one.days else "")
        for one in errands
    ]  # fmt: skip


def done_in(effects: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How often a receipt did each."""
    return {effect["rule"]: 1 for effect in effects if effect["effect"] in ("message", "task")}


def errand_says(effect: Mapping[str, Any], text: Words) -> tuple[Words, Words]:
    """The line short and full; what staff are asked stands in the short one alone, for that is not the member's."""
    if effect["effect"] == MESSAGE:
        where = Words("als wij uw adres hebben", "if we have your address")
        if effect["purpose"] != SERVICE:
            where = Words("zolang u daar ja tegen zegt", "as long as you say yes to it")
        return (
            Words(f"Wij mailen: {text.nl}", f"We mail: {text.en}"),
            Words(f"Wij mailen u ({where.nl}): “{text.nl}”.", f"We mail you ({where.en}): “{text.en}”."),
        )
    by = effect["by"]
    until = Words(f" (voor {day(by, 'nl')})", f" (by {day(by, 'en')})") if by else Words("", "")
    return (
        Words(f"Voor het team{until.nl}: {text.nl}", f"For the team{until.en}: {text.en}"),
        Words("Ons team kijkt hiernaar.", "Our team looks into this."),
    )

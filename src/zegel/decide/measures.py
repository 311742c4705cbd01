"""Running counts that a program version looks back at, counted with every purchase, and the windows over them."""

from collections.abc import Sequence

from zegel.core.periods import Day, as_date, plus_days, plus_months
from zegel.core.purchase import Purchase
from zegel.decide.bounded import given_in
from zegel.decide.document import Document
from zegel.decide.plan import Plan
from zegel.decide.turnover import turnover
from zegel.program.big_purchases import least_of
from zegel.program.model import Window


def counted(
    plan: Plan, spend_by_set: tuple[int, ...], items_by_set: tuple[int, ...], earned: dict[str, int], visits: int
) -> dict[str, int]:
    """What one purchase adds to each measure of the version, zero left out. `earned` maps units to counts."""
    found: dict[str, int] = {}
    for measure, unit in plan.unit_measures:
        if unit in earned:
            found[measure] = earned[unit]
    for measure in plan.other_measures:
        kind, _, name = measure.partition(":")
        if kind == "visits":
            amount = visits if not name or bought(plan, spend_by_set) >= least_of(measure) else 0
        elif kind == "items":
            amount = items_by_set[plan.sets[name]]
        else:
            amount = spend_by_set[plan.sets[name] if name else 0]
        if amount:
            found[measure] = amount
    return found


def bought(plan: Plan, spend_by_set: Sequence[int]) -> int:
    """What a purchase comes to where only those of an amount count: what earning rules see as the basket."""
    return spend_by_set[0] - (spend_by_set[plan.compiled.program.shipping] if plan.ships_apart else 0)


def taken_by(document: Document) -> dict[str, int]:
    """Per reward how often a receipt gave it, and 1 for each discount that it gave."""
    found: dict[str, int] = {}
    for effect in document.body["effects"]:
        if effect["effect"] == "spend":
            found[effect["what"]] = found.get(effect["what"], 0) + effect["times"]
    for rule in given_in(document.body["effects"]):
        found.setdefault(rule, 1)  # a reward that takes something off stands there as spent already
    return found


def turned_over(plan: Plan, purchase: Purchase, paid: Sequence[int], left: Sequence[int] | None = None) -> dict[str, int]:
    """What a sale adds to the turnover that agreements look at; `left` of its lines' thousandths, all of them where it is None."""
    if not plan.turnovers:
        return {}
    lines, compiled = purchase.lines, plan.compiled
    kept = [line.quantity for line in lines] if left is None else left
    return turnover(compiled.program, plan.sets, plan.turnovers, lines, compiled.masks(lines), paid, kept)


def first_day(window: Window, on: Day) -> Day:
    """The first day of a `window` that ends on `on`, inclusive: a rolling one, or a calendar day, week or month."""
    match window.kind:
        case "calendar day":
            return on
        case "calendar week":
            return plus_days(on, -as_date(on).weekday())
        case "calendar month":
            return Day(f"{on[:7]}-01")
        case _:
            assert window.kind == "rolling", "other windows do not begin on a day of their own"
    back = plus_days(on, -window.count) if window.period == "days" else plus_months(on, -window.count)
    return plus_days(back, 1)

"""Promises without a bound: what is given however often, apart from what is spent, so that nobody can say what it may come to.

What takes a share off a price, or earns by what is spent, is bound by the turnover itself; so is a gift on a day, by the members there are.
"""

from collections.abc import Iterator, Mapping

from zegel.program.deals import Gift
from zegel.program.model import Program, Reward, Words

Found = tuple[str, str, Words, Words]


def unbounded(program: Program, paths: Mapping[str, str]) -> Iterator[Found]:
    """(path, code, sentence, hint) of each. `paths` is by rule."""
    budgeted = {budget.of for budget in program.budgets}
    for reward in program.rewards:
        if not _bounded(reward, budgeted):
            yield paths[reward.id], "no_budget", Words(
                f"Niemand weet wat “{reward.id}” mag kosten: er is geen voorraad, geen budget en geen kostprijs.",
                f"Nobody knows what “{reward.id}” may come to: it has no stock, no budget and no cost price.",
            ), Words("Noem `stock` of `cost price`.", "Say `stock` or `cost price`.")  # fmt: skip
    coupons = {coupon.id for coupon in program.coupons}
    for rule in program.discounts:
        if isinstance(rule.deal, Gift) and not rule.is_counted and rule.id not in budgeted | coupons:
            yield paths[rule.id], "no_budget", Words(
                f"Niemand weet hoeveel cadeaus “{rule.id}” mag kosten: er is geen grens en geen budget.",
                f"Nobody knows how many gifts “{rule.id}” may come to: it has no limit and no budget.",
            ), Words("Noem `stock`, `limit` of `budget`.", "Say `stock`, `limit` or `budget`.")  # fmt: skip
    yield from _events(program, paths)
    yield from _coupons(program)
    if program.referral is not None and not program.referral.most:
        yield "referral", "no_budget", Words(
            "Een lid krijgt iets voor elke vriend, hoeveel het er ook zijn.", "A member gets something for every friend, however many."
        ), Words("Noem `at most`.", "Say `at most`.")  # fmt: skip


def _bounded(reward: Reward, budgeted: set[str]) -> bool:
    limited = any(limit.window < 0 for limit in reward.limits)
    money = reward.off_minor or reward.credit_minor  # it costs what it says
    return bool(
        reward.stock is not None
        or reward.stocks
        or limited
        or money
        or reward.cost_price_minor
        or not budgeted.isdisjoint((reward.id, "rewards"))
    )


def _events(program: Program, paths: Mapping[str, str]) -> Iterator[Found]:
    """Rules that answer to an event as often as it is told."""
    limited = {unit.id for unit in program.units if unit.limits}
    for rule in program.event_rules:
        if rule.per == "purchase" and not rule.limits and not rule.apart_minutes and rule.unit not in limited and not rule.tests:
            yield paths[rule.id], "no_budget", Words(
                f"“{rule.id}” geeft elke keer weer, hoe vaak het ook gebeurt.", f"“{rule.id}” gives each time, however often it happens."
            ), Words("Noem `once per` of `at most`.", "Say `once per` or `at most`.")  # fmt: skip


def _coupons(program: Program) -> Iterator[Found]:
    """Codes that everybody may use as often as they like."""
    for one in program.coupons:
        if one.codes and not (one.in_all or one.budget_minor or one.per_member or one.per_branch or one.per_day or one.per_staff):
            yield f"coupons.{one.id}", "no_budget", Words(
                f"Iedereen mag de code van “{one.id}” zo vaak gebruiken als hij wil.",
                f"Everybody may use the code of “{one.id}” as often as they like.",
            ), Words("Noem `uses` of `budget`.", "Say `uses` or `budget`.")  # fmt: skip

"""Which settings say something to a member of this program: a shop without coupons has nothing to tell of codes.

Terms leave out a setting at its default that is about something the program does not have; whatever the file states is always told, and
`zegel program show --full` tells every one.
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from zegel.program.conditions import moves
from zegel.program.country.gift_law import BUSINESS_GIFT
from zegel.program.deals import Amount, AmountEach, Bundle, BuyGet, EachBundle, Gift, Percent, Steps, UnitPrice
from zegel.program.model import Program
from zegel.program.stored_value import CASH_BACK, GIFT_CARD, STORE_CREDIT

Matter: TypeAlias = Callable[[Program], bool]


def _always(_program: Program) -> bool:
    return True


def _never(_program: Program) -> bool:
    return False


def _has(*names: str) -> Matter:
    """Whether one of these parts of the program holds anything."""
    return lambda program: any(getattr(program, name) for name in names)


def _both(one: Matter, other: Matter) -> Matter:
    return lambda program: one(program) and other(program)


def _either(one: Matter, other: Matter) -> Matter:
    return lambda program: one(program) or other(program)


def _more_than_one(*names: str) -> Matter:
    return lambda program: sum(len(getattr(program, name)) for name in names) > 1


def _keeps(kind: str) -> Matter:
    """Whether it keeps units of that kind for members."""
    return lambda program: any(unit.id == kind or unit.kind == kind for unit in program.units)


def _deals(*kinds: type) -> Matter:
    return lambda program: any(isinstance(rule.deal, kinds) for rule in program.discounts)


def _counts_gifts(program: Program) -> bool:
    return any(isinstance(rule.deal, Gift) and rule.deal.parts for rule in program.discounts)


def _lacks(program: Program) -> bool:
    return any(isinstance(rule.deal, Gift) and rule.deal.out_of >= 0 for rule in program.discounts)


def _percents(program: Program) -> bool:
    return sum(isinstance(rule.deal, Percent) for rule in program.discounts) > 1


def _basket_percents(program: Program) -> bool:
    return sum(isinstance(rule.deal, Percent) and rule.lane == "basket" for rule in program.discounts) > 1


def _thresholds(program: Program) -> bool:
    return any(moves(rule.tests) for rule in program.discounts)


def _ships(program: Program) -> bool:
    return program.shipping >= 0


def _promotes(program: Program) -> bool:
    return any(rule.promotion for rule in (*program.earn, *program.event_rules))


def _promotes_more(program: Program) -> bool:
    return sum(rule.promotion for rule in program.earn) + sum(rule.promotion for rule in program.multipliers) > 1


def _limited(program: Program) -> bool:
    rules = (rule.limits for rule in (*program.earn, *program.event_rules))
    others = (*(rule.limits for rule in program.multipliers), *(card.limits for card in program.cards))
    return any(rules) or any(others) or any(unit.limits for unit in program.units)


def _business(program: Program) -> bool:
    presents = program.gestures.kinds if program.gestures else ()
    return BUSINESS_GIFT in {*(reward.vat for reward in program.rewards), *(present.vat for present in presents)}


def _expires(program: Program) -> bool:
    return any(unit.expiry.ends for unit in program.units)


EARNS: Final = _has("earn", "event_rules", "multipliers", "coalition")
SAVES: Final = _either(EARNS, _has("cards"))
GIVES_OFF: Final = _has("discounts", "points_off")
SPENDS: Final = _has("points_off", "rewards", "coupons")

MATTERS: Final[Mapping[str, Matter]] = {
    "settings.codes count": _has("coupons"),
    "settings.cancelled codes": _has("coupons"),
    "settings.wrong codes": _has("coupons"),
    "returns.codes": _has("coupons", "budgets"),
    "settings.multipliers": _more_than_one("multipliers"),
    "settings.earning rules": _more_than_one("earn"),
    "settings.promotions": _promotes,
    "settings.several promotions": _promotes_more,
    "settings.rounding points": EARNS,
    "settings.points rounded per": EARNS,
    "settings.points remainder": EARNS,
    "settings.earning base": EARNS,
    "settings.earning base in": EARNS,
    "settings.earning and shipping": _both(EARNS, _ships),
    "settings.paid with gift cards": _both(EARNS, _keeps(GIFT_CARD)),
    "settings.paid with store credit": _both(EARNS, _keeps(STORE_CREDIT)),
    "settings.paid with points": _both(EARNS, _has("points_off")),
    "settings.points of this basket": _both(EARNS, SPENDS),
    "settings.limits on points": _limited,
    "returns.within": _always,
    "returns.earned": SAVES,
    "returns.earned on": _both(EARNS, GIVES_OFF),
    "returns.spent": SPENDS,
    "returns.below zero": SAVES,
    "returns.points last at least": _expires,
    "returns.discounts": GIVES_OFF,
    "returns.gifts": _deals(Gift, BuyGet),
    "returns.rewards": _has("rewards"),
    "settings.order": _more_than_one("discounts", "points_off"),
    "settings.choosing": _more_than_one("discounts"),
    "settings.basket percentages": _basket_percents,
    "settings.percent on percent": _percents,
    "settings.thresholds": _thresholds,
    "settings.thresholds and shipping": _both(_thresholds, _ships),
    "settings.thresholds in": _thresholds,
    "settings.steps begin": _either(_deals(Steps), lambda program: any(rule.rising is not None for rule in program.earn)),
    "settings.amounts": _deals(Amount, AmountEach, UnitPrice, Bundle, EachBundle),
    "settings.spare cents": GIVES_OFF,
    "settings.rounding": _has("discounts"),
    "settings.rounded per": _deals(Percent),
    "settings.at the floor": _both(GIVES_OFF, _has("floors", "caps")),
    "settings.free items": _either(_deals(BuyGet), _lacks),
    "settings.free items come off": _deals(BuyGet),
    "settings.used items": _either(_deals(BuyGet, Bundle, EachBundle), _counts_gifts),
    "settings.per basket": _either(_deals(BuyGet, Bundle, EachBundle), _counts_gifts),
    "settings.facts": _has("windows", "tiers"),
    "settings.hold": SPENDS,
    "settings.pick up": _has("rewards"),
    "settings.business gifts": _business,
    "settings.late": _always,
    "settings.least age": _always,
    "settings.proof above": SPENDS,
    "settings.notice of points": _expires,
    "settings.notice of vouchers": _has("rewards", "coupons"),
    "settings.keep lines": _always,
    "settings.keep messages": _always,
    "settings.keep addresses": _always,
    "settings.keep visits": _always,
    "settings.keep marks": _always,
    "settings.keep lost cards": _always,
    "settings.keep cases": _always,
    "settings.keep bank accounts": _keeps(f"{CASH_BACK}:EUR"),
    "settings.claim within": _always,
    "settings.members are": _never,  # whoever reads on sees it
    "settings.staff are": _never,
    "settings.powerful roles": _never,  # of who works here; stated, it is told
}
"""Setting → whether it says something to a member of a program. Every setting stands here."""

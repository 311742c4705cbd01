"""What looks wrong with how points are earned: steps that fall, and discounts for the n-th purchase of an amount."""

from collections.abc import Iterator, Mapping
from typing import Final

from zegel.program.big_purchases import place_of
from zegel.program.model import Discount, Program, Words

EARNING_LINTS: Final = {
    "splitting": "A step of points gives less than the one below it, so that two small purchases earn more than a large one.",
    "counts_less": "A discount for the n-th purchase of an amount makes that purchase smaller, so that it may not count as one.",
}

Found = tuple[str, str, Words, Words]


def earning_lints(program: Program, paths: Mapping[str, str]) -> Iterator[Found]:
    """Every warning about earning: (path, code, sentence, hint)."""
    for rule in program.earn:
        if rule.rising is not None and rule.rising.falls(rule.count):
            yield from _falling(paths[rule.id], rule.id, whole=rule.rising.method == "whole", together=rule.carry >= 0)
    for discount in program.discounts:
        if _for_nth(program, discount):
            yield paths[discount.id], "counts_less", Words(
                f"“{discount.id}” maakt de aankoop kleiner waarvoor het geldt: na de korting telt die misschien niet mee.",
                f"“{discount.id}” makes the purchase smaller that it is for: after the discount it may not count.",
            ), Words("Geef punten of een bon, of noem een lager bedrag.", "Give points or a coupon, or name a lower amount.")  # fmt: skip


def _falling(path: str, rule: str, *, whole: bool, together: bool) -> Iterator[Found]:
    """Steps that give less than the one below: for all of it a euro more gives fewer points; each for its part, splitting pays."""
    if whole:
        yield f"{path}.steps", "falling_step", Words(
            f"Een trede van “{rule}” geeft minder dan die eronder, voor alles: wie meer besteedt, krijgt minder.",
            f"A step of “{rule}” gives less than the one below, for everything: whoever spends more gets less.",
        ), Words("Neem `marginal`.", "Take `marginal`.")  # fmt: skip
    elif not together:
        yield f"{path}.steps", "splitting", Words(
            f"Een trede van “{rule}” geeft minder dan die eronder: wie twee keer afrekent, krijgt meer.",
            f"A step of “{rule}” gives less than the one below: whoever pays twice gets more.",
        ), Words("Zeg ook `counted per: day`: een dag telt samen.", "Say `counted per: day` too: a day counts together.")  # fmt: skip


def _for_nth(program: Program, discount: Discount) -> bool:
    return discount.lane != "shipping" and any(place_of(program, named.test) is not None for named in discount.tests)

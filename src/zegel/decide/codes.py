"""Codes as a sale knows them: which hold, what caps their discount, and what the receipt keeps of them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from zegel.core.canonical import quoted
from zegel.core.value import value
from zegel.decide.effects import Discount, Earn, Effect, Gift, ItemsOff

NO_CAP: Final = -1
OWN: Final = "(own)"
"""What stands for the last symbols of a coupon out of the member's own purse: longer than any."""


@value
class EnteredCode:
    """A code as it was judged when it was entered. `why` is "" where it holds, else the refusal that says why it does not.

    `hash` is hexadecimal, "" for a code that everybody may use; `tail` its last symbols. `budget_minor` is what was left of the coupon's
    budget, `value_minor` what the voucher was still worth (NO_CAP: neither). `honour` is a colleague's reason to honour it after its last
    day. On a receipt `counted` says whether a use of it was taken, `off_minor` what it took off. `purse` is where the coupon lies, of a
    code that was printed on a receipt ("": it is another code).
    """

    coupon: str
    hash: str
    tail: str
    why: str
    budget_minor: int = NO_CAP
    value_minor: int = NO_CAP
    honour: str = ""
    counted: int = 0
    off_minor: int = 0
    purse: str = ""

    def json(self) -> str:
        """As the receipt keeps it, keys sorted."""
        purse = f',"purse":"{self.purse}"' if self.purse else ""
        return (
            f'{{"budget_minor":{self.budget_minor},"counted":{self.counted},"coupon":{quoted(self.coupon)},"hash":"{self.hash}",'
            f'"honour":{quoted(self.honour)},"off_minor":{self.off_minor}{purse},"tail":{quoted(self.tail)},"value_minor":{self.value_minor},'
            f'"why":"{self.why}"}}'
        )


def holding(codes: Iterable[EnteredCode]) -> tuple[str, ...]:
    """The coupons whose codes hold, in the order in which they were entered."""
    return tuple([code.coupon for code in codes if not code.why])


def codes_json(codes: Sequence[EnteredCode]) -> str:
    """The codes of a receipt; "" where there are none."""
    return f"[{','.join([code.json() for code in codes])}]" if codes else ""


def codes_kept(body: dict[str, Any]) -> tuple[EnteredCode, ...]:
    """The codes that a receipt's body keeps."""
    return tuple(
        EnteredCode(
            code["coupon"], code["hash"], code["tail"], code["why"], code["budget_minor"], code["value_minor"], code["honour"],
            code["counted"], code["off_minor"], code.get("purse", ""),
        )
        for code in body.get("codes", ())
    )  # fmt: skip


def took(coupon: str, effects: Iterable[Effect]) -> tuple[bool, int]:
    """Whether the coupon's rule did anything, and how much it took off."""
    did, off = False, 0
    for effect in effects:
        if isinstance(effect, Discount | ItemsOff) and effect.rule == coupon:
            did, off = True, off + sum(effect.shares)
        elif isinstance(effect, Gift):
            did = did or effect.rule == coupon
        elif isinstance(effect, Earn):
            did = did or any(name == coupon for name, _ in effect.parts)
    return did, off

"""Business gifts: what one recipient is given in a calendar year, against the limit of the country's tax law (domain.md M12, § 2.5).

Counted is what a gift costs the shop, without VAT, when it is handed over: a reward or a gesture whose VAT is `business gift`.
"""

from collections.abc import Mapping
from typing import Any, Literal

from zegel.core.canonical import quoted
from zegel.core.refusals import BusinessGiftLimit
from zegel.core.value import value
from zegel.program.country.gift_law import BUSINESS_GIFT, GiftLaw
from zegel.program.model import Program, Words
from zegel.program.words import money

WITHIN, NEAR, ABOVE = "within", "near", "above"


@value
class BusinessGift:
    """`worth_minor` given now makes `total_minor` of the calendar `year`; the law's limit is `limit_minor` (0: none is known)."""

    limit_minor: int
    state: str
    total_minor: int
    worth_minor: int
    year: str

    def json(self) -> str:
        return (
            f'{{"effect":"business gift","limit_minor":{self.limit_minor},"state":{quoted(self.state)},'
            f'"total_minor":{self.total_minor},"worth_minor":{self.worth_minor},"year":{quoted(self.year)}}}'
        )


def state_of(law: GiftLaw, total_minor: int) -> str:
    """Within the limit, near it, or above it. The limit itself is not above it.

    >>> law = GiftLaw(22700, 8000, "", "")
    >>> [state_of(law, minor) for minor in (18159, 18160, 22700, 22701)]
    ['within', 'near', 'near', 'above']
    """
    if not law.most_minor:
        return WITHIN
    if total_minor > law.most_minor:
        return ABOVE
    return NEAR if total_minor * 10_000 >= law.most_minor * law.notice_bp else WITHIN


def business_gift(
    law: GiftLaw, over: Literal["given", "refused"], before_minor: int, worth_minor: int, year: str, currency: str
) -> BusinessGift:  # fmt: skip
    """One gift more; refuses `business_gift_limit` where the program gives none above the limit."""
    total = before_minor + worth_minor
    state = state_of(law, total)
    if state == ABOVE and over == "refused":
        raise BusinessGiftLimit(most=law.most_minor, given=before_minor, worth=worth_minor, year=year, currency=currency)
    return BusinessGift(law.most_minor, state, total, worth_minor, year)


def worth_taken(program: Program, taken: Mapping[str, int]) -> int:
    """What the business gifts among what was `taken` (reward → how often) cost the shop."""
    return sum(reward.costs_shop(taken.get(reward.id, 0), 0) for reward in program.rewards if reward.vat == BUSINESS_GIFT)


def business_gift_words(effect: Mapping[str, Any], program: Program) -> tuple[Words, Words]:
    """Short and full."""
    total = Words(*(money(effect["total_minor"], program.currency, language) for language in ("nl", "en")))
    most = Words(*(money(effect["limit_minor"], program.currency, language) for language in ("nl", "en")))
    year = effect["year"]
    if not effect["limit_minor"]:
        short = Words(f"Zakelijke cadeaus in {year}: {total.nl}", f"Business gifts in {year}: {total.en}")
        return short, Words(f"{short.nl}.", f"{short.en}.")
    short = Words(f"Zakelijke cadeaus in {year}: {total.nl} van {most.nl}", f"Business gifts in {year}: {total.en} of {most.en}")
    match effect["state"]:
        case "above":
            return short, Words(
                f"{short.nl}: boven de grens van de BUA is de btw op deze cadeaus niet aftrekbaar.",
                f"{short.en}: above that limit of the law (BUA) the VAT on these gifts is not deducted.",
            )
        case "near":
            return short, Words(f"{short.nl}: bijna de grens van de BUA.", f"{short.en}: nearly the limit of the law (BUA).")
        case _:
            return short, Words(f"{short.nl}.", f"{short.en}.")

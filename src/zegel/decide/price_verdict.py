"""May this from-price be announced, and why (not): one article, one day, said in Dutch and English."""

from collections.abc import Sequence
from typing import Final, Literal

from zegel.core.article import Article, completed
from zegel.core.periods import Day
from zegel.core.purchase import Line
from zegel.core.value import value
from zegel.decide.prices import History, PriceStep, Stated, price_on, stated
from zegel.program.compile import Compiled
from zegel.program.country.price_law import PriceLaw
from zegel.program.model import Words
from zegel.program.source import article_function
from zegel.program.words import day, money

Answer = Literal["lowest", "progressive", "new", "perishable", "too high", "not sold before", "no price"]
NO_REDUCTION: Final = -1


@value
class Verdict:
    """Whether `from_minor` may be stated on `on`. `claimed_bp` and `honest_bp` are the reduction as it would be announced, and as it is
    when it is measured from the highest price that may be stated (NO_REDUCTION where nothing was announced)."""

    why: Answer
    stated: Stated | None
    claimed_bp: int
    honest_bp: int

    @property
    def lawful(self) -> bool:
        """Whether it may be stated."""
        return self.why in ("lowest", "progressive", "new", "perishable")


def spoils(compiled: Compiled, sku: str, article: Article | None) -> bool:
    """Whether the program and the catalogue say that the article is one of those that spoil."""
    if compiled.program.perishable < 0:
        return False
    line = Line(1, sku, "", "", (), "", 1000, "piece", 0, 0, 0, 0, None)
    return article_function(compiled.program.sets[compiled.program.perishable].test)(line if article is None else completed(line, article))


def history_of(histories: Sequence[History], channel: str, branch: str) -> History | None:
    """The prices that hold there: its own, else those of the branch, else those of the channel, else those of everywhere."""
    by_place = {(one.channel, one.branch): one for one in histories}
    wanted = ((channel, branch), ("", branch), (channel, ""), ("", ""))
    return next((by_place[place] for place in wanted if place in by_place), None)


def verdict(steps: Sequence[PriceStep], on: Day, law: PriceLaw, from_minor: int, now_minor: int, *, perishable: bool) -> Verdict:
    """`from_minor` against the prices that there were; `now_minor` is what would be asked (NO_REDUCTION: not told)."""
    may = stated(steps, on, law, perishable=perishable)
    claimed = honest = NO_REDUCTION
    if now_minor != NO_REDUCTION:
        claimed, honest = _off(from_minor, now_minor), _off(from_minor if may is None else min(may.minor, from_minor), now_minor)
    if may is None:
        return Verdict("no price" if price_on(steps, on) is None else "not sold before", None, claimed, NO_REDUCTION)
    if may.why in ("new", "perishable"):
        return Verdict(may.why, may, claimed, claimed)
    if from_minor > may.minor:
        return Verdict("too high", may, claimed, honest)
    return Verdict(may.why, may, claimed, honest)


def _off(was: int, now: int) -> int:
    """The part that came off, in basis points, in nobody's favour above nothing."""
    return max((was - now) * 10_000 // was, 0) if was else 0


def said(found: Verdict, law: PriceLaw, from_minor: int, on: Day, currency: str) -> Words:
    """The verdict as a sentence."""
    may, (was_nl, was_en) = found.stated, (money(from_minor, currency, "nl"), money(from_minor, currency, "en"))
    if may is None:
        if found.why == "no price":
            return Words(f"Op {day(on, 'nl')} is er geen prijs van.", f"There is no price of it on {day(on, 'en')}.")
        return Words(
            f"Het was vóór {day(on, 'nl')} niet te koop: er mag geen vanprijs bij.",
            f"It was not on sale before {day(on, 'en')}: no from-price may be named.",
        )
    least_nl, least_en = money(may.minor, currency, "nl"), money(may.minor, currency, "en")
    on_nl, on_en = day(may.day, "nl"), day(may.day, "en")
    if found.why == "too high":
        return Words(
            f"Van {was_nl} mag niet: op {on_nl} kostte het {least_nl}.", f"From {was_en} may not be named: on {on_en} it cost {least_en}."
        )
    if found.why == "new":
        return Words(f"Het is nog geen {law.days} dagen te koop.", f"It has been on sale for less than {law.days} days.")
    if found.why == "perishable":
        return Words("Het bederft: daarvoor geldt de grens niet.", "It spoils: the limit is not for that.")
    if found.why == "progressive":
        return Words(
            f"Vóór deze reeks verlagingen kostte het minstens {least_nl} (op {on_nl}).",
            f"Before this row of cuts it cost at least {least_en} (on {on_en}).",
        )
    return Words(
        f"Minder dan {least_nl} (op {on_nl}) kostte het in {law.days} dagen niet.",
        f"It cost no less than {least_en} (on {on_en}) in {law.days} days.",
    )

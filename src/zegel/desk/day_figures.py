"""The figures of days and branches, held against the entries they were counted from, and made right where they differ.

What counts is under a seal. All is read as it was at one moment; then what differs is added or taken off, so that a seal that comes in
between adds its own as always. A receipt that was erased counts as the list of its day says, which keeps its amounts; where that does
not know it either, its day in its branch is left as it is.
"""

from typing import Final

from zegel.core.ids import CompanyId, PurseId
from zegel.core.value import value
from zegel.decide.document import read
from zegel.decide.thinning import names_articles
from zegel.insight.days import Booked, DayFigures, Visit, added
from zegel.ledger.entries import SALES
from zegel.store.books_read import Finding
from zegel.store.bought import note_bought
from zegel.store.day_receipts import CARD, DayReceipt, listing
from zegel.store.figure_queries import counting
from zegel.store.figures_seen import NONE, Rhythm, SealedEntry, Seen, next_purses, rhythm_made, stored_figures, unlisted
from zegel.store.port import Store
from zegel.store.statements import Step

PURSES: Final = 50
"""Purses that are read at a time: receipts are some kilobytes each."""
TAKEN: Final = "taken:"
AMOUNTS: Final = (*SALES, "return")
"""Kinds of entries whose receipts say an amount."""
TOLD: Final = 5
"""Figures that differ, as a finding names them."""


@value
class Differs:
    """A figure of a day in a branch that is not what the entries come to."""

    day: str
    branch: str
    figure: str
    stored: int
    counted: int

    def __str__(self) -> str:
        return f"{self.day} {self.branch or '(no branch)'}, {self.figure}: {self.stored} → {self.counted}"


class Apart:
    """What was found: figures that differ, members whose rhythm does, receipts that a day's list lacks or has wrongly."""

    def __init__(self) -> None:
        self.figures: list[Differs] = []
        self.rhythms = self.receipts = 0
        self.steps: list[Step] = []

    @property
    def is_nothing(self) -> bool:
        """Whether all is as the entries say."""
        return not (self.figures or self.rhythms or self.receipts)


class _Counting:
    """The figures as the entries come to them, purse by purse. Nothing is known of places in `unsure`; of `untaken` not what was taken."""

    def __init__(self) -> None:
        self.figures: DayFigures = {}
        self.unsure: set[tuple[str, str]] = set()
        self.untaken: set[tuple[str, str]] = set()

    def purse(self, seen: Seen) -> tuple[list[Visit], list[DayReceipt]]:
        """The visits, and the receipts in the lists of their days, that the entries of one purse come to."""
        told = [one for one in seen.entries if not (one.is_erased and one.kind in AMOUNTS)]
        figures, visits, receipts = added(Booked(one.purse, one.kind, one.day, one.branch, one.document, one.seq, one.at) for one in told)
        for one in seen.entries:
            if one.is_erased:
                self._erased(one, seen.listed.get(one.seq), figures, visits, receipts)
        for key, count in figures.items():
            self.figures[key] = self.figures.get(key, 0) + count
        return visits, receipts

    def _erased(
        self, one: SealedEntry, listed: DayReceipt | None, figures: DayFigures, visits: list[Visit], receipts: list[DayReceipt]
    ) -> None:
        """By the list of its day, which says what a receipt was worth, and not what was taken with it."""
        place = (one.day, one.branch)
        self.untaken.add(place)
        if one.kind not in AMOUNTS:
            return
        if listed is None:
            self.unsure.add(place)
            return
        counted = {"returns": 1, "returns_minor": listed.returned_minor}
        if one.kind in SALES:
            counted = {"sales": 1, "sales_minor": listed.sold_minor, "discount_minor": listed.discount_minor}
            if listed.what == CARD:
                counted |= {"card_sales": 1, "card_sales_minor": listed.sold_minor}
                visits.append(Visit(one.purse, one.day, listed.sold_minor))
        for name, count in counted.items():
            figures[*place, name] = figures.get((*place, name), 0) + count
        receipts.append(listed)

    def differs(self, stored: DayFigures) -> list[Differs]:
        """What is stored otherwise, the oldest day first."""
        found = []
        for day, branch, name in sorted(stored.keys() | self.figures.keys()):
            was, now, place = stored.get((day, branch, name), 0), self.figures.get((day, branch, name), 0), (day, branch)
            if was != now and place not in self.unsure and not (name.startswith(TAKEN) and place in self.untaken):
                found.append(Differs(day, branch, name, was, now))
        return found


async def figures_apart(store: Store, company: CompanyId) -> Apart:
    """What differs at this moment, and what would make it right."""
    apart, counts = Apart(), _Counting()
    bought: list[tuple[PurseId, int, str]] = []
    async with store.view([company]) as view:
        stored = await stored_figures(view, company)
        after = b""
        while page := await next_purses(view, company, after, PURSES):
            for purse, seen in page.items():
                visits, receipts = counts.purse(seen)
                _look(apart, company, purse, seen, _rhythm(visits), receipts)
                bought += [(purse, one.seq, one.day) for one in seen.entries if _says_what(one.document)]
            after = max(page)
    apart.figures = counts.differs(stored)
    more = {(one.day, one.branch, one.figure): one.counted - one.stored for one in apart.figures}
    apart.steps += [*counting(company, more, []), *note_bought(company, bought)]
    return apart


async def rebuild_figures(store: Store, company: CompanyId) -> Apart:
    """Make them right; gives what differed. Tills and seals go on meanwhile."""
    apart = await figures_apart(store, company)
    if apart.steps:
        async with store.batch([company], bulk=True) as batch:
            await batch.run([step for step in apart.steps if step[1]])
    return apart


async def figures_finding(store: Store, company: CompanyId) -> Finding | None:
    """What `books check` says of them, None where all is well."""
    apart = await figures_apart(store, company)
    if apart.is_nothing:
        return None
    told = "; ".join(map(str, apart.figures[:TOLD]))
    rest = f"{apart.rhythms} rhythms and {apart.receipts} receipts in lists of days"
    return Finding(None, 0, f"{len(apart.figures)} figures of days differ from the entries ({told or 'none'}), {rest}")


def _look(apart: Apart, company: CompanyId, purse: PurseId, seen: Seen, rhythm: Rhythm, receipts: list[DayReceipt]) -> None:
    """What of one purse is stored otherwise."""
    if rhythm != seen.rhythm and not any(one.is_erased and one.seq not in seen.listed for one in seen.entries if one.kind in SALES):
        apart.rhythms += 1
        apart.steps.append(rhythm_made(company, purse, seen.rhythm, rhythm))
    should = {one.seq: one for one in receipts}
    wrong = [one for seq, one in seen.listed.items() if should.get(seq) != one]
    lacking = [one for seq, one in should.items() if seen.listed.get(seq) != one]
    apart.receipts += len({one.seq for one in (*wrong, *lacking)})
    apart.steps += [*unlisted(company, wrong), *listing(company, lacking)]


def _rhythm(visits: list[Visit]) -> Rhythm:
    if not visits:
        return NONE
    days = [one.day for one in visits]
    return len(visits), min(days), max(days), sum(one.spent_minor for one in visits)


def _says_what(document: bytes | None) -> bool:
    return document is not None and names_articles(document) and not read(document).thinned

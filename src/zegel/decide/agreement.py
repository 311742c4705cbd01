"""Agreements as dossiers keep them, their years, and what a year came to: plain values and the state machine of a bonus (domain.md M41)."""

from json import dumps, loads
from typing import Any, Final

from zegel.core.periods import Day, as_date, plus_days, plus_months
from zegel.core.value import value
from zegel.decide.bonus import Bonus, Slice, Turnover, split
from zegel.program.ladders import Ladder, Share

AGREEMENT, BONUS = "agreement", "bonus"
"""Kinds of dossier."""
RUNNING, MEMBER, ENDED = "running", "member", "ended"
"""States of an agreement: it runs; this purse's turnover counts for another's agreement; it is over."""
PROVISIONAL, LOCKED, APPROVED, HELD = "provisional", "locked", "approved", "held"
"""States of a year's bonus; before `provisional` it is accruing, and nothing is kept but the measures."""
NOT_GIVEN: Final = -1


@value
class Agreement:
    """What binds a purse to a ladder, from `first` through `last` ("" for no end). `version` goes up with each change.

    `members` are purses whose turnover counts as well: a group of debtors, a buying association. `lead` names the purse that another's
    turnover counts for, "" for an agreement of its own. `last_year_minor` is the turnover of the year before the first, and
    `expected_minor` what both expect of a year; NOT_GIVEN where nobody said. `reviewed` is the first day that no bonus was made up for.
    """

    ladder: str
    first: Day
    last: Day
    version: int
    members: tuple[str, ...]
    lead: str
    last_year_minor: int
    expected_minor: int
    reviewed: Day
    reason: str

    def json(self) -> str:
        """As the dossier keeps it."""
        return _text({
            "expected_minor": self.expected_minor, "first": self.first, "ladder": self.ladder, "last": self.last,
            "last_year_minor": self.last_year_minor, "lead": self.lead, "members": list(self.members), "reason": self.reason,
            "reviewed": self.reviewed, "version": self.version,
        })  # fmt: skip


def agreement_from(data: str) -> Agreement:
    """The agreement that a dossier keeps."""
    d = loads(data)
    return Agreement(
        d["ladder"], Day(d["first"]), Day(d["last"]), d["version"], tuple(d["members"]), d["lead"], d["last_year_minor"],
        d["expected_minor"], Day(d["reviewed"]), d["reason"],
    )  # fmt: skip


@value
class Year:
    """A year of an agreement: from `begins` through `ends`; of it the agreement runs from `first` through `last`."""

    begins: Day
    ends: Day
    first: Day
    last: Day

    @property
    def share(self) -> Share:
        """The part of the year that the agreement runs."""
        return Share(_days(self.first, self.last), _days(self.begins, self.ends))

    def elapsed(self, today: Day) -> Share:
        """The part of its own days that is over at the end of `today`."""
        return Share(min(max(_days(self.first, today), 0), _days(self.first, self.last)), _days(self.first, self.last))


def _days(first: Day, last: Day) -> int:
    return (as_date(last) - as_date(first)).days + 1


def year_of(ladder: Ladder, agreement: Agreement, day: Day) -> Year:
    """The agreement's year that `day` is in; the first one for an earlier day, the last one for a later."""
    day = max(day, agreement.first)
    if agreement.last:
        day = min(day, agreement.last)
    if ladder.year == "calendar":
        begins = Day(f"{day[:4]}-01-01")
        ends = Day(f"{day[:4]}-12-31")
    else:
        years = int(day[:4]) - int(agreement.first[:4])
        begins = plus_months(agreement.first, 12 * years)
        if begins > day:
            begins = plus_months(agreement.first, 12 * (years - 1))
        months = 12 * (int(begins[:4]) - int(agreement.first[:4]) + 1)
        ends = plus_days(plus_months(agreement.first, months), -1)
    return Year(begins, ends, max(begins, agreement.first), min(ends, agreement.last) if agreement.last else ends)


@value
class Correction:
    """A difference that came after a bonus was closed: `minor` more (below zero: less) than was said before.

    `slices` are what it adds to each (VAT rate, minor units, VAT): together with those of before they are the split of what it is now.
    """

    day: str
    minor: int
    by: str
    why: str
    slices: tuple[tuple[int, int, int], ...]

    def row(self) -> list[object]:
        """As the dossier keeps it."""
        return [self.day, self.minor, self.by, self.why, self.slices]


def _correction(row: list[Any], turnover: tuple[tuple[int, int], ...]) -> Correction:
    """One as it was kept; the first ones were kept without slices: those go by the year's turnover, at no rate where there was none."""
    day, minor, by, why, *slices = row
    return Correction(day, minor, by, why, _rows(slices[0]) if slices else sliced(split(minor, turnover or ((0, 0),))))


@value
class BonusYear:
    """A year's bonus as its dossier keeps it. `slices` are (VAT rate, minor units, VAT); `paid_minor` what was approved in all so far.

    `corrections` are differences that came after it was closed. `held` is why it may not be paid, and `before` the state that it goes
    back to then. `locked_by` is who closed the books on it: somebody else approves.
    """

    year: Year
    turnover: tuple[tuple[int, int], ...]
    quantity: int
    last_year_minor: int
    rung: int
    minor: int
    slices: tuple[tuple[int, int, int], ...]
    locked_by: str
    approved_by: str
    held: str
    before: str
    corrections: tuple[Correction, ...]

    @property
    def paid_minor(self) -> int:
        """What was approved, corrections included."""
        return self.minor + sum([correction.minor for correction in self.corrections])

    @property
    def paid_slices(self) -> tuple[tuple[int, int, int], ...]:
        """What was approved for each VAT rate, corrections included; it adds up to `paid_minor`. Without rates of which nothing is left."""
        found: dict[int, tuple[int, int]] = {}
        for vat_bp, minor, vat_minor in (*self.slices, *(part for one in self.corrections for part in one.slices)):
            before = found.get(vat_bp, (0, 0))
            found[vat_bp] = (before[0] + minor, before[1] + vat_minor)
        return tuple((vat_bp, *found[vat_bp]) for vat_bp in sorted(found) if any(found[vat_bp]))

    def json(self) -> str:
        """As the dossier keeps it."""
        y = self.year
        return _text({
            "approved_by": self.approved_by, "before": self.before, "corrections": [one.row() for one in self.corrections],
            "held": self.held,
            "last_year_minor": self.last_year_minor, "locked_by": self.locked_by, "minor": self.minor, "quantity": self.quantity,
            "rung": self.rung, "slices": self.slices, "turnover": self.turnover, "year": [y.begins, y.ends, y.first, y.last],
        })  # fmt: skip


def bonus_from(data: str) -> BonusYear:
    """The bonus that a dossier keeps."""
    d = loads(data)
    return BonusYear(
        Year(*map(Day, d["year"])), _rows(d["turnover"]), d["quantity"], d["last_year_minor"], d["rung"], d["minor"], _rows(d["slices"]),
        d["locked_by"], d["approved_by"], d["held"], d["before"], tuple(_correction(row, _rows(d["turnover"])) for row in d["corrections"]),
    )  # fmt: skip


def made_up(year: Year, turnover: Turnover, bonus: Bonus) -> BonusYear:
    """A year's bonus as it stands, before anybody looked at it."""
    return BonusYear(
        year, turnover.by_rate, turnover.quantity, turnover.last_year_minor, bonus.rung, bonus.minor, sliced(bonus.slices), "", "", "", "",
        (),
    )  # fmt: skip


def beyond(now: tuple[tuple[int, int, int], ...], before: tuple[tuple[int, int, int], ...]) -> tuple[tuple[int, int, int], ...]:
    """What `now` has more than `before`, for each VAT rate (rate, minor units, VAT); below zero where it has less.

    >>> beyond(((900, 40_000, 3_600), (2100, 200_000, 42_000)), ((900, 50_000, 4_500), (2100, 200_000, 42_000)))
    ((900, -10000, -900),)
    """
    new, old = ({bp: (minor, vat) for bp, minor, vat in side} for side in (now, before))
    rates = sorted({*new, *old})
    found = ((bp, *(a - b for a, b in zip(new.get(bp, (0, 0)), old.get(bp, (0, 0)), strict=True))) for bp in rates)
    return tuple((bp, minor, vat) for bp, minor, vat in found if minor or vat)


def sliced(slices: tuple[Slice, ...]) -> tuple[tuple[int, int, int], ...]:
    """Slices as they are kept."""
    return tuple((part.vat_bp, part.minor, part.vat_minor) for part in slices)


def bonus_id(ladder: str, year: Year) -> str:
    """The dossier's id: the ladder and the day on which the year begins."""
    return f"{ladder}/{year.begins}"


def _rows(found: list[list[Any]]) -> tuple[Any, ...]:
    return tuple(tuple(row) for row in found)


def _text(data: object) -> str:
    return dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

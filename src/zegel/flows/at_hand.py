"""What the plain sales of a day or a till have in common, put into texts and bytes once and kept at hand."""

from typing import Final

from zegel.core.periods import Day, tenure
from zegel.decide.plan import Plan
from zegel.ledger.accounts import AVAILABLE, ISSUED
from zegel.ledger.entries import opening_head

MANY: Final = 4_096
"""Days of joining that are kept for one day; with more of them it begins anew."""


Till = tuple[str, str, str, str, str, str, bytes]
"""What of every sale of a till is the same: the pieces of its receipts (Plan.fixed_json), and who tells it, as entries have it."""


class Opening:
    """A unit on a day: what earning it says in the receipt and in the books, but for the counts."""

    __slots__ = ("account", "after", "debt", "earned", "ends", "expires", "head", "slots", "unit", "waits")

    def __init__(self, plan: Plan, unit: str, on: Day) -> None:
        said = plan.said[unit]
        self.unit, self.account, self.debt, self.slots = unit, said.available, said.debt, said.slots
        self.waits = frozenset(channel for of, channel in plan.waits if of == unit)
        self.expires = plan.expires_at(unit, on)
        self.after = f",{said.balance_json}"
        self.earned = f',"effect":"earn","expires_at":{self.expires},"parts":['
        self.ends = f'],"unit":{said.json}}}'
        self.head = opening_head((unit, ISSUED, AVAILABLE))


class Today:
    """What of every sale of a day is the same."""

    __slots__ = ("ascii", "joined", "on", "openings", "windows")

    def __init__(self, plan: Plan, on: Day) -> None:
        self.on, self.ascii = on, on.encode("ascii")
        self.openings = {unit: Opening(plan, unit, on) for unit in plan.said}
        self.joined: dict[Day, tuple[int, int, int, str]] = {}
        kinds = {"calendar year": on[:4], "lifetime": ""}
        known = all(kind in kinds for _, (kind, _) in plan.windows)
        self.windows = tuple([(measure, kinds[kind]) for _, (kind, measure) in plan.windows]) if known else None
        """The running totals that the windows are, None where one of them is a sum of days."""

    def of(self, since: Day) -> tuple[int, int, int, str]:
        """(member, months, years, what the receipt says of them) of whoever joined on `since`; nobody's where it is ""."""
        if len(self.joined) > MANY:
            self.joined.clear()
        months, years = tenure(since, self.on) if since else (-1, -1)
        text = f',"since":"{since}","tenure_months":{months},"tenure_years":{years},"tier":'
        found = self.joined[since] = (1 if since else 0, months, years, text)
        return found

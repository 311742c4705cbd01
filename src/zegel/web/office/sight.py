"""Whose figures a visitor sees: of the branches where they have the right; of none, and what members are owed, with all of them."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from zegel.access.rights import EVERYWHERE
from zegel.core.value import value
from zegel.hall.calls import Call
from zegel.store.figure_queries import FigureQueries

RIGHT: Final = "figures:read"
LISTS: Final = "members:list"
"""Who may see whose name."""
FIGURES: Final = "/kantoor/cijfers"
"""Where the rows behind a figure are."""
QUIET: Final = "/kantoor/wegblijvers"
"""Where the regulars are who stay away."""


@value
class Sight:
    """The branches whose figures are shown, whether those are all there will ever be, and whether members are called by their names."""

    branches: tuple[str, ...]
    everywhere: bool
    members: bool

    def chosen(self, branch: str) -> str:
        """The branch that was asked for, "" for all that are seen; of one branch alone that one, so that addresses name it."""
        if not self.everywhere and len(self.branches) == 1:
            return self.branches[0]
        return branch if branch in self.branches else ""


def sight_of(call: Call, right: str = RIGHT) -> Sight:
    """What whoever asks may see of figures, or of what else they have a right to at some branches."""
    here, grant = [branch.id for branch in call.live(call.at).program.branches], call.grant
    return Sight(tuple(one for one in here if grant.may(right, one)), grant.may(right, EVERYWHERE), LISTS in grant.scopes)


def regulars_of(call: Call, branch: str) -> tuple[str, ...] | None:
    """The branches whose regulars are called by their names to whoever asks, of `branch` or ("") of all: None where that is everybody."""
    there = sight_of(call, LISTS)
    if branch:
        return (branch,) if branch in there.branches else ()
    return None if there.everywhere else there.branches


def quiet_at(branch: str) -> str:
    """Where the regulars are who stay away, of a branch or ("") of all that are seen."""
    return f"{QUIET}?{urlencode({'filiaal': branch})}" if branch else QUIET


async def days_seen(ask: FigureQueries, call: Call, sight: Sight, first: str, last: str, branch: str) -> Mapping[tuple[str, str], int]:
    """(day, figure) → value, of a branch or ("") of all that are seen together."""
    company = call.grant.company
    if branch or sight.everywhere:
        return await ask.days(company, first, last, branch)
    found: Counter[tuple[str, str]] = Counter()
    for one in sight.branches:
        found.update(await ask.days(company, first, last, one))
    return found


def total(found: Mapping[tuple[str, str], int], figure: str, last: date, days: int = 1) -> int:
    """`figure` over the `days` that end with `last`."""
    return sum(found.get(((last - timedelta(days=n)).isoformat(), figure), 0) for n in range(days))


def behind_days(branch: str, last: date, days: int = 1) -> str:
    """The rows of the `days` that end with `last`, of a branch or ("") of all."""
    asked = {"van": (last - timedelta(days=days - 1)).isoformat(), "tot": last.isoformat()} | ({"filiaal": branch} if branch else {})
    return f"{FIGURES}?{urlencode(asked)}"

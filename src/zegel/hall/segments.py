"""Choices of members: what a filter may be, what all of them come to on a day, and how a choice is kept under a name."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from itertools import count
from typing import Final

from zegel.access.principal import Principal
from zegel.core.canonical import Json
from zegel.core.ids import PurseId
from zegel.core.periods import Instant
from zegel.core.refusals import Malformed, SegmentInUse, SegmentNameTaken, UnknownSavedSegment
from zegel.desk.register import Change, Register
from zegel.hall.refusals import NoSuchDay
from zegel.hall.translate import is_day
from zegel.program.questions import birthday_in
from zegel.store.member_lists import Chosen
from zegel.store.people_queries import PeopleQueries
from zegel.store.people_records import Deed
from zegel.store.segments import Segment, drop_segment, put_segment

FILTERS: Final = {"tier": 60, "branch": 60, "seen": 8, "consent": 200, "also": 200, "blocked": 4, "joined": 80, "week": 8}
"""What a choice may ask, with the longest text of each. `seen` is days: 30, or -30 for whoever stayed away longer. `also` is a second
consent, `joined` the day of joining, with `@branch` where that counts, `week` what they have to celebrate. Words that somebody typed to
find one member are no choice."""
LEAP: Final = "02-29"
AWAY: Final = ("30", "90", "180", "365")
"""Days that somebody may have stayed away for."""
CELEBRATED: Final = ("birthday", "jubilee")
"""What somebody may have to celebrate today or in the six days after it: a birthday, or five, ten, fifteen … years as a member."""
WEEK: Final = 7
JUBILEES: Final = tuple(range(5, 101, 5))
MOST: Final = 100
LONGEST: Final = 80
LONGEST_ID: Final = 36
SPELLED: Final = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ÿ]")
"""What an id of a program is made of."""


def checked(given: Mapping[str, str]) -> dict[str, str]:
    """The filters that ask something; refuses days that are none of ours."""
    found = {name: given[name] for name in FILTERS if given.get(name)}
    if found.get("seen", "30").removeprefix("-") not in AWAY:
        raise Malformed("seen: a number of days", field="seen")
    if found.get("week", CELEBRATED[0]) not in CELEBRATED:
        raise Malformed("week: birthday or jubilee", field="week")
    if "joined" in found and not is_day(found["joined"].partition("@")[0]):
        raise NoSuchDay(field="joined")
    return found


def chosen_of(filters: Mapping[str, str], today: date, purses: Sequence[PurseId] | None = None) -> Chosen:
    """What the filters come to on `today`, of `purses` only where they are given.

    >>> chosen_of({"seen": "-30", "blocked": "yes"}, date(2026, 3, 31)).unseen_since
    '2026-03-01'
    """
    seen = filters.get("seen", "")
    day = (today - timedelta(days=int(seen.removeprefix("-")))).isoformat() if seen else ""
    return Chosen(
        filters.get("tier", ""), filters.get("branch", ""), "" if seen.startswith("-") else day, day if seen.startswith("-") else "",
        tuple(text for name in ("consent", "also") if (text := filters.get(name, ""))), "blocked" in filters,
        None if purses is None else tuple(purses), filters.get("joined", ""),
        _birthdays(today) if filters.get("week") == "birthday" else (), _jubilees(today) if filters.get("week") == "jubilee" else (),
    )  # fmt: skip


def _birthdays(today: date) -> tuple[str, ...]:
    """Months and days of the week that begins today; who was born on 29 February has theirs on the 28th of a common year.

    >>> _birthdays(date(2026, 2, 25)), "02-29" in _birthdays(date(2028, 2, 22)), "02-29" in _birthdays(date(2028, 2, 23))
    (('02-25', '02-26', '02-27', '02-28', '03-01', '03-02', '03-03', '02-29'), False, True)
    """
    week = [today + timedelta(days=n) for n in range(WEEK)]
    found = [day.isoformat()[5:] for day in week]
    return tuple(dict.fromkeys([*found, *[LEAP for day in week if birthday_in(day.year, LEAP) == day.isoformat()]]))


def _jubilees(today: date) -> tuple[str, ...]:
    """The days of joining that are celebrated in the week that begins today.

    >>> _jubilees(date(2026, 3, 3))[:2], "2016-02-29" in _jubilees(date(2026, 2, 28))
    (('2021-03-03', '2021-03-04'), True)
    """
    week = [today + timedelta(days=n) for n in range(WEEK)]
    found = [f"{day.year - years:04}-{day.isoformat()[5:]}" for years in JUBILEES for day in week]
    leaps = [f"{day.year - years:04}-{LEAP}" for years in JUBILEES for day in week if birthday_in(day.year, LEAP) == day.isoformat()]
    return tuple(dict.fromkeys([*found, *leaps]))


def id_of(name: str, taken: Collection[str]) -> str:
    """A new segment's id: its name as a rule can spell it, with a number where that is taken.

    >>> id_of("Vaste klanten & co.", ()), id_of("Één", ("één",)), id_of("🎈", ())
    ('vaste-klanten-co', 'één-2', 'groep')
    """
    words = "".join(sign if sign.isalnum() and SPELLED.fullmatch(sign) else " " for sign in name.casefold()).split()
    made = "-".join(words)[:LONGEST_ID].strip("-") or "groep"
    numbers = (made if n == 1 else f"{made}-{n}" for n in count(1))
    return next(one for one in numbers if one not in taken)


async def keep(register: Register, by: Principal, id_: str, name: str, filters: Mapping[str, str], at: Instant, request: str) -> str:
    """Segment `id_` ("" for a new one) is called `name` and asks for `filters` from now on; gives its id.

    Refuses `segment_name_taken` for another's name.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise Malformed("name: what it is called", field="name")
    if not filters:
        raise Malformed("choose: a segment asks for something", field="tier")

    async def work(_people: PeopleQueries) -> Change[str]:
        every = await register.store.queries.segments.all(by.company)
        named = id_ or id_of(name, {one.id for one in every})
        old = next((one for one in every if one.id == named), None)
        if any(one.name.casefold() == name.casefold() and one.id != named for one in every):
            raise SegmentNameTaken()
        if old is None and len(every) >= MOST:
            raise Malformed(f"At most {MOST} segments are kept; drop one first.", field="name", limit=MOST)
        after: dict[str, Json] = {"name": name, **filters}
        before: dict[str, Json] = {} if old is None else {"name": old.name, **old.filters}
        gone: dict[str, Json] = {key: None for key in before if key not in after}
        deed = Deed(by.actor, "segment.keep", f"segment:{named}", before, after | gone, "", request)
        return Change((put_segment(by.company, Segment(named, name, filters, by.actor, at)),), (deed,), named)

    return await register.change(by.company, at, work)


async def drop(register: Register, by: Principal, id_: str, rules: Sequence[str], at: Instant, request: str) -> None:
    """Forget the segment; refuses `unknown_saved_segment`, and `segment_in_use` while there are `rules` that ask for it."""
    if rules:
        raise SegmentInUse(rules=", ".join(rules)[:200])

    async def work(_people: PeopleQueries) -> Change[None]:
        old = await register.store.queries.segments.one(by.company, id_)
        if old is None:
            raise UnknownSavedSegment()
        deed = Deed(by.actor, "segment.drop", f"segment:{id_}", {"name": old.name}, {"name": None}, "", request)
        return Change((drop_segment(by.company, id_),), (deed,), None)

    await register.change(by.company, at, work)

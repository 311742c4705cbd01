"""Everything that is known of a member: to read, and to take along as JSON or as a table (web.card.everything puts it together)."""

import csv
import io
from typing import Final

from pydantic_core import to_json

from zegel.core.periods import Day, Instant
from zegel.decide.cash_back import MEASURED
from zegel.decide.limits import MOMENTS
from zegel.decide.turnover import PER_RATE
from zegel.web.card.everything import Json, everything, flat
from zegel.web.card.frame import Own, framed, own_card
from zegel.web.card.home import tier
from zegel.web.card.known_told import OF_ARTICLES, told_groups
from zegel.web.card.proof import is_proved, proof_first
from zegel.web.parts.asked import Answer, Asked, Bytes, Page
from zegel.web.parts.browsers import browser_named
from zegel.web.parts.door import Door
from zegel.web.parts.exports import is_risky
from zegel.web.parts.happened_words import word_of
from zegel.web.parts.headers import NOT_KEPT
from zegel.web.parts.privacy import kept_how_long

_DOWNLOADS: Final = "/pas/gegevens#downloads"
"""Where they come back to when they proved that it is them: the links, and how long they are open."""
_OWN: Final = ("available", "pending")
_IN_MONEY: Final = ((MEASURED, "a rebate counted"), ("spend", "spent counted"), *((rate, "turnover counted") for rate in PER_RATE))
"""What the name of a count begins with that is in money, and what is said of it."""
_NEWEST: Final = 10
"""Rows of one kind that the page shows; all of them are in the download."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/gegevens: to read, and to print."""
    own = await own_card(door, asked)
    found = await everything(door, asked, own)
    for one in found["told"]:
        if one["kind"] in OF_ARTICLES and (article := await door.queries.article(own.call.grant.company, one["data"]["what"])):
            one["data"]["what"] = article.called(own.tongue.language)
    counts: dict[str, int] = {}
    for entry in found["entries"]:
        came = entry["kind"] == "transfer out" and entry["card"] != found["member"]
        word = "moved to you" if came else word_of(entry["kind"], entry["reason"])
        counts[word] = counts.get(word, 0) + 1
    shows = {
        "known": found, "kinds": [{"name": own.tongue.say(word), "count": count} for word, count in counts.items()],
        "segments": found["groups"], "has": _has(own),
        "waiting": [own.figures.day(one["at"][:10], "d MMMM y") for one in found["waiting_sales"]],
        "rows": [*told_groups(own, found["told"]), *await _rows(door, own, found)], "newest": _NEWEST, "tier": tier(own),
        "proved": is_proved(asked),
        "keeping": kept_how_long(own.program, own.tongue),
        "birthday": own.figures.day(found["birthday"], "d MMMM y") if len(found["birthday"]) == 10 else found["birthday"],
        "since": own.figures.day(own.purse.since, "d MMMM y") if own.purse.since else "",
    }  # fmt: skip
    return Page("card/known.html", framed(door, asked, own, "me", shows))


def _has(own: Own) -> list[tuple[str, str]]:
    """What stands on the card: how much of each unit, and until when."""
    sums: dict[tuple[str, Day], int] = {}
    for lot in own.purse.lots.values():
        key = (lot.unit, own.last_day(lot.expires_at))
        sums[key] = sums.get(key, 0) + lot.available + lot.pending + lot.reserved
    found = []
    for (name, day), count in sorted(sums.items()):
        unit = own.unit(name)
        if count:
            said = own.named(count, unit) if unit else f"{own.figures.number(count)} {name}"
            found.append((said, own.tongue.say("told until", day=own.figures.day(day, "d MMMM y")) if day else ""))
    return found


async def _rows(door: Door, own: Own, found: Json) -> list[tuple[str, list[tuple[str, str]]]]:
    """What else is kept, table by table: a heading, and the newest first in a line each."""
    cards = [own.purse.id, *await door.queries.taken_over_by(own.call.grant.company, own.purse.id)]
    emails = [one["value"] for one in found["identifiers"] if one["kind"] == "email"]
    raw = await door.queries.personal.told(own.call.grant.company, cards, emails)
    shown = []
    for table, what, when in _SHOWN:
        rows = sorted(raw[table], key=lambda row: row[when] or 0, reverse=True) if when else raw[table]
        lines = [(what(own, row), own.figures.day_of(Instant(row[when]), "d MMMM y") if when and row[when] else "") for row in rows]
        if lines:
            shown.append((own.tongue.say(f"kept {table}"), lines))
    return shown


def _mail(own: Own, row: Json) -> str:
    key = f"mail {row['kind']}"
    return own.tongue.say(key if own.tongue.knows(key) else "mail other")


def _came(own: Own, row: Json) -> str:
    first, last = (own.figures.day(row[name], "d MMMM y") for name in ("first_day", "last_day"))
    return own.tongue.say(
        "rhythm", visits=own.figures.number(row["visits"]), first=first, last=last, spent=own.figures.money(row["spent_minor"])
    )


def _count(own: Own, row: Json) -> str:
    """What the books add up on a day: a unit in its own name, money as money, anything else by what it is for."""
    said = _counted(own, row["measure"], row["value"])
    return f"{own.figures.day(row['day'], 'd MMMM y')}: {said}" if len(row["day"]) == 10 else said


def _counted(own: Own, measure: str, count: int) -> str:
    kind, _, name = measure.partition(":")
    if kind == "unit" and (unit := own.unit(name)):
        return own.counted(count, unit)
    if measure.startswith(MOMENTS):
        return own.tongue.say("a moment counted")
    for beginning, key in _IN_MONEY:
        if measure.startswith(beginning):
            return own.tongue.say("a rebate's VAT" if kind.endswith(" vat") else key, value=own.figures.money(count))
    return own.tongue.say("visits counted" if kind == "visits" else "a count", value=own.figures.number(count))


def _lease(own: Own, row: Json) -> str:
    unit = own.unit(row["unit"])
    return own.counted(row["count"], unit) if unit else f"{own.figures.number(row['count'])} {row['unit']}"


def _deed(own: Own, row: Json) -> str:
    key = f"deed {row['what']}"
    return own.tongue.say(key if own.tongue.knows(key) else "deed other")


_SHOWN: Final = (
    ("message_intent", _mail, "at"),
    ("web_session", lambda own, row: browser_named(row["label"]) or own.tongue.say("a browser"), "created_at"),
    ("credential", lambda own, row: row["data"].get("name") or own.tongue.say(f"way in {row['kind']}"), "created_at"),
    ("rhythm", _came, ""),
    ("code", lambda own, row: own.tongue.say("a code of yours", tail=row["tail"]), "valid_from"),
    ("audit", _deed, "at"),
    ("hold", lambda own, _row: own.tongue.say("hold"), "expires_at"),
    ("measure_day", _count, ""),
    ("one_time", lambda own, _row: own.tongue.say("a code once"), "created_at"),
    ("qr_spent", lambda own, _row: own.tongue.say("a code read"), "at"),
    ("staff", lambda _own, row: f"{row['name']}, {row['email']}" if row["email"] else row["name"], ""),
    ("till_lease", _lease, "at"),
)
"""Table, what a line says of a row, and the column with its moment."""


async def as_json(door: Door, asked: Asked) -> Answer:
    """GET /pas/gegevens.json, for who proves that it is them: a bank account stands in it whole."""
    if first := proof_first(asked, _DOWNLOADS):
        return first
    own = await own_card(door, asked)
    return _file(to_json(await everything(door, asked, own), indent=1), "application/json", "gegevens.json")


async def as_table(door: Door, asked: Asked) -> Answer:
    """GET /pas/gegevens.csv: a line for each thing that moved, then a line for each other thing that is known, for a spreadsheet.

    It wants the same proof as the JSON.
    """
    if first := proof_first(asked, _DOWNLOADS):
        return first
    own = await own_card(door, asked)
    found = await everything(door, asked, own)
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow([own.tongue.say(f"column {name}") for name in ("number", "day", "what", "branch", "unit", "count", "reason", "card")])
    earlier = {card: f"{own.tongue.say('earlier card')} ({n})" for n, card in enumerate(found["cards_that_came_along"], 1)}
    for entry in found.pop("entries"):
        head = [str(entry["number"]), entry["at"], entry["kind"], entry["branch"]]
        own_moves = [
            (move["unit"], ((move["to"] in _OWN) - (move["from"] in _OWN)) * move["count"]) for move in entry["moved"]
        ]  # fmt: skip
        for unit, count in [(unit, count) for unit, count in own_moves if count] or [("", 0)]:
            table.writerow([*map(safe, head), safe(unit), count or "", safe(entry["reason"]), earlier.get(entry["card"], "")])
    for path, held in flat(found):
        table.writerow(["", "", safe(path), "", "", "", safe(held), ""])
    return _file(b"\xef\xbb\xbf" + text.getvalue().encode(), "text/csv; charset=utf-8", "gegevens.csv")


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("-5"), safe("brood")
    ("'=1+1", "'-5", 'brood')
    """
    return f"'{text}" if is_risky(text) else text


def _file(body: bytes, kind: str, name: str) -> Bytes:
    kept = [(header.decode(), text.decode()) for header, text in NOT_KEPT]
    return Bytes(body, kind, headers=(*kept, ("content-disposition", f'attachment; filename="{name}"')))

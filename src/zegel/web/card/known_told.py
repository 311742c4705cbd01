"""What is told, asked for, allowed and noted of a member, in a line each: every kind of dossier that their download has.

A kind that has no way of saying it here is refused by tests/web/test_card_known.py, so that the page never holds less than the download.
"""

from collections.abc import Callable, Iterable, Mapping
from json import dumps
from typing import Any, Final, Protocol

from zegel.core.iban import iban_masked
from zegel.decide.agreement import AGREEMENT, BONUS, bonus_from
from zegel.decide.cases import REBATE, REFERRAL, SAID, SERVICE, TASK, TRADE_IN, TRIAL, WARRANTY, about
from zegel.decide.cash_back import ACCOUNT, PAYMENT
from zegel.decide.seats import seat_state_words
from zegel.flows import blocking, corrections, gestures, merging, orders, price_drop, seats
from zegel.flows.households import HAS, IN
from zegel.flows.leaving import LEAVING
from zegel.flows.marks import MARK
from zegel.flows.notes import NOTE
from zegel.flows.people import CONSENT
from zegel.flows.profiles import CHOOSES, HOME_BRANCH, KNOWN, PROFILE
from zegel.flows.refer import BROUGHT
from zegel.program.model import Words
from zegel.program.thing_names import ANSWER, FIELD
from zegel.program.words import named
from zegel.web.card.frame import Own

Json = dict[str, Any]
OF_ARTICLES: Final = (WARRANTY, TRIAL)
"""Kinds of dossier that are about an article, by its number."""
_WAITS: Final = ("reserved", "picked")


class Called(Protocol):
    """Whatever a program gives a name."""

    @property
    def id(self) -> str:
        """What the file calls it."""
        ...

    @property
    def names(self) -> Words:
        """What people are told that it is called."""
        ...


def told_groups(own: Own, told: list[Json]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(heading, its lines as (what, the day or "")) for each kind that is there, the newest line first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in sorted(told, key=lambda one: str(one["at"]), reverse=True):
        said = TELLS[one["kind"]](own, one)
        if said:
            groups.setdefault(own.tongue.say(f"told {one['kind']}"), []).append((said, own.figures.day(one["at"][:10], "d MMMM y")))
    return list(groups.items())


def stands(own: Own, one: Json) -> str:
    """How it stands, in words; "" where there is nothing to say."""
    if one["kind"] == seats.DOSSIER:
        return own.tongue.words(seat_state_words(one["state"]))
    for key in (f"stands {one['kind']} {one['state']}", f"stands {one['state']}"):
        if own.tongue.knows(key):
            return own.tongue.say(key)
    return own.tongue.words(SAID[one["state"]]) if one["state"] in SAID else ""


def _joined(*parts: str) -> str:
    """What is there of it.

    >>> _joined("P100", "", "geldig")
    'P100 · geldig'
    """
    return " · ".join(part for part in parts if part)


def _money(own: Own, minor: int | None) -> str:
    return own.figures.money(minor) if minor else ""


def _until(own: Own, day: str | None) -> str:
    return own.tongue.say("told until", day=own.figures.day(day, "d MMMM y")) if day else ""


def _case(own: Own, one: Json) -> str:
    data = one["data"]
    minor = next((data[name] for name in ("minor", "offer_minor", "worth_minor") if data.get(name)), None)
    what = about(own.program, one["kind"], data, own.tongue.language)
    return _joined(what, str(data.get("detail", "")), stands(own, one), _until(own, data.get("until")), _money(own, minor))


def _task(own: Own, one: Json) -> str:
    return _joined(one["data"]["task"][own.tongue.language], stands(own, one))


def _account(own: Own, one: Json) -> str:
    data = one["data"]
    return _joined(iban_masked(data["iban"]), data["holder"], _money(own, data.get("minor") if one["kind"] == PAYMENT else None))


def _consent(own: Own, one: Json) -> str:
    purpose, _, channel = one["id"].rpartition(" by ")
    named = own.tongue.say(f"purpose {purpose}") if own.tongue.knows(f"purpose {purpose}") else purpose.capitalize()
    by = own.tongue.say(f"by {channel}") if own.tongue.knows(f"by {channel}") else channel
    return _joined(named, by, stands(own, one))


def _field(own: Own, one: Json) -> str:
    """What was told besides a name: a field in the shop's own word."""
    if one["id"] == CHOOSES:
        return own.tongue.say("told chooses" if one["state"] == KNOWN else "told by itself")
    field = own.tongue.say("home branch") if one["id"] == HOME_BRANCH else named(own.program, FIELD, one["id"], own.tongue.language)
    return f"{field}: {_held(own, one) if one['state'] == KNOWN else own.tongue.say('told forgotten')}"


def _held(own: Own, one: Json) -> str:
    """What a field holds: a branch or one of its texts by its name, yes or no as words, a number as it is."""
    held, language = str(one["data"].get("held", "")), own.tongue.language
    if one["id"] == HOME_BRANCH:
        return named(own.program, "branch", held, language)
    form = next((field.form for field in own.program.profile_fields if field.id == one["id"]), "text")
    if form == "yes or no":
        return own.tongue.say("said that" if held == "1" else "said that not")
    return named(own.program, ANSWER, held, language) if held else ""


def _with_whom(own: Own, one: Json) -> str:
    who = one.get("name") or own.tongue.say("somebody")
    return _joined(who, own.tongue.say("told child") if one["data"].get("child") else "", stands(own, one))


def _called(own: Own, kinds: Iterable[Called], name: str) -> str:
    """What the program calls it now, in the member's language; its id where it is promised no longer or has no name."""
    found = next((own.tongue.words(one.names) for one in kinds if one.id == name), "")
    return found or name


def _seat(own: Own, one: Json) -> str:
    return _joined(_called(own, own.program.experiences, one["id"]), stands(own, one))


def _agreement(own: Own, one: Json) -> str:
    return _joined(_called(own, own.program.ladders, one["id"]), stands(own, one))


def _bonus(own: Own, one: Json) -> str:
    bonus = bonus_from(dumps(one["data"]))
    paid = _money(own, bonus.paid_minor)
    return _joined(_called(own, own.program.ladders, one["id"].partition("/")[0]), stands(own, one), _until(own, bonus.year.last), paid)


def _order(own: Own, one: Json) -> str:
    """A reward that they ordered. One whose time to be collected is over went back by itself, and its dossier stays as it was."""
    data = one["data"]
    over = one["state"] in _WAITS and data["until"] <= own.call.at
    count = own.tongue.say("told times", count=own.figures.number(data["count"])) if data["count"] > 1 else ""
    return _joined(
        _called(own, own.program.rewards, data["reward"]), count, own.tongue.say("stands order over") if over else stands(own, one)
    )  # fmt: skip


def _gesture(own: Own, one: Json) -> str:
    kinds = own.program.gestures.kinds if own.program.gestures else ()
    return _joined(_called(own, kinds, one["data"]["gesture"]), stands(own, one), one["data"]["reason"])


def _correction(own: Own, one: Json) -> str:
    data, unit = one["data"], own.unit(one["data"]["unit"])
    count = own.counted(data["count"], unit) if unit else f"{own.figures.number(data['count'])} {data['unit']}"
    return _joined(count, stands(own, one), data["reason"])


def _mark(own: Own, one: Json) -> str:
    kind = one["id"].rpartition(" ")[0]
    return own.tongue.say(f"mark {kind}") if own.tongue.knows(f"mark {kind}") else kind


def _note(own: Own, one: Json) -> str:
    return str(one["data"].get("text", "")) or own.tongue.say("told forgotten")


def _block(own: Own, one: Json) -> str:
    return _joined(stands(own, one), one["data"]["reason"])


TELLS: Final[Mapping[str, Callable[[Own, Json], str]]] = {
    WARRANTY: _case, REBATE: _case, TRADE_IN: _case, SERVICE: _case, TRIAL: _case, TASK: _task, ACCOUNT: _account, PAYMENT: _account,
    CONSENT: _consent, PROFILE: _field, NOTE: _note, IN: _with_whom, HAS: _with_whom, REFERRAL: stands, BROUGHT: stands,
    AGREEMENT: _agreement, BONUS: _bonus, seats.DOSSIER: _seat, gestures.DOSSIER: _gesture, corrections.DOSSIER: _correction,
    blocking.DOSSIER: _block, merging.DOSSIER: stands, orders.DOSSIER: _order, LEAVING: stands, MARK: _mark,
    price_drop.GIVEN: lambda own, one: _money(own, one["data"]["given"]),
}  # fmt: skip
"""Kind of dossier → what a line says of one. A dispute of partners is in no member's card."""

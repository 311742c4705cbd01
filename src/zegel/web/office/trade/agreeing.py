"""A new agreement for a business customer, and the end of one. What it promises is said with their own figures before it counts."""

from dataclasses import replace
from typing import Any, Final

from zegel.access.identifiers import normalised
from zegel.access.refusals import InvalidIdentifier
from zegel.core.canonical import document_bytes
from zegel.core.ids import CompanyId, PurseId, purse_of, purse_text
from zegel.core.periods import Day
from zegel.core.refusals import Malformed, NotSignedIn, UnknownAgreement, UnknownMember, ZegelError
from zegel.core.value import value
from zegel.decide.agreement import AGREEMENT, NOT_GIVEN, RUNNING, agreement_from
from zegel.decide.bonus import Turnover, bonus_of
from zegel.flows.commands import MakeAgreement
from zegel.hall.calls import Call, header_of
from zegel.hall.refused import said_of
from zegel.hall.translate import is_day
from zegel.program.ladder_words import ladder_sentences
from zegel.program.ladders import Ladder
from zegel.program.model import Program, Words
from zegel.web.office.frame import framed
from zegel.web.parts.amounts import amount_of
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures

BUSINESS: Final = "/kantoor/zakelijk"
TYPED: Final = {"afspraak": 60, "lid": 254, "groep": 3_000, "van": 10, "tot": 10, "vorig": 20, "verwacht": 20, "reden": 200}
"""The form's fields, and how much of each is read."""
MOST: Final = 50
"""Others whose turnover counts as well."""


@value
class Wish:
    """What was typed, as far as it is right: who, with whom, and the command's own values."""

    who: PurseId | None
    members: tuple[PurseId, ...]
    ladder: Ladder | None
    first: Day
    last: Day
    last_year_minor: int
    expected_minor: int
    reason: str


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/zakelijk/nieuw: the form; with `lid` for that customer."""
    call = await door.call(asked)
    typed = dict.fromkeys(TYPED, "") | {"lid": asked.text("lid", TYPED["lid"]), "van": _first_of_year(door, asked, call)}
    return await _page(door, asked, call, typed, {}, None)


async def make(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/zakelijk/nieuw: said first (`doe` is kijk), then made. What is wrong stands at its field."""
    call = await door.call(asked, asked.text("key", 64))
    typed = {name: asked.text(name, longest).strip() for name, longest in TYPED.items()}
    wrong: dict[str, Words] = {}
    wish = await _wished(door, asked, call, typed, wrong)
    if wrong or asked.text("doe", 10) == "kijk" or wish.who is None or wish.ladder is None:
        return await _page(door, asked, call, typed, wrong, wish)
    header = header_of(call, {}, document_bytes(dict(typed)))
    command = MakeAgreement(
        header, wish.who, wish.ladder.id, wish.first, wish.last, wish.members, wish.last_year_minor, wish.expected_minor, wish.reason
    )
    try:
        await door.submit(asked, command)
    except ZegelError as refusal:
        field = "groep" if refusal.code == "agreement_taken" and wish.members else "van" if refusal.code == "year_not_over" else "lid"
        return await _page(door, asked, call, typed, {field: said_of(refusal)}, wish)
    return Sent(f"{BUSINESS}/{purse_text(wish.who)}/{wish.ladder.id}")


async def end(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/zakelijk/{member}/{agreement}/einde: its last day; what was earned until then stands."""
    call = await door.call(asked, asked.text("key", 64))
    purse, name = purse_of(asked.params["member"]), asked.params["agreement"]
    kept = [one for one in await door.queries.dossiers_of(call.grant.company, purse, AGREEMENT) if one.id == name] if purse else []
    if purse is None or not kept or kept[0].state != RUNNING:
        raise UnknownAgreement(agreement=name[:60])
    old, last = agreement_from(kept[0].data), asked.text("tot", 10)
    if not is_day(last) or last < old.first:
        raise Malformed(f"tot: a day from {old.first} on", field="tot")
    found = {"tot": last, "reden": asked.text("reden", 200)}
    members = tuple(one for text in old.members if (one := purse_of(text)) is not None)
    await door.submit(asked, MakeAgreement(
        header_of(call, {}, document_bytes(dict(found))), purse, name, old.first, Day(last), members, old.last_year_minor,
        old.expected_minor, found["reden"],
    ))  # fmt: skip
    return Sent(f"{BUSINESS}/{purse_text(purse)}/{name}")


# -- reading the form


async def _wished(door: Door, asked: Asked, call: Call, typed: dict[str, str], wrong: dict[str, Words]) -> Wish:
    ladder = next((one for one in call.live(asked.at).program.ladders if one.id == typed["afspraak"]), None)
    if ladder is None:
        wrong["afspraak"] = Words("Kies een afspraak van het programma.", "Choose an agreement of the program.")
    who = await _customer(door, asked, call, typed["lid"])
    if who is None:
        wrong["lid"] = said_of(UnknownMember())
    members: list[PurseId] = []
    lines = [line.strip() for line in typed["groep"].splitlines() if line.strip()]
    if len(lines) > MOST:
        many = len(lines)
        wrong["groep"] = Words(
            f"Hoogstens {MOST} anderen tellen mee; dit zijn er {many}.", f"At most {MOST} others count; these are {many}."
        )
    for line in lines[:MOST]:
        found = await _customer(door, asked, call, line)
        if found is None or found == who:
            wrong.setdefault("groep", Words(f"“{line[:60]}” is geen andere klant.", f"“{line[:60]}” is no other customer."))
        else:
            members.append(found)
    first, last = _day(typed, "van", wrong), _day(typed, "tot", wrong) if typed["tot"] else Day("")
    if last and first and last < first:
        wrong["tot"] = Words("Dat is voor de eerste dag.", "That is before the first day.")
    figures = door.figures(asked, call)
    return Wish(
        who, tuple(dict.fromkeys(members)), ladder, first, last, _amount(typed, "vorig", figures, wrong),
        _amount(typed, "verwacht", figures, wrong), typed["reden"],
    )  # fmt: skip


async def _customer(door: Door, asked: Asked, call: Call, shown: str) -> PurseId | None:
    """Who that is: by card, customer number, e-mail or telephone, or by their number here; None for nobody."""
    company: CompanyId = call.grant.company
    purse = purse_of(shown)
    if purse is None:
        country = call.live(asked.at).program.country
        for kind in ("email",) if "@" in shown else ("card", "external", "phone"):
            try:
                purse = purse or await door.desk.find(company, normalised(kind, shown, country))
            except InvalidIdentifier:
                continue
    found = None if purse is None else await door.queries.purse(company, purse)
    return None if found is None or not found.since else found.alias_of or purse


def _day(typed: dict[str, str], name: str, wrong: dict[str, Words]) -> Day:
    if is_day(typed[name]):
        return Day(typed[name])
    wrong[name] = Words("Kies een dag.", "Choose a day.")
    return Day("")


def _amount(typed: dict[str, str], name: str, figures: Figures, wrong: dict[str, Words]) -> int:
    if not typed[name]:
        return NOT_GIVEN
    try:
        return amount_of(typed[name], figures.digits)
    except Malformed:
        wrong[name] = Words("Typ een bedrag, zoals 42.000,00.", "Type an amount, such as 42,000.00.")
        return NOT_GIVEN


def _first_of_year(door: Door, asked: Asked, call: Call) -> str:
    return f"{door.figures(asked, call).local(asked.at).year}-01-01"


# -- the page


async def _page(door: Door, asked: Asked, call: Call, typed: dict[str, str], wrong: dict[str, Words], wish: Wish | None) -> Answer:
    program = call.live(asked.at).program
    ladder = wish.ladder if wish is not None else next(iter(program.ladders), None)
    shows: dict[str, Any] = {
        "typed": typed, "wrong": wrong, "ladders": [(one.id, one.names) for one in program.ladders], "key": door.new_key(),
        "said": _sentences(program, ladder) if ladder is not None else [], "ladder": ladder, "looked": wish is not None and not wrong,
        "gives": [], "name": "", "others": 0, "version": 0,
    }  # fmt: skip
    if wish is not None and ladder is not None:
        shows |= {"gives": _gives(ladder, wish), "name": await _name(door, call, wish.who), "others": len(wish.members)}
        shows["version"] = await _version(door, call, wish.who, ladder.id)
    return Page("office/agreeing.html", await framed(door, asked, call, "business", shows), 422 if wrong else 200)


def _sentences(program: Program, ladder: Ladder) -> list[Words]:
    return [words for _, words in ladder_sentences(program, ladder)]


def _gives(ladder: Ladder, wish: Wish) -> list[dict[str, Any]]:
    """The customer's own figures: what the year before, and the year that is expected, come to by this method and by the other."""
    other = replace(ladder, method="marginal" if ladder.method == "whole" else "whole")
    before = max(wish.last_year_minor, 0)
    years = (("last year", wish.last_year_minor, 0), ("expected", wish.expected_minor, before))
    return [
        {
            "what": what, "turnover": minor, "bonus": bonus_of(ladder, _year(minor, last)).minor,
            "other": bonus_of(other, _year(minor, last)).minor,
        }
        for what, minor, last in years
        if minor >= 0 and ladder.by == "amount"
    ]  # fmt: skip


def _year(minor: int, last_year: int) -> Turnover:
    return Turnover(((0, minor),), 0, last_year)


async def _version(door: Door, call: Call, who: PurseId | None, ladder: str) -> int:
    """The version that the customer has of this agreement; 0 for none."""
    kept = await door.queries.dossiers_of(call.grant.company, who, AGREEMENT) if who is not None else []
    return next((agreement_from(one.data).version for one in kept if one.id == ladder), 0)


async def _name(door: Door, call: Call, who: PurseId | None) -> str:
    known = await door.queries.profile_of(call.grant.company, who) if who is not None else None
    return known.profile.name if known else ""


def may_end(asked: Asked, stands: dict[str, Any]) -> bool:
    """Whether the visitor may end the agreement that stands like this."""
    if asked.visitor is None:
        raise NotSignedIn()
    return "agreements:write" in asked.visitor.rights and stands["state"] == RUNNING and not stands.get("lead")

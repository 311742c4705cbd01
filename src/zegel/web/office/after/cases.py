"""What comes after a sale: warranties, rebates, trade-ins and complaints, with where each can go and what goodwill there is."""

from collections.abc import Mapping, Sequence
from json import loads
from typing import Any, Final

from zegel.core.canonical import document_bytes
from zegel.core.iban import iban_masked
from zegel.core.ids import CompanyId, PurseId, case_of, purse_text, receipt_of
from zegel.core.periods import HOUR, Instant
from zegel.core.refusals import Malformed, NotAllowed, NotSignedIn, UnknownCase, UnknownReceipt, ZegelError
from zegel.decide.cases import (
    CALLED,
    GIVES,
    LISTED,
    MOVES,
    NEEDS_REASON,
    NOT_CHARGED,
    REBATE,
    REFERRAL,
    REMEDIES,
    SAID,
    SERVICE,
    SETTLED,
    STATES,
    TO_CHARGE,
    TO_RELEASE,
    TRADE_IN,
    TRIAL,
    WARRANTY,
    about,
)
from zegel.decide.cash_back import ACCOUNT, KEPT, SENT_BACK, TO_CHECK, TO_PAY
from zegel.decide.cash_back import PAID as PAID_OUT
from zegel.decide.referring import WHY
from zegel.decide.surveys import Answers, answers_of
from zegel.flows.commands import MoveCase, OpenCase, Seller
from zegel.flows.facts import Dossier
from zegel.hall.calls import Call, goodwill_role_of, header_of, local, member_of
from zegel.hall.refused import said_of
from zegel.program.care import SEVERITIES
from zegel.program.country.trade_in_law import trade_in_law
from zegel.program.gives_words import PAID, gives_said
from zegel.program.model import Program, Words
from zegel.program.thing_names import GOODWILL
from zegel.program.words import Language, named
from zegel.web.office.actors import names_of
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken_list
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.happened import Event, happened
from zegel.web.parts.tables import Column, listed, row
from zegel.web.parts.visitors import Visitor

HERE: Final = "/kantoor/zaken"
MOST: Final = 1_000
A_YEAR: Final = 365 * 24 * HOUR
UNDER_WAY: Final = tuple(sorted({state for kind in LISTED for state in MOVES[kind]} - SETTLED | {"running"}))
"""States from which a case can still go somewhere."""
OVER: Final = tuple(sorted(set(STATES) - set(UNDER_WAY)))
OF_AN_ARTICLE: Final = (WARRANTY, TRIAL)
"""Kinds that keep the number of the article that they are about."""
WAITS: Final = ("open", "to do")
"""States in which somebody waits until a day."""
COLUMNS: Final = (Column("when", "moment"), Column("kind"), Column("about"), Column("name", "person"), Column("state"), Column("who"))
FACTS: Final = (
    "what",
    "rule",
    "told",
    "described",
    "from",
    "until",
    "serial",
    "condition",
    "statement",
    "worth_minor",
    "offer",
    "given",
    "sale",
    "severity",
    "remedy",
    "answer_by",
    "task",
    "done_by",
    "done_on",
    "by",
    "survey",
    "approved_minor",
    "less",
    "back",
    "paid_on",
    "charge",
    "minor",
    "label",
    "free",
)
"""What cases keep, each kind its own of it."""
LOOKS: Final = {
    "open": "warn", "held": "warn", "to do": "warn", "claimed": "warn",
    TO_CHECK: "warn", TO_CHARGE: "warn", TO_RELEASE: "warn", NOT_CHARGED: "bad", SENT_BACK: "bad",
    "offered": "brand", "acknowledged": "brand", "refused": "bad",
}  # fmt: skip


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/zaken: those under way, the newest first; with `voorbij` those that are done; `soort` is one kind alone."""
    visitor, call = await _who(door, asked)
    over, kind = asked.text("voorbij", 2) == "ja", asked.text("soort", 20)
    if kind and kind not in LISTED:
        raise Malformed("soort: a kind of case", field="soort")
    states = OVER if over else UNDER_WAY
    found: list[Dossier] = []
    for one in (kind,) if kind else LISTED:
        found += await door.queries.dossier_lists.newest(visitor.company, one, states, Instant(0), MOST)
    tongue = door.renderer.tongue("office", asked.speaks)
    told = [(one, loads(one.data)) for one in found]
    names = await names_of(door, visitor.company, {str(data.get("actor", "")) for _, data in told}, tongue)
    people = {one.purse: await _name(door, visitor, one.purse) for one in found}
    called, program = await _called(door, visitor.company, told, asked), call.live(asked.at).program
    rows = [
        row(
            {
                "when": one.at, "kind": _said(CALLED[one.kind], asked), "about": _about(program, one, data, called, asked),
                "name": people[one.purse] or tongue.say("nameless"), "state": _said(SAID[one.state], asked),
                "who": names.get(str(data.get("actor", "")), ""),
            },
            {"about": f"{HERE}/{one.id}", "kind": f"{HERE}/{one.id}"} | _member(visitor, one.purse),
            {"state": LOOKS.get(one.state, "plain")},
        )
        for one, data in told
    ]  # fmt: skip
    listing = listed(asked, COLUMNS, rows, "-when", [("voorbij", "ja" if over else ""), ("soort", kind)])
    if listing.wish.file:
        return await taken_list(door, asked, call, "cases", listing)
    surveys = await _surveys(door, visitor, asked) if kind in ("", SERVICE) and over else ()
    shows = {"list": listing, "over": over, "kind": kind, "surveys": surveys, "kinds": [(name, CALLED[name]) for name in LISTED]}
    return Page("office/cases.html", await framed(door, asked, call, "cases", shows))


async def _surveys(door: Door, visitor: Visitor, asked: Asked) -> tuple[Answers, ...]:
    """How complaints of the last year went, as their members say."""
    found = await door.queries.dossier_lists.newest(visitor.company, SERVICE, STATES, Instant(asked.at - A_YEAR), MOST)
    return answers_of(loads(each.data) for each in found)


async def one(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/zaken/{case}: what it is about, and where it can go."""
    return await _page(door, asked)


async def move(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/zaken/{case}: on to the next state; what gives something is agreed to by somebody else."""
    call = await door.call(asked, asked.text("key", 64))
    found = {name: asked.text(name, 200) for name in ("to", "offer", "reason", "remedy", "severity", "seller", "address")}
    try:
        case, number = case_of(asked.params["case"])
    except UnknownReceipt:
        raise UnknownCase() from None
    if found["to"] in (PAID_OUT, SENT_BACK) and "rebates:pay" not in call.grant.scopes:
        raise NotAllowed(scope="rebates:pay")
    _choice(found, "remedy", REMEDIES)
    _choice(found, "severity", SEVERITIES)
    seller = Seller(found["seller"][:100], found["address"]) if found["seller"] else None
    command = MoveCase(
        header_of(call, {}, document_bytes(dict(found))), case, found["to"], found["offer"], found["reason"], goodwill_role_of(call, {}),
        found["remedy"], found["severity"], number, seller,
    )  # fmt: skip
    try:
        await door.submit(asked, command)
    except ZegelError as refusal:
        return await _page(door, asked, said_of(refusal))
    return Sent(f"{HERE}/{asked.params['case']}")


async def begin(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/leden/{member}/zaken: a member is not content: what about, and in their own words."""
    call = await door.call(asked, asked.text("key", 64))
    found = {"what": asked.text("what", 100), "detail": asked.text("detail", 500), "severity": asked.text("severity", 10)}
    _choice(found, "severity", SEVERITIES)
    who = member_of(asked.params["member"])
    command = OpenCase(header_of(call, {}, document_bytes(dict(found))), who, SERVICE, found["what"], None, 0, found["detail"], 0,
        found["severity"])  # fmt: skip
    reply = await door.submit(asked, command)
    assert reply.outcome.receipt is not None, "what was opened has a receipt"
    return Sent(f"{HERE}/{reply.outcome.receipt.id}")


async def cases_of(door: Door, visitor: Visitor, program: Program, purse: PurseId, asked: Asked) -> list[dict[str, Any]]:
    """A member's cases, for their own page: the newest first."""
    found = [one for one in await door.queries.dossiers_of(visitor.company, purse) if one.kind in LISTED and one.state in STATES]
    called = await _called(door, visitor.company, [(one, loads(one.data)) for one in found], asked)
    return [
        {
            "to": f"{HERE}/{one.id}", "kind": _said(CALLED[one.kind], asked), "state": _said(SAID[one.state], asked), "at": one.at,
            "about": _about(program, one, loads(one.data), called, asked), "look": LOOKS.get(one.state, ""),
        }
        for one in sorted(found, key=lambda one: -one.at)
    ]  # fmt: skip


async def _page(door: Door, asked: Asked, refused: Words | None = None) -> Answer:
    visitor, call = await _who(door, asked)
    try:
        case, _ = case_of(asked.params["case"])
    except UnknownReceipt:
        raise UnknownCase() from None
    mine = await door.queries.dossiers_of(visitor.company, case.purse)
    found = next((one for one in mine if one.kind in LISTED and one.id == asked.params["case"]), None)
    if found is None:
        raise UnknownCase()
    program, language = call.live(asked.at).program, _language(asked)
    data, tongue = dict.fromkeys(FACTS, "") | loads(found.data), door.renderer.tongue("office", asked.speaks)
    opened = str(data.get("actor", ""))
    ahead = MOVES[found.kind].get(found.state, ()) if "cases:write" in visitor.rights else ()
    if "rebates:pay" not in visitor.rights:
        ahead = tuple([to for to in ahead if to not in (PAID_OUT, SENT_BACK)])
    if data.get("line") and found.state == "acknowledged":  # about what was bought the law's remedy comes first
        ahead = tuple([to for to in ahead if to != "offered"])
    shows: dict[str, Any] = {
        "case": found, "kind": CALLED[found.kind], "state": SAID[found.state], "look": LOOKS.get(found.state, ""), "data": data,
        "about": _about(program, found, data, await _called(door, visitor.company, [(found, data)], asked), asked),
        "name": await _name(door, visitor, found.purse), "member": purse_text(found.purse), "refused": refused, "key": door.new_key(),
        "sees_member": "members:list" in visitor.rights, "sees_receipt": "books:read" in visitor.rights,
        "moves": [_move(found, to, data, visitor, asked) for to in ahead],
        "offers": _offers(call, asked, str(data["severity"])),
        "offered": named(program, GOODWILL, str(data["offer"]), language), "severities": SEVERITIES, "remedies": REMEDIES,
        "task": data["task"].get(asked.speaks, "") if data["task"] else "",
        "late": found.state in WAITS and "" < str(data["answer_by"]) < local(call.live(asked.at), "", asked.at).business_date,
        "statement_minor": _statement_from(call, asked), "most": program.care.most,
        "happened": await _steps(door, call, asked, data), "account": _account(found, mine, visitor),
    }  # fmt: skip
    shows["brought"] = await _brought(door, visitor, str(data["by"]))
    actors = {opened, str(data["done_by"]), *(one.actor for one in shows["happened"] if one.actor)}
    shows["who"] = await names_of(door, visitor.company, actors, tongue)
    # What Zegel did by itself keeps whose case it is (four eyes ask for that), and is the last of it all the same.
    last = next((one.actor for one in shows["happened"] if one.actor), opened)
    shows["by"] = shows["who"].get(last, "")
    return Page("office/case.html", await framed(door, asked, call, "cases", shows), 200 if refused is None else 422)


def _account(found: Dossier, mine: Sequence[Dossier], visitor: Visitor) -> dict[str, str] | None:
    """Of a rebate in money: whose account it goes to and its last four, for whoever agrees to it; never more of it here."""
    if found.kind != REBATE or "cases:write" not in visitor.rights:
        return None
    kept = next((loads(one.data) for one in mine if one.kind == ACCOUNT and one.id == found.id and one.state == KEPT), None)
    return None if kept is None else {"holder": kept["holder"], "iban": iban_masked(kept["iban"])}


async def _brought(door: Door, visitor: Visitor, by: str) -> dict[str, str] | None:
    """Of a friend: the member who brought them."""
    if not by:
        return None
    purse = PurseId(bytes.fromhex(by))
    return {"member": purse_text(purse), "name": await _name(door, visitor, purse)}


async def _steps(door: Door, call: Call, asked: Asked, data: dict[str, Any]) -> list[Event]:
    """What was done in the case, the newest first: who did what when and why, and what was given."""
    tongue, figures = door.renderer.tongue("office", asked.speaks), door.figures(asked, call)
    receipts = [receipt_of(text) for text in data.get("receipts", ())]
    return [one for each in reversed(receipts) for one in await happened(door, call, each.purse, each.seq + 1, 1, tongue, figures)]


def _move(found: Dossier, to: str, data: dict[str, Any], visitor: Visitor, asked: Asked) -> dict[str, Any]:
    """One step that may follow: what it asks for, and whether somebody else must take it."""
    return {
        "to": to, "says": _said(SAID[to], asked), "reason": to in NEEDS_REASON or found.kind in (WARRANTY, REFERRAL),
        "offers": to == "offered",
        "gives": GIVES.get(found.kind) == to, "severity": to in ("acknowledged", "remedied"), "remedy": to == "remedied",
        "seller": found.kind == TRADE_IN and to == "taken",
        "other": _is_for_others(to, data, visitor),
    }  # fmt: skip


def _is_for_others(to: str, data: dict[str, Any], visitor: Visitor) -> bool:
    """Whether somebody else than this visitor must take the step."""
    if to == TO_PAY:
        return bool(visitor.actor == data.get("account_by"))
    mine = visitor.actor in (data.get("actor"), data.get("account_by"))
    return to in ("approved", "accepted") and mine and not data.get("alone")


async def _called(door: Door, company: CompanyId, cases: Sequence[tuple[Dossier, dict[str, Any]]], asked: Asked) -> dict[str, str]:
    """Number → name and number of the articles that these cases are about; of those that the catalogue does not have, nothing."""
    skus = {str(data["what"]) for case, data in cases if case.kind in OF_AN_ARTICLE and data.get("what")}
    found = [await door.queries.article(company, sku) for sku in sorted(skus)]
    named = [(one.sku, one.called(asked.speaks)) for one in found if one is not None]
    return {sku: f"{name} ({sku})" for sku, name in named if name != sku}


def _about(program: Program, case: Dossier, data: dict[str, Any], called: Mapping[str, str], asked: Asked) -> str:
    """What a case is about: an article by its name; of a friend why somebody should look."""
    if case.kind == REFERRAL:
        return ", ".join(_said(WHY[why], asked) for why in data["why"]) or _said(CALLED[REFERRAL], asked)
    what = about(program, case.kind, data, _language(asked))
    return called.get(what, what) if case.kind in OF_AN_ARTICLE else what


def _statement_from(call: Call, asked: Asked) -> int:
    """From what worth on the law asks a purchase statement."""
    program = call.live(asked.at).program
    return trade_in_law(program.country, program.currency).statement_minor


def _choice(found: dict[str, str], name: str, known: tuple[str, ...]) -> None:
    if found[name] not in ("", *known):
        raise Malformed(f"{name}: one of those of the page", field=name)


def _offers(call: Call, asked: Asked, severity: str) -> list[dict[str, Any]]:
    """The program's ladder of goodwill: what each offer gives."""
    program = call.live(asked.at).program
    units = {unit.id: unit for unit in program.units}
    language = _language(asked)
    return [
        {"id": one.id, "called": named(program, GOODWILL, one.id, language), "gives": gives_said(program, one.gives, PAID, language)}
        for one in program.care.goodwill
        if one.gives.unit in units and (not one.severities or severity in one.severities)
    ]


def _language(asked: Asked) -> Language:
    return "nl" if asked.speaks == "nl" else "en"


def _said(words: Words, asked: Asked) -> str:
    return words.nl if asked.speaks == "nl" else words.en


def _member(visitor: Visitor, purse: PurseId) -> dict[str, str]:
    return {"name": f"/kantoor/leden/{purse_text(purse)}"} if "members:list" in visitor.rights else {}


async def _name(door: Door, visitor: Visitor, purse: PurseId) -> str:
    known = await door.queries.profile_of(visitor.company, purse)
    return known.profile.name if known else ""


async def _who(door: Door, asked: Asked) -> tuple[Visitor, Call]:
    if asked.visitor is None:
        raise NotSignedIn()
    return asked.visitor, await door.call(asked)

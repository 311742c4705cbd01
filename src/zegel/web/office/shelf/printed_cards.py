"""Gift cards that are printed beforehand: batches with how their cards stand, one batch with its cards, and what is done to them.

Who works at one branch sees the cards that were sent there, says that they came in, and blocks what is stolen or lost there. The codes
are shown once: until whoever made them says that they have them.
"""

import re
from asyncio import to_thread
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from zegel.core.canonical import Json
from zegel.core.codes import printed
from zegel.core.ids import purse_text
from zegel.core.refusals import Malformed, NotSignedIn, UnknownCardBatch
from zegel.decide.plan import plan_of
from zegel.desk import card_batches
from zegel.desk.card_batches import MOST_CARDS
from zegel.flows.gift_cards import check_amount
from zegel.hall.calls import Call
from zegel.hall.card_register import MAKE, WHAT, WRITE, Wanted, batch_seen, do, seen_by
from zegel.store.card_register import MAKING, STANDS, CardBatch, CardRegister, CardWish, RegisteredCard
from zegel.store.people_records import Deed
from zegel.web.office.frame import framed
from zegel.web.office.shelf.gift_cards import HERE as CARDS_HERE
from zegel.web.office.signing_in import drawn_code
from zegel.web.office.taking import taken, taken_list
from zegel.web.parts.amounts import minor_of
from zegel.web.parts.asked import Answer, Asked, Page, Piece, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.exports import taken_along
from zegel.web.parts.tables import PAGE, Cell, Column, Listing, Row, fact, listed, page_of, row, wished
from zegel.web.parts.words import Tongue

HERE: Final = "/kantoor/kaartseries"
MOST_BATCHES: Final = 2_000
MOST_PRINTED: Final = 240
NAME: Final = re.compile(r"(?!nieuw$)[a-z0-9][a-z0-9_-]{0,39}")
"""Of a batch; that one is an address of its own."""
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    **{name: (name,) for name in STANDS}, "gone": ("used", "expired", "replaced"), "stopped": ("blocked", "lost"),
}  # fmt: skip
"""Which cards of a batch a list may be asked for, and how those stand."""
TILES: Final = ("made", "sent", "there", "active", "gone", "stopped")
COLUMNS: Final = (
    Column("cardbatch"), Column("begun", "moment"), fact("printedworth", "money"), Column("cards", "count"),
    *[Column(f"cards{name}", "count") for name in TILES],
)  # fmt: skip
SORTS: Final = {"cardno": "n", "tail": "tail", "state": "stands", "branch": "branch", "stood": "at"}
AT_ONCE: Final = 2_000
"""Cards of a file that are read at a time."""
PRINTED: Final = (Column("cardno", "count"), Column("code"), Column("printed"))
"""What a printing house is given."""
CARDS: Final = (
    Column("cardno"), Column("tail"), Column("state"), Column("branch"), Column("stood", "moment"),
)  # fmt: skip
LOOKS: Final = {
    "made": "plain", "sent": "warn", "there": "good", "active": "good", "used": "plain", "expired": "plain", "replaced": "plain",
    "blocked": "bad", "lost": "bad",
}  # fmt: skip


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/kaartseries: every batch with what became of its cards; of one branch, the batches that something was sent of."""
    call, seen = await _who(door, asked)
    company = call.grant.company
    counts = await door.queries.card_register.counts(company, asked.at, seen)
    found = await door.queries.card_register.batches(company, "", MOST_BATCHES)
    batches = [one for one in found if seen is None or one.id in counts]
    listing = listed(asked, COLUMNS, [_batch_row(one, counts.get(one.id, {})) for one in batches], "-begun")
    if listing.wish.file:
        return await taken_list(door, asked, call, "cardbatches", listing)
    cards = call.live(asked.at).program.stored.gift_cards
    shows = {
        "list": listing, "may_make": MAKE in call.grant.scopes and seen is None, "most": MOST_CARDS, "least": cards.least_minor,
        "most_minor": cards.most_minor, "registered": cards.registered, "all": seen is None,
    }  # fmt: skip
    return Page("office/card_batches.html", await framed(door, asked, call, "giftcards", shows))


async def begin(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/kaartseries/nieuw: a batch that waits to be downloaded or printed."""
    call = await door.call(asked)
    named, count = asked.text("batch", 40), asked.number("count", 1, MOST_CARDS)
    if not NAME.fullmatch(named):
        raise Malformed("batch: small letters, digits and - make its name", field="batch")
    worth = minor_of("worth", asked.text("worth", 20), door.figures(asked, call), 0)
    plan = plan_of(call.live(asked.at))
    check_amount(plan, worth or plan.compiled.program.stored.gift_cards.least_minor, 0)
    batch = CardBatch(named, MAKING, count, 0, worth, door.random_bytes(32), asked.at)
    deed = _deed(asked, call, "card_batch.make", named, {"count": count, "worth_minor": worth})
    await card_batches.begin(door.people.register, call.grant.company, batch, deed)
    return Sent(f"{HERE}/{named}")


async def one(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/kaartseries/{series}: how it stands, and its cards; htmx gets how far it is made."""
    call, seen = await _who(door, asked)
    batch = await batch_seen(door.people.register, call.grant, asked.params["series"], asked.at)
    shows: dict[str, Any] = {
        "batch": batch, "making": batch.state == MAKING, "whole": batch.made >= batch.asked, "most": MOST_PRINTED,
        "may_hand_out": MAKE in call.grant.scopes and seen is None, "printable": batch.asked <= MOST_PRINTED,
        "batch_at": f"{HERE}/{quote(batch.id)}", "take_what": "take cards what", "print_only": "print only cards",
    }  # fmt: skip
    if asked.is_piece:
        return Piece("office/making.html", await framed(door, asked, call, "giftcards", shows))
    which = asked.text("which", 12)
    if which and which not in GROUPS:
        raise Malformed("which: how cards stand", field="which")
    register, company = door.queries.card_register, call.grant.company
    wish, tongue = wished(asked, CARDS, "cardno"), door.renderer.tongue("office", asked.speaks)
    cards = CardWish(GROUPS[which] if which else (), _words(wish.words, tongue), SORTS[wish.sort], wish.down)
    if wish.file:
        rows = (_card_row(card, tongue, call) async for card in _every(register, call, seen, batch.id, cards))
        return await taken(door, asked, call, "printedcards", wish.file, CARDS, rows)
    page = page_of(wish.after)
    found = await register.page(company, asked.at, seen, batch.id, cards, (page - 1) * PAGE, PAGE + 1)
    many = await register.many(company, asked.at, seen, batch.id, cards)
    following, kept = str(page + 1) if len(found) > PAGE else "", (("which", which),) if which else ()
    stands = (await register.counts(company, asked.at, seen, batch.id)).get(batch.id, {})
    counts = {name: sum(stands.get(one, 0) for one in group) for name, group in GROUPS.items()}
    ends = await register.ends(company, asked.at, seen, batch.id, CardWish())
    sent = await register.ends(company, asked.at, seen, batch.id, CardWish(GROUPS["sent"]))
    shown = tuple(_card_row(card, tongue, call) for card in found[:PAGE])
    shows |= {
        "list": Listing(asked.path, CARDS, shown, wish, kept, following, many, finds=True), "which": which, "counts": counts,
        "tiles": TILES, "chips": _chips(counts), "all": sum(stands.values()),
        "coming": _coming(call, sent), "may_write": WRITE in call.grant.scopes, "what": _offered(call),
        "branches": [branch.id for branch in call.live(asked.at).program.branches if call.grant.may(WRITE, branch.id)],
        "first": min((first for _, first, _ in ends.values()), default=1), "last": max((last for _, _, last in ends.values()), default=1),
    }  # fmt: skip
    return Page("office/card_batch.html", await framed(door, asked, call, "giftcards", shows))


async def download(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/kaartseries/{series}/bestand: number and code of every card, made as they are sent."""
    call, batch = await _to_hand_out(door, asked)
    parts = card_batches.streamed(door.queries.card_register, call.grant.company, batch.id, _hashed(door, call))

    async def rows() -> AsyncIterator[Row]:
        async for first, texts in parts:
            for n, text in enumerate(texts, first):
                yield row({"cardno": n, "code": text, "printed": printed(text)})

    tongue, figures = door.renderer.tongue("office", asked.speaks), door.figures(asked, call)
    return taken_along("csv", f"cards-{batch.id}", PRINTED, rows(), tongue, figures)


async def sheet(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/kaartseries/{series}/vel: the cards with number and QR code, for a printer."""
    call, batch = await _to_hand_out(door, asked)
    if batch.asked > MOST_PRINTED:
        raise Malformed(f"batch: at most {MOST_PRINTED} cards are printed", field="batch")
    parts = card_batches.streamed(door.queries.card_register, call.grant.company, batch.id, _hashed(door, call))
    texts = [(first + i, text) async for first, some in parts for i, text in enumerate(some)]
    cards = await to_thread(lambda: [{"n": n, "text": printed(text), "code": drawn_code(text)} for n, text in texts])
    shows = {"batch": batch, "cards": cards, "company": call.live(asked.at).program.name, "figures": door.figures(asked, call)}
    return Page("office/cards_sheet.html", shows)


async def finish(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/kaartseries/{series}/klaar: they have the codes; nobody can show them again."""
    call = await door.call(asked)
    named = asked.params["series"]
    batch = await batch_seen(door.people.register, call.grant, named, asked.at)
    deed = _deed(asked, call, "card_batch.finish", named, {"made": batch.made})
    if not await card_batches.finish(door.people.register, call.grant.company, named, deed):
        raise Malformed("batch: not every code was downloaded yet", field="batch")
    return Sent(f"{HERE}/{quote(named)}")


async def move(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/kaartseries/{series}/doe: cards of it go to a branch, came in there, are blocked or lost, or free again."""
    call = await door.call(asked)
    named, what = asked.params["series"], asked.text("what", 12)
    first, last = asked.number("first", 1, MOST_CARDS), asked.number("last", 1, MOST_CARDS)
    branch = asked.text("branch", 60) if what in ("send", "receive") else ""
    wanted = Wanted(named, what, first, last, branch, asked.text("reason", 200))
    await do(door.people.register, call.grant, call.live(asked.at).program, wanted, asked.at, asked.request_id)
    return Sent(f"{HERE}/{quote(named)}#its")


async def _who(door: Door, asked: Asked) -> tuple[Call, frozenset[str] | None]:
    if asked.visitor is None:
        raise NotSignedIn()
    call = await door.call(asked)
    return call, seen_by(call.grant)


async def _to_hand_out(door: Door, asked: Asked) -> tuple[Call, CardBatch]:
    """A batch whose codes may still be shown; that somebody asked for them stands in the audit log before they are."""
    call = await door.call(asked)
    batch = await batch_seen(door.people.register, call.grant, asked.params["series"], asked.at)
    if batch.state != MAKING or batch.seed is None:
        raise UnknownCardBatch()
    deed = _deed(asked, call, "card_batch.download", batch.id, {"count": batch.asked})
    await door.people.register.note(call.grant.company, asked.at, deed)
    return call, batch


def _hashed(door: Door, call: Call) -> Any:
    return door.codes.hasher(call.grant.company, capitals_matter=False)


def _deed(asked: Asked, call: Call, what: str, batch: str, told: Mapping[str, Json]) -> Deed:
    return Deed(call.grant.actor, what, f"card_batch:{batch}", {}, dict(told), "", asked.request_id)


def _offered(call: Call) -> list[str]:
    """What this visitor may do to cards; only who sees all of them sends them anywhere."""
    sends = MAKE in call.grant.scopes and seen_by(call.grant, MAKE) is None
    return [what for what in WHAT if what != "send" or sends]


def _chips(counts: Mapping[str, int]) -> list[str]:
    return [name for name in STANDS if counts[name]]


def _coming(call: Call, sent: Mapping[str, tuple[int, int, int]]) -> list[dict[str, Any]]:
    """What is on its way to each branch that this visitor may receive it for."""
    return [
        {"branch": branch, "count": count, "first": first, "last": last}
        for branch, (count, first, last) in sorted(sent.items())
        if call.grant.may(WRITE, branch)
    ]


def _words(typed: str, tongue: Tongue) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What was looked for, each word with how a card can stand that is said with it; the dots before last symbols are no part of them."""
    said = {name: tongue.say(f"stands {name}").casefold() for name in STANDS}
    words = [word.removeprefix("…") for word in typed.casefold().split()]
    return tuple([(word, tuple([name for name in STANDS if word in said[name]])) for word in words if word])


async def _every(
    register: CardRegister, call: Call, seen: frozenset[str] | None, batch: str, cards: CardWish
) -> AsyncIterator[RegisteredCard]:  # fmt: skip
    """All of a list, some at a time."""
    skip = 0
    while found := await register.page(call.grant.company, call.at, seen, batch, cards, skip, AT_ONCE):
        for card in found:
            yield card
        skip += len(found)


def _batch_row(one: CardBatch, counts: Mapping[str, int]) -> Row:
    here = f"{HERE}/{quote(one.id)}"
    cells: dict[str, Cell] = {
        "cardbatch": one.id, "begun": one.at, "printedworth": one.value_minor or None, "cards": sum(counts.values()),
    }  # fmt: skip
    behind = {"cardbatch": here, "cards": f"{here}#its"}
    for name in TILES:
        cells[f"cards{name}"] = sum(counts.get(stands, 0) for stands in GROUPS[name])
        behind[f"cards{name}"] = f"{here}?which={name}#its"
    return row(cells, {name: to for name, to in behind.items() if cells[name]})


def _card_row(card: RegisteredCard, tongue: Tongue, call: Call) -> Row:
    cells: dict[str, Cell] = {
        "cardno": f"{card.n:04}", "tail": f"…{card.tail}", "state": tongue.say(f"stands {card.stands}"), "branch": card.branch or None,
        "stood": card.at,
    }  # fmt: skip
    sold = card.purse is not None and card.stands != "replaced" and "gift_cards:read" in call.grant.scopes
    to = {"cardno": f"{CARDS_HERE}/{purse_text(card.purse)}"} if sold and card.purse is not None else None
    return row(cells, to, {"state": LOOKS[card.stands]})

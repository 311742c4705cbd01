"""Gift cards: what is out and what is left; one by its code, issued, topped up, replaced, blocked. A drawn code is shown once."""

from typing import Any, Final

from zegel.core.canonical import document_bytes
from zegel.core.ids import PurseId, purse_of, purse_text
from zegel.core.periods import NEVER, Instant
from zegel.core.refusals import Malformed, ReasonMissing, UnknownGiftCard
from zegel.flows.commands import IssueGiftCard, ReplaceGiftCard, TopUpGiftCard
from zegel.hall.calls import Call, header_of
from zegel.hall.card_register import READ
from zegel.hall.gift_cards import KIND, card_of, new_card
from zegel.hall.members import member_around, member_now
from zegel.program.stored_value import GIFT_CARD
from zegel.store.gift_card_lists import GiftCard
from zegel.web.office.actors import names_of
from zegel.web.office.frame import framed
from zegel.web.office.taking import taken_list
from zegel.web.parts.amounts import minor_of
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures
from zegel.web.parts.happened import happened
from zegel.web.parts.tables import Cell, Column, Row, fact, listed, row

HERE: Final = "/kantoor/cadeaukaarten"
MOST: Final = 20_000
"""Cards that are listed."""
PAGE: Final = 50
COLUMNS: Final = (
    Column("giftcard"), Column("issuedat", "moment"), fact("puton", "money"), fact("onit", "money"), Column("until", "day"),
    Column("state"),
)  # fmt: skip


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/cadeaukaarten."""
    call = await door.call(asked)
    figures, tongue = door.figures(asked, call), door.renderer.tongue("office", asked.speaks)
    cards: list[GiftCard] = []
    after: PurseId | None = None
    while len(cards) < MOST and (page := await door.queries.gift_card_lists.page(call.grant.company, after, 1_000)):
        cards += page
        after = page[-1].purse
    listing = listed(asked, COLUMNS, [_row(one, figures, tongue.say) for one in cards], "-issuedat")
    if listing.wish.file:
        return await taken_list(door, asked, call, "giftcards", listing)
    sells = call.live(asked.at).program.stored.gift_cards
    shows = {
        "list": listing, "left": sum(one.left for one in cards), "open": sum(1 for one in cards if one.left),
        "sells": any(unit.id == GIFT_CARD for unit in call.live(asked.at).program.units), "least": sells.least_minor,
        "most": sells.most_minor, "may_write": "gift_cards:write" in call.grant.scopes, "key": door.new_key(),
        "may_see_printed": READ in call.grant.scopes,
        "branches": [branch.id for branch in call.live(asked.at).program.branches],
    }  # fmt: skip
    return Page("office/gift_cards.html", await framed(door, asked, call, "giftcards", shows))


async def look_up(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/cadeaukaarten/zoek: the card with the code that somebody has in their hand."""
    call = await door.call(asked)
    company, source = call.grant.company, call.grant.source
    hand = (company, source, "gift cards", call.grant.actor)
    with door.codes.tried(hand, (company, source)) as guessed:
        found = await door.desk.find(company, card_of(call, asked.text("code", 80)), itself=True)
        guessed(int(found is None))
    if found is None:
        raise UnknownGiftCard()
    return Sent(f"{HERE}/{purse_text(found)}")


async def one(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/cadeaukaarten/{card}: what is on it, until when, and what happened to it."""
    call = await door.call(asked)
    return await _page(door, asked, call, await _card(door, call, asked.params["card"]), "")


async def issue(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/cadeaukaarten/nieuw: a new card, with a code of the shop's or one that is drawn and shown now."""
    call = await door.call(asked, asked.text("key", 64))
    amount = minor_of("amount", asked.text("amount", 20), door.figures(asked, call))
    card, drawn = new_card(call, asked.text("code", 80))
    said = _said(asked, amount_minor=amount, card=card.text)
    header = header_of(call, said, document_bytes(said))
    reply = await door.submit(asked, IssueGiftCard(header, call.new_id(), card, amount, _reason(asked), drawn=bool(drawn)))
    return await _after(door, asked, call, reply.outcome.receipt, drawn)


async def top_up(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/cadeaukaarten/{card}/erbij."""
    call = await door.call(asked, asked.text("key", 64))
    purse = await _card(door, call, asked.params["card"])
    shown = [one for one in await door.queries.identifiers_of(call.grant.company, purse) if one.kind == KIND]
    if not shown:
        raise UnknownGiftCard()
    amount = minor_of("amount", asked.text("amount", 20), door.figures(asked, call))
    said = _said(asked, amount_minor=amount)
    await door.submit(asked, TopUpGiftCard(header_of(call, said, document_bytes(said)), shown[0], amount, _reason(asked)))
    return Sent(f"{HERE}/{purse_text(purse)}")


async def replace(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/cadeaukaarten/{card}/vervang: another code, or (`how` block) none until there is one."""
    call = await door.call(asked, asked.text("key", 64))
    purse, how = await _card(door, call, asked.params["card"]), asked.text("how", 8)
    if how not in ("draw", "block"):
        raise Malformed("how: draw or block", field="how")
    card, drawn = new_card(call, "") if how == "draw" else (None, "")
    said = _said(asked, how=how)
    header = header_of(call, said, document_bytes(said))
    reply = await door.submit(asked, ReplaceGiftCard(header, purse, call.new_id(), card, _reason(asked), drawn=bool(drawn)))
    return await _after(door, asked, call, reply.outcome.receipt, drawn)


async def _after(door: Door, asked: Asked, call: Call, receipt: Any, drawn: str) -> Answer:
    """On to the card; with a code that was drawn the page itself, which shows it this once."""
    assert receipt is not None
    if not drawn:
        return Sent(f"{HERE}/{purse_text(receipt.id.purse)}")
    return await _page(door, asked, call, receipt.id.purse, drawn)


async def _card(door: Door, call: Call, named: str) -> PurseId:
    """The purse of a gift card; refuses what is none."""
    purse = purse_of(named)
    found = None if purse is None else await door.queries.purse(call.grant.company, purse)
    if purse is None or found is None or found.since or found.alias_of is not None:
        raise UnknownGiftCard()
    if all(unit != GIFT_CARD for unit, _ in (await member_now(door.desk, call, purse)).balances):
        lots = await door.queries.lots(call.grant.company, purse, (0, 0), 1, opened_only=False)
        if all(lot.unit != GIFT_CARD for lot in lots):
            raise UnknownGiftCard()
    return purse


async def _page(door: Door, asked: Asked, call: Call, purse: PurseId, drawn: str) -> Answer:
    figures, tongue = door.figures(asked, call), door.renderer.tongue("office", asked.speaks)
    now, _ = await member_around(door.desk, call, purse)
    events = await happened(door, call, purse, now.seq + 1, PAGE, tongue, figures)
    until = min((lot.expires_at for lot in now.lots.values() if lot.unit == GIFT_CARD and lot.available), default=NEVER)
    opens = any(one.kind == KIND for one in await door.queries.identifiers_of(call.grant.company, purse))
    shows: dict[str, Any] = {
        "card": purse_text(purse), "short": _short(purse), "left": max(now.spendable(GIFT_CARD), 0), "drawn": drawn, "opens": opens,
        "until": None if until >= NEVER else figures.local(Instant(until - 1)).date(), "happened": events,
        "by": await names_of(door, call.grant.company, {one.actor for one in events}, tongue), "older": 0, "member": "",
        "may_write": "gift_cards:write" in call.grant.scopes, "may_replace": "gift_cards:replace" in call.grant.scopes,
        "key": door.new_key(), "branches": [branch.id for branch in call.live(asked.at).program.branches],
    }  # fmt: skip
    return Page("office/gift_card.html", await framed(door, asked, call, "giftcards", shows))


def _said(asked: Asked, **more: str | int) -> dict[str, Any]:
    """What the form comes to, for the header and for knowing a form again."""
    return {"branch": asked.text("branch", 60), "reason": asked.text("reason", 200), **more}


def _reason(asked: Asked) -> str:
    reason = asked.text("reason", 200)
    if not reason:
        raise ReasonMissing()
    return reason


def _short(purse: PurseId) -> str:
    """What people call a card whose code nobody may know."""
    return f"…{purse_text(purse)[-6:]}"


def _row(one: GiftCard, figures: Figures, say: Any) -> Row:
    state = "waiting" if not one.opens and one.left else "full" if one.left == one.put_on else "open" if one.left + one.held else "empty"
    cells: dict[str, Cell] = {
        "giftcard": _short(one.purse), "issuedat": one.issued_at, "puton": one.put_on, "onit": one.left,
        "until": figures.local(Instant(one.until - 1)).date().isoformat() if 0 < one.until < NEVER else None, "state": say(f"gift {state}"),
    }  # fmt: skip
    here = f"{HERE}/{purse_text(one.purse)}"
    looks = {"state": {"waiting": "bad", "empty": "plain"}.get(state, "good")}
    return row(cells, {"giftcard": here, "onit": here, "puton": here}, looks)

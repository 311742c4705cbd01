"""Bodies become commands: nothing is decided here but what a text means."""

from typing import Final

from pydantic_core import to_json

from zegel.access.refusals import InvalidIdentifier
from zegel.core.canonical import quoted
from zegel.core.codes import LEAST_RANDOM
from zegel.core.ids import PurseId, ReceiptId, receipt_of
from zegel.core.money import MAX_AMOUNT
from zegel.core.periods import Day, as_date
from zegel.core.purchase import CONDITIONS, Identifier, Line, Purchase, Tender
from zegel.core.refusals import AmountOutOfRange, Malformed, TenderTakesNoCode, UnknownBranch, UnknownGiftCard, UnknownLegalClass
from zegel.flows.code_facts import ShownCode
from zegel.flows.commands import (
    AddIdentifier,
    Adjust,
    BlockMember,
    CancelHold,
    CancelRedemption,
    Claim,
    ClaimReceipt,
    CommitHold,
    DecideAdjustment,
    DecideGesture,
    DecideMerge,
    Enrol,
    GiveGesture,
    Header,
    IssueCredit,
    MergeMembers,
    MoveOrder,
    OpenHold,
    OrderReward,
    PayOutStamps,
    Profile,
    Quote,
    RecordEvent,
    RecordPurchase,
    Redeem,
    ReturnedLine,
    ReturnGoods,
    Review,
    SoldCard,
    Use,
    Who,
)
from zegel.hall.calls import (
    Call,
    Found,
    actor_of,
    branch_of,
    correcting_role_of,
    happened,
    header_of,
    identifier_of,
    local,
    member_of,
    role_of,
    someone,
    till_of,
    who_of,
)
from zegel.hall.refusals import NamedTwice, NoSuchDay, NotAnonymous
from zegel.program.country.class_words import meant_class

NO_PURSE: Final = PurseId(b"")
"""For purchases that need no purse of their own."""


_RARE: Final = {"": "", **{condition: f'"condition":"{condition}",' for condition in CONDITIONS}}
_FLOOR: Final = '"floor_minor":'


def lines_of(found: list[Found]) -> tuple[tuple[Line, ...], str]:
    """The basket's lines with their defaults filled in, and as canonical JSON (core.purchase_document's, for a fraction of the time)."""
    lines, texts = [], []
    numbers = set()
    place = worth = 0
    for f in found:
        place += 1
        get = f.get
        net, off, cost = f["net_minor"], get("discount_minor", 0), get("cost_minor")
        number, quantity, measure = get("number", place), get("quantity", 1000), get("measure", "piece")
        price, vat, tags = get("list_minor", net + off), get("vat_bp", 0), get("tags")
        sku, category, brand, legal = get("sku", ""), get("category", ""), get("brand", ""), get("legal_class", "")
        condition, floor = get("condition", ""), get("floor_minor")
        numbers.add(number)
        worth += net if net > 0 else -net
        lines.append(
            Line(
                number, sku, category, brand, tuple(tags) if tags else (), legal, quantity, measure, price, off, net, vat, cost, condition,
                floor,
            )
        )  # fmt: skip
        texts.append(
            f'{{"brand":{quoted(brand)},"category":{quoted(category)},{_RARE[condition]}"cost_minor":{"null" if cost is None else cost},'
            f'"discount_minor":{off},{"" if floor is None else f"{_FLOOR}{floor},"}"legal_class":{quoted(legal)},"list_minor":{price},'
            f'"measure":"{measure}","net_minor":{net},"number":{number},"quantity":{quantity},"sku":{quoted(sku)},'
            f'"tags":[{",".join(map(quoted, tags)) if tags else ""}],"vat_bp":{vat}}}'
        )
    if len(numbers) != place:
        raise NamedTwice(field="lines")
    if worth > MAX_AMOUNT:
        raise AmountOutOfRange(field="lines")
    return tuple(lines), ",".join(texts)


def look_at_classes(lines: tuple[Line, ...]) -> None:
    """Refuse `unknown_legal_class` where a line clearly means a legal class and does not say its name."""
    for line in lines:
        if line.legal_class and (meant := meant_class(line.legal_class)):
            raise UnknownLegalClass(line=line.number, given=line.legal_class[:60], meant=meant)


def document_of(header: Header, found: Found, currency: str, lines: str, tenders: tuple[Tender, ...], who: Identifier | None) -> bytes:
    """The purchase's canonical JSON: the same bytes as core.purchase_document writes."""
    shown = "null" if who is None else f'{{"kind":"{who.kind}","text":{quoted(who.text)}}}'
    paid = ",".join([f'{{"amount_minor":{tender.amount_minor},"kind":"{tender.kind}"}}' for tender in tenders]) if tenders else ""
    number = found.get("receipt_number", "")
    return (
        f'{{"actor":{quoted(header.actor)},"branch":{quoted(header.branch)},"business_date":"{header.business_date}",'
        f'"channel":"{found.get("channel", "till")}","currency":"{currency}","happened_at":{header.happened_at},"identifier":{shown},'
        f'"lines":[{lines}],"minute":{header.minute},"receipt_number":{_once(number)},"source":{quoted(header.source)},"tenders":[{paid}],'
        f'"till":{quoted(header.till)},"weekday":{header.weekday}}}'
    ).encode()


def _once(text: str) -> str:
    """A text as JSON that hardly ever comes by again: not worth remembering."""
    return f'"{text}"' if text.isascii() and text.isalnum() else to_json(text).decode()


def basket_of(call: Call, found: Found, canonical: bytes) -> tuple[Header, Purchase, Who | None, tuple[Use, ...]]:
    """The purchase of the body, with its header, whose it is, and what is to be used."""
    moment = happened(call, found)
    branch = branch_of(call, found)
    if not branch:
        raise UnknownBranch("A purchase happens at a branch.", branch="")
    compiled = call.live(moment)
    here = local(compiled, branch, moment)
    grant = call.grant
    header = Header(
        grant.company, grant.source, call.key, call.body_hash(canonical), call.at, moment, here.business_date, here.weekday, here.minute,
        actor_of(call, found), branch, till_of(call, found),
    )  # fmt: skip
    who = who_of(call, found)
    shown = who if isinstance(who, Identifier) else None
    lines, said = lines_of(found["lines"])
    look_at_classes(lines)
    tenders = tenders_of(call, found)
    currency = found.get("currency") or compiled.program.currency
    purchase = Purchase(
        branch, header.till, header.actor, grant.source, found.get("receipt_number", ""), found.get("channel", "till"), currency,
        moment, here.business_date, here.weekday, here.minute, shown, lines, tenders,
        document_of(header, found, currency, said, tenders, shown),
    )  # fmt: skip
    return header, purchase, who, uses_of(found)


def tenders_of(call: Call, found: Found) -> tuple[Tender, ...]:
    """How was paid."""
    given = found.get("tenders")
    if not given:
        return ()
    if sum(abs(tender["amount_minor"]) for tender in given) > MAX_AMOUNT:
        raise AmountOutOfRange(field="tenders")
    return tuple([Tender(tender["kind"], tender["amount_minor"], _card_of(call, tender) if "code" in tender else None) for tender in given])


def _card_of(call: Call, tender: Found) -> Identifier:
    """The gift card that pays, by its code."""
    if tender["kind"] != "gift_card":
        raise TenderTakesNoCode(kind=tender["kind"])
    shown = call.codes.shown(call.grant.company, tender["code"])
    if not shown.text:
        raise UnknownGiftCard()
    return Identifier("gift_card", shown.hash.hex())


def uses_of(found: Found) -> tuple[Use, ...]:
    """What the member wants to use."""
    given = found.get("uses")
    return tuple([Use(use["what"], use.get("count", 0), use.get("choice", 0)) for use in given]) if given else ()


def codes_of(call: Call, found: Found) -> tuple[ShownCode, ...]:
    """The codes that were entered, in their order: found by their hashes, kept nowhere."""
    given = found.get("codes")
    if not given:
        return ()
    company, show = call.grant.company, call.codes.shown
    return tuple([show(company, one) if isinstance(one, str) else show(company, one["code"], one.get("honour", "")) for one in given])


def purchase(call: Call, found: Found, canonical: bytes) -> RecordPurchase:
    """POST /v1/purchases."""
    header, bought, who, uses = basket_of(call, found, canonical)
    new, sells = call.new_id() if who is None else NO_PURSE, sells_of(call, found) if "sells" in found else ()
    return RecordPurchase(header, bought, who, new, uses, codes_of(call, found), None, sells)


def sells_of(call: Call, found: Found) -> tuple[SoldCard, ...]:
    """The gift cards that are activated: their codes are hashed here. `drawn` is the till's word alone, of codes that it had drawn."""
    given = found.get("sells", ())
    sold = tuple([SoldCard(one["line"], new_card(call, one["code"]), call.new_id(), one.get("drawn", False)) for one in given])
    if len({one.line for one in sold}) != len(sold) or len({one.card for one in sold}) != len(sold):
        raise NamedTwice(field="sells")
    return sold


def new_card(call: Call, text: str) -> Identifier:
    """A gift card of the shop's own by its code, which must be hard to guess."""
    shown = call.codes.shown(call.grant.company, text)
    if not shown.text:
        raise UnknownGiftCard()
    if len(shown.text) <= LEAST_RANDOM:
        raise InvalidIdentifier(kind="gift_card")
    return Identifier("gift_card", shown.hash.hex())


def quote(call: Call, found: Found, canonical: bytes) -> Quote:
    """POST /v1/quotes."""
    header, bought, who, uses = basket_of(call, found, canonical)
    return Quote(header, bought, who, uses, codes_of(call, found))


def hold(call: Call, found: Found, canonical: bytes) -> OpenHold:
    """POST /v1/holds."""
    header, bought, who, uses = basket_of(call, found, canonical)
    return OpenHold(header, bought, who, uses, codes_of(call, found), call.new_id() if who is None else NO_PURSE)


def commit_hold(call: Call, found: Found, canonical: bytes) -> CommitHold:
    """POST /v1/holds/{hold}/commit."""
    held = receipt_of(call.params["hold"])
    return CommitHold(header_of(call, found, canonical), held, found.get("receipt_number", ""), tenders_of(call, found))


def cancel_hold(call: Call, found: Found, canonical: bytes) -> CancelHold:
    """POST /v1/holds/{hold}/cancel."""
    held = receipt_of(call.params["hold"])
    return CancelHold(header_of(call, found, canonical), held)


def return_goods(call: Call, found: Found, canonical: bytes) -> ReturnGoods:
    """POST /v1/returns."""
    lines = tuple([ReturnedLine(line["number"], line.get("quantity", 0)) for line in found.get("lines", ())])
    if len({line.number for line in lines}) != len(lines):
        raise NamedTwice(field="lines")
    sale = receipt_of(found["receipt"])
    return ReturnGoods(
        header_of(call, found, canonical),
        sale,
        lines,
        found.get("reason", ""),
        found.get("cause", ""),
        found.get("refund_as") == "store_credit",
        found.get("doubtful", False),
    )


def redeem(call: Call, found: Found, canonical: bytes) -> Redeem:
    """POST /v1/redemptions."""
    return Redeem(header_of(call, found, canonical), someone(call, found), found["reward"], found.get("count", 1), found.get("choice", 0))


def cancel_redemption(call: Call, found: Found, canonical: bytes) -> CancelRedemption:
    """POST /v1/redemptions/{redemption}/cancel."""
    redemption = receipt_of(call.params["redemption"])
    return CancelRedemption(header_of(call, found, canonical), redemption, found.get("reason", ""))


def record_event(call: Call, found: Found, canonical: bytes) -> RecordEvent:
    """POST /v1/events."""
    told = tuple(sorted((name, int(held) if isinstance(held, bool) else held) for name, held in found.get("told", {}).items()))
    sale = receipt_of(found["receipt"]) if found.get("receipt") else None
    return RecordEvent(header_of(call, found, canonical), someone(call, found), found["event"], told, sale)


def adjust(call: Call, found: Found, canonical: bytes) -> Adjust:
    """POST /v1/adjustments."""
    if not found["count"]:
        raise Malformed("count: a correction changes something", field="count")
    return Adjust(
        header_of(call, found, canonical),
        someone(call, found),
        found["unit"],
        found["count"],
        found["reason"],
        correcting_role_of(call, found),
    )


def decide_adjustment(call: Call, found: Found, canonical: bytes) -> DecideAdjustment:
    """POST /v1/adjustments/{adjustment}/decision."""
    asked = receipt_of(call.params["adjustment"])
    return DecideAdjustment(header_of(call, found, canonical), asked, found["approve"], correcting_role_of(call, found), found["reason"])


def block_member(call: Call, found: Found, canonical: bytes) -> BlockMember:
    """POST /v1/members/{member}/block."""
    who = member_of(call.params["member"])
    return BlockMember(header_of(call, found, canonical), who, found["earning"], found["spending"], found["reason"])


def merge_members(call: Call, found: Found, canonical: bytes) -> MergeMembers:
    """POST /v1/members/{member}/merge."""
    who, other = member_of(call.params["member"]), member_of(found["other"])
    return MergeMembers(header_of(call, found, canonical), who, other, found["reason"], correcting_role_of(call, found))


def decide_merge(call: Call, found: Found, canonical: bytes) -> DecideMerge:
    """POST /v1/merges/{merge}/decision."""
    asked = receipt_of(call.params["merge"])
    return DecideMerge(header_of(call, found, canonical), asked, found["approve"], correcting_role_of(call, found), found["reason"])


def issue_credit(call: Call, found: Found, canonical: bytes) -> IssueCredit:
    """POST /v1/store-credit."""
    return IssueCredit(header_of(call, found, canonical), someone(call, found), found["amount_minor"], found["reason"])


def pay_out_stamps(call: Call, found: Found, canonical: bytes) -> PayOutStamps:
    """POST /v1/paid-stamps/pay-out."""
    as_credit = found.get("refund_as") == "store_credit"
    return PayOutStamps(header_of(call, found, canonical), someone(call, found), found.get("books", 0), as_credit)


def claim(call: Call, found: Found, canonical: bytes) -> Claim | ClaimReceipt:
    """POST /v1/claims: `card`, `receipt` or `till_receipt` says what is claimed, `member` or `identifier` by whom."""
    card, receipt, paper = found.get("card"), found.get("receipt"), found.get("till_receipt")
    if [card, receipt, paper].count(None) != 2:
        raise Malformed("card, receipt, till_receipt: one of them says what is claimed", field="receipt")
    if paper is not None:
        day = Day(paper.get("day", ""))
        if day and not is_day(day):
            raise NoSuchDay(field="till_receipt")
        who = someone(call, found)
        return ClaimReceipt(
            header_of(call, found, canonical), who, paper["receipt_number"], paper["total_minor"], day, paper.get("branch", "")
        )
    anonymous: Who
    if card is not None:
        anonymous = identifier_of(call, card)
    else:
        assert receipt is not None
        anonymous = receipt_of(receipt).purse
    return Claim(header_of(call, found, canonical), anonymous, someone(call, found))


def review(call: Call, found: Found, canonical: bytes) -> Review:
    """POST /v1/receipts/{receipt}/review."""
    sale: ReceiptId = receipt_of(call.params["receipt"])
    return Review(header_of(call, found, canonical), sale, found["approve"], found["reason"])


def _since(found: Found, today: Day) -> Day:
    """The day of joining; none for an anonymous card, of whose owner nothing may be known."""
    if found.get("anonymous"):
        if any(found.get(field) for field in ("name", "birthday", "since")):
            raise NotAnonymous()
        return Day("")
    since = Day(found["since"]) if "since" in found else today
    if not is_day(since) or since > today:
        raise NoSuchDay(field="since")
    return since


def enrol(call: Call, found: Found, canonical: bytes) -> Enrol:
    """POST /v1/members."""
    header = header_of(call, found, canonical)
    since = _since(found, header.business_date)
    birthday = found.get("birthday", "")
    if birthday and not is_day(birthday if len(birthday) == 10 else f"2000-{birthday}"):
        raise NoSuchDay(field="birthday")
    identifiers = tuple(identifier_of(call, shown) for shown in found.get("identifiers", ()))
    if len({(i.kind, i.text) for i in identifiers}) != len(identifiers):
        raise NamedTwice(field="identifiers")
    profile = Profile(found.get("name", "").strip(), found.get("language", ""), birthday)
    return Enrol(header, call.new_id(), profile, identifiers, since)


def add_identifier(call: Call, found: Found, canonical: bytes) -> AddIdentifier:
    """POST /v1/members/{member}/identifiers."""
    who = member_of(call.params["member"])
    return AddIdentifier(header_of(call, found, canonical), who, identifier_of(call, found["identifier"]))


def is_day(text: str) -> bool:
    """Whether `text` is a day of the calendar, as `2026-02-28`."""
    try:
        return len(text) == 10 and text.isascii() and as_date(Day(text)).isoformat() == text
    except ValueError:
        return False


def gesture(call: Call, found: Found, canonical: bytes) -> GiveGesture:
    """POST /v1/gestures."""
    who = who_of(call, found)
    new = call.new_id() if who is None else NO_PURSE
    return GiveGesture(
        header_of(call, found, canonical), who, found["gesture"], role_of(call, found), found["reason"], new, found.get("because", "")
    )  # fmt: skip


def decide_gesture(call: Call, found: Found, canonical: bytes) -> DecideGesture:
    """POST /v1/gestures/{gesture}/decision."""
    asked = receipt_of(call.params["gesture"])
    return DecideGesture(header_of(call, found, canonical), asked, found["approve"], role_of(call, found), found["reason"])


def order_reward(call: Call, found: Found, canonical: bytes) -> OrderReward:
    """POST /v1/orders."""
    who = someone(call, found)
    return OrderReward(header_of(call, found, canonical), who, found["reward"], found.get("count", 1), found.get("choice", 0))


def move_order(call: Call, found: Found, canonical: bytes) -> MoveOrder:
    """POST /v1/orders/{order}/step."""
    return MoveOrder(header_of(call, found, canonical), receipt_of(call.params["order"]), found["step"], found.get("reason", ""))

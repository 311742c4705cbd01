"""What a till sold without a line comes in: each sale once, in any order, with a verdict (reliability.md O2-O8).

The till tells facts, the books decide. What they refuse, and what somebody has to look at, is kept with its reasons: nothing is dropped,
and no customer hears of it.
"""

from dataclasses import replace
from json import loads
from typing import Any, Final, Protocol

from zegel.access.codes import Codes
from zegel.access.identifiers import normalised
from zegel.access.people import People
from zegel.access.principal import Principal
from zegel.access.qr import OFFLINE_WINDOW, read
from zegel.access.refusals import InvalidIdentifier
from zegel.core.ids import PurseId, purse_of, purse_text
from zegel.core.periods import Instant, instant_text
from zegel.core.purchase import Tender
from zegel.core.purchase_document import with_document
from zegel.core.refusals import Busy, ZegelError
from zegel.core.value import value
from zegel.decide import offline as decide
from zegel.decide.plan import plan_of
from zegel.desk.desk import Desk
from zegel.desk.replies import Reply
from zegel.desk.shelves import Shelves
from zegel.flows.commands import RecordPurchase
from zegel.hall import translate
from zegel.hall.calls import Call
from zegel.hall.carrying import carried_out
from zegel.hall.refusals import PASSING, raise_passing
from zegel.hall.told import Told
from zegel.hall.told_uses import with_uses
from zegel.program.model import Words
from zegel.store.offline_queries import OfflineSale
from zegel.store.people_records import ACTIVE, TillDevice
from zegel.store.queries import NamedQueries

CARDS: Final = ("card", "qr", "external")


class House(Protocol):
    """What a door has that brings sales in."""

    desk: Desk
    shelves: Shelves
    queries: NamedQueries
    people: People
    codes: Codes

    def new_id(self) -> PurseId:
        """16 random bytes, as a UUIDv4."""
        ...


@value
class Outcome:
    """What became of it. `verdict` "" : not now, it may come again."""

    id: str
    verdict: str
    code: str = ""
    says: Words = Words("", "")
    receipt: str = ""
    flags: tuple[str, ...] = ()


@value
class Coming:
    """A batch on its way in: the till that sends it, and its clock beside ours; `ahead` where it comes as a file (decide.offline)."""

    device: TillDevice
    sent_at: Instant
    received_at: Instant
    request: str
    template: str
    ahead: int | None = None

    def timed(self, claimed: Instant) -> decide.Timed:
        """When a sale happened that the till's clock put at `claimed`."""
        if self.ahead is None:
            return decide.timed(claimed, self.sent_at, self.received_at)
        return decide.timed_in_file(claimed, self.sent_at, self.ahead, self.received_at)


async def brought_in(house: House, coming: Coming, told: Told) -> Outcome:
    """Book `told` if it is not in the books yet, and keep what became of it."""
    company = coming.device.company
    kept = await house.queries.offline.sale(company, told.id)
    if kept is not None:
        if kept.digest != told.digest:
            return Outcome(told.id, "refused", "key_reused")
        return Outcome(told.id, "duplicate", kept.code, Words("", ""), kept.receipt, kept.flags)
    first = await _device_of(house, coming.device, told.device)
    when = coming.timed(told.claimed_at)
    flags = {decide.CLOCK} if when.skewed else set()
    if coming.device.state != ACTIVE or first.state != ACTIVE:
        return await _kept(house, coming, told, when.at, flags | {decide.REVOKED}, None)
    seller = await house.people.tills.seller(first, told.staff)
    if seller is None:
        return await _kept(house, coming, told, when.at, flags | {decide.WHO}, None)
    flags |= set() if seller[1] else {decide.WHO}
    try:
        reply = await _booked(house, coming, told, seller[0], when.at, flags)
    except ZegelError as refusal:
        if refusal.code in PASSING:
            return Outcome(told.id, "", refusal.code)
        return await _kept(house, coming, told, when.at, flags | {decide.REFUSED}, None, refusal.code)
    return await _kept(house, coming, told, when.at, flags, reply)


async def _device_of(house: House, sends: TillDevice, named: str) -> TillDevice:
    """The till that made the sale: this browser may have been enrolled anew since. Keys are the first one's, so that nothing is doubled."""
    if named in ("", sends.id):
        return sends
    found = await house.people.register.people.device(named)
    same = found is not None and (found.company, found.branch, found.till) == (sends.company, sends.branch, sends.till)
    if found is None or not same:
        return sends
    # The old row is off because the new one took its place: what counts is whether this browser is trusted now.
    return TillDevice(
        found.id, found.company, found.branch, found.till, found.name, found.secret_hash, sends.state, found.enrolled_by, found.enrolled_at,
        found.seen_at, found.tries, found.locked_at,
    )  # fmt: skip


async def call_for(house: House, coming: Coming, by: Principal, key: str) -> Call:
    """The request that the till would have made with a line."""
    call = Call(coming.request, coming.received_at, coming.template)
    call.grant, call.key, call.scope = by, key, "purchases:write"
    call.new_id, call.codes, call.qr = house.new_id, house.codes, house.people.qr
    call.shelf = await house.shelves.of(by.company)
    return call


async def _booked(house: House, coming: Coming, told: Told, by: Principal, at: Instant, flags: set[str]) -> Reply:
    """In the books, now or before; what is odd about it is added to `flags`."""
    before = await house.desk.first_answer(by.company, by.source, told.id, None)
    if before is not None and before.outcome.refusal is None:
        # The till's own page sent this payment before the line went: it stands as it was made then.
        if not _is_same(before, told):
            flags.add(decide.DIFFERS)
        return Reply(before.outcome, replayed=True)
    call = await call_for(house, coming, by, told.id)
    found = await found_of(house, call, told, at, flags)
    command = await with_uses(house, call, told, found, at, flags) or translate.purchase(call, found, told.canonical)
    reply = await carried_out(house, by, await all_paid(house, call, command), coming.request)
    if reply.outcome.refusal is not None:
        raise reply.outcome.refusal
    document = _document(reply)
    if document["body"]["review"]:
        flags.add(decide.LATE)
    if document["body"]["totals"]["pays_minor"] != told.paid_minor and not flags & {decide.OVERSPENT, decide.GIVEN}:
        flags.add(decide.PAID)
    handed = {what for what, _ in told.uses}
    if any(effect["effect"] == "gift" and effect["rule"] not in handed for effect in document["body"]["effects"]):
        flags.add(decide.GIFT)
    return reply


async def all_paid(house: House, call: Call, command: RecordPurchase) -> RecordPurchase:
    """The sale as one that was paid whole: a till without a line lets nothing wait for a trial, so nothing of it is charged later."""
    if not plan_of(call.live(command.header.happened_at)).later:
        return command
    tried = await house.desk.ask(command)
    raise_passing(tried.refusal)
    if tried.receipt is None:
        return command
    paid = Tender("other", loads(tried.receipt.document)["body"]["totals"]["pays_minor"])
    return replace(command, purchase=with_document(replace(command.purchase, tenders=(paid,))))


async def found_of(house: House, call: Call, told: Told, at: Instant, flags: set[str]) -> dict[str, Any]:
    """The sale in the API's words; refuses `unknown_member` where what was scanned is nobody's."""
    found: dict[str, Any] = {
        "branch": call.grant.branch, "till": call.grant.till, "happened_at": instant_text(at), "lines": list(told.lines),
    }  # fmt: skip
    company = call.grant.company
    if told.code and not _is_genuine(house, told, company, at):
        flags.add(decide.CODE)
    holder = await _holder(house, call, told.shown) if told.shown and not told.code else None
    if told.member:
        found["member"] = told.member
        known = purse_of(told.member)
        row = await house.queries.purse(company, known) if known is not None else None
        now = None if row is None else (row.alias_of or row.id)
        if holder is not None and now is not None and holder != now:
            flags.add(decide.MOVED)
    elif holder is not None:
        found["member"] = purse_text(holder)
    elif told.shown:
        found["identifier"] = {"kind": "card", "value": told.shown}
    return found


def _is_genuine(house: House, told: Told, company: str, at: Instant) -> bool:
    try:
        shown = read(told.code, house.people.qr.public, company, at, OFFLINE_WINDOW)  # type: ignore[arg-type]  # a NewType of str
    except ZegelError:
        return False
    return purse_text(shown.purse) == told.member


async def _holder(house: House, call: Call, text: str) -> PurseId | None:
    """Whose card it is now."""
    country = call.live(call.at).program.country
    for kind in CARDS:
        try:
            purse = await house.desk.find(call.grant.company, normalised(kind, text, country))
        except InvalidIdentifier:
            continue
        if purse is not None:
            return purse
    return None


def _document(reply: Reply) -> dict[str, Any]:
    assert reply.outcome.receipt is not None, "a sale has a receipt"
    document: dict[str, Any] = loads(reply.outcome.receipt.document)
    return document


def _is_same(reply: Reply, told: Told) -> bool:
    if reply.outcome.receipt is None:
        return False
    bought = _document(reply)["purchase"]
    return [line["net_minor"] for line in bought["lines"]] == [line["net_minor"] for line in told.lines]


async def _kept(house: House, coming: Coming, told: Told, at: Instant, flags: set[str], reply: Reply | None, code: str = "") -> Outcome:
    """Remember what became of it, for the till that asks again and for whoever has to look at it."""
    said = decide.in_order(frozenset(flags))
    verdict = decide.verdict_of(frozenset(flags), repeated=False, booked=reply is not None)
    receipt = str(reply.outcome.receipt.id) if reply is not None and reply.outcome.receipt is not None else ""
    odd = set(said) - {decide.CLOCK}
    # A clock that is wrong is told once for the till, not once for each sale.
    looked_at = None if odd else coming.received_at
    facts = loads(told.canonical) if odd else {}
    row = OfflineSale(
        told.id, coming.device.id, coming.device.branch, coming.device.till, told.staff, told.journal, told.number, told.claimed_at, at,
        coming.received_at, told.digest, verdict, code, receipt, said, facts, looked_at,
    )  # fmt: skip
    await house.queries.offline.keep(coming.device.company, row)
    repeated = reply is not None and reply.replayed
    return Outcome(told.id, "duplicate" if repeated else verdict, code, Words("", ""), receipt, said)


async def booked_after_all(house: House, call: Call, row: OfflineSale, told: Told) -> Reply:
    """What waited is put into the books by whoever looked at it, as `told` (with another card, or none).

    The key is the sale's own and a next number for each time that the books refused it, so two colleagues at once book it once.
    """
    source = f"till:{row.device}"
    for n in range(1, 10):
        key = f"{row.id}.{n}"
        before = await house.desk.first_answer(call.grant.company, source, key, None)
        if before is not None and before.outcome.refusal is not None:
            continue
        call.key, call.grant = key, replace(call.grant, source=source, till=row.till)
        found = await found_of(house, call, told, row.happened_at, set())
        found["branch"], found["till"] = row.branch, row.till
        command = await all_paid(house, call, translate.purchase(call, found, told.canonical))
        reply = await carried_out(house, call.grant, command, call.request_id)
        if reply.outcome.refusal is not None:
            raise reply.outcome.refusal
        return reply
    raise Busy()

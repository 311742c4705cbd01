"""What the machine drives: replay in memory, the desk on either database, the API. All take the same commands and answer alike."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from typing import Any, Protocol

from tests.books import Books
from tests.client import Answer, Client
from tests.korenaar import Clock, Shop, a_shop
from tests.live import books as live_books
from tests.make import COMPANY, header
from tests.programs import read_yaml
from zegel.core.ids import CompanyId, PurseId, ReceiptId, purse_of, purse_text, receipt_of
from zegel.core.periods import Instant, instant_text
from zegel.core.purchase import Identifier
from zegel.flows.commands import (
    Adjust,
    CancelHold,
    CancelRedemption,
    Claim,
    Command,
    CommitHold,
    Enrol,
    Header,
    IssueCredit,
    IssueGiftCard,
    OpenHold,
    RecordPurchase,
    Redeem,
    ReturnGoods,
    RunDue,
    TopUpGiftCard,
    Who,
)
from zegel.flows.facts import Outcome
from zegel.ledger.lots import Lot
from zegel.ledger.purse import Purse
from zegel.program.compile import Compiled
from zegel.program.stored_value import GIFT_CARD, STORE_CREDIT
from zegel.replay.memory import Memory, Versions
from zegel.store import books as official

_companies = count(1)
Lots = list[tuple[int, int, int, int]]
"""(expires_at, available, pending, reserved) of the lots with something in them, in spend order."""


@dataclass(frozen=True)
class Seen:
    """What a command came to: a refusal's code, or the receipt with its effects and totals."""

    refusal: str = ""
    receipt: ReceiptId | None = None
    effects: tuple[dict[str, Any], ...] = ()
    totals: dict[str, Any] = field(default_factory=dict)


class Driver(Protocol):
    """One company on one program, for one run of the machine. `binds_keys`: a key with another body is refused."""

    binds_keys: bool

    def record(self, command: Command) -> Seen:
        """Send a command; the same key and body again give the first answer again."""
        ...

    def balances(self, purse: PurseId, at: int) -> dict[str, int]:
        """Points by account at `at`, zeros left out."""
        ...

    def lots(self, purse: PurseId, at: int) -> Lots:
        """The open lots at `at`."""
        ...

    def standing(self, purse: PurseId, at: int) -> dict[str, Any]:
        """A member's points (a debt is below zero), store credit and tier at `at`."""
        ...

    def on_card(self, purse: PurseId, code: str, at: int) -> int:
        """What is on a gift card."""
        ...

    def visit(self, purse: PurseId, at: int) -> None:
        """The clock comes by."""
        ...

    def check(self) -> None:
        """The books are sound (reliability.md L1-L4, L7, L8)."""
        ...

    def close(self) -> None:
        """Let go of whatever is open."""
        ...


@cache
def compiled(program: str) -> Compiled:
    """A program text, compiled once."""
    return Compiled(read_yaml(program))


def points(purse: Purse) -> dict[str, int]:
    return {account: n for (unit, account), n in sorted(purse.balances.items()) if unit == "points"}


def standing_of(purse: Purse) -> dict[str, Any]:
    """The same of any purse that is at hand."""
    points = purse.balances.get(("points", "available"), 0) + purse.balances.get(("points", "debt"), 0)
    return {"points": points, "store_credit": purse.balances.get((STORE_CREDIT, "available"), 0), "tier": purse.tier}


def card_of(purse: Purse) -> int:
    return purse.balances.get((GIFT_CARD, "available"), 0)


def open_lots(lots: Sequence[Lot]) -> Lots:
    found = sorted((lot for lot in lots if lot.pending + lot.available + lot.reserved), key=lambda lot: lot.order)
    return [(lot.expires_at, lot.available, lot.pending, lot.reserved) for lot in found]


def seen(outcome: Outcome) -> Seen:
    """An outcome as the machine sees it."""
    if outcome.refusal is not None:
        return Seen(outcome.refusal.code)
    assert outcome.receipt is not None
    body = json.loads(outcome.receipt.document)["body"]
    return Seen("", outcome.receipt.id, tuple(body["effects"]), body["totals"])


class MemoryDriver:
    """Replay's purses. Keys are the driver's own: nothing below the desk knows them."""

    binds_keys = False

    def __init__(self, program: str) -> None:
        self.memory = Memory(COMPANY, Versions((Instant(0), compiled(program))))
        # Replay takes stock to be without limit; here it has what the program says.
        self.memory.facts.counters |= {
            f"reward:{reward.id}": reward.stock for reward in compiled(program).program.rewards if reward.stock is not None
        }
        self.books = Books()
        self.answers: dict[str, Seen] = {}

    def record(self, command: Command) -> Seen:
        key = command.header.key
        if key in self.answers:
            return self.answers[key]
        outcome = self.memory.record(command)
        self.books.add(outcome.entries)
        self.answers[key] = found = seen(outcome)
        return found

    def _now(self, purse: PurseId, at: int) -> Purse:
        self.books.add(self.memory.record(RunDue(header(at), purse)).entries)
        return self.memory.purses[purse]

    def balances(self, purse: PurseId, at: int) -> dict[str, int]:
        return points(self._now(purse, at))

    def lots(self, purse: PurseId, at: int) -> Lots:
        return open_lots([lot for lot in self._now(purse, at).lots.values() if lot.unit == "points"])

    def standing(self, purse: PurseId, at: int) -> dict[str, Any]:
        return standing_of(self._now(purse, at))

    def on_card(self, purse: PurseId, _code: str, at: int) -> int:
        return card_of(self._now(purse, at))

    def visit(self, purse: PurseId, at: int) -> None:
        self._now(purse, at)

    def check(self) -> None:
        self.books.check_company()
        for purse in self.memory.purses.values():
            self.books.check(purse)

    def close(self) -> None:
        """Nothing is open."""


class House:
    """A desk and an API over one database, kept open for all runs; its loop runs while it is asked something."""

    def __init__(self, url: str) -> None:
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.clock = Clock()
        self.shop: Shop = self.run(self.stack.enter_async_context(a_shop(url, self.clock)))

    def run(self, doing: Awaitable[Any]) -> Any:
        async def wait() -> Any:
            return await doing

        return self.runner.run(wait())

    def company(self, program: str) -> tuple[CompanyId, str]:
        """A fresh company on `program`, and a key with every scope."""
        company = CompanyId(f"model-{next(_companies)}")
        return company, self.run(self.shop.add_company(company, program))

    def close(self) -> None:
        self.run(self.stack.aclose())
        self.runner.close()


class DeskDriver:
    """The desk: commands go through a batch each, into the store and out of it again."""

    binds_keys = True

    def __init__(self, house: House, program: str) -> None:
        self.house, self.shop = house, house.shop
        self.company, self.key = house.company(program)

    def mine(self, header: Header) -> Header:
        return replace(header, company=self.company)

    def record(self, command: Command) -> Seen:
        async def submit() -> Outcome:
            reply = await self.shop.desk.submit(replace(command, header=self.mine(command.header)))
            return reply.outcome

        return seen(self.house.run(submit()))

    def _now(self, purse: PurseId, at: int) -> Purse:
        found: Purse = self.house.run(self.shop.desk.look(RunDue(self.mine(header(at)), purse)))
        return found

    def balances(self, purse: PurseId, at: int) -> dict[str, int]:
        return points(self._now(purse, at))

    def lots(self, purse: PurseId, at: int) -> Lots:
        stored = self.house.run(self.shop.queries.lots(self.company, purse, (0, 0), 1000))
        here = self._now(purse, at).lots
        return open_lots([here.get(lot.key, lot) for lot in stored if lot.unit == "points"])

    def standing(self, purse: PurseId, at: int) -> dict[str, Any]:
        return standing_of(self._now(purse, at))

    def on_card(self, purse: PurseId, _code: str, at: int) -> int:
        return card_of(self._now(purse, at))

    def visit(self, purse: PurseId, at: int) -> None:
        async def come_by() -> None:
            await self.shop.desk.submit(RunDue(self.mine(header(at)), purse))

        self.house.run(come_by())

    def check(self) -> None:
        report = self.house.run(official.check(self.shop.store, self.company))
        assert report.findings == []
        assert self.house.run(live_books.faults(self.shop.store, self.company)) == []
        assert self.shop.reported == []

    def close(self) -> None:
        """The house stays open for the next run."""


class HttpDriver(DeskDriver):
    """The API: a command becomes the request that a till would send. Purses get their ids from the server."""

    def __init__(self, house: House, program: str) -> None:
        super().__init__(house, program)
        self.client: Client = self.shop.client(self.key)
        self.ids: dict[PurseId, PurseId] = {}
        self.printed: dict[str, str] = {}
        """The codes that the server printed, by the hash of ours."""

    def theirs(self, purse: PurseId) -> PurseId:
        return self.ids.get(purse, purse)

    def receipt(self, receipt: ReceiptId) -> str:
        return str(ReceiptId(self.theirs(receipt.purse), receipt.seq))

    def record(self, command: Command) -> Seen:
        self.house.clock.at = command.header.at
        path, body = REQUESTS[type(command)](self, command)
        sent = {"branch": command.header.branch, "actor": command.header.actor, "till": command.header.till} | body
        return self.answered(command, self.house.run(self.client.post(path, sent, key=command.header.key)))

    def answered(self, command: Command, answer: Answer) -> Seen:
        if answer.status >= 300:
            assert answer.status < 500, answer.body
            return Seen(answer.code)
        new = getattr(command, "new_purse", None)
        found = receipt_of(answer.json["receipt"])
        if (paper := getattr(command, "paper", None)) is not None and answer.json.get("code"):
            self.printed[paper.text] = answer.json["code"]
        if new is not None and getattr(command, "who", None) is None:
            member = purse_of(answer.json["member"])
            assert member is not None
            self.ids[new] = member
        ours = next((mine for mine, theirs in self.ids.items() if theirs == found.purse), found.purse)
        effects = tuple(without_moments(effect) for effect in answer.json["effects"])
        return Seen("", ReceiptId(ours, found.seq), effects, {k: n for k, n in answer.json["totals"].items() if k.endswith("_minor")})

    def balances(self, purse: PurseId, at: int) -> dict[str, int]:
        self.house.clock.at = at
        answer = self.house.run(self.client.get(f"/v1/members/{purse_text(self.theirs(purse))}/balances"))
        row = next((row for row in answer.json["balances"] if row["unit"] == "points"), {})
        return {account: n for account, n in sorted(row.items()) if account != "unit" and n}

    def lots(self, purse: PurseId, at: int) -> Lots:
        self.house.clock.at = at
        answer = self.house.run(self.client.get(f"/v1/members/{purse_text(self.theirs(purse))}/lots", "limit=200"))
        shown = {(int(a), int(b)): row for row in answer.json["lots"] if row["unit"] == "points" for a, b in [row["lot"].split(".")]}
        found = super().lots(self.theirs(purse), at)
        assert sorted((row["available"], row["pending"], row["reserved"]) for row in shown.values()) == sorted(lot[1:] for lot in found)
        return found

    def standing(self, purse: PurseId, at: int) -> dict[str, Any]:
        self.house.clock.at = at
        member = purse_text(self.theirs(purse))
        rows = self.house.run(self.client.get(f"/v1/members/{member}/balances")).json["balances"]
        found = {row["unit"]: row["available"] + row["debt"] for row in rows}
        tier = self.house.run(self.client.get(f"/v1/members/{member}/tier")).json["tier"]
        return {"points": found.get("points", 0), "store_credit": found.get(STORE_CREDIT, 0), "tier": tier}

    def on_card(self, _purse: PurseId, code: str, at: int) -> int:
        self.house.clock.at = at
        answer = self.house.run(self.client.post("/v1/gift-cards/lookup", {"code": code}, key=None))
        return int(answer.json["available_minor"])

    def visit(self, purse: PurseId, at: int) -> None:
        super().visit(self.theirs(purse), at)


def without_moments(effect: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in effect.items() if not name.endswith("_at")}


def whose(driver: HttpDriver, who: Who | None) -> dict[str, Any]:
    if who is None:
        return {}
    if isinstance(who, Identifier):
        return {"identifier": {"kind": who.kind, "value": who.text}}
    return {"member": purse_text(driver.theirs(who))}


def basket(driver: HttpDriver, command: RecordPurchase | OpenHold) -> dict[str, Any]:
    purchase = command.purchase
    lines = [
        {"net_minor": each.net_minor, "quantity": each.quantity, "category": each.category, "vat_bp": each.vat_bp}
        for each in purchase.lines
    ]
    uses = [{"what": use.what, "count": use.count} for use in command.uses]
    moment = instant_text(command.header.happened_at)
    body = {"lines": lines, "uses": uses, "channel": purchase.channel, "happened_at": moment} | whose(driver, command.who)
    if purchase.tenders:
        body["tenders"] = [
            {"kind": tender.kind, "amount_minor": tender.amount_minor} | ({"code": tender.card.text} if tender.card else {})
            for tender in purchase.tenders
        ]
    return body | ({"codes": [driver.printed.get(code.hash.hex(), code.text) for code in command.codes]} if command.codes else {})


def enrolment(_driver: HttpDriver, command: Enrol) -> dict[str, Any]:
    shown = [{"kind": i.kind, "value": i.text} for i in command.identifiers]
    return {"identifiers": shown, "since": command.since} if command.since else {"identifiers": shown}


def returned(driver: HttpDriver, command: ReturnGoods) -> dict[str, Any]:
    lines = [{"number": each.number, "quantity": each.quantity} for each in command.lines]
    return {"receipt": driver.receipt(command.sale), "lines": lines, "reason": command.reason}


def claimed(driver: HttpDriver, command: Claim) -> dict[str, Any]:
    assert not isinstance(command.anonymous, Identifier)
    return {"receipt": f"{purse_text(driver.theirs(command.anonymous))}.1"} | whose(driver, command.who)


Request = Callable[[HttpDriver, Any], tuple[str, dict[str, Any]]]
REQUESTS: dict[type, Request] = {
    Enrol: lambda d, c: ("/v1/members", enrolment(d, c)),
    RecordPurchase: lambda d, c: ("/v1/purchases", basket(d, c)),
    OpenHold: lambda d, c: ("/v1/holds", basket(d, c)),
    CommitHold: lambda d, c: (f"/v1/holds/{d.receipt(c.hold)}/commit", {}),
    CancelHold: lambda d, c: (f"/v1/holds/{d.receipt(c.hold)}/cancel", {}),
    Redeem: lambda d, c: ("/v1/redemptions", {"reward": c.reward, "count": c.count} | whose(d, c.who)),
    CancelRedemption: lambda d, c: (f"/v1/redemptions/{d.receipt(c.redemption)}/cancel", {"reason": c.reason}),
    ReturnGoods: lambda d, c: ("/v1/returns", returned(d, c)),
    IssueGiftCard: lambda _, c: ("/v1/gift-cards", {"code": c.card.text, "amount_minor": c.amount_minor}),
    TopUpGiftCard: lambda _, c: ("/v1/gift-cards/top-up", {"code": c.card.text, "amount_minor": c.amount_minor}),
    IssueCredit: lambda d, c: ("/v1/store-credit", {"amount_minor": c.amount_minor, "reason": c.reason} | whose(d, c.who)),
    Adjust: lambda d, c: ("/v1/adjustments", {"unit": c.unit, "count": c.count, "reason": c.reason} | whose(d, c.who)),
    Claim: lambda d, c: ("/v1/claims", claimed(d, c)),
}

"""A shop on paper: commands over purses in memory (replay.Memory), with its books checked after each of them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from tests import lives, make
from tests.books import Books
from zegel.core.ids import PurseId, ReceiptId, purse_text
from zegel.core.periods import Instant
from zegel.core.purchase import Identifier, Line, Tender
from zegel.decide.document import Document
from zegel.decide.explain import explain
from zegel.flows.commands import (
    CancelHold,
    CancelRedemption,
    Claim,
    Command,
    CommitHold,
    Exchange,
    Quote,
    RecordPurchase,
    Redeem,
    Review,
    RunDue,
    Use,
    Who,
)
from zegel.flows.facts import Outcome
from zegel.ledger.entries import JournalEntry
from zegel.ledger.purse import Purse
from zegel.program.compile import Compiled
from zegel.program.model import Program
from zegel.replay.memory import Versions

When = int | str | None
"""An instant, a time on the wall in Amsterdam, or now."""
Uses = Sequence[tuple[str, int]]


class Said:
    """What a command came to, as a test reads it."""

    def __init__(self, outcome: Outcome, compiled: Compiled | None) -> None:
        self.outcome = outcome
        self._compiled = compiled
        self.body: dict[str, Any] = {}
        self.purchase: dict[str, Any] | None = None
        if outcome.receipt is not None:
            document = json.loads(outcome.receipt.document)
            self.body, self.purchase = document["body"], document["purchase"]

    @property
    def id(self) -> ReceiptId:
        assert self.outcome.receipt is not None, self.refusal
        return self.outcome.receipt.id

    @property
    def refusal(self) -> str:
        """The refusal's code, "" where there is none."""
        return "" if self.outcome.refusal is None else self.outcome.refusal.code

    @property
    def data(self) -> dict[str, Any]:
        """The refusal's data."""
        assert self.outcome.refusal is not None
        return self.outcome.refusal.data

    @property
    def short(self) -> tuple[str, int, int]:
        """Of `not_enough`: the unit, what there was, what was asked for."""
        assert self.refusal == "not_enough"
        return str(self.data["unit"]), int(self.data["available"]), int(self.data["needed"])

    @property
    def entries(self) -> tuple[JournalEntry, ...]:
        return self.outcome.entries

    @property
    def kinds(self) -> list[str]:
        """The kinds of the entries booked, due work first."""
        return [entry.kind for entry in self.outcome.entries]

    def effects(self, kind: str) -> list[dict[str, Any]]:
        """The receipt's effects of one kind, without their `effect` key."""
        return [{k: v for k, v in e.items() if k != "effect"} for e in self.body["effects"] if e["effect"] == kind]

    @property
    def earned(self) -> dict[str, int]:
        """What was earned, per unit."""
        return {e["unit"]: e["count"] for e in self.effects("earn")}

    @property
    def said(self) -> list[str]:
        """Everything that the receipt says in full, in Dutch."""
        assert self._compiled is not None
        return [one.full.nl for one in explain(self._compiled, Document(self.body, self.purchase))]

    @property
    def pays(self) -> int:
        return int(self.body["totals"]["pays_minor"])

    @property
    def totals(self) -> dict[str, int]:
        return dict(self.body["totals"])

    @property
    def refund(self) -> int:
        return int(self.body["totals"]["refund_minor"])

    @property
    def why_not(self) -> dict[str, str]:
        """Rule that did not fire → its first failing test (`nothing` where it came to nothing, `better` where a better one won)."""
        assert self._compiled is not None
        rules = self._compiled.rules
        words = {
            -1: "nothing",
            -2: "better",
            -3: "floor",
            -4: "not together",
            -5: "no base",
            -6: "too soon",
            -7: "used up",
            -8: "nothing left",
            -10: "nothing to take",
        }
        return {rules[i].id: rules[i].tests[n].name if n >= 0 else words[n] for i, n in self.body["failed"]}


class PaperShop:
    """A company in memory, on one program or several. Every command moves its clock on."""

    def __init__(self, program: Program | None = None, *later: tuple[int, Program], at: int = make.WEDNESDAY) -> None:
        self.compiled = Compiled(program or make.bakery())
        versions = [(Instant(0), self.compiled), *((Instant(at), Compiled(p)) for at, p in later)]
        self.memory = lives.memory(make.COMPANY, Versions(*versions))
        self.books = Books()
        self.at = at
        self._purses = 0

    # -- asking

    def record(self, command: Command) -> Said:
        """Decide and book; the books are checked, also when the command is refused."""
        moved = {purse: (p.seq, p.hash) for purse, p in self.memory.purses.items()}
        outcome = self.memory.record(command)
        if isinstance(command, Quote):
            return self._asked(moved, outcome)
        self.books.add(outcome.entries)
        if outcome.receipt is not None:
            check_receipt(outcome)
        if outcome.refusal is not None:
            assert outcome.receipt is None
            assert all(entry.actor == "zegel" for entry in outcome.entries), "a refusal books nothing but due work"
        for purse, p in self.memory.purses.items():
            if moved.get(purse) != (p.seq, p.hash):
                self.books.check(p)
        self.books.check_company()
        self.at = max(self.at, command.header.at)
        return self._said(outcome)

    def _said(self, outcome: Outcome) -> Said:
        compiled = None if outcome.receipt is None else self.memory.facts.shelf.by_digest(_program(outcome))
        return Said(outcome, compiled)

    def _asked(self, before: dict[PurseId, tuple[int, bytes]], outcome: Outcome) -> Said:
        """A quote's answer: nothing was booked for it."""
        assert {purse: (p.seq, p.hash) for purse, p in self.memory.purses.items()} == before, "a quote writes nothing"
        if outcome.receipt is not None:
            check_receipt(outcome)
            assert outcome.receipt.id not in self.memory.facts.receipts
        return self._said(outcome)

    def done(self, command: Command) -> Said:
        """The same for a command that is not refused."""
        said = self.record(command)
        assert said.refusal == ""
        return said

    # -- looking

    def purse(self, who: Who) -> Purse:
        """The purse as it stands, due work not counted."""
        resolved = self.memory._resolved
        found = resolved.purse_of[who] if isinstance(who, Identifier) else who
        return self.memory.purses[resolved.follow(found)]

    def balances(self, who: Who) -> dict[str, int]:
        """`{"points": 12, "points debt": -3, "points pending": 5}` now; what is due by now has happened."""
        self.wait_until(self.at)
        found = {}
        for (unit, account), count in sorted(self.purse(who).balances.items()):
            found[unit if account == "available" else f"{unit} {account}"] = count
        return found

    def points(self, who: Who) -> int:
        """Points available now."""
        return self.balances(who).get("points", 0)

    def lots(self, who: Who, unit: str = "points") -> list[tuple[int, int]]:
        """(available, expires_at) of the lots with something available, in spend order."""
        found = [lot for lot in self.purse(who).lots.values() if lot.unit == unit and lot.available]
        return [(lot.available, lot.expires_at) for lot in sorted(found, key=lambda lot: lot.order)]

    # -- living

    def wait_until(self, at: int | str) -> list[JournalEntry]:
        """Time passes, and the clock visits every purse; gives what was due."""
        self.at = max(self.at, make.clock(at) if isinstance(at, str) else at)
        booked: list[JournalEntry] = []
        for purse in sorted(self.memory.purses):
            booked += self.record(RunDue(make.header(self.at), purse)).entries
        return booked

    def enrol(self, name: str = "fatima", *, since: str | None = None, at: int | None = None) -> Identifier:
        """A member (with `since` "": an anonymous card), known by a card of that name."""
        self._purses += 1
        shown = make.card(name)
        self.done(make.enrols(self._purses, shown, at=self._moment(at), since=since))
        return shown

    def buys(self, who: Who | None, *lines: Line, at: When = None, uses: Uses = (), **changes: Any) -> Said:
        """A purchase that is not refused. Without `who` it gets a purse of its own."""
        return self.done(self.purchase(who, *lines, at=at, uses=uses, **changes))

    def purchase(self, who: Who | None, *lines: Line, at: When = None, uses: Uses = (), **changes: Any) -> RecordPurchase:
        """The command for that."""
        if who is None:
            self._purses += 1
        used = tuple(Use(*use) for use in uses)
        return make.buys(*lines, who=who, at=self._moment(at), uses=used, new=self._purses, **changes)

    def quotes(self, who: Who | None, *lines: Line, at: When = None, uses: Uses = (), **changes: Any) -> Said:
        """What a purchase would come to; it is not refused."""
        return self.done(make.quotes(*lines, who=who, at=self._moment(at), uses=tuple(Use(*use) for use in uses), **changes))

    def gives(self, who: Who, points: int, *, unit: str = "points", at: When = None) -> Said:
        """Points out of nothing, by a correction."""
        return self.done(make.adjusts(who, points, unit=unit, at=self._moment(at)))

    def returns(self, sale: Said, *lines: tuple[int, int], at: When = None, reason: str = "broken") -> Said:
        """Goods come back: (line, thousandths); none: everything."""
        return self.done(make.returns(sale.id, *lines, at=self._moment(at), reason=reason))

    def exchanges(
        self, sale: Said, *lines: Line, back: Sequence[tuple[int, int]] = (), who: Who | None = None, at: When = None, uses: Uses = (),
        as_credit: bool = False, **changes: Any,
    ) -> Said:  # fmt: skip
        return self.done(self.exchange(sale, *lines, back=back, who=who, at=at, uses=uses, as_credit=as_credit, **changes))

    def exchange(
        self, sale: Said, *lines: Line, back: Sequence[tuple[int, int]] = (), who: Who | None = None, at: When = None, uses: Uses = (),
        as_credit: bool = False, **changes: Any,
    ) -> Exchange:  # fmt: skip
        """The command for that: `back` of `sale` comes back (nothing: everything), `lines` go along."""
        bought = self.purchase(who, *lines, at=at, uses=uses, **changes)
        returned = make.returns(sale.id, *back, at=self._moment(at), reason="another size")
        return Exchange(bought.header, replace(returned, as_credit=as_credit), bought)

    def redeems(self, who: Who, reward: str, count: int = 1, at: When = None) -> Said:
        return self.done(Redeem(make.header(self._moment(at)), who, reward, count))

    def cancels(self, redemption: Said, at: When = None) -> Said:
        return self.done(CancelRedemption(make.header(self._moment(at)), redemption.id, "changed her mind"))

    def holds(self, who: Who | None, *lines: Line, at: When = None, uses: Uses = (), **changes: Any) -> Said:
        if who is None:
            self._purses += 1
        used = tuple(Use(*use) for use in uses)
        return self.done(make.holds(*lines, who=who, at=self._moment(at), uses=used, new=self._purses, **changes))

    def commits(self, hold: Said, at: When = None, tenders: tuple[Tender, ...] = ()) -> Said:
        return self.done(CommitHold(make.header(self._moment(at)), hold.id, "", tenders))

    def cancels_hold(self, hold: Said, at: When = None) -> Said:
        return self.done(CancelHold(make.header(self._moment(at)), hold.id))

    def claims(self, anonymous: Who, who: Who, at: When = None) -> Said:
        return self.done(Claim(make.header(self._moment(at)), anonymous, who))

    def reviews(self, sale: Said, *, approve: bool, at: When = None) -> Said:
        return self.done(Review(make.header(self._moment(at)), sale.id, approve, "looked at the camera"))

    def _moment(self, at: When) -> int:
        if at is None:
            return self.at
        return make.clock(at) if isinstance(at, str) else at


def refuses(shop: PaperShop, command: Command) -> Said:
    """The refusal of a command that must be refused, and move nothing."""
    shop.wait_until(max(shop.at, command.header.at))
    before = {purse: (p.seq, dict(p.balances)) for purse, p in shop.memory.purses.items()}
    said = shop.record(command)
    assert said.refusal != "", "this was not refused"
    assert said.entries == ()
    assert {purse: (p.seq, dict(p.balances)) for purse, p in shop.memory.purses.items()} == before, "a refusal moves nothing"
    return said


def purse_id(n: int) -> PurseId:
    return make.purse(n)


def check_receipt(outcome: Outcome) -> None:
    """The document is canonical JSON, as it is written out by hand, and its entry holds its digest and names what it tells."""
    receipt = outcome.receipt
    assert receipt is not None
    document = json.loads(receipt.document)
    assert json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == receipt.document
    entry, body = outcome.entries[-1], document["body"]
    assert (entry.purse, entry.seq, entry.kind) == (receipt.id.purse, receipt.id.seq, receipt.kind)
    assert entry.receipt_digest == sha256(receipt.document).digest()
    assert (body["purse"], body["seq"], body["kind"], body["at"]) == (purse_text(entry.purse), entry.seq, entry.kind, entry.at)
    assert (body["happened_at"], body["business_date"], body["reason"]) == (entry.happened_at, entry.business_date, entry.reason)
    moved = [[p.unit, p.source, p.destination, p.amount, list(p.lot)] for p in entry.postings if p.lot is not None]
    assert body["postings"] == moved


def _program(outcome: Outcome) -> bytes:
    assert outcome.receipt is not None
    return bytes.fromhex(json.loads(outcome.receipt.document)["body"]["program"])

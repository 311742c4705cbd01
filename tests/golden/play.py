"""A golden case: a program by name, a story, and every decision of it with reasons and postings, as a person reads them.

A step is JSON: `{"do": "buys", "at": "2026-03-04 12:00", "who": "fatima", "lines": [{"net": 250, "pieces": 2, "category": "bread"}],
"uses": [["points off", 0]], "as": "sale"}`; `of` names an earlier step. Clocks are the company's.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests import make
from tests.paper import PaperShop, Said
from tests.programs import read_yaml
from zegel.core.periods import NEVER
from zegel.core.purchase import Line
from zegel.flows.commands import Adjust, CancelHold, CancelRedemption, Claim, Command, CommitHold, Redeem, Review, Use
from zegel.ledger.entries import JournalEntry, Posting
from zegel.program.model import Program

GOLDEN = Path(__file__).parent
EXAMPLES = GOLDEN.parents[1] / "examples"


def program_called(name: str) -> Program:
    """A program of examples/, or of tests/golden/programs/."""
    path = EXAMPLES / f"{name}.yaml"
    return read_yaml((path if path.exists() else GOLDEN / "programs" / f"{name}.yaml").read_text(encoding="utf-8"))


class Teller:
    """Plays a story and tells what came of each step."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.shop = PaperShop(program, at=0)
        self.zone = program.company_zone
        self.branch = program.branches[0].id
        self.said: dict[str, Said] = {}
        self.purses = 0

    def tell(self, step: dict[str, Any]) -> dict[str, Any]:
        """One step's decision."""
        if step["do"] == "waits":
            booked = self.shop.wait_until(make.clock(step["at"], self.zone))
            return {"books": [self.entry(e) for e in booked]}
        said = self.shop.record(self.command(step))
        self.said[step.get("as", "")] = said
        if said.refusal:
            return {"refuses": said.refusal} | said.data | ({"books": [self.entry(e) for e in said.entries]} if said.entries else {})
        found: dict[str, Any] = {"effects": [self.effect(e) for e in said.body["effects"]]}
        if said.body["failed"]:
            found["why not"] = said.why_not
        if said.body["totals"]:
            found["totals"] = {k: self.time(n) if k == "hold_expires_at" else n for k, n in said.body["totals"].items()}
        return found | {"books": [self.entry(e) for e in said.entries], "balances": self.balances(said)}

    def command(self, step: dict[str, Any]) -> Command:
        """The command that the step asks for."""
        at, what = make.clock(step["at"], self.zone), step["do"]
        header = make.header(at, branch=self.branch, zone=self.zone)
        who = make.card(step["who"]) if step.get("who") else None
        uses = tuple(Use(*use) for use in step.get("uses", ()))
        commands: dict[str, Callable[[], Command]] = {
            "enrols": lambda: replace(
                make.enrols(self.next_purse(), make.card(step["who"]), at=at, since=step.get("since")), header=header
            ),
            "buys": lambda: make.buys(
                *self.lines(step), who=who, at=at, uses=uses, new=0 if who else self.next_purse(), zone=self.zone,
                received=make.clock(step["received"], self.zone) if "received" in step else None, **self.sale(step),
            ),
            "quotes": lambda: make.quotes(*self.lines(step), who=who, at=at, uses=uses, **self.sale(step)),
            "holds": lambda: make.holds(*self.lines(step), who=make.card(step["who"]), at=at, uses=uses, **self.sale(step)),
            "commits": lambda: CommitHold(header, self.of(step).id, "", ()),
            "cancels hold": lambda: CancelHold(header, self.of(step).id),
            "redeems": lambda: Redeem(header, make.card(step["who"]), step["reward"], step.get("count", 1)),
            "cancels": lambda: CancelRedemption(header, self.of(step).id, step["reason"]),
            "returns": lambda: replace(make.returns(self.of(step).id, *[tuple(e) for e in step.get("lines", ())], at=at), header=header),
            "adjusts": lambda: Adjust(header, make.card(step["who"]), step["unit"], step["count"], step["reason"]),
            "claims": lambda: Claim(header, self.of(step).id.purse, make.card(step["who"])),
            "reviews": lambda: Review(header, self.of(step).id, step["approve"], step["reason"]),
        }  # fmt: skip
        return commands[what]()

    def next_purse(self) -> int:
        self.purses += 1
        return self.purses

    def of(self, step: dict[str, Any]) -> Said:
        return self.said[step["of"]]

    def sale(self, step: dict[str, Any]) -> dict[str, Any]:
        return {"branch": self.branch, "currency": self.program.currency, "channel": step.get("channel", "till")}

    def lines(self, step: dict[str, Any]) -> list[Line]:
        """`pieces` of what costs `net` together; other keys are fields of core.purchase.Line."""
        found = [dict(each) | ({"tags": tuple(each["tags"])} if "tags" in each else {}) for each in step["lines"]]
        return [make.line(each.pop("net"), each.pop("pieces", 1), **each) for each in found]

    # -- telling

    def time(self, at: int) -> str:
        """A moment as the company's clock shows it."""
        return "never" if at >= NEVER else f"{datetime.fromtimestamp(at // 1000, ZoneInfo(self.zone)):%Y-%m-%d %H:%M}"

    def last_day(self, expires_at: int) -> str:
        """The last day of what lapses at `expires_at`."""
        if expires_at >= NEVER:
            return "for ever"
        return f"until {datetime.fromtimestamp(expires_at // 1000, ZoneInfo(self.zone)) - timedelta(days=1):%Y-%m-%d}"

    def effect(self, effect: dict[str, Any]) -> str:
        """An effect in one line: its kind, then its fields."""
        told = [
            f"{k} {self.time(n) if k.endswith('_at') else json.dumps(n, ensure_ascii=False)}" for k, n in effect.items() if k != "effect"
        ]
        return f"{effect['effect']}: {', '.join(told)}"

    def entry(self, e: JournalEntry) -> list[str]:
        """An entry: its kind, number and moment, then its postings, counts and marks."""
        rows = [f"{e.kind} {e.seq}, {self.time(e.at)}, of {e.business_date}", *[self.posting(p) for p in e.postings]]
        rows += [f"count {c.measure} {c.day}: {c.delta:+}" for c in e.counts]
        if e.tier is not None:
            rows.append(f"tier {e.tier.tier or '-'}, looked at {self.time(e.tier.review_at)}")
        if e.hold is not None:
            rows.append(f"hold {e.hold.seq} {e.hold.state}, until {self.time(e.hold.expires_at)}")
        return rows + [f"returned {mark.quantity} of line {mark.line} of entry {mark.sale_seq}" for mark in e.returned]

    def posting(self, p: Posting) -> str:
        where = "no lot" if p.lot is None else f"lot {p.lot[0]}.{p.lot[1]}"
        if p.opens is not None:
            origin = p.opens.origin
            where = f"new lot {self.last_day(p.opens.expires_at)}{f', from lot {origin.seq}.{origin.n}' if origin else ''}"
        return f"{p.amount} {p.unit}: {p.source} → {p.destination}, {where}"

    def balances(self, said: Said) -> dict[str, int]:
        purse = self.shop.memory.purses.get(said.id.purse)
        found = {} if purse is None else purse.balances
        return {f"{unit} {account}": n for (unit, account), n in sorted(found.items())}


def decisions(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Each step of the case, with what came of it."""
    teller = Teller(program_called(case["program"]))
    told = [{"step": step, **teller.tell(step)} for step in case["story"]]
    teller.shop.books.check_company()
    return told

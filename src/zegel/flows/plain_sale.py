"""The short way for a plain sale: it earns, and nothing else happens. Seven purchases in eight are plain.

What decide_sale, booking/earnings, flows/sale.count_and_rank and flows/receipts.finish do step by step is done here in one pass
(decide/plain decides). The bytes are the same: tests/flows/test_plain_sale.py runs programs and purchases both ways. Where nothing is
used or discounted but more happens than that lots are opened (a card fills, a debt is settled, points wait, a tier moves), the judgement
stands and only the booking goes the long way (flows/judged_sale). Everything else gets None.
"""

from functools import lru_cache
from hashlib import sha256
from typing import Final

from zegel.core.canonical import quoted
from zegel.core.ids import ReceiptId
from zegel.core.periods import NEVER, Day
from zegel.decide.discounts import Priced, price
from zegel.decide.document import ENGINE
from zegel.decide.plain import Judged
from zegel.decide.plan import Plan, plan_of
from zegel.decide.sale import MemberFacts, basket_facts
from zegel.decide.tiers import after_earning
from zegel.flows.at_hand import Till, Today
from zegel.flows.commands import RecordPurchase
from zegel.flows.facts import Facts, Outcome, Receipt
from zegel.flows.judged_sale import PURCHASE, book_judged
from zegel.flows.people import asked_of
from zegel.flows.windows import window_value
from zegel.ledger.accounts import AVAILABLE, ISSUED
from zegel.ledger.entries import COUNT, HEAD, OPENS, Count, JournalEntry, LotTerms, Posting, chain_hash, measure_head, who_bytes
from zegel.ledger.purse import Purse
from zegel.program.compile import Compiled

DAYS: Final = 4
"""Days that are kept ready; purchases come in nearly in order."""
TILLS: Final = 4_096
VISITS: Final = ("visits", "")


class PlainSales:
    """The plain sales of one program version."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self._judge, self._failed = plan, plan.plain.judge, plan.plain.failed
        self._earn = None if plan.taken_measures else plan.plain.earn
        self._days: dict[Day, Today] = {}
        self._tills: dict[tuple[str, ...], Till] = {}
        self._ranks = {"": (0, '""')} | {tier: (rank, quoted(tier)) for tier, rank in plan.compiled.tier_ranks.items()}
        self._marks = tuple([(unit, AVAILABLE) for unit in plan.tier_marks])
        self._zeros = (0,) * len(plan.windows)
        self._form = ",".join(["%d"] * len(plan.windows))
        reached = [threshold for threshold, _ in plan.thresholds]
        self._next = (*reached, NEVER)
        """By rank: what brings a member to the next step."""

    def book(self, facts: Facts, purse: Purse, command: RecordPurchase) -> Outcome | None:
        """Decide and book a plain sale and move the purse on; None, and nothing moved, where it is not plain."""
        plan, purchase = self.plan, command.purchase
        on, totals, balances = purchase.business_date, purse.totals, purse.balances
        day = self._days.get(on) or self._day(on)
        member, months, years, joined = day.joined.get(purse.since) or day.of(purse.since)
        for mark in self._marks:
            if mark in balances:
                return None  # a tier that was set by hand
        if day.windows is not None:
            windows = tuple(map(totals.get, day.windows, self._zeros))
        else:
            windows = tuple([window_value(plan, purse, i, on) for i, _ in plan.windows])
        number = totals.get(VISITS, 0) + 1 if plan.counts_visits else 0
        asked = asked_of(facts, plan, purse, on) if plan.questions else ()
        stands = purse.tier if member else ""
        rank, tier = self._ranks.get(stands) or (0, quoted(stands))
        lines, weekday, minute, branch, channel = purchase.lines, purchase.weekday, purchase.minute, purchase.branch, purchase.channel
        judged = self._judge(
            lines, weekday, minute, on, branch, channel, member, rank, months, years, number, windows, asked
        )  # fmt: skip
        priced: Priced | None = None
        if judged is None:
            if self._earn is None or min([line.net_minor for line in lines], default=0) < 0:
                return None
            known = MemberFacts(member, purse.since, stands, number, windows, months, years, asked)
            priced = price(plan, purchase, plan.compiled.masks(lines), basket_facts(purchase, known, rank), ())
            judged = self._earn(
                lines, priced.paid, priced.items, weekday, minute, on, branch, channel, member, rank, months, years, number, windows, asked
            )  # fmt: skip
        if purchase.tenders and sum([tender.amount_minor for tender in purchase.tenders]) != judged[0]:
            return None
        if not member or plan.tiers is None or not self._climbs(purse, rank, windows, judged[4], on):
            said = f'"asked":[{",".join(map(str, asked))}],' if asked else ""
            said += f'"member":{member},"purchase_number":{number}{joined}{tier},"windows":[{self._form % windows}]}},"failed":['
            booked = self._booked(facts, purse, command, day, judged, said, priced)
            if booked is not None:
                return booked
        known = MemberFacts(member, purse.since, stands, number, windows, months, years, asked)
        return book_judged(facts, plan, purse, command, known, judged, priced)

    def _booked(
        self, facts: Facts, purse: Purse, command: RecordPurchase, day: Today, judged: Judged, said: str, priced: Priced | None
    ) -> Outcome | None:
        """The receipt and the entry of what only opens lots; None where more happens than that."""
        header, purchase = command.header, command.purchase
        pays, reasons, basis, earned, counts = judged
        at, happened, on, balances = header.at, purchase.happened_at, purchase.business_date, purse.balances
        postings: list[Posting] = []
        effects, after, booked = "", "", b""
        terms: LotTerms | None = None
        for unit, count, parts in earned:
            opening = day.openings[unit]
            expires, total = opening.expires, balances.get(opening.account, 0) + count
            if total >= opening.slots or opening.debt in balances or purchase.channel in opening.waits:
                return None
            if terms is None or expires != terms.expires_at:
                terms = LotTerms(happened, happened, expires, None)
            postings.append(Posting(unit, ISSUED, AVAILABLE, count, None, terms))
            effects += f',{{"available_at":{happened},"basis_minor":{basis},"count":{count}{opening.earned}{parts}{opening.ends}'
            after += f"{opening.after}{total}]"
            booked += opening.head + OPENS.pack(count, b"f\x00\x18", happened, happened, expires)
        counted: list[Count] = []
        for measure, n in counts:
            counted.append(Count(measure, on, n))
            booked += measure_head(measure) + COUNT.pack(day.ascii, b"c\x00\x08", n)
        of = header.actor, header.branch, header.source, header.till, facts.company
        a, b, c, d, e, f, who = self._tills.get(of) or self._till(*of)
        seq, number, off, failed = purse.seq + 1, purchase.receipt_number, 0, self._failed(reasons)
        if priced is not None and (priced.effects or priced.failed):
            effects = "".join([f",{effect.json()}" for effect in priced.effects]) + effects
            failed = ",".join(filter(None, (self.plan.failed_json(priced.failed), failed)))
            off = sum([line.net_minor for line in purchase.lines]) - pays
        body = (
            f'{{"body":{a}{at},"balances":[{after[1:]}]{b}{on}{c}{effects[1:]}],"engine":{ENGINE},"facts":{{{said}{failed}]'
            f',"happened_at":{happened}{d}","postings":[]{e}{purse.text}","reason":"","review":0,"seq":{seq}{f}'
            f'{{"discount_minor":{off},"net_minor":{pays + off},"pays_minor":{pays}}},"uses":[]}},"purchase":'
        )
        document = b'%b%b,"v":1}' % (body.encode("utf-8"), purchase.document)
        digest = sha256(document).digest()
        begins = HEAD.pack(b"a\x00\x10", purse.id, b"b\x00\x08", seq, b"c\x00\x08", at, b"d\x00\x08", happened, b"e\x00\x0a", day.ascii)
        entry = JournalEntry(
            purse.id, seq, purse.hash, PURCHASE, at, happened, on, header.actor, header.branch, header.till, "", digest,
            tuple(postings), tuple(counted), None, None, (), None, 0,
            chain_hash(purse.hash, begins + who + b"k\x00\x20" + digest + booked),
        )  # fmt: skip
        purse.apply(entry)
        receipt = Receipt(ReceiptId(purse.id, seq), PURCHASE, document)
        if facts.keeps_receipts:
            facts.receipts[receipt.id] = document
        return Outcome((entry,), receipt, receipt_number=(header.source, number) if number else None)

    def _climbs(self, purse: Purse, rank: int, windows: tuple[int, ...], counts: list[tuple[str, int]], on: Day) -> bool:
        """Whether the ladder says anything about this sale."""
        plan = self.plan
        assert plan.tiers is not None
        if plan.tier_balance:
            return True  # a balance moves with whatever is earned, so the long way looks
        measured = windows[plan.tiers.window]
        for measure, n in counts:
            if measure == plan.tier_measure:
                measured += n
        if measured >= self._next[rank]:
            return True
        if not rank or purse.tier_review_at == NEVER:
            return False  # below the first step, or on one that is never looked at
        return after_earning(plan, purse.tier, purse.tier_review_at, measured, on, purse.since) is not None

    def _day(self, on: Day) -> Today:
        if len(self._days) >= DAYS:
            self._days.clear()
        found = self._days[on] = Today(self.plan, on)
        return found

    def _till(self, actor: str, branch: str, source: str, till: str, company: str) -> Till:
        if len(self._tills) >= TILLS:
            self._tills.clear()
        texts = self.plan.fixed_json(company, PURCHASE, actor, branch, source, till)
        found = self._tills[actor, branch, source, till, company] = (*texts, who_bytes(PURCHASE, actor, branch, till))
        return found


@lru_cache(maxsize=64)
def plain_sales(compiled: Compiled) -> PlainSales:
    """Those of a version, made once."""
    return PlainSales(plan_of(compiled))


def book(facts: Facts, compiled: Compiled, purse: Purse, command: RecordPurchase) -> Outcome | None:
    """Decide and book `command` where it is plain; None, and nothing moved, where it is not."""
    return plain_sales(compiled).book(facts, purse, command)

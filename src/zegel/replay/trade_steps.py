"""Trade between businesses in a story: what became of an invoice, what a partner disputes of a month, and what that month settles."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import Day, Instant, end_of_day, end_of_period, plus_days, start_of_day
from zegel.decide.disputes import DISPUTE, Dispute, dispute_from
from zegel.decide.settlement import DISPUTABLE, PartnerSettled, settlement
from zegel.flows.commands import Command, DecideDispute, Header, OpenDispute, ReportInvoice
from zegel.flows.trade_commands import DeliveredLine
from zegel.ledger.entries import JournalEntry
from zegel.program import forms
from zegel.program.forms import Wrong
from zegel.program.model import Program
from zegel.program.page import Page
from zegel.program.partners import clearing_unit
from zegel.program.tree import Node, Table, Text
from zegel.replay.memory import Memory
from zegel.replay.story import DecisionTold, DisputeTold, Expectation, InvoiceTold, Step, Trade

TRADES: Final = ("invoice", "disputes", "grants", "denies")
"""What is a step by itself."""
_STEP: Final = re.compile(r"(?:(.+) of )?step ([1-9][0-9]{0,3})")
_PART: Final = re.compile(r"(?:([0-9.]+) [×xX*] )?(\S.*)")
_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
SIDES: Final = ("issued", "redeemed")


# -- read


def read_trade(page: Page, program: Program, found: dict[str, Node], before: Sequence[Step]) -> Trade | None:
    """What a step whose entries are `found` does of this; None where it does nothing of it."""
    if "invoice" in found:
        return _invoice(page, program, page.table(found["invoice"], "invoice"), before)
    if "disputes" in found:
        return _dispute(page, program, page.table(found["disputes"], "dispute"), before)
    for key in ("grants", "denies"):
        if key in found:
            amount, step = _step(page, found[key], before, "disputes")
            minor = page.part(found[key], amount, lambda text: forms.money(text, program.currency), 0) if amount else 0
            return DecisionTold(step, key == "grants", minor)
    return None


def _step(page: Page, node: Node, before: Sequence[Step], what: str) -> tuple[str, int]:
    """`step 2`, `0.05 EUR of step 2`: what stands before it, and the step, in which something is bought, or something is disputed."""
    text = page.text(node, "a step")
    match = _STEP.fullmatch(text)
    number = int(match[2]) if match else 0
    fits = 0 < number <= len(before) and (before[number - 1].buys if what == "buys" else isinstance(before[number - 1].trade, DisputeTold))
    if match is None or not fits:
        if text:
            said = (
                "Nothing is bought in such a step above this one."
                if what == "buys"
                else "Nothing is disputed in such a step above this one."
            )
            page.wrong(node, "unknown_step", said, "Say it as `step 2`; steps count from 1.")
        return "", 0
    return match[1] or "", number


def _invoice(page: Page, program: Program, found: dict[str, Node], before: Sequence[Step]) -> InvoiceTold | None:
    step = _step(page, found["of"], before, "buys")[1] if "of" in found else 0
    paid, in_full = None, False
    if "paid" in found:
        in_full = isinstance(found["paid"], Text) and found["paid"].text == "all"
        paid = None if in_full else page.form(found["paid"], lambda text: forms.money(text, program.currency), 0)
    skus = [bought.article.sku for bought in before[step - 1].buys] if step else []
    delivered: tuple[tuple[int, int], ...] | None = None
    if "delivered" in found and isinstance(found["delivered"], Text) and found["delivered"].text == "all":
        delivered = ()
    elif "delivered" in found:
        delivered = tuple(_part(page, item, skus) for item in page.items(found["delivered"]))
    disputed = page.choice(found["disputed"], ("yes", "no"), "word") == "yes" if "disputed" in found else None
    return InvoiceTold(step, paid, in_full, delivered, disputed) if step else None


def _part(page: Page, node: Node, skus: Sequence[str]) -> tuple[int, int]:
    """`2 × PAPER`: the number of its line, and thousandths."""
    match = _PART.fullmatch(page.text(node, "an article"))
    if match is None or match[2] not in skus:
        if match is not None:
            page.unknown(node, match[2], skus, "article")
        return 1, 0
    quantity = page.part(node, match[1], _thousandths, 1000) if match[1] else 1000
    return skus.index(match[2]) + 1, quantity


def _thousandths(text: str) -> int:
    return int(forms.decimal(text, 3) * 1000)


def _dispute(page: Page, program: Program, found: dict[str, Node], before: Sequence[Step]) -> DisputeTold | None:
    partners = {partner.id: partner for partner in program.coalition.partners} if program.coalition else {}
    partner = page.known(found["partner"], partners, "partner") if "partner" in found else ""
    month = page.form(found["month"], _month, "2000-01") if "month" in found else "2000-01"
    side = page.choice(found["side"], SIDES, "side") if "side" in found else "issued"
    amount = page.form(found["amount"], lambda text: forms.money(text, program.currency), 0) if "amount" in found else 0
    about = _step(page, found["about"], before, "buys")[1] if "about" in found else 0
    return DisputeTold(partner, month, side, amount, about)


def _month(text: str) -> str:
    if _MONTH.fullmatch(text) is None:
        raise Wrong("This is no month.", "2026-03")
    return text


def read_settles(page: Page, program: Program, node: Node) -> list[Expectation]:
    """`{bakkerij: 0.06 EUR}`: partners, and what each pays for the month before; below zero is what it gets."""
    partners = {partner.id: partner for partner in program.coalition.partners} if program.coalition else {}
    if not isinstance(node, Table):
        page.wrong(node, "wrong_kind", "Here partners are needed, each with an amount: {bakkerij: 0.06 EUR}.")
        return []
    found = []
    for name, entry in node.entries.items():
        page.known(entry.named, partners, "partner")
        found.append(Expectation(entry.key.line, "settles", name, page.form(entry.node, lambda text: _signed(text, program.currency), 0)))
    return found


def _signed(text: str, currency: str) -> int:
    return -forms.money(text[1:], currency) if text[:1] in "-\u2212" else forms.money(text, currency)


# -- what happens


def trade_command(
    step: Step, header: Header, program: Program, memory: Memory, booked: Sequence[JournalEntry], receipts: dict[int, ReceiptId],
    new: PurseId,
) -> Command:  # fmt: skip
    """What it asks of the books."""
    told, actor, reason = step.trade, replace(header, actor=step.by or header.actor), step.reason
    if isinstance(told, InvoiceTold):
        sale = receipts.get(told.step, ReceiptId(new, 1))
        lines = None if told.delivered is None else tuple([DeliveredLine(number, quantity) for number, quantity in told.delivered])
        return ReportInvoice(actor, sale, "", told.paid_minor, told.in_full, lines, told.disputed, reason)
    if isinstance(told, DisputeTold):
        theirs = [one for one in settled(program, told.month, memory, booked) if one.partner == told.partner]
        stated = sum([one.owes_minor if told.side == "issued" else one.gets_minor for one in theirs])
        about = receipts.get(told.about)
        return OpenDispute(actor, new, told.partner, told.month, told.side, told.amount_minor, about, stated, reason)
    assert told is not None, "the step trades"
    return DecideDispute(actor, receipts.get(told.step, ReceiptId(new, 1)), told.grant, told.amount_minor, reason)


def settled(program: Program, month: str, memory: Memory, booked: Sequence[JournalEntry]) -> tuple[PartnerSettled, ...]:
    """What the partners settle of a month, out of the entries of the story."""
    coalition = program.coalition
    if coalition is None:
        return ()
    first = Day(f"{month}-01")
    begins = start_of_day(first, program.company_zone)
    ends = end_of_day(end_of_period(first, "month"), program.company_zone)
    money = _sums(booked, clearing_unit(program.currency), begins, ends)
    kept = [one for each in memory.facts.dossiers.values() for one in each.values() if one.kind == DISPUTE]
    disputes: list[tuple[str, str, Dispute]] = [(one.id, one.state, dispute_from(one.data)) for one in kept]
    of_month = [one for one in disputes if one[2].month == month]
    return settlement(coalition, program.currency, month, DISPUTABLE, money, {}, {}, of_month).partners


def _sums(booked: Sequence[JournalEntry], unit: str, begins: Instant, ends: Instant) -> dict[str, tuple[int, int]]:
    """Account → what it came to before the month, and in it; a partner's account counts what it owes, or is owed."""
    found: dict[str, tuple[int, int]] = {}
    for entry in booked:
        for p in entry.postings if entry.at < ends else ():
            if p.unit != unit:
                continue
            for account, amount in ((p.source, p.amount), (p.destination, -p.amount)):
                signed = -amount if account.startswith("redeemed at ") else amount
                before, during = found.get(account, (0, 0))
                found[account] = (before + signed, during) if entry.at < begins else (before, during + signed)
    return found


def settles(one: Expectation, on: Day, program: Program, memory: Memory, booked: Sequence[JournalEntry]) -> int:
    """What a partner pays for the month before `on`."""
    month = plus_days(Day(f"{on[:7]}-01"), -1)[:7]
    return sum([found.settled_minor for found in settled(program, month, memory, booked) if found.partner == one.subject])

"""Goods come back and others go with the shopper: a return and a purchase in one command, both or neither (architecture.md §4).

The return is booked first, so that what was spent on it can be spent again. What it takes back may be below zero for a moment: what the
purchase earns settles it, and only what is left then is looked at as the program says. What comes back in money pays for the purchase.
"""

from dataclasses import replace
from typing import Any

from zegel.core.ids import PurseId
from zegel.core.purchase import Tender
from zegel.core.purchase_document import with_document
from zegel.core.refusals import TendersDoNotMatch, WouldGoBelowZero
from zegel.core.value import value
from zegel.decide.document import read
from zegel.decide.plan import Plan, plan_of
from zegel.flows import record_purchase, return_goods
from zegel.flows.commands import Exchange, Quote, RecordPurchase
from zegel.flows.facts import Facts, Needs, Outcome, Resolved, Shelf, Wants
from zegel.flows.paying import payments_of
from zegel.flows.printed import first_of, is_own
from zegel.flows.purses import ready
from zegel.flows.return_goods import Net
from zegel.flows.trial import Trial
from zegel.ledger.accounts import DEBT

RETURN = "return"
"""The kind of tender that goods pay with."""


def wants(command: Exchange) -> Wants:
    """What both want."""
    back, bought = return_goods.wants(command.back), record_purchase.wants(_bought(command))
    purses = tuple(dict.fromkeys((*back.purses, *bought.purses)))
    return replace(bought, purses=purses)


def needs(shelf: Shelf, command: Exchange, resolved: Resolved) -> Needs:
    """What both need."""
    back = return_goods.needs(shelf, command.back, resolved)
    bought = record_purchase.needs(shelf, _bought(command), resolved)
    first = () if command.bought.who is not None or command.bought.paper is None else (first_of(command.back.sale),)
    receipts = (*back.receipts, *bought.receipts, *first)
    return Needs((*back.purses, *bought.purses), receipts, (*back.counters, *bought.counters), bought.codes)


def _bought(command: Exchange, facts: Facts | None = None) -> RecordPurchase:
    """The purchase. Who shows no card gets it in the purse of the sale: a shopper without a card has what was earned in one place.

    A code is printed where that purse is the sale's own; where it is somebody's, they have the coupon there.
    """
    bought, sale = command.bought, command.back.sale
    if bought.who is not None:
        return replace(bought, paper=None)
    return replace(bought, who=sale.purse, paper=bought.paper if facts is not None and is_own(facts, sale) else None)


@value
class _Came:
    """What an exchange comes to before it is booked: what comes back in money, what is to be paid now, and what is below zero then."""

    money: int
    pays: int
    short: dict[str, int]


def run(facts: Facts, resolved: Resolved, command: Exchange) -> Outcome:
    """Looked at first, then booked: a refusal of the purchase leaves nothing of the return."""
    header, home = command.header, resolved.follow(command.back.sale.purse)
    ready(facts, home, header.at)
    bought = _bought(command, facts)
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    came = _looked(Trial(facts), resolved, command, plan, home)
    tenders, kept = _tenders(bought.purchase.tenders, came)
    trial = Trial(facts)
    back = return_goods.taken_back(trial.facts, resolved, command.back, Net(came.short, kept))
    _move_on(trial.facts, back)
    assert back.receipt is not None, "a return that is not refused has a receipt"
    purchase = with_document(replace(bought.purchase, tenders=tenders))
    sale = record_purchase.run(trial.facts, resolved, replace(bought, purchase=purchase, exchanged=back.receipt.id))
    trial.keep()
    return replace(
        sale, entries=back.entries + sale.entries, draws=back.draws + sale.draws, dossiers=back.dossiers + sale.dossiers,
        codes=back.codes + sale.codes, linked=(*back.linked, back.receipt, *sale.linked),
    )  # fmt: skip


def _looked(trial: Trial, resolved: Resolved, command: Exchange, plan: Plan, home: PurseId) -> _Came:
    """Both on facts that nobody keeps; refuses `would_go_below_zero` where the sale's program says so."""
    before = dict(trial.real.purses[home].balances)
    facts, bought = trial.facts, _bought(command)
    back = return_goods.taken_back(facts, resolved, replace(command.back, as_credit=False), Net({}, 0))
    _move_on(facts, back)
    stored = tuple([t for t in bought.purchase.tenders if payments_of(plan, (t,))])
    asked = with_document(replace(bought.purchase, tenders=stored))
    quoted = record_purchase.run(facts, resolved, Quote(bought.header, asked, bought.who, bought.uses, bought.codes))
    after = facts.purses[home].balances
    short = {
        unit: lower for unit, account in sorted(after) if account == DEBT and (lower := before.get((unit, DEBT), 0) - after[unit, DEBT]) > 0
    }
    how = _terms(facts, command).compiled.program.settings.below_zero
    if short and how == "refused":
        unit, count = next(iter(short.items()))
        raise WouldGoBelowZero(unit=unit, short=count)
    totals = _totals(back)
    pays: int = _totals(quoted)["pays_minor"] - _totals(quoted).get("later_minor", 0)
    return _Came(totals.get("money_minor", totals["refund_minor"]), pays, short if how == "stops at zero" else {})


def _terms(facts: Facts, command: Exchange) -> Plan:
    """The program of the sale: a return is judged by it."""
    document = facts.receipts[command.back.sale]
    assert document is not None, "the return was judged by it"
    return plan_of(facts.shelf.by_digest(bytes.fromhex(read(document).body["program"])))


def _totals(outcome: Outcome) -> dict[str, Any]:
    assert outcome.receipt is not None, "what is not refused has a receipt"
    found: dict[str, Any] = read(outcome.receipt.document).body["totals"]
    return found


def _tenders(given: tuple[Tender, ...], came: _Came) -> tuple[tuple[Tender, ...], int]:
    """How the purchase is paid, with what the goods pay of it; refuses tenders that do not add up to the rest. None: not told."""
    paid = sum([tender.amount_minor for tender in given])
    kept = max(min(came.money, came.pays - paid), 0)
    if given and paid + kept != came.pays:
        raise TendersDoNotMatch(expected=max(came.pays - came.money, 0), given=paid)
    told = (*given, Tender(RETURN, kept)) if kept else given
    return (told if sum([t.amount_minor for t in told]) == came.pays else ()), kept


def _move_on(facts: Facts, back: Outcome) -> None:
    """What the return gave back can be taken by the purchase."""
    facts.move_on(back.draws, back.dossiers)
    facts.move_codes(back.codes)

"""Rebates in money (domain.md M35): where they are paid, owed from when they are approved, gone when the bank paid them.

What is owed stands in the purse's books in a unit of its own, in cents: issued → available when it is approved, available → redeemed when
it is paid, and back where the bank sends it back. The account is kept in a dossier, and never in an entry.
"""

from dataclasses import replace
from json import loads
from typing import Any

from zegel.core.canonical import document_bytes
from zegel.core.iban import MOST_NAME, Account, iban_bare, iban_fault
from zegel.core.ids import case_text, purse_text, receipt_of
from zegel.core.periods import NEVER
from zegel.core.refusals import AccountMissing, FourEyes, InvalidIban, MemberNeeded, NotCovered, PayerMissing, UnknownCase, WrongState
from zegel.decide.cases import REBATE, Cased
from zegel.decide.cash_back import (
    ACCOUNT,
    APPROVED_SUM,
    DONE,
    KEPT,
    PAID,
    PAID_SUM,
    PAYMENT,
    SENT,
    SENT_BACK,
    TAKES_ACCOUNT,
    TO_CHECK,
    TO_PAY,
    CashBack,
    summed,
    vat_in,
)
from zegel.decide.effects import Effect
from zegel.decide.plan import Plan, plan_of
from zegel.flows.commands import Header, MoveCase, NameAccount
from zegel.flows.facts import Dossier, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.goodwill import paid_for
from zegel.flows.known import member_facts
from zegel.flows.purses import ready, wants_of
from zegel.flows.receipts import finish, sale_read
from zegel.ledger.accounts import AVAILABLE, REDEEMED
from zegel.ledger.draft import Draft
from zegel.ledger.entries import LotTerms
from zegel.ledger.purse import Purse
from zegel.program.care import Rebate
from zegel.program.stored_value import CASH_BACK

Data = dict[str, Any]
MONEY_STATES = (TO_PAY, TO_CHECK, SENT, PAID, SENT_BACK)


def rebate_of(plan: Plan, name: str) -> Rebate | None:
    """The rebate of that name; None where the program has it no longer."""
    return next((one for one in plan.compiled.program.care.rebates if one.id == name), None)


def pays_money(rebate: Rebate | None) -> bool:
    """Whether it is paid into a bank account."""
    return rebate is not None and rebate.gives.unit.startswith(CASH_BACK)


# -- where it is paid


def account_dossier(case: Dossier, account: Account, header: Header, data: Data) -> Dossier:
    """Where the rebate of `case` is paid; refuses `invalid_iban` and `account_missing` (nobody's name)."""
    iban, holder = iban_bare(account.iban), " ".join(account.holder.split())
    fault = iban_fault(iban)
    if fault:
        raise InvalidIban(fault=fault)
    if not holder or len(holder) > MOST_NAME:
        raise AccountMissing(most=MOST_NAME)
    data["account_by"] = header.actor
    kept = document_bytes({"holder": holder, "iban": iban, "on": header.business_date})
    return Dossier(case.purse, ACCOUNT, case.id, KEPT, kept.decode(), header.at)


def name_wants(command: NameAccount) -> Wants:
    """The earlier answer and the case's purse."""
    return wants_of(command.header, command.case.purse)


def name_needs(_shelf: Shelf, command: NameAccount, resolved: Resolved) -> Needs:
    """The purse with its rebates."""
    if command.case.purse not in resolved.known_purses:
        raise UnknownCase()
    return Needs((PurseNeeds(resolved.follow(command.case.purse), dossiers=(REBATE,)),))


def name_run(facts: Facts, resolved: Resolved, command: NameAccount) -> Outcome:
    """Another account from now on. Who approved the rebate does not say where it goes.

    Where it is to be paid already, and not the member says so themselves, a colleague looks at it first (`to check`).
    """
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, resolved.follow(command.case.purse), header.at)
    case = next((one for one in facts.dossiers_of(purse.id, REBATE) if one.id == case_text(command.case, 1)), None)
    if case is None:
        raise UnknownCase()
    data: Data = loads(case.data)
    if case.state not in TAKES_ACCOUNT or (case.state == "claimed" and not pays_money(rebate_of(plan, data["what"]))):
        raise WrongState(state=case.state, to=ACCOUNT)
    if data.get("approved_by") == header.actor:
        raise FourEyes()
    account = account_dossier(case, command.account, header, data)
    by_member = header.actor == f"member:{purse_text(purse.id)}"
    state = TO_CHECK if case.state == TO_PAY and not by_member else case.state
    draft = Draft(purse)
    member = member_facts(facts, plan, purse, header.business_date)
    entry, receipt = finish(facts, plan, draft, header, "case", [Cased(REBATE, state, data["what"])], member)
    data["receipts"] = [*data.get("receipts", [case.id]), str(receipt.id)]
    named = Dossier(purse.id, REBATE, case.id, state, document_bytes(data).decode(), header.at)
    return Outcome((entry,), receipt, dossiers=(named, account))


# -- owed, sent, paid


def moved(facts: Facts, plan: Plan, draft: Draft, case: Dossier, command: MoveCase, data: Data) -> tuple[str, list[Effect], list[Dossier]]:
    """The state that a rebate in money comes to, what is booked of it, and its account as it is kept from now on.

    Refuses `wrong_state` where it is sent without a payment file, and `account_missing` where nobody said where it goes.
    """
    purse, to, header = draft.purse, command.to, command.header
    account = next((one for one in facts.dossiers_of(purse.id, ACCOUNT) if one.id == case.id), None)
    if to == "approved":
        _owe(facts, plan, draft, data, header)
        to = TO_PAY
    elif to == SENT:
        if not command.payment:
            raise WrongState(state=case.state, to=to)
        return to, _said(data, to), [_sent(plan, account, data, command)]
    elif to == PAID:
        draft.spend(data["unit"], int(data["minor"]), REDEEMED)
        draft.counts += summed(PAID_SUM, header.business_date, int(data["minor"]), int(data["vat_bp"]))
        data["paid_on"] = header.business_date
    elif to == SENT_BACK:
        if case.state == PAID:
            terms = LotTerms(header.happened_at, header.happened_at, NEVER, None)
            draft.open(data["unit"], AVAILABLE, int(data["minor"]), terms, REDEEMED)
            draft.counts += summed(PAID_SUM, header.business_date, -int(data["minor"]), int(data["vat_bp"]))
        data |= {"paid_on": "", "payment": ""}
    elif to == TO_PAY:
        _looked_at(account, data, header)
    kept = DONE if to in (PAID, "refused") else KEPT
    moves = account is not None and account.state != kept
    return to, _said(data, to), [replace(account, state=kept, at=header.at)] if account is not None and moves else []


def _looked_at(account: Dossier | None, data: Data, header: Header) -> None:
    """It may be paid (again): the account is known, and somebody else than who named it says so."""
    if account is None:
        raise AccountMissing(most=MOST_NAME)
    if header.actor == data.get("account_by"):
        raise FourEyes()


def _said(data: Data, to: str) -> list[Effect]:
    """What the receipt says of it; nothing of one that is refused."""
    if "minor" not in data:
        return []
    minor, vat_bp = int(data["minor"]), int(data["vat_bp"])
    return [CashBack(data["what"], minor, vat_bp, vat_in(minor, vat_bp), to)]


def _owe(facts: Facts, plan: Plan, draft: Draft, data: Data, header: Header) -> None:
    """Owed from now on, until it is paid. Who said where it goes does not approve it."""
    if header.actor == data.get("account_by"):
        raise FourEyes()
    if not draft.purse.since:
        raise MemberNeeded()
    rebate = rebate_of(plan, data["what"])
    assert rebate is not None, "looked at before"
    minor, vat_bp, kept = _comes_to(facts, plan, draft.purse, rebate, data)
    if minor <= 0:
        raise NotCovered()
    draft.counts += summed(APPROVED_SUM, header.business_date, minor, vat_bp)
    draft.open(rebate.gives.unit, AVAILABLE, minor, LotTerms(header.happened_at, header.happened_at, NEVER, None))
    data |= {
        "minor": minor, "approved_minor": minor, "kept": kept, "vat_bp": vat_bp, "unit": rebate.gives.unit, "approved_by": header.actor,
        "given": header.business_date,
    }  # fmt: skip


def _comes_to(facts: Facts, plan: Plan, purse: Purse, rebate: Rebate, data: Data) -> tuple[int, int, int]:
    """(minor units with VAT, the line's VAT rate, thousandths that were kept): so much an item kept, or a share of what was paid."""
    bought = paid_for(facts, purse, data)
    purchase = sale_read(facts, receipt_of(data["sale"])).purchase
    assert purchase is not None, "what was paid for was bought"
    vat_bp = next(int(line["vat_bp"]) for line in purchase["lines"] if line["number"] == data["line"])
    minor = rebate.gives.of_amount(bought.minor)
    if not rebate.gives.share_bp:
        return minor * min(max(bought.kept // 1000, 1), int(data["items"])), vat_bp, bought.kept
    return minor if plan.compiled.program.prices_include_vat else minor + minor * vat_bp // 10_000, vat_bp, bought.kept


def _sent(plan: Plan, account: Dossier | None, data: Data, command: MoveCase) -> Dossier:
    """The payment as the file has it, whatever becomes of the account. Refuses `account_missing` and `payer_missing`."""
    payer, header = plan.compiled.program.care.payer, command.header
    if account is None or account.state != KEPT:
        raise AccountMissing(most=MOST_NAME)
    if payer is None:
        raise PayerMissing()
    data["payment"] = command.payment
    told = loads(account.data) | {
        "case": account.id, "minor": data["minor"], "vat_bp": data["vat_bp"], "what": data["what"], "on": header.business_date,
        "at": header.at, "from": payer.iban, "payer": payer.holder,
    }  # fmt: skip
    return Dossier(account.purse, PAYMENT, f"{account.id}/{command.payment}", command.payment, document_bytes(told).decode(), header.at)

"""What comes after the sale: a warranty, a rebate, a trade-in or a complaint is opened, and moved on until it is done."""

from collections.abc import Sequence
from dataclasses import replace
from json import loads
from typing import Any

from zegel.booking.giving import give
from zegel.core.canonical import document_bytes
from zegel.core.ids import ReceiptId, case_text
from zegel.core.periods import Day, plus_days, plus_months
from zegel.core.purchase import Line
from zegel.core.purchase_document import purchase_from
from zegel.core.refusals import (
    CameBack,
    CaseTooLate,
    FourEyes,
    Malformed,
    MemberNeeded,
    NotASale,
    NotCovered,
    OpenedBefore,
    ReasonMissing,
    UnknownCase,
    UnknownLine,
    UnknownPromise,
    UnknownReceipt,
    WrongState,
)
from zegel.decide.cases import (
    CLOSED,
    FIRST,
    GIVES,
    KINDS,
    MOVED,
    MOVES,
    NEEDS_REASON,
    REBATE,
    REFERRAL,
    SERVICE,
    TASK,
    TRADE_IN,
    WARRANTY,
    Cased,
)
from zegel.decide.cash_back import ACCOUNT, SENT, TO_PAY
from zegel.decide.effects import Effect
from zegel.decide.plan import Plan, plan_of
from zegel.flows.after_complaint import Failed, after_complaint
from zegel.flows.claims_by_number import first_that_holds, of_the_receipt, own_receipts
from zegel.flows.commands import Header, MoveCase, OpenCase
from zegel.flows.facts import Dossier, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.goodwill import check_agreed, goodwill_count, offered, paid_for, told
from zegel.flows.known import facts_without_basket, member_facts
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.rebates import MONEY_STATES, account_dossier, moved, pays_money, rebate_of
from zegel.flows.receipts import finish, receipt_read, sale_read
from zegel.flows.trade_ins import keep_statement, open_trade_in
from zegel.flows.windows import rolling_sums
from zegel.ledger.draft import Draft
from zegel.ledger.entries import SALES
from zegel.ledger.purse import Purse
from zegel.program.care import SEVERITIES
from zegel.program.stored_value import STORE_CREDIT
from zegel.program.working_days import next_working_day

Data = dict[str, Any]


def open_wants(command: OpenCase) -> Wants:
    """The earlier answer, the member, and the purse of the sale."""
    numbers = (command.number,) if command.number else ()
    return wants_of(command.header, command.who, purses=() if command.sale is None else (command.sale.purse,), numbers=numbers)


def open_needs(shelf: Shelf, command: OpenCase, resolved: Resolved) -> Needs:
    """The purse with its cases, and the sale that it is about."""
    plan = plan_of(shelf.live_at(command.header.happened_at))
    purse, sale = purse_meant(resolved, command.who), command.sale
    sums = rolling_sums(plan, command.header.business_date)
    if sale is None and command.number:
        mine = own_receipts(resolved, purse, command.number)
        back = tuple([(one.purse, one.seq) for one in mine])
        return Needs((PurseNeeds(purse, dossiers=KINDS, sums=sums, returned_of=back),), mine)
    if sale is None:
        return Needs((PurseNeeds(purse, dossiers=KINDS, sums=sums),))
    if sale.purse not in resolved.known_purses or resolved.follow(sale.purse) != purse:
        raise UnknownReceipt()
    return Needs((PurseNeeds(purse, dossiers=KINDS, sums=sums, returned_of=((sale.purse, sale.seq),)),), (sale,))


def open_run(facts: Facts, resolved: Resolved, command: OpenCase) -> Outcome:
    """Each kind checks what it promises; then the case stands in its first state."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, purse_meant(resolved, command.who), header.at)
    opener = {WARRANTY: _warranty, REBATE: _rebate, TRADE_IN: open_trade_in, SERVICE: _service}[command.kind]
    if command.number and command.sale is None:
        command = of_the_receipt(facts, resolved, purse.id, command)
    if command.number and not command.line and command.kind in (WARRANTY, REBATE):
        command, (what, data) = first_that_holds(facts, command, lambda one: opener(facts, plan, purse, one))
    else:
        what, data = opener(facts, plan, purse, command)
    data |= {"actor": header.actor, "on": header.business_date}
    if command.sale is not None:
        data |= {"sale": str(command.sale), "line": command.line}
    draft = Draft(purse)
    id_ = str(ReceiptId(purse.id, draft.seq))
    data["receipts"] = [id_]
    case = Dossier(purse.id, command.kind, id_, FIRST[command.kind], "", header.at)
    accounts = []
    if command.account is not None:
        if not pays_money(rebate_of(plan, command.what)):
            raise Malformed("account: only of a rebate that is paid in money", field="account")
        accounts = [account_dossier(case, command.account, header, data)]
    case = replace(case, data=document_bytes(data).decode())
    return _kept(facts, plan, draft, header, case, what, [], "", accounts)


def _kept(
    facts: Facts, plan: Plan, draft: Draft, header: Header, case: Dossier, what: str, effects: list[Effect], reason: str,
    also: Sequence[Dossier] = (), failed: Failed | None = None,
) -> Outcome:  # fmt: skip
    member = member_facts(facts, plan, draft.purse, header.business_date)
    found: list[Effect] = [_said(case, what), *effects]
    entry, receipt = finish(facts, plan, draft, header, "case", found, member, reason=reason, failed=failed)
    return Outcome((entry,), receipt, dossiers=(case, *also))


def _said(case: Dossier, what: str) -> Cased:
    """What the receipt says of it: a warranty until when, a trade-in what it is bought for, an offer what it is worth."""
    data: Data = loads(case.data)
    until = data["until"] if case.kind == WARRANTY and case.state in ("valid", "claimed") else ""
    worth = {"offered": "worth_minor", "taken": "worth_minor"} if case.kind == TRADE_IN else {"offered": "offer_minor"}
    minor = int(data.get(worth.get(case.state, ""), 0)) if case.kind in (TRADE_IN, SERVICE) else 0
    return Cased(case.kind, case.state, what, until, minor)


def _sold(facts: Facts, purse: Purse, command: OpenCase) -> tuple[Line, Day, int]:
    """The line of the sale that the case is about, the day of the sale, and how many whole items of it were kept."""
    sale = command.sale
    if sale is None:
        raise UnknownReceipt()
    document = sale_read(facts, sale)
    if document.body["kind"] not in SALES or document.purchase is None:
        raise NotASale(kind=document.body["kind"])
    line = next((one for one in purchase_from(document.purchase).lines if one.number == command.line), None)
    if line is None:
        raise UnknownLine(line=command.line)
    kept = line.quantity - purse.returned.get((sale.purse, sale.seq, line.number), 0)
    if kept <= 0:
        raise CameBack(line=line.number)
    return line, Day(document.body["business_date"]), max(kept // 1000, 1)


def _once(facts: Facts, purse: Purse, command: OpenCase, what: str) -> None:
    """Refuse a second case of one kind about one thing: a certificate has its serial number, a rebate is for all that was bought."""
    for one in facts.dossiers_of(purse.id, command.kind):
        data = loads(one.data)
        same = (data.get("sale"), data.get("line")) == (str(command.sale), command.line)
        if command.kind == WARRANTY:
            same = same and data.get("serial", "") == command.detail
        if same and data["what"] == what and one.state not in ("refused", "cancelled", "void"):
            raise OpenedBefore(case=one.id)


def _one_each(facts: Facts, purse: Purse, command: OpenCase, items: int) -> None:
    """Refuse a certificate more than there are things that were bought, whatever its serial number."""
    mine = [(one, loads(one.data)) for one in facts.dossiers_of(purse.id, command.kind) if one.state != "void"]
    there = [one for one, data in mine if (data.get("sale"), data.get("line")) == (str(command.sale), command.line)]
    if len(there) >= items:
        raise OpenedBefore(case=there[-1].id)


def _covers(plan: Plan, articles: int, line: Line) -> bool:
    return bool(plan.compiled.masks((line,))[0] >> articles & 1)


def _warranty(facts: Facts, plan: Plan, purse: Purse, command: OpenCase) -> tuple[str, Data]:
    """The longest warranty of the program that covers the article and holds for the member."""
    line, sold, items = _sold(facts, purse, command)
    asked = facts_without_basket(plan, command.header, member_facts(facts, plan, purse, command.header.business_date))
    holding = set(plan.compiled.judge_warranties(asked)[0])
    found = [
        one for i, one in enumerate(plan.compiled.program.care.warranties) if i in holding and _covers(plan, one.articles, line)
    ]  # fmt: skip
    if not found:
        raise NotCovered()
    best = max(found, key=lambda one: (one.months, one.id))
    until = plus_months(sold, best.months)
    if command.header.business_date > until:
        raise CaseTooLate(last_day=until)
    _once(facts, purse, command, line.sku)
    _one_each(facts, purse, command, items)
    return line.sku or best.id, {"what": line.sku, "rule": best.id, "from": sold, "until": until, "serial": command.detail}


def _rebate(facts: Facts, plan: Plan, purse: Purse, command: OpenCase) -> tuple[str, Data]:
    """Bought in time, claimed in time, not claimed before."""
    rebate = rebate_of(plan, command.what)
    if rebate is None:
        raise UnknownPromise(what=command.what[:60])
    line, sold, items = _sold(facts, purse, command)
    if not rebate.first <= sold <= rebate.last or not _covers(plan, rebate.articles, line):
        raise NotCovered()
    last = plus_days(sold, rebate.claim_days)
    if command.header.business_date > last:
        raise CaseTooLate(last_day=last)
    _once(facts, purse, command, rebate.id)
    return rebate.id, {"what": rebate.id, "items": items, "serial": command.detail}


def _service(facts: Facts, plan: Plan, purse: Purse, command: OpenCase) -> tuple[str, Data]:
    """A complaint about a sale of the member's, or about anything. By the next working day somebody looks at it."""
    if command.sale is not None:
        _sold(facts, purse, command) if command.line else receipt_read(facts, command.sale)
    if not command.what.strip():
        raise ReasonMissing()
    last = next_working_day(plan.compiled.program.country, command.header.business_date)
    known = {"severity": command.severity or SEVERITIES[0], "answer_by": last}
    return command.what, {"what": command.what, "told": command.detail, **known}


# -- and then


def move_wants(command: MoveCase) -> Wants:
    """The earlier answer and the case's purse."""
    return Wants((command.header.source, command.header.key), (), None, (command.case.purse,))


def move_needs(_shelf: Shelf, command: MoveCase, resolved: Resolved) -> Needs:
    """The purse with its cases."""
    case = command.case
    if case.purse not in resolved.known_purses:
        raise UnknownCase()
    return Needs((PurseNeeds(resolved.follow(case.purse), dossiers=(*MOVED, ACCOUNT)),))


def move_run(facts: Facts, resolved: Resolved, command: MoveCase) -> Outcome:
    """On to a state that may follow; what it gives is given once. What costs the shop money is agreed to by somebody else."""
    header, to = command.header, command.to
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, resolved.follow(command.case.purse), header.at)
    mine = (one for kind in MOVED for one in facts.dossiers_of(purse.id, kind))
    case = next((one for one in mine if one.id == case_text(command.case, command.number)), None)
    if case is None:
        raise UnknownCase()
    if to not in MOVES[case.kind].get(case.state, ()) and (case.state, to) != (TO_PAY, SENT):
        raise WrongState(kind=case.kind, state=case.state, to=to[:20])
    if (to in NEEDS_REASON or case.kind in (WARRANTY, REFERRAL)) and not command.reason.strip():
        raise ReasonMissing()
    data: Data = loads(case.data)
    if to == "approved" and header.actor == data["actor"]:
        raise FourEyes()
    told(command, data)
    if case.kind == TASK:
        data |= {"done_by": header.actor, "done_on": header.business_date} if to == "done" else {"done_by": "", "done_on": ""}
    keep_statement(plan, command, case.kind, data)
    if to == "offered":
        offered(facts, plan, purse, case, command, data)
    if to == "accepted":
        check_agreed(plan, command, data)
    draft = Draft(purse)
    effects: list[Effect] = []
    accounts: Sequence[Dossier] = ()
    if to in MONEY_STATES or (case.kind == REBATE and pays_money(rebate_of(plan, data["what"]))):
        to, effects, accounts = moved(facts, plan, draft, case, command, data)
    elif GIVES.get(case.kind) == to:
        count, unit = _gives(facts, plan, purse, case.kind, data)
        effects = give(plan, draft, _BECAUSE[case.kind], count, unit, header.business_date, header.happened_at)
        data["given"] = header.business_date
        if case.kind == REBATE:  # what comes back later takes it along
            kept = paid_for(facts, purse, data).kept
            data |= {"gave": count, "gave_unit": unit, "gave_by": str(ReceiptId(purse.id, draft.seq)), "kept": kept}
    failed: Failed = []
    if case.kind == SERVICE and to == CLOSED:
        effects, accounts, failed = after_complaint(facts, plan, draft, header, case, data)
    data["receipts"] = [*data.get("receipts", [case.id]), str(ReceiptId(purse.id, draft.seq))]
    now = Dossier(purse.id, case.kind, case.id, to, document_bytes(data).decode(), header.at)
    return _kept(facts, plan, draft, header, now, data["what"] or data.get("rule", ""), effects, command.reason, accounts, failed)


_BECAUSE = {REBATE: "rebate", TRADE_IN: "trade in", SERVICE: "goodwill"}


def _gives(facts: Facts, plan: Plan, purse: Purse, kind: str, data: Data) -> tuple[int, str]:
    """(count, unit); nothing where the program promises it no longer. Refuses store credit for a card without a member."""
    care = plan.compiled.program.care
    if kind == REBATE:
        rebate = rebate_of(plan, data["what"])
        bought = paid_for(facts, purse, data)
        items = min(max(bought.kept // 1000, 1), int(data["items"]))
        gives, count = (None, 0) if rebate is None else (rebate.gives, rebate.gives.of_amount(bought.minor))
        count *= 1 if gives is not None and gives.share_bp else items
    elif kind == TRADE_IN:
        gives = next((one.gives for one in care.trade_ins if one.id == data["what"]), None)
        count = 0 if gives is None else gives.of_amount(data["worth_minor"])
    else:
        gives = next((one.gives for one in care.goodwill if one.id == data["offer"]), None)
        count = 0 if gives is None else goodwill_count(facts, purse, gives, data)
    if gives is None:
        return 0, ""
    if gives.unit == STORE_CREDIT and not purse.since:
        raise MemberNeeded()
    return count, gives.unit

"""Goods come back of which a rebate was approved (domain.md M35): what is owed becomes less, or what was paid comes off the refund.

A rebate that was points or store credit is taken back as what the goods earned is. What goes is a share by how much came back, rounded
down for the member; it is cumulative, so any partition of returns comes to the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from json import loads
from typing import Any

from zegel.booking.returns import take_back
from zegel.core.canonical import document_bytes
from zegel.core.ids import ReceiptId, receipt_of
from zegel.core.value import value
from zegel.decide.cases import REBATE, RETURNED, Cased
from zegel.decide.cash_back import (
    ACCOUNT,
    APPROVED_SUM,
    BACK_SUM,
    DONE,
    KEPT_BACK,
    LESS,
    PAID,
    SENT,
    SENT_BACK,
    TO_CHECK,
    TO_PAY,
    CashBack,
    summed,
    vat_in,
)
from zegel.decide.effects import Change, Effect, GiveBack, Issue, PayBack, TakeBack
from zegel.decide.plan import Plan
from zegel.flows.commands import Header
from zegel.flows.facts import Dossier, Facts
from zegel.flows.lots import opened_by
from zegel.flows.refunds import Case
from zegel.ledger.accounts import ISSUED
from zegel.ledger.draft import Draft
from zegel.program.stored_value import STORE_CREDIT

Data = dict[str, Any]
OWED = (TO_PAY, TO_CHECK, SENT_BACK)
GONE_TO_THE_BANK = (SENT, PAID)
NEEDS = (REBATE, ACCOUNT)
"""The dossiers that a return looks at for this."""


@value
class Undone:
    """What a return does to rebates: what the receipt says, the dossiers as they are now, and what comes off the refund (minor units)."""

    effects: list[Effect]
    dossiers: tuple[Dossier, ...]
    off_refund: int


def rebates_back(facts: Facts, case: Case, coming: Mapping[int, int], refund: int, header: Header) -> Undone:
    """The rebates of the lines that come back. `refund` is what the goods are paid back for: no more than that is kept back."""
    effects: list[Effect] = []
    dossiers: list[Dossier] = []
    kept_back = 0
    for one, data, after in _of_lines(facts, case, coming):
        if one.state == "claimed":
            if not after:
                effects, dossiers = (
                    [*effects, Cased(REBATE, RETURNED, data["what"])],
                    [*dossiers, _now(case.draft, one, RETURNED, data, header)],
                )
        elif one.state in OWED:
            effects += _owed_less(facts, case.draft, one, data, after, header, dossiers)
        elif one.state in GONE_TO_THE_BANK:
            back, off = _kept_back(case, data, after, refund - kept_back, header)
            kept_back += off
            if back:
                effects.append(_said(data, back, KEPT_BACK))
                dossiers.append(_now(case.draft, one, one.state, data, header))
    return Undone(effects, tuple(dossiers), kept_back)


def gifts_of_rebates_back(facts: Facts, case: Case, coming: Mapping[int, int], done: Sequence[Effect], header: Header) -> Undone:
    """The points and the store credit that rebates gave, taken back when everything else of the return is `done`: what an earlier
    return could not take goes out of what this one gives back."""
    effects: list[Effect] = []
    dossiers: list[Dossier] = []
    for one, data, after in _of_lines(facts, case, coming):
        if "gave" in data:
            found = _taken(facts, case.plan, case.draft, data, after, _came([*done, *effects], data["gave_unit"], case.draft))
            if not (found or data["line"] in coming):
                continue
            effects += found
            dossiers.append(_now(case.draft, one, one.state if after else RETURNED, data, header))
    return Undone(effects, tuple(dossiers), 0)


def _of_lines(facts: Facts, case: Case, coming: Mapping[int, int]) -> Iterator[tuple[Dossier, Data, int]]:
    """The rebates of the lines that come back, what is kept of each, and how much of its line the member has left (thousandths).

    Those of which an earlier return was short are among them: another line may give back what they are taken out of.
    """
    lines = {line.number: line for line in case.purchase.lines}
    for one in sorted(facts.dossiers_of(case.draft.purse.id, REBATE), key=lambda one: one.id):
        data = loads(one.data)
        line = lines.get(data["line"]) if data.get("sale") == str(case.sale) else None
        if line is not None and (line.number in coming or data.get("short")):
            data.setdefault("kept", line.quantity - case.before[line.number])
            yield one, data, line.quantity - case.after[line.number]


def _came(effects: Sequence[Effect], unit: str, draft: Draft) -> int:
    """How much of `unit` this return has given back by now, less what it took."""
    found = 0
    for one in effects:
        if isinstance(one, GiveBack | TakeBack) and one.unit == unit:
            found += one.count if isinstance(one, GiveBack) else -one.count
        elif isinstance(one, PayBack | Issue) and (one.unit, one.purse) == (unit, draft.purse.text):
            found += one.count
    return found


def _now(draft: Draft, one: Dossier, state: str, data: Data, header: Header) -> Dossier:
    """The case as it stands from now on; the return is one of its receipts."""
    data["receipts"] = [*data.get("receipts", [one.id]), str(ReceiptId(draft.purse.id, draft.seq))]
    return replace(one, state=state, data=document_bytes(data).decode(), at=header.at)


def _said(data: Data, minor: int, state: str) -> CashBack:
    vat_bp = int(data["vat_bp"])
    return CashBack(data["what"], minor, vat_bp, vat_in(minor, vat_bp), state)


def _due(whole: int, data: Data, after: int, done: int) -> int:
    """How much of `whole` goes now: the share of what was kept at the approval and is not kept any more, less what went before."""
    kept = int(data["kept"])
    gone = max(kept - after, 0)
    return (whole if not after else whole * gone // kept) - done


def _approved(data: Data) -> int:
    """What the rebate came to when it was approved, in minor units."""
    data["approved_minor"] = data.get("approved_minor", data["minor"])
    return int(data["approved_minor"])


def _owed_less(
    facts: Facts, draft: Draft, one: Dossier, data: Data, after: int, header: Header, dossiers: list[Dossier]
) -> list[Effect]:  # fmt: skip
    """Less is owed from now on; nothing of it: the rebate is over, and where it would have gone is kept no longer."""
    whole, vat_bp = _approved(data), int(data["vat_bp"])
    less = _due(whole, data, after, int(data.get("less", 0)) + int(data.get("back", 0)))
    if less <= 0:
        return []
    draft.spend(data["unit"], less, ISSUED)
    draft.counts += summed(APPROVED_SUM, header.business_date, -less, vat_bp)
    data["less"], data["minor"] = int(data.get("less", 0)) + less, int(data["minor"]) - less
    over = not data["minor"]
    dossiers.append(_now(draft, one, RETURNED if over else one.state, data, header))
    account = next((found for found in facts.dossiers_of(draft.purse.id, ACCOUNT) if found.id == one.id), None)
    if over and account is not None:
        dossiers.append(replace(account, state=DONE, at=header.at))
    return [_said(data, less, LESS), *([Cased(REBATE, RETURNED, data["what"])] if over else [])]


def _kept_back(case: Case, data: Data, after: int, room: int, header: Header) -> tuple[int, int]:
    """What of a rebate that was paid (or is being) is kept back now: all of it, and what that takes off the refund, which may be told
    without VAT. At most `room` of that; the rest when more comes back."""
    whole, vat_bp = _approved(data), int(data["vat_bp"])
    back, with_vat = int(data.get("back", 0)), case.plan.compiled.program.prices_include_vat
    most = room if with_vat else room + room * vat_bp // 10_000
    due = min(_due(whole, data, after, int(data.get("less", 0)) + back), most)
    if due <= 0:
        return 0, 0
    data["back"] = back + due
    case.draft.counts += summed(BACK_SUM, header.business_date, due, vat_bp)
    return due, due if with_vat else min(due - vat_in(due, vat_bp), room)


def _taken(facts: Facts, plan: Plan, draft: Draft, data: Data, after: int, came: int) -> list[Effect]:
    """Points or store credit that the rebate gave go back. Store credit stops at zero: what was spent is not asked for in money.

    What earlier returns could not take goes too, out of what `came` back in this one: so that any partition comes to one return.
    """
    unit, gone, was_short = data["gave_unit"], int(data.get("gone", 0)), int(data.get("short", 0))
    due = max(_due(int(data["gave"]), data, after, gone), 0)
    again = min(was_short, max(came - due, 0))
    if not due + again:
        return []
    below_zero = "stops at zero" if unit == STORE_CREDIT else plan.compiled.program.settings.below_zero
    own = opened_by(facts, draft.purse, receipt_of(data["gave_by"]), unit)
    short = take_back(draft, unit, due + again, own, below_zero=below_zero)
    data["gone"] = gone + due
    if was_short or short:
        data["short"] = was_short + short - again
    found: list[Effect] = [TakeBack(unit, due + again - short)] if due + again > short else []
    return [*found, Change("shortfall", unit, again - short)] if short != again else found

"""A claim by what stands on the till receipt: its number and what was paid, as a member has it (domain.md M34, M35).

The receipt is one of their own; which of its lines is meant follows from the promise: the first that it covers and that was not claimed.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from zegel.core.ids import PurseId, ReceiptId
from zegel.core.purchase_document import purchase_from
from zegel.core.refusals import CameBack, CaseTooLate, NotCovered, OpenedBefore, UnknownReceipt, ZegelError
from zegel.decide.document import read
from zegel.flows.commands import OpenCase
from zegel.flows.facts import Facts, Resolved
from zegel.flows.receipts import sale_read
from zegel.ledger.entries import SALES

Found = TypeVar("Found", bound=tuple[str, dict[str, Any]])


def own_receipts(resolved: Resolved, purse: PurseId, number: str) -> tuple[ReceiptId, ...]:
    """The receipts of that number that are this purse's, or of a card that became it; refuses `unknown_receipt` where none is."""
    mine = tuple([one for one in resolved.numbered.get(number, ()) if resolved.follow(one.purse) == purse])
    if not mine:
        raise UnknownReceipt()
    return mine


def of_the_receipt(facts: Facts, resolved: Resolved, purse: PurseId, command: OpenCase) -> OpenCase:
    """`command` with the sale that the number and the total tell of; refuses `unknown_receipt` where that is none, or more than one."""
    found = []
    for sale in own_receipts(resolved, purse, command.number):
        kept = facts.receipts.get(sale)
        body = None if kept is None else read(kept).body
        if body is not None and body["kind"] in SALES and body["totals"]["pays_minor"] == command.total_minor:
            found.append(sale)
    if len(found) != 1:
        raise UnknownReceipt()
    return replace(command, sale=found[0])


def first_that_holds(facts: Facts, command: OpenCase, opened: Callable[[OpenCase], Found]) -> tuple[OpenCase, Found]:
    """The claim on the first line that it can be made on; else the refusal that says most: claimed before, too late, came back."""
    assert command.sale is not None, "found just now"
    document = sale_read(facts, command.sale)
    lines = () if document.purchase is None else purchase_from(document.purchase).lines
    refused: ZegelError = NotCovered()
    says = (NotCovered, CameBack, CaseTooLate, OpenedBefore)
    for line in lines:
        one = replace(command, line=line.number)
        try:
            return one, opened(one)
        except says as no:
            if [isinstance(no, one) for one in says].index(True) > [isinstance(refused, one) for one in says].index(True):
                refused = no
    raise refused

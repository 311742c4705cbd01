"""Old things that are handed in (domain.md M33): what they are bought for, and the seller's statement.

Two things at once: the shop buys something used, for what the program's table says, and gives a bonus on top. Only the bonus is a gift.
"""

from typing import Any

from zegel.core.refusals import Malformed, StatementMissing, UnknownCondition, UnknownPromise, WorthIsSet
from zegel.decide.cases import TRADE_IN
from zegel.decide.plan import Plan
from zegel.flows.commands import MoveCase, OpenCase
from zegel.flows.facts import Facts
from zegel.ledger.purse import Purse
from zegel.program.country.trade_in_law import trade_in_law

Data = dict[str, Any]


def open_trade_in(_facts: Facts, plan: Plan, _purse: Purse, command: OpenCase) -> tuple[str, Data]:
    """What is handed in, in the words of the purchase statement; what it is worth is a purchase, not a discount."""
    promise = next((one for one in plan.compiled.program.care.trade_ins if one.id == command.what), None)
    if promise is None:
        raise UnknownPromise(what=command.what[:60])
    worth = command.worth_minor
    if promise.worth:
        table = dict(promise.worth)
        if command.condition not in table:
            raise UnknownCondition(condition=command.condition[:10], known=", ".join(table))
        if worth not in (0, table[command.condition]):
            raise WorthIsSet(worth_minor=table[command.condition])
        worth = table[command.condition]
    return command.what, {
        "what": command.what, "described": command.detail, "serial": command.serial, "condition": command.condition, "worth_minor": worth,
    }  # fmt: skip


def keep_statement(plan: Plan, command: MoveCase, kind: str, data: Data) -> None:
    """Keep the statement of who sold it with what is taken; refuse to take it without, where the law asks for one."""
    if kind != TRADE_IN or command.to != "taken":
        if command.seller is not None:
            raise Malformed("seller: only where a trade-in is taken", field="seller")
        return
    program, seller, worth = plan.compiled.program, command.seller, int(data["worth_minor"])
    least = trade_in_law(program.country, program.currency).statement_minor
    if seller is None:
        if least and worth >= least:
            raise StatementMissing(worth_minor=worth, from_minor=least)
        return
    data["statement"] = {
        "on": command.header.business_date, "seller": seller.name, "address": seller.address, "no_vat_deducted": 1, "shop": program.name,
        "branch": command.header.branch, "described": data["described"] or data["what"], "serial": data["serial"], "quantity": 1,
        "worth_minor": worth,
    }  # fmt: skip

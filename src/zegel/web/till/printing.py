"""The receipt on paper of 80 mm, in the order of a Dutch receipt (domain.md C8): lines, advantage, total, savings and why."""

from json import loads

from zegel.core.ids import receipt_of
from zegel.core.refusals import Erased, UnknownReceipt
from zegel.flows.facts import Outcome
from zegel.hall.explained import explanation
from zegel.hall.members import member_now
from zegel.ledger.accounts import AVAILABLE, DEBT
from zegel.program.model import Words
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.till.panel import SALES, shown_name, stamps_of, worth_of
from zegel.web.till.quoting import told
from zegel.web.till.returning import name_of
from zegel.web.till.work import at_till


async def receipt(door: Door, asked: Asked) -> Answer:
    """GET /kassa/bon/{receipt}."""
    till = await at_till(door, asked)
    named = receipt_of(asked.params["receipt"])
    found = await door.queries.receipt(till.call.grant.company, named)
    if found is None or found.kind not in SALES:
        raise UnknownReceipt()
    if found.document is None:
        raise Erased()
    document = loads(found.document)
    body, purchase = document["body"], document["purchase"]
    member = await door.queries.profile_of(till.call.grant.company, named.purse)
    purse = await member_now(door.desk, till.call, named.purse)
    says = explanation(till.call.shelf, loads(found.document)["body"])
    kinds = {unit.id: unit.kind for unit in till.program.units}
    lines = [
        (await name_of(till, line), max(line["quantity"] // 1000, 1), line["net_minor"])
        for line in purchase["lines"]
    ]  # fmt: skip
    balances = [
        (unit, count) for unit, account, count in body["balances"] if account in (AVAILABLE, DEBT) and kinds.get(unit) == "points"
    ]  # fmt: skip
    return Page("till/receipt.html", {
        "figures": till.figures, "shop": till.program.name, "branch": body["branch"], "at": found.at, "lines": lines,
        "done": told(till.call, found.document, Outcome()), "says": [Words(nl, en) for nl, en in zip(says["nl"], says["en"], strict=True)],
        "balances": balances, "worth": worth_of(till.program, purse) if purse.since else None, "names": till.names,
        "cards": [stamps_of(till.program, purse, card, 0) for card in till.program.cards if purse.balance(card.unit, AVAILABLE)],
        "name": shown_name(member.profile.name) if member is not None else "", "code": str(named),
    })  # fmt: skip

"""How somebody stands after a step of a story: with what comes after a sale, with seats, and with what they may have."""

import re
from json import loads
from typing import Final

from zegel.core.ids import ReceiptId
from zegel.core.purchase import Purchase
from zegel.core.purchase_document import with_document
from zegel.decide.cases import LISTED, NOT_CHARGED, STATES, TO_CHARGE, TRIAL
from zegel.decide.plan import plan_of
from zegel.decide.seats import STATES as SEAT_STATES
from zegel.flows.commands import Header
from zegel.flows.entitlements import entitled
from zegel.flows.known import member_facts
from zegel.flows.seats import DOSSIER
from zegel.ledger.purse import Purse
from zegel.program.compile import Compiled
from zegel.program.model import Program
from zegel.program.page import Page
from zegel.program.tree import Node, Table
from zegel.replay.memory import Memory
from zegel.replay.story import Expectation

_OF: Final = re.compile(r"(.+) of step ([1-9][0-9]{0,3})")


# -- read


def read_cases(page: Page, node: Node) -> list[Expectation]:
    """`{WASHER: to charge, spring: sent}`: an article or a promise, and how its case stands."""
    if not isinstance(node, Table):
        page.wrong(node, "wrong_kind", "Here cases are needed, each with how it stands: {WASHER: to charge}.")
        return []
    return [Expectation(one.key.line, "cases", name, page.choice(one.node, STATES, "word")) for name, one in node.entries.items()]


def read_seats(page: Page, program: Program, node: Node) -> list[Expectation]:
    """`{vip evening: waiting}`: experiences, and where the member stands with each."""
    if not isinstance(node, Table):
        page.wrong(node, "wrong_kind", "Here experiences are needed, each with how it stands: {tasting: accepted}.")
        return []
    found = []
    for name, entry in node.entries.items():
        page.known(entry.named, [one.id for one in program.experiences], "experience")
        found.append(Expectation(entry.key.line, "seats", name, page.choice(entry.node, (*SEAT_STATES, "none"), "word")))
    return found


def read_entitled(page: Page, program: Program, node: Node) -> list[Expectation]:
    """`free shipping`, a list, or `none`."""
    known = [*dict.fromkeys(one.kind for one in program.entitlements), "none"]
    return [Expectation(item.line, "entitled", "", page.choice(item, known, "entitlement")) for item in page.items(node)]


# -- how it stands


def case_state(memory: Memory, purse: Purse | None, about: str, receipts: dict[int, ReceiptId]) -> str:
    """How the newest case about that (an article or a promise, `WASHER of step 2`) stands; "none" where there is none."""
    match = _OF.fullmatch(about)
    what, sale = (match[1], str(receipts.get(int(match[2]), "nothing was sold"))) if match else (about, "")
    found = [
        (one.at, one.id, one.state)
        for kind in (LISTED if purse else ())
        for one in memory.facts.dossiers_of(purse.id, kind)  # type: ignore[union-attr]  # kinds are none without a purse
        if (data := loads(one.data)).get("what") == what and (not sale or data.get("sale") == sale)
    ]
    return max(found)[2] if found else "none"


def to_charge(memory: Memory, purse: Purse | None) -> int:
    """What the shop is to charge now for trials that are over, in minor units."""
    trials = memory.facts.dossiers_of(purse.id, TRIAL) if purse else ()
    return sum([int(loads(one.data).get("minor", 0)) for one in trials if one.state in (TO_CHARGE, NOT_CHARGED)])


def seat_state(memory: Memory, purse: Purse | None, experience: str) -> str:
    """Where somebody stands with an experience; "none" for who never replied."""
    replies = memory.facts.dossiers_of(purse.id, DOSSIER) if purse else ()
    return next((one.state for one in replies if one.id == experience), "none")


def entitlements_of(memory: Memory, purse: Purse | None, compiled: Compiled, header: Header) -> list[str]:
    """The kinds of what a member may have now, without a basket."""
    if purse is None:
        return []
    plan = plan_of(compiled)
    nothing = with_document(
        Purchase(
            header.branch, header.till, header.actor, header.source, "", "till", compiled.program.currency, header.happened_at,
            header.business_date, header.weekday, header.minute, None, (), (), b"",
        )
    )  # fmt: skip
    held, _ = entitled(plan, nothing, member_facts(memory.facts, plan, purse, header.business_date))
    return list(dict.fromkeys(one.kind for one in held))

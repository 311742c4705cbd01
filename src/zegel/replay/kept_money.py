"""What happens in a story with money that the shop keeps, and with receipts of before: cards, store credit, claims."""

import re
from collections.abc import Sequence
from typing import Final

from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import Day
from zegel.core.purchase import Identifier, Tender
from zegel.decide.document import read
from zegel.flows.card_lines import CLASS
from zegel.flows.commands import ClaimReceipt, Command, Header, IssueCredit, RunDue, SoldCard
from zegel.ledger.purse import Purse
from zegel.program import forms
from zegel.program.model import Program
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.stored_value import GIFT_CARD, STORE_CREDIT
from zegel.program.tree import Node, Table
from zegel.replay.memory import Memory
from zegel.replay.story import Kept, Step

DOES: Final = ("credits", "claims")
"""What is a step by itself."""
_BESIDE: Final = {"activates": "buys", "pays with": "buys", "refund as": "returns"}


def read_kept(page: Page, program: Program, found: dict[str, Node], before: Sequence[Step]) -> Kept | None:
    """What a step whose entries are `found` does with kept money; None where it does nothing with it."""
    if not found.keys() & {*DOES, *_BESIDE}:
        return None
    for key, needs in _BESIDE.items():
        if key in found and needs not in found:
            page.wrong(found[key], "not_together", phrase("`{key}` needs `{needs}`.", key=key, needs=needs), "Take it out.")
    if "pays with" in found and "returns" in found:
        page.wrong(found["pays with"], "not_together", "In an exchange the goods pay.", "Make it two steps.")
    cards = [name for step in before if step.kept is not None for name in step.kept.activates]
    activates = tuple(page.text(item, "a name") for item in page.items(found["activates"])) if "activates" in found else ()
    pays = _pays(page, program, found["pays with"], cards) if "pays with" in found else ()
    credit = page.form(found["credits"], lambda text: forms.money(text, program.currency), 0) if "credits" in found else 0
    as_credit = "refund as" in found and page.choice(found["refund as"], ("money", STORE_CREDIT), "word") == STORE_CREDIT
    return Kept(activates, pays, credit, _claimed(page, found["claims"], before) if "claims" in found else 0, as_credit)


def _pays(page: Page, program: Program, node: Node, cards: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """A table of cards (and store credit) and amounts."""
    if not isinstance(node, Table):
        page.wrong(node, "wrong_kind", "Here cards are needed, each with an amount: {blue: 20.00 EUR}.")
        return ()
    paid = []
    for name, entry in node.entries.items():
        page.known(entry.named, [*cards, STORE_CREDIT], "card")
        paid.append((name, page.form(entry.node, lambda text: forms.money(text, program.currency), 0)))
    return tuple(paid)


def _claimed(page: Page, node: Node, before: Sequence[Step]) -> int:
    """`step 2`: the purchase of that step."""
    match = re.fullmatch(r"step ([1-9][0-9]{0,3})", page.text(node, "a step"))
    number = int(match[1]) if match else 0
    if not number or number > len(before) or not before[number - 1].buys:
        page.wrong(node, "unknown_step", "Nothing is bought in such a step above this one.", "Say it as `step 2`; steps count from 1.")
        return 0
    return number


# -- what happens


def card(name: str) -> Identifier:
    """A gift card of the story."""
    return Identifier("gift_card", name)


def settle_cards(header: Header, memory: Memory, steps: Sequence[Step]) -> None:
    """What lapsed on the gift cards of `steps` by now has lapsed."""
    for name in [name for step in steps if step.kept is not None for name in step.kept.activates]:
        found = memory.purse_of(card(name))
        if found is not None:
            memory.record(RunDue(header, found.id))


def sold(step: Step, n: int) -> tuple[SoldCard, ...]:
    """The cards that step `n` activates: the first name is that of its first line that is a gift card, and so on."""
    if step.kept is None:
        return ()
    lines = [number for number, bought in enumerate(step.buys, 1) if bought.article.legal_class == CLASS]
    lines += [0] * len(step.kept.activates)  # a name too many is on no line, and refused
    purses = [PurseId((2**64 + n * 1000 + k).to_bytes(16, "big")) for k in range(len(step.kept.activates))]
    return tuple([SoldCard(line, card(name), purse) for line, name, purse in zip(lines, step.kept.activates, purses, strict=False)])


def tenders(step: Step, pays_minor: int) -> tuple[Tender, ...]:
    """How a basket of `pays_minor` is paid: by what the step names, and the rest in cash."""
    if step.kept is None or not step.kept.pays:
        return ()
    paid = tuple(
        [
            Tender("store_credit", minor) if name == STORE_CREDIT else Tender("gift_card", minor, card(name))
            for name, minor in step.kept.pays
        ]
    )
    rest = pays_minor - sum(tender.amount_minor for tender in paid)
    return (*paid, Tender("cash", rest)) if rest > 0 else paid


def kept_command(step: Step, header: Header, who: Identifier, memory: Memory, receipts: dict[int, ReceiptId]) -> Command | None:
    """What a step asks of the books that only has to do with kept money."""
    if step.kept is None:
        return None
    if step.kept.claims:
        sale = receipts.get(step.kept.claims)
        document = memory.facts.receipts.get(sale) if sale is not None else None
        total = read(document).body["totals"]["pays_minor"] if document is not None else 0
        return ClaimReceipt(header, who, number_of(step.kept.claims), total, Day(""), "")
    return IssueCredit(header, who, step.kept.credits, step.reason or "story") if step.kept.credits else None


def number_of(n: int) -> str:
    """The number on the till receipt of step `n`."""
    return f"step {n}"


def left_on(memory: Memory, purse: Purse | None, name: str) -> int:
    """What can be spent of the gift card `name`, or ("") of the member's store credit."""
    if not name:
        return max(purse.spendable(STORE_CREDIT), 0) if purse else 0
    found = memory.purse_of(card(name))
    return max(found.spendable(GIFT_CARD), 0) if found else 0

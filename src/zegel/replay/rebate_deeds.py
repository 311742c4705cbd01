"""What a story says of rebates, claimed on what was bought and into which account, and of how the shop moves a case on."""

import re
from typing import Final

from zegel.core.iban import Account
from zegel.core.ids import ReceiptId
from zegel.decide.cases import MOVES, REBATE, TRADE_IN, TRIAL, WARRANTY
from zegel.decide.cash_back import SENT
from zegel.flows.commands import Command, Header, MoveCase, NameAccount, OpenCase, Who
from zegel.flows.on_trial import LINES
from zegel.program.model import Program
from zegel.program.page import Page
from zegel.program.tree import Node
from zegel.replay.steps_above import step_above
from zegel.replay.story import Deed, Step

REBATE_DEEDS: Final = ("claims rebate", "pays into", "moves")
MOVED: Final = (REBATE, WARRANTY, TRADE_IN, TRIAL)
STATES: Final = tuple(dict.fromkeys([*[to for kind in MOVED for then in MOVES[kind].values() for to in then], SENT]))


def read_rebate_deed(page: Page, program: Program, found: dict[str, Node], before: list[Step]) -> Deed | None:
    """The deed of a step whose entries are `found`; None where it has none of these."""
    if "claims rebate" in found:
        return _claimed(page, program, found["claims rebate"], before)
    if "pays into" in found:
        match, step = _of_step(
            page, found["pays into"], before, r"step (\d+) into (.+?) of (.+)", "Say it as `step 2 into NL91ABNA0417164300 of A. Visser`."
        )
        return Deed("pays into", match[2], step, "", (("holder", match[3]),)) if match else None
    if "moves" in found:
        return _moved(page, found["moves"], before)
    return None


def _of_step(page: Page, node: Node, before: list[Step], form: str, say: str) -> tuple[re.Match[str] | None, int]:
    """What `form` finds (its first group is a number), and the step of it; a mistake where there is none."""
    match = re.fullmatch(form, page.text(node, "a step"))
    step = step_above(page, node, match[1] if match else None, len(before), say)
    return (match, step) if step else (None, 0)


def _moved(page: Page, node: Node, before: list[Step]) -> Deed | None:
    """`step 2 to approved`; of a trial, which begins with its sale, `WASHER of step 2 to charged`."""
    say = "Say it as `step 2 to approved`, or `WASHER of step 2 to charged`."
    match = re.fullmatch(rf"(?:(.+) of )?step (\d+) to ({'|'.join(STATES)})", page.text(node, "a step"))
    step = step_above(page, node, match[2] if match else None, len(before), say)
    if match is None or not step:
        return None
    skus = [bought.article.sku for bought in before[step - 1].buys]
    if match[1] and match[1] not in skus:
        page.unknown(node, match[1], skus, "article")
        return None
    return Deed("moves", match[3], step, "", (("number", LINES + skus.index(match[1]) + 1),) if match[1] else ())


def _claimed(page: Page, program: Program, node: Node, before: list[Step]) -> Deed | None:
    say = "Say it as `spring on WASHER of step 2`."
    match, step = _of_step(page, node, before, r"(?=.*of step (\d+)$)(.+?) on (.+) of step \d+", say)
    if match is None:
        return None
    known = dict.fromkeys([one.id for one in program.care.rebates])
    skus = [bought.article.sku for bought in before[step - 1].buys]
    for name, there, what in ((match[2], list(known), "rebate"), (match[3], skus, "article")):
        if name not in there:
            page.unknown(node, name, there, what)
            return None
    return Deed("claims rebate", match[2], step, "", (("line", skus.index(match[3]) + 1),))


def rebate_command(deed: Deed, header: Header, who: Who, of: ReceiptId, reason: str) -> Command:
    """What it asks of the books; `of` is the sale, or what opened the case."""
    told = dict(deed.told)
    if deed.kind == "claims rebate":
        return OpenCase(header, who, REBATE, deed.what, of, int(told["line"]), "", 0)
    if deed.kind == "pays into":
        return NameAccount(header, of, Account(deed.what, str(told["holder"])))
    payment = "story" if deed.what == SENT else ""
    return MoveCase(header, of, deed.what, "", reason, number=int(told.get("number", 1)), payment=payment)

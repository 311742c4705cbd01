"""One receipt, whole: what it gave and why, and every rule that gave nothing, with what would have made it."""

from typing import Any

from zegel.core.ids import PurseId, ReceiptId, purse_text, receipt_of
from zegel.core.periods import Instant
from zegel.core.refusals import Erased, NotSignedIn, UnknownReceipt
from zegel.hall.answers import body_of
from zegel.hall.explained import whole_explanation
from zegel.hall.spend_lock import program_of
from zegel.program.model import Program
from zegel.program.words import Language, named
from zegel.web.office.frame import framed
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door
from zegel.web.parts.happened import purchase_lines
from zegel.web.parts.happened_words import word_of


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/bonnen/{receipt}."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    call = await door.call(asked)
    receipt: ReceiptId = receipt_of(asked.params["receipt"])
    found = await door.queries.receipt(visitor.company, receipt)
    if found is None:
        raise UnknownReceipt()
    if found.document is None:
        raise Erased()
    body, told = body_of(found.document), whole_explanation(call.shelf, receipt, found.document)
    tongue, speaks = door.renderer.tongue("office", asked.speaks), asked.speaks
    known = await door.queries.profile_of(visitor.company, PurseId(receipt.purse))
    priced, program = {line["number"]: line for line in told["lines"]}, program_of(call.shelf, found.document)
    shows = {
        "title": tongue.say(word_of(found.kind, body["reason"])),
        "member": purse_text(receipt.purse) if "members:list" in visitor.rights else "",
        "name": known.profile.name if known else "", "at": Instant(body["happened_at"]),
        "branch": body["branch"], "program": body["program"][:8],
        "lines": [priced_line(program, line, priced.get(line["number"]), speaks) for line in purchase_lines(found.document)],
        "reasons": reasons_of(told, speaks),
    }  # fmt: skip
    return Page("office/receipt.html", await framed(door, asked, call, "members", shows))


def reasons_of(told: dict[str, Any], speaks: Language) -> list[dict[str, Any]]:
    """Every reason of an explanation: what applied, and what did not with what would have made it; complete, in three parts."""
    return [
        {
            "applied": one["applied"], "short": one["short"][speaks], "full": _more(one["short"][speaks], one["full"][speaks]),
            "rest": one["complete"][speaks].removeprefix(one["full"][speaks]).strip(),
        }
        for one in told["reasons"]
    ]  # fmt: skip


def _more(short: str, full: str) -> str:
    """The full sentence, "" where it says no more than the short one."""
    return "" if full.rstrip(".").casefold() == short.casefold() else full


def priced_line(program: Program, line: dict[str, Any], priced: dict[str, Any] | None, speaks: Language) -> dict[str, Any]:
    """A line of the purchase, with what Zegel took off and why; a category goes by its name."""
    category = line.get("category", "")
    return {
        "what": line.get("sku") or (named(program, "category", category, speaks) if category else str(line["number"])),
        "why": priced["says"][speaks] if priced is not None and priced["rules"] else "",
        "from_minor": line["net_minor"] if priced is None else priced["from_minor"],
        "for_minor": line["net_minor"] if priced is None else priced["for_minor"],
    }  # fmt: skip

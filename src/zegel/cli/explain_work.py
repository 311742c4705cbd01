"""The work behind `zegel explain`."""

from typing import Any

from pydantic_core import to_json

from zegel.cli.root import At
from zegel.cli.says import say
from zegel.core.ids import receipt_of
from zegel.core.refusals import Erased, UnknownReceipt
from zegel.hall.explained import whole_explanation


async def told(at: At, company_named: str, receipt_named: str, language: str, *, as_json: bool) -> None:
    """Find the receipt and its version, and tell."""
    company = await at.company(company_named)
    receipt = receipt_of(receipt_named)
    found = await at.house.store.queries.receipt(company, receipt)
    if found is None:
        raise UnknownReceipt()
    if found.document is None:
        raise Erased()
    whole = whole_explanation(await at.house.shelves.of(company), receipt, found.document)
    say(to_json(whole, indent=2).decode() if as_json else "\n".join(lines(whole, language)))


def lines(whole: dict[str, Any], language: str) -> list[str]:
    """What happened, what did not, and what would have; `language` is nl or en."""
    found = [f"{'+' if reason['applied'] else '-'} {said_of(reason, language)}" for reason in whole["reasons"]]
    found += [f"= {line['says'][language]}" for line in whole["lines"]]
    found += [f"> {hint['says'][language]}" for hint in whole["hints"]]
    return found + ([f"> {whole['suggestion']['says'][language]}"] if whole["suggestion"] else [])


def said_of(reason: dict[str, Any], language: str) -> str:
    """The rule and its reason as the office has it: complete."""
    named = f"{reason['rule']}: " if reason["rule"] and not reason["applied"] else ""
    return f"{named}{reason['complete'][language]}"

"""What a story says of being a member: tried, joined, left, set by hand, consented to, and what is registered after a sale."""

import re
from typing import Final, Literal

from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import Day
from zegel.decide.cases import TRADE_IN
from zegel.flows.commands import (
    Command,
    EndMembership,
    GiveConsent,
    Header,
    MoveCase,
    OpenCase,
    Seller,
    SetTier,
    StartMembership,
    Who,
    WithdrawConsent,
)
from zegel.flows.profile_commands import ChangeProfile
from zegel.program import forms
from zegel.program.model import Program
from zegel.program.page import Page
from zegel.program.questions import Question
from zegel.program.read_members import consent
from zegel.program.read_rewards import USED
from zegel.program.tree import Node
from zegel.replay.rebate_deeds import REBATE_DEEDS, read_rebate_deed, rebate_command
from zegel.replay.steps_above import step_above
from zegel.replay.story import Deed, Step

_MEMBERSHIPS: Final[tuple[Literal["tries", "joins", "leaves"], ...]] = ("tries", "joins", "leaves")
_CONSENTS: Final[tuple[Literal["consents", "withdraws"], ...]] = ("consents", "withdraws")
CLUB_DEEDS: Final = (*_MEMBERSHIPS, *_CONSENTS, "sets tier", "registers", "trades in", "takes in", *REBATE_DEEDS, "wants used")
_NONE: Final = Question("consent", "newsletter by email")


def read_club_deed(page: Page, program: Program, found: dict[str, Node], before: list[Step]) -> Deed | None:
    """The deed of a step whose entries are `found`; None where it has none of these."""
    for key in _MEMBERSHIPS:
        if key in found:
            known = dict.fromkeys(membership.id for membership in program.memberships)
            return Deed(key, page.known(found[key], known, "membership"), 0, "")
    for said in _CONSENTS:
        if said in found:
            return Deed(said, page.form(found[said], consent, _NONE).word, 0, "")
    if "sets tier" in found:
        tiers = [step.id for step in program.tiers.steps] if program.tiers else []
        return Deed("sets tier", page.known(found["sets tier"], dict.fromkeys([*tiers, "none"]), "tier"), 0, "")
    if "wants used" in found:
        return Deed("wants used", page.choice(found["wants used"], USED, "word"), 0, "")
    if "trades in" in found:
        return _traded(page, program, found["trades in"])
    if "takes in" in found:
        return _taken(page, found["takes in"], before)
    if rebate := read_rebate_deed(page, program, found, before):
        return rebate
    if "registers" in found:
        return _registered(page, found["registers"], before)
    return None


def _registered(page: Page, node: Node, before: list[Step]) -> Deed | None:
    """`WASHER of step 1`: a certificate of the longest warranty that it has there."""
    text = page.text(node, "an article")
    match = re.fullmatch(r"(.+) of step ([1-9][0-9]{0,3})", text)
    step = step_above(page, node, match and match[2], len(before), "Say it as `WASHER of step 2`; steps count from 1.") if text else 0
    if match is None or not step:
        return None
    skus = [bought.article.sku for bought in before[step - 1].buys]
    if match[1] not in skus:
        page.unknown(node, match[1], skus, "article")
        return None
    return Deed("registers", match[1], step, "", (("line", skus.index(match[1]) + 1),))


def _traded(page: Page, program: Program, node: Node) -> Deed | None:
    """`old oven in condition B`; without a table of the program `old oven for 40.00 EUR`."""
    text = page.text(node, "what is handed in")
    what, in_it, condition = text.partition(" in condition ")
    what, asks, amount = (what, "", "") if in_it else text.partition(" for ")
    known = dict.fromkeys([one.id for one in program.care.trade_ins])
    if what not in known:
        page.unknown(node, what, list(known), "trade-in")
        return None
    worth = page.form(node, lambda _: forms.money(amount, program.currency), 0) if asks else 0
    return Deed("trades in", what, 0, "", (("condition", condition), ("worth", worth)))


def _taken(page: Page, node: Node, before: list[Step]) -> Deed | None:
    """`step 2`, or `step 2 from anna in Dorpsstraat 1`: who signs the purchase statement."""
    text = page.text(node, "a step")
    match = re.fullmatch(r"step ([1-9][0-9]{0,3})(?: from (.+?) in (.+))?", text)
    step = step_above(page, node, match and match[1], len(before)) if text else 0
    return Deed("takes in", match[2] or "", step, "", (("address", match[3] or ""),)) if match and step else None


def club_command(deed: Deed, header: Header, who: Who, purse: PurseId, receipts: dict[int, ReceiptId], reason: str) -> Command:
    """What it asks of the books; `purse` is the member's."""
    purpose, _, channel = deed.what.partition(" by ")
    match deed.kind:
        case "tries" | "joins":
            return StartMembership(header, who, deed.what, deed.kind == "tries", Day(""), reason)
        case "leaves":
            return EndMembership(header, who, deed.what, at_once=False, reason=reason)
        case "consents":
            return GiveConsent(header, who, purpose, channel, "")
        case "withdraws":
            return WithdrawConsent(header, who, purpose, channel)
        case "sets tier":
            return SetTier(header, who, deed.what, Day(""), reason or "story", "")
        case "wants used":
            return ChangeProfile(header, who, None, None, None, None, (), by_itself=deed.what == "by itself")
        case "trades in":
            told = dict(deed.told)
            return OpenCase(header, who, TRADE_IN, deed.what, None, 0, "", int(told["worth"]), condition=str(told["condition"]))
        case "takes in":
            seller = Seller(deed.what, str(dict(deed.told)["address"])) if deed.what else None
            return MoveCase(header, receipts.get(deed.step, ReceiptId(purse, 0)), "taken", "", reason, seller=seller)
        case "claims rebate" | "pays into" | "moves":
            return rebate_command(deed, header, who, receipts.get(deed.step, ReceiptId(purse, 0)), reason)
        case _:
            return OpenCase(header, who, "warranty", deed.what, receipts.get(deed.step), int(dict(deed.told)["line"]), "", 0)

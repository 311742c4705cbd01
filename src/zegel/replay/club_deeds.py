"""What a story says of being a member: tried, joined, left, set by hand, consented to, and what is registered after a sale."""

import re
from typing import Final, Literal

from zegel.core.ids import ReceiptId
from zegel.core.periods import Day
from zegel.flows.commands import (
    Command,
    EndMembership,
    GiveConsent,
    Header,
    OpenCase,
    SetTier,
    StartMembership,
    Who,
    WithdrawConsent,
)
from zegel.flows.profile_commands import ChangeProfile
from zegel.program.model import Program
from zegel.program.page import Page
from zegel.program.questions import Question
from zegel.program.read_members import consent
from zegel.program.read_rewards import USED
from zegel.program.tree import Node
from zegel.replay.story import Deed, Step

_MEMBERSHIPS: Final[tuple[Literal["tries", "joins", "leaves"], ...]] = ("tries", "joins", "leaves")
_CONSENTS: Final[tuple[Literal["consents", "withdraws"], ...]] = ("consents", "withdraws")
CLUB_DEEDS: Final = (*_MEMBERSHIPS, *_CONSENTS, "sets tier", "registers", "wants used")
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
    if "registers" in found:
        return _registered(page, found["registers"], before)
    return None


def _registered(page: Page, node: Node, before: list[Step]) -> Deed | None:
    """`WASHER of step 1`: a certificate of the longest warranty that it has there."""
    text = page.text(node, "an article")
    match = re.fullmatch(r"(.+) of step ([1-9][0-9]{0,3})", text)
    if match is None or int(match[2]) > len(before):
        if text:
            page.wrong(node, "unknown_step", "There is no such step above this one.", "Say it as `WASHER of step 2`; steps count from 1.")
        return None
    skus = [bought.article.sku for bought in before[int(match[2]) - 1].buys]
    if match[1] not in skus:
        page.unknown(node, match[1], skus, "article")
        return None
    return Deed("registers", match[1], int(match[2]), "", (("line", skus.index(match[1]) + 1),))


def club_command(deed: Deed, header: Header, who: Who, receipts: dict[int, ReceiptId], reason: str) -> Command:
    """What it asks of the books."""
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
        case _:
            return OpenCase(header, who, "warranty", deed.what, receipts.get(deed.step), int(dict(deed.told)["line"]), "", 0)

"""Commands that stand in the audit log besides the books: corrections by hand, tiers by hand, merges, approvals, another card."""

from typing import Final

from zegel.core.canonical import Json
from zegel.core.ids import purse_text
from zegel.desk.register import Register
from zegel.desk.replies import Reply
from zegel.flows import commands
from zegel.flows.commands import Command
from zegel.store.people_records import Deed

SENSITIVE: Final[dict[type, str]] = {
    commands.Adjust: "books.adjust", commands.SetTier: "tier.set", commands.IssueCredit: "credit.issue", commands.Claim: "member.merge",
    commands.MergeMembers: "member.merge", commands.BlockMember: "member.block",
    commands.DecideMerge: "member.merge_decide", commands.DecideAdjustment: "books.adjust_decide",
    commands.Review: "sale.review", commands.MoveBonus: "bonus.move", commands.DecideGesture: "gesture.decide",
    commands.ReplaceGiftCard: "gift_card.replace", commands.MakeAgreement: "agreement.make",
    commands.WriteNote: "member.note", commands.AddIdentifier: "member.identifier",
}  # fmt: skip
"""Command → what the log calls it."""


async def note(register: Register, command: Command, reply: Reply, request: str) -> None:
    """The line for `command`, once however often it is sent; the entry that it names says the rest, and cannot be changed either."""
    what, receipt = SENSITIVE.get(type(command)), reply.outcome.receipt
    if what is None or receipt is None or reply.outcome.refusal is not None:
        return
    header = command.header
    after: dict[str, Json] = {"member": purse_text(receipt.id.purse), "entry": receipt.id.seq, "branch": header.branch}
    if isinstance(command, commands.AddIdentifier):
        after["kind"] = command.identifier.kind
    if isinstance(command, commands.MergeMembers) and reply.outcome.merged is None:
        what = "member.merge_ask"
    deed = Deed(header.actor, what, f"receipt:{receipt.id}", {}, after, str(getattr(command, "reason", "")), request)
    await register.note(header.company, header.at, deed, once=True)

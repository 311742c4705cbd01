"""What a story says of friends: the member shares a link, a friend joins by it and buys, and counts, or the office looks first."""

import re
from dataclasses import replace
from json import loads
from typing import Final, Literal

from zegel.core.ids import PurseId, ReceiptId
from zegel.core.purchase import Identifier
from zegel.decide.cases import FRIEND_STATES
from zegel.flows.commands import AddIdentifier, Command, Enrol, Header, MoveCase, Profile, Refer, SettleReferral
from zegel.flows.friend_counts import OPEN
from zegel.flows.refer import CAME
from zegel.program.page import Page
from zegel.program.tree import Node, Table
from zegel.replay.memory import Memory
from zegel.replay.steps_above import step_above
from zegel.replay.story import Deed, Expectation, Step

_DECIDED: Final[dict[Literal["admits", "rejects"], str]] = {"admits": "approved", "rejects": "refused"}
FRIEND_DEEDS: Final = ("brings", *_DECIDED)
LINK: Final = Identifier("referral", "story")
"""The member's link; nobody can show it at a till."""
_FIRST: Final = 1 << 16
"""Purses of friends count from here, beyond those of purchases without a card."""


# -- read


def read_friend_deed(page: Page, found: dict[str, Node], before: list[Step]) -> Deed | None:
    """The deed of a step whose entries are `found`; None where it has none of these."""
    if "brings" in found:
        name = page.text(found["brings"], "a name")
        if name in (*friends(before), "card", "nothing"):
            page.wrong(found["brings"], "not_together", "Somebody of that name is there already.", "Give the friend another name.")
        return Deed("brings", name, 0, "")
    for key in _DECIDED:
        if key in found:
            text = page.text(found[key], "a step")
            match = re.fullmatch(r"step ([1-9][0-9]{0,3})", text)
            step = step_above(page, found[key], match and match[1], len(before)) if text else 0
            return Deed(key, "", step, "") if step else None
    return None


def friends(before: list[Step]) -> list[str]:
    """The names of the friends who joined so far."""
    return [step.deed.what for step in before if step.deed is not None and step.deed.kind == "brings"]


def read_friends(page: Page, node: Node, names: list[str]) -> list[Expectation]:
    """`{bram: rewarded}`: friends, and how each stands."""
    if not isinstance(node, Table):
        page.wrong(node, "wrong_kind", "Here friends are needed, each with how it stands: {bram: rewarded}.")
        return []
    found = []
    for name, entry in node.entries.items():
        page.known(entry.named, names, "friend")
        found.append(Expectation(entry.key.line, "friends", name, page.choice(entry.node, FRIEND_STATES, "word")))
    return found


# -- what happens


def card_of(friend: str) -> Identifier:
    """The card of a friend."""
    return Identifier("card", f"friend {friend}")


def friend_command(
    deed: Deed, n: int, header: Header, member: PurseId, memory: Memory, receipts: dict[int, ReceiptId], reason: str
) -> Command:  # fmt: skip
    """What step `n` asks of the books; who joins is a member from then on, with a card, and the link is made when it is first shared."""
    if deed.kind == "brings":
        if memory.purse_of(LINK) is None:
            memory.record(AddIdentifier(header, member, LINK))
        card = card_of(deed.what)
        memory.record(Enrol(header, PurseId((_FIRST + n).to_bytes(16, "big")), Profile("", "nl", ""), (card,), header.business_date))
        return Refer(header, card, LINK)
    to = next(state for key, state in _DECIDED.items() if key == deed.kind)
    return MoveCase(replace(header, actor="colleague"), receipts.get(deed.step, ReceiptId(member, 0)), to, "", reason)


def settle_friends(header: Header, memory: Memory) -> None:
    """Every friend who does not count yet is looked at, as the clock does it."""
    for purse, kept in list(memory.facts.dossiers.items()):
        for one in list(kept.values()):
            if one.kind == CAME and one.state in OPEN:
                memory.record(SettleReferral(header, purse, PurseId(bytes.fromhex(loads(one.data)["by"]))))


def standing(friend: str, memory: Memory) -> str:
    """How a friend stands: `registered`, `held`, `rewarded`, ...; "none" for whom nobody brought."""
    purse = memory.purse_of(card_of(friend))
    came = memory.facts.dossiers_of(purse.id, CAME) if purse else ()
    return came[0].state if came else "none"

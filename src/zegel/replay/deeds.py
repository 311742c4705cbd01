"""What people in the shop do in a story besides selling: read, and asked of the books."""

import re
from typing import Final, Literal

from zegel.core.ids import PurseId, ReceiptId
from zegel.flows.commands import Command, DecideGesture, GiveGesture, Header, MoveOrder, OrderReward, RecordEvent, Who
from zegel.program.gestures import REASONS
from zegel.program.model import Program
from zegel.program.page import Page
from zegel.program.tree import Node, Table
from zegel.replay.steps_above import step_above
from zegel.replay.story import Deed

_OF_A_STEP: Final[tuple[Literal["approves", "declines", "hands over", "cancels"], ...]] = ("approves", "declines", "hands over", "cancels")
DEEDS: Final = ("gives", "orders", "reports", *_OF_A_STEP)
COLLEAGUE: Final = "colleague"
"""Who decides on what another asked for."""


def read_deed(page: Page, program: Program, found: dict[str, Node], steps: int) -> Deed | None:
    """The deed of a step whose entries are `found`, `steps` steps from the beginning; None where it has none."""
    if not any(key in found for key in DEEDS):
        return None
    kinds = {kind.id: kind for kind in program.gestures.kinds} if program.gestures else {}
    roles = dict(program.gestures.roles) if program.gestures else {}
    role = page.known(found["role"], roles, "role") if "role" in found else ""
    if "gives" in found:
        because = page.known(found["because"], REASONS, "reason") if "because" in found else ""
        return Deed("gives", page.known(found["gives"], kinds, "gesture"), 0, role, (("because", because),))
    if "orders" in found:
        return Deed("orders", page.known(found["orders"], dict.fromkeys(reward.id for reward in program.rewards), "reward"), 0, role)
    if "reports" in found:
        return _reported(page, program, found["reports"], steps)
    for key in _OF_A_STEP:
        if key in found:
            text = page.text(found[key], "a step")
            match = re.fullmatch(r"step ([1-9][0-9]{0,3})", text)
            step = step_above(page, found[key], match and match[1], steps)
            return Deed(key, "", step, role) if step else None
    return None


def _reported(page: Page, program: Program, node: Node, steps: int) -> Deed | None:
    """`newsletter confirmed`, `delivered of step 1`, or `{review written: {stars: 1}}`."""
    events = {event.id: event for event in program.events}
    told: list[tuple[str, int | str]] = []
    text, line = "", node
    if isinstance(node, Table) and len(node.entries) == 1:
        ((text, entry),) = node.entries.items()
        line = entry.named
        for name, field in entry.node.entries.items() if isinstance(entry.node, Table) else ():
            held = page.text(field.node)
            told.append((name, int(held) if held.isdigit() else {"true": 1, "false": 0}.get(held, held)))
    else:
        text = page.text(node, "an event")
    name, _, of = text.partition(" of step ")
    if text and name not in events:
        page.unknown(line, name, events, "event")
    step = step_above(page, line, of if of.isdecimal() else None, steps, "Steps count from 1.") if of else 0
    return Deed("reports", name, step, "", tuple(sorted(told))) if step or not of else None


def deed_command(deed: Deed, header: Header, who: Who | None, new: PurseId, receipts: dict[int, ReceiptId], reason: str) -> Command:
    """What a deed asks of the books."""
    if deed.kind == "reports":
        assert who is not None, "an event is somebody's"
        return RecordEvent(header, who, deed.what, deed.told, receipts[deed.step] if deed.step else None)
    if deed.kind == "gives":
        return GiveGesture(header, who, deed.what, deed.role, reason or "story", new, str(dict(deed.told)["because"]))
    if deed.kind == "orders":
        assert who is not None, "an order is somebody's"
        return OrderReward(header, who, deed.what, 1)
    of = receipts.get(deed.step, ReceiptId(new, 1))
    if deed.kind in ("hands over", "cancels"):
        return MoveOrder(header, of, "hand over" if deed.kind == "hands over" else "cancel", reason)
    return DecideGesture(header, of, deed.kind == "approves", deed.role, reason or "story")

"""What a story says of a complaint (opened, looked at, put right, goodwill offered and taken, closed) and of a task that staff do."""

import re
from dataclasses import replace
from typing import Final, Literal

from zegel.core.ids import PurseId, ReceiptId
from zegel.decide.cases import REMEDIES, SERVICE
from zegel.flows.commands import AnswerSurvey, Command, Header, MoveCase, OpenCase, Who
from zegel.program.care import SEVERITIES
from zegel.program.model import Program
from zegel.program.page import Page
from zegel.program.tree import Node, Text
from zegel.replay.steps_above import step_above
from zegel.replay.story import Deed, Step

Moved = Literal["acknowledges", "remedies", "offers", "accepts", "turns down", "closes", "opens again", "does", "drops"]
_TO: Final[dict[Moved, str]] = {
    "acknowledges": "acknowledged", "remedies": "remedied", "offers": "offered", "accepts": "accepted", "turns down": "declined",
    "closes": "closed", "opens again": "open", "does": "done", "drops": "dropped",
}  # fmt: skip
CARE_DEEDS: Final = ("complains", "scores", *_TO)
_ABOUT: Final = re.compile(r"(.+?)(?: about (?:(\S.*?) of )?step ([1-9][0-9]{0,3}))?")
_OF: Final = re.compile(r"(?:(.+) for )?step ([1-9][0-9]{0,3})")


def read_care_deed(page: Page, program: Program, found: dict[str, Node], before: list[Step]) -> Deed | None:
    """The deed of a step whose entries are `found`; None where it has none of these."""
    if "complains" in found:
        return _complained(page, found, before)
    if "scores" in found:
        return _scored(page, found["scores"], len(before))
    for key in _TO:
        if key in found:
            return _moved(page, program, key, found, before)
    return None


def _scored(page: Page, node: Node, steps: int) -> Deed | None:
    """`9 for step 2`."""
    match = re.fullmatch(r"([0-9]{1,2}) for step ([1-9][0-9]{0,3})", page.text(node, "a score"))
    step = step_above(page, node, match and match[2], steps, "Say it as `9 for step 2`; steps count from 1.")
    return Deed("scores", match[1], step, "") if match and step else None


def _complained(page: Page, found: dict[str, Node], before: list[Step]) -> Deed | None:
    """`stale bread`, `stale bread about step 2`, `stale bread about BREAD of step 2`."""
    node = found["complains"]
    match = _ABOUT.fullmatch(page.text(node, "what went wrong"))
    severity = page.choice(found["severity"], SEVERITIES, "word") if "severity" in found else ""
    if match is None:
        return None
    step = step_above(page, node, match[3], len(before)) if match[3] else 0
    skus = [bought.article.sku for bought in before[step - 1].buys] if step else []
    if match[2] and step and match[2] not in skus:
        page.unknown(node, match[2], skus, "article")
        return None
    line = skus.index(match[2]) + 1 if match[2] and step else 0
    return Deed("complains", match[1], step, "", (("line", line), ("severity", severity)))


def _moved(page: Page, program: Program, key: Moved, found: dict[str, Node], before: list[Step]) -> Deed | None:
    """`step 2`; what is done or offered stands before it: `replaced for step 2`."""
    node = found[key]
    text = page.text(node, "a step")
    match = _OF.fullmatch(text)
    step = step_above(page, node, match and match[2], len(before), _SAY.get(key, _SAY_STEP)) if text else 0
    if match is None or not step:
        return None
    what = match[1] or ""
    known = {"remedies": REMEDIES, "offers": tuple([one.id for one in program.care.goodwill])}.get(key, ())
    if (what or known) and what not in known:
        page.unknown(node, what, known, "remedy" if key == "remedies" else "goodwill")
        return None
    roles = dict(program.care.alone)
    role = page.known(found["role"], roles, "role") if "role" in found and isinstance(found["role"], Text) else ""
    return Deed(key, what, step, role)


_SAY_STEP: Final = "Say it as `step 2`; steps count from 1."
_SAY: Final = {
    "remedies": "Say it as `replaced for step 2`; steps count from 1.",
    "offers": "Say it as `voucher for step 2`, with a goodwill of the program; steps count from 1.",
}


def care_command(deed: Deed, header: Header, who: Who, by: str, receipts: dict[int, ReceiptId], reason: str) -> Command:
    """What it asks of the books; `by` ("": the shop) does it."""
    header = replace(header, actor=by or header.actor)
    told = dict(deed.told)
    if deed.kind == "complains":
        return OpenCase(header, who, SERVICE, deed.what, receipts.get(deed.step), int(told["line"]), reason, 0, str(told["severity"]))
    case = receipts.get(deed.step, ReceiptId(PurseId(bytes(16)), 0))
    if deed.kind == "scores":
        return AnswerSurvey(header, case, int(deed.what))
    to = next(state for key, state in _TO.items() if key == deed.kind)
    offer, remedy = (deed.what if deed.kind == key else "" for key in ("offers", "remedies"))
    return MoveCase(header, case, to, offer, reason, deed.role, remedy)

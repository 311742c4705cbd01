"""What a story says of what lies on the shelf, of seats and of full books: marked as damaged, replied to and come to, paid out."""

import re
from collections.abc import Mapping
from json import loads
from typing import Final

from zegel.core.article import Article
from zegel.core.purchase import CONDITIONS
from zegel.decide.seats import ACCEPTED, WAITING
from zegel.flows.commands import AnswerInvitation, CheckIn, Command, Header, PayOutStamps, SettleSeat, Who
from zegel.flows.seats import DOSSIER
from zegel.program import forms
from zegel.program.model import Program
from zegel.program.page import Page
from zegel.program.stored_value import PAID_STAMPS, STORE_CREDIT
from zegel.program.tree import Node
from zegel.replay.memory import Memory
from zegel.replay.story import Deed

SHELF_DEEDS: Final = ("marks", "replies", "attends", "pays out")
_MARKED: Final = re.compile(r"(\S.*) in condition (\S+)")
_REPLIED: Final = re.compile(r"(yes|no) to (.+?)(?: with ([0-9]{1,3}) guests?)?")
_BOOKS: Final = re.compile(r"(?:([1-9][0-9]{0,5}) books?|(everything))(?: as (store credit))?")
_NONE: Final = Deed("pays out", "", 0, "")


# -- read


def read_shelf_deed(page: Page, program: Program, found: dict[str, Node], articles: Mapping[str, object]) -> Deed | None:
    """The deed of a step whose entries are `found`; None where it has none of these."""
    if "marks" in found:
        return _marked(page, found["marks"], articles)
    if "replies" in found:
        return _replied(page, program, found["replies"])
    if "attends" in found:
        return Deed("attends", page.known(found["attends"], [one.id for one in program.experiences], "experience"), 0, "")
    if "pays out" in found:
        if program.stored.stamps is None:
            page.unknown(found["pays out"], PAID_STAMPS, [unit.id for unit in program.units], "unit")
        return _paid_out(page, found["pays out"])
    return None


def _marked(page: Page, node: Node, articles: Mapping[str, object]) -> Deed | None:
    """`BOX in condition C`: damaged, or marked down, from that day on."""
    text = page.text(node, "an article")
    match = _MARKED.fullmatch(text)
    if match is None or match[2] not in CONDITIONS:
        if text:
            page.wrong(node, "not_of_this_form", "Say it as `BOX in condition C`: A, B, C or D.")
        return None
    if match[1] not in articles:
        page.unknown(node, match[1], articles, "article")
        return None
    return Deed("marks", match[1], 0, "", (("condition", match[2]),))


def _replied(page: Page, program: Program, node: Node) -> Deed | None:
    """`yes to vip evening with 1 guest`, `no to vip evening`."""
    text = page.text(node, "a reply")
    match = _REPLIED.fullmatch(text)
    if match is None:
        if text:
            page.wrong(node, "not_of_this_form", "Say it as `yes to tasting with 1 guest`, or `no to tasting`.")
        return None
    known = [one.id for one in program.experiences]
    if match[2] not in known:
        page.unknown(node, match[2], known, "experience")
        return None
    guests = page.part(node, match[3], forms.count, 0) if match[3] else 0
    return Deed("replies", match[2], 0, "", (("guests", guests), ("yes", int(match[1] == "yes"))))


def _paid_out(page: Page, node: Node) -> Deed:
    """`1 book`, `2 books as store credit`, `everything`."""
    text = page.text(node, "how many books")
    match = _BOOKS.fullmatch(text)
    if match is None:
        if text:
            page.wrong(node, "not_of_this_form", "Say it as `1 book`, `2 books as store credit` or `everything`.")
        return _NONE
    return Deed("pays out", "", 0, "", (("as credit", int(match[3] == STORE_CREDIT)), ("books", int(match[1] or 0))))


# -- what happens


def shelf_command(deed: Deed, header: Header, who: Who, memory: Memory) -> Command | None:
    """What it asks of the books; what is marked stands in the catalogue from that day on, and in no book."""
    told = dict(deed.told)
    if deed.kind == "marks":
        memory.know(Article(deed.what, condition=str(told["condition"]), marked_on=header.business_date))
        return None
    if deed.kind == "replies":
        return AnswerInvitation(header, who, deed.what, bool(told["yes"]), int(told["guests"]))
    if deed.kind == "attends":
        return CheckIn(header, who, deed.what)
    return PayOutStamps(header, who, int(told["books"]), bool(told["as credit"]))


def settle_seats(header: Header, memory: Memory) -> None:
    """Who waits is moved up while there are seats, first come first, and who did not come was absent: as the clock does it."""
    waiting = [
        (one.id, loads(one.data)["asked"], purse)
        for purse, kept in memory.facts.dossiers.items()
        for one in kept.values()
        if one.kind == DOSSIER and one.state in (ACCEPTED, WAITING)
    ]
    for experience, _, purse in sorted(waiting):
        memory.record(SettleSeat(header, purse, experience))

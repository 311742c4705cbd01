"""Routes of agreements with business customers."""

from json import loads

from pydantic_core import to_json

from zegel.api import schemas, trade_schemas
from zegel.api.door import Answer, Door, parameters
from zegel.api.reads import known_member
from zegel.api.writes import writing
from zegel.core.ids import PurseId, purse_text, receipt_of
from zegel.core.periods import Day
from zegel.core.refusals import Malformed
from zegel.decide.agreement import AGREEMENT, NOT_GIVEN
from zegel.decide.counting import SAID, CountedSale
from zegel.desk.agreements import asking, counted_in, standing_of
from zegel.flows.commands import MakeAgreement, MoveBonus, ReportInvoice
from zegel.flows.trade_commands import DeliveredLine
from zegel.hall.calls import Call, Found, header_of, member_of
from zegel.hall.refusals import NamedTwice, NoSuchDay
from zegel.hall.translate import is_day


def _make(call: Call, found: Found, canonical: bytes) -> MakeAgreement:
    """POST /v1/members/{member}/agreements."""
    first, last = _day(found["first"], "first"), _day(found["last"], "last") if "last" in found else Day("")
    if last and last < first:
        raise NoSuchDay(field="last")
    return MakeAgreement(
        header_of(call, found, canonical), member_of(call.params["member"]), found["agreement"], first, last,
        tuple(member_of(member) for member in found.get("members", ())), found.get("last_year_minor", NOT_GIVEN),
        found.get("expected_minor", NOT_GIVEN), found.get("reason", ""),
    )  # fmt: skip


def _move(call: Call, found: Found, canonical: bytes) -> MoveBonus:
    """POST /v1/members/{member}/agreements/{agreement}/bonus."""
    return MoveBonus(
        header_of(call, found, canonical), member_of(call.params["member"]), call.params["agreement"], _day(found["day"], "day"),
        found["step"], found.get("reason", ""),
    )  # fmt: skip


def _report(call: Call, found: Found, canonical: bytes) -> ReportInvoice:
    """POST /v1/invoices."""
    receipt, number = found.get("receipt"), found.get("receipt_number")
    if (receipt is None) == (number is None):
        raise Malformed("receipt, receipt_number: one of the two says which sale", field="receipt")
    in_full, everything = found.get("paid_in_full", False), found.get("delivered_in_full", False)
    if in_full and "paid_minor" in found:
        raise Malformed("paid_in_full, paid_minor: give one of the two", field="paid_minor")
    if everything and "delivered" in found:
        raise Malformed("delivered_in_full, delivered: give one of the two", field="delivered")
    lines = tuple(DeliveredLine(line["number"], line["quantity"]) for line in found.get("delivered", ()))
    if len({line.number for line in lines}) != len(lines):
        raise NamedTwice(field="delivered")
    if not (in_full or everything or found.keys() & {"delivered", "disputed", "paid_minor"}):
        raise Malformed("paid_minor, delivered, disputed: something is reported", field="paid_minor")
    return ReportInvoice(
        header_of(call, found, canonical), None if receipt is None else receipt_of(receipt), number or "", found.get("paid_minor"), in_full,
        lines if lines or everything else None, found.get("disputed"), found.get("reason", ""),
    )  # fmt: skip


def _day(text: str, field: str) -> Day:
    if not is_day(text):
        raise NoSuchDay(field=field)
    return Day(text)


async def get_agreement(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/agreements/{agreement}: the year that `day` (today) is in."""
    asked = parameters(call, "day").get("day", "")
    day = _day(asked, "day") if asked else Day("")
    header = asking(call.grant.company, call.grant.source, call.live(call.at).program, call.at)
    return Answer(200, to_json(await standing_of(door.desk, header, member_of(call.params["member"]), call.params["agreement"], day)))


async def list_counted(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/agreements/{agreement}/purchases: which count, which do not, and why."""
    asked = parameters(call, "day").get("day", "")
    day = _day(asked, "day") if asked else Day("")
    header = asking(call.grant.company, call.grant.source, call.live(call.at).program, call.at)
    standing = await standing_of(door.desk, header, member_of(call.params["member"]), call.params["agreement"], day)
    found = await counted_in(door.queries, call.shelf, header, standing)
    return Answer(200, to_json({
        "agreement": standing["agreement"], "currency": standing["currency"], "member": standing["member"],
        "purchases": [counted_json(purse, sale) for purse, sale in found], "turnover_minor": standing["turnover_minor"],
        "year": standing["year"],
    }))  # fmt: skip


def counted_json(purse: PurseId, sale: CountedSale) -> Found:
    """A purchase with what counts of it."""
    return {
        "counts_minor": sale.counts_minor, "day": sale.day, "left_out_minor": sale.left_out_minor,
        "lines": [
            {
                "category": line.category, "counts": line.why == "counts", "counts_minor": line.counts_minor, "line": line.number,
                "net_minor": line.net_minor,
                "says_en": SAID[line.why].en, "says_nl": SAID[line.why].nl, "sku": line.sku, "why": line.why,
            }
            for line in sale.lines
        ],
        "member": purse_text(purse), "receipt": str(sale.receipt), "receipt_number": sale.number or None,
    }  # fmt: skip


async def list_agreements(door: Door, call: Call) -> Answer:
    """GET /v1/members/{member}/agreements."""
    parameters(call)
    purse = await known_member(door, call, call.params["member"])
    found = await door.books.dossiers_of(call.grant.company, purse, AGREEMENT)
    shown = [{"agreement": one.id, "state": one.state, **_few(loads(one.data))} for one in found]
    return Answer(200, to_json({"agreements": shown, "member": purse_text(purse)}))


def _few(data: Found) -> Found:
    return {"first": data["first"], "last": data["last"] or None, "lead": data["lead"] or None, "version": data["version"]}


make_agreement = writing(schemas.AGREEMENT, _make)
report_invoice = writing(trade_schemas.INVOICE, _report)
move_bonus = writing(schemas.BONUS, _move)

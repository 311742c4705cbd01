"""Agreements and settlements from the command line: the same figures as over HTTP, as text, CSV and JSON."""

import csv
import json
from pathlib import Path

import pytest

PROGRAM = """zegel: 1
program: Groothandel Van Dam
company: {currency: EUR, prices: excluding VAT, country: NL, languages: [nl, en]}
branches: [magazijn]
units:
  miles: {names: {nl: [mijl, mijlen], en: [mile, miles]}, worth: 0.005 EUR, expires: 1 month}
partners:
  unit: miles
  disputed within: 30 days
  who:
    bakker: {branches: magazijn, give: 1 mile, per: 1.00 EUR, issued at: 0.0085 EUR, redeemed at: 0.005 EUR}
agreements:
  huis:
    measure: {turnover: net invoiced, without: [freight, deposits]}
    method: whole
    ladder: [{from: 20_000.00 EUR, gives: 3%}, {from: 50_000.00 EUR, gives: 5%}]
"""


@pytest.fixture
def wholesaler(shop):
    """One business customer with an agreement and a purchase, by way of the desk."""
    Path("p.yaml").write_text(PROGRAM, encoding="utf-8")
    assert shop("program", "publish", "p.yaml", "--from", "2020-01-01").code == 0
    from zegel.cli.root import at_work
    from zegel.core.ids import PurseId
    from zegel.core.purchase import Identifier
    from zegel.desk.agreements import asking
    from zegel.flows.commands import Enrol, MakeAgreement, Profile

    async def work(at):
        company = await at.company("")
        now = at.root.now()
        header = asking(company, "till", (await at.house.shelves.of(company)).live_at(now).program, now)
        purse = PurseId(bytes(15) + b"1")
        card = Identifier("card", "7001")
        enrolled = await at.house.desk.submit(Enrol(header, purse, Profile("Kok", "nl", ""), (card,), header.business_date))
        made = await at.house.desk.submit(MakeAgreement(header, purse, "huis", header.business_date, "", (), -1, 4_999_999, ""))
        assert (enrolled.outcome.refusal, made.outcome.refusal) == (None, None)
        return header.business_date

    return shop, at_work("", work)


def _buys():
    """An invoice F-1 of the business customer."""
    from tests import make
    from zegel.cli.root import at_work
    from zegel.core.purchase import Identifier
    from zegel.desk.agreements import asking
    from zegel.flows.commands import RecordPurchase

    async def work(at):
        company, now = await at.company(""), at.root.now()
        header = asking(company, "till", (await at.house.shelves.of(company)).live_at(now).program, now)
        bought = make.purchase(make.line(10_000), at=now, branch="magazijn", receipt_number="F-1", source="till")
        sold = await at.house.desk.submit(RecordPurchase(header, bought, Identifier("card", "7001"), make.purse(9), ()))
        assert sold.outcome.refusal is None

    at_work("", work)


def test_agreements_are_listed_shown_and_accounted_for(wholesaler):
    zegel, today = wholesaler

    listed, shown = zegel("agreements", "list"), zegel("agreements", "show", "7001", "huis")

    assert (listed.code, "Kok  huis (running): \u20ac0.00 gives \u20ac0.00; \u20ac20,000.00 more to" in listed.out) == (0, True)
    assert shown.out.splitlines()[0].startswith(f"huis, version 1, running: {today} through")
    assert shown.out.splitlines()[2].startswith("next step   \u20ac20,000.00 more to")
    as_json = json.loads(zegel("agreements", "show", "7001", "huis", "--as", "json").out)
    assert (as_json["expected_minor"], as_json["bonus"]["minor"]) == (4_999_999, 0)
    assert zegel("agreements", "purchases", "7001", "huis").out == "turnover \u20ac0.00\n"
    assert zegel("agreements", "show", "7002", "huis").code == 1
    assert zegel("agreements", "show", "7001", "else").code == 1
    (row,) = csv.DictReader(zegel("agreements", "list", "--as", "csv").out.splitlines())
    assert (row["agreement"], row["needed"], row["turnover_minor"]) == ("huis", "2000000", "0")


def test_invoices_are_reported_from_a_file_as_often_as_it_comes(wholesaler):
    zegel, _ = wholesaler
    Path("invoices.csv").write_text("receipt_number,paid,disputed,reason\nF-1,50.00,,\nF-2,yes,,\n", encoding="utf-8")
    Path("wrong.csv").write_text("receipt_number,paid\nF-1,maybe\n", encoding="utf-8")
    _buys()

    first, again = zegel("agreements", "invoices", "invoices.csv"), zegel("agreements", "invoices", "invoices.csv")

    assert (first.code, first.out) == (1, "1 invoice reported, 0 known already.\n")
    assert "invoices.csv, line 3, F-2: There is no such receipt." in first.err
    assert again.out == "0 invoices reported, 1 known already.\n"
    assert zegel("agreements", "invoices", "wrong.csv").code == 1


def test_a_month_between_partners_is_stated(wholesaler):
    zegel, today = wholesaler

    text = zegel("settlement", today[:7]).out.splitlines()
    (row,) = json.loads(zegel("settlement", today[:7], "--as", "json").out)

    assert text == [
        f"{today[:7]}: the month is not over", "  bakker: issued 0, took 0, 0 lapsed; is even",
        "  without a partner: issued 0, took 0, 0 lapsed",
    ]  # fmt: skip
    assert row == {
        "month": today[:7], "state": "open", "partner": "bakker", "issued": 0, "redeemed": 0, "expired": 0, "owes_minor": 0,
        "gets_minor": 0, "pays_minor": 0,
        "settled_minor": 0,
    }  # fmt: skip
    assert zegel("settlement", "2026-13").code == 1

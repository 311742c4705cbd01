"""Rebates from the command line: one file of all that wait, the same file again, and that the bank paid it."""

from dataclasses import replace
from pathlib import Path

import pytest

PROGRAM = """zegel: 1
program: Witgoed aan de Gracht
company: {currency: EUR, country: NL, languages: [nl, en]}
branches: [dorpsstraat]
units: {points: {names: {nl: [punt, punten], en: [point, points]}}}
rebates: {spring: {pays: 10%}}
payments: {from: NL91 ABNA 0417 1643 00}
"""


@pytest.fixture
def claimed(shop):
    """A rebate of € 10 that a colleague approved, by way of the desk."""
    Path("p.yaml").write_text(PROGRAM, encoding="utf-8")
    assert shop("program", "publish", "p.yaml", "--from", "2020-01-01").code == 0
    from tests import make
    from zegel.cli.root import at_work
    from zegel.core.iban import Account
    from zegel.core.purchase import Identifier
    from zegel.desk.agreements import asking
    from zegel.flows.commands import Enrol, MoveCase, OpenCase, Profile, RecordPurchase

    async def work(at):
        company, now, desk = await at.company(""), at.root.now(), at.house.desk
        header = asking(company, "till", (await at.house.shelves.of(company)).live_at(now).program, now)
        purse, card = make.purse(1), Identifier("card", "7001")
        await desk.submit(Enrol(header, purse, Profile("Anna", "nl", ""), (card,), header.business_date))
        bought = make.purchase(make.line(10_000), at=now, branch="dorpsstraat", receipt_number="1", source="till")
        sale = (await desk.submit(RecordPurchase(header, bought, card, make.purse(9), ()))).outcome.receipt
        account = Account("NL20INGB0001234567", "A. Visser")
        case = await desk.submit(OpenCase(header, purse, "rebate", "spring", sale.id, 1, "", 0, account=account))
        approved = await desk.submit(MoveCase(replace(header, actor="joop"), case.outcome.receipt.id, "approved", "", ""))
        assert approved.outcome.refusal is None

    at_work("", work)
    return shop


def test_it_is_sent_once_written_again_and_paid_once(claimed):
    sent = claimed("rebates", "send", "--out", "a.xml")
    payment = sent.out.partition(":")[0]
    none, over = claimed("rebates", "send", "--out", "b.xml"), claimed("rebates", "file", payment, "--out", "a.xml")
    again = claimed("rebates", "file", payment, "--out", "c.xml")
    paid = [claimed("rebates", "paid", payment).out for _ in range(2)]

    assert sent.out.splitlines() == [f"{payment}: 1 payment, 10.00 EUR, in a.xml.", "VAT 9.00%: 9.17 net, 0.83 VAT"]
    assert (none.code, "No rebate waits to be paid." in none.err, Path("b.xml").exists()) == (1, True, False)
    assert (over.code, "not written over" in over.err) == (1, True)
    assert (again.code, Path("c.xml").read_bytes() == Path("a.xml").read_bytes()) == (0, True)
    assert b"<CtrlSum>10.00</CtrlSum>" in Path("a.xml").read_bytes()
    assert Path("a.xml").stat().st_mode & 0o777 == 0o600
    assert paid == ["1 paid.\n", "0 paid.\n"]
    assert claimed("rebates", "list").out.split()[::2] == [payment, "1"]
    assert claimed("books", "check").code == 0


def test_a_payment_that_there_is_not_is_refused(claimed):
    gone = claimed("rebates", "paid", "ZR-nothing")

    assert (gone.code, "There is no such payment file" in gone.err) == (1, True)


def test_the_vat_of_a_year_is_told_for_each_period_and_rate(claimed):
    payment = claimed("rebates", "send", "--out", "a.xml").out.partition(":")[0]
    claimed("rebates", "paid", payment)
    year = claimed("rebates", "list").out.split()[1][:4]

    text, file = claimed("rebates", "vat", year), claimed("rebates", "vat", year, "--per", "year", "--as", "csv")
    wrong = claimed("rebates", "vat", year, "--per", "week")

    assert text.out.partition("  ")[2] == (
        "VAT 9.00%: 10.00 paid, 0.83 VAT in it; 0.00 kept back, 0.00 VAT; deduct 0.83\nIt ties to the books.\n"
    )
    assert file.out.splitlines()[1] == f"{year},{year}-01-01,{year}-12-31,900,1000,83,1000,83,0,0,83"
    assert (wrong.code, "month, quarter or year" in wrong.err) == (1, True)


def test_the_banks_report_says_what_became_of_each(claimed):
    payment = claimed("rebates", "send", "--out", "a.xml").out.partition(":")[0]
    Path("r.xml").write_text(
        f"<Document><OrgnlGrpInfAndSts><OrgnlMsgId>{payment}</OrgnlMsgId><GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts></Document>",
        encoding="utf-8",
    )

    read, odd = claimed("rebates", "report", "r.xml"), claimed("rebates", "report", "a.txt")

    assert read.out == f"{payment}: 0 paid, 1 sent back, 0 under way.\n"
    assert (odd.code, "no status report" in odd.err) == (1, True)

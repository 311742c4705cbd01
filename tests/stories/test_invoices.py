"""A wholesaler whose ladder counts what is paid, or delivered: what is reported of invoices counts, and the bonus waits for the rest."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import make
from tests.make import clock, line
from tests.paper import PaperShop, Said, refuses
from tests.programs import read_yaml
from tests.stories.test_agreements import WHOLESALER, binds, bonus, goods, moves, on, stands
from zegel.core.purchase import Identifier
from zegel.decide.document import read
from zegel.decide.filling import measured_over
from zegel.decide.plan import plan_of
from zegel.flows.commands import ReportInvoice
from zegel.flows.trade_commands import DeliveredLine

BRANCH = "dorpsstraat"


def wholesaler(basis: str, prices: str = "excluding VAT") -> PaperShop:
    text = WHOLESALER.replace("METHOD", "whole").replace("YEAR", "calendar").replace("net invoiced", basis)
    return PaperShop(read_yaml(text.replace("excluding VAT", prices)), at=clock("2026-01-05 12:00"))


def reports(shop: PaperShop, of: Said | str, **told: Any) -> ReportInvoice:
    sale, number = (None, of) if isinstance(of, str) else (of.id, "")
    told = {"paid_minor": None, "in_full": False, "delivered": None, "disputed": None, "reason": ""} | told
    return ReportInvoice(make.header(shop.at), sale, number, **told)


def counts(shop: PaperShop, who: Identifier) -> int:
    return int(stands(shop, who)["turnover_minor"])


def test_an_invoice_counts_as_far_as_it_is_paid():
    shop = wholesaler("net paid")
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok))
    sale = shop.buys(kok, goods(2_000_000), goods(1_000_000, 900), at=on("2026-03-02"), receipt_number="F-1")

    assert (counts(shop, kok), stands(shop, kok)["open"]["minor"]) == (0, 3_000_000)
    half = shop.done(reports(shop, "F-1", paid_minor=1_755_000))
    assert stands(shop, kok)["by_rate"] == [{"net_minor": 500_000, "vat_bp": 900}, {"net_minor": 1_000_000, "vat_bp": 2100}]
    shop.done(reports(shop, sale, in_full=True))

    assert half.said == ["Factuur F-1: € 17.550,00 betaald."]
    assert (counts(shop, kok), stands(shop, kok)["open"], stands(shop, kok)["bonus"]["minor"]) == (3_000_000, None, 120_000)


def test_what_is_open_says_why_and_stands_in_the_hint_and_the_forecast():
    shop = wholesaler("net paid")
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok))
    shop.done(reports(shop, shop.buys(kok, goods(1_900_000), at=on("2026-12-30")), in_full=True))
    shop.buys(kok, goods(300_000), at=on("2026-12-31"))
    shop.done(reports(shop, shop.buys(kok, goods(100_000), at=on("2026-12-31")), disputed=True, reason="two boxes were wet"))

    found = stands(shop, kok)

    assert found["open"] == {
        "basis": "paid", "bonus_minor": 69_000, "disputed_minor": 100_000, "minor": 400_000,
        "says_nl": "€ 4.000,00 is nog niet betaald of betwist en telt nog niet mee, waarvan € 1.000,00 betwist; de bonus wacht daarop",
        "says_en": "€4,000.00 is not paid yet or disputed and does not count yet, of which €1,000.00 is disputed; the bonus waits for it",
    }  # fmt: skip
    assert found["next"]["hint_nl"] == "nog € 1.000,00 tot € 20.000,00 → + € 600,00 (€ 3.000,00 staat open)"
    assert (found["forecast"]["turnover_minor"], found["accrued_minor"]) == (2_200_000, 66_000)


def test_a_bonus_waits_until_every_invoice_is_settled():
    shop = wholesaler("net paid")
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok))
    shop.done(reports(shop, shop.buys(kok, goods(3_000_000), at=on("2026-05-02")), in_full=True))
    late = shop.buys(kok, goods(2_000_000), at=on("2026-12-20"))
    shop.wait_until("2027-01-02 09:00")
    shop.done(moves(shop, kok, "provisional"))
    shop.done(moves(shop, kok, "lock", "piet"))

    waits = refuses(shop, moves(shop, kok, "approve", "mia"))
    shop.done(reports(shop, late, in_full=True))
    shop.done(moves(shop, kok, "correct", "piet", reason="paid in January"))
    shop.done(moves(shop, kok, "approve", "mia"))

    assert (waits.refusal, waits.data) == ("turnover_open", {"open_minor": 2_000_000, "disputed_minor": 0, "basis": "paid"})
    assert bonus(shop, kok) == 250_000


def test_what_is_delivered_counts_line_by_line_and_a_dispute_takes_it_out():
    shop = wholesaler("net delivered")
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok))
    sale = shop.buys(kok, goods(100_000, quantity=10), goods(50_000, quantity=4), at=on("2026-03-02"), receipt_number="F-9")

    part = shop.done(reports(shop, sale, delivered=(DeliveredLine(1, 3_000), DeliveredLine(2, 4_000))))
    assert (part.said, counts(shop, kok)) == (["Factuur F-9: niet betaald, deels geleverd."], 80_000)
    shop.done(reports(shop, sale, delivered=()))
    assert counts(shop, kok) == 150_000
    assert refuses(shop, reports(shop, sale, disputed=True)).refusal == "reason_missing"
    disputed = shop.done(reports(shop, sale, disputed=True, reason="wet"))
    assert (counts(shop, kok), stands(shop, kok)["open"]["disputed_minor"]) == (0, 150_000)
    shop.done(reports(shop, sale, disputed=False, reason="dried"))

    assert counts(shop, kok) == 150_000
    assert disputed.said == ["Factuur F-9: niet betaald, geleverd, betwist. Zolang dat zo is, telt deze factuur niet mee."]


def test_reports_that_make_no_sense_are_refused_and_move_nothing():
    shop = wholesaler("net paid")
    kok = shop.enrol("kok")
    sale = shop.buys(kok, goods(100_000), at=on("2026-03-02"), receipt_number="F-1")
    back = shop.returns(shop.buys(kok, goods(500), at=on("2026-03-03")))

    wrong = [
        reports(shop, "F-2", in_full=True), reports(shop, back, in_full=True), reports(shop, sale, delivered=(DeliveredLine(7, 1),)),
        reports(shop, sale, delivered=(DeliveredLine(1, 1_001),)), reports(shop, sale, paid_minor=0),
    ]  # fmt: skip

    assert [refuses(shop, one).refusal for one in wrong] == [
        "unknown_receipt", "not_a_sale", "unknown_line", "more_than_bought", "nothing_reported",
    ]  # fmt: skip


def test_goods_that_come_back_count_no_more_and_leave_nothing_open():
    shop = wholesaler("net paid")
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok))
    paid = shop.buys(kok, goods(900_000), goods(600_000, 900), at=on("2026-03-02"))
    unpaid = shop.buys(kok, goods(400_000), at=on("2026-03-03"))
    shop.done(reports(shop, paid, in_full=True))

    shop.returns(paid, (2, 1000), at=on("2026-03-09"))
    shop.returns(unpaid, at=on("2026-03-09"))

    assert (counts(shop, kok), stands(shop, kok)["open"]) == (900_000, None)


def test_an_invoice_of_a_card_that_was_claimed_keeps_how_it_stood():
    shop = wholesaler("net paid")
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok))
    walk_in = shop.enrol("walk-in", since="")
    sale = shop.buys(walk_in, goods(1_000_000), at=on("2026-01-06"), receipt_number="F-1")
    shop.done(reports(shop, sale, paid_minor=605_000))
    shop.claims(walk_in, kok, at=on("2026-01-07"))

    shop.done(reports(shop, "F-1", paid_minor=1_210_000))

    assert (counts(shop, kok), stands(shop, kok)["open"]) == (1_000_000, None)


LINES = st.lists(st.tuples(st.integers(1, 99_999), st.sampled_from([0, 900, 2100])), min_size=1, max_size=3)


@settings(max_examples=25)
@given(
    lines=LINES,
    told=st.lists(st.tuples(st.integers(0, 130_000), st.booleans(), st.integers(0, 1_000), st.booleans()), max_size=4),
    back=st.integers(0, 3),
    basis=st.sampled_from(["net paid", "net delivered"]),
    prices=st.sampled_from(["excluding VAT", "including VAT"]),
)
def test_what_counts_is_never_more_than_was_invoiced_and_all_of_it_in_the_end(lines, told, back, basis, prices):
    """Also: what was counted step by step is what a version that fills its measures from the receipts counts."""
    shop = wholesaler(basis, prices)
    kok = shop.enrol("kok")
    shop.done(binds(shop, kok))
    sale = shop.buys(kok, *(line(net, vat_bp=rate, category="paper") for net, rate in lines), at=on("2026-02-01"))
    for n, (paid, disputed, delivered, again) in enumerate(told):
        every = tuple(DeliveredLine(number, delivered) for number in range(1, len(lines) + 1))
        shop.record(reports(shop, sale, paid_minor=paid, delivered=every, disputed=disputed and again, reason="said"))
        found = stands(shop, kok)
        assert 0 <= found["turnover_minor"] <= found["turnover_minor"] + (found["open"] or {"minor": 0})["minor"]
        if n == 0 and 0 < back < len(lines):
            shop.returns(sale, (back, 1000))
    plan = plan_of(shop.compiled)
    receipts = [(one, read(document)) for one, document in shop.memory.facts.receipts.items() if document is not None]
    filled = measured_over(plan, plan.measures, sorted(receipts, key=lambda row: row[0].seq))
    assert {key: n for key, n in filled.items() if n} == {
        (measure, day): n
        for measure, days in shop.purse(kok).measures.items()
        for day, n in days.items()
        if n and measure.partition(":")[0] in ("net", "paid", "delivered", "disputed")
    }

    shop.record(reports(shop, sale, in_full=True, delivered=(), disputed=False, reason="said"))

    assert stands(shop, kok)["open"] is None

"""Coupons and vouchers in a sale: which codes hold, when a use counts, when it comes back (semantics 23, 24; domain.md M3, M32)."""

from dataclasses import replace

import pytest

from tests import make
from tests.codes import made, program, shown, text_of, with_codes
from tests.make import clock, line, purse
from tests.paper import PaperShop, refuses
from zegel.core.codes import code_hash
from zegel.core.refusals import REFUSALS
from zegel.decide.document import read
from zegel.decide.explain import explain
from zegel.flows.commands import CommitHold, RecordPurchase

ZOMER = "zomer: {code: Zomer-10, off: 10%}"
EACH = "welkom: {off: 5.00 EUR}"
A, B = text_of(1), text_of(2)


def a_shop(coupons: str = ZOMER, settings: str = "", *codes) -> PaperShop:
    shop = PaperShop(program(coupons, settings))
    shop.memory.make_codes(*codes)
    return shop


def buying(shop, who, *codes, net=2_000, at=None, **changes) -> RecordPurchase:
    return with_codes(shop.purchase(who, line(net), at=at, **changes), *codes)


def left(shop, text=A):
    """(left, held, used) of a made code."""
    hashed = shown(text).hash
    code = shop.memory.facts.codes.get(hashed) or shop.memory._resolved.codes[hashed]
    return code.left, code.held, code.used


def codes_of(said) -> list[tuple[str, str, int, int]]:
    return [(code["coupon"], code["why"], code["counted"], code["off_minor"]) for code in said.body.get("codes", [])]


# -- row 24: codes


@pytest.mark.parametrize("typed", ["Zomer-10", "ZOMER10", " zomer 1o ", "zomer–IO", "ＺＯＭＥＲ１０"])
def test_row_24_a_code_is_found_however_it_is_typed(typed):
    shop = a_shop()

    bought = shop.done(buying(shop, None, typed))

    assert bought.pays == 1_800
    assert codes_of(bought) == [("zomer", "", 1, 200)]


def test_row_24_where_capitals_matter_they_do():
    shop = a_shop("zomer: {code: Zomer, capitals matter: true, off: 10%}\nwinter: {code: ZOMER1, off: 20%}")

    assert shop.done(buying(shop, None, "Zomer")).pays == 1_800
    assert refuses(shop, buying(shop, None, "ZOMER")).refusal == "code_unknown"
    assert shop.done(buying(shop, None, "zomeri")).pays == 1_600


def test_row_24_made_codes_where_capitals_matter_are_hashed_as_they_stand():
    shop = a_shop("welkom: {off: 5.00 EUR, capitals matter: true}")
    exactly = code_hash(b"the key of every test's house...", make.COMPANY, "aBc-1", capitals_matter=True)
    shop.memory.make_codes(made("ABC1", "welkom", hash=exactly))

    assert refuses(shop, buying(shop, None, "ABC-1")).refusal == "code_unknown"
    assert shop.done(buying(shop, None, "aBc-1")).pays == 1_500


def test_neither_the_code_nor_what_was_typed_is_kept():
    shop = a_shop(EACH, "", made(A, "welkom"))

    bought = shop.done(buying(shop, None, A))

    assert A.encode() not in bought.outcome.receipt.document
    assert [code["tail"] for code in bought.body["codes"]] == [A[-4:]]


def test_without_a_code_nothing_comes_off_and_the_receipt_says_why():
    shop = a_shop()

    bought = shop.buys(None, line(2_000))

    assert (bought.pays, bought.why_not) == (2_000, {"zomer": "code"})
    assert "codes" not in bought.body


# -- refusals, in their order


@pytest.mark.parametrize(("typed", "code", "why"), [
    ("NIETS", None, "code_unknown"),
    (A[:-1] + ("2" if A[-1] != "2" else "3"), None, "code_mistyped"),
    (A, made(A, "vorig jaar"), "code_ended"),
    (A, made(A, "welkom", state="cancelled"), "code_ended"),
    (A, made(A, "welkom", valid_from=clock("2026-03-05 00:00")), "code_not_yet"),
    (A, made(A, "welkom", valid_until=clock("2026-03-04 00:00")), "code_expired"),
    (A, made(A, "welkom", left=0, used=1), "code_used"),
])  # fmt: skip
def test_a_code_that_does_not_hold_is_refused_with_the_reason(typed, code, why):
    shop = a_shop(EACH, "", *([code] if code else []))

    said = refuses(shop, buying(shop, None, typed))

    assert said.refusal == why
    assert REFUSALS[why].sentence


def test_where_the_program_leaves_wrong_codes_out_the_sale_goes_on_and_says_why():
    shop = a_shop(ZOMER, "settings: {wrong codes: left out}")

    bought = shop.done(buying(shop, None, "NIETS", "zomer10"))

    assert bought.pays == 1_800
    assert codes_of(bought) == [("", "code_unknown", 0, 0), ("zomer", "", 1, 200)]
    assert "Code …S: Deze code kennen wij niet." in said_nl(shop, bought)


def said_nl(shop, said) -> list[str]:
    return [one.short.nl for one in explain(shop.compiled, read(said.outcome.receipt.document))]


def test_somebody_elses_code_is_left_out_softly():
    shop = a_shop("welkom: {codes: personal, off: 5.00 EUR}", "", made(A, "welkom", member=purse(1)))
    anna, bob = shop.enrol("anna"), shop.enrol("bob")

    of_bob = shop.done(buying(shop, bob, A))
    assert (of_bob.pays, codes_of(of_bob)) == (2_000, [("welkom", "not_your_code", 0, 0)])
    assert f"Code …{A[-4:]}: Deze code staat op naam van een ander lid." in said_nl(shop, of_bob)

    assert shop.done(buying(shop, anna, A)).pays == 1_500
    assert left(shop) == (0, 0, 1)


def test_one_code_of_a_coupon_counts_and_the_other_stays_unused():
    shop = a_shop(EACH, "", made(A, "welkom"), made(B, "welkom"))

    bought = shop.done(buying(shop, None, A, B))

    assert (bought.pays, codes_of(bought)) == (1_500, [("welkom", "", 1, 500), ("welkom", "one_code_only", 0, 0)])
    assert (left(shop, A), left(shop, B)) == ((0, 0, 1), (1, 0, 0))


def test_a_colleague_honours_yesterdays_code_with_a_reason():
    code = made(A, "welkom", valid_until=clock("2026-03-04 00:00"))
    shop = a_shop("welkom: {off: 5.00 EUR, grace: 2 days}", "", code)

    assert refuses(shop, buying(shop, None, A, at="2026-03-05 23:59")).refusal == "code_expired"
    bought = shop.done(buying(shop, None, shown(A, "bus te laat"), at="2026-03-05 23:59"))
    assert (bought.pays, bought.body["codes"][0]["honour"]) == (1_500, "bus te laat")

    other = a_shop("welkom: {off: 5.00 EUR, grace: 2 days}", "", code)
    assert refuses(other, buying(other, None, shown(A, "bus te laat"), at="2026-03-06 00:00")).refusal == "code_expired"


def test_without_grace_no_reason_helps():
    shop = a_shop(EACH, "", made(A, "welkom", valid_until=clock("2026-03-04 00:00")))

    assert refuses(shop, buying(shop, None, shown(A, "bus te laat"))).refusal == "code_expired"


# -- row 23: when a use counts


def test_row_23_a_use_is_counted_when_paid_and_set_aside_from_the_hold():
    shop = a_shop(EACH, "", made(A, "welkom"))
    anna = shop.enrol()

    held = shop.done(with_codes(make.holds(line(2_000), who=anna, at=shop.at), A))
    assert (held.pays, left(shop)) == (1_500, (0, 1, 0))
    assert refuses(shop, buying(shop, None, A)).refusal == "code_used"

    paid = shop.commits(held)
    assert (paid.pays, left(shop)) == (1_500, (0, 0, 1))
    assert codes_of(paid) == [("welkom", "", 1, 500)]


def test_row_23_a_cancelled_hold_gives_the_use_back():
    shop = a_shop(EACH, "", made(A, "welkom"))
    held = shop.done(with_codes(make.holds(line(2_000), who=shop.enrol(), at=shop.at), A))

    shop.cancels_hold(held)

    assert left(shop) == (1, 0, 0)
    assert shop.done(buying(shop, None, A)).pays == 1_500


def test_row_23_a_hold_that_times_out_gives_the_use_back():
    shop = a_shop("zomer: {code: ZOMER, off: 10%, uses: {in all: once}}")
    shop.done(with_codes(make.holds(line(2_000), who=shop.enrol(), at=shop.at), "zomer"))
    assert shop.memory.facts.counters == {"coupon:zomer:all": 0}

    shop.wait_until(shop.at + 11 * 60_000)

    assert shop.memory.facts.counters == {"coupon:zomer:all": 1}


def test_row_23_a_cancelled_hold_may_keep_the_code_used():
    shop = a_shop(EACH, "settings: {cancelled codes: stay used}", made(A, "welkom"))
    held = shop.done(with_codes(make.holds(line(2_000), who=shop.enrol(), at=shop.at), A))

    shop.cancels_hold(held)

    assert left(shop) == (0, 0, 1)


def test_row_23_counted_when_entered_also_where_nothing_comes_off():
    coupons = "welkom: {off: 5.00 EUR, basket: at least 25.00 EUR}"
    entering = a_shop(coupons, "settings: {codes count: when entered}", made(A, "welkom"))
    paying = a_shop(coupons, "", made(A, "welkom"))

    for shop in (entering, paying):
        assert shop.done(buying(shop, None, A)).pays == 2_000

    assert (left(entering), left(paying)) == ((0, 0, 1), (1, 0, 0))


def test_row_23_counted_when_completed_sets_nothing_aside_and_the_first_to_pay_has_it():
    shop = a_shop(EACH, "settings: {codes count: when completed}", made(A, "welkom"))
    anna, bob = shop.enrol("anna"), shop.enrol("bob")
    first = shop.done(with_codes(make.holds(line(2_000), who=anna, at=shop.at), A))
    second = shop.done(with_codes(make.holds(line(2_000), who=bob, at=shop.at), A))
    assert left(shop) == (1, 0, 0)

    assert shop.commits(second).pays == 1_500

    assert left(shop) == (0, 0, 1)
    with pytest.raises(AssertionError):
        shop.commits(first)


def test_row_23_counted_when_completed_the_first_to_pay_has_the_budget_too():
    shop = a_shop("zomer: {code: ZOMER, off: 10%, budget: 5.00 EUR}", "settings: {codes count: when completed}")
    first, second = [shop.done(with_codes(make.holds(line(4_000), who=shop.enrol(name), at=shop.at), "zomer")) for name in ("anna", "bob")]

    assert shop.commits(second).pays == 3_600
    late = shop.record(CommitHold(make.header(shop.at), first.id, "", ()))

    assert late.refusal == "code_budget_spent"
    assert shop.memory.facts.counters == {"coupon:zomer:budget": 100}


def test_row_23_limits_per_member_branch_staff_day_and_in_all():
    limits = "uses: {per member: once, per branch: 3 times, per staff: 4 times, per day: 2 times, in all: 5 times}"
    shop = a_shop(f"zomer: {{code: ZOMER, off: 10%, {limits}}}")
    people = [shop.enrol(f"card {n}") for n in range(9)]

    def tries(n, at, branch="dorpsstraat", actor="anna"):
        said = shop.record(buying(shop, people[n], "zomer", at=at, branch=branch, actor=actor))
        return said.refusal or said.pays

    assert tries(0, "2026-03-05 10:00") == 1_800
    assert tries(0, "2026-03-06 10:00") == "code_used_up"
    assert tries(1, "2026-03-06 10:00") == 1_800
    assert tries(2, "2026-03-06 10:01") == 1_800
    assert tries(3, "2026-03-06 10:02", "markt") == "code_used_up"
    assert tries(3, "2026-03-07 10:00") == "code_used_up"
    assert tries(3, "2026-03-07 10:00", "markt") == 1_800
    assert tries(4, "2026-03-08 10:00", "markt") == "code_used_up"
    assert tries(4, "2026-03-08 10:00", "markt", "piet") == 1_800
    assert tries(5, "2026-03-09 10:00", "markt", "piet") == "code_used_up"
    assert shop.memory.facts.counters["coupon:zomer:all"] == 0


def test_a_limit_per_member_asks_for_a_card():
    shop = a_shop("zomer: {code: ZOMER, off: 10%, uses: {per member: once}}")

    assert refuses(shop, buying(shop, None, "zomer")).refusal == "member_needed"


def test_row_23_a_budget_caps_the_last_discount():
    shop = a_shop("zomer: {code: ZOMER, off: 10%, budget: 5.00 EUR}")

    assert [shop.done(buying(shop, None, "zomer", net=3_000)).pays for _ in range(2)] == [2_700, 2_800]
    assert refuses(shop, buying(shop, None, "zomer", net=3_000)).refusal == "code_budget_spent"
    assert shop.memory.facts.counters == {"coupon:zomer:budget": 0}


def test_row_23_a_budget_may_drop_the_rule_whole():
    shop = a_shop("zomer: {code: ZOMER, off: 10%, budget: 5.00 EUR, over budget: not at all}")
    shop.done(buying(shop, None, "zomer", net=3_000))

    dropped = shop.done(buying(shop, None, "zomer", net=3_000))

    assert (dropped.pays, dropped.body["failed"], codes_of(dropped)) == (3_000, [[0, -5]], [("zomer", "", 0, 0)])
    assert "10% korting: het budget van deze actie is op" in said_nl(shop, dropped)
    assert shop.done(buying(shop, None, "zomer", net=2_000)).pays == 1_800


def test_a_returned_purchase_gives_the_use_back_when_all_of_it_came_back():
    shop = a_shop("welkom: {off: 5.00 EUR, uses: {in all: 3 times}, budget: 20.00 EUR}", "", made(A, "welkom"))
    bought = shop.done(with_codes(shop.purchase(None, line(2_000, 2), line(1_000)), A))
    assert left(shop) == (0, 0, 1)

    shop.returns(bought, (1, 1000))
    assert left(shop) == (0, 0, 1)

    shop.returns(bought)
    assert left(shop) == (1, 0, 0)
    assert shop.memory.facts.counters == {"coupon:welkom:all": 3, "coupon:welkom:budget": 2_000}


def test_a_returned_purchase_may_leave_the_code_used():
    shop = a_shop(EACH, "returns: {codes: stay used}", made(A, "welkom"))
    bought = shop.done(buying(shop, None, A))

    shop.returns(bought)

    assert left(shop) == (0, 0, 1)


# -- what a code gives


def test_a_code_gives_points_once_and_a_return_takes_them_back():
    shop = a_shop("app: {code: APP, give: 50 points, uses: {per member: once}}")
    anna = shop.enrol()

    bought = shop.done(buying(shop, anna, "app"))
    assert bought.earned == {"points": 50}
    assert refuses(shop, buying(shop, anna, "app")).refusal == "code_used_up"

    shop.returns(bought)
    assert shop.balances(anna) == {}
    assert shop.done(buying(shop, anna, "app")).earned == {"points": 50}


def test_a_hold_with_a_code_for_points_sets_its_use_aside():
    shop = a_shop("app: {give: 50 points}", "", made(A, "app"))
    anna = shop.enrol()

    held = shop.done(with_codes(make.holds(line(2_000), who=anna, at=shop.at), A))
    assert left(shop) == (0, 1, 0)

    assert shop.commits(held).earned == {"points": 50}
    assert left(shop) == (0, 0, 1)


@pytest.mark.parametrize(("coupon", "basket", "pays"), [
    ("off: 5.00 EUR, basket: at least 25.00 EUR", [2_500], 2_000),
    ("take: 1, pay: 0, free: cheapest of all, of: {category: bread}, per basket: once", [300, 400], 400),
    ("off: 10%, of: {category: bread}, at most: 0.50 EUR", [1_000], 950),
    ("gift: tas", [1_000], 1_000),
])  # fmt: skip
def test_any_deal_can_stand_behind_a_code(coupon, basket, pays):
    shop = a_shop(f"actie: {{code: ACTIE, {coupon}}}")

    bought = shop.done(with_codes(shop.purchase(None, *[line(net) for net in basket]), "actie"))

    assert bought.pays == pays
    assert codes_of(bought)[0][2] == 1


def test_a_code_takes_the_shipping_off():
    shop = a_shop("post: {code: POST, off: 100%, on: shipping}", "shipping: {category: post}")

    bought = shop.done(with_codes(shop.purchase(None, line(1_000), line(495, category="post")), "post"))

    assert bought.pays == 1_000


def test_a_voucher_in_parts_keeps_what_is_left():
    shop = a_shop("bon: {voucher: 10.00 EUR, in parts: true}", "", made(A, "bon", value_left=1_000))

    first = shop.done(buying(shop, None, A, net=600))
    assert (first.pays, left(shop), shop.memory.facts.codes[shown(A).hash].value_left) == (0, (1, 0, 0), 400)

    second = shop.done(buying(shop, None, A, net=600))
    assert (second.pays, left(shop), shop.memory.facts.codes[shown(A).hash].value_left) == (200, (0, 0, 1), 0)
    assert refuses(shop, buying(shop, None, A)).refusal == "code_used"

    shop.returns(second)
    assert (left(shop), shop.memory.facts.codes[shown(A).hash].value_left) == ((1, 0, 0), 400)


def test_a_voucher_takes_off_what_is_on_it_whatever_the_program_says_others_are_worth():
    shop = a_shop("bon: {voucher: 10.00 EUR, in parts: true}", "", made(A, "bon", value_left=2_500))

    assert shop.done(buying(shop, None, A, net=3_000)).pays == 500
    assert refuses(shop, buying(shop, None, A, net=600)).refusal == "code_used"


def test_a_voucher_at_once_loses_what_is_left():
    shop = a_shop("bon: {voucher: 10.00 EUR}", "", made(A, "bon", value_left=1_000))

    assert shop.done(buying(shop, None, A, net=600)).pays == 0
    assert refuses(shop, buying(shop, None, A)).refusal == "code_used"


def test_a_voucher_that_goes_with_nothing_else_does_not():
    shop = a_shop("bon: {voucher: 10.00 EUR, alone: true}", "discounts: {deal: {off: 10%}}", made(A, "bon", value_left=1_000))

    assert shop.done(buying(shop, None)).pays == 1_800
    assert shop.done(buying(shop, None, A)).pays == 1_000


def test_a_voucher_that_does_not_go_with_a_discount_is_not_used_beside_it():
    shop = a_shop("bon: {voucher: 10.00 EUR, not with: deal}", "discounts: {deal: {off: 10%}}", made(A, "bon", value_left=1_000))

    assert shop.done(buying(shop, None, A)).pays == 1_800
    assert left(shop) == (1, 0, 0)


def test_of_one_group_the_better_code_stays_and_the_other_is_not_used():
    shop = a_shop("tien: {off: 10%, group: codes}\nvijf: {off: 5%, group: codes}", "", made(A, "tien"), made(B, "vijf"))

    bought = shop.done(buying(shop, None, B, A))

    assert (bought.pays, bought.why_not) == (1_800, {"vijf": "better"})
    assert (left(shop, A), left(shop, B)) == ((0, 0, 1), (1, 0, 0))


def test_row_1_codes_come_off_in_the_order_in_which_they_were_entered():
    coupons = "af: {code: AF, off: 5.00 EUR, on: basket}\nprocent: {code: PROCENT, off: 10%, on: basket}"
    shop = a_shop(coupons, "settings: {order: as entered}")

    assert shop.done(buying(shop, None, "af", "procent")).pays == 1_350
    assert shop.done(buying(shop, None, "procent", "af")).pays == 1_300


def test_a_quote_with_a_code_uses_nothing_and_says_what_the_purchase_will_say():
    shop = a_shop(EACH, "", made(A, "welkom"))

    quoted = shop.done(with_codes(make.quotes(line(2_000), who=None, at=shop.at), A))
    assert (quoted.pays, left(shop)) == (1_500, (1, 0, 0))

    bought = shop.done(buying(shop, None, A))
    assert bought.body["codes"] == quoted.body["codes"]


def test_what_a_return_leaves_is_judged_with_the_code():
    shop = a_shop("app: {code: APP, give: 50 points}")
    anna = shop.enrol()
    bought = shop.done(with_codes(shop.purchase(anna, line(2_000), line(1_000)), "app"))

    shop.returns(bought, (1, 1000))

    assert shop.balances(anna) == {"points": 50}


def test_a_program_without_coupons_treats_every_code_alike():
    shop = PaperShop(replace(make.bakery()))

    assert refuses(shop, buying(shop, None, A)).refusal == "code_unknown"

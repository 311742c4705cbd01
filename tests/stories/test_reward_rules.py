"""What rewards cost, how often they may be had, which no comes first, and what is used by itself."""

from dataclasses import replace

import pytest

from tests import make
from tests.make import line
from tests.paper import PaperShop, refuses
from tests.programs import read_yaml
from zegel.flows.commands import OpenHold, Quote, RecordPurchase, Redeem, Use
from zegel.flows.profile_commands import ChangeProfile
from zegel.program.compile import Compiled
from zegel.replay.play_story import play
from zegel.replay.read_story import read_story

HEAD = """
zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR}
branches: [dorpsstraat, markt]
units: {points: {worth: 0.01 EUR}}
earn: {base: {give: 1 points, per: 1.00 EUR, when: {dates: until 2001-01-01}}}
"""


def a_shop(rewards: str, more: str = "") -> PaperShop:
    """A bakery whose purchases earn nothing, with these rewards, and fatima with 1,000 points."""
    shop = PaperShop(read_yaml(f"{HEAD}{more}\nrewards:\n{rewards}"))
    shop.enrol()
    shop.gives(make.card(), 1000)
    return shop


FATIMA = make.card()


def uses(shop, what, count=1, choice=0, *lines, hold=False, at=None, branch="dorpsstraat"):
    """A purchase (or hold) that uses a reward."""
    moment = shop._moment(at)
    used = (Use(what, count, choice),)
    if hold:
        return make.holds(*lines, who=FATIMA, at=moment, uses=used, branch=branch)
    return make.buys(*lines, who=FATIMA, at=moment, uses=used, branch=branch)


def takes(shop, what, count=1, choice=0, branch="dorpsstraat", at=None):
    return Redeem(make.header(shop._moment(at), branch=branch), FATIMA, what, count, choice)


# -- what it costs


def test_points_and_money_the_article_costs_what_is_paid_beside_the_points():
    shop = a_shop("  mug: {gives: {free: 1, of: {category: mug}}, costs: 300 points + 5.00 EUR}")

    sale = shop.record(uses(shop, "mug", 1, 0, line(1250, category="mug"), line(250)))

    assert (sale.pays, sale.effects("free items")[0]["shares"]) == (750, [750, 0])
    assert sale.effects("free items")[0]["vat"] == [[900, 750]]
    assert shop.points(FATIMA) == 700


def test_what_costs_less_than_the_money_beside_the_points_is_no_such_reward():
    shop = a_shop("  mug: {gives: {free: 1, of: {category: mug}}, costs: 300 points + 5.00 EUR}")

    said = refuses(shop, uses(shop, "mug", 1, 0, line(500, category="mug")))

    assert (said.refusal, said.data) == ("reward_not_now", {"what": "mug", "test": "articles", "found": 0, "needed": 1})


def test_a_thing_for_points_and_money_says_what_is_to_be_paid_and_gives_it_back():
    shop = a_shop("  mug: {gives: {item: mug}, costs: 300 points + 5.00 EUR}")

    mug = shop.done(takes(shop, "mug", 2))
    assert (mug.body["totals"], shop.points(FATIMA)) == ({"pays_minor": 1000}, 400)

    back = shop.cancels(mug)
    assert (back.body["totals"], shop.points(FATIMA)) == ({"refund_minor": 1000}, 1000)
    assert refuses(shop, uses(shop, "mug", 1, 0, line())).data == {"what": "mug", "test": "by itself"}


def test_any_number_of_points_in_steps_for_an_amount_row_12():
    shop = a_shop("  euros: {gives: {off: 1.00 EUR}, costs: 100 points}")

    assert refuses(shop, uses(shop, "euros", 4, 0, line(399))).data == {"most": 3, "given": 4}
    sale = shop.record(uses(shop, "euros", 3, 0, line(399)))

    assert (sale.pays, shop.points(FATIMA)) == (99, 700)
    assert sale.effects("discount") == [{"rule": "euros", "lane": "rewards", "shares": [300], "vat": [[900, 300]], "left_out": 0}]
    shop.returns(sale)
    assert shop.points(FATIMA) == 1000
    assert refuses(shop, takes(shop, "euros")).data == {"what": "euros", "test": "basket"}


def test_a_percentage_goes_off_a_basket_once_after_discounts_and_as_much_as_it_may():
    shop = a_shop("  tenth: {gives: {off: 10%, of: {category: bread}, worth at most: 4.00 EUR}, costs: 100 points}")

    sale = shop.record(uses(shop, "tenth", 1, 0, line(1999, 2), line(500, category="jam")))

    assert (sale.pays, shop.points(FATIMA)) == (2299, 900)
    assert sale.effects("discount") == [{"rule": "tenth", "lane": "rewards", "shares": [200, 0], "vat": [[900, 200]], "left_out": 0}]
    shop.returns(sale)
    assert shop.points(FATIMA) == 1000
    assert shop.record(uses(shop, "tenth", 1, 0, line(3000), line(3000))).effects("discount")[0]["shares"] == [200, 200]
    assert refuses(shop, uses(shop, "tenth", 2, 0, line(3000))).data == {"what": "tenth", "most": 1, "left": 1, "window": -1}
    assert refuses(shop, uses(shop, "tenth", 1, 0, line(500, category="jam"))).data == {"most": 0, "given": 1}
    assert refuses(shop, takes(shop, "tenth")).data == {"what": "tenth", "test": "basket"}
    assert shop.points(FATIMA) == 900


def test_as_often_as_it_fits_or_so_many_times_in_one_basket_row_12():
    shop = a_shop("  bread: {gives: {free: 1, of: {category: bread}}, costs: 100 points, per basket: 2 times}")

    assert shop.record(uses(shop, "bread", 2, 0, line(1000, 4))).pays == 500
    said = refuses(shop, uses(shop, "bread", 3, 0, line(1000, 4)))

    assert (said.refusal, said.data) == ("limit_reached", {"what": "bread", "most": 2, "left": 2, "window": -1})


# -- choosing


@pytest.mark.parametrize(("which", "choice", "pays"), [("cheapest", 0, 900), ("dearest", 0, 500), ("first", 0, 800), ("chosen", 2, 500)])
def test_which_article_is_free_row_10(which, choice, pays):
    shop = a_shop(f"  bread: {{gives: {{free: 1, of: {{category: bread}}, which: {which}}}, costs: 100 points}}")

    sale = shop.record(uses(shop, "bread", 1, choice, line(300), line(600), line(200)))

    assert sale.pays == pays


def test_the_member_chooses_the_line_also_on_a_hold_row_10():
    shop = a_shop("  bread: {gives: {free: 1, of: {category: bread}, which: chosen}, costs: 100 points}")

    hold = shop.record(uses(shop, "bread", 1, 2, line(300), line(600), line(200), hold=True))
    sale = shop.commits(hold)

    assert (hold.pays, sale.pays) == (500, 500)
    assert sale.effects("free items")[0]["items"] == [0, 1, 0]


def test_a_gift_of_choice():
    shop = a_shop("  gift: {gives: {item: [{nl: mok, en: mug}, {nl: tas, en: bag}], worth: 8.00 EUR}, costs: 100 points}")

    bag = shop.done(takes(shop, "gift", choice=2))

    assert bag.effects("gift") == [{"rule": "gift", "choice": 2, "options": 2, "worth_minor": 800}]
    assert refuses(shop, takes(shop, "gift", choice=3)).data == {"what": "gift", "options": 2}
    sale = shop.record(uses(shop, "gift", 1, 1, line()))
    assert sale.effects("gift")[0]["choice"] == 1


# -- how often


@pytest.mark.parametrize(
    ("limit", "again"),
    [
        ("once per: year", "2027-01-01 10:00"), ("once per: month", "2026-04-01 10:00"), ("once per: day", "2026-03-05 10:00"),
        ("limit: 1 per month", "2026-04-01 10:00"),
    ],
)  # fmt: skip
def test_once_in_a_time(limit, again):
    shop = a_shop(f"  mug: {{gives: {{item: mug}}, costs: 10 points, {limit}}}")
    shop.done(takes(shop, "mug"))

    said = refuses(shop, takes(shop, "mug"))
    assert (said.refusal, said.data["left"]) == ("limit_reached", 0)

    assert shop.done(takes(shop, "mug", at=again)).refusal == ""


def test_at_most_two_for_a_member_also_in_one_basket_on_hold_and_after_coming_back():
    shop = a_shop("  mug: {gives: {free: 1, of: {category: mug}}, costs: 10 points, limit: 2 per member}")

    assert refuses(shop, uses(shop, "mug", 3, 0, line(3000, 3, category="mug"))).data["left"] == 2
    hold = shop.record(uses(shop, "mug", 1, 0, line(1000, category="mug"), hold=True))
    sale = shop.record(uses(shop, "mug", 1, 0, line(1000, category="mug")))
    assert refuses(shop, takes(shop, "mug")).data["left"] == 0

    shop.cancels_hold(hold)
    mug = shop.done(takes(shop, "mug"))
    assert refuses(shop, takes(shop, "mug")).refusal == "limit_reached"
    shop.returns(sale)
    assert shop.done(takes(shop, "mug")).refusal == ""
    shop.cancels(mug)
    held = shop.record(uses(shop, "mug", 1, 0, line(1000, category="mug"), hold=True))
    assert refuses(shop, takes(shop, "mug")).refusal == "limit_reached"
    shop.wait_until(held.body["totals"]["hold_expires_at"])
    assert shop.done(takes(shop, "mug")).refusal == ""


def test_a_held_reward_that_was_paid_counts_once():
    shop = a_shop("  mug: {gives: {free: 1, of: {category: mug}}, costs: 10 points, limit: 2 per member}")

    shop.commits(shop.record(uses(shop, "mug", 1, 0, line(1000, category="mug"), hold=True)))

    assert shop.done(takes(shop, "mug")).refusal == ""
    assert refuses(shop, takes(shop, "mug")).refusal == "limit_reached"


def test_the_first_three_customers():
    shop = a_shop("  mug: {gives: {item: mug}, costs: 10 points, limit: 3 in total}")
    first = [shop.done(takes(shop, "mug")) for _ in range(3)]

    assert refuses(shop, takes(shop, "mug")).data == {"what": "mug", "left": 0, "window": -1}

    shop.cancels(first[0])
    assert shop.done(takes(shop, "mug")).refusal == ""


def test_so_many_a_day_in_each_branch():
    shop = a_shop("  mug: {gives: {item: mug}, costs: 10 points, limit: 1 per branch per day}")
    shop.done(takes(shop, "mug"))

    assert refuses(shop, takes(shop, "mug")).refusal == "limit_reached"
    shop.done(takes(shop, "mug", branch="markt"))
    shop.done(takes(shop, "mug", at="2026-03-05 10:00"))


def test_stock_of_each_branch():
    shop = a_shop("  mug: {gives: {item: mug}, costs: 10 points, stock: {dorpsstraat: 1}}")
    mug = shop.done(takes(shop, "mug"))

    assert refuses(shop, takes(shop, "mug")).data == {"reward": "mug", "left": 0}
    assert refuses(shop, takes(shop, "mug", branch="markt")).data == {"reward": "mug", "left": 0}
    shop.cancels(mug)
    assert shop.done(takes(shop, "mug")).refusal == ""


# -- budgets


def test_all_rewards_together_cost_no_more_than_their_budget_row_23():
    shop = a_shop(
        "  bread: {gives: {free: 1, of: {category: bread}}, costs: 10 points, cost price: 0.90 EUR}\n"
        "  mug: {gives: {item: mug, worth: 8.00 EUR}, costs: 10 points}",
        "budget: {rewards: 10.00 EUR per month}",
    )  # fmt: skip
    bread = shop.record(uses(shop, "bread", 2, 0, line(600, 2)))

    assert [(d.counter, d.n, d.of) for d in bread.outcome.draws] == [("budget:rewards:2026-03", 180, 1000)]
    mug = shop.done(takes(shop, "mug"))
    said = refuses(shop, takes(shop, "bread"))
    assert (said.refusal, said.data) == ("budget_used_up", {"what": "bread", "left": 20, "needed": 90})

    shop.cancels(mug)
    assert shop.done(takes(shop, "bread")).refusal == ""
    assert shop.done(takes(shop, "mug", at="2026-04-01 09:00")).refusal == ""


def test_two_rewards_of_one_basket_share_the_budget():
    shop = a_shop(
        "  bread: {gives: {free: 1, of: {category: bread}}, costs: 10 points}\n"
        "  cake: {gives: {free: 1, of: {category: cake}}, costs: 10 points}",
        "budget: {rewards: 5.00 EUR}",
    )  # fmt: skip
    both = make.buys(line(300), line(300, category="cake"), who=FATIMA, at=shop.at, uses=(Use("bread", 1), Use("cake", 1)))

    assert refuses(shop, both).data == {"what": "cake", "left": 500, "needed": 600}


@pytest.mark.parametrize("asked", [("bread", "cake"), ("cake", "bread")])
def test_a_reward_s_own_budget_pays_for_nothing_else_in_the_basket(asked):
    shop = a_shop(
        "  bread: {gives: {free: 1, of: {category: bread}}, costs: 10 points, budget: 5.00 EUR per month}\n"
        "  cake: {gives: {free: 1, of: {category: cake}}, costs: 10 points, budget: 20.00 EUR per month}",
    )  # fmt: skip

    both = make.buys(line(300), line(900, category="cake"), who=FATIMA, at=shop.at, uses=tuple(Use(what, 1) for what in asked))

    assert shop.done(both).pays == 0


def test_an_open_hold_is_honoured_when_the_budget_is_out():
    shop = a_shop("  bread: {gives: {free: 1, of: {category: bread}}, costs: 10 points, budget: 3.00 EUR per month}")
    hold = shop.record(uses(shop, "bread", 1, 0, line(300), hold=True))

    assert refuses(shop, uses(shop, "bread", 1, 0, line(300))).refusal == "budget_used_up"
    assert shop.commits(hold).pays == 0


# -- what comes back


LIMITED = (
    "  bread: {gives: {free: 1, of: {category: bread}}, costs: 10 points, limit: 1 per member, stock: {dorpsstraat: 5},"
    " budget: 6.00 EUR per month}"
)


def counters(shop: PaperShop) -> dict[str, int]:
    return {name.partition(":")[0]: left for name, left in shop.memory.facts.counters.items()}


def test_a_reward_counts_as_used_until_what_it_was_used_on_is_back():
    shop = a_shop(LIMITED)
    sale = shop.record(uses(shop, "bread", 1, 0, line(300), line(900, category="jam")))
    assert counters(shop) == {"reward": 4, "budget": 300}

    jam = shop.returns(sale, (2, 1000))
    assert (jam.outcome.draws, shop.points(FATIMA)) == ((), 990)
    assert refuses(shop, uses(shop, "bread", 1, 0, line(300))).refusal == "limit_reached"

    shop.returns(sale, (1, 1000))
    assert (counters(shop), shop.points(FATIMA)) == ({"reward": 5, "budget": 600}, 1_000)
    assert shop.done(uses(shop, "bread", 1, 0, line(300))).pays == 0


def test_two_uses_come_back_one_by_one_and_their_budget_by_value():
    shop = a_shop(LIMITED.replace("1 per member", "2 per member"))
    sale = shop.record(uses(shop, "bread", 2, 0, line(600, 2), line(900, category="jam")))
    assert counters(shop) == {"reward": 3, "budget": 0}

    first = shop.returns(sale, (1, 1000))

    assert [(draw.n, draw.counter.partition(":")[0]) for draw in first.outcome.draws] == [(-1, "reward"), (-300, "budget")]
    assert (counters(shop), shop.points(FATIMA)) == ({"reward": 4, "budget": 300}, 990)
    shop.returns(sale)
    assert (counters(shop), shop.points(FATIMA)) == ({"reward": 5, "budget": 600}, 1_000)


@pytest.mark.parametrize(("setting", "half", "whole"), [
    ("rewards: come back with the goods", 4, 5), ("rewards: come back with everything", 3, 5), ("rewards: stay used", 3, 3),
    ("spent: never", 3, 3),
])  # fmt: skip
def test_row_19_when_uses_come_back_is_a_setting(setting, half, whole):
    shop = a_shop(LIMITED.replace("1 per member", "2 per member"), f"returns: {{{setting}}}")
    sale = shop.record(uses(shop, "bread", 2, 0, line(600, 2)))

    shop.returns(sale, (1, 1000))
    assert counters(shop)["reward"] == half
    shop.returns(sale)
    assert (counters(shop)["reward"], shop.purse(FATIMA).totals.get(("taken:bread", ""), 0)) == (whole, 5 - whole)


# -- the order of checks


def test_the_first_no_is_told_in_the_order_of_m28():
    more = "tiers: {measure: {visits: all}, steps: {brons: {from: 0}, goud: {from: 5}}}"
    shop = a_shop(
        "  bread: {gives: {free: 1, of: {category: bread}}, costs: 5_000 points, stock: {dorpsstraat: 1}, limit: 1 per member,"
        " for: {member: true, tier: goud}, when: {day: tuesday}, where: {channel: till}, basket: at least 5.00 EUR, budget: 1.00 EUR}", more
    )  # fmt: skip

    def no(*lines, channel="web", at=None):
        said = refuses(shop, make.buys(*lines, who=FATIMA, at=shop._moment(at), uses=(Use("bread", 1),), channel=channel))
        return said.data.get("test", said.refusal)

    assert no(line(category="cake")) == "tier"
    for _ in range(5):
        shop.buys(FATIMA, line())
    assert no(line(category="cake")) == "day"
    tuesday = "2026-03-10 10:00"
    counters = shop.memory.facts.counters
    counters["reward:bread:dorpsstraat"] = 0
    assert no(line(category="cake"), at=tuesday) == "out_of_stock"
    counters["reward:bread:dorpsstraat"] = 1
    purse = shop.purse(FATIMA)
    purse.totals["taken:bread", ""] = 1
    assert no(line(category="cake")) == "limit_reached"
    del purse.totals["taken:bread", ""]
    assert no(line(category="cake")) == "not_enough"
    shop.gives(FATIMA, 9_000)
    assert no(line(category="cake")) == "articles"
    assert no(line(300)) == "budget_used_up"
    assert no(line(100)) == "basket"
    assert no(line(100), line(600, category="cake")) == "channel"
    assert shop.record(make.buys(line(100), line(600, category="cake"), who=FATIMA, at=shop.at, uses=(Use("bread", 1),))).pays == 600


# -- by itself


BY_ITSELF = (
    "  bread: {gives: {free: 1, of: {category: bread}}, costs: 200 points, used: by itself}\n"
    "  cake: {gives: {free: 1, of: {category: cake}}, costs: 200 points, used: by itself}"
)


def test_the_best_reward_is_used_by_itself_at_the_next_purchase():
    shop = a_shop(BY_ITSELF)
    basket = (line(300), line(450, category="cake"))

    quoted = shop.done(Quote(make.header(shop.at), make.purchase(*basket, at=shop.at), FATIMA, ()))
    sale = shop.buys(FATIMA, *basket)

    assert (quoted.pays, sale.pays, shop.points(FATIMA)) == (300, 300, 800)
    assert sale.effects("spend") == [{"what": "cake", "unit": "points", "count": 200, "times": 1}]
    assert sale.body["uses"] == [["cake", 1]]


def test_what_is_used_by_itself_never_stands_in_the_way_of_a_purchase():
    shop = a_shop(BY_ITSELF)

    assert shop.buys(FATIMA, line(300, category="jam")).pays == 300
    assert shop.buys(None, line(300)).pays == 300
    assert isinstance(uses(shop, "bread", 1, 0, line()), RecordPurchase)
    assert isinstance(uses(shop, "bread", hold=True), OpenHold)


def test_points_are_used_by_themselves_as_many_as_may_be():
    shop = a_shop(
        "  mug: {gives: {item: mug}, costs: 10 points}",
        "discounts: {off: {spend: points, step: 100, at most: 50% of basket, used: by itself}}",
    )

    assert (shop.buys(FATIMA, line(900)).pays, shop.points(FATIMA)) == (500, 600)
    asked = shop.buys(FATIMA, line(900), uses=[("off", 100)])
    assert (asked.pays, shop.points(FATIMA)) == (800, 500)


def test_a_hold_uses_by_itself_what_a_purchase_would():
    shop = a_shop(BY_ITSELF)

    hold = shop.holds(FATIMA, line(300))

    assert (hold.pays, shop.commits(hold).pays, shop.points(FATIMA)) == (0, 0, 800)


def test_who_chooses_what_is_used_is_only_told_what_could_have_been():
    shop = a_shop(BY_ITSELF)
    chooses = ChangeProfile(make.header(shop.at), FATIMA, None, None, None, None, (), by_itself=False)

    told = shop.done(chooses)
    sale, jam = shop.buys(FATIMA, line(300)), shop.buys(FATIMA, line(300, category="jam"))
    held = shop.commits(shop.holds(FATIMA, line(300)))
    asked = shop.buys(FATIMA, line(300), uses=[("bread", 1)])

    assert told.body["reason"] == "profile: used by itself"
    assert [said.pays for said in (sale, jam, held, asked)] == [300, 300, 300, 0]
    assert (sale.body["facts"]["withheld"], held.body["facts"]["withheld"], "withheld" in jam.body["facts"]) == (
        ["bread"],
        ["bread"],
        False,
    )
    assert any(said.endswith("niet ingewisseld, u kiest zelf.") for said in sale.said)
    assert not any("u kiest zelf" in said for said in (*jam.said, *asked.said))
    shop.done(replace(chooses, header=make.header(shop.at), by_itself=True))
    assert (shop.buys(FATIMA, line(300)).pays, shop.points(FATIMA)) == (0, 600)


def test_a_story_tells_who_chooses():
    program = read_yaml(
        f"{HEAD}rewards:\n{BY_ITSELF}\ngestures: {{kinds: {{sorry: {{points: 200 points}}}}, envelope: 50.00 EUR per month}}\n"
    )
    told = """
story: Nothing is used by itself
member: fatima
articles: {BREAD: {category: bread, price: 3.00 EUR}}
steps:
  - {on: 2026-03-01, gives: sorry, reason: a start}
  - {on: 2026-03-02, wants used: when asked}
  - {on: 2026-03-03, buys: BREAD, expect: {pays: 3.00 EUR, said: "niet ingewisseld, u kiest zelf"}}
  - {on: 2026-03-04, wants used: by itself}
  - {on: 2026-03-05, buys: BREAD, expect: {pays: 0.00 EUR}}
"""
    assert play(read_story(told, program, {}), Compiled(program)) == []


# -- a new version


def test_a_new_versions_limit_knows_what_was_had_before():
    from zegel.core.ids import ReceiptId
    from zegel.decide.document import read
    from zegel.decide.filling import measured_over
    from zegel.decide.plan import Plan
    from zegel.program.compile import Compiled

    shop = a_shop("  mug: {gives: {free: 1, of: {category: mug}}, costs: 10 points}")
    shop.done(takes(shop, "mug", 2))
    shop.cancels(shop.done(takes(shop, "mug")))
    shop.record(uses(shop, "mug", 1, 0, line(1000, category="mug")))
    shop.returns(shop.record(uses(shop, "mug", 1, 0, line(1000, category="mug"))))
    plan = Plan(Compiled(read_yaml(f"{HEAD}\nrewards:\n  mug: {{gives: {{item: mug}}, costs: 10 points, limit: 3 per year}}")))

    receipts = [(ReceiptId(r.purse, r.seq), read(d)) for r, d in shop.memory.facts.receipts.items() if d]

    assert plan.measures == ("taken:mug",)
    assert measured_over(plan, plan.measures, receipts) == {("taken:mug", "2026-03-04"): 3}

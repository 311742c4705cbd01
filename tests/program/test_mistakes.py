"""All mistakes at once, each with its line, its path, what was meant and the line put right."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.program.files import EVERY_FILE, KITCHEN, SMALL, mistakes, mistakes_in, small
from zegel.program.compile import Compiled
from zegel.program.read import read_json, read_yaml
from zegel.program.reference import MISTAKES
from zegel.program.thing_names import _CALLED
from zegel.program.tree import ProgramMistakes

WRONG = """zegel: 2
program: Winkel
company: {currency: EUR, country: nl, prces: including VAT}
branches: {markt: {opens: "7:00"}}
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}
earn:
  base: {give: 1 pont, per: 1 EUR}
  dinsdag: {multiply: points × 2, when: {day: tuseday}, wen: x}
tiers:
  measure: {unit: points}
  steps: {zilver: {from: 500}}
discounts:
  regulars: {off: 5 %, for: {tier: at least zilvr}, why: {nl: "al {jaren} jaar", en: "{years} years"}}
"""


def test_one_mistake_never_hides_another():
    found = [(p.line, p.path, p.code, p.hint) for p in mistakes_in(WRONG)]

    assert found == [
        (1, "zegel", "unknown_version", "Did you mean `1`?"),
        (3, "company.country", "not_of_this_form", "Write `NL`."),
        (3, "company.prces", "unknown_key", "Did you mean `prices`?"),
        (4, "branches.markt.opens", "not_of_this_form", "Write `07:00`."),
        (8, "earn.base.give", "unknown_unit", "Did you mean `point`?"),
        (8, "earn.base.per", "not_of_this_form", "Write `1.00 EUR`."),
        (9, "earn.dinsdag.wen", "unknown_key", "Did you mean `when`?"),
        (9, "earn.dinsdag.when.day", "not_of_this_form", "Write `tuesday`."),
        (14, "discounts.regulars.for.tier", "unknown_tier", "Did you mean `zilver`?"),
        (14, "discounts.regulars.off", "not_of_this_form", "Write `5%`."),
        (14, "discounts.regulars.why.nl", "unknown_placeholder", "Did you mean `{years}`?"),
    ]


def test_the_lines_put_right_are_the_program_that_was_meant():
    lines = WRONG.splitlines()
    for problem in mistakes_in(WRONG):
        lines[problem.line - 1] = problem.fixed_line

    found = mistakes_in("\n".join(lines))

    assert [(p.path, p.code) for p in found] == [("earn.dinsdag.when", "duplicate_key")]


def test_a_mistake_says_itself_in_one_line():
    assert str(mistakes("earn: {base: {give: 1 point, per: 1 EUR}}")[0]) == (
        "line 8, earn.base.per: An amount in EUR has 2 decimals. Write `1.00 EUR`."
    )  # fmt: skip


def test_the_mistakes_are_a_refusal_that_says_them_all():
    with pytest.raises(ProgramMistakes) as refused:
        read_yaml(WRONG)

    assert refused.value.code == "program_mistakes"
    assert refused.value.data == {"mistakes": 11}
    assert refused.value.message.count("\n") == 10


CASES = [
    ("company", "wrong_kind", "program: [x]"),
    ("earn: {base: {per: 1.00 EUR}}", "missing_key", "earn.base"),
    ("earn: {base: {give: 1 point}}", "missing_key", "earn.base"),
    ("earn: {base: {give: 1 point, per: 1.00 EUR, multiply: points × 2}}", "not_together", "earn.base.multiply"),
    ("earn: {base: {multiply: points × 2, per: item}}", "not_together", "earn.base.per"),
    ("earn: {base: {give: 1 point, per: itm}}", "unknown_word", "earn.base.per"),
    ("earn: {base: {give: 1 point, per: 0.00 EUR}}", "not_of_this_form", "earn.base.per"),
    ("earn: {base: 1 point}", "wrong_kind", "earn.base"),
    ("earn: [base]", "wrong_kind", "earn"),
    ("earn: {'a  b': {give: 1 point, per: item}}", "not_an_id", "earn.a  b"),
    (f"earn: {{{'x' * 61}: {{give: 1 point, per: item}}}}", "not_an_id", f"earn.{'x' * 61}"),
    ("earn: {'tier:x': {give: 1 point, per: item}}", "not_an_id", "earn.tier:x"),
    ("earn: {base: {give: 1 point, per: item, of: brood}}", "unknown_set", "earn.base.of"),
    ("earn: {base: {give: 1 point, per: item, of: {}}}", "empty", "earn.base.of"),
    ("earn: {base: {give: 1 point, per: item, of: {category: /brood}}}", "not_of_this_form", "earn.base.of.category"),
    ("earn: {base: {give: 1 point, per: item, of: {sku: []}}}", "empty", "earn.base.of.sku"),
    ("earn: {base: {give: 1 point, per: item, of: {price: 2.00 EUR}}}", "not_of_this_form", "earn.base.of.price"),
    ("earn: {base: {give: 1 point, per: item, of: {measure: stuk}}}", "unknown_measure", "earn.base.of.measure"),
    ("earn: {base: {give: 1 point, per: item, when: {}}}", "empty", "earn.base.when"),
    ("earn: {base: {give: 1 point, per: item, where: {branch: mark}}}", "unknown_branch", "earn.base.where.branch"),
    ("earn: {base: {give: 1 point, per: item, where: {channel: webshop}}}", "unknown_channel", "earn.base.where.channel"),
    ("earn: {base: {give: 1 point, per: item, for: {member: yes}}}", "not_of_this_form", "earn.base.for.member"),
    ("earn: {base: {give: 1 point, per: item, for: {tier: goud}}}", "unknown_tier", "earn.base.for.tier"),
    ("earn: {base: {give: 1 point, per: item, for: {member for: 5 years}}}", "not_of_this_form", "earn.base.for.member for"),
    ("earn: {base: {give: 1 point, per: item, for: {member for: at least 30 days}}}", "not_of_this_form", "earn.base.for.member for"),
    ("earn: {base: {give: 1 point, per: item, for: {member for: more than 1 year}}}", "not_of_this_form", "earn.base.for.member for"),
    ("earn: {base: {give: 1 point, per: item, for: {spend: {at least: 5.00 EUR}}}}", "missing_key", "earn.base.for.spend"),
    ("earn: {base: {give: 1 point, per: item, for: {visits: {within: 1 year}}}}", "missing_key", "earn.base.for.visits"),
    ("earn: {base: {give: 1 point, per: item, for: {visits: {at least: 3, within: 1 hour}}}}", "not_of_this_form",
    "earn.base.for.visits.within"),
    ("earn: {base: {give: 1 point, per: item, for: {visits: {at least: 3, within: 1 year, of: {sku: A}}}}}", "unknown_key",
    "earn.base.for.visits.of"),
    ("earn: {base: {give: 1 point, per: item, for: {earned: {at least: 3 points, at most: 9 stars, within: lifetime}}}}", "wrong_kind",
    "earn.base.for.earned"),
    ("earn: {base: {give: 1 point, per: item, basket: 20.00 EUR}}", "not_of_this_form", "earn.base.basket"),
    ("earn: {base: {give: 1 point, per: item, any: [{}]}}", "empty", "earn.base.any[1]"),
    ("earn: {base: {give: 1 point, per: item, segment: x}}", "unknown_key", "earn.base.segment"),
    ("earn: {news: {give: 1 point, on: event newsletter}}", "unknown_event", "earn.news.on"),
    ("events: {sent: {}}\nearn: {news: {give: 1 point, on: event sent, with: {kind: long}}}", "unknown_field", "earn.news.with.kind"),
    ("earn: {base: {give: 1 point, per: item, limit: 3}}", "not_yet", "earn.base.limit"),
    ("earn: {base: {give: 1 point, per: item, why: tekst}}", "wrong_kind", "earn.base.why"),
    ("earn: {base: {give: 1 point, per: item, why: {nl: '{name}'}}}", "unknown_placeholder", "earn.base.why.nl"),
    ("earn: {base: {give: 1 point, per: item, why: {nl: 'a } b'}}}", "unknown_placeholder", "earn.base.why.nl"),
    (f"earn: {{base: {{give: 1 point, per: item, why: {{nl: '{'x' * 91}'}}}}}}", "too_long", "earn.base.why.nl"),
    ("sets: {a: b, b: a}", "circle", "sets.b"),
    ("sets: {never: {sku: A}}", "id_taken", "sets.never"),
    ("never: [tabaco]", "unknown_class", "never[1]"),
    ("stamp cards: {points: {stamp: 1 per item, slots: 10, full gives: x}}", "id_taken", "stamp cards.points"),
    ("stamp cards: {kaart: {stamp: 1 per item, slots: 10, full gives: x}}", "unknown_reward", "stamp cards.kaart.full gives"),
    ("returns: {earned: per line, earned on: price before discounts}", "not_together", "returns.earned on"),
    ("returns: {earned: as if bought alone, earned on: price before discounts}", "not_together", "returns.earned on"),
    ("gestures: {surprise: {one in: 20, gives: flowers}}", "unknown_gesture", "gestures.surprise.gives"),
    ("gestures: {reasons: {hurry: 30.00 EUR per month}}", "unknown_reason", "gestures.reasons.hurry"),
    ("stamp cards: {kaart: {stamp: 1 per item, slots: 0, full gives: r}}\nrewards: {r: {gives: {free: 1}}}", "not_of_this_form",
    "stamp cards.kaart.slots"),
    ("stamp cards: {kaart: {stamp: 1 per item, slots: 1001, full gives: r}}\nrewards: {r: {gives: {free: 1}}}", "not_of_this_form",
    "stamp cards.kaart.slots"),
    ("stamp cards: {a: {stamp: 1 per item, slots: 9, full gives: r}, b: {stamp: 1 per item, slots: 9, full gives: r}}\n"
     "rewards: {r: {gives: {free: 1}}}", "not_together", "stamp cards.b.full gives"),
    ("stamp cards: {a: {stamp: 1 per item, slots: 9, full gives: r}}\nrewards: {r: {gives: {free: 1}, costs: 5 points}}", "not_together",
    "rewards.r.costs"),
    ("rewards: {r: {gives: {free: 1}}}", "missing_key", "rewards.r"),
    ("rewards: {r: {gives: {free: 1, item: mok}, costs: 5 points}}", "not_together", "rewards.r.gives.item"),
    ("rewards: {r: {gives: {item: mok, worth at most: 5.00 EUR}, costs: 5 points}}", "not_together", "rewards.r.gives.worth at most"),
    ("rewards: {r: {gives: {item: mok}, costs: 5 stars}}", "not_together", "rewards.r"),
    ("rewards: {r: {gives: {item: mok}, costs: 5 points, VAT: none}}", "unknown_word", "rewards.r.VAT"),
    ("earn: {r: {give: 1 point, per: item}}\nrewards: {r: {gives: {item: mok}, costs: 5 points}}", "id_taken", "rewards.r"),
    ("tiers: {measure: {unit: stars}, steps: {}}", "empty", "tiers.steps"),
    ("tiers: {measure: {}, steps: {a: {from: 0}}}", "missing_key", "tiers.measure"),
    ("tiers: {measure: {unit: stars}, steps: {a: {from: 5}, b: {from: 5}}}", "not_together", "tiers.steps.b.from"),
    ("tiers: {measure: {unit: stars}, steps: {none: {from: 5}}}", "id_taken", "tiers.steps.none"),
    ("tiers: {measure: {unit: stars, window: lifetime, kept: through next year}, steps: {a: {from: 5}}}", "not_together",
    "tiers.measure.kept"),
    ("tiers: {measure: {unit: stars, kept: 10 days}, steps: {a: {from: 5}}}", "not_of_this_form", "tiers.measure.kept"),
    ("tiers: {measure: {balance: points, window: lifetime}, steps: {a: {from: 5}}}", "not_together", "tiers.measure.window"),
    ("tiers: {measure: {tenure: all, kept: 1 year}, steps: {a: {from: 1 year}}}", "not_together", "tiers.measure.kept"),
    ("tiers: {measure: {tenure: all}, steps: {a: {from: 10 days}}}", "not_of_this_form", "tiers.steps.a.from"),
    ("tiers: {measure: {unit: stars, effective: soon}, steps: {a: {from: 5}}}", "unknown_word", "tiers.measure.effective"),
    ("tiers: {measure: {unit: stars, window: lifetime, kept: through this year}, steps: {a: {from: 5}}}", "not_together",
    "tiers.measure.kept"),
    ("tiers: {measure: {unit: stars, down: a bit}, steps: {a: {from: 5}}}", "not_of_this_form", "tiers.measure.down"),
    ("tiers: {measure: {spend: all}, steps: {a: {from: 500}}}", "not_of_this_form", "tiers.steps.a.from"),
    ("tiers: {measure: {unit: stars}, steps: {a: {from: 5, gives: [{entitle: early access}]}}}", "missing_key",
    "tiers.steps.a.gives[1]"),
    ("tiers: {measure: {unit: stars}, steps: {a: {from: 5, gives: [{entitle: early tea, hours: 2}]}}}", "unknown_word",
    "tiers.steps.a.gives[1].entitle"),
    ("tiers: {measure: {unit: stars}, steps: {a: {from: 5, gives: [{entitle: faster shipping, hours: 2}]}}}", "not_together",
    "tiers.steps.a.gives[1].hours"),
    ("tiers: {measure: {unit: stars}, steps: {a: {from: 5, gives: [{off: 5%, hours: 2}]}}}", "not_together",
    "tiers.steps.a.gives[1].hours"),
    ("tiers: {measure: {unit: stars}, steps: {a: {from: 5, gives: [{off: 5%}, {off: 6%}]}}}", "not_together",
    "tiers.steps.a.gives[2]"),
    ("memberships: {plus: {article: {sku: A}}}", "missing_key", "memberships.plus"),
    ("memberships: {plus: {term: 1 year}}", "missing_key", "memberships.plus"),
    ("memberships: {plus: {article: {sku: A}, by: invitation, term: 1 year}}", "not_together", "memberships.plus.by"),
    ("trials: {bed: {lasts: 5 days, notice: 6 days}}", "not_together", "trials.bed.notice"),
    ("memberships: {vip: {by: invitation, term: 1 year, trial: 5 days}}", "not_together", "memberships.vip.trial"),
    ("memberships: {plus: {article: {sku: A}, term: 10 minutes}}", "not_of_this_form", "memberships.plus.term"),
    ("memberships: {plus: {article: {sku: A}, term: 1 year, renews: maybe}}", "unknown_word", "memberships.plus.renews"),
    ("entitlements: {tea: {for: {member: true}}}", "missing_key", "entitlements.tea"),
    ("earn: {r: {give: 1 point, per: item, for: {membership: plus}}}", "unknown_membership", "earn.r.for.membership"),
    ("tiers: {measure: {unit: stars}, steps: {a: {from: 5, gives: [{multiply: points × 2}, {multiply: points × 3}]}}}", "not_together",
    "tiers.steps.a.gives[2]"),
    ("discounts: {d: {off: 5%, step: 100}}", "not_together", "discounts.d.step"),
    ("discounts: {d: {off: 5}}", "not_of_this_form", "discounts.d.off"),
    ("discounts: {d: {off: 0.00 EUR}}", "not_of_this_form", "discounts.d.off"),
    ("discounts: {d: {off: 5% + 0%}}", "not_of_this_form", "discounts.d.off"),
    ("discounts: {d: {off: 1.00 EUR per kilo}}", "not_of_this_form", "discounts.d.off"),
    ("discounts: {d: {}}", "missing_key", "discounts.d"),
    ("discounts: {d: {take: 6, pay: 6}}", "not_of_this_form", "discounts.d.pay"),
    ("discounts: {d: {take: 6}}", "missing_key", "discounts.d"),
    ("discounts: {d: {take: 3, price: 5.00 EUR, free: first}}", "not_together", "discounts.d.free"),
    ("discounts: {d: {take: 20_000, pay: 5}}", "not_of_this_form", "discounts.d.take"),
    ("discounts: {d: {buy: 2}}", "missing_key", "discounts.d"),
    ("discounts: {d: {buy: 2, get: 1, free: cheepest}}", "unknown_word", "discounts.d.free"),
    ("discounts: {d: {buy: 2, get: 1, free: 4th}}", "not_of_this_form", "discounts.d.free"),
    ("discounts: {d: {buy: 2, get: 1, off: 1.00 EUR}}", "not_of_this_form", "discounts.d.off"),
    ("discounts: {d: {bundle: [{take: 1}], of: {sku: A}, price: 5.00 EUR}}", "not_together", "discounts.d.of"),
    ("discounts: {d: {bundle: [{take: 1}]}}", "missing_key", "discounts.d"),
    ("earn: {d: {give: 1 point, per: 1.00 EUR, made: 2026-03-01}}", "not_together", "earn.d.made"),
    ("discounts: {d: {bundle: [{take: 1}], price: 5.00 EUR, off: 5%}}", "not_together", "discounts.d.off"),
    ("discounts: {d: {bundle: [{take: 1}], off: 5% + 3%}}", "not_of_this_form", "discounts.d.off"),
    ("discounts: {d: {bundle: [{take: 1}], off: 5% per bundle, price: 5.00 EUR}}", "not_together", "discounts.d.price"),
    ("discounts: {d: {bundle: [{take: 1}], off: 5% per bundle, pieces: cheapest}}", "not_together", "discounts.d.pieces"),
    ("discounts: {d: {bundle: [{take: 1}], off: 5%, out of: {sku: A}}}", "not_together", "discounts.d.out of"),
    ("discounts: {d: {bundle: [{take: 1}], off: 5.00 EUR per 10.00 EUR per bundle}}", "not_of_this_form", "discounts.d.off"),
    ("discounts: {d: {off: 5% per bundle}}", "not_of_this_form", "discounts.d.off"),
    ("discounts: {d: {gift: [mug, pen], out of: {sku: A}}}", "not_together", "discounts.d.out of"),
    ("discounts: {d: {gift: [mug, pen], sku: A}}", "not_together", "discounts.d.sku"),
    ("discounts: {d: {off: 5%, sku: A}}", "not_together", "discounts.d.sku"),
    ("discounts: {d: {off: 5%, stock: 5}}", "not_together", "discounts.d.stock"),
    ("names: {stamp cards: {bread card: {nl: broodkaart, en: bread card}}}", "unknown_card", "names.stamp cards.bread card"),
    ("discounts: {d: {gift: mug, stock: {moon: 5}}}", "unknown_branch", "discounts.d.stock.moon"),
    ("discounts: {d: {upgrade: mug, of: {sku: A}, out of: {sku: B}}}", "not_together", "discounts.d.out of"),
    ("discounts: {d: {off: 5.00 EUR, every: 2nd item}}", "not_together", "discounts.d.every"),
    ("discounts: {d: {off: 5.00 EUR per line, every: 2nd item}}", "not_together", "discounts.d.every"),
    ("discounts: {d: {off: 5%, every: 2nd item, at most: 1 item per line}}", "not_together", "discounts.d.every"),
    ("discounts: {d: {off: 5%, every: 2nd}}", "not_of_this_form", "discounts.d.every"),
    ("discounts: {d: {off: 5%, every: 2nd item from the 0th}}", "not_of_this_form", "discounts.d.every"),
    ("discounts: {d: {off: 5%, pieces: dearest}}", "not_together", "discounts.d.pieces"),
    ("discounts: {d: {price: 5.00 EUR, per basket: once}}", "not_together", "discounts.d.per basket"),
    ("discounts: {d: {price: 50.00 EUR together, pieces: cheapest}}", "not_together", "discounts.d.pieces"),
    ("discounts: {d: {off: 1.00 EUR per 10.00 EUR, pieces: cheapest}}", "not_together", "discounts.d.pieces"),
    ("coupons: {c: {code: X, give: 5 points, voucher: 5.00 EUR}}", "not_together", "coupons.c.voucher"),
    ("coupons: {c: {code: X, give: 5 points, at most: 5.00 EUR}}", "not_together", "coupons.c.at most"),
    ("coupons: {c: {code: X, give: 5 points, group: codes}}", "not_together", "coupons.c.group"),
    ("coupons: {c: {code: X, give: 5 points, alone: true}}", "not_together", "coupons.c.alone"),
    ("coupons: {c: {voucher: 5.00 EUR, at most: 2.00 EUR}}", "not_together", "coupons.c.at most"),
    ("rewards: {mug: {gives: {item: mug}, costs: 5 points, valid for: 3 months}}", "not_together", "rewards.mug.valid for"),
    ("trade in: {pan: {gives: 5 points, worth: {A: 5.00 EUR, D: 0.00 USD}}}", "not_of_this_form", "trade in.pan.worth.D"),
    ("discounts: {d: {bundle: [{take: 1}], off: 5.00 EUR per item}}", "not_of_this_form", "discounts.d.off"),
    ("discounts: {d: {take: 3, pay: 2, pieces: cheapest}}", "not_together", "discounts.d.pieces"),
    ("discounts: {d: {take: 3, off: 5%, free: cheapest}}", "not_together", "discounts.d.free"),
    ("discounts: {d: {price: 2.00 EUR, per basket: once}}", "not_together", "discounts.d.per basket"),
    ("discounts: {d: {take: 3, price: 5.00 EUR together}}", "not_of_this_form", "discounts.d.price"),
    ("discounts: {d: {price: 5.00 EUR together, at most: 1 item per line}}", "not_together", "discounts.d.at most"),
    ("discounts: {d: {off: 5.00 EUR per item by quantity}}", "not_of_this_form", "discounts.d.off"),
    ("discounts: {d: {off: 5%, at most: 5.00 EUR per item}}", "not_of_this_form", "discounts.d.at most"),
    ("discounts: {d: {off: 5.00 EUR, at most: 2 items per line}}", "not_together", "discounts.d.at most"),
    ("discounts: {d: {take: 3, pay: 2, at most: 1.00 EUR per line}}", "not_together", "discounts.d.at most"),
    ("discounts: {d: {off: 5.00 EUR, per basket: twice}}", "not_of_this_form", "discounts.d.per basket"),
    ("discounts: {d: {steps: [{from: 3, off: 5%}]}}", "missing_key", "discounts.d"),
    ("discounts: {d: {steps: [{from: 3, off: 5%}, {from: 9.00 EUR, off: 5%}], method: whole}}", "not_together",
     "discounts.d.steps[2].from"),
    ("discounts: {d: {steps: [{from: 3, off: 5%}, {from: 3, off: 9%}], method: whole}}", "not_together", "discounts.d.steps"),
    ("discounts: {d: {steps: [{from: 3, off: 5.00 EUR}], method: marginal}}", "not_together", "discounts.d.steps[1]"),
    ("discounts: {d: {steps: [{from: 3.00 EUR, price: 5.00 EUR}], method: whole}}", "not_together", "discounts.d.steps[1]"),
    ("discounts: {d: {steps: [{from: 3}], method: whole}}", "missing_key", "discounts.d.steps[1]"),
    ("discounts: {d: {steps: 3, method: whole}}", "wrong_kind", "discounts.d.steps"),
    ("discounts: {d: {off: 5%, on: shipping}}", "missing_key", "discounts.d.on"),
    ("discounts: {d: {off: 5%, not with: e}}", "not_together", "discounts.d"),
    ("discounts: {d: {off: 5%, not with: d}}", "not_together", "discounts.d"),
    ("discounts: {d: {gift: [], worth: 5.00 EUR}}", "empty", "discounts.d.gift"),
    ("floors: {f: {least: 110%}}", "not_of_this_form", "floors.f.least"),
    ("floors: {f: {of: {sku: A}}}", "missing_key", "floors.f"),
    ("settings: {choosing: best}", "unknown_word", "settings.choosing"),
    ("discounts: {d: {spend: stars}}", "not_together", "discounts.d"),
    ("discounts: {d: {spend: pionts}}", "unknown_unit", "discounts.d.spend"),
    ("discounts: {d: {off: 5%, group: [a]}}", "wrong_kind", "discounts.d.group"),
    ("returns: {within: 0 days}", "not_of_this_form", "returns.within"),
    ("returns: {earned: never}", "unknown_word", "returns.earned"),
    ("settings: {hold: 2 days}", "not_of_this_form", "settings.hold"),
    ("settings: {multipliers: biggest}", "unknown_word", "settings.multipliers"),
    ("budget: {rewards: 250 EUR per month}", "not_of_this_form", "budget.rewards"),
    ("budget: {rewards: 250.00 EUR per quarter}", "not_of_this_form", "budget.rewards"),
    ("budget: {presents: 250.00 EUR}", "unknown_key", "budget.presents"),
    ("rewards: {r: {gives: {item: x}, on: birthday ± many days}}", "not_of_this_form", "rewards.r.on"),
    ("coupons: {c: {off: 10%, form: ZOMER-####}}", "not_of_this_form", "coupons.c.form"),
    ("coupons: {c: {off: 10%, form: EAN-8}}", "unknown_word", "coupons.c.form"),
    ("coupons: {c: {off: 10%, form: Z-#############, capitals matter: true}}", "not_together", "coupons.c.form"),
    ("rewards: {r: {gives: {item: x}, on: mothers' day}}", "unknown_calendar", "rewards.r.on"),
    ("rewards: {r: {gives: {item: x}, costs: 5 points, limit: 2 a day}}", "not_of_this_form", "rewards.r.limit"),
    ("rewards: {r: {gives: {item: x}, costs: 5 points, once per: quarter}}", "unknown_word", "rewards.r.once per"),
    ("rewards: {r: {gives: {item: x}, costs: 5 points, used: by itself}}", "not_together", "rewards.r.used"),
    ("rewards: {r: {gives: {item: [x]}, costs: 5 points}}", "empty", "rewards.r.gives.item"),
    ("rewards: {r: {gives: {item: x, which: first}, costs: 5 points}}", "not_together", "rewards.r.gives.which"),
    ("rewards: {r: {gives: {off: 10%}, costs: 5 points, per basket: 2 times}}", "not_together", "rewards.r.per basket"),
    ("rewards: {r: {gives: {off: 5.00 EUR, worth at most: 2.00 EUR}, costs: 5 points}}", "not_together", "rewards.r.gives.worth at most"),
    ("rewards: {r: {gives: {off: 5.00 EUR}, costs: 5 points + 1.00 EUR}}", "not_together", "rewards.r.costs"),
    ("rewards: {r: {gives: {item: x}, costs: 5 points + 1 EUR}}", "not_of_this_form", "rewards.r.costs"),
    ("rewards: {r: {gives: {item: x}, costs: 5 points, stock: {nowhere: 3}}}", "unknown_branch", "rewards.r.stock.nowhere"),
    ("partners: {}", "missing_key", "partners"),
]  # fmt: skip


@pytest.mark.parametrize(("sections", "code", "path"), CASES[1:], ids=[case[0][:60] for case in CASES[1:]])
def test_a_mistake_is_named_where_it_stands(sections, code, path):
    assert (code, path) in [(p.code, p.path) for p in mistakes(sections)]


@pytest.mark.parametrize(("old", "new", "code", "path"), [
    ("currency: EUR", "currency: NLG", "unknown_currency", "company.currency"),
    ("currency: EUR", "currency: eur", "unknown_currency", "company.currency"),
    ("currency: EUR", "currency: EUR, zone: Amsterdam", "unknown_zone", "company.zone"),
    ("currency: EUR", "currency: EUR, country: US", "missing_key", "company"),
    ("currency: EUR", "currency: EUR, languages: [de]", "unknown_language", "company.languages[1]"),
    ("currency: EUR", "currency: EUR, pack: 2020-01-01", "unknown_edition", "company.pack"),
    ("[markt, haven]", "[markt, markt]", "duplicate_key", "branches[1]"),
    ("[markt, haven]", "[]", "empty", "branches"), ("[markt, haven]", "[{a: b}]", "wrong_kind", "branches[1]"),
    ("[markt, haven]", "{markt: {zoen: x}}", "unknown_key", "branches.markt.zoen"),
    ("program: Winkel\n", "", "missing_key", ""), ("program: Winkel", "program: ''", "empty", "program"),
    ("{never spent: true}", "{never spent: true, worth: 0.01 EUR}", "not_together", "units.stars.worth"),
    ("{never spent: true}", "{names: {nl: punten}}", "not_together", "units"),
    ("{never spent: true}", "{expires: {plus: 1 month}}", "missing_key", "units.stars.expires"),
    ("{never spent: true}", "{expires: 3 hours}", "not_of_this_form", "units.stars.expires"),
    ("{never spent: true}", "{expires: {after: 1 year, on: end of week}}", "unknown_word", "units.stars.expires.on"),
    ("{never spent: true}", "{pending: {shop: 3 days}}", "unknown_channel", "units.stars.pending.shop"),
    ("{never spent: true}", "{pending: 3 months}", "not_of_this_form", "units.stars.pending"),
    ("{never spent: true}", "{names: {nl: [a, b, c]}}", "wrong_kind", "units.stars.names.nl"),
    ("{never spent: true}", "{names: {}}", "empty", "units.stars.names"),
])  # fmt: skip
def test_a_mistake_in_the_first_lines_is_named_too(old, new, code, path):
    assert old in SMALL

    assert (code, path) in [(p.code, p.path) for p in mistakes_in(SMALL.replace(old, new, 1))]


def test_points_that_are_worth_no_whole_cents_a_step_are_refused():
    text = SMALL.replace("0.01 EUR", "0.0025 EUR") + "discounts: {d: {spend: points, step: 2}}\n"

    assert [(p.code, p.hint) for p in mistakes_in(text)] == [("not_together", "Take a step that is a multiple of 4.")]


FIRST_PAGE = """zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR, prices: including VAT, country: NL, languages: [nl, en]}
branches:
  dorpsstraat: {zone: Europe/Amsterdam, opens: "07:00"}

units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR, expires: {after: 12 months, on: end of month}}
  status: {names: {nl: [ster, sterren], en: [star, stars]}, never spent: true}

never: [tobacco, gift cards, deposits, stamps]          # what earns and discounts nothing; the country pack adds the rest

earn:
  base:        {give: 1 point, per: 1.00 EUR, why: {nl: "1 punt per hele euro", en: "1 point per full euro"}}
  stars:       {give: 1 star, per: 1.00 EUR}
  tuesdays:    {multiply: points × 2, when: {day: tuesday}, why: {nl: "dinsdag telt dubbel", en: "Tuesdays count double"}}
  newsletter:  {give: 50 points, on: event newsletter confirmed, once per: member}

stamp cards:
  bread:       {stamp: 1 per item, of: {category: bread, price: at least 2.00 EUR}, slots: 10, full gives: free bread}

tiers:
  measure: {unit: status, window: calendar year, kept: through next year, down: one step}
  steps:
    brons:     {from: 0}
    zilver:    {from: 500,  gives: [{multiply: points × 1.25}]}
    goud:      {from: 1500, gives: [{multiply: points × 1.5}, {entitle: early access, hours: 24}]}

discounts:
  regulars:
    {off: 5%, of: {category: cake}, for: {member for: at least 5 years}, why: {nl: "al {years} jaar", en: "{years} years"}}
  rolls:       {take: 6, pay: 5, of: {category: rolls}, free: cheapest}
  points off:  {spend: points, step: 100, at most: 50% of basket}

rewards:
  free bread:  {gives: {free: 1, of: {category: bread}, worth at most: 4.50 EUR}, cost price: 0.90 EUR, VAT: discount now}
  birthday:    {gives: {free: 1, of: {sku: PETITFOUR}}, on: birthday ± 3 days, once per: year}

returns: {earned: as if never bought, spent: back to its lots, below zero: allowed}
budget: {rewards: 250.00 EUR per month}
"""
"""The first page of the language's design, one text shortened."""


def test_the_first_page_of_the_design_has_no_mistake_but_words_for_later():
    found = mistakes_in(FIRST_PAGE)

    assert {p.code for p in found} == {"unknown_event"}
    assert [p.path for p in found] == [
        "earn.newsletter.on",
    ]  # fmt: skip


def test_sets_of_sets_do_not_laugh_a_billion_times():
    doubled = ", ".join(f"s{n}: [s{n + 1}, s{n + 1}]" for n in range(40)) + ", s40: {sku: A}"
    chain = ", ".join(f"s{n}: {{not: s{n + 1}}}" for n in range(40)) + ", s40: {sku: A}"
    wide = ", ".join(f"s{n}: [{', '.join([f's{n + 1}'] * 30)}]" for n in range(4)) + ", s4: {sku: A}"

    assert {p.code for p in mistakes(f"sets: {{{doubled}}}")} == {"too_deep", "too_large"}
    assert {p.code for p in mistakes(f"sets: {{{chain}}}")} == {"too_deep"}
    assert {p.code for p in mistakes(f"sets: {{{wide}}}")} == {"too_large"}


def test_the_deepest_program_that_is_read_also_compiles():
    deep = "{sku: A}"
    for _ in range(7):
        deep = f"{{any: [{deep}]}}"
    sets = ", ".join(f"s{n}: {deep.replace('{sku: A}', f'{{not: s{n + 1}}}')}" for n in range(5)) + ", s5: {sku: A}"
    condition = "{when: {day: monday}}"
    for _ in range(7):
        condition = f"{{any: [{condition}]}}"

    compiled = Compiled(small(f"sets: {{{sets}}}\nearn: {{a: {{give: 1 point, per: item, of: s0, any: [{condition}]}}}}\n"))

    assert len(compiled.program.sets) == 8


def test_ten_thousand_mistakes_are_counted_and_soon_said():
    units = ", ".join(f"eenheid nummer {n}: {{}}" for n in range(1500))
    rules = ", ".join(f"r{n}: {{give: 1 eenheit nummer {n}, per: 1 EUR}}" for n in range(1900))

    found = mistakes_in(SMALL.replace("  stars:", f"  {units.replace(', ', chr(10) + '  ')}\n  stars:") + f"earn: {{{rules}}}\n")

    assert (len(found), found[-1].message) == (501, "There are 3300 mistakes more.")


def test_a_rule_may_not_be_a_forest():
    sets = ", ".join(f"r{n}: {{give: 1 point, per: item, of: {{sku: A{n}}}}}" for n in range(210))

    assert {p.code for p in mistakes(f"earn: {{{sets}}}")} == {"too_large"}


def test_every_code_that_reading_knows_is_documented_and_the_other_way_round():
    found, unknown = set(), {what.replace("-", "_") for what in _CALLED.values()}
    for path in (Path(__file__).resolve().parents[2] / "src" / "zegel" / "program").glob("*.py"):
        if path.name == "reference.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in MISTAKES:
                found.add(node.value)
            # a code is made from "unknown_" and the name of what is unknown, their last word
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("known", "unknown", "choice"):
                unknown |= {one.value.replace("-", "_") for one in node.args[-1:] if isinstance(one, ast.Constant)}

    found |= {f"unknown_{what}" for what in unknown}

    assert found ^ set(MISTAKES) == set()
    assert {p.code for sections, _, _ in CASES for p in mistakes(sections)} <= set(MISTAKES)


@settings(max_examples=40)
@given(st.sampled_from(sorted(EVERY_FILE)), st.data())
def test_a_file_with_a_piece_cut_out_or_changed_is_read_or_refused_with_lines(name, data):
    text = EVERY_FILE[name] if name != "grocer.yaml" else KITCHEN
    words = [match.span() for match in re.finditer(r"[\w.]+", text)]
    for _ in range(data.draw(st.integers(1, 3))):
        start, end = data.draw(st.sampled_from(words))
        other = data.draw(st.sampled_from(["", "x", "5", "{}", "[]", "1.00 EUR", "points", "at least 5", "'{years}'", "\u202e"]))
        text = text[:start] + other + text[end:]
        words = [match.span() for match in re.finditer(r"[\w.]+", text)]

    lines = len(text.splitlines())

    assert all(0 < p.line <= lines + 1 and p.code in MISTAKES and p.message for p in mistakes_in(text))


@pytest.mark.parametrize(
    "text",
    ["null", "3", '"x"', "[]", "[1]", "{}", '{"zegel": {}}', '{"zegel": 1, "program": [], "company": [], "branches": 5, "units": "x"}'],
)
def test_json_of_another_shape_is_refused_with_mistakes(text):
    with pytest.raises(ProgramMistakes) as refused:
        read_json(text)

    assert refused.value.problems != []

"""What a file means: defaults, shared sets, made units, and one program whatever the order or the notation."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.program.files import EVERY_FILE, EXAMPLES, KITCHEN, SMALL, mistakes, mistakes_in, small
from zegel.core.canonical import digest
from zegel.program.compile import Compiled
from zegel.program.conditions import All, Any, Compare, Every, Not, OneOf
from zegel.program.deals import Percent
from zegel.program.keys import KEYS
from zegel.program.model import Expiry, Names, Window, Words
from zegel.program.read import read_document, read_json, read_yaml
from zegel.program.sentences import sentences
from zegel.program.settings import SETTINGS
from zegel.program.tree import Row, Table, Text, plain, yaml_tree


@pytest.mark.parametrize("name", sorted(EVERY_FILE))
def test_every_example_is_a_program_that_compiles(name):
    compiled = Compiled(read_yaml(EVERY_FILE[name]))

    assert len({rule.id for rule in compiled.rules}) == len(compiled.rules)
    assert len(compiled.units) == len(compiled.program.units)
    assert all(compiled.rule_index(rule.id) == index for index, rule in enumerate(compiled.rules))


@pytest.mark.parametrize("name", sorted(EVERY_FILE))
def test_yaml_json_and_the_stored_document_are_one_program(name):
    program = read_yaml(EVERY_FILE[name])
    tree, _ = yaml_tree(EVERY_FILE[name])

    assert read_json(json.dumps(plain(tree))) == program
    assert read_document(program.document) == program
    assert digest(read_document(program.document).document) == digest(program.document)


def test_numbers_and_truth_in_json_give_the_digest_of_their_texts():
    text = {"zegel": "1", "program": "p", "company": {"currency": "EUR"}, "branches": ["m"], "units": {"stars": {"never spent": "true"}}}
    numbers = {"zegel": 1, "program": "p", "company": {"currency": "EUR"}, "branches": ["m"], "units": {"stars": {"never spent": True}}}

    assert read_json(json.dumps(numbers)).document == read_json(json.dumps(text)).document


@settings(max_examples=8)
@given(st.randoms(use_true_random=False))
def test_the_order_of_keys_never_matters(random):
    tree, _ = yaml_tree(KITCHEN)

    def shuffled(found: object) -> object:
        if isinstance(found, dict):
            entries = [(key, shuffled(one)) for key, one in found.items()]
            random.shuffle(entries)
            return dict(entries)
        return [shuffled(one) for one in found] if isinstance(found, list) else found

    assert read_json(json.dumps(shuffled(plain(tree)))) == read_yaml(KITCHEN)


def test_the_kitchen_has_every_key_of_the_language_in_it():
    """With the pantries: what excludes something that stands in the kitchen."""
    seen: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, Table):
            for key, entry in node.entries.items():
                seen.add(key)
                walk(entry.node)
        elif isinstance(node, Row):
            for item in node.items:
                walk(item)
        else:
            assert isinstance(node, Text)

    for text in (KITCHEN, *(path.read_text() for path in sorted(Path(__file__).parent.glob("pantry*.yaml")))):
        assert read_yaml(text).document
        walk(yaml_tree(text)[0])

    assert {key.name for keys in KEYS.values() for key in keys} - seen == set()


def test_what_goes_without_saying():
    program = small()
    points, stars = program.units

    assert (program.company_zone, program.prices_include_vat, program.country, program.languages) == (
        "Europe/Amsterdam",
        True,
        "NL",
        ("nl", "en"),
    )
    assert [(b.id, b.zone, b.day_starts) for b in program.branches] == [("haven", "Europe/Amsterdam", 0), ("markt", "Europe/Amsterdam", 0)]
    assert (points.kind, points.worth, points.expiry, points.pending_days) == ("points", Fraction(1), Expiry(0, "days", ""), (("web", 14),))
    assert (stars.kind, stars.names, stars.pending_days) == ("status", Names("stars", "stars", "stars", "stars"), ())
    assert {s.field: getattr(program.settings, s.field) for s in SETTINGS} == {
        "facts": "before this purchase",
        "multipliers": "largest", "return_within_days": 14, "returns_earned": "as if never bought", "returns_spent": "back to its lots",
        "returned_earned_on": "what was paid", "below_zero": "allowed", "returned_points_last_days": 30, "returned_discounts": "share",
        "returned_gifts": "come back", "returned_uses": "come back with the goods",
        "hold_minutes": 10, "pick_up_hours": 24, "business_gifts": "given", "late_hours": 72, "claim_within_days": 14,
        "points_notice_days": 14, "voucher_notice_days": 14, "least_age": 16, "powerful_roles": "one person", "proof_above_minor": 2500,
        "keep_lines_months": 26, "keep_messages_months": 13,
        "keep_addresses_days": 1, "keep_visits_days": 30, "keep_marks_days": 90, "keep_lost_months": 24, "keep_cases_months": 24,
        "keep_accounts_days": 60,
        "members_are": "u", "staff_are": "u",
        "order": "lanes", "choosing": "best of a group", "basket_percentages": "stack", "percents": "what is left",
        "thresholds": "after discounts so far", "threshold_shipping": "without", "threshold_vat": "as prices",
        "step_bounds": "at their threshold", "amounts": "as prices", "spare_cents": "largest remainder", "rounding": "half up",
        "rounded_per": "line", "at_the_floor": "moves on", "free_items": "cheapest", "free_off": "what is free",
        "used_items": "for that rule",
        "per_basket": "as often as it fits", "earning_rules": "add up", "promotions": "on their own", "several_promotions": "all count",
        "points_rounding": "down",
        "points_rounded_per": "basket", "points_remainder": "lapses", "earning_base": "after discounts", "earning_vat": "as prices",
        "earning_shipping": "with", "gift_cards_earn": "earns",
        "points_paid_earn": "earns nothing", "store_credit_earns": "earns", "points_limits": "reduce",
        "codes_count": "when paid", "cancelled_codes": "come back", "returned_codes": "come back with everything", "wrong_codes": "refused",
        "points_at_once": "from the next purchase",
    }  # fmt: skip


def test_what_may_be_spent_before_another_proof_is_an_amount_of_the_company():
    program = small("settings: {proof above: 7.50 EUR}\n")

    said = {one.path: (one.nl, one.en) for one in sentences(program, full=True)}
    assert (small().settings.proof_above_minor, program.settings.proof_above_minor) == (2500, 750)
    assert ["7,50" in said["settings.proof above"][0], "€7.50" in said["settings.proof above"][1]] == [True, True]
    assert [problem.path for problem in mistakes("settings: {proof above: much}\n")] == ["settings.proof above"]
    assert [problem.path for problem in mistakes("settings: {proof above: 7.50 USD}\n")] == ["settings.proof above"]


def test_every_setting_has_a_key_in_the_file_and_a_field_in_the_model():
    keys = {f"{section}.{key.name}" for section in ("returns", "settings") for key in KEYS[section]}

    assert {setting.key for setting in SETTINGS} == keys - {"returns.longer", "settings.listed"}, (
        "which are no settings but a table and a list"
    )
    assert {setting.field for setting in SETTINGS} == set(type(small().settings).__slots__)


def test_web_points_wait_until_the_return_window_closes():
    assert small("returns: {within: 30 days}\n").units[0].pending_days == (("web", 30),)


@pytest.mark.parametrize(("pending", "days"), [
    ("at once", ()), ("3 days", tuple((channel, 3) for channel in ("app", "invoice", "phone", "till", "web"))),
    ("{web: 2 weeks, till: at once}", (("web", 14),)),
])  # fmt: skip
def test_pending_is_one_wait_or_one_a_channel(pending, days):
    text = SMALL.replace("worth: 0.01 EUR", f"worth: 0.01 EUR, pending: {pending}")

    assert read_yaml(text).units[0].pending_days == days


@pytest.mark.parametrize(("expires", "found"), [
    ("never", Expiry(0, "days", "")), ("90 days", Expiry(90, "days", "")), ("2 weeks", Expiry(14, "days", "")),
    ("1 year", Expiry(12, "months", "")),
    ("{after: 12 months, on: end of half year}", Expiry(12, "months", "half year")),
])  # fmt: skip
def test_what_lapses_does_so_after_days_or_months(expires, found):
    text = SMALL.replace("worth: 0.01 EUR", f"worth: 0.01 EUR, expires: {expires}")

    assert read_yaml(text).units[0].expiry == found


def test_a_unit_is_known_by_its_id_and_by_all_of_its_names():
    names = "\n".join(f"  r{n}: {{give: 2 {name}, per: item}}" for n, name in enumerate(["points", "punt", "punten", "Point"]))

    assert [rule.unit for rule in small(f"earn:\n{names}\n").earn] == ["points"] * 4


def test_a_country_pack_is_always_there_and_can_only_be_added_to():
    never = small("never: [tobacco, own label, {category: news}]\n").sets[1].test

    assert isinstance(never, Any)
    classes = never.tests[0]
    assert isinstance(classes, OneOf)
    assert {"tobacco", "gift_card", "deposit", "stamps", "lottery", "medicine", "infant_formula", "books"} <= set(classes.values)
    assert sorted(map(repr, never.tests[1:])) == sorted(map(repr, (
        OneOf("category", ("news",)),
        Any((OneOf("category", ("own label",)), OneOf("tag", ("own label",)), OneOf("legal_class", ("own label",)))),
    )))  # fmt: skip
    assert small().sets[1].test == Any((classes,))


def test_the_stored_program_names_the_edition_of_its_country_pack():
    assert json.loads(small().document)["company"] == {"currency": "EUR", "pack": "2026-11-21"}


def test_equal_sets_are_one_set_and_a_written_one_has_a_readable_id():
    program = small(
        "sets: {brood: {names: {nl: vers brood}, category: bread}}\n"
        "earn:\n"
        "  a: {give: 1 point, per: item, of: brood}\n"
        "  b: {give: 1 point, per: item, of: {category: bread}}\n"
        "  c: {give: 1 point, per: item, of: {category: bread, price: at least 2.00 EUR}}\n"
        "  d: {give: 1 point, per: item, of: [brood, {tag: x}]}\n"
    )

    assert [s.id for s in program.sets] == [
        "all articles",
        "never",
        "brood",
        "category bread, price at least 2.00 EUR",
        "(category bread) or (tag x)",
    ]
    assert program.sets[2].names == Words("vers brood", "vers brood")
    assert [rule.articles for rule in program.earn] == [2, 2, 3, 4]


def test_a_long_set_has_an_id_of_sixty_characters_that_stays_the_same():
    program = small(f"earn: {{a: {{give: 1 point, per: item, of: {{sku: [{', '.join(f'A{n:05}' for n in range(40))}]}}}}}}\n")

    assert program.sets[2].id.startswith("sku A00000 or A00001 or A00002 or A00003 or ")
    assert program.sets[2].id[50:52] == " #"
    assert len(program.sets[2].id) == 60


def test_conditions_become_trees_in_a_fixed_order():
    rule = small(
        "earn:\n  a:\n    give: 1 point\n    per: item\n    not: {where: {branch: haven}}\n    basket: more than 20.00 EUR\n"
        "    for: {member for: at least 2 years, purchase: every 10th, member: true}\n"
        "    where: {channel: [web, app]}\n    when: {hours: 09:00-12:00, day: weekend, dates: 2026-03-01 .. 2026-03-31}\n"
    ).earn[0]

    assert [(named.name, named.test) for named in rule.tests] == [
        ("member", Compare("member", "==", 1)),
        ("member for", Compare("tenure_years", ">=", 2)),
        ("purchase", Every("purchase_number", 10)),
        ("dates", All((Compare("date", ">=", "2026-03-01"), Compare("date", "<=", "2026-03-31")))),
        ("day", OneOf("weekday", (5, 6))),
        ("hours", All((Compare("minute", ">=", 540), Compare("minute", "<", 720)))),
        ("not", Not(OneOf("branch", ("haven",)))),
        ("basket", Compare("basket_minor", ">", 2000)),
        ("channel", OneOf("channel", ("web", "app"))),
    ]


def test_less_than_a_year_a_member_is_not_said_of_a_stranger():
    rule = small("earn: {a: {give: 1 point, per: item, for: {member for: less than 1 year}}}\n").earn[0]

    assert rule.tests[0].test == All((Compare("tenure_years", ">=", 0), Compare("tenure_years", "<", 1)))


def test_history_makes_windows_that_are_shared():
    program = small(
        "earn:\n"
        "  a: {give: 1 point, per: item, for: {spend: {at least: 500.00 EUR, within: 12 months}}}\n"
        "  b: {give: 1 point, per: item, for: {spend: {less than: 5.00 EUR, within: 1 year}, visits: {at least: 3, within: lifetime}}}\n"
        "  c: {give: 1 point, per: item, for: {items: {at least: 3, within: 30 days},\n"
        "       earned: {at least: 5 stars, within: calendar year}}}\n"
    )

    assert program.windows == (
        Window("spend", "rolling", 12, "months"), Window("visits", "lifetime", 0, "days"), Window("items:all articles",
        "rolling", 30, "days"),
        Window("unit:stars", "calendar year", 0, "days"),
    )  # fmt: skip
    assert program.earn[1].tests[0].test == Compare("window:0", "<", 500)


def test_a_stamp_card_makes_its_unit_and_the_token_of_its_reward():
    program = read_yaml(EXAMPLES["ink-shop.yaml"])
    stamps, token = program.units

    assert (stamps.id, stamps.kind, stamps.expiry) == ("refill card", "stamps", Expiry(24, "months", ""))
    assert (token.id, token.kind, token.expiry, token.names.nl_many) == (
        "reward:free refill",
        "reward",
        Expiry(12, "months", ""),
        "gratis navulling",
    )
    assert (program.cards[0].unit, program.cards[0].gives, program.rewards[0].token) == ("refill card", "free refill", "reward:free refill")
    assert (program.rewards[0].free_items, program.rewards[0].most_minor, program.rewards[0].vat) == (1, 1295, "discount now")


def test_a_step_without_a_benefit_keeps_that_of_the_step_below():
    program = small(
        "tiers:\n  measure: {unit: stars, down: never}\n  steps:\n"
        "    goud: {from: 500, gives: [{multiply: points × 2}]}\n    brons: {from: 0}\n"
        "    zilver: {from: 50, gives: [{multiply: points × 1.5}, {multiply: stars × 2}]}\n"
    )

    assert program.tiers is not None
    assert [(step.id, step.threshold) for step in program.tiers.steps] == [("brons", 0), ("zilver", 50), ("goud", 500)]
    assert program.tiers.down_steps == 0
    assert [(m.id, m.factor, m.tests[0].test) for m in program.multipliers] == [
        ("tier:goud:points", Fraction(2), OneOf("tier_rank", (3,))),
        ("tier:zilver:points", Fraction(3, 2), OneOf("tier_rank", (2,))),
        ("tier:zilver:stars", Fraction(2), OneOf("tier_rank", (2, 3))),
    ]


@pytest.mark.parametrize(("measure", "window", "kept"), [
    ("unit: stars", Window("unit:stars", "calendar year", 0, "days"), ("through next year", 0)),
    ("unit: stars, window: rolling 12 months", Window("unit:stars", "rolling", 12, "months"), ("rolling", 12)),
    ("unit: stars, window: lifetime, kept: 6 months", Window("unit:stars", "lifetime", 0, "days"), ("rolling", 6)),
    ("visits: all, window: rolling 90 days", Window("visits", "rolling", 90, "days"), ("rolling", 12)),
    ("unit: stars, window: membership year", Window("unit:stars", "membership year", 0, "days"), ("through next year", 0)),
    ("unit: stars, window: membership year, kept: through this year", Window("unit:stars", "membership year", 0, "days"),
     ("through this year", 0)),
    ("unit: stars, window: since tier start", Window("unit:stars", "since tier start", 0, "days"), ("rolling", 12)),
    ("balance: points, kept: 3 months", Window("balance:points", "now", 0, "days"), ("rolling", 3)),
])  # fmt: skip
def test_a_ladder_measures_a_unit_or_visits_over_a_window(measure, window, kept):
    program = small(f"tiers: {{measure: {{{measure}}}, steps: {{a: {{from: 5}}}}}}\n")

    assert program.tiers is not None
    assert program.windows[program.tiers.window] == window
    assert (program.tiers.kept, program.tiers.review_months) == kept


def test_a_ladder_of_tenure_has_periods_for_its_steps():
    program = small("tiers: {measure: {tenure: all}, steps: {nieuw: {from: 0}, vriend: {from: 2 years}, oud: {from: 30 months}}}\n")

    assert program.tiers is not None
    assert program.windows[program.tiers.window] == Window("tenure", "now", 0, "days")
    assert [(step.id, step.threshold) for step in program.tiers.steps] == [("nieuw", 0), ("vriend", 24), ("oud", 30)]


def test_how_one_moves_on_a_ladder_is_read():
    said = "{unit: stars, down: to the level reached, grace: 14 days, effective: in the same basket, notice: 1 month}"
    tiers = small(f"tiers: {{measure: {said.replace('1 month', '45 days')}, steps: {{a: {{from: 0}}, b: {{from: 5}}}}}}\n").tiers

    assert tiers is not None
    assert (tiers.down_steps, tiers.grace_days, tiers.same_basket, tiers.notice_days) == (2, 14, True, 45)


@pytest.mark.parametrize(("spend", "measure"), [("all", "spend"), ("{category: bread}", "spend:category bread")])
def test_a_ladder_of_money_has_amounts_for_its_steps(spend, measure):
    program = small(f"tiers: {{measure: {{spend: {spend}}}, steps: {{a: {{from: 500.00 EUR}}}}}}\n")

    assert program.tiers is not None
    assert (program.windows[program.tiers.window].measure, program.tiers.steps[0].threshold) == (measure, 50_000)


def test_discounts_stand_by_priority_and_then_by_id():
    program = small("discounts: {b: {off: 5%}, a: {off: 2.5%, on: basket, group: g}, c: {off: 1%, priority: 5}}\n")

    assert [(d.id, d.deal, d.lane, d.group) for d in program.discounts] == [
        ("c", Percent(100), "line", ""),
        ("a", Percent(250), "basket", "g"),
        ("b", Percent(500), "line", ""),
    ]


def test_points_off_go_in_steps_up_to_a_share():
    off = small("discounts: {o: {spend: punten, step: 100, at most: 50% of basket}}\n").points_off[0]

    assert (off.unit, off.step, off.most_bp, off.articles) == ("points", 100, 5000, 0)


def test_a_why_of_one_language_is_completed_from_the_rule():
    program = small(
        "earn: {a: {give: 2 points, per: 1.00 EUR, when: {day: tuesday}, why: {nl: eigen woorden}}, b: {give: 1 stars, per: item}}\n"
    )

    assert [rule.why for rule in program.earn] == [
        Words("eigen woorden", "2 points per full €1.00 on Tuesday"), Words("1 stars per stuk", "1 stars per item"),
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["NO", "on", "010", "1e3", "~", "null", "2026-03-01", "12:30:45"])
def test_words_that_other_yaml_readers_turn_into_something_else_are_ids_here(word):
    text = SMALL.replace("[markt, haven]", f"[{word}]")
    branches = [] if mistakes_in(text) else [branch.id for branch in read_yaml(text).branches]

    assert branches == ([] if word in ("~", "12:30:45") else [word])

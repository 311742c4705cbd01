"""What people in a branch give by themselves: an envelope, limits by role, a colleague above them, and always a reason."""

import json
from dataclasses import replace

import pytest

from tests import make
from tests.make import line
from tests.paper import PaperShop, refuses
from tests.program.files import mistakes_in
from tests.programs import read_yaml
from zegel.core.ids import ReceiptId
from zegel.core.periods import Day
from zegel.decide.document import read
from zegel.decide.explain import explain
from zegel.decide.suggestions import suggestion
from zegel.flows.commands import DecideGesture, GiveGesture, Quote
from zegel.flows.envelopes import envelopes
from zegel.program.sentences import sentences

PROGRAM = """
zegel: 1
program: Bakkerij De Korenaar
company: {currency: EUR}
branches: [dorpsstraat, markt]
units: {points: {worth: 0.01 EUR}}
earn: {base: {give: 1 points, per: 1.00 EUR}}
rewards:
  coffee: {gives: {free: 1, of: {category: coffee}, worth at most: 3.00 EUR}}
  five off: {gives: {off: 5.00 EUR}, used: by itself, valid for: 1 months}
gestures:
  envelope: 20.00 EUR per month
  may give: {cashier: 4.00 EUR, manager: 15.00 EUR}
  at most: 16.00 EUR
  presents: 2 per day
  surprise: {one in: 4, gives: flowers}
  kinds:
    flowers:
      item: {nl: bosje bloemen, en: bunch of flowers}
      worth: 7.50 EUR
      why: {nl: "omdat u hier al {years} jaar komt", en: "because you have been coming here for {years} years"}
    sticker: {item: {nl: sticker, en: sticker}, worth: 0.50 EUR, present: true}
    sorry: {points: 300 points, why: {nl: "voor het wachten", en: "for the wait"}}
    coffee: {reward: coffee}
    next time: {reward: five off}
    hamper: {item: {nl: mand, en: hamper}, worth: 15.50 EUR}
    piano: {item: piano, worth: 1_600.00 EUR}
"""
FATIMA = make.card()


@pytest.fixture
def bakery() -> PaperShop:
    shop = PaperShop(read_yaml(PROGRAM))
    shop.enrol(since="2019-03-01")
    return shop


def gives(shop, what, role="", who=FATIMA, reason="waited long", at=None, branch="dorpsstraat", new=50, because=""):
    header = make.header(shop._moment(at), branch=branch)
    return GiveGesture(header, who, what, role, reason, make.purse(new), because)


def decides(shop, asked, *, approve=True, role="manager", by="boss", at=None, branch="dorpsstraat", reason="fine"):
    from dataclasses import replace

    header = replace(make.header(shop._moment(at), branch=branch), actor=by)
    return DecideGesture(header, asked.id, approve, role, reason)


def dossier(shop, asked):
    (found,) = [one for one in shop.memory.facts.dossiers_of(asked.id.purse, "gesture") if one.id == str(asked.id)]
    return found.state, json.loads(found.data)


def said(shop, receipt):
    return [(one.short.nl, one.full.en) for one in explain(shop.compiled, read(receipt.outcome.receipt.document)) if one.kind == "gesture"]


def test_points_are_given_with_the_words_that_the_member_hears(bakery):
    sorry = bakery.done(gives(bakery, "sorry"))

    assert (sorry.kinds, bakery.points(FATIMA), sorry.body["reason"]) == (["gesture"], 300, "waited long")
    assert sorry.effects("gesture") == [{"gesture": "sorry", "state": "given", "unit": "points", "count": 300, "worth_minor": 300}]
    assert said(bakery, sorry) == [("300 points: voor het wachten", "You get from us: 300 points, for the wait.")]
    assert [(d.counter, d.n, d.of) for d in sorry.outcome.draws] == [("gestures:dorpsstraat:2026-03", 300, 2000)]


def test_the_words_are_true_or_they_are_others(bakery):
    flowers = bakery.done(gives(bakery, "flowers", "manager"))
    assert said(bakery, flowers)[0][0] == "bosje bloemen: omdat u hier al 7 jaar komt"

    bakery.enrol("new")
    flowers = bakery.done(gives(bakery, "flowers", "manager", who=make.card("new")))
    assert said(bakery, flowers)[0][0] == "bosje bloemen: zomaar, van ons"


def test_one_of_a_reward_to_be_used_later(bakery):
    bakery.done(gives(bakery, "coffee"))

    sale = bakery.buys(FATIMA, line(280, category="coffee"), uses=[("coffee", 1)])

    assert (sale.pays, bakery.balances(FATIMA)) == (0, {})


def test_something_off_the_next_purchase_without_a_voucher(bakery):
    bakery.done(gives(bakery, "next time", "manager"))

    assert bakery.buys(FATIMA, line(900)).pays == 400
    assert bakery.buys(FATIMA, line(900)).pays == 900


def test_what_is_not_used_next_time_lapses(bakery):
    bakery.done(gives(bakery, "next time", "manager"))

    assert bakery.buys(FATIMA, line(900), at="2026-04-05 10:00").pays == 900


def test_without_a_card_only_a_thing_can_be_given(bakery):
    assert refuses(bakery, gives(bakery, "sorry", who=None)).refusal == "member_needed"

    sticker = bakery.done(gives(bakery, "sticker", who=None))

    assert (sticker.id.purse, sticker.body["facts"]["member"]) == (make.purse(50), 0)


def test_a_reason_and_a_place_are_always_there(bakery):
    assert refuses(bakery, gives(bakery, "sorry", reason=" ")).refusal == "reason_missing"
    assert refuses(bakery, gives(bakery, "sorry", branch="")).refusal == "unknown_branch"
    assert refuses(bakery, gives(bakery, "moon")).data == {"gesture": "moon"}
    assert refuses(bakery, gives(bakery, "sorry", "king")).data == {"role": "king"}


def test_each_branch_has_its_envelope_and_it_closes_with_the_month(bakery):
    bakery.done(gives(bakery, "flowers", "manager"))
    bakery.done(gives(bakery, "flowers", "manager"))

    no = refuses(bakery, gives(bakery, "flowers", "manager"))
    assert (no.refusal, no.data) == ("budget_used_up", {"what": "flowers", "left": 500, "needed": 750})

    bakery.done(gives(bakery, "flowers", "manager", branch="markt"))
    bakery.done(gives(bakery, "flowers", "manager", at="2026-04-01 09:00"))


def test_a_branch_may_have_an_envelope_of_its_own():
    own = PROGRAM.replace("  presents:", "  envelopes: {markt: 8.00 EUR per month}\n  presents:")
    shop = PaperShop(read_yaml(own))
    at_markt = GiveGesture(make.header(shop.at, branch="markt"), None, "flowers", "manager", "she waited long", make.purse(90))

    shop.done(at_markt)
    refused = refuses(shop, replace(at_markt, new_purse=make.purse(91)))
    at_the_other = shop.record(replace(at_markt, header=make.header(shop.at), new_purse=make.purse(92)))

    assert (refused.refusal, refused.data["left"], refused.data["needed"]) == ("budget_used_up", 50, 750)
    assert at_the_other.refusal == ""
    assert any("€ 20,00 per maand (markt € 8,00)" in one.nl for one in sentences(read_yaml(own)))


def test_an_envelope_of_no_branch_is_a_mistake():
    text = PROGRAM.replace("  presents:", "  envelopes: {mrkt: 8.00 EUR per month}\n  presents:")

    (mistake,) = mistakes_in(text)

    assert (mistake.code, "markt" in mistake.hint) == ("unknown_branch", True)


def test_so_many_small_presents_a_day(bakery):
    for new in (50, 51):
        bakery.done(gives(bakery, "sticker", who=None, new=new))

    no = refuses(bakery, gives(bakery, "sticker", who=None, new=52))
    assert (no.refusal, no.data) == ("limit_reached", {"what": "sticker", "left": 0, "window": -1})
    bakery.done(gives(bakery, "sticker", who=None, new=52, at="2026-03-05 09:00"))


# -- a colleague


def test_above_what_one_may_give_alone_a_colleague_approves(bakery):
    asked = bakery.done(gives(bakery, "flowers"))
    assert (asked.effects("gesture")[0]["state"], asked.outcome.draws) == ("asked", ())
    assert said(bakery, asked)[0][0] == "Gevraagd aan een collega: bosje bloemen"

    yes = bakery.done(decides(bakery, asked))

    assert (yes.effects("gesture")[0]["state"], yes.body["of"]) == ("given", str(asked.id))
    assert [(d.counter, d.n) for d in yes.outcome.draws] == [("gestures:dorpsstraat:2026-03", 750)]
    state, data = dossier(bakery, asked)
    assert (state, data["by"], data["decided_by"]) == ("given", "anna", "boss")
    assert refuses(bakery, decides(bakery, asked)).data == {"state": "given"}


def test_a_colleague_may_say_no(bakery):
    asked = bakery.done(gives(bakery, "flowers"))

    no = bakery.done(decides(bakery, asked, approve=False))

    assert (no.effects("gesture")[0]["state"], no.outcome.draws, dossier(bakery, asked)[0]) == ("refused", (), "refused")
    assert said(bakery, no)[0] == ("Niet gegeven: bosje bloemen", "Not given: bunch of flowers.")


def test_nobody_approves_what_they_asked_for_nor_more_than_they_may_give(bakery):
    asked = bakery.done(gives(bakery, "flowers"))

    assert refuses(bakery, decides(bakery, asked, by="anna")).refusal == "same_person"
    assert refuses(bakery, decides(bakery, asked, role="cashier")).data == {"most": 400, "worth": 750}
    assert refuses(bakery, decides(bakery, asked, branch="markt")).refusal == "unknown_branch"
    assert refuses(bakery, decides(bakery, asked, reason="")).refusal == "reason_missing"
    hamper = bakery.done(gives(bakery, "hamper", "manager"))
    assert refuses(bakery, decides(bakery, hamper)).data == {"most": 1500, "worth": 1550}


def test_what_the_program_gives_more_of_by_the_time_of_the_answer_is_weighed_as_it_is_then():
    more = PROGRAM.replace("sorry: {points: 300 points", "sorry: {points: 1_400 points").replace("cashier: 4.00", "cashier: 2.00")
    most = PROGRAM.replace("sorry: {points: 300 points", "sorry: {points: 1_700 points")
    first = PROGRAM.replace("cashier: 4.00", "cashier: 2.00")
    shop = PaperShop(read_yaml(first), (make.clock("2026-03-05 08:00"), read_yaml(more)), (make.clock("2026-03-06 08:00"), read_yaml(most)))
    shop.enrol(since="2019-03-01")
    asked, later = [shop.done(gives(shop, "sorry", at="2026-03-04 12:00")) for _ in range(2)]
    assert asked.effects("gesture")[0]["worth_minor"] == 300

    given = shop.done(decides(shop, asked, at="2026-03-05 12:00"))

    assert (given.effects("gesture")[0]["worth_minor"], given.effects("gesture")[0]["count"]) == (1_400, 1_400)
    assert [(draw.counter, draw.n) for draw in given.outcome.draws] == [("gestures:dorpsstraat:2026-03", 1_400)]
    assert refuses(shop, decides(shop, later, at="2026-03-06 12:00")).data == {"most": 1_600, "worth": 1_700}


def test_nobody_gives_more_than_a_gesture_may_be(bakery):
    assert refuses(bakery, gives(bakery, "piano", "manager")).data == {"most": 1600, "worth": 160_000}


def test_what_was_asked_lapses_with_the_month(bakery):
    asked = bakery.done(gives(bakery, "flowers"))

    assert refuses(bakery, decides(bakery, asked, at="2026-04-01 09:00")).data == {"on": "2026-03-04"}
    assert bakery.done(decides(bakery, asked, approve=False)).refusal == ""


def test_the_envelope_may_be_empty_by_the_time_of_the_answer(bakery):
    asked = [bakery.done(gives(bakery, "flowers")) for _ in range(3)]
    bakery.done(decides(bakery, asked[0]))
    bakery.done(decides(bakery, asked[1]))

    assert refuses(bakery, decides(bakery, asked[2])).refusal == "budget_used_up"
    assert dossier(bakery, asked[2])[0] == "asked"


def test_only_what_was_asked_can_be_decided(bakery):
    sale = bakery.buys(FATIMA, line())

    assert refuses(bakery, decides(bakery, sale)).refusal == "unknown_receipt"
    nowhere = DecideGesture(make.header(bakery.at), ReceiptId(make.purse(77), 1), True, "manager", "fine")
    assert refuses(bakery, nowhere).refusal == "unknown_receipt"


# -- a surprise now and then


def test_once_in_so_many_visits_a_surprise_is_suggested_the_same_whoever_asks(bakery):
    found = []
    for _ in range(40):
        quote = bakery.record(Quote(make.header(bakery.at), make.purchase(line(), at=bakery.at), FATIMA, ()))
        again = bakery.record(Quote(make.header(bakery.at), make.purchase(line(), at=bakery.at), FATIMA, ()))
        one, other = (suggestion(bakery.compiled, read(q.outcome.receipt.document)) for q in (quote, again))
        assert one == other
        found.append(one)
        bakery.buys(FATIMA, line())

    assert 4 <= sum(one is not None for one in found) <= 18
    assert next(one.says.nl for one in found if one) == "Verras met: bosje bloemen (omdat u hier al 7 jaar komt)"
    nobody = bakery.record(Quote(make.header(bakery.at), make.purchase(line(), at=bakery.at), None, ()))
    assert suggestion(bakery.compiled, read(nobody.outcome.receipt.document)) is None


BUDGETED = PROGRAM.replace("  may give:", "  budgets: {klacht: 7.00 EUR per month, jarig: 50.00 EUR per month}\n  may give:", 1)
BUDGETED = BUDGETED.replace("{points: 300 points,", "{points: 300 points, budget: klacht,").replace(
    "{reward: coffee}", "{reward: coffee, budget: jarig}"
)


def test_a_kind_of_reason_has_a_budget_in_the_envelope():
    shop = PaperShop(read_yaml(BUDGETED))
    shop.enrol(since="2019-03-01")

    first = shop.done(gives(shop, "sorry"))
    shop.done(gives(shop, "sorry"))
    empty = refuses(shop, gives(shop, "sorry"))

    assert [(d.counter, d.n, d.of) for d in first.outcome.draws] == [
        ("gestures:dorpsstraat:2026-03", 300, 2000), ("gestures:dorpsstraat:2026-03:klacht", 300, 700)
    ]  # fmt: skip
    assert (empty.refusal, empty.outcome.refusal.data) == ("budget_used_up", {"left": 100, "needed": 300, "what": "klacht"})
    assert shop.points(FATIMA) == 600
    shop.done(gives(shop, "sorry", branch="markt"))
    shop.done(gives(shop, "sorry", at="2026-04-01 10:00"))
    assert shop.points(FATIMA) == 1200


REASONED = PROGRAM.replace("  may give:", "  reasons: {waited: 7.00 EUR per month, wrong: 50.00 EUR per month}\n  may give:", 1)


def test_a_reason_has_an_envelope_of_its_own_whatever_is_given_for_it():
    shop = PaperShop(read_yaml(REASONED))
    shop.enrol(since="2019-03-01")

    first = shop.done(gives(shop, "sorry", because="waited"))
    shop.done(gives(shop, "coffee", because="waited"))
    empty = refuses(shop, gives(shop, "sorry", because="waited"))

    assert [(d.counter, d.n, d.of) for d in first.outcome.draws] == [
        ("gestures:dorpsstraat:2026-03", 300, 2000), ("gestures:dorpsstraat:2026-03::waited", 300, 700)
    ]  # fmt: skip
    assert (empty.refusal, empty.outcome.refusal.data) == ("budget_used_up", {"left": 100, "needed": 300, "what": "waited"})
    assert shop.points(FATIMA) == 300
    shop.done(gives(shop, "sorry", because="wrong"))
    shop.done(gives(shop, "sorry", because="day"))
    shop.done(gives(shop, "sorry", because="waited", branch="markt"))
    assert shop.points(FATIMA) == 1200
    found = envelopes(shop.compiled.program.gestures, "dorpsstraat", Day("2026-03-04"), shop.memory.facts.left)
    assert [(one.reason, one.of_minor, one.left_minor) for one in found[1:]] == [("waited", 700, 100), ("wrong", 5000, 800)]


def test_a_colleague_who_approves_draws_on_what_is_set_apart_for_the_reason():
    shop = PaperShop(read_yaml(REASONED.replace("cashier: 4.00", "cashier: 1.00")))
    shop.enrol(since="2019-03-01")
    asked = [shop.done(gives(shop, "sorry", because="waited")).outcome.receipt for _ in range(3)]

    for one in asked[:2]:
        shop.done(decides(shop, one))

    assert refuses(shop, decides(shop, asked[2])).outcome.refusal.data == {"left": 100, "needed": 300, "what": "waited"}
    assert shop.points(FATIMA) == 600


def test_what_is_given_for_none_of_the_reasons_may_have_an_envelope_of_its_own_too():
    shop = PaperShop(read_yaml(REASONED.replace("waited: 7.00", "other: 7.00")))
    shop.enrol(since="2019-03-01")

    shop.done(gives(shop, "sorry"))
    second = shop.done(gives(shop, "sorry"))
    empty = refuses(shop, gives(shop, "sorry"))

    assert [(d.counter, d.n, d.of) for d in second.outcome.draws] == [
        ("gestures:dorpsstraat:2026-03", 300, 2000), ("gestures:dorpsstraat:2026-03::other", 300, 700)
    ]  # fmt: skip
    assert empty.outcome.refusal.data == {"left": 100, "needed": 300, "what": "other"}
    shop.done(gives(shop, "sorry", because="waited"))
    assert shop.points(FATIMA) == 900


def test_a_colleague_who_approves_what_is_for_none_of_the_reasons_draws_on_that_too():
    shop = PaperShop(read_yaml(REASONED.replace("waited: 7.00", "other: 7.00").replace("cashier: 4.00", "cashier: 1.00")))
    shop.enrol(since="2019-03-01")
    asked = shop.done(gives(shop, "sorry")).outcome.receipt

    agreed = shop.done(decides(shop, asked))

    assert [d.counter for d in agreed.outcome.draws] == ["gestures:dorpsstraat:2026-03", "gestures:dorpsstraat:2026-03::other"]


def test_what_was_ordered_before_it_is_given_comes_out_of_the_envelope_of_that_day():
    shop = PaperShop(read_yaml(REASONED))
    shop.enrol(since="2019-03-01")
    ordered = replace(gives(shop, "sorry", because="waited", at="2026-04-01 00:10"), ordered_on=Day("2026-03-31"))

    given = shop.done(ordered)

    assert [(d.counter, d.n) for d in given.outcome.draws] == [
        ("gestures:dorpsstraat:2026-03", 300), ("gestures:dorpsstraat:2026-03::waited", 300)
    ]  # fmt: skip


def test_the_page_says_how_much_there_is_for_which_reason():
    found = next(one for one in sentences(read_yaml(REASONED)) if one.path == "gestures.reasons")

    assert found.nl == "Om één reden geeft een filiaal per maand hoogstens: “moest wachten” € 7,00 en “er ging iets mis” € 50,00."
    assert found.en == "For one reason a branch gives at most, a month: “had to wait” €7.00 and “something went wrong” €50.00."


def test_a_reason_that_tills_do_not_offer_cannot_be_set_apart():
    (wrong,) = mistakes_in(REASONED.replace("waited:", "waitd:"))

    assert wrong.code == "unknown_reason"
    assert "waited" in wrong.hint


def test_of_a_budget_no_more_is_left_than_of_the_envelope():
    shop = PaperShop(read_yaml(BUDGETED))
    shop.enrol(since="2019-03-01")
    for _ in range(2):
        shop.done(gives(shop, "flowers", "manager"))
    shop.done(gives(shop, "coffee"))

    found = envelopes(shop.compiled.program.gestures, "dorpsstraat", Day("2026-03-04"), shop.memory.facts.left)

    assert [(one.budget, one.of_minor, one.left_minor) for one in found] == [("", 2000, 200), ("jarig", 5000, 200), ("klacht", 700, 200)]
    assert refuses(shop, gives(shop, "coffee")).outcome.refusal.data == {"left": 200, "needed": 300, "what": "jarig"}


def test_a_colleague_who_approves_draws_on_the_budget_too():
    shop = PaperShop(read_yaml(BUDGETED.replace("cashier: 4.00", "cashier: 1.00")))
    shop.enrol(since="2019-03-01")
    asked = [shop.done(gives(shop, "sorry")).outcome.receipt for _ in range(3)]

    for one in asked[:2]:
        shop.done(decides(shop, one))

    assert refuses(shop, decides(shop, asked[2])).refusal == "budget_used_up"
    assert shop.points(FATIMA) == 600


def test_the_page_says_what_there_is_for_which_reason():
    said = {one.path: one for one in sentences(read_yaml(BUDGETED))}

    assert said["gestures.budgets"].nl == "Daarvan is er per maand voor: jarig € 50,00 en klacht € 7,00."
    assert said["gestures.kinds.sorry"].en == "A branch may give (klacht): 300 points."


def test_a_budget_that_is_not_there_and_one_without_an_amount():
    assert [(one.path, one.code) for one in mistakes_in(BUDGETED.replace("budget: klacht", "budget: spijt"))] == [
        ("gestures.kinds.sorry.budget", "unknown_budget")
    ]
    assert [one.code for one in mistakes_in(BUDGETED.replace("{klacht: 7.00 EUR per month, jarig: 50.00 EUR per month}", "much"))] == [
        "wrong_kind", "unknown_budget", "unknown_budget"
    ]  # fmt: skip

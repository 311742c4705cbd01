"""A rebate in money: claimed, approved by somebody else, owed in the books, paid into an account, sent back by the bank (domain.md M35)."""

from dataclasses import replace
from json import loads
from typing import Any

import pytest

from tests import make
from tests.make import line
from tests.paper import PaperShop, Said, refuses
from tests.program.files import codes_where, said_by
from tests.programs import read_yaml
from zegel.core.iban import Account
from zegel.core.ids import ReceiptId, purse_text
from zegel.flows.commands import Command, Header, MoveCase, NameAccount, OpenCase
from zegel.program.compile import Compiled
from zegel.replay.play_story import play
from zegel.replay.read_story import read_story

PROGRAM = """
zegel: 1
program: Witgoed aan de Gracht
company: {currency: EUR}
branches: [dorpsstraat]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
store credit: {}
rebates:
  spring: {pays: 10%}
  each:   {pays: 2.50 EUR, claim within: 60 days}
  goods:  {gives: 2.50 EUR store credit}
payments: {from: NL91 ABNA 0417 1643 00}
"""
FATIMA, HERS = make.card(), Account("NL20 INGB 0001 2345 67", " Fatima  Demir ")
UNIT = "cash back:EUR"


def a_shop(program: str = PROGRAM) -> PaperShop:
    shop = PaperShop(read_yaml(program))
    shop.enrol()
    return shop


def by(shop: PaperShop, who: str) -> Header:
    return replace(make.header(shop.at), actor=who)


def claims(shop: PaperShop, what: str, sale: Said, *, account: Account | None = HERS) -> Said:
    return shop.done(OpenCase(by(shop, "emma"), FATIMA, "rebate", what, sale.id, 1, "", 0, account=account))


def moves(shop: PaperShop, case: Said, to: str, *, who: str = "joop", **more: Any) -> Command:
    payment = "B1" if to == "sent" else ""
    return MoveCase(by(shop, who), ReceiptId(case.id.purse, case.id.seq), to, "", more.pop("reason", ""), payment=payment, **more)


def names(shop: PaperShop, case: Said, account: Account, who: str = "emma") -> Command:
    return NameAccount(by(shop, who), case.id, account)


def kept(shop: PaperShop, case: Said, kind: str = "rebate") -> tuple[str, dict[str, Any]]:
    (found,) = [one for one in shop.memory.facts.dossiers_of(case.id.purse, kind) if one.id == str(case.id)]
    return found.state, loads(found.data)


def test_what_is_approved_is_owed_until_the_bank_paid_it():
    shop = a_shop()
    case = claims(shop, "spring", shop.buys(FATIMA, line(10_900)))

    approved = shop.done(moves(shop, case, "approved"))

    assert approved.effects("cash back") == [{"minor": 1_090, "state": "to pay", "vat_bp": 900, "vat_minor": 90, "what": "spring"}]
    assert shop.balances(FATIMA) == {UNIT: 1_090}
    shop.done(moves(shop, case, "sent"))
    assert shop.balances(FATIMA) == {UNIT: 1_090}, "what is with the bank is still owed"
    paid = shop.done(moves(shop, case, "paid"))
    assert (shop.balances(FATIMA).get(UNIT, 0), kept(shop, case)[0]) == (0, "paid")
    assert "€ 10,90 is op uw rekening betaald; daarin zit € 0,90 (9%) btw." in paid.said


def test_an_amount_is_for_each_piece_that_was_kept():
    shop = a_shop()
    sale = shop.buys(FATIMA, line(30_000, 3))
    case = claims(shop, "each", sale)
    shop.returns(sale, (1, 1_000))

    shop.done(moves(shop, case, "approved"))

    assert shop.balances(FATIMA)[UNIT] == 500


def test_where_prices_are_without_vat_a_share_is_paid_with_it():
    shop = a_shop(PROGRAM.replace("{currency: EUR}", "{currency: EUR, prices: excluding VAT}"))
    case = claims(shop, "spring", shop.buys(FATIMA, line(10_000)))

    approved = shop.done(moves(shop, case, "approved"))

    assert [(one["minor"], one["vat_minor"]) for one in approved.effects("cash back")] == [(1_090, 90)]


def test_what_the_bank_sends_back_is_owed_again_and_paid_into_another_account():
    shop = a_shop()
    case = claims(shop, "spring", shop.buys(FATIMA, line(10_000)))
    for to in ("approved", "sent", "paid"):
        shop.done(moves(shop, case, to))

    unsaid = refuses(shop, moves(shop, case, "sent back"))
    shop.done(moves(shop, case, "sent back", reason="AC04 closed account"))
    assert (unsaid.refusal, shop.balances(FATIMA)[UNIT]) == ("reason_missing", 1_000)
    shop.done(names(shop, case, Account("BE68539007547034", "F. Demir")))
    for to in ("to pay", "sent", "paid"):
        shop.done(moves(shop, case, to))

    assert shop.balances(FATIMA).get(UNIT, 0) == 0
    assert kept(shop, case, "bank account")[1]["iban"] == "BE68539007547034"


def test_who_claims_or_says_where_it_goes_does_not_approve_it_and_who_approved_it_does_not_say_where():
    shop = a_shop()
    case = claims(shop, "spring", shop.buys(FATIMA, line(10_000)), account=None)
    shop.done(names(shop, case, HERS, "pien"))

    assert [refuses(shop, moves(shop, case, "approved", who=who)).refusal for who in ("emma", "pien")] == ["four_eyes", "four_eyes"]
    shop.done(moves(shop, case, "approved", who="joop"))
    assert refuses(shop, names(shop, case, HERS, "joop")).refusal == "four_eyes"


def test_an_account_that_the_shop_names_after_the_approval_is_looked_at_by_a_colleague_and_one_of_the_member_is_not():
    shop = a_shop()
    case = claims(shop, "spring", shop.buys(FATIMA, line(10_000)), account=None)
    shop.done(moves(shop, case, "approved"))

    shop.done(names(shop, case, HERS, "pien"))

    assert kept(shop, case)[0] == "to check"
    assert refuses(shop, moves(shop, case, "sent", who="fin")).refusal == "wrong_state"
    assert refuses(shop, moves(shop, case, "to pay", who="pien")).refusal == "four_eyes"
    shop.done(moves(shop, case, "to pay", who="emma"))
    shop.done(names(shop, case, HERS, f"member:{purse_text(case.id.purse)}"))
    assert (kept(shop, case)[0], shop.balances(FATIMA)) == ("to pay", {UNIT: 1_000})


def test_without_an_account_nothing_is_sent_and_without_a_payment_file_neither():
    shop = a_shop()
    case = claims(shop, "spring", shop.buys(FATIMA, line(10_000)), account=None)
    shop.done(moves(shop, case, "approved"))

    assert refuses(shop, moves(shop, case, "sent")).refusal == "account_missing"
    by_hand = replace(moves(shop, case, "sent"), payment="")  # type: ignore[type-var]  # a value
    assert refuses(shop, by_hand).refusal == "wrong_state"
    assert shop.balances(FATIMA) == {UNIT: 1_000}


@pytest.mark.parametrize(("iban", "fault"), [
    ("NL21INGB0001234567", "check"), ("NL20INGB000123456", "length"), ("US64SVBKUS6S3300958879", "country"), ("my bank", "form"),
])  # fmt: skip
def test_an_account_that_cannot_be_is_refused_and_nothing_is_kept(iban: str, fault: str):
    shop = a_shop()
    sale = shop.buys(FATIMA, line(10_000))

    said = refuses(shop, OpenCase(by(shop, "emma"), FATIMA, "rebate", "spring", sale.id, 1, "", 0, account=Account(iban, "F. Demir")))

    assert (said.refusal, said.data) == ("invalid_iban", {"fault": fault})
    assert not shop.memory.facts.dossiers.get(shop.purse(FATIMA).id)


def test_a_rebate_is_claimed_once_whatever_is_told_with_it():
    shop = a_shop()
    sale = shop.buys(FATIMA, line(10_000))
    claims(shop, "spring", sale)

    for told in ("", "2", "serial A-1"):
        again = OpenCase(by(shop, "emma"), FATIMA, "rebate", "spring", sale.id, 1, told, 0, account=HERS)
        assert refuses(shop, again).refusal == "opened_before"


def test_an_account_belongs_to_a_rebate_in_money_only():
    shop = a_shop()
    sale = shop.buys(FATIMA, line(10_000))
    case = claims(shop, "goods", sale, account=None)

    assert refuses(shop, names(shop, case, HERS)).refusal == "wrong_state"
    other = shop.buys(FATIMA, line(10_000))
    with_one = OpenCase(by(shop, "emma"), FATIMA, "rebate", "goods", other.id, 1, "", 0, account=HERS)
    assert refuses(shop, with_one).refusal == "malformed"
    shop.done(moves(shop, case, "approved"))
    assert (shop.balances(FATIMA), kept(shop, case)[0]) == ({"store credit": 250}, "approved")


def test_the_account_is_in_no_entry_and_no_receipt():
    shop = a_shop()
    case = claims(shop, "spring", shop.buys(FATIMA, line(10_000)))
    shop.done(moves(shop, case, "approved"))

    written = b"".join(filter(None, shop.memory.facts.receipts.values()))

    assert b"INGB" not in written
    assert b"Demir" not in written
    assert "INGB" not in str(kept(shop, case))
    assert kept(shop, case, "bank account") == ("kept", {"holder": "Fatima Demir", "iban": "NL20INGB0001234567", "on": "2026-03-04"})


def test_it_says_itself():
    said = said_by(read_yaml(PROGRAM))

    assert said["rebates.each"] == (
        "Per stuk kunt u € 2,50 op uw bankrekening terugvragen voor alle artikelen, binnen 60 dagen na de koop.",
        "For each item you can claim €2.50 into your bank account on all articles, within 60 days of the sale.",
    )
    assert "10% van wat u betaalde op uw bankrekening" in said["rebates.spring"][0]


@pytest.mark.parametrize(("right", "wrong", "code"), [
    ("pays: 10%", "pays: 10%, gives: 3 points", "not_together"),
    ("{pays: 10%}", "{claim within: 9 days}", "not_together"),
    ("NL91 ABNA", "NL92 ABNA", "not_of_this_form"),
    ("currency: EUR", "currency: USD", "not_together"),
])  # fmt: skip
def test_what_cannot_be_meant_is_a_mistake(right: str, wrong: str, code: str):
    assert code in codes_where(PROGRAM, wrong, right)


def test_a_story_claims_a_rebate():
    program = read_yaml(PROGRAM)
    story = read_story(
        "story: A washing machine\nmember: {name: anna, since: 2026-01-01}\narticles: {WASHER: {price: 500.00 EUR}}\nsteps:\n"
        "  - {on: 2026-03-04, buys: WASHER}\n"
        "  - {on: 2026-03-05, claims rebate: spring on WASHER of step 1, expect: {said: 'teruggave spring: aangevraagd'}}\n"
        "  - {on: 2026-03-05, pays into: step 2 into NL92ABNA0417164300 of A. Visser, expect: {refused: invalid_iban}}\n"
        "  - {on: 2026-03-05, pays into: step 2 into NL91ABNA0417164300 of A. Visser}\n"
        "  - {on: 2026-03-06, moves: step 2 to approved, expect: {owed: 50.00 EUR}}\n"
        "  - {on: 2026-03-06, moves: step 2 to paid, expect: {refused: wrong_state}}\n"
        "  - {on: 2026-03-07, moves: step 2 to sent}\n"
        "  - {on: 2026-03-09, moves: step 2 to paid, expect: {owed: 0.00 EUR, said: is op uw rekening betaald}}\n",
        program, {},
    )  # fmt: skip

    assert [(one.step, one.sentence) for one in play(story, Compiled(program))] == []

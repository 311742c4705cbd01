"""Partners of a coalition as files say them: what is read, what is wrong, what is said and what is not (M44)."""

from fractions import Fraction

import pytest

from tests.program.files import ROOT, mistakes
from zegel.program.diff import changes
from zegel.program.partners import clearing_accounts, millionths
from zegel.program.read import read_json, read_yaml
from zegel.program.sentences import sentences

TEXT = (ROOT / "tests" / "program" / "pantry_partners.yaml").read_text(encoding="utf-8")
PRICES = "issued at: 0.008 EUR, redeemed at: 0.005 EUR"


def test_partners_are_read_with_their_own_rate_and_prices():
    program = read_yaml(TEXT)

    coalition = program.coalition
    assert coalition is not None
    baker, butcher = coalition.partners
    assert (coalition.unit, coalition.disputed_days) == ("miles", 14)
    assert (baker.issued_at, baker.redeemed_at, butcher.issued_at) == (Fraction(4, 5), Fraction(1, 2), Fraction(3, 4))
    assert [(rule.id, rule.count, rule.per_minor) for rule in program.earn] == [("partner:baker", 1, 250)]
    assert coalition.of_branch("butcher") == butcher
    assert coalition.of_branch("elsewhere") is None
    assert read_json(program.document.decode()).coalition == coalition
    assert clearing_accounts(coalition) == (
        "clearing", "issued by baker", "redeemed at baker", "corrected for baker", "issued by butcher", "redeemed at butcher",
        "corrected for butcher",
    )  # fmt: skip
    assert millionths(baker.issued_at, "EUR") == 8_000


@pytest.mark.parametrize(("inside", "code", "path"), [
    ("{who: {a: {branches: markt, " + PRICES + "}}}", "missing_key", "partners"),
    ("{unit: points}", "missing_key", "partners"),
    ("{unit: stars, who: {a: {branches: markt, " + PRICES + "}}}", "unknown_unit", "partners.unit"),
    ("{unit: points, who: {a: {branches: elders, " + PRICES + "}}}", "unknown_branch", "partners.who.a.branches"),
    ("{unit: points, who: {a: {branches: markt, issued at: 0.008 EUR}}}", "missing_key", "partners.who.a"),
    ("{unit: points, who: {a: {branches: markt, give: 1 point, " + PRICES + "}}}", "missing_key", "partners.who.a"),
    ("{unit: points, who: {a: {branches: markt, give: 1 star, per: item, " + PRICES + "}}}", "unknown_unit", "partners.who.a.give"),
    ("{unit: points, who: {a: {branches: markt, give: 1 stars, per: item, " + PRICES + "}}}", "not_together", "partners.who.a.give"),
    ("{unit: points, who: {a: {branches: markt, issued at: 0.00 EUR, redeemed at: 0.01 EUR}}}", "not_of_this_form",
     "partners.who.a.issued at"),
    ("{unit: points, who: {a: {branches: markt, " + PRICES + "}, b: {branches: markt, " + PRICES + "}}}", "not_together",
     "partners.who.b.branches"),
])  # fmt: skip
def test_a_mistake_in_partners_is_named_where_it_stands(inside, code, path):
    assert (code, path) in [(p.code, p.path) for p in mistakes(f"partners: {inside}\n")]


def test_members_are_told_who_takes_part_and_not_what_partners_pay_each_other():
    said = {s.path: (s.nl, s.en) for s in sentences(read_yaml(TEXT), full=True)}

    assert said["partners"] == (
        "Uw mijlen gelden bij de bakker en butcher: u spaart en besteedt ze bij elk van hen.",
        "Your miles are good at the baker and butcher: you earn and spend them at each of them.",
    )
    assert said["partners.who.baker"] == (
        "Bij de bakker (bakery) krijgt u 1 mijl per volle € 2,50.", "At the baker (bakery) you get 1 mile per full €2.50.",
    )  # fmt: skip
    assert said["partners.who.butcher"][1] == "Butcher has: butcher."
    assert not any("0,008" in nl or "0.008" in en for nl, en in said.values())


def test_another_price_is_a_change_all_the_same():
    found = changes(read_yaml(TEXT), read_yaml(TEXT.replace("0.0045", "0.005")))

    assert [change.path for change in found] == ["partners.who.butcher.redeemed at"]

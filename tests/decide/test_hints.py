"""What would bring a discount within reach, from and for prices, and why a part was left out: from a receipt and its version alone."""

from dataclasses import replace
from typing import Any

import pytest

from tests.decide.test_explain import Shop, why_not
from tests.make import buys, card, enrols, line
from tests.program.files import SMALL
from zegel.core.purchase import Line
from zegel.decide.hints import hints
from zegel.decide.line_prices import line_prices


def shop(discounts: str, more: str = "") -> Shop:
    made = Shop(f"{SMALL}discounts:\n  {discounts}\n{more}")
    made.does(enrols(1, card(), since="2026-01-01"))
    return made


def bought(*lines: Line) -> Any:
    return buys(*lines, who=card(), key="1", branch="markt")


def hinted(discounts: str, *lines: Line, more: str = "") -> list[tuple[str, int, str, str]]:
    """(kind, how much more, in Dutch, in English)."""
    made = shop(discounts, more)
    found = hints(made.compiled, made.document(bought(*lines)))
    return [(hint.kind, hint.more, hint.says.nl, hint.says.en) for hint in found]


@pytest.mark.parametrize(("discount", "lines", "expected"), [
    ("d: {off: 5%, basket: at least 20.00 EUR}", (line(1500),),
     [("amount", 500, "Nog € 5,00 en u krijgt: 5% korting.", "€5.00 more and you get: 5% off.")]),
    ("d: {gift: [kaars], basket: more than 20.00 EUR}", (line(2000),),
     [("amount", 1, "Nog € 0,01 en u krijgt: cadeau: kaars.", "€0.01 more and you get: gift: kaars.")]),
    ("d: {take: 6, pay: 5}", (line(500, 5),),
     [("items", 1, "Nog 1 stuk en u krijgt: 6 halen, 5 betalen.", "1 piece more and you get: 6 for the price of 5.")]),
    ("d: {take: 6, pay: 5}", (line(600, 6),), []),
    ("d: {take: 6, pay: 5, of: {category: cake}}", (line(500, 5),), []),
    ("d: {buy: 2, get: 1, of: {category: bread}, out of: {category: cake}}", (line(500, 2),),
     [("items", 1, "Nog 1 × artikelen uit cake en u krijgt: 2 kopen, 1 × gratis.",
       "1 × articles in cake more and you get: buy 2, get 1 × free.")]),
    ("d: {bundle: [{of: {category: bread}}, {of: {category: cake}}], price: 6.00 EUR}", (line(500),),
     [("items", 1, "Nog 1 × artikelen uit cake en u krijgt: samen € 6,00.", "1 × articles in cake more and you get: €6.00 together.")]),
    ("d: {steps: [{from: 20.00 EUR, off: 3%}, {from: 50.00 EUR, off: 5%}], method: whole}", (line(4500),),
     [("amount", 500, "Nog € 5,00 en u krijgt: staffelkorting.", "€5.00 more and you get: stepped discount.")]),
    ("d: {off: 5%, where: {channel: [till, app]}, basket: at least 20.00 EUR}", (line(1500),),
     [("amount", 500, "Nog € 5,00 en u krijgt: 5% korting.", "€5.00 more and you get: 5% off.")]),
    # nor is another channel, though the basket is looked at before it
    ("d: {off: 5%, where: {channel: web}, basket: at least 20.00 EUR}", (line(1500),), []),
    ("d: {off: 5.00 EUR per 50.00 EUR}", (line(11_000),),
     [("amount", 4_000, "Nog € 40,00 en u krijgt: € 5,00 korting per volle € 50,00.",
       "€40.00 more and you get: €5.00 off for every full €50.00.")]),
    ("d: {off: 5.00 EUR per 50.00 EUR, per basket: once}", (line(11_000),), []),
    # a Tuesday is not for sale
    ("d: {off: 5%, when: {day: monday}, basket: at least 20.00 EUR}", (line(1500),), []),
])  # fmt: skip
def test_what_is_nearly_within_reach(discount: str, lines: tuple[Line, ...], expected: list[Any]) -> None:
    assert hinted(discount, *lines) == expected


def test_a_hint_counts_what_the_discounts_before_it_left():
    assert [more for _, more, _, _ in hinted("a: {off: 10%}\n  b: {off: 1.00 EUR, basket: at least 10.00 EUR}", line(1000))] == [100]


GIVING = (
    SMALL
    + """
earn:
  base: {give: 1 point, per: 1.00 EUR}
  double: {multiply: points × 2, basket: at least 20.00 EUR}
  next: {give: coupon next time, per: purchase, basket: {holds: {category: bread}, at least: 3}, for: {member: true}}
coupons: {next time: {off: 10%}}
stamp cards: {bread card: {stamp: 1 per visit, slots: 10, full gives: free bread, basket: at least 10.00 EUR}}
rewards: {free bread: {gives: {free: 1}, basket: at least 30.00 EUR}}
entitlements: {home: {entitle: free shipping, from: 25.00 EUR}}
shipping: {category: shipping}
"""
)


def test_points_stamps_coupons_and_free_shipping_are_hinted_at_too():
    made = Shop(GIVING)
    made.does(enrols(1, card(), since="2026-01-01"))

    def told(who: Any) -> list[str]:
        return [hint.says.nl for hint in hints(made.compiled, made.document(replace(bought(line(900, 2)), who=who)))]

    everybody = [
        "Nog € 16,00 en u krijgt: gratis verzending.",
        "Nog € 11,00 en u krijgt: punten × 2.",
        "Nog € 1,00 en u krijgt: 1 stempel per aankoop.",
    ]
    assert told(None) == everybody
    assert told(card()) == [*everybody[:1], "Nog 1 × artikelen uit bread en u krijgt: 1 coupon “next time” per aankoop.", *everybody[1:]]


def test_from_and_for():
    document = shop("a: {off: 10%}\n  b: {take: 2, pay: 1, of: {category: cake}}").document(
        bought(line(900, list_minor=1000, discount_minor=100), line(400, 2, "cake"), line(100, 1, "jam", legal_class="tobacco"))
    )

    found = [(p.number, p.from_minor, p.for_minor, p.rules, p.says.nl, p.says.en) for p in line_prices(document, "EUR")]

    assert found == [
        (1, 1000, 810, ("a",), "Van € 10,00 voor € 8,10", "Was €10.00, now €8.10"),
        (2, 400, 180, ("a", "b"), "Van € 4,00 voor € 1,80", "Was €4.00, now €1.80"),
    ]


@pytest.mark.parametrize(("discount", "bought_line", "more", "nl", "en"), [
    ("d: {off: 40%}", line(1000, category="beer", legal_class="alcohol"), "",
     "€ 2,50 korting: 40% korting; € 1,50 kon niet worden gegeven, meer staat de wet niet toe.",
     "€2.50 off: 40% off; €1.50 could not be given, the law allows no more."),
    ("d: {off: 40%}", line(1000), "floors: {f: {least: 8.00 EUR}}\n",
     "€ 2,00 korting: 40% korting; € 2,00 kon niet worden gegeven, dan komt het onder de laagste prijs.",
     "€2.00 off: 40% off; €2.00 could not be given, that would go below the lowest price."),
    ("d: {off: 15.00 EUR}", line(1000), "", "€ 10,00 korting: € 15,00 korting; € 5,00 kon niet worden gegeven, want meer kostte het niet.",
     "€10.00 off: €15.00 off; €5.00 could not be given, for it cost no more."),
])  # fmt: skip
def test_what_was_left_out_is_said_with_the_reason(discount: str, bought_line: Line, more: str, nl: str, en: str) -> None:
    found = shop(discount, more).explains(bought(bought_line))

    full = next(one.full for one in found if one.rule == "d")
    assert (full.nl, full.en) == (nl, en)


@pytest.mark.parametrize(("discounts", "bought_line", "nl", "would"), [
    ("d: {off: 5%}\nfloors: {f: {least: 20.00 EUR}}", line(1000), "5% korting: de prijs kan niet verder omlaag.", ""),
    ("a: {off: 5%, priority: 1}\n  d: {off: 9%, not with: a}", line(1000), "9% korting: gaat niet samen met een andere korting.", ""),
    ("a: {off: 5%, group: g}\n  d: {off: 1%, group: g}", line(1000), "1% korting: een betere korting gaat voor.", ""),
    ("d: {take: 3, pay: 2}", line(1000, 2), "3 halen, 2 betalen: daarvoor zat er te weinig in het mandje.", "Met nog 1 ×."),
    ("d: {off: 5%, of: {category: cake}}", line(1000), "5% korting: daar zat niets van in het mandje.",
     "Met artikelen uit cake in het mandje."),
])  # fmt: skip
def test_why_a_discount_did_not_apply(discounts: str, bought_line: Line, nl: str, would: str) -> None:
    found = why_not(shop(discounts).explains(bought(bought_line)), "d")

    assert (found.full.nl, found.would.nl) == (nl, would)


def test_free_pieces_and_gifts_say_themselves():
    made = shop("d: {take: 3, pay: 2, of: {category: bread}}\n  g: {gift: [kaars, theedoek], of: {category: cake}}")

    found = made.explains(bought(line(600, 3), line(900, category="cake")))

    said = [(one.kind, one.short.nl, one.full.en) for one in found if one.applied]
    assert said == [
        ("items off", "−€ 2,00: 3 halen, 2 betalen", "1 × free, €2.00 off: 3 for the price of 2."),
        ("gift", "Cadeau: kaars", "Gift: kaars (gift: kaars or theedoek); you may choose instead: theedoek."),
    ]

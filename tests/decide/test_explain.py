"""Why and why not, from nothing but the receipt and its version. ZEGEL_ACCEPT=1 writes tests/golden/explained.txt anew."""

import json
import os
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.make import COMPANY, DAY_MS, NOON, adjusts, buys, card, enrols, holds, line, returns
from tests.program.files import EXAMPLES, KITCHEN, ROOT, SMALL
from tests.programs import read_yaml
from zegel.core.periods import Instant
from zegel.decide.document import Document, read
from zegel.decide.effects import EFFECTS
from zegel.decide.explain import Explained, explain
from zegel.flows.commands import Command, Use
from zegel.flows.facts import Outcome
from zegel.program.compile import Compiled
from zegel.program.model import Words
from zegel.program.read import read_document
from zegel.program.why import MAX_WHY
from zegel.replay.memory import Memory, Versions


class Shop:
    """A company in memory that explains its receipts."""

    def __init__(self, text: str) -> None:
        self.compiled = Compiled(read_yaml(text))
        self.memory = Memory(COMPANY, Versions((Instant(0), self.compiled)))

    def does(self, command: Command) -> Outcome:
        outcome = self.memory.record(command)
        assert outcome.refusal is None, outcome.refusal
        return outcome

    def document(self, command: Command) -> Document:
        receipt = self.does(command).receipt
        assert receipt is not None
        return read(receipt.document)

    def explains(self, command: Command) -> list[Explained]:
        return explain(self.compiled, self.document(command))


def why_not(found: list[Explained], rule: str) -> Explained:
    """The one line that says why `rule` did not apply."""
    lines = [one for one in found if one.rule == rule and not one.applied]
    assert len(lines) == 1
    return lines[0]


def a_week_at_the_bakery() -> Iterator[tuple[str, list[Explained]]]:
    """What the receipts of a regular's week say."""
    shop = Shop(EXAMPLES["bakery.yaml"])
    yield "joins", shop.explains(enrols(1, card(), since="2019-03-02"))
    first = shop.does(buys(line(2500, 10), line(1000, 1, "cake"), who=card(), key="1")).receipt
    assert first is not None
    yield "ten breads and a cake on Tuesday", explain(shop.compiled, read(first.document))
    yield "uses the free bread", shop.explains(buys(line(500, 2), who=card(), key="2", at=NOON + DAY_MS, uses=(Use("free bread", 1),)))
    yield "a party", shop.explains(buys(line(60_000, 20), who=card(), key="3", at=NOON + DAY_MS))
    yield (
        "points as discount, in the webshop",
        shop.explains(buys(line(500, 2, "jam"), who=card(), key="4", at=NOON + 2 * DAY_MS, channel="web", uses=(Use("points off", 100),))),
    )
    yield "the first basket comes back", shop.explains(returns(first.id, at=NOON + 3 * DAY_MS, reason="stale"))
    yield "a correction", shop.explains(adjusts(card(), -3, at=NOON + 3 * DAY_MS))
    yield "a stranger buys", shop.explains(buys(line(50), who=None, key="5"))


def test_a_week_at_the_bakery_is_explained_as_it_was():
    said = [
        f"## {what}\n" + "".join(f"{'+' if e.applied else '-'} {e.rule or '*'} ({e.kind})\n" + shown(e) for e in found)
        for what, found in a_week_at_the_bakery()
    ]
    text = "\n".join(said)
    path = ROOT / "tests" / "golden" / "explained.txt"
    if os.environ.get("ZEGEL_ACCEPT") == "1":
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")


def shown(e: Explained) -> str:
    lines = [e.short.nl, e.short.en, e.full.nl, e.full.en, *([e.would.nl, e.would.en] if e.would.nl else [])]
    lines += [e.complete.nl, e.complete.en] if e.complete != e.full else []
    return "".join(f"    {one}\n" for one in lines)


def test_an_explanation_needs_only_the_document_and_the_stored_program():
    shop = Shop(EXAMPLES["bakery.yaml"])
    shop.does(enrols(1, card(), since="2019-03-02"))
    document = shop.document(buys(line(1000, 1, "cake"), who=card(), key="1"))

    years_later = Compiled(read_document(shop.compiled.program.document))

    assert explain(years_later, document) == explain(shop.compiled, document)
    assert document.body["program"] == years_later.digest.hex()


def test_a_variable_is_said_only_where_it_is_true():
    sections = "earn:\n  a: {give: 1 point, per: item, why: {nl: 'al {years} jaar', en: '{years} years'}}\n"
    shop = Shop(SMALL + sections)
    shop.does(enrols(1, card(), since="2019-03-02"))
    shop.does(enrols(2, card("new"), since="2026-03-01"))

    said = [shop.explains(buys(line(), who=who, key=str(n), branch="markt"))[0].short for n, who in enumerate((card(), card("new"), None))]

    assert said == [Words("+1 punt: al 7 jaar", "+1 point: 7 years")] + 2 * [
        Words("+1 punt: 1 punt per stuk", "+1 point: 1 point per item")
    ]


CONDITIONS = [
    ("when: {day: monday-friday}", {"at": NOON + 4 * DAY_MS}, "het was zaterdag", "Geldt van maandag tot en met vrijdag."),
    ("when: {hours: 07:00-09:00}", {}, "het was 11:00", "Geldt van 07:00 tot 09:00."),
    ("when: {dates: 2026-05-01 .. 2026-05-31}", {}, "het was 3 maart 2026", "Geldt van 1 mei 2026 tot en met 31 mei 2026."),
    ("when: {each year: 12-20 .. 01-05}", {}, "het was 3 maart 2026", "Geldt van 20 december tot en met 5 januari."),
    ("where: {branch: haven}", {}, "dit was filiaal markt", "Geldt in filiaal haven."),
    ("where: {channel: [web, app]}", {}, "dit ging aan de kassa", "Geldt in de webwinkel of in de app."),
    ("for: {member: false}", {}, "u hebt een kaart", "Geldt zonder een kaart."),
    ("for: {member for: at least 10 years}", {}, "u bent 7 jaar lid", "Vanaf 2 maart 2029."),
    ("for: {member for: less than 1 year}", {}, "u bent 7 jaar lid", "Geldt als u minder dan 1 jaar lid bent."),
    ("for: {purchase: 3rd}", {}, "dit was aankoop 1", "Over 2 aankopen."),
    ("for: {purchase: 2nd}", {}, "dit was aankoop 1", "Bij uw volgende aankoop."),
    ("for: {purchase: every 2nd}", {}, "dit was aankoop 1", "Bij uw volgende aankoop."),
    ("when: {dates: until 2026-02-28}", {}, "het was 3 maart 2026", "Dat is voorbij."),
    ("for: {purchase: every 10th}", {}, "dit was aankoop 1", "Over 9 aankopen."),
    ("for: {visits: {at least: 3, within: 1 year}}", {}, "u stond op 0", "Na nog 3 aankopen."),
    ("for: {visits: {at least: 1, within: 1 year}}", {}, "u stond op 0", "Na nog 1 aankoop."),
    ("for: {spend: {more than: 5.00 EUR, within: 30 days}}", {}, "u stond op € 0,00", "Na nog € 5,01."),
    ("for: {earned: {at least: 50 points, within: lifetime}}", {}, "u stond op 0 punten", "Na nog 50 punten."),
    ("basket: at least 20.00 EUR", {}, "wat meetelt kwam op € 2,50", "Met € 17,50 meer in het mandje."),
    ("basket: more than 20.00 EUR", {}, "wat meetelt kwam op € 2,50", "Met € 17,51 meer in het mandje."),
    ("any: [{when: {day: monday}}, {where: {branch: haven}}]", {}, "dit was filiaal markt en het was dinsdag",
    "Geldt op maandag of in filiaal haven."),
    ("not: {when: {day: tuesday}}", {}, "het was dinsdag", "Geldt niet op dinsdag."),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "changes", "here", "would"), CONDITIONS, ids=[c[0] for c in CONDITIONS])
@pytest.mark.parametrize("rule", ["give: 1 point, per: item", "multiply: points × 2"])
def test_each_condition_says_how_things_stood_and_what_would_help(rule, condition, changes, here, would):
    shop = Shop(SMALL + f"earn:\n  a: {{{rule}, {condition}}}\n  base: {{give: 1 point, per: 1.00 EUR}}\n")
    shop.does(enrols(1, card(), since="2019-03-02"))

    line_said = why_not(shop.explains(buys(line(), who=card(), key="1", **{"branch": "markt", **changes})), "a")

    assert line_said.full.nl.endswith(f"; {here}.")
    assert line_said.would.nl == would


@pytest.mark.parametrize(("per", "would"), [
    ("day", "Weer vanaf 4 maart 2026."), ("week", "Weer vanaf 9 maart 2026."), ("month", "Weer vanaf 1 april 2026."),
    ("year", "Weer vanaf 1 januari 2027."), ("member", "Geldt één keer per lid."),
])  # fmt: skip
def test_what_was_had_says_from_when_on_it_can_be_had_again(per, would):
    shop = Shop(SMALL + f"earn:\n  a: {{give: 1 point, per: purchase, once per: {per}}}\n")
    shop.does(enrols(1, card(), since="2019-03-02"))
    shop.does(buys(line(), who=card(), key="1", branch="markt"))

    assert why_not(shop.explains(buys(line(), who=card(), key="2", branch="markt")), "a").would.nl == would


def test_the_first_purchase_does_not_come_again():
    shop = Shop(SMALL + "earn: {a: {give: 1 point, per: purchase, for: {purchase: first}}}\n")
    shop.does(enrols(1, card(), since="2019-03-02"))
    shop.does(buys(line(), who=card(), key="1", branch="markt"))

    assert why_not(shop.explains(buys(line(), who=card(), key="2", branch="markt")), "a").would == Words("Dat is voorbij.", "That is over.")


def test_without_a_card_the_card_is_what_would_help():
    shop = Shop(SMALL + "earn: {a: {give: 1 point, per: item, for: {member: true}}}\n")

    said = why_not(shop.explains(buys(line(), who=None, key="1", branch="markt")), "a")

    assert said.full == Words(
        "1 punt per stuk: dat geldt alleen met een kaart; er was geen kaart.",
        "1 point per item: that holds only with a card; there was no card.",
    )
    assert said.would == Words("Laat uw kaart zien.", "Show your card.")


def test_the_basket_of_a_discount_is_before_and_of_earning_after_discounts():
    shop = Shop(
        SMALL + "discounts: {half: {off: 50%}, big: {off: 1%, basket: at least 20.00 EUR}}\n"
        "earn: {a: {give: 1 point, per: item, basket: at least 20.00 EUR}}\n"
    )

    found = shop.explains(buys(line(1000), line(500, legal_class="tobacco"), who=None, key="1", branch="markt"))

    assert why_not(found, "big").would.nl == "Met € 10,00 meer in het mandje."
    assert why_not(found, "a").would.nl == "Met € 15,00 meer in het mandje."


def test_a_rule_that_gave_nothing_says_what_was_missing():
    shop = Shop(
        SMALL + "earn: {a: {give: 1 point, per: 5.00 EUR}, b: {give: 1 point, per: item, of: {category: cake}}}\n"
        "discounts: {c: {off: 5%, of: {category: cake}}, d: {off: 5%, group: g}, e: {off: 6%, group: g}}\n"
    )

    found = shop.explains(buys(line(), who=None, key="1", branch="markt"))

    assert [(why_not(found, rule).short.nl, why_not(found, rule).would.nl) for rule in "abcd"] == [
        ("1 punt per volle € 5,00: daarvoor was het bedrag te klein", "Vanaf € 5,00 aan alle artikelen."),
        ("1 punt per stuk: daar zat niets van in het mandje", "Met artikelen uit cake in het mandje."),
        ("5% korting: daar zat niets van in het mandje", "Met artikelen uit cake in het mandje."),
        ("5% korting: een betere korting gaat voor", ""),
    ]


def test_a_multiplier_that_a_larger_one_outdid_left_nothing():
    shop = Shop(SMALL + "earn: {base: {give: 1 point, per: 1.00 EUR}, twee: {multiply: points × 2}, drie: {multiply: points × 3}}\n")

    found = shop.explains(buys(line(), who=None, key="1", branch="markt"))

    assert [(e.rule, e.applied, e.short.nl) for e in found if e.kind in ("earn", "not")] == [
        ("base", True, "+2 punten: 1 punt per volle € 1,00"), ("drie", True, "+4 punten: punten × 3"),
        ("twee", False, "punten × 2: een hogere vermenigvuldiging telt"),
    ]  # fmt: skip


def test_what_waits_for_a_review_says_so():
    shop = Shop(EXAMPLES["bakery.yaml"])

    found = shop.explains(buys(line(), who=None, key="1", received=NOON + 4 * DAY_MS))

    assert next(e.short.nl for e in found if e.kind == "dates").startswith("4 punten: te gebruiken zodra deze aankoop is nagekeken")


def test_a_hold_says_what_it_sets_aside():
    shop = Shop(EXAMPLES["bakery.yaml"])
    shop.does(enrols(1, card(), since="2019-03-02"))
    shop.does(adjusts(card(), 500))

    found = shop.explains(holds(line(1000, 1, "jam"), who=card(), uses=(Use("points off", 200),)))

    assert [e.short.nl for e in found if e.applied] == ["−€ 2,00: 100 punten is € 1,00 korting", "−200 punten voor korting"]


def test_every_kind_of_effect_has_words():
    more = "  towel: {gift: [{nl: theedoek, en: tea towel}, {nl: kaars, en: candle}]}\n"
    text = (
        EXAMPLES["bakery.yaml"].replace("discounts:\n", f"discounts:\n{more}")
        + "\nstore credit: {}\npaid stamps: {price: 0.10 EUR, at most: 1 per 1.00 EUR, book: 490, pays: 52.00 EUR}\n"
        + "gestures: {envelope: 50.00 EUR per month, kinds: {sorry: {points: 300 points}}}\n"
        + "messages: {wish: {says: {nl: Gefeliciteerd!, en: Happy birthday!}}}\ntasks: {call: {do: {nl: Bel haar., en: Call her.}}}\n"
    )
    compiled = Compiled(read_yaml(text))
    shop = Shop(text)
    document = shop.document(buys(line(), who=None, key="1"))
    made = {
        "earn": {"available_at": NOON, "basis_minor": 100, "count": 1, "expires_at": NOON, "parts": [["base", 1]], "unit": "points"},
        "capped": {"before": 20, "given": 5, "most": 25, "per": "day", "rule": "base", "unit": "points", "wanted": 9},
        "discount": {"lane": "line", "left_out": 5, "rule": "regulars", "shares": [5, 7], "vat": [[0, 7], [900, 5]]},
        "free items": {"items": [1], "rule": "free bread", "shares": [250], "vat": [[900, 250]]},
        "items off": {"free": 1, "items": [1], "lane": "line", "left_out": 0, "rule": "rolls",
        "shares": [50], "times": 1, "vat": [[900, 50]]},
        "gift": {"choice": 2, "options": 2, "rule": "towel", "worth_minor": 400},
        "spend": {"count": 100, "times": 2, "unit": "points", "what": "points off"},
        "card full": {"card": "bread card", "cards": 2, "gives": "free bread", "stamps": 20, "token": "reward:free bread",
        "token_expires_at": NOON, "unit": "bread card"},
        "lines gone": {"after_months": 26, "receipts": [[3, "ab"], [4, "cd"]]},
        "message": {"purpose": "newsletter", "rule": "wish"}, "task": {"by": "2026-03-06", "rule": "call"},
        "tier": {"after": "", "before": "brons", "measured": 0, "review_at": NOON},
        "tier set": {"evidence": "", "tier": "goud", "until": NOON},
        "membership": {"begins": NOON, "ends": NOON, "membership": "plus", "what": "start"},
        "refund": {"amount_minor": 250, "line": 1, "quantity": 1500},
        "gift back": {"choice": 2, "deducted_minor": 400, "gift": 1, "rule": "towel"},
        "consent": {"channel": "email", "purpose": "newsletter", "source": "till-1", "state": "given", "text_version": "3"},
        "pay": {"count": 300, "left": 200, "purse": "", "seq": 7, "unit": "store credit"},
        "pay back": {"count": 300, "left": 500, "purse": "", "unit": "store credit"},
        "invoice": {"bought": 1000, "delivered": [[1, 500]], "disputed": 1, "in_full": 0, "number": "F" * 64, "paid_minor": 10**9},
        "correction": {"count": -(10**9), "state": "asked", "unit": "points"},
        "merge": {"state": "asked"}, "block": {"earning": 1, "spending": 0},
        "dispute": {"amount_minor": 10**9, "month": "2026-03", "partner": "p" * 64, "side": "issued", "state": "granted"},
        "agreement": {"ladder": "huis", "minor": 250_000, "state": "approved", "version": 1, "year": "2026-01-01"},
        "paid stamps": {"cost_minor": 120, "count": 12, "left": 12},
        "pay out": {"bonus_minor": 300, "books": 1, "count": 490, "face_minor": 4900, "left": 0, "vat": [[2100, 300]]},
        "issue": {"count": 500, "expires_at": NOON, "left": 500, "purse": "", "unit": "store credit"},
        "card sold": {"count": 2500, "line": 1, "purse": "", "unit": "store credit"},
        "card emptied": {"count": 1500, "line": 1, "purse": "", "unit": "store credit", "used": 1000},
        "code printed": {"count": 1, "unit": "coupon:zomer"}, "case": {"kind": "warranty", "state": "valid", "what": "OVEN"},
        "code used": {"count": 1, "purse": "", "seq": 7, "unit": "coupon:zomer"},
        "code back": {"count": 1, "purse": "", "unit": "coupon:zomer"},
        "price drop": {"begins": "", "count": 600, "expires_at": NOON, "line": 1, "noted": 0, "sku": "COAT"},
        "seat": {"experience": "evening", "guests": 1, "state": "accepted"},
        "in time": {"days": 90, "last_day": "2026-03-31", "lines": [1], "rule": "apparatuur"},
        "cash back": {"minor": 2_500, "state": "to pay", "vat_bp": 2_100, "vat_minor": 434, "what": "spring"},
        "gesture": {"count": 300, "gesture": "sorry", "state": "given", "unit": "points", "worth_minor": 300},
        "business gift": {"limit_minor": 22_700, "state": "near", "total_minor": 20_000, "worth_minor": 2_500, "year": "2026"},
        "given": {"because": "friend", "count": 5, "expires_at": NOON, "unit": "points"},
        "waits": {"available_at": NOON, "count": 5, "event": "", "unit": "points"},
    }  # fmt: skip

    for kind in EFFECTS:
        effect = made.get(kind, {"count": -5, "unit": "points"}) | {"effect": kind}
        found = explain(compiled, Document(document.body | {"effects": [effect], "failed": [], "kind": "adjust"}, None))
        assert found != []
        assert all(e.applied and e.short.nl and e.full.nl.endswith(".") and e.short.nl != e.short.en for e in found)


@settings(max_examples=20)
@given(st.data())
def test_no_line_is_too_long_for_a_till_whatever_is_bought(data):
    shop = Shop(KITCHEN.replace("for: {member: true}", "for: {member: true}, why: {nl: '" + "x" * MAX_WHY + "'}"))
    shop.does(enrols(1, card(), since=data.draw(st.sampled_from(["1990-01-01", "2025-12-01", "2026-03-03"]))))
    for n in range(data.draw(st.integers(1, 4))):
        bought = data.draw(
            st.lists(
                st.sampled_from(
                    [line(1250, 1, "dairy/cheese"), line(99, 3, "deli/cheese/old"), line(10**9, 1, "x"), line(700, 2, "newspapers")]
                ),
                min_size=1,
                max_size=3,
            )
        )
        where = {"branch": data.draw(st.sampled_from(["markt", "haven"])), "channel": data.draw(st.sampled_from(["till", "web"]))}
        who = data.draw(st.sampled_from([card(), None]))
        found = shop.explains(buys(*bought, who=who, at=NOON + n * DAY_MS, key=str(n), new=100 + n, **where))

        assert all(0 < len(text) <= 90 for e in found for text in (e.short.nl, e.short.en))
        assert all(e.full.nl and e.full.en and "{" not in e.full.nl + e.full.en for e in found)
        said = {e.rule for e in found}
        assert {rule.id for rule in shop.compiled.rules[: shop.compiled.first_reward]} <= said


def test_explaining_changes_nothing_of_the_document():
    shop = Shop(EXAMPLES["bakery.yaml"])
    document = shop.document(buys(line(), who=None, key="1"))
    before = json.dumps([document.body, document.purchase], sort_keys=True)

    explain(shop.compiled, document)

    assert json.dumps([document.body, document.purchase], sort_keys=True) == before


def test_a_multiplier_of_nothing_says_so():
    shop = Shop(SMALL + "earn: {base: {give: 1 point, per: 5.00 EUR}, twee: {multiply: points × 2}}\n")

    said = why_not(shop.explains(buys(line(), who=None, key="1", branch="markt")), "twee")

    assert said.short == Words("punten × 2: u kreeg geen punten om te vermenigvuldigen", "points × 2: there were no points to multiply")
    assert said.would == Words("Met een aankoop waarvoor u punten krijgt.", "With a purchase that earns points.")


def test_what_would_help_names_the_channel_too_where_that_is_another():
    shop = Shop(SMALL + "discounts: {a: {off: 5%, basket: at least 20.00 EUR, where: {channel: web}}}\n")

    said = why_not(shop.explains(buys(line(1500), who=None, key="1", branch="markt")), "a")

    assert said.full.nl == "5% korting: dat geldt alleen bij een mandje van minstens € 20,00; wat meetelt kwam op € 15,00."
    assert said.would.nl == "Met € 5,00 meer in het mandje. En alleen in de webwinkel."


def test_the_office_reads_every_test_that_held_and_every_share():
    shop = Shop(
        SMALL + "discounts:\n  a: {off: 3.00 EUR, for: {member for: at least 1 year}, when: {day: tuesday}, basket: at least 20.00 EUR}\n"
        "  b: {off: 5%, for: {member: true}, basket: at least 99.00 EUR}\n"
    )
    shop.does(enrols(1, card(), since="2019-03-02"))

    found = shop.explains(buys(line(1500), line(500, vat_bp=2100), who=card(), key="1", branch="markt"))

    assert next(e.complete for e in found if e.rule == "a") == Words(
        "€ 3,00 korting: € 3,00 korting (€ 2,25 bij 9% btw, € 0,75 bij 21% btw). Per regel: 1: € 2,25, 2: € 0,75. "
        "Dit klopte: als u minstens 1 jaar lid bent (u bent 7 jaar lid); op dinsdag (het was dinsdag); "
        "bij een mandje van minstens € 20,00 (wat meetelt kwam op € 20,00).",
        "€3.00 off: €3.00 off (€2.25 at 9% VAT, €0.75 at 21% VAT). By line: 1: €2.25, 2: €0.75. "
        "This held: if you have been a member for at least 1 year (you have been a member for 7 years); on Tuesday (it was Tuesday); "
        "with a basket of at least €20.00 (what counts came to €20.00).",
    )
    assert why_not(found, "b").complete.en == (
        "5% off: that holds only with a basket of at least €99.00; what counts came to €20.00. With €79.00 more in the basket. "
        "This held: with a card (you have a card)."
    )

"""The sections that keep money for somebody: what they read as, what they say, what they refuse."""

import pytest

from tests.program.files import ROOT
from zegel.program.model import Program
from zegel.program.read import ProgramMistakes, read_yaml
from zegel.program.sentences import sentences
from zegel.program.stored_value import GIFT_CARD, PAID_STAMPS, STORE_CREDIT, GiftCards, PaidStamps

PANTRY = (ROOT / "tests" / "program" / "pantry_value.yaml").read_text(encoding="utf-8")
HEAD = "zegel: 1\nprogram: x\ncompany: {currency: EUR}\nbranches: [shop]\n"


def said(program: Program, path: str) -> tuple[str, str]:
    return next((s.nl, s.en) for s in sentences(program) if s.path == path)


def mistakes(text: str) -> list[tuple[str, str]]:
    with pytest.raises(ProgramMistakes) as wrong:
        read_yaml(HEAD + text)
    return [(problem.path, problem.code) for problem in wrong.value.problems]


def test_each_section_makes_a_unit_and_its_bounds():
    program = read_yaml(PANTRY)

    kinds = {unit.id: (unit.kind, unit.expiry.count) for unit in program.units}
    assert kinds == {"points": ("points", 0), STORE_CREDIT: ("money", 60), GIFT_CARD: ("money", 60), PAID_STAMPS: ("paid stamps", 0)}
    assert program.stored.gift_cards == GiftCards(500, 15_000, registered=True)
    assert program.stored.stamps == PaidStamps(
        10, 1, 100, 490, 5200, ((900, 8_000), (2100, 2_000)), counted=True, told_from_bp=8_000, refused_above=True
    )


def test_they_say_themselves():
    program = read_yaml(PANTRY)

    assert said(program, "store credit")[0] == (
        "Met winkelgeld betaalt u als met geld, ook een deel; wat u ermee koopt spaart gewoon mee; het blijft 5 jaar geldig."
    )
    assert said(program, "gift cards")[0].startswith("Een kaaskaart van € 5,00 tot en met € 150,00 blijft 5 jaar geldig")
    assert said(program, "gift cards")[0].endswith(" Van kaarten die al gedrukt zijn, verkoopt de kassa alleen die van de winkel zelf.")
    assert said(program, "gift cards")[1].endswith(" Of cards that were printed beforehand, the till sells the shop's own only.")
    assert said(program, "paid stamps")[0].startswith(
        "Een koopzegel kost € 0,10; bij elke hele € 1,00 die meetelt mag u er 1 koopzegel bij kopen; "
        "490 koopzegels (waarvoor u € 49,00 betaalde) geven € 52,00"
    )
    assert "never lapse" in said(program, "paid stamps")[1]


def test_a_gift_card_that_is_valid_shorter_than_the_law_asks_is_refused():
    assert mistakes("gift cards: {valid for: 23 months}\n") == [("gift cards.valid for", "not_lawful")]
    assert mistakes("gift cards: {valid for: 700 days}\n") == [("gift cards.valid for", "not_lawful")]
    assert read_yaml(HEAD + "gift cards: {valid for: 2 years}\n").units[0].expiry.count == 24


def test_what_does_not_go_together():
    assert mistakes("gift cards: {from: 50.00 EUR, at most: 20.00 EUR}\n") == [("gift cards.at most", "not_together")]
    stamps = "paid stamps: {price: 0.10 EUR, at most: 1 per 1.00 EUR, book: 490, pays: 48.99 EUR}\n"
    assert mistakes(stamps) == [("paid stamps.pays", "not_together")]
    split = "paid stamps: {price: 0.10 EUR, at most: 1 per 1.00 EUR, book: 490, pays: 52.00 EUR, VAT: [{rate: 9%, share: 80%}]}\n"
    assert mistakes(split) == [("paid stamps.VAT", "not_together")]
    assert ("store credit", "id_taken") in mistakes("units: {store credit: {}}\nstore credit: {expires: never}\n")

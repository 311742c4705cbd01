"""A class that is nearly a legal one is refused at every door: else deposits would earn, and tobacco would be discounted."""

import json

import pytest

from tests.program.files import mistakes
from zegel.core.refusals import UnknownLegalClass
from zegel.decide.refusal_sentences import refusal_sentence
from zegel.program.country.class_words import meant_class


@pytest.mark.parametrize(("word", "meant"), [
    ("deposits", "deposit"), ("statiegeld", "deposit"), ("tobaco", "tobacco"), ("Tabak", "tobacco"), ("gift card", "gift_card"),
    ("alcohols", "alcohol"), ("deposit", ""), ("gift_card", ""), ("alcohol", ""), ("fuel", ""), ("coupon", ""), ("freight", ""), ("", ""),
])  # fmt: skip
def test_only_what_is_nearly_a_class_is_told(word, meant):
    assert meant_class(word) == meant


@pytest.mark.anyio
async def test_a_purchase_with_deposits_is_refused_and_says_what_is_meant(till):
    line = {"sku": "CRATE", "legal_class": "deposits", "net_minor": 390}
    refused = [await till.post(f"/v1/{what}", {"branch": "dorpsstraat", "lines": [line]}) for what in ("purchases", "holds", "quotes")]
    taken = await till.post("/v1/purchases", {"branch": "dorpsstraat", "lines": [line | {"legal_class": "deposit"}]})

    assert [(one.status, one.code, one.json["data"]) for one in refused] == [
        (422, "unknown_legal_class", {"line": 1, "given": "deposits", "meant": "deposit"})
    ] * 3
    assert (taken.status, taken.json["effects"]) == (201, [])


@pytest.mark.anyio
async def test_an_article_of_such_a_class_is_not_kept(till):
    body = json.dumps({"legal_class": "tabak"}).encode()

    put = await till.send("PUT", "/v1/articles/A1", body, [("content-type", "application/json")])

    assert (put.code, put.json["data"]["field"]) == ("malformed", "legal_class")
    assert (await till.get("/v1/articles/A1")).code == "unknown_article"


def test_it_is_said_in_both_languages():
    said = refusal_sentence(UnknownLegalClass(line=1, given="deposits", meant="deposit"))

    assert said.nl == "Dit lijkt op een wettelijke soort, en is het niet. Schrijf `deposit`."
    assert said.en == "That is nearly the name of a legal class, and not the name itself. Write `deposit`."


def test_a_program_that_says_nearly_a_class_has_a_mistake_with_the_line_put_right():
    rule = "earn:\n  beer: {give: 1 point, per: 1.00 EUR, of: {legal class: CLASS}}\n"
    found = mistakes(rule.replace("CLASS", "alchohol"))

    assert [(one.code, one.path) for one in found] == [("unknown_class", "earn.beer.of.legal class")]
    assert found[0].fixed_line.endswith("{legal class: alcohol}}")
    assert [mistakes(rule.replace("CLASS", word)) for word in ("alcohol", "fuel", "gift cards")] == [[], [], []]

"""Everything that the download holds stands on the member's own page too, in words: nothing new can be forgotten there."""

import ast
import importlib
import json
import pkgutil
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

import zegel.flows
from tests.api.test_rebate_payments import MONEY, claims
from tests.korenaar import KORENAAR
from tests.pages import Browser
from tests.web.conftest import House
from tests.web.everything_kept import FRIEND, PROMISES, lived
from tests.web.test_card import FATIMA, GERRIT, filled, opened, text, whose
from tests.web.test_card_household import invited
from tests.web.test_card_more import token_of
from tests.web.test_card_rebates import promised
from zegel.core.periods import Instant
from zegel.decide.cases import KINDS
from zegel.decide.disputes import DISPUTE
from zegel.flows.leaving import LEAVING
from zegel.flows.merging import DOSSIER as MERGE
from zegel.store.personal_queries import GENERAL
from zegel.web.card.known import _SHOWN
from zegel.web.card.known_told import TELLS
from zegel.web.card.words import WORDS

pytestmark = pytest.mark.anyio
OF_A_PARTNER = {DISPUTE}
"""Kept with a partner's own purse, which is no member's."""
ON_THE_PAGE = {
    "shop", "member", "at", "since", "cards_that_came_along", "name", "language", "birthday", "tier", "tier_reviewed_at", "blocked",
    "identifiers", "balances", "groups", "lots", "told", "entries", "waiting_sales", "kept",
}  # fmt: skip
"""What known.html has a place for."""


def kinds_written() -> set[str]:
    """Every kind of dossier that a flow writes under a name of its module, and every kind of case."""
    found = set(KINDS)
    for room in pkgutil.iter_modules(zegel.flows.__path__):
        module = importlib.import_module(f"zegel.flows.{room.name}")
        assert module.__file__
        for call in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Dossier" and isinstance(call.args[1:2][0], ast.Name):
                kind = getattr(module, call.args[1].id, None)  # type: ignore[attr-defined]  # a Name, by the line above
                found |= {kind} if isinstance(kind, str) else set()
    return found


def test_every_kind_that_is_written_and_every_table_that_is_told_has_its_words_on_the_page():
    kinds = kinds_written() - OF_A_PARTNER

    assert {"consent", "trial", "household member", "bank account", "rsvp"} <= kinds, "the flows are read"
    assert kinds <= TELLS.keys(), "a kind of dossier that the page cannot say"
    assert {f"told {kind}" for kind in TELLS} | {f"kept {table}" for table in GENERAL} <= WORDS.keys()
    assert {table for table, _, _ in _SHOWN} == set(GENERAL)


@pytest.fixture
async def club(house: House) -> House:
    """The bakery, which pays rebates into bank accounts."""
    return await promised(house, MONEY)


async def test_a_rebate_its_account_a_complaint_and_a_consent_are_on_the_page(club):
    phone, mine, client = await opened(club), await whose(club), club.shop.client()
    case = await claims(client, mine, None)
    await phone.fill(
        await phone.get(f"/pas/teruggaven/{case}"), f"/pas/teruggaven/{case}", iban="NL91ABNA0417164300", holder="F. El Amrani"
    )  # fmt: skip
    await client.post("/v1/cases", {"kind": "service", "member": mine, "what": "Het brood was hard"}, key="hard")
    token = token_of(await text(phone, "/pas/ik"))
    wish = {"token": token, "purpose": "offers", "channel": "email", "state": "given", "once": "a"}
    assert (await phone.post("/pas/toestemming", wish)).status == 303

    page, whole = await text(phone, "/pas/gegevens"), (await phone.get("/pas/gegevens.json")).json

    assert whole.keys() == ON_THE_PAGE
    assert {one["kind"] for one in whole["told"]} >= {"rebate", "bank account", "service", "consent"}
    for one in whole["told"]:
        assert WORDS[f"told {one['kind']}"].nl in page, one["kind"]
    for table, rows in whole["kept"].items():
        assert not rows or WORDS[f"kept {table}"].nl in page, table
    assert ("NL•• •••• 4300" in page, "F. El Amrani" in page, "Het brood was hard" in page) == (True, True, True)
    assert "ABNA" not in page
    assert "te betalen" in page
    assert "266\u00a0punten</dt>" in page


NEVER_SEEN = {LEAVING, MERGE}
"""Kept for as long as erasing takes: whoever leaves is signed out at once. A merge is told when it is done; that of `lived` cannot be."""


async def test_one_of_everything_that_can_be_kept_is_told_in_words_line_by_line(house):
    club = await promised(house, PROMISES, Instant(1))
    await lived(club)
    await decided(club)
    seen: set[str] = set()
    for email in (FATIMA, GERRIT, FRIEND):
        phone = await opened(club, email)
        told = (await phone.get("/pas/gegevens.json")).json["told"]
        seen |= {one["kind"] for one in told}
        for language in ("nl", "en"):
            phone.cookies["zegel_language"] = language
            groups = groups_of(await text(phone, "/pas/gegevens"))
            lines = Counter(getattr(WORDS[f"told {one['kind']}"], language) for one in told)
            assert {heading: len(groups[heading]) for heading in lines} == lines
            assert not [line for those in groups.values() for line in those if not line.strip(" ·")]
            words = " ".join(line for those in groups.values() for line in those)
            assert re.findall(r"\b\d[\d.,]{8,}\b", words) == [], "a moment is no number"
            if (email, language) == (FATIMA, "en"):
                assert not {"kantine", "bakles", "taart"} & set(words.split()), "ids of the program: the reader is told names"
                assert ("cake for six" in words, "baking class" in words, "canteen" in words) == (True, True, True)
        if email == FATIMA:
            lapses, hers = sections_of(await text(phone, "/pas/weggaan"), "still", "money")
            assert ("points" in lapses, "€" in lapses.partition("(")[0]) == (True, False)
            assert ("€10.90" in hers, "store credit" in hers, "does not lapse" in hers) == (True, True, True)
        table = (await phone.get("/pas/gegevens.csv")).body.decode("utf-8-sig")
        assert [one["kind"] for one in told if one["kind"] not in table] == []
    assert TELLS.keys() - seen == NEVER_SEEN


async def decided(club: House) -> None:
    """Another colleague says yes to the gesture and to the correction that somebody asked for."""
    says = {"approve": True, "reason": "seen", "branch": "dorpsstraat", "role": "manager", "actor": "staff:mia"}
    for kind, room in (("gesture", "gestures"), ("adjustment", "adjustments")):
        for one in await club.shop.queries.dossiers(KORENAAR, kind, ("asked",)):
            answer = await club.shop.client().post(f"/v1/{room}/{one.id}/decision", says, key=f"on-{one.id}")
            assert answer.status == 201, answer.json


async def test_what_one_colleague_asks_another_is_in_no_download_before_it_is_given(house):
    club = await promised(house, PROMISES, Instant(1))
    await lived(club)
    phone = await opened(club)

    before = (await phone.get("/pas/gegevens.json")).json
    table, page = (await phone.get("/pas/gegevens.csv")).body.decode("utf-8-sig"), await text(phone, "/pas/gegevens")
    await decided(club)
    after = (await phone.get("/pas/gegevens.json")).json

    between_us = {"gesture", "adjustment", "merge"}
    asked = {(one["kind"], one["state"]) for one in before["told"] if one["kind"] in between_us}
    assert asked & {(kind, state) for kind in between_us for state in ("asked", "refused")} == set()
    assert ["kassa lag plat" in said for said in (json.dumps(before), table, page, json.dumps(after))] == [False, False, False, True]
    assert {"gesture", "adjustment"} <= {one["kind"] for one in after["told"]}


def sections_of(page: str, *names: str) -> list[str]:
    """The sections of a page that have headings with these ids, as they are read."""
    return [unescape(page.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]).replace("\u00a0", "") for name in names]


def groups_of(page: str) -> dict[str, list[str]]:
    """Heading → its lines, as they are read."""
    return {
        unescape(heading): [unescape(line) for line in re.findall(r"<dt>(.*?)</dt>", rest, re.DOTALL)]
        for heading, rest in re.findall(r'<h2 id="kept-\d+">(.*?)</h2>(.*?)</section>', page, re.DOTALL)
    }


async def test_who_saves_along_is_there_by_first_name_on_both_sides_and_no_longer_once_they_left(house):
    club = await filled(house)
    path, fatima, gerrit = await invited(club)
    await fatima.fill(await fatima.get(path), path)

    assert await named(gerrit) == ("Fatima", True)
    assert await named(fatima) == ("Gerrit", True)
    assert "Fatima El" not in await text(gerrit, "/pas/gegevens")

    await fatima.fill(await fatima.get("/pas/huishouden"), "/pas/huishouden-uit")
    assert await named(gerrit) == ("", False)
    assert GERRIT in await text(gerrit, "/pas/gegevens")


async def named(phone: Browser) -> tuple[str, bool]:
    """Whom the download names as one who saves along, and whether the page does."""
    told = (await phone.get("/pas/gegevens.json")).json["told"]
    name = next((one.get("name", "") for one in told if one["kind"].startswith("household")), "")
    return name, bool(name) and name in await text(phone, "/pas/gegevens")

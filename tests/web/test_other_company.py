"""One house, two companies (reliability.md S2): whoever owns the one sees no word of the other on any page or list, and moves nothing.

An id of the other company is as unknown as one of nobody.
"""

import os
import re
from dataclasses import replace
from typing import Any

import pytest

from tests.browser.bakery import PROGRAM, Bakery, set_up
from tests.client import Answer, Client
from tests.gallery.gallery import PROMISES, furnished
from tests.gallery.test_gallery import ASKED
from tests.korenaar import OTHER, Clock, Shop, a_shop, fresh_sqlite
from tests.pages import Browser
from zegel.access.scopes import ALONE
from zegel.api.table import ROUTES as API
from zegel.web.parts.visitors import Visitor, token_of
from zegel.web.table import ROUTES

pytestmark = pytest.mark.anyio
CANARY = " KANARIE"
WORDS = (b"KANARIE", b"Fatima", b"Korenmaat", b"fatima@")
"""What only the one company can say."""
PLACE = re.compile(r"\{(\w+)\}")
NAMED = ("branch", "reward", "vorm", "agreement", "experience", "month", "template", "number", "version", "sku", "size", "name")
"""Places of an address that hold a word of one's own program, a day or a count: no ids of a company's."""


async def neighbours(bakery: Bakery, shop: Shop) -> tuple[Browser, Client]:
    """The owner of the other company at every face, and their key with every right."""
    key = await shop.add_company(OTHER, PROGRAM.replace("De Korenmaat", "De Molen"))
    client = shop.client(await shop.make_key(OTHER, ["all", *ALONE]))
    mine = (await shop.client(key).post("/v1/members", {"name": "Eva Molenaar"})).json["member"]
    begun = await bakery.door.people.sessions.begin("member", OTHER, mine, shop.clock.now(), method="test", stepped_up=True)
    faces: Any = bakery.door.gate
    known, secret = faces.known.known, os.urandom(8).hex()
    for face in ("till", "office"):
        seen: Visitor = next(visitor for (name, _), visitor in known.items() if name == face)
        known[face, secret] = replace(seen, company=OTHER, secret=secret, name="Eva")
    return Browser(shop.app, {"who": secret, "zegel-pas": begun.cookie}, "127.0.0.1"), client


def nobodys(sample: str) -> str:
    """An id of the same shape that nobody has."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "00000000-0000-4000-8000-000000000000", re.sub(r"^[0-9a-f]{12,32}$", "0" * 32, sample))


def told(answer: Answer) -> tuple[int, str]:
    """What an answer is, without what it is about."""
    return answer.status, answer.code if "json" in answer.headers.get("content-type", "") else ""


async def test_nothing_of_one_company_is_on_any_page_or_in_any_answer_of_another(tmp_path):
    async with a_shop(fresh_sqlite(tmp_path), Clock(), program=PROGRAM + PROMISES) as shop:
        bakery = await set_up(shop)
        samples, _ = await furnished(bakery, CANARY)
        eva, client = await neighbours(bakery, shop)
        before = await shop.entries()
        asked = 0
        for route in ROUTES:
            places = set(PLACE.findall(route.path))
            if not places <= samples.keys() or route.path.endswith("werk.js"):
                continue
            path = PLACE.sub(lambda place: samples[place.group(1)], route.path)
            none = PLACE.sub(lambda place: nobodys(samples[place.group(1)]), route.path)
            if route.method == "GET":
                found, unknown = await eva.get(path + ASKED.get(route.path, "")), await eva.get(none + ASKED.get(route.path, ""))
            elif places - set(NAMED):
                typed = {"token": token_of(eva.cookies["who"]), "reason": "kijken", "text": "kijken"}
                found, unknown = [await eva.post(one, typed | {"once": f"e-{asked}-{one == none}"}) for one in (path, none)]
            else:
                continue
            asked += 1
            assert [word for word in WORDS if word in found.body] == [], route.template
            assert not places - set(NAMED) or told(found) == told(unknown), (route.template, found.status, unknown.status)
        for one in API:
            if one.method == "GET" and set(PLACE.findall(one.path)) <= samples.keys():
                paths = [PLACE.sub(lambda place, known=known: known(samples[place.group(1)]), one.path) for known in (str, nobodys)]
                found, unknown = [await client.get(path) for path in paths]
                asked += 1
                assert [word for word in WORDS if word in found.body] == [], one.template
                assert told(found) == told(unknown), one.template
        for path in ("/kantoor/leden?q=Fat", "/kantoor/leden?q=Fat&as=csv", "/kantoor/leden?q=2620000012345", "/kantoor/logboek?as=csv"):
            assert [word for word in WORDS if word in (await eva.get(path)).body] == [], path
        assert asked > 150
        assert await shop.entries() == before
        assert shop.reported == []

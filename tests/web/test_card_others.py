"""Whatever stands in an address of the card is looked for among one's own: what is another member's is not there (reliability.md S3)."""

import json
import re
from typing import Any

import pytest

from tests.pages import Browser, Fields
from tests.web.conftest import House
from tests.web.everything_kept import FRIEND, PROMISES, lived
from tests.web.test_card import opened, text
from tests.web.test_card_rebates import promised
from zegel.core.periods import Instant
from zegel.web.parts.visitors import OWN
from zegel.web.table import ROUTES

pytestmark = pytest.mark.anyio
PLACE = re.compile(r"\{(\w+)\}")
EVERYBODYS = {"reward", "hash", "size"}
"""What the shop offers to all."""
SHARED = {"invitation"}
"""Made to be shown to others: whoever has the link may know who asks (tests/web/test_card_household.py)."""
ASKED = [route for route in ROUTES if route.right == OWN and set(PLACE.findall(route.path)) - EVERYBODYS - SHARED]
HERS = (
    "Fatima",
    "El Amrani",
    "fatima@",
    "ABNA",
    "4300",
    "2620000012345",
    "kaart uitgeleend",
    "Houdt van korst",
    "Het brood was hard",
    "1980",
)
"""Words of hers that nobody else reads."""


async def ids_of(phone: Browser, whole: Any) -> dict[str, list[str]]:
    """What her own pages have in their addresses."""
    own = [one["receipt"] for one in whole["entries"] if one["receipt"]]
    seen = "".join(
        [await text(phone, path) for path in ("/pas/historie", "/pas/teruggaven", "/pas/cadeaukaarten", "/pas/kaarten", "/pas/huishouden")]
    )
    links = {name: re.findall(rf'href="/pas/{room}/([^"?#]+)"', seen) for name, room in (("case", "teruggaven"), ("card", "cadeaukaarten"))}
    cases = [one["id"] for one in whole["told"] if one["kind"] in ("rebate", "service", "warranty", "trial")]
    return {
        "entry": [*own, *re.findall(r'href="/pas/historie/([^"?#]+)"', seen)],
        "case": [*links["case"], *cases],
        "card": [*links["card"], *own[:1]],
        "child": [whole["member"], whole["member"].replace("-", "")], "number": ["2620000012345", "2620000022222"],
    }  # fmt: skip


async def test_nobody_reads_or_moves_anything_of_another_by_its_address(house: House) -> None:
    club = await promised(house, PROMISES, Instant(1))
    await lived(club)
    fatima, friend = await opened(club), await opened(club, FRIEND)
    before = (await fatima.get("/pas/gegevens.json")).json
    ids = await ids_of(fatima, before)
    token = Fields(await text(friend, "/pas/ik")).forms[0][1]["token"]
    asked = 0

    for route in ASKED:
        [place] = set(PLACE.findall(route.path)) - EVERYBODYS
        assert ids[place], place
        for id_ in ids[place]:
            path = PLACE.sub(id_, route.path)
            typed = {"token": token, "once": f"o-{asked}", "iban": "NL20INGB0001234567", "holder": "Wim", "what": "van mij", "sure": "ja"}
            answer = await (friend.get(path) if route.method == "GET" else friend.post(path, typed))
            asked += 1
            if place == "entry" and id_.isdigit():
                continue  # a number counts in one's own history
            assert answer.status in (404, 422), (route.template, id_, answer.status)
            assert [word for word in HERS if word in answer.body.decode()] == [], (route.template, id_)

    after = (await fatima.get("/pas/gegevens.json")).json
    assert asked > 40
    assert {name: after[name] for name in after if name not in ("at", "kept")} == {
        name: before[name] for name in before if name not in ("at", "kept")
    }
    assert json.dumps(after["kept"]["hold"]) == json.dumps(before["kept"]["hold"])

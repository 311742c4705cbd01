"""What anybody told by the API is kept, and is text wherever it is shown later (reliability.md S8): on pages, on prints, in mails.

tests/web/test_hostile_texts.py types into every form of the pages; this tells into every text field of the API, which no form has to show.
"""

import json
import os
import re
from itertools import count
from typing import Any

import pytest

from tests.client import Client
from tests.gallery.gallery import EMAIL
from tests.hostile.test_every_route import WITH_BODY, fields, full, with_leaf
from tests.korenaar import KORENAAR, Clock, Shop, a_shop, fresh_sqlite
from tests.messages.test_mailing import mailing, smtp
from tests.messages.test_notices import notices
from tests.pages import Browser
from tests.shop_fixtures import unused_port as unused_port
from tests.web.test_hostile_texts import PLACE, TYPED, WALKED, Read, Walk, read, walked
from zegel.access.scopes import ALONE
from zegel.api.documented import DOCS
from zegel.api.door import Route
from zegel.worker.sealing import Signer
from zegel.worker.worker import Worker

pytestmark = pytest.mark.anyio
LAST = re.compile(
    r"/leaving|/merge$|/block$|/leave$|/return$|/cancel|/decision|/program|/replace$|/end$|DELETE|/v1/staff|/household|/commit$"
)
"""What ends something or changes who is who: what was kept could not be looked at afterwards."""
CALLED = {
    "dorpsstraat": "havenstraat", "station": "havenstraat", "BREAD": "8710000000017", "flowers": "taart", "huisleverancier": "kantine",
    "newsletter confirmed": "told us", "spring discount": "lente",
}  # fmt: skip
"""What the examples of the API name, and what this bakery calls it."""
RECEIPT = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}\.\d+")
OFTEN = ("receipt_number", "identifiers", "batch")
"""Fields that have to be another each time."""
HEADERS = {"Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type", "List-Unsubscribe",
           "List-Unsubscribe-Post"}  # fmt: skip
"""Every header that a mail of ours has."""
MAILED = 5
"""Receipts that are mailed, of those that hold what was typed."""
_ONE_MORE = count(1)


def bodies(route: Route, samples: dict[str, str]) -> list[dict[str, Any]]:
    """The example of a route with and without what else it may take, about what is there in this bakery."""
    found = []
    for example in (DOCS[route.template].example, full(route)):
        named = re.sub("|".join(CALLED), lambda one: CALLED[one.group()], json.dumps(example or {}))
        body = json.loads(RECEIPT.sub(samples["receipt"], named))
        if isinstance(body, dict) and body and body not in found:
            found.append(body)
    return found


def once_more(body: dict[str, Any], where: tuple[object, ...]) -> dict[str, Any]:
    """The body with what cannot be said twice said anew, but for the field that is tried."""
    n = next(_ONE_MORE)
    anew = {"receipt_number": f"N-{n}", "identifiers": [{"kind": "card", "value": f"26300000{n:05}"}], "batch": f"reeks-{n}"}
    return body | {name: anew[name] for name in OFTEN if name in body and where[0] != name}


async def tell(client: Client, route: Route, known: dict[str, str], said: bytes) -> int:
    """The answer's status."""
    headers = [("content-type", "application/json"), ("idempotency-key", os.urandom(8).hex()), ("if-match", '"0"')]
    answer = await client.send(route.method, route.path.format(**known), said, headers[: 3 if route.seen else 2])
    assert answer.status < 500, (route.template, said)
    return answer.status


async def told(shop: Shop, samples: dict[str, str]) -> set[str]:
    """Tell something hostile in every text field of every route; gives the fields that were taken."""
    client = shop.client(await shop.make_key(KORENAAR, ["all", *ALONE]))
    await client.post("/v1/adjustments", {"member": samples["member"], "unit": "points", "count": 90_000, "reason": "genoeg"})
    known = samples | {"sku": "8710000000017"}
    taken = set()
    for route in WITH_BODY:
        if LAST.search(route.template) or not set(PLACE.findall(route.path)) <= known.keys():
            continue
        for body in bodies(route, samples):
            good = []
            for where in [where for where, leaf in fields(body) if isinstance(leaf, str)]:
                status = await tell(client, route, known, with_leaf(once_more(body, where), where, json.dumps(TYPED)))
                good += [where] if status < 300 else []
            taken |= {f"{route.template} {where[-1]}" for where in good}
            said = once_more(body, ("all at once",))
            for where in good:
                said = json.loads(with_leaf(said, where, json.dumps(TYPED)))
            await tell(client, route, known, json.dumps(said).encode())  # what was told one by one, the next one told otherwise
    return taken


async def mails_of(shop: Shop, port: int) -> list[Any]:
    """Everything that has to be mailed, as a real server got it."""
    worker = Worker(shop.desk, shop.queries, Signer(os.urandom(32)), clock=shop.clock.now, seals_file=None, tell=notices(shop).of)
    for _ in range(3):
        await worker.seal()
    with smtp(port) as box:
        while await mailing(shop, port).deliver():
            pass
    return list(box.mails)


async def test_whatever_anybody_told_is_text_on_every_page_print_and_mail_later(tmp_path, unused_port):
    async with a_shop(fresh_sqlite(tmp_path), Clock(), program=WALKED) as shop:
        samples, cookies = await walked(shop)
        taken = await told(shop, samples)
        walk = Walk(Browser(shop.app, cookies, "127.0.0.1"), samples)

        await walk.look(asks=False)
        printed = await prints(walk, shop, samples["member"])
        mails = await mails_of(shop, unused_port)

        assert len(taken) > 60, sorted(taken)
        assert len(walk.shown) > 25, sorted(walk.shown)
        assert printed > 8, "receipts of 80 mm with what was typed"
        assert sum(holds_it(mail) for mail in mails) > 2, [mail["Subject"] for mail in mails]
        assert shop.reported == []


async def prints(walk: Walk, shop: Shop, member: str) -> int:
    """Every receipt of the member as the till prints it, some of them mailed; gives how many hold what was typed."""
    told = (await shop.client().get(f"/v1/members/{member}/receipts", "limit=100")).json["receipts"]
    found = 0
    for one in told:
        path = f"/kassa/bon/{one['receipt']}"
        page = await walk.browser.get(path)
        forms = read(path, page, "till", path).forms
        found += b"{{7*7}}" in page.body
        for form in forms if found <= MAILED else ():
            if form.action == f"{path}/mail":
                read(form.action, await walk.sent(form, form.kept | {"email": EMAIL}))
    return found


def holds_it(mail: Any) -> bool:
    """Whether a mail holds what was typed: as text in both of its forms, and in no header but as text of one line."""
    assert set(mail.keys()) <= HEADERS, mail.keys()
    assert [one.addr_spec for one in mail["To"].addresses] == [EMAIL]
    page, text = (mail.get_body((kind,)).get_content() for kind in ("html", "plain"))
    assert Read(page).out == [], mail["Subject"]
    assert "onzegel=1>49" not in page.replace("&gt;", ">") + text, mail["Subject"]
    return "{{7*7}}" in page and "{{7*7}}" in text

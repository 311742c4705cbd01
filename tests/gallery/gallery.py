"""The gallery: the bakery with something to see on every page, who may see it, and pictures that are held against approved ones.

A picture is kept at half its size (WebP): enough to see that a page moved, small enough to keep. `--accept` keeps new ones; look at them.
"""

import asyncio
import os
from base64 import b64decode, b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.access.crew import take_on
from tests.browser.bakery import Bakery
from tests.korenaar import DAY, KORENAAR, NOON, Shop
from tests.pages import Browser
from zegel.access.scopes import OF_PEOPLE, SCOPES
from zegel.access.secrets import HouseKey
from zegel.core.periods import Instant
from zegel.store.segments import Segment, put_segment
from zegel.web.parts.visitors import Sessions, Visitor
from zegel.worker.handouts import HandingOut
from zegel.worker.sealing import Signer
from zegel.worker.worker import Worker

APPROVED = Path(__file__).with_name("approved")
EMAIL = "fatima@voorbeeld.nl"
SIZES = {"till": (1180, 820), "card": (390, 844), "office": (1280, 860), "": (390, 844)}
"""The size at which each face is photographed: a tablet, a telephone, a desk."""
OTHER_SIZES = {"till": (390, 844), "card": (320, 640), "office": (390, 844), "": (1280, 860)}
TILE = 64
"""Pixels of a half-size picture that a square of it is wide and high."""
CHANGED_AT_MOST = 48
"""Pixels of one square that may differ from all that lie around them in the other picture: letters are drawn a shade differently, or a
part of a pixel further, from one Chromium to the next. A word more, a field or a button is hundreds of pixels in a square."""
GROWN_AT_MOST = 4

PROMISES = """
coupons:
  lente: {off: 10%}
agreements:
  kantine:
    names: {nl: kantine, en: canteen}
    measure: {turnover: net invoiced, year: calendar}
    method: whole
    ladder: [{from: 50.00 EUR, gives: 3%}, {from: 500.00 EUR, gives: 4%}]
experiences:
  bakles:
    names: {nl: bakles, en: baking class}
    date: 2026-04-17
    starts: "19:30"
    branch: havenstraat
    seats: 12
    reply until: 2026-04-10
    guests: 1
trials:
  thirty nights: {of: {category: bakery machines}, lasts: 30 days, charge: hold, label: "https://retour.example/{receipt}"}
  a week: {of: {category: pans}, lasts: 7 days}
"""
"""What the shop of the pictures promises beyond the stories' bakery."""

BREAD = {"sku": "8710000000017", "category": "bread", "net_minor": 345, "vat_bp": 900}
CAKE = {"sku": "8710000000055", "category": "cake", "net_minor": 1650, "vat_bp": 900}


class Faces:
    """A till and an office that know whoever the gallery lets in; real sessions at the card."""

    def __init__(self, bakery: Bakery) -> None:
        self.known, self.card = bakery.door.gate, Sessions(bakery.door.people)

    async def visitor(self, face: str, cookies: dict[str, str], at: Instant) -> Visitor | None:
        return await (self.card if face == "card" else self.known).visitor(face, cookies, at)


def furnish(bakery: Bakery, typed: str = "") -> tuple[dict[str, str], dict[str, str]]:
    """What the shop lived through, so that every page has something true to show. Gives what stands in the addresses, and the cookies."""
    return asyncio.run_coroutine_threadsafe(furnished(bakery, typed), bakery.loop).result(120)


async def furnished(bakery: Bakery, typed: str = "") -> tuple[dict[str, str], dict[str, str]]:
    """The same in the loop of the shop; `typed` is what people wrote behind everything that they may word themselves."""
    shop, client, fatima = bakery.shop, bakery.shop.client(bakery.shop.key), bakery.members["fatima"]
    await client.post(f"/v1/members/{fatima}/identifiers", {"identifier": {"kind": "email", "value": EMAIL}})
    at_till, card = {"branch": "havenstraat", "till": "2"}, {"kind": "card", "value": "2620000077777"}
    shop.clock.at = NOON - 60 * DAY
    gerrit = (await client.post("/v1/members", {"name": f"Gerrit Denkbeeld{typed}", "identifiers": [card]})).json["member"]
    for number in range(6):  # he came every five days, and then no more
        shop.clock.at = NOON - (60 - 5 * number) * DAY
        await client.post("/v1/purchases", at_till | {"member": gerrit, "lines": [BREAD, CAKE]})
    shop.clock.at = NOON
    receipt = (await client.post("/v1/purchases", at_till | {"lines": [BREAD], "member": fatima})).json["receipt"]
    await client.post("/v1/purchases", at_till | {"lines": [CAKE, BREAD]})
    wish = {"member": fatima, "gesture": "taart", "reason": f"haar bestelling was weg{typed}", "branch": "havenstraat", "role": "cashier"}
    gesture = (await client.post("/v1/gestures", wish | {"actor": "staff:samira"})).json["receipt"]
    batch = (await client.post("/v1/code-batches", {"coupon": "lente", "count": 40, "valid_until": "2026-06-30"})).json["batch"]
    await client.post(f"/v1/members/{gerrit}/agreements", {"agreement": "kantine", "first": "2026-01-01"})
    cards = "/v1/gift-card-batches"
    printed = (await client.post(cards, {"batch": "kerst", "count": 40, "worth_minor": 2500})).json["codes"]
    for what, first, last in (("send", 1, 30), ("receive", 1, 20), ("lose", 18, 20), ("block", 35, 35)):
        why = f"doos 3 was open{typed}"
        await client.post(f"{cards}/kerst/moves", {"what": what, "first": first, "last": last, "branch": "havenstraat", "reason": why})
    given = (await client.post("/v1/gift-cards", {"amount_minor": 2500, "code": printed[0]})).json
    complaint = {
        "kind": "service",
        "member": fatima,
        "branch": "havenstraat",
        "what": f"te laat bezorgd{typed}",
        "detail": f"twee dagen{typed}",
    }
    case = (await client.post("/v1/cases", complaint)).json["receipt"]
    await Worker(shop.desk, shop.queries, Signer(os.urandom(32)), clock=shop.clock.now, seals_file=None).seal()
    link = (await bakery.door.people.signing_in.first_link(KORENAAR, Instant(NOON))) or ""
    office, known = os.urandom(8).hex(), bakery.door.gate.known  # type: ignore[attr-defined]  # the bakery's own gatekeeper
    rights = frozenset((*SCOPES, *OF_PEOPLE))
    known["office", office] = Visitor(KORENAAR, "staff:joost", "Joost Bakema", rights, "office", office, role="owner")
    known["till", office] = replace(known["till", bakery.samira], secret=office)
    regulars = Segment("vaste", f"Vaste klanten{typed}", {"seen": "90"}, "staff:joost", shop.clock.now())
    await shop.store.write(KORENAAR, [put_segment(KORENAAR, regulars)])  # type: ignore[attr-defined]  # both adapters have it
    handed = (await client.post("/v1/segments/vaste/handouts", {"kind": "codes", "coupon": "lente", "by": "file"})).json["handout"]
    await HandingOut(
        shop.desk, bakery.door.people.register, shop.queries, shop.door.codes, HouseKey(lambda: bytes(range(32))), shop.clock.now,
        os.urandom,
    ).go_on()  # fmt: skip
    await odd(shop, client, typed)
    bas = await take_on(shop, "Bas", "cashier", at="havenstraat")
    bakery.door.gate = Faces(bakery)
    cookies = await signed_in(bakery)
    phone = Browser(shop.app, cookies, "127.0.0.1")
    kept = await phone.fill(await phone.get("/pas/cadeaukaarten"), "/pas/cadeaukaarten", code=printed[0])
    samples = {
        "batch": batch, "agreement": "kantine", "branch": "havenstraat", "card": kept.headers["location"].rpartition("/")[2],
        "business": gerrit, "member": fatima, "receipt": receipt, "gesture": gesture, "link": link, "entry": "3", "reward": "mug",
        "number": "2620000012345", "staff": bas.one.id, "vorm": "poster", "experience": "bakles", "case": case,
        "gift": given["member"], "segment": "vaste", "handout": handed, "series": "kerst",
    }  # fmt: skip
    return samples, cookies | {"who": office}


async def odd(shop: Shop, client: Any, typed: str) -> None:
    """What stands out: one card lent to a queue by a colleague, and somebody who brought everything back; two days ago, counted."""
    shop.clock.at = NOON - 2 * DAY
    members = []
    for name, number in ((f"Wim Leenkaart{typed}", "2620000066666"), (f"Toos Terug{typed}", "2620000055555")):
        made = await client.post("/v1/members", {"name": name, "identifiers": [{"kind": "card", "value": number}]})
        members.append(made.json["member"])
    at_till = {"branch": "havenstraat", "till": "2", "actor": "staff:samira"}
    for _ in range(6):
        await client.post("/v1/purchases", at_till | {"member": members[0], "lines": [BREAD]})
        shop.clock.forward(4 * 60_000)
    for _ in range(3):
        sale = (await client.post("/v1/purchases", at_till | {"member": members[1], "lines": [CAKE]})).json["receipt"]
        assert (await client.post("/v1/returns", at_till | {"receipt": sale})).status == 201
    await Worker(shop.desk, shop.queries, Signer(os.urandom(32)), clock=shop.clock.now, seals_file=None).seal()
    shop.clock.at = NOON


async def signed_in(bakery: Bakery, email: str = EMAIL) -> dict[str, str]:
    """The cookies of a telephone on which a member's card is open: Fatima's, where no other address is said."""
    phone = Browser(bakery.shop.app, host="127.0.0.1")
    page = await phone.fill(await phone.get("/pas/aanmelden"), "/pas/aanmelden", email=email)
    waiting = await bakery.shop.queries.people.messages_waiting(KORENAAR, bakery.shop.clock.now(), 99)
    mine = [one for one in waiting if one.address == email]
    done = await phone.fill(page, "/pas/aanmelden/code", code=bakery.door.people.members.code_of(mine[-1]))
    assert done.status == 303, done.body
    return phone.cookies


COMPARE = """async ([fresh, kept, tile]) => {
    const drawn = async (url, width, height) => {
        const image = new Image();
        image.src = url;
        await image.decode();
        const canvas = document.createElement("canvas");
        canvas.width = width ?? Math.ceil(image.width / 2);
        canvas.height = height ?? Math.ceil(image.height / 2);
        const pen = canvas.getContext("2d", {willReadFrequently: true});
        pen.drawImage(image, 0, 0, canvas.width, canvas.height);
        return {canvas, image, pixels: pen.getImageData(0, 0, canvas.width, canvas.height).data};
    };
    const now = await drawn(fresh);
    if (!kept) return {picture: now.canvas.toDataURL("image/webp", 0.6)};
    const before = await drawn(kept, now.canvas.width, now.canvas.height);
    const grown = Math.abs(before.image.height - now.canvas.height) + Math.abs(before.image.width - now.canvas.width);
    const {width, height} = now.canvas, across = Math.ceil(width / tile), counts = new Uint32Array(across * Math.ceil(height / tile));
    const alike = (one, at, other, there) => [0, 1, 2].every(part => Math.abs(one[at + part] - other[there + part]) <= 56);
    const around = (one, other, x, y) => { // whether what is at (x, y) is at most a pixel away in the other picture
        for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
            for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++)
                if (alike(one, 4 * (y * width + x), other, 4 * (v * width + u))) return true;
        return false;
    };
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
        const at = 4 * (y * width + x);
        if (alike(now.pixels, at, before.pixels, at)) continue;
        if (around(now.pixels, before.pixels, x, y) && around(before.pixels, now.pixels, x, y)) continue;
        counts[Math.floor(y / tile) * across + Math.floor(x / tile)] += 1;
    }
    const changed = counts.length ? Math.max(...counts) : 0, worst = counts.indexOf(changed);
    return {grown, changed, x: 2 * tile * (worst % across), y: 2 * tile * Math.floor(worst / across)};
}"""


STEADY = """() => {
    const drawn = [
        [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "0a1b2c3d-4e5f-4a6b-8c7d-9e8f7a6b5c4d"],
        [/\\u2026[0-9a-f]{6}(?![0-9a-z])/g, "\\u20260a1b2c"],
        [/[0-9A-Z]{4}(-[0-9A-Z]{4}){2,}/g, (code) => "ABCD-EFGH-JKLM-NPQR-STUV".slice(0, code.length)],
        [/(eindigt op )[0-9A-Z]{4}/g, "$1ABCD"],
    ];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) for (const [one, other] of drawn) {
        const now = texts.currentNode.data.replace(one, other);
        if (now !== texts.currentNode.data) texts.currentNode.data = now;
    }
}"""


def steadied(page: Any) -> Any:
    """The page with other signs for every number and code that is drawn anew each time, which are as wide each time too."""
    page.evaluate(STEADY)
    return page


def held_against(easel: Any, fresh: bytes, name: str, *, accept: bool) -> str:
    """What differs between a fresh picture and the approved one, "" where nothing does. With `accept` the fresh one is kept."""
    path = APPROVED / f"{name}.webp"
    if not accept and not path.exists():
        return f"nobody approved a picture of {name} yet: look at it, and keep it with --accept"
    trouble = differing(easel, fresh, path.read_bytes()) if path.exists() else "new"
    if trouble and accept:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(halved(easel, fresh))
        return ""
    return trouble and f"{name} looks different: {trouble}"


def halved(easel: Any, fresh: bytes) -> bytes:
    """A picture (PNG) at half its size, as it is kept (WebP)."""
    made: str = easel.evaluate(COMPARE, [url_of(fresh), "", TILE])["picture"]
    return b64decode(made.partition(",")[2])


def differing(easel: Any, fresh: bytes, kept: bytes) -> str:
    """What of a fresh picture (PNG) is not as in the one that was kept (WebP), "" where nothing is."""
    found = easel.evaluate(COMPARE, [url_of(fresh), url_of(kept, "webp"), TILE])
    if found["grown"] > GROWN_AT_MOST:
        return f"{found['grown']} px higher or wider than the approved picture"
    if found["changed"] > CHANGED_AT_MOST:
        return f"{found['changed']} pixels of the square at ({found['x']}, {found['y']})"
    return ""


def url_of(picture: bytes, kind: str = "png") -> str:
    """A picture as an address."""
    return f"data:image/{kind};base64,{b64encode(picture).decode()}"

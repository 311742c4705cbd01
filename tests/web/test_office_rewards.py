"""Rewards in the office: stock that people refill, with a reason; photos that are safe to show, on the member's card too."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from tests.korenaar import KORENAAR, OTHER
from tests.web.test_card import FATIMA, member, opened
from zegel.core.ids import CompanyId
from zegel.store.figure_queries import counting
from zegel.web.parts.photos import SIZES, NoPhoto, drawn

pytestmark = pytest.mark.anyio
MUG = "/kantoor/beloningen/mug"


def picture(kind="JPEG", size=(1200, 800), colour=(200, 60, 30), **more):
    out = BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, colour).save(out, kind, **more)
    return out.getvalue()


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def a_png(width, height, *chunks):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def in_steps(times, size=(64, 64)):
    """A JPEG that is drawn in steps, the last of them `times` times more; its first lines may say another size."""
    body = bytearray(picture("JPEG", (64, 64), progressive=True))
    said = body.index(b"\xff\xc2") + 5
    body[said : said + 4] = struct.pack(">HH", *size)
    return bytes(body[:-2] + body[body.rindex(b"\xff\xda") : -2] * times + body[-2:])


BOMB_TEXT = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80_000_000), 9))
REFUSED = {
    "pixels that would fill the memory": (a_png(50_000, 50_000), "pixels"),
    "one long line of pixels": (a_png(1_000_000, 10), "pixels"),
    "words that unpack to eighty megabytes": (a_png(100, 100, BOMB_TEXT), "broken"),
    "twelve kilobytes that are drawn a thousand times": (in_steps(1000, (7000, 8000)), "broken"),
    "steps that would all be held at once": (in_steps(0, (7000, 7000)), "pixels"),
    "a drawing that is a program": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "kind"),
    "a page": (b"<!doctype html><script>alert(1)</script>", "kind"),
    "a GIF that is a script": (b"GIF89a/*" + bytes(80) + b"*/=alert(1)", "kind"),
    "an archive": (b"PK\x03\x04" + bytes(500), "kind"),
    "a picture that breaks off": (picture("PNG")[:200], "broken"),
    "a name that lies": (b"\xff\xd8\xff" + b"<script>alert(1)</script>" * 9, "broken"),
    "a dot": (picture("PNG", (1, 1)), "pixels"),
    "nothing": (b"", "empty"),
    "too much": (b"\xff\xd8\xff" + bytes(8 * 1024 * 1024), "bytes"),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_what_is_no_photo_is_refused_before_it_costs_anything(what):
    body, why = REFUSED[what]
    with pytest.raises(NoPhoto) as refused:
        await drawn(body)
    assert refused.value.why == why


async def test_only_what_we_drew_ourselves_is_kept():
    place = Image.Exif()
    place[0x0112], place[0x010F], place[0x8825] = 6, "Camera of Fatima", {1: "N", 2: (52.0, 5.0, 1.0)}
    tail = b"<script>alert('polyglot')</script>"

    photo = await drawn(picture(exif=place, comment=b"secret") + tail)

    for size, body in photo.sizes.items():
        kept = Image.open(BytesIO(body))
        assert (kept.format, kept.info.keys() & {"exif", "comment", "xmp", "icc_profile"}) == ("WEBP", set())
        assert b"Fatima" not in body
        assert b"script" not in body
        assert kept.size == ((176, 176) if size == "small" else (427, 640)), "turned upright, as its camera said"
    assert set(photo.sizes) == set(SIZES)
    assert (await drawn(picture(exif=place))).hash == photo.hash, "the same picture has the same name"
    seen_through = Image.open(BytesIO((await drawn(picture("PNG", (200, 100), (0, 0, 0, 0)))).sizes["small"]))
    assert min(seen_through.getpixel((5, 5))) > 250, "what is see-through is white"


async def sent(browser, page, fields, files=()):
    """A form with files, as a browser sends it."""
    token = page.body.decode().partition('name="token" value="')[2].partition('"')[0]
    body = b""
    for name, text in {"token": token, **fields}.items():
        body += f'--bound\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
    for name, content in dict(files).items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="../../x.php"'
        body += f"--bound\r\n{head}\r\nContent-Type: image/svg+xml\r\n\r\n".encode()
        body += content + b"\r\n"
    body += b"--bound--\r\n"
    headers = [*browser._headers(), ("origin", "https://localhost"), ("content-length", str(len(body)))]
    headers.append(("content-type", "multipart/form-data; boundary=bound"))
    return await browser.client.send("POST", f"{MUG}/gezicht", body, headers)


async def test_a_photo_is_shown_in_the_office_and_on_the_card_and_to_no_other_company(house):
    joost = house.office()
    page = await joost.get(MUG)

    assert (await sent(joost, page, {"category": "Servies"}, {"photo": picture()})).status == 303
    page = (await joost.get(MUG)).body.decode()
    address = page.partition('src="/kantoor/foto/')[2].partition('"')[0]
    shown = await joost.get(f"/kantoor/foto/{address}")
    assert (shown.status, shown.headers["content-type"]) == (200, "image/webp")
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert Image.open(BytesIO(shown.body)).size == (176, 176)
    assert 'href="/kantoor/beloningen?category=Servies"' in (await joost.get("/kantoor/beloningen")).body.decode()

    broken = await sent(joost, await joost.get(MUG), {"category": "Servies"}, {"photo": b"<svg></svg>"})
    assert (broken.status, "Dit is geen JPEG" in broken.body.decode()) == (422, True)
    await house.shop.add_company(OTHER)
    assert (await house.office(company=OTHER).get(f"/kantoor/foto/{address}")).status == 404
    assert (await joost.get(f"/kantoor/foto/{address.replace('small', 'huge')}")).status == 404
    log = await house.shop.door.people.register.people.newest_audit_lines(KORENAAR, 9, 1)
    assert (log[0].deed.what, log[0].deed.after["category"]) == ("reward.face", "Servies")

    assert (await sent(joost, await joost.get(MUG), {"category": "", "no_photo": "yes"})).status == 303
    assert (await joost.get(f"/kantoor/foto/{address}")).status == 404, "what nothing shows any more is gone"


async def test_forms_with_files_are_read_strictly(house):
    joost = house.office()
    page = await joost.get(MUG)
    token = page.body.decode().partition('name="token" value="')[2].partition('"')[0]
    good = f'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n--b--\r\n'.encode()
    for kind, body, status in (
        ("multipart/form-data; boundary=b", good, 303), ("multipart/form-data", good, 400),
        ("multipart/form-data; boundary=b", good[:-8], 400), ("multipart/form-data; boundary=b", b"x" + good, 400),
        ("multipart/form-data; boundary=b", good.replace(b"name=", b"nome="), 400),
        ("multipart/form-data; boundary=b", b"--b\r\n" * 100 + good, 400),
        ("multipart/form-data; boundary=b", good.replace(token.encode(), b"other"), 403),
        ("application/x-www-form-urlencoded", b"token=" + token.encode(), 415),
    ):  # fmt: skip
        headers = [*joost._headers(), ("origin", "https://localhost"), ("content-length", str(len(body))), ("content-type", kind)]
        assert (await joost.client.send("POST", f"{MUG}/gezicht", body, headers)).status == status, (kind, body[:60])
    long = [
        *joost._headers(),
        ("origin", "https://localhost"),
        ("content-length", "99999999"),
        ("content-type", "multipart/form-data; boundary=b"),
    ]
    assert (await joost.client.send("POST", f"{MUG}/gezicht", b"", long)).status == 413


async def test_stock_is_refilled_with_a_reason_and_the_next_member_can_have_one(house):
    shop, joost = house.shop, house.office()
    page = await joost.get(MUG)
    assert "nog 3" in (await joost.get("/kantoor/beloningen")).body.decode()

    done = await joost.fill(page, f"{MUG}/voorraad", more="-3", reason="gebroken")
    assert (done.status, (await shop.queries.counters(KORENAAR))["reward:mug"]) == (303, 0)
    made = await shop.client().post("/v1/members", {"name": "Fatima", "identifiers": [{"kind": "card", "value": "F1"}]})
    member = made.json["member"]
    await shop.client().post("/v1/adjustments", {"member": member, "unit": "points", "count": 200, "reason": "x"})
    wish = {"member": member, "reward": "mug", "branch": "station"}
    assert (await shop.client().post("/v1/redemptions", wish)).status == 409
    assert (await joost.fill(page, f"{MUG}/voorraad", more="24", reason="geleverd")).status == 303
    assert (await shop.client().post("/v1/redemptions", wish)).status == 201

    assert (await shop.queries.counters(KORENAAR))["reward:mug"] == 23
    for fields in ({"more": "0", "reason": "x"}, {"more": "1", "reason": " "}, {"more": "1", "reason": "x", "branch": "elders"}):
        assert (await joost.fill(page, f"{MUG}/voorraad", **fields)).status in (400, 422)
    await joost.fill(page, f"{MUG}/voorraad", more="-99", reason="geteld")
    assert (await shop.queries.counters(KORENAAR))["reward:mug"] == 0, "never below nothing"
    lines = await shop.door.people.register.people.audit_lines(KORENAAR, 0, 9, what="stock.change")
    assert [(one.deed.what, one.deed.after["more"], one.deed.reason) for one in lines] == [
        ("stock.change", -3, "gebroken"), ("stock.change", 24, "geleverd"), ("stock.change", -99, "geteld"),
    ]  # fmt: skip
    reader = house.office(rights=frozenset({"program:read"}))
    assert (await reader.get(MUG)).status == 200
    assert (await reader.post(f"{MUG}/voorraad", {"more": "1"})).status == 403


async def test_how_often_a_reward_was_given_opens_the_days(house):
    figures = {("2026-03-02", "station", "taken:mug"): 2, ("2026-03-03", "dorpsstraat", "taken:mug"): 5, ("2026-01-01", "", "taken:mug"): 9}
    await house.shop.store.write(CompanyId(KORENAAR), counting(KORENAAR, figures, []))
    joost = house.office()

    assert "7 keer" in (await joost.get("/kantoor/beloningen")).body.decode()
    lines = (await joost.get(f"{MUG}?as=csv")).body.decode().splitlines()
    assert lines[1:] == ["2026-03-03;dorpsstraat;5", "2026-03-02;station;2"]
    listed = (await joost.get("/kantoor/beloningen?as=csv&sort=-given")).body.decode().splitlines()
    assert listed[1] == "Beker;;50 punten;;3;7".replace(" ", "\u00a0")
    assert (await joost.get("/kantoor/beloningen/none")).status == 422


async def test_a_member_sees_the_photo_on_the_shelf(house):
    joost = house.office()
    await sent(joost, await joost.get(MUG), {"category": ""}, {"photo": picture()})
    fatima = await member(house, "Fatima", FATIMA, "F1")
    await house.shop.client().post("/v1/adjustments", {"member": fatima, "unit": "points", "count": 60, "reason": "x"})
    page = (await joost.get(MUG)).body.decode()
    address = page.partition('src="/kantoor/foto/')[2].partition('"')[0]
    card = await opened(house)
    assert (await card.get(f"/pas/foto/{address}")).headers["content-type"] == "image/webp"
    assert f'src="/pas/foto/{address}"' in (await card.get("/pas/beloningen")).body.decode()

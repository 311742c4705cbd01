"""A till whose line does not come back writes its queue into a file; a manager brings it in, and each sale is answered for once."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from json import dumps
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.access.crew import done, enrolled
from tests.client import Answer
from tests.korenaar import DAY, HOUR, KORENAAR
from tests.pages import Fields
from tests.web.test_offline import Away, on_line
from zegel.access.till_files import opened, public_key, secret_of
from zegel.hall.offline_pack import public_key as pack_key

pytestmark = pytest.mark.anyio


@pytest.fixture
async def away(house):
    return await Away(house).open()


def raw_of(text: str) -> bytes:
    return urlsafe_b64decode(text + "==")


def sealed(key: str, secret: bytes, said: bytes, *, company: str = "korenaar", device: str) -> bytes:
    """What `static/js/till-file.js` writes."""
    mine = ec.generate_private_key(ec.SECP256R1())
    agreed = mine.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw_of(key)))
    shown = urlsafe_b64encode(mine.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)).rstrip(b"=").decode()
    head = dumps({"form": "zegel till file 1", "company": company, "device": device, "key": shown}).encode()
    nonce = os.urandom(12)
    return head + b"\n" + nonce + AESGCM(HKDF(hashes.SHA256(), 32, secret, head).derive(agreed)).encrypt(nonce, said, head)


def filed(away: Away, *sales: dict[str, Any], ahead: int = 0, written_at: int | None = None, device: str = "") -> bytes:
    """The till's file with these sales."""
    house, named = away.shop.door.people.key, device or away.device.device.id
    said = {"written_at": away.shop.clock.at if written_at is None else written_at, "ahead": ahead, "sales": sales}
    return sealed(public_key(house, KORENAAR), secret_of(house, KORENAAR, named), dumps(said).encode(), device=named)


async def bring(away: Away, file: bytes, browser: Any = None) -> Answer:
    away.house.door.gate = away.house.gate
    office = browser or away.house.office()
    page = await office.get("/kantoor/offline")
    token = next(fields["token"] for found, fields in Fields(page.body.decode()).forms if found.get("action") == "/kantoor/kassabestand")
    parts = [(b"token", b"", token.encode()), (b"file", b'; filename="kassa.zegel"', file)]
    form = b"".join(b'--b\r\ncontent-disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % part for part in parts) + b"--b--\r\n"
    headers = [
        *office._headers(), ("origin", f"https://{office.host}"), ("content-type", "multipart/form-data; boundary=b"),
        ("content-length", str(len(form))),
    ]  # fmt: skip
    return await office.client.send("POST", "/kantoor/kassabestand", form, headers)


async def test_a_file_is_booked_once_whatever_the_queue_and_other_files_brought_in_too(away):
    first, second, third = away.sale(), away.sale(2000), away.sale(member="", shown="2620000099999")
    await away.send(first)

    page = (await bring(away, filed(away, first, second, third))).body.decode()
    assert "3 aankopen gelezen: 1 bijgeschreven, 1 stond er al, 1 hieronder geweigerd door de boeken." in page
    again = (await bring(away, filed(away, first, second, third))).body.decode()
    assert "3 aankopen gelezen: 3 stond er al." in again
    late = await away.send(second, third)

    assert [(verdict, code) for verdict, code, _ in late] == [("duplicate", ""), ("duplicate", "unknown_member")]
    assert await away.points() == 2 * (10 + 20)
    lines = await away.shop.queries.people.audit_lines(KORENAAR, 0, 99, what="offline.file")
    assert [(one.deed.actor, one.deed.after["count"]) for one in lines] == [("staff:joost", 3)] * 2


async def test_a_sale_in_a_file_keeps_its_hour_however_long_the_file_lay_in_a_drawer(away):
    clock = away.shop.clock
    begun = clock.at
    slow = begun - HOUR  # what the till's clock says
    sold = away.sale(claimed_at=slow - 2 * HOUR)
    file = filed(away, sold, written_at=slow, ahead=HOUR)
    clock.forward(DAY)
    future = filed(away, away.sale(claimed_at=clock.at + 8 * HOUR), written_at=clock.at + 9 * HOUR)

    await bring(away, file)
    await bring(away, future)

    rows = [await away.shop.queries.offline.sale(KORENAAR, f"0198c1c4-0000-7000-8000-{n:012}") for n in (1, 2)]
    assert [(row.happened_at, row.flags) for row in rows] == [(begun - 2 * HOUR, ("clock",)), (clock.at - HOUR, ("clock",))]


async def test_what_is_late_or_of_a_withdrawn_till_waits_and_a_sale_that_cannot_be_read_holds_up_none(away):
    broken = away.sale(items=[])
    late = away.sale(claimed_at=away.shop.clock.at - 73 * HOUR)
    page = (await bring(away, filed(away, broken, late, away.sale()))).body.decode()
    assert "3 aankopen gelezen: 1 bijgeschreven, 1 wacht hieronder op u, 1 niet te lezen: gebruik de lijst van de kassa." in page

    await away.shop.door.people.tills.revoke(done(), KORENAAR, away.device.device.id)
    page = (await bring(away, filed(away, away.sale()))).body.decode()
    assert "1 aankoop gelezen: 1 wacht hieronder op u." in page
    assert "Deze kassa was ingetrokken." in page


async def test_a_file_of_somebody_else_or_that_was_touched_is_refused_with_a_code_and_books_nothing(away):
    house, device = away.shop.door.people.key, away.device.device.id
    key, secret, good = public_key(house, KORENAAR), secret_of(house, KORENAAR, device), filed(away, away.sale())
    other = (await enrolled(away.shop, till="7")).device.id
    line, _, rest = good.partition(b"\n")
    said = dumps({"written_at": 1, "ahead": 0, "sales": [away.sale()]}).encode()
    not_ours = [
        good[:-1] + bytes([good[-1] ^ 1]), line + b"\n" + rest[:11] + bytes([rest[11] ^ 128]) + rest[12:], good[:-20],
        line.replace(device.encode(), other.encode()) + b"\n" + rest, line.replace(b": ", b":", 1) + b"\n" + rest,
        sealed(key, secret, said, company="elders", device=device), sealed(key, os.urandom(32), said, device=device),
        sealed(public_key(house, KORENAAR), secret_of(house, KORENAAR, "nobody"), said, device="nobody"),
        line.replace(b'"key": "', b'"key": "AAAA') + b"\n" + rest,
        sealed(public_key(type(house)(lambda: os.urandom(32)), KORENAAR), secret, said, device=device),
    ]  # fmt: skip
    unreadable = [
        b"", b"\n", b"PK\x03\x04" + os.urandom(60), b"[]\n" + rest, b"{}\n" + rest, b"[" * 100_000, line + b"\n", b"x" * 700 + b"\n" + rest,
        dumps({"form": "zegel till file 2", "company": "korenaar", "device": device, "key": ""}).encode() + b"\n" + rest,
        dumps({"form": "zegel till file 1", "company": "korenaar", "device": 1, "key": ""}).encode() + b"\n" + rest,
        *(sealed(key, secret, text, device=device) for text in (
            b"{", b"[]", b"null", dumps({"written_at": 1, "ahead": 0, "sales": []}).encode(), said.replace(b'"ahead": 0', b'"ahead": 1e9'),
            dumps({"written_at": 1, "ahead": 0, "sales": [away.sale()] * 501}).encode(), said.replace(b'"ahead": 0', b'"ahead": "0"'),
            said.replace(b'"written_at": 1', b'"written_at": -1'), said[:-1] + b', "more": 1}', b"[" * 5000,
        )),
    ]  # fmt: skip

    for code, files in (("till_file_not_ours", not_ours), ("till_file_unreadable", unreadable)):
        for n, file in enumerate(files):
            answer = await bring(away, file)
            assert (answer.status, f"<code>{code}</code>" in answer.body.decode()) == (422, True), (code, n)

    assert (await away.points(), await away.kept()) == (0, [])
    assert "1 bijgeschreven" in (await bring(away, good)).body.decode()


async def test_only_who_reviews_sales_at_that_branch_brings_a_file_in(away):
    file = filed(away, away.sale())
    elsewhere = away.house.office()
    visitor = away.house.gate.known["office", elsewhere.cookies["who"]]
    away.house.gate.known["office", elsewhere.cookies["who"]] = type(visitor)(
        visitor.company, visitor.actor, visitor.name, visitor.rights, "office", visitor.secret, branch="dorpsstraat", role="branch manager"
    )

    answer = await bring(away, file, elsewhere)

    assert (answer.status, "<code>not_allowed</code>" in answer.body.decode(), await away.points()) == (422, True, 0)
    assert (await away.house.office(rights=frozenset({"members:list"})).get("/kantoor/offline")).status == 403


async def test_the_till_is_given_what_it_needs_for_a_file_signed_and_its_own(away):
    await on_line(away)

    told = (await away.mee()).json["file"]

    device, key = away.device.device.id, away.shop.door.people.key
    said = f"zegel till pack 1\0korenaar\0till file\0{device}\0{told['key']}".encode()
    Ed25519PublicKey.from_public_bytes(raw_of(pack_key(key))).verify(raw_of(told["signature"]), said)
    text = opened(key, KORENAAR, sealed(told["key"], raw_of(told["secret"]), b"{}", device=device)).text
    assert (told["device"], text) == (device, "{}")
    assert raw_of(told["secret"]) != secret_of(key, KORENAAR, "another")

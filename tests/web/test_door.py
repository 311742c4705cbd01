"""What every page goes through: who may, whose form it is, what is said of trouble, and which headers stand on every answer."""

import pytest

from tests.client import Client
from tests.korenaar import KORENAAR
from tests.pages import Browser
from zegel.web.parts.headers import ALWAYS, AT_TILL
from zegel.web.parts.rendering import Renderer
from zegel.web.parts.visitors import OPEN, Sessions
from zegel.web.table import ROUTES, WORDS

pytestmark = pytest.mark.anyio

OPEN_TO_ALL = {
    "GET /", "GET /static/{hash}/{name:path}", "POST /csp-reports", "POST /choose", "GET /kassa/wie", "POST /kassa/wie",
    "GET /kassa/koppel/{link}", "POST /kassa/koppel/{link}",
    "GET /kassa/manifest.webmanifest", "GET /kassa/werk.js", "GET /kassa/zonder", "POST /kassa/mee", "POST /kassa/wachtrij",
    "GET /kantoor/aanmelden", "POST /kantoor/aanmelden", "GET /kantoor/welkom/{link}", "POST /kantoor/welkom/{link}",
    "POST /kantoor/aanmelden/vraag", "POST /kantoor/aanmelden/sleutel", "GET /kantoor/aanmelden/elders", "GET /kantoor/aanmelden/terug",
    "GET /kantoor/ik", "POST /kantoor/ik/vraag", "POST /kantoor/ik/sleutels", "POST /kantoor/ik/sleutel-weg",
    "POST /kantoor/ik/wachtwoord", "POST /kantoor/ik/overal-weg", "POST /kantoor/ik/pin",
    "GET /kantoor/tweede-bewijs", "POST /kantoor/tweede-bewijs", "POST /kantoor/afmelden",
    "POST /kantoor/bewijs", "POST /kantoor/bewijs/vraag",
    "GET /pas/aanmelden", "POST /pas/aanmelden", "GET /pas/aanmelden/code", "POST /pas/aanmelden/code",
    "GET /pas/manifest.webmanifest", "GET /pas/werk.js",
    "POST /pas/aanmelden/vraag", "POST /pas/aanmelden/sleutel", "GET /pas/weg", "GET /pas/vriend/{link}", "GET /pas/privacy",
    "GET /pas/nieuw", "POST /pas/nieuw", "GET /pas/nieuw/code", "POST /pas/nieuw/code", "POST /pas/nieuw/los",
    "GET /pas/losse-kaart", "POST /pas/losse-kaart", "GET /pas/afmaken/{link}", "POST /pas/afmaken/{link}", "POST /pas/afmaken",
    "GET /pas/hoe-ging-het/{link}", "POST /pas/hoe-ging-het/{link}",
    "GET /demo/post", "GET /afmelden/{token}", "POST /afmelden/{token}",
}  # fmt: skip


def test_who_may_see_which_page_is_stated_once_and_only_these_are_open():
    assert {route.template for route in ROUTES if route.right == OPEN} == OPEN_TO_ALL
    assert len({route.template for route in ROUTES}) == len(ROUTES)


async def test_what_a_first_scan_needs_is_laid_ready_beforehand(house):
    renderer = Renderer(house.door.statics, WORDS)

    await renderer.lay_ready("till")

    there = {name for _, name in renderer.environment.cache or ()}
    assert {"till/work.html", "till/lines.html", "till/do.html", "till/bits.html"} <= there


async def test_every_answer_carries_the_policy_also_of_files_and_refusals(house):
    somebody, nobody = house.till(), Browser(house.shop.app)
    static = house.door.statics.address("css/base.css")

    answers = [
        await somebody.get("/kassa"), await nobody.get("/kassa"), await nobody.get("/kassa/nergens"), await nobody.get(static),
        await somebody.post("/kassa/kaart/1", {}), await nobody.post("/choose", {}, headers=[]),
    ]  # fmt: skip

    assert [answer.status for answer in answers] == [200, 303, 404, 200, 405, 403]
    for answer in answers:
        always = AT_TILL if b"wasm" in answer.headers["content-security-policy"].encode() else ALWAYS
        assert {name.decode(): text.decode() for name, text in always}.items() <= answer.headers.items()
        assert "unsafe" not in answer.headers["content-security-policy"].replace("wasm-unsafe-eval", "")
        assert answer.headers["cache-control"] == ("public, max-age=31536000, immutable" if answer is answers[3] else "no-store")


async def test_a_form_without_the_visitors_own_token_or_from_elsewhere_does_nothing(house):
    browser, other = house.till(), house.till()
    page = await other.get("/kassa")
    theirs = page.body.decode().partition('name="token" value="')[2].partition('"')[0]
    ours = [("origin", "https://zegel.test")]

    refused = [
        await browser.post("/kassa", {"do": "home"}),
        await browser.post("/kassa", {"do": "home", "token": theirs}),
        await other.post("/kassa", {"do": "home", "token": theirs}, headers=[("origin", "https://evil.test")]),
        await other.post("/kassa", {"do": "home", "token": theirs}, headers=[("origin", "null")]),
        await other.post("/kassa", {"do": "home", "token": theirs}, headers=[]),
    ]
    allowed = await other.post("/kassa", {"do": "home", "token": theirs}, headers=ours)

    assert [answer.status for answer in refused] == [403] * 5
    assert all(b"old_form" in answer.body for answer in refused)
    assert allowed.status == 200


async def test_over_tls_no_session_counts_that_a_neighbour_could_have_laid_there_and_no_plain_page_sends_a_form(house):
    async def over_tls(scope, receive, send):
        await house.shop.app(scope | {"scheme": "https"}, receive, send)

    emma = (await house.shop.client(house.shop.key).post("/v1/members", {"name": "Emma"})).json["member"]
    house.door.gate = Sessions(house.door.people)
    begun = await house.door.people.sessions.begin("member", KORENAAR, emma, house.shop.clock.now(), method="test")
    said = [("host", "card.example"), ("origin", "http://card.example"), ("content-type", "application/x-www-form-urlencoded")]

    found = [
        (await Client(over_tls).send("GET", "/pas", headers=[*said, ("cookie", f"{name}={begun.cookie}")])).status
        for name in ("zegel-pas", "__Host-zegel-pas")
    ]
    sent = await Client(over_tls).send("POST", "/choose", b"look=dark", [*said, ("content-length", "9")])

    assert found == [303, 200]
    assert (sent.status, b"old_form" in sent.body) == (403, True)


async def test_a_page_says_which_methods_it_takes(house):
    for path, allow in (("/pas", "GET, HEAD"), ("/csp-reports", "POST"), ("/pas/ik", "GET, HEAD, POST")):
        answer = await Browser(house.shop.app).client.send("DELETE", path)
        assert (answer.status, answer.headers["allow"]) == (405, allow)


async def test_json_and_text_are_no_forms(house):
    browser = house.till()
    headers = [*browser._headers(), ("origin", "https://zegel.test"), ("content-type", "text/plain"), ("content-length", "2")]

    answer = await browser.client.send("POST", "/kassa", b"{}", headers)

    assert (answer.status, b"unsupported_media_type" in answer.body) == (415, True)


async def test_whoever_lacks_the_right_is_told_so_in_their_language(house):
    browser = house.till("en", frozenset())

    answer = await browser.get("/kassa")

    assert (answer.status, b"Somebody else may do this" in answer.body, b'<html lang="en">' in answer.body) == (403, True, True)


async def test_language_and_look_are_kept_and_nobody_is_sent_elsewhere(house):
    browser = house.till()

    chosen = await browser.post("/choose", {"language": "en", "back": "/kassa"})
    elsewhere = [await browser.post("/choose", {"back": back}) for back in ("//evil.test", "https://evil.test", "/\\evil.test")]

    assert (chosen.status, chosen.headers["location"]) == (303, "/kassa")
    assert chosen.headers["set-cookie"] == "zegel_language=en; Path=/; Secure; SameSite=Lax; HttpOnly; Max-Age=31536000"
    assert b'<html lang="en">' in (await browser.get("/kassa")).body
    assert [answer.headers["location"] for answer in elsewhere] == ["/", "/", "/"]


async def test_what_a_browser_refuses_by_the_policy_is_kept_without_what_it_was_about(house):
    body = b'{"csp-report": {"blocked-uri": "https://evil.test/x.js", "violated-directive": "script-src", "script-sample": "secret"}}'
    headers = [("content-type", "application/csp-report"), ("content-length", str(len(body)))]

    answer = await Browser(house.shop.app).client.send("POST", "/csp-reports", body, headers)

    assert answer.status == 204
    assert house.door.reports == [{"blocked-uri": "https://evil.test/x.js", "violated-directive": "script-src"}]


async def test_files_are_kept_for_a_year_under_their_hash_and_come_packed(house):
    browser, address = Browser(house.shop.app), house.door.statics.address("css/base.css")

    packed = await browser.get(address, [("accept-encoding", "gzip")])
    stale = await browser.get(address.replace(house.door.statics.hash, "0" * 16))
    outside = await browser.get(f"/static/{house.door.statics.hash}/../../main.py")

    assert (packed.headers["content-type"], packed.headers["content-encoding"]) == ("text/css; charset=utf-8", "gzip")
    assert (stale.status, outside.status) == (404, 404)

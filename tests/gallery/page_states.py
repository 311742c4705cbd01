"""Pages that one cannot simply go to: what has to happen first, and where they are then."""

from dataclasses import dataclass
from typing import Any

from tests.browser.bakery import PROGRAM, Bakery
from tests.gallery.gallery import PROMISES, signed_in
from tests.korenaar import DAY, KORENAAR, NOON, Clock
from tests.pages import Browser
from zegel.access.leaving import Leaving
from zegel.access.secrets import HouseKey
from zegel.access.surveying import Surveying
from zegel.core.ids import purse_of
from zegel.messages.mailbox import Mailbox
from zegel.worker.mailing import program_of

PROMISED = (
    PROGRAM.replace("  kinds:\n", "  budgets: {klacht: 40.00 EUR per month, jarig: 20.00 EUR per month}\n  kinds:\n", 1)
    .replace("punten:      {points: 200 points,", "punten:      {points: 200 points, budget: klacht,", 1)
    .replace("\nbranches:\n", "\nbranches:\n  stationsplein: {}\n", 1)
)
"""With budgets, and with a second branch, between which the office chooses."""
MORE = f"""{PROMISES}rebates:
  spring: {{pays: 10%}}
payments: {{from: NL91 ABNA 0417 1643 00, name: De Korenmaat}}
paid stamps:
  price: 4.00 EUR
  at most: 1 per 1.00 EUR
  book: 490
  pays: 2000.00 EUR
  counted: true
  VAT: [{{rate: 9%, share: 80%}}, {{rate: 21%, share: 20%}}]
events: {{survey: {{fields: {{score: score}}}}}}
messages: {{went: {{says: {{nl: Hoe ging het?, en: How did it go?}}, on: complaint closed, purpose: service, asks: 1 to 5}}}}
"""
KEY = HouseKey(lambda: bytes(range(32)))
NOOR = "noor@voorbeeld.nl"
HERS = {"iban": "NL20 INGB 0001 2345 67", "holder": "F. El Amrani"}


def with_gift(program: str) -> str:
    """The program with a gift of which each branch has only so many."""
    gift = "proeven: {gift: [{nl: olijven, en: olives}, {nl: druiven, en: grapes}], basket: at least 60.00 EUR, stock: {havenstraat: 2}}"
    return program.replace("\ndiscounts:\n", f"\ndiscounts:\n  {gift}\n", 1)


@dataclass(frozen=True)
class State:
    """A page after something happened. `who`: whose cookies, "" for nobody's. `typed`: a field, and what is typed in it and sent."""

    face: str
    path: str
    who: str = "all"
    typed: tuple[str, str] = ("", "")


async def happened(bakery: Bakery, cookies: dict[str, str]) -> tuple[dict[str, State], dict[str, dict[str, str]]]:
    """What happened; gives each state by name, and the cookies of each who looks."""
    client, fatima, shop = bakery.shop.client(bakery.shop.key), bakery.members["fatima"], bakery.shop
    noor = (await client.post("/v1/members", {"name": "Noor Prins", "identifiers": [{"kind": "email", "value": NOOR}]})).json["member"]
    shop.clock.forward(1000)
    phone, hers = Browser(shop.app, cookies, "127.0.0.1"), Browser(shop.app, await signed_in(bakery, NOOR), "127.0.0.1")
    invited = shared((await hers.fill(await hers.get("/pas/huishouden"), "/pas/huishouden")).body)
    await phone.fill(await phone.get("/pas/vrienden"), "/pas/vrienden")
    friend = shared((await phone.get("/pas/vrienden")).body)
    await hers.fill(await hers.get("/pas/kind"), "/pas/kind", name="Mees", birthday="2016-06-01", ouder="ja")
    child = (await hers.get("/pas/huishouden")).body.decode().partition('href="/pas/kind/')[2].partition('"')[0]
    case, claims = await claimed(client, fatima, None), [await claimed(client, one, HERS) for one in (fatima, noor)]
    payment = (await client.post("/v1/rebate-payments", {"actor": "staff:joost"})).json["payment"]
    waits = await claimed(client, noor, HERS | {"holder": "N. Prins"})
    wish = {"member": fatima, "gesture": "punten", "reason": "moest wachten", "branch": "havenstraat", "role": "cashier"}
    assert (await client.post("/v1/gestures", wish | {"actor": "staff:samira"})).status == 201
    leave, went = out_of_mails(bakery, noor, await settled(client, noor))
    shop.clock.at = NOON - 40 * DAY
    # stamps for nearly as much as the central bank wants to hear of
    line = {"category": "bread", "net_minor": 24_000_000, "quantity": 1000, "vat_bp": 900}
    sale = {"branch": "havenstraat", "till": "2", "member": noor, "lines": [line], "uses": [{"what": "paid stamps", "count": 240_000}]}
    assert (sold := await client.post("/v1/purchases", sale)).status == 201, sold.body
    await tries(client, noor, shop.clock)
    shop.clock.at = NOON + 5000
    assert len({case, waits, *claims}) == 4
    states = {
        "state-rebate-payment": State("office", f"/kantoor/teruggaven/{payment}"),
        "state-rebate-vat": State("office", "/kantoor/btw-teruggaven"),
        "state-rebate-entries": State("office", "/kantoor/btw-teruggaven?jaar=2026&per=kwartaal&tijdvak=2026-Q1&wat=approved"),
        "state-rebates-waiting": State("office", "/kantoor/teruggaven"),
        "state-rebate-case": State("office", f"/kantoor/zaken/{claims[0]}"),
        "state-branch-budgets": State("office", "/kantoor/filialen/havenstraat"),
        "state-home-paid-value": State("office", "/kantoor"),
        "state-missing": State("office", "/kantoor/nergens"),
        "state-rebate": State("card", f"/pas/teruggaven/{case}"),
        "state-rebates": State("card", "/pas/teruggaven"),
        "state-friend": State("card", friend, ""),
        "state-friend-mine": State("card", friend),
        "state-invited": State("card", invited),
        "state-household": State("card", "/pas/huishouden", "noor"),
        "state-child": State("card", f"/pas/kind/{child}", "noor"),
        "state-trials": State("card", "/pas/op-proef", "noor"),
        "state-home-trials": State("card", "/pas", "noor"),
        "state-gift": State("office", "/kantoor/cadeaus/proeven"),
        "state-gifts": State("office", "/kantoor/beloningen"),
        "state-known": State("card", "/pas/gegevens", "noor"),
        "state-leave": State("card", "/pas/weggaan", "noor"),
        "state-demo-post": State("card", "/demo/post", ""),
        "state-unsubscribe": State("", leave, ""),
        "state-how-it-went": State("card", went, ""),
        "state-join-young": State("card", "/pas/nieuw", "", ("#email", "nieuw@voorbeeld.nl")),
        "state-gone": State("card", "/pas/weg", ""),
        "state-card-missing": State("card", "/pas/nergens"),
        "state-sign-in-code": State("card", "/pas/aanmelden", "", ("#email", NOOR)),
        "state-code-unknown": State("office", "/kantoor/codes", typed=("#code", "BESTAATNIET1")),
    }
    return states, {"noor": hers.cookies}


def shared(page: bytes) -> str:
    """The path of what a page has one share."""
    return page.decode().partition('data-share="')[2].partition('"')[0].partition("127.0.0.1")[2]


async def settled(client: Any, member: str) -> str:
    """The receipt of a complaint that was put right, of which a mail asks how it went."""
    told = {"kind": "service", "member": member, "branch": "havenstraat", "what": "De taart kwam te laat"}
    case = (await client.post("/v1/cases", told)).json["receipt"]
    return str((await client.post(f"/v1/cases/{case}/moves", {"to": "closed"})).json["receipt"])


def out_of_mails(bakery: Bakery, member: str, asked: str) -> tuple[str, str]:
    """Where mails lead: away from a mailing, and to the page that asks how it went; and the demo's mailbox."""
    shelves = bakery.shop.shelves
    bakery.door.mailbox = Mailbox(
        bakery.shop.queries, bakery.shop.door.people.key.unseal, lambda company: program_of(shelves, company, bakery.shop.clock.now())
    )
    bakery.door.leaving, bakery.door.surveying = Leaving(KEY, bakery.address), Surveying(KEY, bakery.address)
    leave = bakery.door.leaving.token(KORENAAR, purse_of(member), "newsletter")
    return f"/afmelden/{leave}", f"/pas/hoe-ging-het/{bakery.door.surveying.token(KORENAAR, purse_of(member), asked)}"


async def tries(client: Any, member: str, clock: Clock) -> None:
    """Something held on the card for nights to come, something paid that must be decided in two days, and something kept."""
    for days, sku, category in ((40, "Wafelijzer", "pans"), (5, "Gietijzeren pan", "pans"), (1, "Broodmachine Alma", "bakery machines")):
        clock.at = NOON - days * DAY
        line = {"sku": sku, "category": category, "net_minor": 12_900, "vat_bp": 2100}
        sale = {"branch": "havenstraat", "till": "2", "member": member, "lines": [line]}
        assert (sold := await client.post("/v1/purchases", sale)).status == 201, sold.body


async def claimed(client: Any, member: str, account: dict[str, str] | None) -> str:
    """The case of a rebate that a colleague agreed to."""
    line = {"sku": "OVEN", "category": "ovens", "quantity": 1000, "net_minor": 10_900, "vat_bp": 900}
    sale = (await client.post("/v1/purchases", {"branch": "havenstraat", "member": member, "lines": [line]})).json["receipt"]
    body = {"member": member, "kind": "rebate", "what": "spring", "receipt": sale, "line": 1, "actor": "staff:joost"}
    case = (await client.post("/v1/cases", body | ({"account": account} if account else {}))).json["receipt"]
    assert (await client.post(f"/v1/cases/{case}/moves", {"to": "approved", "actor": "staff:bea"})).status == 201
    return str(case)

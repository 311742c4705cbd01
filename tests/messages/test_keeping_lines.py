"""What somebody bought is forgotten after what the program says: the amounts stay, and the books still say which text belongs there."""

import os
from hashlib import sha256
from json import dumps, loads
from types import SimpleNamespace

import pytest

from tests.korenaar import DAY, KORENAAR
from tests.shop_fixtures import both_databases
from zegel.core.ids import purse_of, receipt_of
from zegel.desk.register import Register
from zegel.desk.rounds import clock_header
from zegel.desk.thinning import forget_bought, last_removal
from zegel.flows.commands import ForgetLines
from zegel.store.books import check, rebuild
from zegel.worker.sealing import Signer
from zegel.worker.worker import Worker

pytestmark = [pytest.mark.anyio, both_databases]
CARD = {"kind": "card", "value": "2620000000012"}
BASKET = [
    {"category": "bread", "sku": "TARWE", "net_minor": 450, "vat_bp": 900},
    {"category": "cake", "sku": "VLAAI", "net_minor": 1950, "vat_bp": 900},
    {"category": "candles", "sku": "KAARS", "net_minor": 600, "vat_bp": 2100},
]
ARTICLES = (b"TARWE", b"VLAAI", b"KAARS", b"candles", b"cake")


async def sealed(shop) -> None:
    """Everything so far is under a seal, and what was bought is noted."""
    await Worker(shop.desk, shop.queries, Signer(os.urandom(32)), clock=shop.clock.now, seals_file=None).seal()


async def forget(shop) -> int:
    return await forget_bought(shop.desk, shop.queries, Register(shop.store), shop.clock.now)


async def bought(shop, *, member: bool = True) -> SimpleNamespace:
    """A purchase, whose it was and its receipt."""
    till = shop.client()
    who = (await till.post("/v1/members", {"name": "Emma", "identifiers": [CARD], "since": "2015-01-01"})).json["member"] if member else ""
    sale = {"branch": "dorpsstraat", "lines": BASKET} | ({"identifier": CARD} if member else {})
    done = await till.post("/v1/purchases", sale)
    assert done.status == 201, done.json
    await sealed(shop)
    return SimpleNamespace(till=till, member=who, receipt=done.json["receipt"], told=done.json)


async def stored(shop, receipt: str) -> bytes:
    found = await shop.queries.receipt(KORENAAR, receipt_of(receipt))
    assert found is not None
    assert found.document is not None
    return found.document


async def balances(shop) -> list:
    tables = ("lot", "measure_day", "purse")
    return [
        await shop.queries._read(KORENAAR, f"SELECT * FROM {one} WHERE company = $1 ORDER BY 1, 2, 3, 4", (KORENAAR,)) for one in tables
    ]


async def test_what_was_bought_is_gone_after_26_months_and_what_it_came_to_stays(shop):
    sale = await bought(shop)
    whole = await stored(shop, sale.receipt)

    shop.clock.forward(759 * DAY)  # 31 March 2028, 25 months
    assert await forget(shop) == 0
    shop.clock.forward(31 * DAY)  # 1 May: what was bought in March is in its twenty-sixth month
    assert await forget(shop) == 1
    assert await forget(shop) == 0

    left, before = await stored(shop, sale.receipt), loads(whole)
    kept = loads(left)
    assert all(word in whole and word not in left for word in ARTICLES)
    assert kept["thinned"] == {"after_months": 26, "digest": sha256(whole).hexdigest()}
    assert kept["purchase"]["vat"] == [[900, 2400], [2100, 600]]
    assert kept["body"]["totals"] == before["body"]["totals"]
    taken_off = [(one["rule"], sum(one["shares"]), one["vat"]) for one in before["body"]["effects"] if "shares" in one]
    assert [(one["rule"], *one["shares"], one["vat"]) for one in kept["body"]["effects"] if "shares" in one] == taken_off
    assert taken_off == [("regulars", 98, [[900, 98]])]
    assert await last_removal(shop.queries, KORENAAR) == (shop.clock.now(), "2026-04-01")


async def test_it_says_so_and_a_return_is_refused(shop):
    sale = await bought(shop)
    shop.clock.forward(800 * DAY)
    await forget(shop)

    why = await sale.till.get(f"/v1/receipts/{sale.receipt}/explanation")
    whole = await sale.till.get(f"/v1/receipts/{sale.receipt}")
    back = await sale.till.post("/v1/returns", {"receipt": sale.receipt, "actor": "samira", "reason": "broken"})
    history = await sale.till.get(f"/v1/members/{sale.member}/receipts")

    assert why.json["reasons"][0]["short"] == {"nl": "Regels verwijderd na 26 maanden", "en": "Lines removed after 26 months"}
    assert all(one["applied"] for one in why.json["reasons"])
    assert {one["rule"] for one in why.json["reasons"]} >= {"base", "regulars"}
    assert whole.json["explanation"] == sale.told["explanation"]
    assert (back.status, back.code) == (410, "lines_removed")
    assert [one["kind"] for one in history.json["receipts"]] == ["lines gone", "purchase", "enrol"]
    assert history.json["receipts"][1]["totals"] == {name: n for name, n in sale.told["totals"].items() if name.endswith("_minor")}


async def test_the_books_still_balance_and_are_made_again_the_same(shop):
    await bought(shop)
    shop.clock.forward(800 * DAY)
    await forget(shop)
    once = await balances(shop)

    found = await check(shop.store, KORENAAR)
    again = await rebuild(shop.store, KORENAAR)

    assert (found.findings, again.findings) == ([], [])
    assert [[row[:9] for row in table] for table in await balances(shop)] == [[row[:9] for row in table] for table in once]


async def test_what_is_left_cannot_be_altered_and_nothing_is_thinned_without_an_entry(shop):
    sale = await bought(shop)
    whole, named = await stored(shop, sale.receipt), receipt_of(sale.receipt)
    shop.clock.forward(800 * DAY)
    await forget(shop)
    left = loads(await stored(shop, sale.receipt))

    async def put(document: bytes) -> list[str]:
        sql = "UPDATE receipt SET document = $4 WHERE purse = $1 AND company = $2 AND seq = $3"
        await Register(shop.store).write(KORENAAR, (sql, [(named.purse, KORENAAR, named.seq, document)]))
        return [one.what for one in (await check(shop.store, KORENAAR)).findings]

    cheaper = left | {"body": left["body"] | {"totals": {"pays_minor": 1}}}
    another = left | {"thinned": left["thinned"] | {"digest": "00" * 32}}

    assert await put(dumps(cheaper, sort_keys=True, separators=(",", ":")).encode()) == ["the receipt is not the one that was hashed"]
    assert await put(dumps(another, sort_keys=True, separators=(",", ":")).encode()) == ["the receipt is not the one that was hashed"]
    assert await put(whole) == [], "a backup from before it was thinned is sound as well"


async def test_a_stop_between_the_entry_and_the_text_is_made_up_for(shop):
    sale = await bought(shop)
    shop.clock.forward(800 * DAY)
    (due,) = await shop.queries.bought.before(KORENAAR, "2027-01-01", 9)
    await shop.desk.queue_bulk(
        ForgetLines(clock_header(KORENAAR, shop.clock.now(), "Europe/Amsterdam"), due.purse, (receipt_of(sale.receipt),), 26)
    )
    assert (await check(shop.store, KORENAAR)).is_sound, "the whole text is still there, and still the one that was hashed"

    assert await forget(shop) == 1

    assert b"TARWE" not in await stored(shop, sale.receipt)
    assert (await check(shop.store, KORENAAR)).is_sound


async def test_a_sale_to_nobody_stays_as_it_is(shop):
    sale = await bought(shop, member=False)
    shop.clock.forward(800 * DAY)

    assert await forget(shop) == 0

    assert b"TARWE" in await stored(shop, sale.receipt)
    assert await shop.queries.bought.before(KORENAAR, "2027-01-01", 9) == []


async def test_a_sale_of_years_ago_that_comes_in_now_is_forgotten_at_once(shop):
    sale = await bought(shop)
    old = {"branch": "dorpsstraat", "identifier": CARD, "lines": BASKET, "happened_at": "2023-06-01T10:00:00Z"}
    done = await sale.till.post("/v1/purchases", old)
    assert done.status == 201, done.json
    await sealed(shop)

    assert await forget(shop) == 1

    assert b"TARWE" in await stored(shop, sale.receipt)
    assert b"TARWE" not in await stored(shop, done.json["receipt"])


async def test_what_was_merged_away_and_what_was_erased_need_no_care(shop):
    sale = await bought(shop)
    other = (await sale.till.post("/v1/members", {"name": "Emma"})).json["member"]
    merged = await sale.till.post(f"/v1/members/{other}/merge", {"other": sale.member, "actor": "samira", "reason": "one person"})
    shop.clock.forward(800 * DAY)

    assert merged.status == 201, merged.json
    assert await forget(shop) == 1

    assert b"TARWE" not in await stored(shop, sale.receipt)
    assert (await check(shop.store, KORENAAR)).is_sound
    await shop.queries.erase_receipts(KORENAAR, purse_of(sale.member))
    assert (await check(shop.store, KORENAAR)).is_sound

"""Printed gift cards in the office: made while they are downloaded, sent to a branch, received there, and none that was stolen is sold."""

import pytest

from tests.korenaar import KORENAAR, PROGRAM
from tests.programs import compiled, read_yaml
from tests.web.test_office_figures import agrees
from zegel.desk.publish import publish

pytestmark = pytest.mark.anyio
HERE = "/kantoor/kaartseries"
KEEPS = "\ngift cards: {valid for: 5 years, from: 5.00 EUR, at most: 150.00 EUR, printed: registered}\n"


async def keeping(house):
    shop = house.shop
    await publish(shop.queries, KORENAAR, compiled(read_yaml(PROGRAM + KEEPS).document), shop.clock.now(), shop.clock.now())
    shop.shelves.forget(KORENAAR)
    return house.office()


async def made(joost, name="kerst", count="12", **also):
    answer = await joost.fill(await joost.get(HERE), f"{HERE}/nieuw", batch=name, count=count, **also)
    assert (answer.status, answer.headers.get("location")) == (303, f"{HERE}/{name}"), answer.body
    return await joost.get(f"{HERE}/{name}")


async def printed(joost, name="kerst", **also):
    """A batch of twelve, downloaded and done; their codes by their numbers."""
    page = await made(joost, name, **also)
    file = await joost.fill(page, f"{HERE}/{name}/bestand")
    assert (await joost.fill(await joost.get(f"{HERE}/{name}"), f"{HERE}/{name}/klaar")).status == 303
    return {int(line.split(";")[0]): line.split(";")[1] for line in file.body.decode().splitlines()[1:]}


async def does(who, what, first, last, branch="station", reason="doos 3", name="kerst"):
    page = await who.get(f"{HERE}/{name}")
    return await who.fill(page, f"{HERE}/{name}/doe", what=what, first=str(first), last=str(last), branch=branch, reason=reason)


async def sold(house, code, minor=2500):
    line = {"sku": "CARD", "category": "gift cards", "legal_class": "gift_card", "net_minor": minor}
    return await house.shop.client().post("/v1/purchases", {"branch": "station", "lines": [line], "sells": [{"line": 1, "code": code}]})


def listed(file):
    return [line.split(";") for line in file.body.decode("utf-8-sig").splitlines()]


async def test_a_batch_is_made_as_it_is_downloaded_and_its_codes_are_never_shown_again(house):
    joost = await keeping(house)
    page = await made(joost, worth="25,00")
    assert ["0 van 12 codes gemaakt" in page.body.decode(), "€\u00a025,00 per kaart" in page.body.decode()] == [True, True]

    file = await joost.fill(page, f"{HERE}/kerst/bestand")
    again = await joost.fill(page, f"{HERE}/kerst/bestand")
    sheet = await joost.fill(page, f"{HERE}/kerst/vel")

    lines = file.body.decode("utf-8-sig").splitlines()
    assert (lines[0], lines[1].split(";")[0], len(lines)) == ("Nummer;Code;Zoals gedrukt", "1", 13)
    assert again.body == file.body, "a download that broke off is begun again: the codes are the same"
    assert [lines[1].split(";")[2] in sheet.body.decode(), "kerst 0012" in sheet.body.decode()] == [True, True]
    assert (await joost.fill(await joost.get(f"{HERE}/kerst"), f"{HERE}/kerst/klaar")).status == 303
    assert (await joost.fill(page, f"{HERE}/kerst/bestand")).status == 404, "nobody can show them again"
    assert (await house.shop.queries.card_register.batch(KORENAAR, "kerst")).seed is None
    log = await house.shop.door.people.register.people.audit_lines(KORENAAR, 0, 9, what="card_batch")
    assert [line.deed.what.partition(".")[2] for line in log] == ["make", "download", "download", "download", "finish"]


async def test_every_number_opens_the_cards_behind_it(house):
    joost = await keeping(house)
    codes = await printed(joost)
    await does(joost, "send", 1, 10)
    await does(joost, "receive", 1, 8)
    await does(joost, "lose", 7, 8)
    assert [(await sold(house, codes[n])).status for n in (1, 2, 11)] == [201, 201, 201]

    batch = dict(zip(*listed(await joost.get(f"{HERE}?as=csv")), strict=True))
    assert [batch[name] for name in ("Kaarten", "Bij u", "Onderweg", "In filiaal", "Met tegoed", "Opgebruikt", "Geblokkeerd")] == [
        "12", "1", "2", "4", "3", "0", "2",
    ]  # fmt: skip
    for which, numbers in (
        ("", range(1, 13)), ("made", [12]), ("sent", [9, 10]), ("there", [3, 4, 5, 6]), ("active", [1, 2, 11]), ("gone", []),
        ("stopped", [7, 8]), ("lost", [7, 8]),
    ):  # fmt: skip
        rows = listed(await joost.get(f"{HERE}/kerst?which={which}&as=csv"))[1:]
        assert [row[0] for row in rows] == [f"{n:04}" for n in numbers], which
    newest = listed(await joost.get(f"{HERE}/kerst?sort=-cardno&q=station&as=csv"))[1:]
    assert [row[0] for row in newest][:2] == ["0010", "0009"]
    page = (await joost.get(f"{HERE}/kerst?which=active")).body.decode()
    card = page.partition('href="/kantoor/cadeaukaarten/')[2].partition('"')[0]
    assert "€\u00a025,00" in (await joost.get(f"/kantoor/cadeaukaarten/{card}")).body.decode()
    assert (await joost.get(f"{HERE}/kerst?which=bestaat")).status == 400


async def test_a_branch_manager_receives_what_was_sent_and_reports_what_is_missing(house):
    joost = await keeping(house)
    codes = await printed(joost)
    bea = house.colleague("branch manager", "station")
    assert "Er zijn geen kaarten naar uw filiaal gestuurd" in (await bea.get(HERE)).body.decode()
    assert (await bea.get(f"{HERE}/kerst")).status == 404
    await does(joost, "send", 1, 6, reason="doos 1")
    await does(joost, "send", 7, 12, branch="dorpsstraat", reason="doos 2")

    page = (await bea.get(f"{HERE}/kerst")).body.decode()
    assert ["Onderweg naar" in page, "6 kaarten, van nummer 1 tot en met 6" in page, "Stuur naar" in page] == [True, True, False]
    assert (await does(bea, "lose", 6, 12, reason="zat er niet in")).status == 303
    assert (await does(bea, "receive", 1, 12, reason="")).status == 303

    assert [row[2] for row in listed(await bea.get(f"{HERE}/kerst?as=csv"))[1:]] == ["in filiaal"] * 5 + ["verloren"]
    assert [row[2] for row in listed(await joost.get(f"{HERE}/kerst?which=sent&as=csv"))[1:]] == ["onderweg"] * 6, "another branch's stay"
    assert (await does(bea, "receive", 7, 12, branch="dorpsstraat")).status == 403
    assert (await does(bea, "send", 1, 6, branch="dorpsstraat")).status == 403
    assert f'action="{HERE}/nieuw"' not in (await bea.get(HERE)).body.decode()
    assert [(await sold(house, codes[n])).status for n in (1, 6)] == [201, 409]
    cashier = house.colleague("cashier", "station")
    assert (await cashier.get(HERE)).status == 403
    log = await house.shop.door.people.register.people.audit_lines(KORENAAR, 0, 99, what="printed_card")
    assert [(line.deed.what.partition(".")[2], line.deed.after["count"], line.deed.reason) for line in log] == [
        ("send", 6, "doos 1"), ("send", 6, "doos 2"), ("lose", 1, "zat er niet in"), ("receive", 5, ""),
    ]  # fmt: skip


@pytest.mark.parametrize("form", [
    {"batch": "nieuw"}, {"batch": "Kerst"}, {"batch": "../x"}, {"count": "0"}, {"count": "20001"}, {"worth": "4,99"}, {"worth": "150,01"},
])  # fmt: skip
async def test_a_batch_that_cannot_be_is_not_made(house, form):
    joost = await keeping(house)

    answer = await joost.fill(await joost.get(HERE), f"{HERE}/nieuw", **{"batch": "kerst", "count": "5"} | form)

    assert answer.status in (400, 422)
    assert await house.shop.queries.card_register.batches(KORENAAR, "", 9) == []


async def test_a_reason_is_asked_for_and_a_file_holds_no_formula(house):
    joost = await keeping(house)
    await printed(joost)

    assert (await does(joost, "block", 1, 3, reason=" ")).status == 422
    assert listed(await joost.get(f"{HERE}/kerst?which=stopped&as=csv"))[1:] == []
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in listed(await joost.get(f"{HERE}/kerst?as=csv")) for cell in row)


async def test_every_number_of_a_batch_opens_as_many_cards(house):
    joost = await keeping(house)
    codes = await printed(joost)
    await does(joost, "send", 1, 10)
    await does(joost, "receive", 1, 8)
    await does(joost, "block", 5, 5)
    assert (await sold(house, codes[2])).status == 201

    assert f"{HERE}/kerst" in await agrees(joost, HERE)


async def test_a_long_batch_is_paged_sorted_and_searched_by_the_database(house):
    joost = await keeping(house)
    await printed(joost, count="120")
    await does(joost, "send", 1, 60)
    await does(joost, "receive", 1, 10)

    async def numbers(query):
        return [row[0] for row in listed(await joost.get(f"{HERE}/kerst?{query}&as=csv"))[1:]]

    first, third = [(await joost.get(f"{HERE}/kerst?{query}")).body.decode() for query in ("", "after=3")]
    assert ("0050" in first, "0051" in first, "0101" in third, "0100" in third) == (True, False, True, False)
    assert ("120 in deze lijst" in first, "after=2" in first, "after=" in third) == (True, True, False)
    assert (await numbers("sort=-cardno"))[:2] == ["0120", "0119"]
    assert (await numbers("sort=state"))[::59] == ["0061", "0120", "0009"], "first those that are still here, then on their way, then there"
    assert await numbers("q=onderweg+station+0042") == ["0042"]
    assert len(await numbers("q=filiaal")) == 10
    assert [await numbers(f"q={word}") for word in ("%25", "_", "!", "99999999999")] == [[]] * 4
    assert "1 in deze lijst" in (await joost.get(f"{HERE}/kerst?q=0042")).body.decode()
    assert (await joost.get(f"{HERE}/kerst?after=x")).status == 400

"""Lists in the office: sorted, sifted, paged, and taken along as files in which nothing is a formula."""

import csv as reader
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from tests.korenaar import KORENAAR
from zegel.core.periods import Instant
from zegel.core.refusals import Malformed
from zegel.web.parts.asked import Asked
from zegel.web.parts.exports import csv, xlsx
from zegel.web.parts.figures import Figures
from zegel.web.parts.tables import Column, listed, row

pytestmark = pytest.mark.anyio
COLUMNS = (Column("name"), Column("count", "count"), Column("paid", "money"), Column("day", "day"), Column("at", "moment"))
RISKY = ("=1+1", "+31612345678", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\uff1d1", "=cmd|' /C calc'!A0")
DUTCH = Figures("nl", "NL", "EUR", "Europe/Amsterdam")
ENGLISH = Figures("en", "NL", "EUR", "Europe/Amsterdam")
NOON = Instant(1_772_532_000_000)


def asked(query=""):
    return Asked("r", NOON, "GET /x", {"method": "GET", "path": "/x", "query_string": query.encode(), "headers": []})


async def rows_of(*names):
    for name in names:
        yield row({"name": name, "count": -3, "paid": -1205, "day": "2026-03-03", "at": NOON})


async def whole(chunks):
    return b"".join([chunk async for chunk in chunks])


def test_a_list_is_sifted_sorted_and_paged_by_its_address():
    rows = [row({"name": f"Brood {n:03}", "count": n % 7}) for n in range(120)] + [row({"name": "taart", "count": None})]

    first, last = listed(asked(), COLUMNS, rows, "-count"), listed(asked("after=3"), COLUMNS, rows, "-count")

    assert [one.cells["count"] for one in first.rows] == [6] * 17 + [5] * 17 + [4] * 16
    assert (first.following, last.following, first.count) == ("2", "", 121)
    assert last.rows[-1].cells["name"] == "taart", "what has no count is the least"
    assert [one.cells["name"] for one in listed(asked("q=ROOD+017"), COLUMNS, rows, "name").rows] == ["Brood 017"]
    assert first.by(COLUMNS[0]) == "/x?sort=name"
    assert first.by(COLUMNS[1]) == "/x?sort=count", "the other way round where it is sorted so already"
    for wrong in ("sort=secret", "after=0", "after=x", "as=exe"):
        with pytest.raises(Malformed):
            listed(asked(wrong), COLUMNS, rows, "name")


async def test_no_cell_of_a_csv_is_a_formula_and_numbers_stay_numbers():
    found = (await whole(csv(["Naam", "=x"], COLUMNS[:3], rows_of(*RISKY, 'zegt "a; b"'), DUTCH))).decode()
    lines = list(reader.reader(StringIO(found.removeprefix("\ufeff"), newline=""), delimiter=";"))

    assert found.startswith("\ufeff")
    assert lines[0] == ["Naam", "'=x"]
    assert [line[0] for line in lines[1:]] == [f"'{text}" for text in RISKY] + ['zegt "a; b"']
    assert {tuple(line[1:]) for line in lines[1:]} == {("-3", "-12,05")}
    english = (await whole(csv(["Name"], COLUMNS, rows_of("Bread, white"), ENGLISH))).decode()
    assert english.splitlines()[1] == '"Bread, white",-3,-12.05,2026-03-03,2026-03-03 11:00'


async def test_no_cell_of_a_workbook_is_a_formula_and_numbers_stay_numbers():
    book = ZipFile(BytesIO(await whole(xlsx(["Naam", "Aantal", "Betaald", "Dag", "Om"], COLUMNS, rows_of(*RISKY), DUTCH))))
    sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    cells = [cell for cell in sheet.iter() if cell.tag.endswith("}c")]

    assert [found.tag for found in sheet.iter() if found.tag.endswith(("}f", "}hyperlink"))] == []
    texts = ["".join(cell.itertext()) for cell in cells if cell.get("t") == "inlineStr"]
    assert [text.replace("_x000D_", "\r") for text in texts[5:]] == list(RISKY)
    assert "".join(cells[7].itertext()) == "-12.05"
    assert cells[7].get("t", "n") == "n"
    assert not any("vba" in name.lower() or "external" in name.lower() for name in book.namelist())


async def test_members_are_chosen_sorted_and_taken_along_and_the_log_says_who_did(house):
    shop = house.shop
    for name, card, since in (("=HYPERLINK(1)", "NL1", "2020-01-01"), ("Fatima", "NL2", "2015-01-01"), ("Gerrit", "NL3", "2024-01-01")):
        said = {"name": name, "since": since, "identifiers": [{"kind": "card", "value": card}]}
        assert (await shop.client().post("/v1/members", said)).status == 201
    joost = house.office()

    newest = (await joost.get("/kantoor/leden?sort=-since")).body.decode()
    assert newest.index("Gerrit") < newest.index("=HYPERLINK(1)") < newest.index("Fatima")
    assert 'aria-sort="descending"' in newest
    nobody = (await joost.get("/kantoor/leden?seen=30")).body.decode()
    assert "Geen enkel lid is zo" in nobody
    piece = (await joost.get("/kantoor/leden/bereik?tier=brons")).body.decode()
    assert "3 leden" in piece
    file = await joost.get("/kantoor/leden?as=csv&sort=name")
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert file.headers["content-disposition"] == 'attachment; filename="leden-2026-03-03.csv"'
    assert [line.split(";")[0] for line in file.body.decode().splitlines()[1:]] == ["'=HYPERLINK(1)", "Fatima", "Gerrit"]
    assert (await joost.get("/kantoor/leden?as=xlsx&q=fatima")).body[:2] == b"PK"
    for wrong in ("seen=3", "tier=goud", "after=x", "sort=card"):
        assert (await joost.get(f"/kantoor/leden?{wrong}")).status == 400
    log = (await joost.get("/kantoor/logboek?what=list.export&as=csv")).body.decode()
    told = ["Lijst meegenomen als bestand", "lijst leden"]
    assert [line.split(";")[3:5] + line.split(";")[-1:] for line in log.splitlines()[2:]] == [[*told, "list:members"]] * 2
    lines = await shop.door.people.register.people.newest_audit_lines(KORENAAR, 9, 9)
    assert lines[-1].deed.after == {"asked": {"as": "csv", "sort": "name"}}


async def test_a_manager_sees_whose_birthday_or_jubilee_it_is_this_week(house):
    """Manager 4: today is 3 March 2026."""
    born = {"Fatima": "1990-03-09", "Gerrit": "1975-03-10", "Rosa": "2001-03-03", "Sem": ""}
    since = {"Fatima": "2021-03-09", "Gerrit": "2016-03-03", "Rosa": "2020-03-05", "Sem": "2021-03-10"}
    for n, (name, birthday) in enumerate(born.items()):
        said = {"name": name, "since": since[name], "identifiers": [{"kind": "card", "value": f"NL{n}"}]}
        assert (await house.shop.client().post("/v1/members", said | ({"birthday": birthday} if birthday else {}))).status == 201
    joost = house.office()

    async def who(week):
        file = (await joost.get(f"/kantoor/leden?as=csv&sort=name&week={week}")).body.decode()
        return [line.split(";")[0] for line in file.splitlines()[1:]]

    assert [await who("birthday"), await who("jubilee")] == [["Fatima", "Rosa"], ["Fatima", "Gerrit"]]
    page = (await joost.get("/kantoor/leden?week=birthday")).body.decode()
    assert '<option value="birthday" selected>jarig</option>' in page
    assert (await joost.get("/kantoor/leden?week=x")).status == 400


async def test_requests_are_taken_along_too_by_whoever_may_see_them(house):
    answer = await house.office().get("/kantoor/aanvragen?as=csv")
    assert answer.body.decode().splitlines() == ["\ufeffWanneer;Naam;Geste;Waarde;Filiaal;Wie;Reden"]
    assert (await house.office(rights=frozenset({"members:read"})).get("/kantoor/leden?as=csv")).status == 403


def test_branch_27_comes_before_branch_115():
    rows = [row({"branch": branch}) for branch in ("115", "27", "1067", "b2", "B10")]

    found = listed(asked(), (Column("branch"),), rows, "branch")

    assert [one.cells["branch"] for one in found.rows] == ["27", "115", "1067", "b2", "B10"]

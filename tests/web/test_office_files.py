"""Lists taken along, as a bookkeeper reads them in: the words of the reader's language, the same columns in each, and keys to the books."""

import os
import re

import pytest

from tests.house.tree import ROOT
from tests.korenaar import KORENAAR
from tests.web.test_office_business import VANDAM, wholesaler
from tests.web.test_office_figures import lived_in

pytestmark = pytest.mark.anyio
PAGE = ROOT / "docs" / "howto" / "give-the-accountant-a-file.md"
FILES = {
    "by day and branch": "/kantoor/cijfers",
    "receipts of a day": "/kantoor/cijfers/bonnen?dag=2026-03-27&filiaal=dorpsstraat",
    "what members are owed": "/kantoor/cijfers/tegoed?unit=points",
    "audit log": "/kantoor/logboek",
}
"""Lists of every shop that a bookkeeper or an auditor takes along."""
RULED = "| --- | --- | --- |\n"
TRADE = {"business customers": "/kantoor/zakelijk", "a customer's invoices": "{base}/facturen"}


async def read(browser, path):
    """The lines of a file, each with its cells."""
    file = await browser.get(f"{path}{'&' if '?' in path else '?'}as=csv")
    assert file.status == 200, path
    text, between = file.body.decode("utf-8-sig"), ";" if ";" in file.body.decode().splitlines()[0] else ","
    return [re.findall(rf'(?:^|{between})("(?:[^"]|"")*"|[^{between}]*)', line) for line in text.splitlines()]


async def test_a_file_has_the_same_columns_in_both_languages_and_the_handbook_lists_them(house):
    """Owner 7, accountant 2: whoever reads the file in once does not begin again when somebody changes the language."""
    await lived_in(house)
    base = await wholesaler(house)
    rows = []
    for company, paths in ((KORENAAR, FILES), (VANDAM, {name: path.format(base=base) for name, path in TRADE.items()})):
        for name, path in paths.items():
            dutch = await read(house.office(company=company), path)
            english = await read(house.office("en", company=company), path)
            assert {len(line) for line in (*dutch, *english)} == {len(dutch[0])}, name
            rows.append(f"| {name} | {', '.join(dutch[0])} | {', '.join(english[0])} |\n")
    text, line, told = PAGE.read_text(encoding="utf-8").partition(RULED)
    if os.environ.get("ZEGEL_ACCEPT") == "1":
        told = "".join(rows)
        PAGE.write_text(text + line + told, encoding="utf-8")

    assert told == "".join(rows)


async def test_a_row_of_a_file_is_found_again_in_the_books(house):
    """Accountant 7: a receipt and a member by the numbers that the books have."""
    members = await lived_in(house)
    joost = house.office()

    receipts = await read(joost, FILES["receipts of a day"])
    held = await read(joost, FILES["what members are owed"])

    receipt, member = receipts[1][-2:]
    assert member in members
    assert (await joost.get(f"/kantoor/bonnen/{receipt}")).status == 200
    assert {line[-1] for line in held[1:]} >= {members[0]}


async def test_the_log_says_it_in_dutch_and_keeps_its_codes_beside_it(house):
    await lived_in(house)

    dutch, english = await read(house.office(), FILES["audit log"]), await read(house.office("en"), FILES["audit log"])

    made = next(line for line in dutch if line[8] == "codes.make")
    assert (made[2], made[3], made[9]) == ("staff:joost", "Serie codes begonnen", "staff:joost")
    assert (made[4], "aantal: 12" in made[6]) == ("serie lente", True)
    also = next(line for line in english if line[8] == "codes.make")
    assert (also[3], also[4], also[8:], also[0]) == ("Batch of codes begun", "batch lente", made[8:], made[0])

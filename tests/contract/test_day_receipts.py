"""The receipts of a day in a branch: the latest first, page by page, of one kind or all, of one company."""

import pytest

from tests.contract.hand import COMPANY, purse_id
from tests.contract.hand import OTHER as ANOTHER
from zegel.store.day_receipts import BACK, CARD, OTHER, SALES, DayReceipt, listing

pytestmark = pytest.mark.anyio
HERE, THERE = sorted((purse_id(1), purse_id(2)))


def of_day(purse, seq, what, at, day="2026-03-03", branch="markt"):
    return DayReceipt(purse, seq, day, branch, what, at, 0 if what == BACK else 1250, 0, 500 if what == BACK else 0)


async def test_a_day_of_a_branch_opens_its_receipts_the_latest_first_and_goes_on_where_a_page_ended(store):
    mine = [of_day(HERE, 1, CARD, 1000), of_day(THERE, 1, OTHER, 3000), of_day(HERE, 2, BACK, 2000), of_day(HERE, 3, CARD, 3000)]
    others = [of_day(HERE, 4, CARD, 4000, day="2026-03-04"), of_day(HERE, 5, CARD, 4000, branch="haven")]
    await store.write(COMPANY, listing(COMPANY, [*mine, *others]))

    async def page(what, after=None, limit=10, company=COMPANY, by="at", *, down=True):
        found = await store.queries.day_receipts.page(company, "2026-03-03", "markt", what, after, limit, by, down=down)
        return [(one.receipt.purse, one.receipt.seq) for one in found]

    assert await page((*SALES, BACK)) == [(THERE, 1), (HERE, 3), (HERE, 2), (HERE, 1)]
    assert await page((*SALES, BACK), limit=2) == [(THERE, 1), (HERE, 3)]
    assert await page((*SALES, BACK), (3000, 3000, HERE, 3), 2) == [(HERE, 2), (HERE, 1)]
    assert await page((BACK,)) == [(HERE, 2)]
    assert await page((CARD,), (3000, 3000, HERE, 3)) == [(HERE, 1)]
    assert await page((*SALES, BACK), company=ANOTHER) == []
    assert await page((*SALES, BACK), down=False) == [(HERE, 1), (HERE, 2), (HERE, 3), (THERE, 1)]
    assert await page((*SALES, BACK), limit=2, by="returned_minor") == [(HERE, 2), (THERE, 1)]
    assert await page((*SALES, BACK), (0, 3000, THERE, 1), by="returned_minor") == [(HERE, 3), (HERE, 1)]
    assert await page((*SALES, BACK), (0, 2000, HERE, 2), by="sold_minor", down=False) == [(HERE, 1), (HERE, 3), (THERE, 1)]

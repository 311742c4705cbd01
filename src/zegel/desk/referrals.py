"""Every friend who does not count yet is looked at now and then: the clock's part of bringing a friend."""

from collections.abc import Callable
from json import loads
from typing import Final

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant, local_moment
from zegel.core.refusals import NoProgram
from zegel.desk.desk import Desk
from zegel.flows.commands import Header, SettleReferral
from zegel.flows.refer import CAME
from zegel.store.queries import NamedQueries

PAGE: Final = 200


async def settle_referrals(desk: Desk, queries: NamedQueries, now: Callable[[], Instant]) -> int:
    """Look at every open referral of every company; how many came to something."""
    count = 0
    for company in await queries.companies():
        at = now()
        try:
            live = (await desk.shelves.of(company.id)).live_at(at)
        except NoProgram:
            continue
        if live.program.referral is not None:
            count += await _settle(desk, queries, company.id, live.program.company_zone, at)
    return count


async def _settle(desk: Desk, queries: NamedQueries, company: CompanyId, zone: str, at: Instant) -> int:
    here = local_moment(at, zone)
    header = Header(company, "clock", "", b"", at, at, here.business_date, here.weekday, here.minute, "zegel", "", "")
    count, after = 0, (b"", "")
    while page := await queries.dossiers(company, CAME, ["registered"], after, PAGE):
        after = (page[-1].purse, page[-1].id)
        commands = [SettleReferral(header, one.purse, PurseId(bytes.fromhex(loads(one.data)["by"]))) for one in page]
        replies = await desk.submit_bulk(commands)
        count += sum(reply.outcome.refusal is None for reply in replies)
    return count

"""Every friend who does not count yet is looked at now and then: the clock's part of bringing a friend."""

from collections.abc import Callable
from json import loads

from zegel.core.ids import PurseId
from zegel.core.periods import Instant
from zegel.desk.desk import Desk
from zegel.desk.rounds import dossiers, sent, visits
from zegel.flows.commands import SettleReferral
from zegel.flows.friend_counts import OPEN
from zegel.flows.refer import CAME
from zegel.store.queries import NamedQueries


async def settle_referrals(desk: Desk, queries: NamedQueries, now: Callable[[], Instant]) -> int:
    """Look at every open referral of every company; how many came to something."""
    count = 0
    async for visit in visits(desk, queries, now):
        if visit.program.referral is not None:
            async for page in dossiers(queries, visit, CAME, OPEN):
                commands = [SettleReferral(visit.header, one.purse, PurseId(bytes.fromhex(loads(one.data)["by"]))) for one in page]
                count += await sent(desk, commands)
    return count

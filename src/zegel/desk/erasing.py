"""Who left is erased: at once by the door that they left by, else by the clock. And what is lost finds its member no longer.

Both are one database transaction with their line in the audit log, which names a random number and nobody.
"""

from collections.abc import Callable, Sequence
from typing import Final

from zegel.core.ids import CompanyId, PurseId, purse_text
from zegel.core.periods import Instant
from zegel.core.purchase import Identifier
from zegel.core.refusals import UnknownMember
from zegel.desk.register import Change, Register
from zegel.desk.rounds import BY_ITSELF, PAGE
from zegel.flows.leaving import ASKED, LEAVING
from zegel.store.erasing import drop_identifier, erase_steps, forget_sale
from zegel.store.lost_cards import KEPT, keep_lost
from zegel.store.offline_queries import OfflineSale
from zegel.store.people_queries import PeopleQueries
from zegel.store.people_records import Deed
from zegel.store.queries import NamedQueries

ERASED: Final = "member.erase"
EVERY: Final = 100_000
"""Sales that wait for somebody to look at them: never so many."""
LOST: Final = "member.lost"


async def erase(register: Register, company: CompanyId, purse: PurseId, at: Instant, by: str = BY_ITSELF, request: str = "") -> None:
    """Everything that is known of whoever left `purse`; the books stay as they are."""
    queries = register.store.queries
    purses = [purse, *await queries.taken_over_by(company, purse)]
    known = [one for found in purses for one in await queries.identifiers_of(company, found)]
    codes = (await queries.personal.told(company, purses, ()))["one_time"]
    tried = {str(one["data"]["address"]) for one in codes if one["data"].get("address")}  # where they wanted to be mailed, and never were
    steps = erase_steps(company, purses, sorted(tried | {one.text for one in known if one.kind == "email"}))
    sales = await waiting_sales(queries, company, purses, known)
    steps += [forget_sale(company, one.id, one.told) for one in sales]

    async def work(_people: PeopleQueries) -> Change[None]:
        return Change(steps, (Deed(by, ERASED, f"member:{purse_text(purse)}", {}, {}, "asked by the member", request),), None)

    await register.change(company, at, work)


async def waiting_sales(
    queries: NamedQueries, company: CompanyId, purses: Sequence[PurseId], known: Sequence[Identifier]
) -> list[OfflineSale]:
    """What tills sold to this member without a line, and nobody has looked at yet."""
    members, shown = {purse_text(one) for one in purses}, {one.text for one in known}
    found = await queries.offline.open(company, None, EVERY)
    return [one for one in found if one.told.get("member") in members or one.told.get("shown") in shown]


async def erase_who_left(register: Register, queries: NamedQueries, now: Callable[[], Instant]) -> int:
    """The clock's part: whoever left and is still known. How many those were."""
    count = 0
    for company in await queries.companies():
        while page := await queries.dossiers(company.id, LEAVING, [ASKED], (b"", ""), PAGE):
            for one in page:
                await erase(register, company.id, one.purse, now())
                count += 1
    return count


async def lose(
    register: Register, company: CompanyId, purse: PurseId, lost: Identifier, at: Instant, by: str, request: str, reason: str = ""
) -> None:  # fmt: skip
    """`lost` finds `purse` no longer, nor what it took over; refuses `unknown_member` where it never did.

    Of a card is kept that it was lost, and not whose it was.
    """
    queries = register.store.queries
    purses = [purse, *await queries.taken_over_by(company, purse)]
    holder = None
    for one in purses:
        if lost in await queries.identifiers_of(company, one):
            holder = one
    if holder is None:
        raise UnknownMember()
    steps = [drop_identifier(company, holder, lost), *([keep_lost(company, lost, at)] if lost.kind in KEPT else [])]

    async def work(_people: PeopleQueries) -> Change[None]:
        return Change(tuple(steps), (Deed(by, LOST, f"member:{purse_text(purse)}", {"kind": lost.kind}, {}, reason, request),), None)

    await register.change(company, at, work)

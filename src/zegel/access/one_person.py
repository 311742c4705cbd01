"""A member who was merged is one person: what either card had to sign in with, and kept, is theirs.

Credentials stay under the card that made them (some are sealed under its name); these are the names to look under.
"""

from typing import Final

from zegel.core.ids import CompanyId, purse_of, purse_text
from zegel.flows.facts import Wants
from zegel.store.port import Store

_MEMBER: Final = "member:"


async def subjects_of(store: Store, company: CompanyId, subject: str) -> list[str]:
    """`subject` first, then every card that its purse took over; of anybody but a member only themselves."""
    purse = purse_of(subject.removeprefix(_MEMBER)) if subject.startswith(_MEMBER) else None
    taken = [] if purse is None else await store.queries.taken_over_by(company, purse)
    return [subject, *(f"{_MEMBER}{purse_text(one)}" for one in taken)]


async def subject_now(store: Store, company: CompanyId, subject: str) -> str:
    """Whom a subject means today: a card that was taken over means the card that took it."""
    purse = purse_of(subject.removeprefix(_MEMBER)) if subject.startswith(_MEMBER) else None
    if purse is None:
        return subject
    async with store.view([company]) as view:
        found = (await view.resolve([(company, Wants(None, (), None, (purse,)))]))[0]
    return f"{_MEMBER}{purse_text(found.follow(purse))}"

"""Roles that give power, where two people give one: proposed by somebody, agreed to by somebody else who could have given it.

Where nobody else could agree, a role is given as ever: a shop of one owner is not locked out of itself.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from zegel.access.giving import MAKERS, OWNER
from zegel.access.principal import Principal
from zegel.access.refusals import NobodyToAgree
from zegel.access.rights import ROLES, rights_of
from zegel.core.canonical import Json
from zegel.core.ids import CompanyId
from zegel.core.periods import HOUR, Instant
from zegel.core.value import value
from zegel.store.people_queries import PeopleQueries, add_one_time
from zegel.store.people_records import ACTIVE, OneTime, Role
from zegel.store.statements import Step

PROPOSAL: Final = "role proposal"
LASTS: Final = 14 * 24 * HOUR
GIVES: Final = "staff:write"


@value
class Proposal:
    """A role that waits for somebody else: who is to have it, who proposed it when and why, and until when it can be agreed to."""

    id: str
    staff: str
    role: Role
    by: str
    reason: str
    at: Instant
    until: Instant


def gives_power(role: Role) -> bool:
    """Whether who has it agrees to what others ask for, or makes colleagues, keys or tills.

    >>> [gives_power(Role(name, "")) for name in ("owner", "branch manager", "admin", "cashier", "auditor")]
    [True, True, True, False, False]
    """
    rights = ROLES.get(role.role, frozenset())
    return bool(rights & MAKERS) or any(right.endswith(":approve") for right in rights)


async def held_back(people: PeopleQueries, by: Principal, company: CompanyId, staff: str, roles: Sequence[Role]) -> tuple[Role, ...]:
    """Which of `roles` wait for somebody else before `staff` has them. The command line has the house: it waits for nobody."""
    powerful = [role for role in roles if gives_power(role)]
    if not powerful or by.kind == "house":
        return ()
    could = await _who_could(people, by, company, staff)
    return tuple([role for role in powerful if any(OWNER in theirs or role != OWNER for theirs in could)])


def check_agreed(by: Principal, roles: Sequence[Role]) -> None:
    """Refuse `nobody_to_agree` to whoever would get a way in as somebody with `roles`, which wait for nobody.

    Who gives roles themselves is the second person that there is: whoever came in as them would agree with themselves.
    """
    if by.kind != "house" and GIVES in rights_of(roles).all:
        raise NobodyToAgree()


async def _who_could(people: PeopleQueries, by: Principal, company: CompanyId, staff: str) -> list[tuple[Role, ...]]:
    """The roles of each colleague who gives roles, and is neither who asks nor who is to have one."""
    roles = await people.all_roles(company)
    own = (staff, by.subject if by.is_person else "")
    return [
        theirs
        for one in await people.all_staff(company)
        if one.state == ACTIVE and one.id not in own and GIVES in rights_of(theirs := roles.get(one.id, ())).all
    ]


def propose(company: CompanyId, staff: str, role: Role, by: str, reason: str, at: Instant, request: str) -> Step:
    """The role waits from now on. No request proposes a role twice, so that names it; the id is no secret."""
    id_ = sha256("\n".join((company, staff, role.role, role.branch, str(at), request)).encode()).hexdigest()[:32]
    told: dict[str, Json] = {"role": role.role, "branch": role.branch, "by": by, "reason": reason}
    return add_one_time(OneTime(id_, company, PROPOSAL, staff, b"", told, 0, at, Instant(at + LASTS), None))


def proposal_of(one: OneTime) -> Proposal:
    """What a row holds."""
    role, branch, by, reason = (str(one.data[name]) for name in ("role", "branch", "by", "reason"))
    return Proposal(one.id, one.subject, Role(role, branch), by, reason, one.created_at, one.expires_at)

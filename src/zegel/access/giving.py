"""Who may give whom which role, and whom they may move at all: asked in the transaction that writes it, so what is looked at is true."""

from collections.abc import Sequence
from typing import Final

from zegel.access.principal import Principal
from zegel.access.refusals import NotYourself, RoleBeyondKey
from zegel.access.rights import EVERYWHERE, ROLES
from zegel.access.scopes import SCOPES
from zegel.core.refusals import NotAllowed
from zegel.store.people_records import Role

OWNER: Final = Role("owner", EVERYWHERE)
MAKERS: Final = frozenset(("staff:write", "keys:write", "tills:write"))
"""Rights with which somebody could make themselves more: no key gives them."""


def may_give(by: Principal, staff: str, roles: Sequence[Role]) -> None:
    """Whether `by` may give or take `roles`, or make a way in as somebody who has them.

    Nobody changes their own (`not_yourself`), only an owner makes or unmakes one (`not_allowed`), and see `may_move` for keys.
    """
    if by.is_person and by.subject == staff:
        raise NotYourself()
    if by.is_person and OWNER in roles and OWNER not in by.roles:
        raise NotAllowed(role="owner")
    may_move(by, roles)


def may_move(by: Principal, roles: Sequence[Role]) -> None:
    """Refuse `role_beyond_key` where a key would change anything about somebody who may more than itself, or elsewhere."""
    if by.kind != "key":
        return
    for role in roles:
        rights = ROLES.get(role.role, frozenset())
        if rights & MAKERS or not rights & SCOPES.keys() <= by.scopes | {"staff:read"}:
            raise RoleBeyondKey(role=role.role)
        if by.branch and role.branch != by.branch:
            raise RoleBeyondKey(role=role.role)

"""Who is asking: the one value that every door gets, whether it was a key, a colleague, a cashier at a till, a member or nobody."""

from typing import Final, Literal

from zegel.access.rights import EVERYWHERE, NONE, Rights
from zegel.core.ids import CompanyId, PurseId
from zegel.core.refusals import NotAllowed
from zegel.core.value import value
from zegel.store.people_records import Role, WebSession

Kind = Literal["key", "house", "staff", "till", "member", "anonymous"]


@value
class Principal:
    """Who asks. `subject` is the key's, the colleague's or the member's id; `rights` what they may do where.

    `scopes` are all rights together, for the first look; `branch` is the only branch they speak for, "" where there are more.
    `source` keeps Idempotency-Keys and receipt numbers apart; `purse` is their own card. Only who signed in has a `session`.
    """

    kind: Kind
    company: CompanyId
    subject: str
    name: str
    language: str
    source: str
    rights: Rights
    scopes: frozenset[str]
    branch: str
    till: str
    roles: tuple[Role, ...] = ()
    role: str = ""
    purse: PurseId | None = None
    session: WebSession | None = None

    @property
    def key(self) -> str:
        """What a log calls them: the key's id, else kind and id."""
        return self.subject if self.kind in ("key", "anonymous") else self.actor

    @property
    def actor(self) -> str:
        """What the books and the audit log call them: `key:…`, `house:…`, `staff:…` or `member:…`."""
        return "" if self.kind == "anonymous" else f"{'staff' if self.kind == 'till' else self.kind}:{self.subject}"

    @property
    def is_person(self) -> bool:
        """Whether somebody signed in: then nobody else can be named as who did it."""
        return self.kind in ("staff", "till", "member")

    def may(self, right: str, branch: str | None = None) -> bool:
        """Whether they have `right`: at `branch`, or (None) anywhere."""
        if branch is None:
            return right in self.scopes
        where = self.rights.branches(right)
        return EVERYWHERE in where or branch in where

    def need(self, right: str, branch: str | None = None) -> None:
        """Refuse `not_allowed` where they may not."""
        if not self.may(right, branch):
            raise NotAllowed(scope=right) if branch is None or right not in self.scopes else NotAllowed(branch=branch)

    def branch_for(self, right: str, named: str) -> str:
        """The branch that they speak for with `right`: the one named if they may there, else their only one; refuses `not_allowed`."""
        where = frozenset((self.branch,)) if self.kind == "key" else self.rights.branches(right)
        if EVERYWHERE in where:
            return named
        if named in where:
            return named
        if not named and len(where) == 1:
            return next(iter(where))
        raise NotAllowed(branch=next(iter(where)) if len(where) == 1 else named)


ANONYMOUS: Final = Principal("anonymous", CompanyId(""), "", "", "", "", NONE, frozenset(), "", "")
"""Nobody: no company, so nothing is ever asked for them."""

COMMAND_LINE: Final = Principal("house", CompanyId(""), "command line", "", "", "zegel", NONE, frozenset(), "", "")
"""Whoever has the machine has the house: the command line may everything, and the log says that it was there."""


def of_key(key: str, company: CompanyId, source: str, scopes: frozenset[str], branch: str) -> Principal:
    """Who asks with an API key; `branch` "" speaks for every one."""
    return Principal("key", company, key, "", "", source, Rights(((branch, scopes),), scopes), scopes, branch, "")

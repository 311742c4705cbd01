"""The work of `zegel staff`."""

from json import dumps

from zegel.access.identifiers import normalised
from zegel.access.members import CODE
from zegel.access.people import People
from zegel.access.principal import COMMAND_LINE
from zegel.access.secrets import HouseKey
from zegel.access.signing_in import short
from zegel.access.staff import Done
from zegel.cli.root import At
from zegel.cli.says import Failed
from zegel.core.canonical import Json
from zegel.core.ids import CompanyId
from zegel.core.periods import instant_text
from zegel.desk.register import Register
from zegel.store.people_records import AuditLine, Role


def people_of(at: At) -> People:
    """Who is asking, of this house."""
    return People(at.house.store, HouseKey(lambda: at.root.people_key(at.settings)), at.root.random_bytes)


def doing(at: At, reason: str = "") -> Done:
    """What the audit log says of a command."""
    return Done(COMMAND_LINE, at.root.now(), reason, "")


def new_id(at: At) -> str:
    """An id for somebody new."""
    return at.root.random_bytes(6).hex()


def said(line: AuditLine) -> str:
    """A line as text."""
    deed = line.deed
    change = f" {dumps(deed.before, ensure_ascii=True)} → {dumps(deed.after, ensure_ascii=True)}" if deed.before or deed.after else ""
    why = f"  ({deed.reason})" if deed.reason else ""
    return f"{line.number}  {instant_text(line.at)}  {deed.actor}  {deed.what}  {deed.object}{change}{why}"


async def till_link(at: At, company: CompanyId, branch: str, name: str) -> str:
    """The text of a till's link; refuses a branch that the live program does not have."""
    await need_branch(at, company, branch)
    return await people_of(at).tills.link(doing(at, "from the command line"), company, branch, name)


async def need_branch(at: At, company: CompanyId, branch: str) -> None:
    """Refuse a branch that the live program does not have."""
    known = [one.id for one in (await at.house.shelves.of(company)).live_at(at.root.now()).program.branches]
    if branch not in known:
        raise Failed(f"The program has no branch `{branch}`. It has: {', '.join(known[:20])}{', …' if len(known) > 20 else '.'}")


async def roles_of(at: At, company: CompanyId, named: list[str]) -> tuple[Role, ...]:
    """Roles as `zegel staff list` writes them: `owner`, `cashier at station`; refuses a branch that there is not."""
    found = []
    for one in dict.fromkeys(named):
        role, _, branch = one.partition(" at ")
        if branch:
            await need_branch(at, company, branch)
        found.append(Role(role, branch))
    return tuple(found)


async def codes_for(at: At, company: CompanyId, address: str) -> list[str]:
    """The sign-in codes that were made for an address and may still be used, the newest first. That they were read is in the audit log."""
    people, now = people_of(at), at.root.now()
    kept = await people.register.people.messages_to(company, normalised("email", address).text, 20)
    codes = [people.members.code_of(one) for one in kept if one.kind == CODE and one.until > now and one.sealed is not None]
    if codes:
        await noted(at, company, "member.code_read", f"address:{short(address.strip().casefold())}", {})
    return codes


async def noted(at: At, company: CompanyId, what: str, of: str, after: dict[str, Json], reason: str = "") -> None:
    """A line in the audit log about something that a command did."""
    await Register(at.house.store).note(company, at.root.now(), doing(at, reason).deed(what, of, None, after))

"""What is known of a member changes. The books keep that it did, of what, and by whom; never what was told (privacy: it can be erased)."""

from json import loads
from typing import Final

from zegel.core.canonical import document_bytes
from zegel.core.refusals import Malformed, MemberNeeded, UnknownBranch
from zegel.decide.plan import Plan, plan_of
from zegel.decide.young import need_age
from zegel.flows.asking import Header, Profile
from zegel.flows.facts import Dossier, Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.households import IN, household_of
from zegel.flows.known import member_facts
from zegel.flows.occasions import planned
from zegel.flows.profile_commands import ChangeProfile
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.ledger.draft import Draft
from zegel.ledger.purse import Purse
from zegel.program.events import wrong_in

PROFILE: Final = "profile"
"""The kind of dossier that holds what is told besides: one for each field, one for the member's own branch, and one for who chooses."""
HOME_BRANCH: Final = " branch"
"""Its id begins with a space, so that no field of a program can have it."""
CHOOSES: Final = " chooses"
"""The dossier of a member who chooses what is used: nothing is used by itself."""
KNOWN, FORGOTTEN = "known", "forgotten"

_SETTINGS: Final = {HOME_BRANCH: "home branch", CHOOSES: "used by itself"}


def wants(command: ChangeProfile) -> Wants:
    """The earlier answer and the member."""
    return wants_of(command.header, command.who)


def needs(shelf: Shelf, command: ChangeProfile, resolved: Resolved) -> Needs:
    """The purse with what is known of its member. Refuses a branch and fields that the program does not have."""
    plan = plan_of(shelf.live_at(command.header.happened_at))
    if command.home_branch and command.home_branch not in plan.compiled.branches:
        raise UnknownBranch(branch=command.home_branch[:60])
    mistakes = _mistakes(plan, command)
    if mistakes:
        raise Malformed(f"fields: {'; '.join(mistakes)[:500]}.", field="fields")
    return Needs((PurseNeeds(purse_meant(resolved, command.who), profile=True, dossiers=(PROFILE, IN)),))


def _mistakes(plan: Plan, command: ChangeProfile) -> list[str]:
    known = {field.id: field for field in plan.compiled.program.profile_fields}
    found: list[str] = []
    for name, held in command.told:
        field = known.get(name)
        if field is None:
            if held is not None:  # what an earlier version asked for can still be forgotten
                found.append(f"`{name[:60]}` is no field of the program's profile")
        elif held is not None:
            found += wrong_in(field, held)
    return found


def run(facts: Facts, resolved: Resolved, command: ChangeProfile) -> Outcome:
    """An entry without postings that names the fields, the profile as it is from now on, and a dossier for each field besides.

    Refuses `too_young` a day of birth of a child who is in no household.
    """
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, purse_meant(resolved, command.who), header.at)
    if not purse.since:
        raise MemberNeeded()
    old = facts.profiles.get(purse.id, Profile("", "", ""))
    new = Profile(
        old.name if command.name is None else command.name, old.language if command.language is None else command.language,
        old.birthday if command.birthday is None else command.birthday,
    )  # fmt: skip
    if new.birthday != old.birthday and household_of(facts, purse.id) is None:
        need_age(new.birthday, header.business_date, plan.compiled.program.settings.least_age)
    dossiers = _told(facts, purse, command, header)
    changed = [field for field in ("name", "language", "birthday") if getattr(old, field) != getattr(new, field)]
    changed += [_SETTINGS.get(one.id, one.id) for one in dossiers]
    facts.profiles[purse.id] = new
    member = member_facts(facts, plan, purse, header.business_date)
    said = f"profile: {', '.join(sorted(changed)) or 'nothing new'}"
    draft = Draft(purse)
    planned(facts, plan, draft, header)
    entry, receipt = finish(facts, plan, draft, header, "profile", [], member, reason=said[:500])
    return Outcome((entry,), receipt, profile=(purse.id, new), dossiers=dossiers)


def _told(facts: Facts, purse: Purse, command: ChangeProfile, header: Header) -> tuple[Dossier, ...]:
    """The dossiers that change: what is there already in the same words does not."""
    told = dict(command.told)
    if command.home_branch is not None:
        told[HOME_BRANCH] = command.home_branch or None
    if command.by_itself is not None:
        told[CHOOSES] = None if command.by_itself else 1
    before = {one.id: told_in(one) for one in facts.dossiers_of(purse.id, PROFILE)}
    changed = {name: held for name, held in sorted(told.items()) if before.get(name) != held}
    return tuple([_dossier(purse, name, held, header) for name, held in changed.items()])


def _dossier(purse: Purse, name: str, held: int | str | None, header: Header) -> Dossier:
    data = document_bytes({"held": held}).decode("utf-8")
    return Dossier(purse.id, PROFILE, name, FORGOTTEN if held is None else KNOWN, data, header.at)


def told_in(one: Dossier) -> int | str | None:
    """What a dossier of this kind holds; None where it was forgotten."""
    held: int | str | None = loads(one.data)["held"]
    return held


def chooses(facts: Facts, purse: Purse) -> bool:
    """Whether the member of `purse` wants nothing to be used by itself."""
    return any(one.id == CHOOSES and one.state == KNOWN for one in facts.dossiers_of(purse.id, PROFILE))

"""What is known of two members who become one: the strictest consent wins, and what one of them never told is taken from the other."""

from json import loads
from typing import Final

from zegel.core.canonical import document_bytes
from zegel.core.ids import PurseId
from zegel.core.refusals import InHousehold, MergeConflict
from zegel.decide.disputes import DISPUTE
from zegel.decide.plan import Plan
from zegel.flows.asking import Header, Profile
from zegel.flows.facts import Dossier, Facts
from zegel.flows.friend_counts import OPEN
from zegel.flows.households import HAS, IN, JOINED
from zegel.flows.marks import MARK
from zegel.flows.notes import NOTE
from zegel.flows.people import CONSENT, GIVEN, WITHDRAWN
from zegel.flows.profiles import CHOOSES, KNOWN, PROFILE
from zegel.flows.refer import CAME
from zegel.ledger.accounts import AVAILABLE, PENDING
from zegel.ledger.purse import Purse

_TOGETHER: Final = (CONSENT, PROFILE, IN, HAS, CAME, NOTE, MARK, "block")
"""Kinds of dossier that both may have; of any other kind two of one id cannot become one."""
_UNKNOWN: Final = Profile("", "", "")
_REACHED_BY: Final = {"email": "email", "sms": "phone"}
"""Channel → what somebody must be known by to be reached through it."""


def check_joined(facts: Facts, plan: Plan, old: Purse, new: Purse) -> None:
    """Refuse what would have to be settled first: `in_household`, and `merge_conflict` with what both have."""
    if any(one.state == JOINED for side in (old, new) for kind in (IN, HAS) for one in facts.dossiers_of(side.id, kind)):
        raise InHousehold()
    if facts.dossiers_of(old.id, DISPUTE):
        raise MergeConflict(what=DISPUTE)
    mine = facts.dossiers.get(new.id, {})
    for kind, name in sorted(facts.dossiers.get(old.id, {})):
        if kind not in _TOGETHER and (kind, name) in mine:
            raise MergeConflict(what=kind)
    came = [one for side in (old, new) for one in facts.dossiers_of(side.id, CAME)]
    brought = {loads(one.data)["by"] for one in came if one.state in (*OPEN, "held")}
    if brought and (len(came) > 1 or not brought.isdisjoint((old.id.hex(), new.id.hex()))):
        raise MergeConflict(what=CAME)
    for unit in plan.memberships:
        if all(side.balance(unit, AVAILABLE) + side.balance(unit, PENDING) for side in (old, new)):
            raise MergeConflict(what=unit)


def joined_profile(facts: Facts, old: PurseId, new: PurseId) -> Profile:
    """Who stays keeps name, language and birthday; what is not known of them is taken from the other."""
    mine, theirs = facts.profiles.get(new, _UNKNOWN), facts.profiles.get(old, _UNKNOWN)
    return Profile(mine.name or theirs.name, mine.language or theirs.language, mine.birthday or theirs.birthday)


def joined_dossiers(facts: Facts, old: PurseId, new: PurseId, header: Header, seq: int) -> tuple[Dossier, ...]:
    """Every dossier of who goes, as who stays has it from entry `seq` on, and the consents of both."""
    found = list(_consents(facts, old, new, header, seq))
    told = {one.id for one in facts.dossiers_of(new, PROFILE) if one.state == KNOWN}
    came = bool(facts.dossiers_of(new, CAME))
    for (kind, name), one in sorted(facts.dossiers.get(old, {}).items()):
        if kind in (CONSENT, IN, HAS) or (kind == CAME and came):
            continue
        if kind == PROFILE and (one.state != KNOWN or (name in told and name != CHOOSES)):
            continue
        # a note is called by its entry's number, and who stays has a note or an entry of that number too
        called = f"{name}-{old.hex()[:12]}" if kind == NOTE else name
        found.append(Dossier(new, kind, called, one.state, one.data, header.at))
    return tuple(found)


def _consents(facts: Facts, old: PurseId, new: PurseId, header: Header, seq: int) -> list[Dossier]:
    """Given only where both gave it, or who never said no had no address to be asked at. What either said before stays to be read."""
    mine = {one.id: one for one in facts.dossiers_of(new, CONSENT)}
    theirs = {one.id: one for one in facts.dossiers_of(old, CONSENT)}
    found = []
    for name in sorted(mine | theirs):
        both = [one for one in (mine.get(name), theirs.get(name)) if one is not None]
        said = [event for one in both for event in loads(one.data).get("history", [])]
        history = sorted(said, key=lambda event: (event["at"], event["seq"]))
        state = GIVEN if _is_given(facts, old, new, name) else WITHDRAWN
        if any(one.state != state for one in both):
            history.append({
                "actor": header.actor, "at": header.at, "happened_at": header.happened_at, "seq": seq, "source": header.source,
                "state": state, "text_version": "",
            })  # fmt: skip
        found.append(Dossier(new, CONSENT, name, state, document_bytes({"history": history}).decode("utf-8"), header.at))
    return found


def withdrawn_by(facts: Facts, old: PurseId, new: PurseId) -> tuple[str, ...]:
    """Consents that one of the two gave and that are gone when they are one."""
    given = {one.id for side in (old, new) for one in facts.dossiers_of(side, CONSENT) if one.state == GIVEN}
    return tuple(sorted(name for name in given if not _is_given(facts, old, new, name)))


def _is_given(facts: Facts, old: PurseId, new: PurseId, name: str) -> bool:
    """Whether a consent holds when they are one: the strictest wins.

    Where one of the two has the only address, the consent belongs to that address: the other, who could not be asked there, may have
    said nothing. Who did say no, said no.
    """
    kind = _REACHED_BY.get(name.rpartition(" by ")[2], "")
    reached = [kind in facts.shown.get(side, ()) for side in (old, new)]
    only_one = reached[0] != reached[1]
    said = [facts.dossiers.get(side, {}).get((CONSENT, name)) for side in (old, new)]
    return all(
        one.state == GIVEN if one is not None else only_one and not here for one, here in zip(said, reached, strict=True)
    )  # fmt: skip

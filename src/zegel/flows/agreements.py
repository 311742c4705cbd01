"""Agreements with business customers: bound to a ladder, followed through the year, and settled up to `approved` (domain.md M41)."""

from dataclasses import replace
from typing import Final

from zegel.booking.bonuses import book_bonus
from zegel.core.ids import PurseId, purse_of, purse_text
from zegel.core.periods import Day, Instant, end_of_day, plus_days
from zegel.core.refusals import (
    AgreementTaken,
    BonusNotInState,
    FourEyes,
    NoProgram,
    NothingToCorrect,
    ReasonMissing,
    TurnoverOpen,
    UnknownAgreement,
    YearNotOver,
)
from zegel.decide.agreement import (
    AGREEMENT,
    APPROVED,
    BONUS,
    ENDED,
    HELD,
    LOCKED,
    MEMBER,
    PROVISIONAL,
    RUNNING,
    Agreement,
    BonusYear,
    Correction,
    agreement_from,
    beyond,
    bonus_from,
    bonus_id,
    made_up,
    year_of,
)
from zegel.decide.bonus import bonus_of
from zegel.decide.effects import Agreed, Effect
from zegel.decide.open_turnover import OpenTurnover
from zegel.decide.plan import Plan, plan_of
from zegel.flows.commands import Header, MakeAgreement, MoveBonus
from zegel.flows.facts import Dossier, Facts, Missing, Needs, Outcome, PurseNeeds, Receipt, Resolved, Shelf, Wants
from zegel.flows.known import member_facts
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish
from zegel.flows.turned import open_in, turnover_in
from zegel.ledger.draft import Draft
from zegel.ledger.entries import JournalEntry
from zegel.ledger.purse import Purse
from zegel.program.ladders import Ladder

KINDS: Final = (AGREEMENT, BONUS)
STEPS: Final = ("provisional", "lock", "approve", "hold", "release", "correct")


def wants(command: MakeAgreement | MoveBonus) -> Wants:
    """The earlier answer, the business customer, and whoever's turnover counts as well."""
    return wants_of(command.header, command.who, purses=command.members if isinstance(command, MakeAgreement) else ())


def needs(shelf: Shelf, command: MakeAgreement | MoveBonus, resolved: Resolved) -> Needs:
    """The purses with their agreements; the turnover of others is asked for once it is known whose."""
    shelf.live_at(command.header.happened_at)
    found = [purse_meant(resolved, command.who)]
    if isinstance(command, MakeAgreement):
        found += [purse_meant(resolved, member) for member in command.members]
    return Needs(tuple(PurseNeeds(purse, dossiers=KINDS) for purse in dict.fromkeys(found)))


def ladder_of(plan: Plan, name: str) -> Ladder:
    """The ladder of that name; refuses `unknown_agreement`."""
    found = next((ladder for ladder in plan.compiled.program.ladders if ladder.id == name), None)
    if found is None:
        raise UnknownAgreement(agreement=name[:60])
    return found


def kept(facts: Facts, purse: PurseId, ladder: str) -> tuple[Agreement, str] | None:
    """The agreement of a purse under a ladder, with its state; None where there never was one."""
    one = facts.dossiers.get(purse, {}).get((AGREEMENT, ladder))
    return None if one is None else (agreement_from(one.data), one.state)


# -- binding


def make_run(facts: Facts, resolved: Resolved, command: MakeAgreement) -> Outcome:
    """A new version of what binds the purse, and everybody whose turnover counts for it, to the ladder."""
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    ladder = ladder_of(plan, command.ladder)
    lead = ready(facts, purse_meant(resolved, command.who), header.at)
    members = tuple(dict.fromkeys(purse_meant(resolved, member) for member in command.members))
    before = kept(facts, lead.id, ladder.id)
    if lead.id in members or (before is not None and before[1] == MEMBER):
        raise AgreementTaken(agreement=ladder.id)
    old = before[0] if before else None
    if old is not None and not old.lead:
        _leaves_none_behind(ladder, old, command.first)
    was = tuple(resolved.follow(_purse(text)) for text in old.members) if old else ()
    _all_here([purse for purse in (*was, *members) if purse not in facts.purses])
    for member in members:
        theirs = kept(facts, member, ladder.id)
        if theirs is not None and theirs[1] != ENDED and theirs[0].lead != purse_text(lead.id):
            raise AgreementTaken(agreement=ladder.id)
    made = Agreement(
        ladder.id, command.first, command.last, old.version + 1 if old else 1, tuple(map(purse_text, members)), "", command.last_year_minor,
        command.expected_minor, old.reviewed if old else command.first, command.reason,
    )  # fmt: skip
    state = ENDED if command.last and command.last < header.business_date else RUNNING
    dossiers = [Dossier(lead.id, AGREEMENT, ladder.id, state, made.json(), header.at)]
    entries = []
    for purse in dict.fromkeys((*members, *was)):
        side = ready(facts, purse, header.at)
        theirs_now = replace(made, members=(), lead=purse_text(lead.id))
        dossiers.append(Dossier(purse, AGREEMENT, ladder.id, MEMBER if purse in members else ENDED, theirs_now.json(), header.at))
        draft = Draft(side)
        entry = draft.entry(
            "agreement", header.at, header.happened_at, header.business_date, header.actor, header.branch, header.till, command.reason, b""
        )  # fmt: skip
        side.apply(entry)
        entries.append(entry)
    effects: list[Effect] = [Agreed(ladder.id, state, "", 0, made.version)]
    entry, receipt = _finish(facts, plan, Draft(lead), header, effects, command.reason)
    return Outcome((*entries, entry), receipt, dossiers=tuple(dossiers))


def _leaves_none_behind(ladder: Ladder, old: Agreement, first: Day) -> None:
    """A new version begins behind no year of which the bonus was not made up: nobody could settle that any more."""
    year = year_of(ladder, old, old.reviewed)
    if year.last < first and not (old.last and old.reviewed > old.last):
        raise YearNotOver(last_day=year.last)


def _all_here(absent: list[PurseId]) -> None:
    if absent:
        raise Missing(Needs(tuple(PurseNeeds(purse, dossiers=KINDS) for purse in dict.fromkeys(absent))))


def _finish(facts: Facts, plan: Plan, draft: Draft, header: Header, effects: list[Effect], reason: str) -> tuple[JournalEntry, Receipt]:
    member = member_facts(facts, plan, draft.purse, header.business_date)
    return finish(facts, plan, draft, header, "agreement", effects, member, reason=reason)


# -- what a year came to


def own_agreement(facts: Facts, purse: PurseId, ladder: str) -> Agreement:
    """The agreement of its own that a purse has, or had; refuses `unknown_agreement`."""
    found = kept(facts, purse, ladder)
    if found is None or found[1] == MEMBER or found[0].lead:
        raise UnknownAgreement(agreement=ladder[:60])
    return found[0]


def as_it_was(facts: Facts, purse: PurseId, agreement: Agreement, day: Day) -> Agreement:
    """The agreement of the year that `day` is in: of one that was settled before this version began, as it was then."""
    if day >= agreement.first:
        return agreement
    mine = [bonus_from(one.data) for one in facts.dossiers_of(purse, BONUS) if one.id.startswith(f"{agreement.ladder}/")]
    for one in mine:
        if one.year.first <= day <= one.year.last:
            return replace(agreement, first=one.year.first, last=one.year.last, last_year_minor=one.last_year_minor)
    return agreement


def group_of(facts: Facts, resolved: Resolved, lead: Purse, agreement: Agreement) -> list[Purse]:
    """Every purse whose turnover counts; asks for those that are not here."""
    members = [resolved.follow(_purse(text)) for text in agreement.members]
    while True:
        _all_here([purse for purse in members if purse not in facts.purses])
        followed = [facts.purses[purse].alias_of or purse for purse in members]
        if followed == members:
            break
        members = followed
    return [lead, *(facts.purses[purse] for purse in dict.fromkeys(members) if purse != lead.id)]


def _purse(text: str) -> PurseId:
    """A purse that a dossier names."""
    found = purse_of(text)
    assert found is not None, "a dossier names purses"
    return found


def plan_in(facts: Facts, header: Header, day: Day) -> Plan:
    """The version that judges a year that ends on `day`: the one live on its last moment, or now while it is not over."""
    now = plan_of(facts.shelf.live_at(header.happened_at))
    last = Instant(end_of_day(day, now.zone) - 1)
    return now if header.happened_at <= last else plan_of(facts.shelf.live_at(last))


def ladder_on(facts: Facts, header: Header, name: str, day: Day) -> Ladder:
    """The ladder as it was promised on `day`, so that a year is settled also when the ladder is gone; else as it is now."""
    try:
        return ladder_of(plan_in(facts, header, day), name)
    except (UnknownAgreement, NoProgram):
        return ladder_of(plan_of(facts.shelf.live_at(header.happened_at)), name)


def move_run(facts: Facts, resolved: Resolved, command: MoveBonus) -> Outcome:
    """One step of a year's bonus: made up, closed, approved by somebody else, held, let go, or corrected by a difference."""
    header = command.header
    purse = ready(facts, purse_meant(resolved, command.who), header.at)
    agreement = own_agreement(facts, purse.id, command.ladder)
    then = as_it_was(facts, purse.id, agreement, command.day)
    year = year_of(ladder_on(facts, header, command.ladder, command.day), then, command.day)
    plan = plan_in(facts, header, year.last)
    ladder = ladder_of(plan, command.ladder)
    if year.last >= header.business_date:
        raise YearNotOver(last_day=year.last)
    name = bonus_id(ladder.id, year)
    old = facts.dossiers.get(purse.id, {}).get((BONUS, name))
    state, bonus = (old.state, bonus_from(old.data)) if old else ("", None)
    group = group_of(facts, resolved, purse, agreement)
    turnover = turnover_in(plan, ladder, then, year, group)
    fresh = made_up(year, turnover, bonus_of(ladder, turnover))
    if command.step == "approve":
        _all_counts(open_in(plan, ladder, year, turnover, group))
    draft = Draft(purse)
    state, bonus, more = _stepped(command, state, bonus, fresh)
    if more:
        book_bonus(draft, plan.currency, more, header.at)
    reviewed = replace(agreement, reviewed=max(agreement.reviewed, plus_days(year.last, 1)))
    running = kept(facts, purse.id, ladder.id)
    assert running is not None
    over = ENDED if agreement.last and agreement.last < header.business_date else running[1]
    effects: list[Effect] = [Agreed(ladder.id, state, year.begins, bonus.paid_minor, agreement.version)]
    entry, receipt = _finish(facts, plan, draft, header, effects, command.reason)
    return Outcome((entry,), receipt, dossiers=(
        Dossier(purse.id, BONUS, name, state, bonus.json(), header.at),
        Dossier(purse.id, AGREEMENT, ladder.id, over, reviewed.json(), header.at),
    ))  # fmt: skip


def _all_counts(found: OpenTurnover) -> None:
    """A bonus is not paid while invoices of its year are not paid (or delivered), or disputed."""
    if found.minor:
        raise TurnoverOpen(open_minor=found.minor, disputed_minor=found.disputed_minor, basis=found.basis)


def _stepped(command: MoveBonus, state: str, old: BonusYear | None, fresh: BonusYear) -> tuple[str, BonusYear, int]:
    """The state and the bonus after a step, and what is booked now. Refuses a step that does not follow, and the same person twice."""
    actor, step, reason = command.header.actor, command.step, command.reason
    if step == "provisional" and state in ("", PROVISIONAL):
        return PROVISIONAL, fresh, 0
    if old is None:
        raise BonusNotInState(state=state, step=step)
    match step, state:
        case "lock", "provisional":
            return LOCKED, replace(fresh, locked_by=actor), 0
        case "approve", "locked":
            if actor == old.locked_by:
                raise FourEyes()
            return APPROVED, replace(old, approved_by=actor), old.paid_minor
        case "hold", "provisional" | "locked":
            if not reason.strip():
                raise ReasonMissing()
            return HELD, replace(old, held=reason, before=state), 0
        case "release", "held":
            return old.before, replace(old, held="", before=""), 0
        case "correct", "locked" | "approved":
            return state, _corrected(command, old, fresh), fresh.minor - old.paid_minor if state == APPROVED else 0
        case _:
            raise BonusNotInState(state=state, step=step)


def _corrected(command: MoveBonus, old: BonusYear, fresh: BonusYear) -> BonusYear:
    """The same bonus with the difference that came after it was closed; what stood there stays."""
    more = fresh.minor - old.paid_minor
    if not more:
        raise NothingToCorrect()
    if not command.reason.strip():
        raise ReasonMissing()
    if command.header.actor == old.approved_by == old.locked_by:
        raise FourEyes()
    slices = beyond(fresh.slices, old.paid_slices)
    assert sum(minor for _, minor, _ in slices) == more, "a difference is split to the cent"
    line = Correction(command.header.business_date, more, command.header.actor, command.reason, slices)
    return replace(old, corrections=(*old.corrections, line))

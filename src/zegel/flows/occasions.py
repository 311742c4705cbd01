"""What a member is given by itself on a day: planned as one moment a purse, booked as due work at the beginning of that day.

The moment is the running total of a measure, as that of inactivity is (docs/decisions/0021): whoever touches the purse next books it,
the clock visits only purses that nobody touched, and a clock that comes late books what it would have booked in time.
"""

from zegel.booking.giving import give
from zegel.core.periods import Day, Instant, local_moment, plus_days, start_of_day
from zegel.decide.effects import Effect
from zegel.decide.occasions import LAST, NEXT, first_day, is_another_year, next_moment
from zegel.decide.plan import Plan, plan_of
from zegel.flows.asking import Header, Profile
from zegel.flows.commands import PlanOccasions
from zegel.flows.errands import sent
from zegel.flows.facts import Facts, Missing, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import facts_without_basket, member_facts
from zegel.flows.people import CONSENT
from zegel.flows.receipts import finish
from zegel.flows.windows import rolling_sums
from zegel.ledger.draft import Draft
from zegel.ledger.entries import Count
from zegel.ledger.purse import GONE, NO_EARNING, Purse
from zegel.program.errands import Errand
from zegel.program.occasion_gifts import BECAUSE, Occasion

KIND = "occasion"
_NOTHING_KNOWN = Profile("", "", "")


def is_due(purse: Purse, moment: Instant) -> bool:
    """Whether an occasion is to be looked at by then."""
    return 0 < purse.totals.get((NEXT, ""), 0) <= moment


def want_person(facts: Facts, plan: Plan, purse: Purse, day: Day) -> None:
    """Ask for whatever an occasion looks at before anything is booked."""
    sums = tuple(wanted for wanted in rolling_sums(plan, day) if not purse.complete and wanted not in purse.sums)
    unknown = purse.id not in facts.profiles and not facts.knows_everybody
    if sums or unknown:
        raise Missing(Needs((PurseNeeds(purse.id, profile=unknown, dossiers=(CONSENT,), sums=sums),)))


def book_occasions(facts: Facts, plan: Plan, purse: Purse, moment: Instant) -> None:
    """Give what falls on the day of `moment`, once each, and plan the next."""
    here = local_moment(moment, plan.zone)
    day = here.business_date
    want_person(facts, plan, purse, day)
    header = Header(facts.company, "clock", "", b"", moment, moment, day, here.weekday, here.minute, "zegel", "", "")
    birthday = facts.profiles.get(purse.id, _NOTHING_KNOWN).birthday
    member = member_facts(facts, plan, purse, day)
    holding = plan.compiled.judge_occasions(facts_without_basket(plan, header, member))[0]
    draft = Draft(purse)
    effects: list[Effect] = []
    given: list[str] = []
    errands = {one.id: one for one in plan.compiled.program.errands}
    asked: list[Errand] = []
    for one in _falling(plan, purse, birthday, day):
        if plan.compiled.program.occasions.index(one) in holding:
            if one.unit:
                effects += give(plan, draft, BECAUSE + one.id, one.count, one.unit, day, moment)
            else:
                asked.append(errands[one.id])
            last = LAST + one.id
            draft.counts.append(Count(last, day, start_of_day(day, plan.zone) - purse.totals.get((last, ""), 0)))
            given.append(one.id)
    plan_next(plan, draft, birthday, plus_days(day, 1), moment, day)
    told, tasks = sent(plan, draft, asked, day, moment, "", member)
    effects += told
    if given:
        entry, receipt = finish(facts, plan, draft, header, KIND, effects, member, reason=", ".join(given)[:200])
        facts.due_receipts[entry.purse, entry.seq] = receipt
    else:
        entry = draft.entry(KIND, moment, moment, day, header.actor, "", "", "", b"")
        purse.apply(entry)
    facts.due_booked.append(entry)
    if tasks:
        facts.move_on((), tasks)
        facts.due_dossiers.extend(tasks)


def _falling(plan: Plan, purse: Purse, birthday: str, day: Day) -> list[Occasion]:
    """The occasions of this day that gave nothing yet this year; none to whom nothing may be booked on."""
    if purse.blocked & (GONE | NO_EARNING) or purse.alias_of is not None or not purse.since:
        return []
    return [
        one
        for one in plan.compiled.program.occasions
        if first_day(plan, one, birthday, purse.since, day) == day
        and is_another_year(day, purse.totals.get((LAST + one.id, ""), 0), plan.zone)
    ]


def plan_next(plan: Plan, draft: Draft, birthday: str, on: Day, not_before: Instant, day: Day) -> None:
    """Note in `draft` when the member's next occasion from `on` on is looked at."""
    purse = draft.purse
    given = {
        measure.removeprefix(LAST): total
        for (measure, period), total in purse.totals.items()
        if total and not period and measure.startswith(LAST)
    }
    for count in draft.counts:
        if count.measure.startswith(LAST):
            name = count.measure.removeprefix(LAST)
            given[name] = given.get(name, 0) + count.delta
    moment = next_moment(plan, birthday, purse.since, on, not_before, given) if purse.since else 0
    change = moment - purse.totals.get((NEXT, ""), 0)
    if change:
        draft.counts.append(Count(NEXT, day, change))


# -- the clock's command: members of before the program had occasions


def wants(command: PlanOccasions) -> Wants:
    """The purse."""
    return Wants(None, (), None, (command.purse,))


def needs(_shelf: Shelf, command: PlanOccasions, _resolved: Resolved) -> Needs:
    """The purse, and when its member was born."""
    return Needs((PurseNeeds(command.purse, profile=True, dossiers=(CONSENT,)),))


def run(facts: Facts, _resolved: Resolved, command: PlanOccasions) -> Outcome:
    """The moment of the next occasion by the live program; no entry where that is known already, or nobody is a member."""
    header = command.header
    purse = facts.purses.get(command.purse)
    if purse is None or purse.alias_of is not None or not purse.since or is_due(purse, header.at):
        return Outcome()
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    birthday = facts.profiles.get(purse.id, _NOTHING_KNOWN).birthday
    draft = Draft(purse)
    plan_next(plan, draft, birthday, header.business_date, header.at, header.business_date)
    if not draft.counts:
        return Outcome()
    entry = draft.entry(KIND, header.at, header.happened_at, header.business_date, header.actor, "", "", "", b"")
    purse.apply(entry)
    return Outcome((entry,))


def planned(facts: Facts, plan: Plan, draft: Draft, header: Header) -> None:
    """The same for who joins now."""
    if plan.compiled.program.occasions and draft.purse.since:
        birthday = facts.profiles.get(draft.purse.id, _NOTHING_KNOWN).birthday
        plan_next(plan, draft, birthday, header.business_date, header.at, header.business_date)

"""What a day brings a member by itself, and why not: worked out when somebody asks.

Rules on a day leave no receipt where they brought nothing: everybody would have one every day. What was given stands in the books; the
rest is told by the program as it is now, of the member as they are now.
"""

from typing import Literal

from zegel.core.periods import Day, Instant, day_of_week, local_moment, start_of_day
from zegel.core.value import value
from zegel.decide.occasions import LAST, first_day, is_another_year
from zegel.decide.plan import Plan
from zegel.flows.asking import Header
from zegel.flows.facts import Facts
from zegel.flows.known import facts_without_basket, member_facts
from zegel.ledger.purse import GONE, NO_EARNING, Purse
from zegel.program.conditions import Test
from zegel.program.occasion_gifts import Occasion

State = Literal["given", "due", "not"]
Why = Literal["", "no member", "before joining", "no birthday", "another day", "never", "blocked", "given before", "test", "not then"]


@value
class OnDay:
    """How one occasion (or the message or task of the same id) stands on a day: it was `given`, is `due` as things stand, or is `not`.

    `why` says why not; `on` is the day that it tells of (when it falls next, or was given last), `test` the first that fails.
    """

    occasion: Occasion
    state: State
    why: Why = ""
    on: Day = Day("")
    test: Test | None = None


def on_day(facts: Facts, plan: Plan, purse: Purse, birthday: str, day: Day, today: Day) -> tuple[OnDay, ...]:
    """Every occasion of the program on `day`, in its order. `purse` is whole, with everything due booked."""
    header = Header(facts.company, "", "", b"", Instant(0), Instant(0), day, day_of_week(day), 0, "", "", "")
    member = member_facts(facts, plan, purse, day)
    failed = dict(plan.compiled.judge_occasions(facts_without_basket(plan, header, member))[1])
    return tuple([
        _stands(plan, purse, birthday, one, day, today, one.tests[failed[i]].test if i in failed else None)
        for i, one in enumerate(plan.compiled.program.occasions)
    ])  # fmt: skip


def _stands(plan: Plan, purse: Purse, birthday: str, one: Occasion, day: Day, today: Day, failing: Test | None) -> OnDay:
    last = purse.totals.get((LAST + one.id, ""), 0)
    if last and last == start_of_day(day, plan.zone):
        return OnDay(one, "given")
    if not purse.since:
        return OnDay(one, "not", "no member")
    if day < purse.since:
        return OnDay(one, "not", "before joining", purse.since)
    if one.on == "birthday" and not birthday:
        return OnDay(one, "not", "no birthday")
    falls = first_day(plan, one, birthday, purse.since, day)
    if falls != day:
        return OnDay(one, "not", "another day" if falls else "never", falls)
    if purse.blocked & (GONE | NO_EARNING):
        return OnDay(one, "not", "blocked")
    if not is_another_year(day, last, plan.zone):
        return OnDay(one, "not", "given before", local_moment(Instant(last), plan.zone).business_date)
    if failing is not None:
        return OnDay(one, "not", "test", test=failing)
    return OnDay(one, "not", "not then") if day < today else OnDay(one, "due")

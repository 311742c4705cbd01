"""What rules may know of a purse's member, with a basket and without one."""

from zegel.core.periods import Day, tenure
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts
from zegel.flows.asking import Header
from zegel.flows.facts import Facts
from zegel.flows.ladder import tier_now
from zegel.flows.people import asked_of
from zegel.flows.windows import window_value
from zegel.ledger.purse import Purse
from zegel.program.conditions import BasketFacts


def nobody(plan: Plan) -> MemberFacts:
    """What rules may know of nobody: a gift card has no history that a rule looks at."""
    return MemberFacts(0, Day(""), "", 0, (0,) * len(plan.windows), -1, -1, (-1,) * len(plan.compiled.program.questions))


def member_facts(facts: Facts, plan: Plan, purse: Purse, on: Day) -> MemberFacts:
    """What rules may know of the purse's member before a purchase on `on`."""
    totals, year = purse.totals, on[:4]
    windows = tuple(
        [
            totals.get((measure, year), 0) if kind == "calendar year" else window_value(plan, purse, i, on)
            for i, (kind, measure) in plan.windows
        ]
    )
    number = totals.get(("visits", ""), 0) + 1 if plan.counts_visits else 0
    since = purse.since
    if not since:
        return MemberFacts(0, since, "", number, windows, -1, -1, asked_of(facts, plan, purse, on))
    months, years = tenure(since, on)
    return MemberFacts(
        1, since, tier_now(plan, purse) if plan.tier_marks else purse.tier, number, windows, months, years, asked_of(facts, plan, purse, on)
    )


def facts_without_basket(plan: Plan, header: Header, member: MemberFacts) -> BasketFacts:
    """What conditions may look at where there is no basket."""
    facts = BasketFacts()
    facts.weekday, facts.minute, facts.branch = header.weekday, header.minute, header.branch
    facts.date, facts.month_day = header.business_date, header.business_date[5:]
    facts.member, facts.tier_rank, facts.windows = member.member, plan.rank(member.tier), member.windows
    facts.tenure_months, facts.tenure_years, facts.asked = member.tenure_months, member.tenure_years, member.asked
    return facts

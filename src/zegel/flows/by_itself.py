"""What is used without asking, where the program says so: the best full card or reward, then points as discount.

A member may choose instead: then it stays, and the receipt says so.
"""

from dataclasses import replace

from zegel.core.purchase import Purchase
from zegel.core.refusals import ZegelError
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts, decide_sale
from zegel.flows.commands import Use
from zegel.flows.facts import Facts
from zegel.flows.people import person_kinds
from zegel.flows.profiles import PROFILE, chooses
from zegel.flows.sale import wishes_of
from zegel.ledger.purse import NO_SPENDING, Purse


def kinds_asked(plan: Plan) -> tuple[str, ...]:
    """The kinds of dossier that a basket looks into: what the version's questions ask, and whether the member chooses."""
    return (*person_kinds(plan), PROFILE) if plan.by_themselves else person_kinds(plan)


def by_itself(
    plan: Plan, facts: Facts, purse: Purse, purchase: Purchase, member: MemberFacts, asked: tuple[Use, ...]
) -> tuple[MemberFacts, tuple[Use, ...]]:
    """What is used, and the member with what was left to their own choice."""
    used = _with_what_goes(plan, facts, purse, purchase, member, asked)
    if len(used) == len(asked) or not (purse.blocked & NO_SPENDING or chooses(facts, purse)):
        return member, used
    return replace(member, withheld=tuple([use.what for use in used[len(asked) :]])), asked


def _with_what_goes(
    plan: Plan, facts: Facts, purse: Purse, purchase: Purchase, member: MemberFacts, asked: tuple[Use, ...]
) -> tuple[Use, ...]:
    """`asked` with what the program uses by itself: of the rewards the one that takes most off (the first of equal ones), and points.

    What does not go together with what was asked for stays out; nothing is ever refused for it.
    """
    named = {use.what for use in asked}
    found = [Use(what, 1 if what in plan.compiled.rewards else 0) for what in plan.by_themselves if what not in named]
    rewards = [use for use in found if use.what in plan.compiled.rewards]
    best, least = asked, _pays(plan, facts, purse, purchase, member, asked)
    if least is None:
        return asked
    for use in rewards:
        pays = _pays(plan, facts, purse, purchase, member, (*asked, use))
        if pays is not None and pays < least:
            best, least = (*asked, use), pays
    for use in found:
        if use not in rewards:
            pays = _pays(plan, facts, purse, purchase, member, (*best, use))
            if pays is not None and pays < least:
                best, least = (*best, use), pays
    return best


def _pays(plan: Plan, facts: Facts, purse: Purse, purchase: Purchase, member: MemberFacts, uses: tuple[Use, ...]) -> int | None:
    """What is to be paid when `uses` are used; None where that is refused."""
    try:
        sale = decide_sale(plan, purchase, member, wishes_of(plan, facts, purse, purchase, uses, anonymous=False) if uses else ())
    except ZegelError:
        return None
    return sum(sale.priced.paid)

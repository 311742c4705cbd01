"""What is used without asking, where the program says so: the best full card or reward, then points as discount.

A member may choose instead: then it stays, and the receipt says so.
"""

from collections.abc import Callable
from dataclasses import replace

from zegel.core.purchase import Purchase
from zegel.core.refusals import ZegelError
from zegel.decide.codes import EnteredCode
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
    plan: Plan, facts: Facts, purse: Purse, purchase: Purchase, member: MemberFacts, asked: tuple[Use, ...],
    codes: tuple[EnteredCode, ...],
) -> tuple[MemberFacts, tuple[Use, ...]]:  # fmt: skip
    """What is used beside what was asked for and the `codes` that hold, and the member with what was left to their own choice."""

    def pays(uses: tuple[Use, ...]) -> int | None:
        """What is to be paid when `uses` are used; None where that is refused."""
        try:
            wishes = wishes_of(plan, facts, purse, purchase, uses, anonymous=False) if uses else ()
            return sum(decide_sale(plan, purchase, member, wishes, codes).priced.paid)
        except ZegelError:
            return None

    used = _with_what_goes(plan, asked, pays)
    if len(used) == len(asked) or not (purse.blocked & NO_SPENDING or chooses(facts, purse)):
        return member, used
    return replace(member, withheld=tuple([use.what for use in used[len(asked) :]])), asked


def _with_what_goes(plan: Plan, asked: tuple[Use, ...], pays: Callable[[tuple[Use, ...]], int | None]) -> tuple[Use, ...]:
    """`asked` with what the program uses by itself: of the rewards the one that takes most off (the first of equal ones), and points.

    What does not go together with what was asked for stays out; nothing is ever refused for it.
    """
    named = {use.what for use in asked}
    found = [Use(what, 1 if what in plan.compiled.rewards else 0) for what in plan.by_themselves if what not in named]
    rewards = [use for use in found if use.what in plan.compiled.rewards]
    best, least = asked, pays(asked)
    if least is None:
        return asked
    for use in rewards:
        costs = pays((*asked, use))
        if costs is not None and costs < least:
            best, least = (*asked, use), costs
    for use in found:
        if use not in rewards:
            costs = pays((*best, use))
            if costs is not None and costs < least:
                best, least = (*best, use), costs
    return best

"""What a member may have now, until when, and why or why not."""

from collections.abc import Iterator

from zegel.core.periods import NEVER, Instant
from zegel.core.purchase import Purchase
from zegel.core.value import value
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts, basket_facts
from zegel.flows.ladder import tier_until
from zegel.ledger.accounts import AVAILABLE
from zegel.ledger.purse import Purse
from zegel.program.conditions import facts_in
from zegel.program.model import Entitlement


@value
class Stood:
    """One entitlement as it stands: `failed` is the index of the first test that failed, -1 where the member has it.

    `until` is the first moment at which it may be over: a tier that is looked at, a membership that ends. NEVER: no such moment is known.
    """

    entitlement: Entitlement
    failed: int
    until: Instant


def entitled(plan: Plan, purchase: Purchase, member: MemberFacts) -> tuple[list[Entitlement], list[tuple[Entitlement, int]]]:
    """Those that hold for a member who stands there with this basket, and those that do not, with the first test that failed."""
    every = plan.compiled.program.entitlements
    if not every:
        return [], []
    held, failed = plan.compiled.judge_entitlements(basket_facts(purchase, member, plan.rank(member.tier)))
    return [every[i] for i in held], [(every[i], n) for i, n in failed]


def standing(plan: Plan, purse: Purse, purchase: Purchase, member: MemberFacts) -> list[Stood]:
    """Every entitlement of the program, those that hold first. `purse` has all its lots."""
    held, failed = entitled(plan, purchase, member)
    return [*(Stood(one, -1, _until(plan, purse, one)) for one in held), *(Stood(one, n, NEVER) for one, n in failed)]


def _until(plan: Plan, purse: Purse, one: Entitlement) -> Instant:
    """The first end of what it rests on."""
    return min((end for named in one.tests for fact in facts_in(named.test) for end in _ends(plan, purse, fact)), default=NEVER)


def _ends(plan: Plan, purse: Purse, fact: str) -> Iterator[Instant]:
    if fact == "tier_rank":
        yield tier_until(plan, purse)
    elif fact.startswith("window:"):
        measure = plan.compiled.program.windows[int(fact[7:])].measure
        if measure.startswith("balance:membership:"):
            yield membership_until(purse, measure.removeprefix("balance:"))


def membership_until(purse: Purse, unit: str) -> Instant:
    """When the last term that follows without a gap ends; NEVER for who has none. `purse` has all its lots."""
    terms = [lot for lot in purse.lots.values() if lot.unit == unit and lot.available + lot.pending > 0]
    return max((lot.expires_at for lot in terms), default=NEVER) if purse.balance(unit, AVAILABLE) else NEVER

"""Who stands at the till: first name, tier, years, what can be spent in points and in euros, the stamp card, when they were last here."""

from dataclasses import replace
from json import loads
from typing import Final

from zegel.core.ids import PurseId
from zegel.core.periods import Day, as_date, local_moment, whole_years
from zegel.core.purchase import Identifier
from zegel.core.value import value
from zegel.flows.facts import Outcome
from zegel.hall.calls import Call
from zegel.hall.members import member_now, shown_tier
from zegel.ledger.accounts import AVAILABLE
from zegel.ledger.entries import SALES
from zegel.ledger.purse import NO_EARNING, Purse
from zegel.program.coupons import token_of
from zegel.program.model import Program, Reward, StampCard, Unit, Words
from zegel.program.stored_value import STORE_CREDIT
from zegel.program.thing_names import STAMP_CARD
from zegel.program.words import both, named
from zegel.web.parts.door import Door

MOTIFS: Final = ("loaf", "wheat", "bun", "mill", "sun")
INKS: Final = ("p", "o", "s", "b", "l")
SLANTS: Final = ("a", "b", "c", "d", "e", "f")


@value
class Stamps:
    """A stamp card as it is drawn: `have` of `slots`, of which `coming` come with this basket; `gives` is what a full one gives."""

    card: str
    called: Words
    have: int
    slots: int
    coming: int
    gives: Words
    full: bool

    @property
    def after(self) -> int:
        """How many there are after this basket: a card that gets full begins anew."""
        return self.have + self.coming


@value
class Worth:
    """What can be spent of one unit: so many, worth so much."""

    unit: Unit
    count: int
    minor: int


@value
class Ready:
    """A reward that is paid for already: a full card's, or one that was given."""

    reward: Reward
    count: int


@value
class Panel:
    """Everything that the left side of the till shows of somebody."""

    purse: PurseId
    first_name: str
    anonymous: bool
    tier: Words | None
    since: Day
    years: int
    worth: Worth | None
    cards: tuple[Stamps, ...]
    ready: tuple[Ready, ...]
    last_here: Day
    card_tail: str
    coupons: tuple[tuple[str, int], ...]
    """Coupons that the program gave them, each with how many."""
    credit_minor: int
    """What the shop owes them in goods."""
    blocked: int
    """What may not be for now, as of a purse (ledger.purse)."""
    memberships: tuple[Words, ...] = ()
    """What they are a member of now."""

    @property
    def sold_without(self) -> bool:
        """Whether what they buy is sold without their card: it may not earn."""
        return bool(self.blocked & NO_EARNING)

    @property
    def stopped(self) -> str:
        """What the till says of a block, by key; "" where there is none."""
        return "no earning" if self.sold_without else "no spending" if self.blocked else ""


async def panel_of(door: Door, call: Call, purse_id: PurseId) -> tuple[Panel, Purse]:
    """The member as they are now, what is due booked in memory; refuses `unknown_member`."""
    purse = await member_now(door.desk, call, purse_id)
    company = call.grant.company
    member = await door.queries.profile_of(company, purse.id)
    shown = await door.queries.identifiers_of(company, purse.id)
    compiled = call.live(call.at)
    program = compiled.program
    today = local_moment(call.at, program.company_zone).business_date
    name = member.profile.name if member is not None else ""
    tier = shown_tier(call, purse)
    steps = {step.id: step.names for step in program.tiers.steps} if program.tiers is not None else {}
    return Panel(
        purse.id, first_name(name), not purse.since, steps.get(tier), purse.since, whole_years(purse.since, today) if purse.since else 0,
        worth_of(program, purse), tuple(stamps_of(program, purse, card, 0) for card in program.cards), ready_of(program, purse),
        await last_visit(door, call, purse), tail_of(shown), coupons_of(program, purse),
        max(purse.spendable(STORE_CREDIT), 0), purse.blocked,
        tuple(one.names for one in program.memberships if purse.spendable(f"membership:{one.id}") > 0),
    ), purse  # fmt: skip


def first_name(name: str) -> str:
    """The first name: all that a screen at a counter shows of somebody."""
    return name.split()[0] if name.split() else ""


def shown_name(name: str) -> str:
    """The first name with an initial, to tell two people apart: `Fatima E.`"""
    words = name.split()
    return f"{words[0]} {words[-1][0]}." if len(words) > 1 else first_name(name)


def worth_of(program: Program, purse: Purse) -> Worth | None:
    """The first unit of points that is worth money."""
    unit = next((unit for unit in program.units if unit.kind == "points" and unit.worth), None)
    if unit is None:
        return None
    count = purse.spendable(unit.id)
    worth = unit.worth * count
    return Worth(unit, count, worth.numerator // worth.denominator)


def stamps_of(program: Program, purse: Purse, card: StampCard, coming: int) -> Stamps:
    """One card; a full one's reward is ready beside it, so it is never drawn full before the basket."""
    gives = next((reward.names for reward in program.rewards if reward.id == card.gives), Words(card.gives, card.gives))
    have = max(purse.balance(card.unit, AVAILABLE), 0)
    called = both(lambda language: named(program, STAMP_CARD, card.id, language))
    return Stamps(card.id, called, have, card.slots, coming, gives, have + coming >= card.slots)


def ready_of(program: Program, purse: Purse) -> tuple[Ready, ...]:
    """Rewards whose token the purse has."""
    found = ((reward, purse.spendable(reward.token)) for reward in program.rewards if reward.token)
    return tuple(Ready(reward, count) for reward, count in found if count > 0)


def coupons_of(program: Program, purse: Purse) -> tuple[tuple[str, int], ...]:
    """Coupons that are in the purse; one that is used in parts is one."""
    found = ((coupon, purse.spendable(token_of(coupon.id))) for coupon in program.coupons)
    return tuple((coupon.id, 1 if coupon.in_parts else count) for coupon, count in found if count > 0)


async def last_visit(door: Door, call: Call, purse: Purse) -> Day:
    """The business day of the last purchase, "" where there is none among the newest receipts."""
    for receipt in await door.queries.receipts(call.grant.company, purse.id, 0, 5):
        if receipt.kind in SALES and receipt.document is not None:
            return Day(loads(receipt.document)["body"]["business_date"])
    return Day("")


def tail_of(shown: list[Identifier]) -> str:
    """The last four signs of the card: enough to see that it is the right one."""
    return next((one.text[-4:] for one in shown if one.kind == "card"), "")


def days_ago(day: Day, today: Day) -> int:
    """How many days lie between."""
    return (as_date(today) - as_date(day)).days


def coming_of(panel: Panel, program: Program, purse: Purse, outcome: Outcome | None) -> Panel:
    """The panel with the stamps that come with this basket."""
    if outcome is None or outcome.receipt is None:
        return panel
    earned: dict[str, int] = {}
    for effect in loads(outcome.receipt.document)["body"]["effects"]:
        if effect["effect"] == "earn":
            earned[effect["unit"]] = earned.get(effect["unit"], 0) + effect["count"]
    return replace(panel, cards=tuple(stamps_of(program, purse, card, earned.get(card.unit, 0)) for card in program.cards))

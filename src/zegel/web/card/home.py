"""The card itself: who, which tier, what there is to spend and until when, the stamp cards, and what comes next."""

from typing import Any, Final

from zegel.core.periods import HOUR, Instant
from zegel.decide.plan import plan_of
from zegel.flows.tier_standing import tier_standing
from zegel.ledger.accounts import AVAILABLE, PENDING
from zegel.ledger.entries import SALES
from zegel.ledger.purse import NO_EARNING, NO_SPENDING
from zegel.program.model import Unit
from zegel.program.tier_words import standing_said
from zegel.program.words import both
from zegel.web.card.code import codes_of
from zegel.web.card.frame import Own, framed, main_unit, own_card
from zegel.web.card.proof import is_proved
from zegel.web.card.shelf import OnShelf, next_of, shelf
from zegel.web.card.stamps import albums
from zegel.web.card.trials import trials_of
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door

SOON: Final = 60
"""Days before something lapses from which on the card says so."""
LOOKED_AT: Final = 40
"""Entries out of which is told how far a reward is in visits."""
ENOUGH: Final = 3
"""Purchases that make a habit."""
ON_HOME: Final = 6
BLOCKS: Final = {NO_SPENDING: "blocked spending", NO_EARNING: "blocked earning", NO_SPENDING | NO_EARNING: "blocked both"}
"""What a member is told of a block."""


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas."""
    own = await own_card(door, asked)
    unit, rewards = main_unit(own), await shelf(door, asked, own)
    coming = next_of(own, rewards)
    shows: dict[str, Any] = {
        "name": (own.call.grant.name.split() or [""])[0], "since": own.purse.since[:4], "tier": tier(own), "balance": balance(own, unit),
        "codes": await codes_of(door, asked), "large": False, "albums": albums(own),
        "next": coming, "visits": await _visits(door, own, unit, coming), "lapses": lapsing(own, unit, asked.at),
        "welcome": _welcome(asked), "trials": (await trials_of(door, own))[0],
        "blocked": BLOCKS.get(own.purse.blocked, ""),
        "now": [one for one in rewards if one.state in ("now", "till")][:ON_HOME],
    }  # fmt: skip
    return Page("card/home.html", framed(door, asked, own, "home", shows))


def _welcome(asked: Asked) -> list[str]:
    """What is said to somebody who comes in by the page for new members."""
    how, friend = asked.text("welkom", 4), asked.text("vriend", 4)
    told = {"ja": ["welcome"], "al": ["welcome back"]}.get(how, [])
    return told + ({"ja": ["welcome friend"], "nee": ["welcome no friend"]}.get(friend, []) if told else [])


async def show_code(door: Door, asked: Asked) -> Answer:
    """GET /pas/code: the code, as large as the telephone is."""
    own = await own_card(door, asked)
    unit, most = main_unit(own), own.program.settings.proof_above_minor
    much = unit is not None and own.purse.spendable(unit.id) * unit.worth > most and not is_proved(asked)
    shows = {"codes": await codes_of(door, asked), "large": True, "name": own.call.grant.name, "above": most if much else 0}
    return Page("card/code.html", framed(door, asked, own, "home", shows))


def balance(own: Own, unit: Unit | None) -> dict[str, Any] | None:
    """What can be spent, in money first; what is on its way; what is owed back."""
    if unit is None:
        return None
    have, coming = own.purse.spendable(unit.id), own.purse.balance(unit.id, PENDING)
    worth = own.worth(have, unit)
    return {
        "large": worth or own.counted(have, unit), "small": own.counted(have, unit) if worth else "",
        "coming": own.counted(coming, unit) if coming > 0 else "", "below": have < 0,
    }  # fmt: skip


def tier(own: Own) -> dict[str, Any] | None:
    """Where the member stands: the tier's name and rank, the sentence of it, and how far the next one is."""
    call = own.call
    plan = plan_of(call.live(call.at))
    standing = tier_standing(plan, own.purse, call.at)
    ladder = own.program.tiers
    if standing is None or ladder is None:
        return None
    ranks = {step.id: n for n, step in enumerate(ladder.steps, 1)}
    step = next((one for one in ladder.steps if one.id == standing.tier), None)
    says = own.tongue.words(both(lambda language: standing_said(
        own.program, standing.tier, own.last_day(standing.until), standing.next_tier, standing.next_more, standing.keep_more, language,
    )))  # fmt: skip
    following = next((one for one in ladder.steps if one.id == standing.next_tier), None)
    return {
        "name": own.tongue.words(step.names).capitalize() if step else "", "rank": min(ranks.get(standing.tier, 0), 5), "says": says,
        "next": own.tongue.words(following.names).capitalize() if following else "",
        "next_rank": min(ranks[following.id], 5) if following else 0,
        "part": _part(standing.measured, standing.measured + standing.next_more), "warn": standing.warn,
    }  # fmt: skip


def _part(have: int, needs: int) -> int:
    return min(max(have * 100 // needs, 0), 100) if needs else 0


def lapsing(own: Own, unit: Unit | None, at: Instant) -> dict[str, str] | None:
    """What lapses first of the large balance, if that is soon: how many, their worth, and the last day."""
    if unit is None:
        return None
    lots = [lot for lot in own.purse.lots.values() if lot.unit == unit.id and lot.available and lot.expires_at < at + SOON * 24 * HOUR]
    if not lots:
        return None
    first = min(own.last_day(lot.expires_at) for lot in lots)
    count = sum(lot.available for lot in lots if own.last_day(lot.expires_at) == first)
    say = "one lapses" if unit.names.is_one(count) else "lapses"
    return {"say": say, "count": own.counted(count, unit), "worth": own.worth(count, unit), "day": own.figures.day(first, "d MMMM")}


async def _visits(door: Door, own: Own, unit: Unit | None, coming: OnShelf | None) -> int:
    """How many visits of the member's own kind the next reward is away; 0 where nobody could say."""
    if unit is None or coming is None:
        return 0
    after = max(own.purse.seq - LOOKED_AT, 0)
    entries = await door.queries.entries(own.call.grant.company, own.purse.id, after, LOOKED_AT)
    earned = [
        sum(p.amount for p in entry.postings if p.unit == unit.id and p.destination in (AVAILABLE, PENDING))
        for entry in entries if entry.kind in SALES
    ]  # fmt: skip
    earned = [count for count in earned if count > 0]
    if len(earned) < ENOUGH:
        return 0
    lacks = coming.needs - coming.have
    return -(-lacks * len(earned) // sum(earned))

"""What the member has on trial: until when, what is paid or charged then, where its return label is, and how it stands."""

from json import loads
from typing import Any, Final

from zegel.core.ids import receipt_of
from zegel.core.periods import Day, days_between
from zegel.decide.cases import NOT_CHARGED, RUNNING, TO_CHARGE, TO_RELEASE, TRIAL
from zegel.flows.on_trial import state_of
from zegel.hall.calls import local
from zegel.web.card.frame import Own, framed, own_card
from zegel.web.parts.asked import Answer, Asked, Page
from zegel.web.parts.door import Door

ENDED: Final = 10
"""Trials that are over and still shown; the others are in the history."""
SOON: Final = 3
"""Days before the end from which the card says so in colour."""
WAITS: Final = (RUNNING, TO_CHARGE, NOT_CHARGED, TO_RELEASE)
"""States of which something still has to come."""
_LOOKS: Final = {RUNNING: "brand", NOT_CHARGED: "bad"}


async def show(door: Door, asked: Asked) -> Answer:
    """GET /pas/op-proef."""
    own = await own_card(door, asked)
    running, ended = await trials_of(door, own)
    return Page("card/trials.html", framed(door, asked, own, "me", {"running": running, "ended": ended}))


async def trials_of(door: Door, own: Own) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Their trials of which something still has to come, the soonest to end first; and the newest that are over."""
    kept = await door.queries.dossiers_of(own.call.grant.company, own.purse.id, TRIAL)
    today = local(own.call.live(own.call.at), "", own.call.at).business_date
    found = [(one, data, state_of(one, data, today)) for one, data in [(one, loads(one.data)) for one in kept]]
    waiting = sorted([one for one in found if one[2] in WAITS], key=lambda one: str(one[1]["until"]))
    ended = sorted([one for one in found if one[2] not in WAITS], key=lambda one: -one[0].at)[:ENDED]
    said = [[await _told(door, own, data, state, today) for _, data, state in those] for those in (waiting, ended)]
    return said[0], said[1]


async def _told(door: Door, own: Own, data: dict[str, Any], state: str, today: Day) -> dict[str, Any]:
    tongue, sale = own.tongue, receipt_of(data["sale"])
    article = await door.queries.article(own.call.grant.company, data["what"]) if data["what"] else None
    runs, left = state == RUNNING, days_between(today, Day(data["until"]))
    amount = own.figures.money(data.get("free", data.get("minor", 0)))
    return {
        "what": article.called(tongue.language) if article else data["what"] or data["rule"], "until": data["until"],
        "from": data["from"], "runs": runs, "soon": left <= SOON, "ask": state == NOT_CHARGED,
        "left": tongue.say("trial last day" if left <= 0 else "trial one day" if left == 1 else "trial days", days=left),
        "state": tongue.say(f"trial {state}", amount=amount), "look": _LOOKS.get(state, ""),
        "then": _then(own, data) if runs else "",
        "label": data.get("label", "") if runs else "", "entry": sale.seq if sale.purse == own.purse.id else sale,
    }  # fmt: skip


def _then(own: Own, data: dict[str, Any]) -> str:
    """What is paid or charged when it is kept, and what happens when it comes back."""
    minor, stored, charge = data.get("minor", 0), data.get("stored", 0), data.get("charge", "before")
    if charge == "before" or not minor:
        return own.tongue.say("trial before" if charge == "before" or stored else "trial nothing")
    said = own.tongue.say(f"trial {charge}", amount=own.figures.money(minor))
    return f"{said} {own.tongue.say('trial stored', amount=own.figures.money(stored))}" if stored else said

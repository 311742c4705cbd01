"""Prices over HTTP: kept by article, channel and branch; read back with what may be stated; a from-price judged before it is announced."""

from typing import Any

from pydantic_core import to_json

from zegel.api import price_schemas
from zegel.api.bodies import read_body, refuse_control
from zegel.api.door import Answer, Door, parameters
from zegel.core.periods import Day
from zegel.core.refusals import Malformed
from zegel.decide.price_verdict import NO_REDUCTION, history_of, said, spoils, verdict
from zegel.decide.prices import NOT_SOLD, History, Stated, price_on, stated
from zegel.hall.calls import Call, Found, branch_of, local
from zegel.hall.refusals import NoSuchArticle, NoSuchDay
from zegel.hall.translate import is_day
from zegel.program.country.price_law import PriceLaw, price_law
from zegel.store.price_queries import Price

Json = dict[str, Any]


async def put_prices(door: Door, call: Call) -> Answer:
    """PUT /v1/prices/{sku}: these steps from now on; days that are not named stay."""
    parameters(call)
    found, _ = read_body(price_schemas.PRICES, call.body)
    prices = [price_of(call, call.params["sku"], step, f"prices.{n}.") for n, step in enumerate(found["prices"])]
    await door.queries.prices.put(call.grant.company, prices)
    return Answer(200, to_json(await _shown(door, call, _today(call))))


async def get_prices(door: Door, call: Call) -> Answer:
    """GET /v1/prices/{sku}: with what may be stated on `day` (today)."""
    asked = parameters(call, "day").get("day")
    return Answer(200, to_json(await _shown(door, call, _today(call) if asked is None else _day(asked, "day"))))


async def check_price(door: Door, call: Call) -> Answer:
    """POST /v1/prices/check. Writes nothing."""
    parameters(call)
    found, _ = read_body(price_schemas.CHECK_PRICE, call.body)
    sku, company, compiled = found["sku"], call.grant.company, call.live(call.at)
    branch = _branch(call, found)
    on = _day(found["on"], "on") if "on" in found else _today(call)
    history = history_of(await door.queries.prices.of(company, sku), found.get("channel", ""), branch)
    if history is None:
        raise NoSuchArticle()
    law = price_law(compiled.program.country)
    perishable = spoils(compiled, sku, await door.queries.article(company, sku))
    judged = verdict(history.steps, on, law, found["from_minor"], found.get("now_minor", NO_REDUCTION), perishable=perishable)
    says = said(judged, law, found["from_minor"], on, compiled.program.currency)
    return Answer(200, to_json({
        "branch": history.branch or None, "channel": history.channel or None, "claimed_bp": _known(judged.claimed_bp),
        "from_minor": found["from_minor"], "honest_bp": _known(judged.honest_bp), "law": _law(law), "lawful": judged.lawful, "on": on,
        "says_en": says.en, "says_nl": says.nl, "sku": sku, "stated": _stated(judged.stated), "why": judged.why,
    }))  # fmt: skip


def price_of(call: Call, sku: str, found: Found, where: str = "") -> Price:
    """One step of a body; refuses `no_such_day`, `unknown_branch`."""
    if not 0 < len(sku) <= 64:
        raise Malformed("sku: 1 to 64 characters", field="sku")
    refuse_control(sku)
    minor = found["minor"]
    since = _day(found["since"], f"{where}since")
    return Price(sku, found.get("channel", ""), _branch(call, found), since, NOT_SOLD if minor is None else minor)


def _branch(call: Call, found: Found) -> str:
    branch = branch_of(call, found)
    local(call.live(call.at), branch, call.at)
    return branch


def _today(call: Call) -> Day:
    return local(call.live(call.at), "", call.at).business_date


def _day(text: str, field: str) -> Day:
    if not is_day(text) or not "1970-01-01" <= text <= "9000-12-31":
        raise NoSuchDay(field=field)
    return Day(text)


async def _shown(door: Door, call: Call, on: Day) -> Json:
    """Every step of every place; refuses `unknown_article` where no price is known."""
    sku, compiled = call.params["sku"], call.live(call.at)
    law = price_law(compiled.program.country)
    found = await door.queries.prices.of(call.grant.company, sku)
    if not found:
        raise NoSuchArticle()
    perishable = spoils(compiled, sku, await door.queries.article(call.grant.company, sku))
    return {
        "currency": compiled.program.currency, "law": _law(law), "on": on, "sku": sku,
        "prices": [_here(history, on, law, perishable=perishable) for history in found],
    }  # fmt: skip


def _here(history: History, on: Day, law: PriceLaw, *, perishable: bool) -> Json:
    return {
        "branch": history.branch or None, "channel": history.channel or None, "now_minor": price_on(history.steps, on),
        "stated": _stated(stated(history.steps, on, law, perishable=perishable)),
        "steps": [{"minor": None if step.minor == NOT_SOLD else step.minor, "since": step.since} for step in history.steps],
    }  # fmt: skip


def _stated(found: Stated | None) -> Json | None:
    return None if found is None else {"day": found.day, "minor": found.minor, "why": found.why}


def _law(law: PriceLaw) -> Json:
    return {"days": law.days, "law": law.law, "read": law.read or None}


def _known(bp: int) -> int | None:
    return None if bp == NO_REDUCTION else bp

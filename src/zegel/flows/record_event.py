"""Something happened that is no purchase: a newsletter confirmed, a review written. What it earns, and what of a sale it releases."""

from typing import Final

from zegel.booking.earnings import book_earned, release
from zegel.core.canonical import quoted
from zegel.core.ids import ReceiptId
from zegel.core.refusals import NotASale, UnknownEvent, UnknownReceipt, WrongEvent
from zegel.decide.discounts import Priced
from zegel.decide.effects import Effect
from zegel.decide.happening import decide_event
from zegel.decide.plan import Plan, plan_of
from zegel.decide.returning import earned_by
from zegel.decide.sale import Sale
from zegel.flows.commands import Header, RecordEvent
from zegel.flows.errands import sent
from zegel.flows.facts import Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import member_facts
from zegel.flows.ladder import climb, measured_with
from zegel.flows.lots import own_lots
from zegel.flows.purses import purse_meant, ready, wants_of
from zegel.flows.receipts import finish, receipt_read
from zegel.flows.tallies import LOOKED_AT, add, reported, so_far
from zegel.flows.windows import rolling_sums
from zegel.ledger.draft import Draft
from zegel.ledger.entries import SALES, Count
from zegel.program.conditions import BasketFacts
from zegel.program.events import Event, Told, wrong_fields

NO_LONGER: Final = "the program declares this event no longer"
"""Why an event that nobody can report any more releases what waits for it."""


def wants(command: RecordEvent) -> Wants:
    """The earlier answer, the member, and the purse of the sale that it is about: who claimed a card has its sales."""
    return wants_of(command.header, command.who, purses=() if command.sale is None else (command.sale.purse,))


def needs(shelf: Shelf, command: RecordEvent, resolved: Resolved) -> Needs:
    """The purse with the sums that rules look at; of the sale that it is about, the receipt and its own lots."""
    plan = plan_of(shelf.live_at(command.header.happened_at))
    sale = command.sale
    if sale is None or knows(plan, command.event):
        declared(plan, command)
    own = () if sale is None else ((sale.purse, sale.seq),)
    sums = rolling_sums(plan, command.header.business_date)
    purse = PurseNeeds(purse_meant(resolved, command.who), sums=sums, opened_by=own, returned_of=own)
    return Needs((purse,), () if sale is None else (sale,))


def knows(plan: Plan, event: str) -> bool:
    """Whether the program declares `event`."""
    return any(one.id == event for one in plan.compiled.program.events)


def declared(plan: Plan, command: RecordEvent) -> Event:
    """The event as the program declares it; refuses `unknown_event`, and `wrong_event` with every mistake in what was told."""
    event = next((event for event in plan.compiled.program.events if event.id == command.event), None)
    if event is None:
        raise UnknownEvent(event=command.event[:60])
    refuse_wrong(event, command.told)
    return event


def refuse_wrong(event: Event, told: Told) -> None:
    """Refuse `wrong_event` with every field that is not told as `event` declares it, and what is wrong with the first."""
    wrong = wrong_fields(event, told)
    if wrong:
        field, why = wrong[0]
        named = ", ".join([name[:60] for name, _ in wrong])[:500]
        words = ", ".join(next((one.words for one in event.fields if one.id == field), ()))
        raise WrongEvent(event=event.id, fields=named, field=field[:60], why=why, words=words)


def run(facts: Facts, resolved: Resolved, command: RecordEvent) -> Outcome:
    """Let the rules give; release what of the sale waited for this; count, and climb.

    An event that the program declares no longer only releases: what was promised by the sale's own version is kept.
    """
    header = command.header
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    purse = ready(facts, purse_meant(resolved, command.who), header.at, earns=True)
    draft = Draft(purse)
    effects = [] if command.sale is None else _released(facts, resolved, draft, command, command.sale)
    of = "" if command.sale is None else str(command.sale)
    if knows(plan, command.event) or not effects:
        return happened(facts, plan, draft, header, declared(plan, command).id, command.told, effects, of)
    return happened(facts, plan, draft, header, command.event, (), effects, of, reason=NO_LONGER)


def happened(
    facts: Facts, plan: Plan, draft: Draft, header: Header, event: str, told: Told, effects: list[Effect], of: str, *,
    reason: str = "",
) -> Outcome:  # fmt: skip
    """What `event` earns and has done, after `effects`; also where the program declares no such event: then it is only told."""
    purse, on = draft.purse, header.business_date
    member = member_facts(facts, plan, purse, on)
    asked = BasketFacts(
        header.weekday, header.minute, on, on[5:], header.branch, "", member.member, plan.rank(member.tier), member.tenure_months,
        member.tenure_years, member.purchase_number, member.windows, member.asked,
    )  # fmt: skip
    asked.told = dict(told)
    found = decide_event(plan, event, asked)
    sale = Sale(Priced([], [], (), []), found.earned, found.failed, (), (), 0, found.counted, {}, found.capped)
    effects += book_earned(plan, draft, sale, "", on, header.happened_at, review=False)
    draft.counts += [Count(measure, on, n) for measure, n in found.counted.items()]
    if plan.tiers is not None and member.member:
        effects += climb(plan, draft, measured_with(plan, purse, draft, on), on, header.happened_at)
    said = ",".join(f"{quoted(name)}:{held if isinstance(held, int) else quoted(held)}" for name, held in told)
    errands, tasks = sent(plan, draft, found.errands, on, header.at, header.branch, member)
    effects += errands
    entry, receipt = finish(
        facts, plan, draft, header, "event", effects, member, failed=found.failed,
        totals=f'{{"event":{quoted(event)},"told":{{{said}}}}}', of=of, reason=reason,
    )  # fmt: skip
    return Outcome((entry,), receipt, dossiers=tasks)


def _released(
    facts: Facts, resolved: Resolved, draft: Draft, command: RecordEvent, sale: ReceiptId
) -> list[Effect]:  # fmt: skip
    """What the sale earned that waits for this event is spendable now: the sale's own version says what does.

    A sale that a person must look at first waits on; that it was reported is noted, and not waited for again.
    """
    if sale not in facts.receipts or resolved.follow(sale.purse) != draft.purse.id:
        raise UnknownReceipt()
    document = receipt_read(facts, sale)
    body = document.body
    if body["kind"] not in SALES:
        raise NotASale(kind=body["kind"])
    plan = plan_of(facts.shelf.by_digest(bytes.fromhex(body["program"])))
    waits = {unit.id for unit in plan.compiled.program.units if f"event {command.event}" in dict(unit.pending_until).values()}
    effects: list[Effect] = []
    for n, unit in enumerate(sorted(earned_by(document))):
        if unit not in waits:
            continue
        add(draft, sale, reported(n), int(not so_far(draft, sale, reported(n))))
        if body["review"] and not so_far(draft, sale, LOOKED_AT):
            continue
        for lot in own_lots(draft.purse, sale, unit):
            if lot.pending:
                effects += release(plan, draft, lot, command.header.business_date, command.header.at)
    return effects

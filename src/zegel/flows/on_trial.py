"""Things bought on trial (domain.md M38): a trial begins with its sale, ends with the return of what was tried, or by itself as kept.

Each is a dossier of the purse, one a line. When the first of them is over is the running total of a measure, as the day of an occasion
is (docs/decisions/0024): whoever touches the purse next books it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from json import loads
from typing import Any, Final

from zegel.booking.earnings import book_earned
from zegel.core.canonical import Json, document_bytes
from zegel.core.ids import ReceiptId, case_text
from zegel.core.periods import Day, Instant, end_of_day, local_moment, plus_days
from zegel.core.purchase import Purchase
from zegel.core.value import value
from zegel.decide.bringing_back import NEXT_TRIAL, on_trial, trial_over, waits_for_trial
from zegel.decide.cases import KEPT, NOT_CHARGED, RETURNED, RUNNING, TO_CHARGE, TO_RELEASE, TRIAL, Cased
from zegel.decide.effects import Effect, Refund
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts, Sale
from zegel.flows.commands import Header
from zegel.flows.facts import Dossier, Facts, Missing, Needs, PurseNeeds
from zegel.flows.known import member_facts
from zegel.flows.occasions import want_person
from zegel.flows.receipts import finish
from zegel.ledger.draft import Draft
from zegel.ledger.entries import Count
from zegel.ledger.purse import Purse
from zegel.program.bringing_back import PLACE

KIND = "trial"
LINES: Final = 1_000
"""A trial is called by its sale and its line, with this added: tasks of the same receipt have the low numbers."""
OPEN: Final = (TO_CHARGE, NOT_CHARGED)
"""States in which a trial is over and was not paid yet."""


def earned_with(plan: Plan, draft: Draft, sale: Sale, purchase: Purchase, member: MemberFacts, *, review: bool) -> list[Effect]:
    """Book what a purchase earns; where something of it is on trial it waits until that is over."""
    over = waits_for_trial(plan, purchase, member)
    return book_earned(
        plan, draft, sale, purchase.channel, purchase.business_date, purchase.happened_at, review=review, trial_over=over
    )  # fmt: skip


def begun(
    plan: Plan, draft: Draft, purchase: Purchase, member: MemberFacts, paid: Sequence[int]
) -> tuple[list[Cased], tuple[Dossier, ...]]:  # fmt: skip
    """The trials that a purchase begins; the moment of the first to end is noted in `draft`. `paid` is what each line costs."""
    trials = on_trial(plan, purchase, member)
    if not trials:
        return [], ()
    on, purse = purchase.business_date, draft.purse
    sale = ReceiptId(purse.id, draft.seq)
    costs = {line.number: minor for line, minor in zip(purchase.lines, paid, strict=True)}
    dossiers = []
    for line, trial in trials:
        data: dict[str, Json] = {
            "what": line.sku, "rule": trial.id, "sale": str(sale), "line": line.number, "from": on, "until": plus_days(on, trial.days),
        }  # fmt: skip
        if trial.charge != "before":
            data |= {"charge": trial.charge, "minor": costs[line.number]}
        if trial.label:
            data["label"] = trial.label.replace(PLACE, str(sale))
        id_ = case_text(sale, LINES + line.number)
        dossiers.append(Dossier(purse.id, TRIAL, id_, RUNNING, document_bytes(data).decode(), purchase.happened_at))
    first = min([trial_over(plan, on, trial) for _, trial in trials])
    _plan_next(draft, first, on, sooner=True)
    return [Cased(TRIAL, RUNNING, line.sku or trial.id, plus_days(on, trial.days)) for line, trial in trials], tuple(dossiers)


def _plan_next(draft: Draft, moment: int, day: Day, *, sooner: bool = False) -> None:
    """Note when the first trial is over; `sooner`: only where nothing is over before."""
    before = draft.purse.totals.get((NEXT_TRIAL, ""), 0)
    if moment != before and not (sooner and 0 < before < moment):
        draft.counts.append(Count(NEXT_TRIAL, day, moment - before))


@value
class Brought:
    """What a return does to trials: what the receipt says, the dossiers as they are now, and the refunds: nothing of what was not paid."""

    effects: list[Cased]
    dossiers: tuple[Dossier, ...]
    refunds: list[Refund]


def ended_by_return(
    facts: Facts, purse: Purse, sale: ReceiptId, refunds: list[Refund], gone: set[int], at: Instant
) -> Brought:  # fmt: skip
    """A trial ends because all that was bought of its line came back; what comes back of one that was not paid is not paid back.

    A shop that held the money is told to set it free, also where the trial was over and it had not charged it yet.
    """
    effects: list[Cased] = []
    dossiers: list[Dossier] = []
    back = {one.line: one.amount_minor for one in refunds}
    unpaid = set[int]()
    for one in sorted(facts.dossiers_of(purse.id, TRIAL), key=lambda one: one.id):
        data = loads(one.data)
        line, waits = data["line"], data.get("charge", "before") != "before"
        if data["sale"] != str(sale) or line not in back or one.state not in ((RUNNING, *OPEN) if waits else (RUNNING,)):
            continue
        if not waits and line not in gone:
            continue
        state, free = one.state, 0
        if waits:
            unpaid.add(line)
            held = int(data["minor"])
            data["minor"] = 0 if line in gone else max(held - back[line], 0)
            free = held - data["minor"] if data["charge"] == "hold" else 0
        if line in gone:
            state = TO_RELEASE if free else RETURNED
            data |= {"free": free} if free else {}
        effects.append(Cased(TRIAL, state, _what(data), "", free if state == TO_RELEASE else int(data["minor"]) if state in OPEN else 0))
        dossiers.append(Dossier(purse.id, TRIAL, one.id, state, document_bytes(data).decode(), at))
    left = [replace(one, amount_minor=0) if one.line in unpaid else one for one in refunds]
    return Brought(effects, tuple(dossiers), left)


def _what(data: Mapping[str, Any]) -> str:
    return str(data["what"] or data["rule"])


# -- due work


def want_trials(facts: Facts, purse: Purse, at: Instant) -> None:
    """Ask for the trials of a purse of which one is over, before anything is booked."""
    asked = f"trials of {purse.id.hex()}"
    if is_over(purse, at) and not purse.complete and asked not in facts.asked:
        facts.asked.add(asked)
        raise Missing(Needs((PurseNeeds(purse.id, dossiers=(TRIAL,)),)))


def is_over(purse: Purse, moment: Instant) -> bool:
    """Whether a trial is over by then."""
    return 0 < purse.totals.get((NEXT_TRIAL, ""), 0) <= moment


def book_kept(facts: Facts, plan: Plan, purse: Purse, moment: Instant) -> None:
    """What was tried until `moment` is kept; the next to be over is planned. A replay without dossiers only plans."""
    day = local_moment(moment, plan.zone).business_date
    draft = Draft(purse)
    later: list[Instant] = []
    ended: list[Cased] = []
    moved: list[Dossier] = []
    for one in facts.dossiers_of(purse.id, TRIAL):
        if one.state != RUNNING:
            continue
        data = loads(one.data)
        over = end_of_day(Day(data["until"]), plan.zone)
        if over > moment:
            later.append(over)
            continue
        minor = int(data.get("minor", 0))
        state = TO_CHARGE if minor else KEPT
        ended += [Cased(TRIAL, state, _what(data), "", minor)] if minor else []
        moved.append(Dossier(purse.id, TRIAL, one.id, state, one.data, moment))
    if ended:
        want_person(facts, plan, purse, day)
    _plan_next(draft, min(later, default=0), day)
    if ended:  # the shop is told to charge, so there is a receipt that says so
        here = local_moment(moment, plan.zone)
        header = Header(facts.company, "clock", "", b"", moment, moment, day, here.weekday, here.minute, "zegel", "", "")
        ended.sort(key=lambda one: one.what)
        entry, receipt = finish(facts, plan, draft, header, KIND, [*ended], member_facts(facts, plan, purse, day))
        facts.due_receipts[entry.purse, entry.seq] = receipt
    else:
        entry = draft.entry(KIND, moment, moment, day, "zegel", "", "", "", b"")
        purse.apply(entry)
    facts.move_on((), tuple(moved))
    facts.due_dossiers.extend(moved)
    facts.due_booked.append(entry)

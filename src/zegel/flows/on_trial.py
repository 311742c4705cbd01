"""Things bought on trial (domain.md M38): a trial begins with its sale, ends with the return of what was tried, or by itself as kept.

Each is a dossier of the purse, one a line. When the first of them is over is the running total of a measure, as the day of an occasion
is (docs/decisions/0024): whoever touches the purse next books it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from json import loads
from typing import Any, Final

from zegel.booking.earnings import NOTHING_OWED, book_earned
from zegel.core.canonical import Json, document_bytes
from zegel.core.ids import ReceiptId, case_text
from zegel.core.periods import Day, Instant, end_of_day, local_moment, plus_days
from zegel.core.purchase import Purchase
from zegel.core.value import value
from zegel.decide.bringing_back import NEXT_TRIAL, on_trial, trial_over, waits_for_trial
from zegel.decide.cases import KEPT, NOT_CHARGED, RETURNED, RUNNING, TO_CHARGE, TO_RELEASE, TRIAL, Cased
from zegel.decide.effects import Effect, Refund
from zegel.decide.paid_later import PaidLater, Unpaid
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
HELD: Final = "hold"
"""The term of a trial of which the money is set aside on the payment card until it is over."""
OPEN: Final = (TO_CHARGE, NOT_CHARGED)
"""States in which a trial is over and was not paid yet."""


def earned_with(
    plan: Plan, draft: Draft, sale: Sale, purchase: Purchase, member: MemberFacts, *, review: bool, owed: Mapping[str, int] = NOTHING_OWED
) -> list[Effect]:  # fmt: skip
    """Book what a purchase earns; where something of it is on trial it waits until that is over. `owed` of it is used already."""
    over, on = waits_for_trial(plan, purchase, member), purchase.business_date
    return book_earned(
        plan, draft, sale, purchase.channel, on, purchase.happened_at, review=review, trial_over=over, owed=owed
    )  # fmt: skip


def begun(
    plan: Plan, draft: Draft, purchase: Purchase, member: MemberFacts, later: Sequence[PaidLater]
) -> tuple[list[Cased], tuple[Dossier, ...]]:  # fmt: skip
    """The trials that a purchase begins; the moment of the first to end is noted in `draft`. `later` is what waits for them to be paid."""
    trials = on_trial(plan, purchase, member)
    if not trials:
        return [], ()
    on, purse = purchase.business_date, draft.purse
    sale = ReceiptId(purse.id, draft.seq)
    waits = {one.line: one for one in later}
    effects: list[Cased] = []
    dossiers: list[Dossier] = []
    for line, trial in trials:
        until, waiting = plus_days(on, trial.days), waits.get(line.number)
        data: dict[str, Json] = {
            "what": line.sku, "rule": trial.id, "sale": str(sale), "line": line.number, "from": on, "until": until,
        }  # fmt: skip
        if waiting is not None:
            data |= {"charge": trial.charge, "minor": waiting.later_minor}
            data |= {"stored": waiting.stored_minor} if waiting.stored_minor else {}
            data |= {"held": waiting.later_minor} if trial.charge == HELD else {}
        if trial.label:
            data["label"] = trial.label.replace(PLACE, str(sale))
        id_ = case_text(sale, LINES + line.number)
        dossiers.append(Dossier(purse.id, TRIAL, id_, RUNNING, document_bytes(data).decode(), purchase.happened_at))
        effects.append(Cased(TRIAL, RUNNING, line.sku or trial.id, until, 0 if waiting is None else waiting.later_minor))
    first = min([trial_over(plan, on, trial) for _, trial in trials])
    _plan_next(draft, first, on, sooner=True)
    return effects, tuple(dossiers)


def _plan_next(draft: Draft, moment: int, day: Day, *, sooner: bool = False) -> None:
    """Note when the first trial is over; `sooner`: only where nothing is over before."""
    before = draft.purse.totals.get((NEXT_TRIAL, ""), 0)
    if moment != before and not (sooner and 0 < before < moment):
        draft.counts.append(Count(NEXT_TRIAL, day, moment - before))


@value
class Brought:
    """What a return does to trials: what the receipt says, the dossiers as they are now, the refunds, and what is not charged any more."""

    effects: list[Cased]
    dossiers: tuple[Dossier, ...]
    refunds: list[Refund]
    not_charged: int = 0


class _Waiting:
    """A trial of the sale that waits for money, as a return leaves it."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier, self.data = dossier, loads(dossier.data)
        self.line: int = self.data["line"]
        self.unpaid = Unpaid(self.data["minor"], self.data.get("stored", 0))
        self.held: int = self.data.get("held", self.unpaid.later_minor) if self.data["charge"] == HELD else 0

    def came_back(self, worth: int) -> int:
        """How much of what came back, so much worth, is not charged instead of paid back."""
        before, self.unpaid = self.unpaid, self.unpaid.less(worth)
        return before.later_minor - self.unpaid.later_minor

    def set_off(self, refund: int) -> int:
        """How much of the refund of other goods is not charged instead of paid back."""
        off = min(refund, self.unpaid.later_minor)
        self.unpaid = Unpaid(self.unpaid.later_minor - off, self.unpaid.stored_minor)
        return off

    def ended(self, at: Instant, *, gone: bool) -> tuple[Cased, Dossier]:
        """What the receipt says of it, and the dossier. Who held the money sets all of it free once nothing is to be charged."""
        left, state, free = self.unpaid.later_minor, self.dossier.state, 0
        self.data["minor"] = left
        if "stored" in self.data:
            self.data["stored"] = self.unpaid.stored_minor
        if gone and not left:
            free = self.held
            state = TO_RELEASE if free else RETURNED
            self.data |= {"free": free} if free else {}
        elif not left and state in OPEN:
            state = KEPT
        until = self.data["until"] if state == RUNNING else ""
        dossier = replace(self.dossier, state=state, data=document_bytes(self.data).decode(), at=at)
        return Cased(TRIAL, state, _what(self.data), until, free or left), dossier


def ended_by_return(
    facts: Facts, purse: Purse, sale: ReceiptId, refunds: list[Refund], gone: set[int], worth_left: int | None, at: Instant
) -> Brought:  # fmt: skip
    """A trial ends because all that was bought of its line came back; of one that waits for money only what stored value paid is paid back.

    `gone` are the lines of which nothing is left, also since an earlier return. `worth_left` is what the shopper still has is worth (None:
    each line its share). Where goods were priced anew, trials may wait for more than that; it is set off against what is paid back.
    """
    effects: list[Cased] = []
    dossiers: list[Dossier] = []
    left = {one.line: one.amount_minor for one in refunds}
    waiting: list[_Waiting] = []
    for one in sorted(facts.dossiers_of(purse.id, TRIAL), key=lambda one: one.id):
        data = loads(one.data)
        if data["sale"] != str(sale):
            continue
        if "charge" in data and one.state in (RUNNING, *OPEN):
            waiting.append(_Waiting(one))
        elif "charge" not in data and one.state == RUNNING and data["line"] in gone and data["line"] in left:
            effects.append(Cased(TRIAL, RETURNED, _what(data)))
            dossiers.append(replace(one, state=RETURNED, at=at))
    for trial in waiting:
        if trial.line in left:
            left[trial.line] -= trial.came_back(left[trial.line])
    over = 0 if worth_left is None else max(sum([trial.unpaid.later_minor for trial in waiting]) - worth_left, 0)
    for trial in sorted(waiting, key=lambda one: one.line not in gone):
        for line, refund in left.items():
            off = trial.set_off(max(min(over, refund), 0))
            left[line], over = refund - off, over - off
    for trial in waiting:
        effect, dossier = trial.ended(at, gone=trial.line in gone)
        if (dossier.data, dossier.state) != (trial.dossier.data, trial.dossier.state):
            effects.append(effect)
            dossiers.append(dossier)
    found = [replace(one, amount_minor=left[one.line]) for one in refunds]
    return Brought(effects, tuple(dossiers), found, sum([one.amount_minor for one in refunds]) - sum([one.amount_minor for one in found]))


def _what(data: Mapping[str, Any]) -> str:
    return str(data["what"] or data["rule"])


def state_of(one: Dossier, data: Mapping[str, Any], on: Day) -> str:
    """How a trial stands on that business day, also where nobody booked yet that it is over."""
    return _over(data) if one.state == RUNNING and on > data["until"] else one.state


def _over(data: Mapping[str, Any]) -> str:
    """The state of what was kept until its trial was over."""
    return TO_CHARGE if data.get("minor") else KEPT


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
        minor, state = int(data.get("minor", 0)), _over(data)
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

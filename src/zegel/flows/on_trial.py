"""Things bought on trial (domain.md M38): a trial begins with its sale, ends with the return of what was tried, or by itself as kept.

Each is a dossier of the purse, one a line. When the first of them is over is the running total of a measure, as the day of an occasion
is (docs/decisions/0024): whoever touches the purse next books it.
"""

from json import loads

from zegel.booking.earnings import book_earned
from zegel.core.canonical import document_bytes
from zegel.core.ids import ReceiptId
from zegel.core.periods import Day, Instant, end_of_day, local_moment, plus_days
from zegel.core.purchase import Purchase
from zegel.decide.bringing_back import NEXT_TRIAL, on_trial, trial_over, waits_for_trial
from zegel.decide.cases import KEPT, RETURNED, RUNNING, TRIAL, Cased
from zegel.decide.effects import Effect
from zegel.decide.plan import Plan
from zegel.decide.sale import MemberFacts, Sale
from zegel.flows.facts import Dossier, Facts, Missing, Needs, PurseNeeds
from zegel.ledger.draft import Draft
from zegel.ledger.entries import Count
from zegel.ledger.purse import Purse

KIND = "trial"


def earned_with(plan: Plan, draft: Draft, sale: Sale, purchase: Purchase, member: MemberFacts, *, review: bool) -> list[Effect]:
    """Book what a purchase earns; where something of it is on trial it waits until that is over."""
    over = waits_for_trial(plan, purchase, member)
    return book_earned(
        plan, draft, sale, purchase.channel, purchase.business_date, purchase.happened_at, review=review, trial_over=over
    )  # fmt: skip


def begun(plan: Plan, draft: Draft, purchase: Purchase, member: MemberFacts) -> tuple[list[Cased], tuple[Dossier, ...]]:
    """The trials that a purchase begins; the moment of the first to end is noted in `draft`."""
    trials = on_trial(plan, purchase, member)
    if not trials:
        return [], ()
    on, purse = purchase.business_date, draft.purse
    sale = str(ReceiptId(purse.id, draft.seq))
    dossiers = tuple(
        Dossier(
            purse.id, TRIAL, f"{sale}/{line.number}", RUNNING,
            document_bytes(
                {"what": line.sku, "rule": trial.id, "sale": sale, "line": line.number, "from": on, "until": plus_days(on, trial.days)}
            ).decode(),
            purchase.happened_at,
        )
        for line, trial in trials
    )  # fmt: skip
    first = min([trial_over(plan, on, trial) for _, trial in trials])
    _plan_next(draft, first, on, sooner=True)
    return [Cased(TRIAL, RUNNING, line.sku or trial.id, plus_days(on, trial.days)) for line, trial in trials], dossiers


def _plan_next(draft: Draft, moment: int, day: Day, *, sooner: bool = False) -> None:
    """Note when the first trial is over; `sooner`: only where nothing is over before."""
    before = draft.purse.totals.get((NEXT_TRIAL, ""), 0)
    if moment != before and not (sooner and 0 < before < moment):
        draft.counts.append(Count(NEXT_TRIAL, day, moment - before))


def ended_by_return(facts: Facts, purse: Purse, sale: ReceiptId, gone: set[int], at: Instant) -> tuple[list[Cased], tuple[Dossier, ...]]:
    """The trials that end because all that was bought of their line came back."""
    named = {f"{sale}/{number}" for number in gone}
    ended = [one for one in facts.dossiers_of(purse.id, TRIAL) if one.id in named and one.state == RUNNING]
    effects = [Cased(TRIAL, RETURNED, _what(one)) for one in ended]
    return effects, tuple([Dossier(purse.id, TRIAL, one.id, RETURNED, one.data, at) for one in ended])


def _what(one: Dossier) -> str:
    data = loads(one.data)
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
    for one in facts.dossiers_of(purse.id, TRIAL):
        if one.state != RUNNING:
            continue
        over = end_of_day(Day(loads(one.data)["until"]), plan.zone)
        if over > moment:
            later.append(over)
            continue
        kept = Dossier(purse.id, TRIAL, one.id, KEPT, one.data, moment)
        facts.move_on((), (kept,))
        facts.due_dossiers.append(kept)
    _plan_next(draft, min(later, default=0), day)
    entry = draft.entry(KIND, moment, moment, day, "zegel", "", "", "", b"")
    purse.apply(entry)
    facts.due_booked.append(entry)

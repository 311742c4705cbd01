"""What an agreement comes to now: turnover, step, what the next one needs and gives, the forecast, and what was settled. Writes nothing."""

from collections.abc import Sequence
from typing import Any

from zegel.core.canonical import document_bytes
from zegel.core.ids import ReceiptId, purse_text
from zegel.core.periods import Day
from zegel.decide.agreement import BONUS, MEMBER, NOT_GIVEN, Agreement, BonusYear, Year, bonus_from, year_of
from zegel.decide.bonus import Ahead, Bonus, Forecast, Turnover, ahead, bonus_of, forecast, with_more
from zegel.decide.open_turnover import OpenTurnover, open_said
from zegel.decide.plan import Plan
from zegel.flows.agreements import as_it_was, group_of, kept, ladder_of, ladder_on, own_agreement, plan_in
from zegel.flows.commands import AskAgreement, Header
from zegel.flows.facts import Facts, Outcome, Receipt, Resolved
from zegel.flows.purses import purse_meant, ready
from zegel.flows.turned import last_year_until, open_in, turnover_in
from zegel.ledger.purse import Purse
from zegel.program.ladder_words import at_least
from zegel.program.ladders import THOUSANDTHS, Ladder
from zegel.program.words import Language, money, number, percent

Json = dict[str, Any]


def run(facts: Facts, resolved: Resolved, command: AskAgreement) -> Outcome:
    """The view as a document; it is no receipt of anything that happened."""
    header = command.header
    purse = ready(facts, purse_meant(resolved, command.who), header.at)
    found = kept(facts, purse.id, command.ladder)
    if found is not None and found[1] == MEMBER:
        shown: Json = {"agreement": command.ladder, "lead": found[0].lead, "member": purse_text(purse.id), "state": MEMBER}
        return _shown(purse, shown)
    agreement = own_agreement(facts, purse.id, command.ladder)
    assert found is not None
    day = command.day or header.business_date
    then = as_it_was(facts, purse.id, agreement, day)
    year = year_of(ladder_on(facts, header, command.ladder, day), then, day)
    plan = plan_in(facts, header, year.last)
    ladder = ladder_of(plan, command.ladder)
    group = group_of(facts, resolved, purse, agreement)
    turnover = turnover_in(plan, ladder, then, year, group)
    body = _agreed(agreement, purse, found[1]) | _so_far(plan, ladder, year, turnover)
    still = open_in(plan, ladder, year, turnover, group)
    body |= _open(plan, ladder, still) | _ahead(plan, ladder, ahead(ladder, turnover), still)
    body |= _to_come(plan, ladder, agreement, year, still, group, header)
    body |= _besides(ladder, still.expected, command.more_minor)
    settled = [(one.state, bonus_from(one.data)) for one in facts.dossiers_of(purse.id, BONUS) if one.id.startswith(f"{ladder.id}/")]
    return _shown(purse, body | {"settled": [_settled(state, bonus) for state, bonus in settled]})


def _shown(purse: Purse, body: Json) -> Outcome:
    return Outcome(receipt=Receipt(ReceiptId(purse.id, max(purse.seq, 1)), "agreement", document_bytes(body)))


def _agreed(agreement: Agreement, purse: Purse, state: str) -> Json:
    return {
        "agreement": agreement.ladder, "expected_minor": _given(agreement.expected_minor), "first": agreement.first,
        "last": agreement.last or None, "lead": None, "member": purse_text(purse.id), "members": list(agreement.members),
        "reason": agreement.reason, "state": state,
        "version": agreement.version,
    }  # fmt: skip


def _given(minor: int) -> int | None:
    return None if minor == NOT_GIVEN else minor


def _so_far(plan: Plan, ladder: Ladder, year: Year, turnover: Turnover) -> Json:
    """The year, what it came to, and the bonus on that."""
    bonus = bonus_of(ladder, turnover)
    return {
        "bonus": _bonus(ladder, bonus), "by": ladder.by, "by_rate": [{"net_minor": net, "vat_bp": bp} for bp, net in turnover.by_rate],
        "currency": plan.currency, "last_year_minor": turnover.last_year_minor, "method": ladder.method, "quantity": turnover.quantity,
        "turnover_minor": turnover.minor, "year": {"begins": year.begins, "ends": year.ends, "first": year.first, "last": year.last},
    }  # fmt: skip


def _bonus(ladder: Ladder, bonus: Bonus) -> Json:
    return {
        "earned_minor": bonus.earned_minor, "growth_minor": bonus.growth_minor, "minor": bonus.minor, "rungs_minor": bonus.rungs_minor,
        "slices": [{"minor": part.minor, "vat_bp": part.vat_bp, "vat_minor": part.vat_minor} for part in bonus.slices],
        "step": bonus.rung + 1, "target_minor": bonus.target_minor,
        "term_days": max((rung.term_days for rung in ladder.rungs[: bonus.rung + 1]), default=0),
    }  # fmt: skip


def _open(plan: Plan, ladder: Ladder, still: OpenTurnover) -> Json:
    """What does not count yet and why the bonus waits; None where every invoice counts."""
    if not still.minor:
        return {"open": None}
    said = open_said(still, plan.currency)
    return {"open": {
        "basis": still.basis, "bonus_minor": bonus_of(ladder, still.invoiced).minor, "disputed_minor": still.disputed_minor,
        "minor": still.minor, "says_en": said.en, "says_nl": said.nl,
    }}  # fmt: skip


def _ahead(plan: Plan, ladder: Ladder, found: Ahead | None, still: OpenTurnover) -> Json:
    """The next step, and the hint that a sales rep gives: `nog € 0,01 → + € 500,00`; and what only has to count."""
    if found is None:
        return {"next": None}
    return {"next": {
        "begins": found.begins, "hint_en": hint(plan, ladder, found, "en") + _waits(plan, still, "en"),
        "hint_nl": hint(plan, ladder, found, "nl") + _waits(plan, still, "nl"),
        "more_minor": found.more_minor, "needed": found.needed, "step": found.rung + 1,
    }}  # fmt: skip


def _waits(plan: Plan, still: OpenTurnover, language: Language) -> str:
    """` (€ 80,00 staat open)`."""
    ready = still.minor - still.disputed_minor
    if ready <= 0:
        return ""
    amount = money(ready, plan.currency, language)
    return f" ({amount} staat open)" if language == "nl" else f" ({amount} is open)"


def hint(plan: Plan, ladder: Ladder, found: Ahead, language: Language) -> str:
    """What the next step needs and gives, short enough for a till."""
    if ladder.by == "amount":
        needed = money(found.needed, plan.currency, language)
    else:
        pieces = -(-found.needed // THOUSANDTHS)
        one, many = ("stuk", "stuks") if language == "nl" else ("piece", "pieces")
        needed = f"{number(pieces, language)} {one if pieces == 1 else many}"
    more = money(found.more_minor, plan.currency, language)
    at = at_least(plan.compiled.program, ladder, found.begins, language)
    if not found.more_minor:  # a marginal step: what comes after it counts for more
        rung = ladder.rungs[found.rung]
        each = "per stuk" if language == "nl" else "a piece"
        rate = percent(rung.bp, language) if rung.bp else f"{money(rung.each_minor, plan.currency, language)} {each}"
        return f"nog {needed} tot {at}, daarboven {rate}" if language == "nl" else f"{needed} more to {at}, {rate} above it"
    return f"nog {needed} tot {at} → + {more}" if language == "nl" else f"{needed} more to {at} → + {more}"


def _to_come(plan: Plan, ladder: Ladder, agreement: Agreement, year: Year, still: OpenTurnover, group: list[Purse], header: Header) -> Json:
    """Where the year ends at this pace, and what a bookkeeper sets aside by now: the expected rate of the whole year on what was bought.

    Both go by everything that was invoiced and is not disputed: it will count once it is paid (or delivered).
    """
    turnover = still.expected
    today: Day = min(header.business_date, year.last)
    so_far, whole = (last_year_until(plan, ladder, year, group, day) for day in (today, year.last))
    found: Forecast = forecast(ladder, turnover, year.elapsed(today), so_far, whole)
    expected = agreement.expected_minor
    end, bonus = found.minor, found.bonus_minor
    if expected > turnover.minor:
        end = expected
        bonus = bonus_of(ladder, Turnover(((0, expected),), turnover.quantity, turnover.last_year_minor, turnover.share)).minor
    accrued = bonus * max(turnover.minor, 0) // end if end > 0 else 0
    return {
        "accrued_minor": accrued, "as_of": today,
        "forecast": {"bonus_minor": found.bonus_minor, "pace_bp": found.pace_bp, "step": found.rung + 1, "turnover_minor": found.minor},
    }  # fmt: skip


def _besides(ladder: Ladder, turnover: Turnover, more: int) -> Json:
    """What the year would come to with so much more, where that was asked."""
    if not more:
        return {}
    now, then = bonus_of(ladder, turnover), with_more(ladder, turnover, more)
    return {"besides": {
        "bonus_minor": then.minor, "gained_minor": then.minor - now.minor, "minor": more, "step": then.rung + 1,
        "turnover_minor": turnover.minor + more,
    }}  # fmt: skip


def _settled(state: str, bonus: BonusYear) -> Json:
    year = bonus.year
    return {
        "approved_by": bonus.approved_by, "corrections": [
            {"by": one.by, "day": one.day, "minor": one.minor, "reason": one.why, "slices": _slices(one.slices)}
            for one in bonus.corrections
        ],
        "held": bonus.held, "locked_by": bonus.locked_by, "minor": bonus.minor, "paid_minor": bonus.paid_minor,
        "paid_slices": _slices(bonus.paid_slices), "slices": _slices(bonus.slices), "state": state,
        "turnover_minor": sum(net for _, net in bonus.turnover), "year": {"first": year.first, "last": year.last},
    }  # fmt: skip


def _slices(slices: Sequence[tuple[int, int, int]]) -> list[Json]:
    return [{"minor": minor, "vat_bp": bp, "vat_minor": vat} for bp, minor, vat in slices]

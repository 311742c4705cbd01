"""A program version laid out for deciding: what each rule needs at hand, worked out once per version."""

from functools import lru_cache
from typing import Final

from zegel.core.canonical import quoted
from zegel.core.periods import HOUR, NEVER, Day, Instant, end_of_day, local_moment, plus_days, start_of_day
from zegel.decide.last_days import last_moment
from zegel.decide.multipliers import Multiplying
from zegel.decide.plain import PlainSale
from zegel.decide.steps import Step
from zegel.decide.turnover import NET, QUANTITY, REPORTED, turnover_measures
from zegel.ledger.accounts import AVAILABLE, DEBT
from zegel.program.compile import Compiled
from zegel.program.conditions import facts_in, moves
from zegel.program.country.gift_law import BUSINESS_GIFT, gift_law
from zegel.program.coupons import Coupon
from zegel.program.model import Budget, Discount, EarnRule, Multiplier, Program, StampCard, Unit

QUANTITIES: Final = ("kg", "l", "m", "hour")
RULE_MEASURES: Final = ("gave:", "carry:", "last:")
NOT_COUNTED: Final = ("unit:", "taken:", NET, QUANTITY, *REPORTED, *RULE_MEASURES)
"""Beginnings of measures that are counted in a way of their own, not from what a basket comes to per article set."""


class Said:
    """A unit as receipts and books name it. `slots` is the size of its stamp card, beyond reach where it has none."""

    __slots__ = ("available", "balance_json", "debt", "json", "slots")

    def __init__(self, unit: str, slots: int) -> None:
        self.available, self.debt = (unit, AVAILABLE), (unit, DEBT)
        self.json = quoted(unit)
        self.balance_json = f'[{self.json},"{AVAILABLE}",'
        self.slots = slots or NEVER


class Plan:
    """What decide/ looks up of one compiled version."""

    def __init__(self, compiled: Compiled) -> None:
        program = compiled.program
        self.compiled = compiled
        self.zone, self.currency, self.tiers = program.company_zone, program.currency, program.tiers
        self.late_after = program.settings.late_hours * HOUR
        self.digest_text = compiled.digest.hex()
        settings = program.settings
        self.multiplying = Multiplying([m.factor for m in program.multipliers], settings.multipliers, settings.points_rounding)
        earning = range(compiled.first_earning, compiled.first_reward)
        self.steps: dict[int, Step] = {i: self._step(i) for i in earning}
        used = {fact for rule in compiled.rules for test in rule.tests for fact in facts_in(test.test)}
        counts_visits = "purchase_number" in used
        self.turnovers = turnover_measures(program)
        self.reported = frozenset(m for m in self.turnovers if m.startswith(REPORTED))
        """Measures that only reports of invoices move."""
        windows = {window.measure for window in program.windows if window.kind != "now"}
        self.measures: tuple[str, ...] = tuple(sorted(windows | {*self.turnovers} | ({"visits"} if counts_visits else set())))
        self.counts_visits = "visits" in self.measures
        discounts = compiled.rules[: compiled.first_earning]
        self.discounts_look_at_basket = compiled.looks_at_sets or any(moves(rule.tests) for rule in discounts)
        self.ships = 1 << program.shipping if program.shipping >= 0 else 0
        """The bit of the articles that are the cost of shipping, 0 where there are none."""
        self.ships_apart = bool(self.ships) and program.settings.threshold_shipping == "without"
        """Whether shipping does not count for what a basket comes to."""
        self.shipping_sets = frozenset(rule.articles for rule in program.discounts if rule.lane == "shipping")
        self.stored = frozenset(unit.id for unit in program.units if unit.kind == "money")
        """The units of stored value: what a tender may pay with."""
        self.capped = frozenset(name for name, _ in program.caps)
        self.amounts_vat = _vat_way(program, program.settings.amounts)
        self.threshold_vat = _vat_way(program, program.settings.threshold_vat)
        """What makes a price what a threshold or an amount off counts in: VAT put on (1), taken out (-1), nothing (0)."""
        self.moving = frozenset(
            i
            for i, rule in enumerate(compiled.rules[: compiled.first_earning])
            if program.settings.thresholds == "after discounts so far" and moves(rule.tests)
        )
        """The discounts whose tests look at what the discounts before them left."""
        self.coupons, self.shared_codes = _coupons(program)
        self.sets = {s.id: i for i, s in enumerate(program.sets)}
        self.windows = tuple((i, (w.kind, w.measure)) for i, w in enumerate(program.windows))
        self._for_earning(program)
        self.unit_measures = tuple((m, m[5:]) for m in self.measures if m.startswith("unit:"))
        self.taken_measures = tuple((m, m[6:]) for m in self.measures if m.startswith("taken:"))
        """(measure, rule id) of what members may have so often only; counted from what a receipt gave, not from its lines."""
        self.gift_law = gift_law(program.country, program.currency)
        self.gives_business = any(reward.vat == BUSINESS_GIFT for reward in program.rewards)
        """Whether a reward is a business gift: what one recipient is given of them is counted."""
        self.other_measures = tuple(m for m in self.measures if not m.startswith(NOT_COUNTED))
        self._for_rewards(program)
        self._expiries: dict[tuple[str, Day], Instant] = {}
        self.occasion_days: dict[tuple[str, int], list[Day]] = {}
        """(occasion, year) → the days of a calendar's occasion (decide.occasions remembers them here)."""
        slots = {card.unit: card.slots for card in program.cards} | {m.unit: 1 for m in program.memberships}  # terms are never plain
        self.said = {unit.id: Said(unit.id, slots.get(unit.id, 0)) for unit in program.units}
        self._fixed: dict[tuple[str, ...], tuple[str, str, str, str, str, str]] = {}
        self._failed: dict[tuple[tuple[int, int], ...], str] = {}
        self.plain = PlainSale(compiled, self.steps, self.multiplying, (*(m for m, _ in self.unit_measures), *self.other_measures))
        self._ladder(program)

    def _ladder(self, program: Program) -> None:
        """What decides the tier, and over which time; the memberships, and what is asked of a person."""
        self.questions = program.questions
        self.asks_people = any(question.kind != "jubilee" for question in program.questions)
        """Whether rules ask what only a profile or a consent answers."""
        self.tier_marks = tuple(f"tier:{step.id}" for step in program.tiers.steps) if program.tiers else ()
        """The units of which a member has one while a tier is set by hand."""
        self.memberships = {membership.unit: membership for membership in program.memberships}
        self.renewing = tuple(membership for membership in program.memberships if membership.renews)
        self.with_places = tuple(membership for membership in program.memberships if membership.places is not None)
        self.thresholds = tuple((step.threshold, step.id) for step in program.tiers.steps) if program.tiers else ()
        self.reviews: dict[tuple[str, str], Instant] = {}
        """When a tier reached on a day (and by whom, where that matters) is looked at (decide.tiers remembers it here)."""
        self.tier_measure = program.windows[program.tiers.window].measure if program.tiers else ""
        self.by_tenure = self.tier_measure == "tenure"
        """Whether how long one has been a member decides the tier."""
        self.tier_balance = self.tier_measure.removeprefix("balance:") if self.tier_measure.startswith("balance:") else ""
        """The unit whose balance decides the tier, "" where something else does."""
        self.fixed_periods = program.tiers is not None and (
            self.by_tenure or program.windows[program.tiers.window].kind == "since tier start"
        )
        """Whether reaching the same step again leaves its period as it is."""
        self.personal_years = program.tiers is not None and (
            self.by_tenure or program.windows[program.tiers.window].kind == "membership year"
        )
        """Whether the ladder's periods begin on the day on which each member joined."""

    def _for_rewards(self, program: Program) -> None:
        """What is used by itself, and what rewards are paid from."""
        rewards = tuple(reward.id for reward in program.rewards if reward.by_itself)
        self.by_themselves = (*rewards, *(off.id for off in program.points_off if off.by_itself))
        """What is used without asking: rewards, then points."""
        self._budgets = {r.id: tuple(b for b in program.budgets if b.of in (r.id, "rewards")) for r in program.rewards}
        rewards_too = {reward.id for reward in program.rewards}
        for budget in program.budgets:
            if budget.of not in rewards_too and budget.of != "rewards":
                self._budgets[budget.of] = (budget,)
        self.bounded = tuple(
            (i, rule)
            for i, rule in enumerate(self.compiled.rules[: self.compiled.first_earning])
            if isinstance(rule, Discount) and (rule.is_counted or rule.id in self._budgets)
        )
        """The discounts of which there is only so much, with their numbers."""

    def _for_earning(self, program: Program) -> None:
        """What earning looks up besides the steps."""
        settings = program.settings
        self.cards = {card.unit: card for card in program.cards}
        self.trials = any(one.on_trial for one in program.care.windows)
        """Whether anything is sold on trial."""
        self.later = any(one.paid_later for one in program.care.windows)
        """Whether something of that is paid when the trial is over."""
        self.waits: dict[tuple[str, str], int | str] = {(u.id, c): days for u in program.units for c, days in u.pending_days if days}
        self.waits |= {(unit.id, channel): what for unit in program.units for channel, what in unit.pending_until}
        """(unit, channel) → days, a date, or an event that earnings wait for."""
        self.errands = any(one.trigger == "purchase" for one in program.errands)
        """Whether a purchase can give rise to a message or a task."""
        self.idle_units = tuple(unit.id for unit in program.units if unit.expiry.idle)
        self.rule_measures = frozenset(m for m in self.measures if m.startswith(RULE_MEASURES))
        """Measures of single rules (decide.limits): counted by the rules that give, never from sums."""
        self.counts_rules = bool(self.rule_measures)
        self.earns_nothing_on = frozenset(
            kind
            for kind, said in (("gift_card", settings.gift_cards_earn), ("store_credit", settings.store_credit_earns))
            if said != "earns"
        )
        self.earning_vat = _vat_way(program, settings.earning_vat)
        self.grounded = self._grounded()
        """Whether one earns on something else than what is paid for each line, or by weight, or only some time apart."""

    def _step(self, index: int) -> Step:
        rule, program = self.compiled.rules[index], self.compiled.program
        assert isinstance(rule, EarnRule | Multiplier | StampCard)
        return Step(rule, self.multiplying.scale, program.settings, _exactly(self.compiled.units[rule.unit]))

    def _grounded(self) -> bool:
        settings, program = self.compiled.program.settings, self.compiled.program
        return (
            settings.earning_base != "after discounts" or settings.points_paid_earn == "earns"
            or bool(self.earns_nothing_on) or bool(self.earning_vat)
            or (bool(self.ships) and settings.earning_shipping == "without")
            or any(rule.apart_minutes or rule.per in QUANTITIES for rule in program.earn)
            or any(card.apart_minutes for card in program.cards)
        )  # fmt: skip

    def expires_at(self, unit: str, earned_on: Day) -> Instant:
        """The moment after the last valid day of points of `unit` earned on `earned_on`; NEVER without expiry. Remembered."""
        key = (unit, earned_on)
        found = self._expiries.get(key)
        if found is None:
            found = self._expiries[key] = last_moment(self.compiled.units[unit].expiry, earned_on, self.zone)
        return found

    def day_of(self, at: Instant) -> Day:
        """The company's calendar day of a moment."""
        return local_moment(at, self.zone).business_date

    def pending_until(self, unit: str, channel: str, earned_on: Day, trial_over: Instant | None = None) -> Instant | None:
        """When earnings of `unit` through `channel` become spendable: after their last day of waiting, and not before `trial_over`.

        None for at once, NEVER for when an event says so.
        """
        wait = self.waits.get((unit, channel))
        if wait is None:
            return trial_over
        if isinstance(wait, int):
            found = end_of_day(plus_days(earned_on, wait), self.zone)
        elif wait.startswith("event "):
            return NEVER
        elif wait <= earned_on:
            return trial_over
        else:
            found = start_of_day(Day(wait), self.zone)
        return found if trial_over is None else max(found, trial_over)

    def failed_json(self, failed: list[tuple[int, int]]) -> str:
        """`failed` as the receipt keeps it; the same few rows come by all day, so they are remembered."""
        key = tuple(failed)
        found = self._failed.get(key)
        if found is None:
            if len(self._failed) > 10_000:
                self._failed.clear()
            found = self._failed[key] = ",".join([f"[{i},{n}]" for i, n in failed])
        return found

    def fixed_json(self, company: str, kind: str, actor: str, branch: str, source: str, till: str) -> tuple[str, str, str, str, str, str]:
        """What of a receipt's body is the same for one till all day (decide.document has the keys)."""
        key = (company, kind, actor, branch, source, till)
        found = self._fixed.get(key)
        if found is None:
            if len(self._fixed) > 10_000:
                self._fixed.clear()
            found = self._fixed[key] = (
                f'{{"actor":{quoted(actor)},"at":', f',"branch":{quoted(branch)},"business_date":"',
                f'","company":{quoted(company)},"effects":[', f',"kind":"{kind}","of":"', f',"program":"{self.digest_text}","purse":"',
                f',"source":{quoted(source)},"till":{quoted(till)},"totals":',
            )  # fmt: skip
        return found

    def budgets_of(self, rule: str) -> tuple[Budget, ...]:
        """The budgets that `rule` is paid from: its own, and for a reward the one of all rewards."""
        return self._budgets.get(rule, ())

    def rank(self, tier: str) -> int:
        """The tier's place on the ladder, 0 for none."""
        return self.compiled.tier_ranks.get(tier, 0)


@lru_cache(maxsize=64)
def plan_of(compiled: Compiled) -> Plan:
    """The plan of a version, made once."""
    return Plan(compiled)


def _coupons(program: Program) -> tuple[dict[str, Coupon], dict[tuple[bool, str], Coupon]]:
    """Coupons by id, and by (whether capitals matter, code) those that everybody opens."""
    by_code = {(coupon.capitals_matter, code): coupon for coupon in program.coupons for code in coupon.codes}
    return {coupon.id: coupon for coupon in program.coupons}, by_code


def _exactly(unit: Unit) -> int:
    """The decimals that a unit keeps; money keeps its cents, so a part of a step gives a part of it."""
    return 2 if unit.kind == "money" else unit.names.decimals


def _vat_way(program: Program, how: str) -> int:
    if how == "as prices" or program.prices_include_vat == (how == "including VAT"):
        return 0
    return 1 if how == "including VAT" else -1

"""The rules of a program file: earning, multipliers, stamp cards, discounts, points as discount, rewards."""

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction
from typing import Final, Literal

from zegel.core.periods import Day
from zegel.program import forms
from zegel.program.conditions import NamedTest
from zegel.program.conventions import Settings
from zegel.program.events import Event
from zegel.program.model import (
    ALL_ARTICLES,
    Discount,
    EarnRule,
    Multiplier,
    PointsOff,
    StampCard,
    Window,
    Words,
)
from zegel.program.page import Page
from zegel.program.pausing import pause_of, refuse_pause
from zegel.program.phrases import any_of, phrase
from zegel.program.read_articles import SetBook
from zegel.program.read_bounded import bounded
from zegel.program.read_conditions import ConditionReader, UnitBook
from zegel.program.read_discounts import DiscountReader
from zegel.program.read_earning_steps import STEPPED, EarningStepReader
from zegel.program.read_events import read_told
from zegel.program.read_given import KNOWN, coupon_given, credit_given, is_coupon, is_credit
from zegel.program.read_limits import LimitReader
from zegel.program.read_rewards import USED, RewardReader
from zegel.program.stored_value import STORE_CREDIT
from zegel.program.tree import Node, Table, Text
from zegel.program.turns import in_turn

Per = Literal["spend", "item", "purchase", "kg", "l", "m", "hour"]
QUANTITIES: Final[tuple[Literal["kg", "l", "m", "hour"], ...]] = ("kg", "l", "m", "hour")
"""What is weighed or poured, or lasts."""

LEADS: Final[dict[str, tuple[str, ...]]] = {
    "give": ("on", "with", "per", "once per", "apart", "priority", "multiplied", "at most", "promotion", "made", *STEPPED),
    "multiply": ("at most", "promotion", "made"),
    "less": ("per",),
}
"""What an earning rule begins with, and which keys go beside it."""

NO_WORDS: Final = Words("", "")


class RuleReader:
    """Reads rules; what a rule names elsewhere (units, rewards, tiers) is known before."""

    def __init__(self, page: Page, sets: SetBook, units: UnitBook, conditions: ConditionReader, settings: Settings) -> None:
        self.page = page
        self.sets = sets
        self.units = units
        self.conditions = conditions
        self.currency = sets.currency
        self.limits = LimitReader(page, units, conditions)
        self.settings = settings
        self.rewards: Collection[str] = ()
        self.coupons: dict[str, int] = {}
        """Coupon → how much of its unit one is."""
        self.coupon_gestures: list[tuple[str, Node, bool]] = []
        """Coupons that a gesture gives, where, and whether it says what that costs."""
        self.coupon_gifts: set[str] = set()
        """The units of coupons that are given outside of a purchase."""
        self.keeps_credit = False
        self.given: dict[str, list[str]] = {}
        """Reward → the stamp cards that give it."""
        self.earn: list[EarnRule] = []
        self.event_rules: list[EarnRule] = []
        self.all_paused = False
        self.events: dict[str, Event] = {}
        """The events that the program declares."""
        self.multipliers: list[Multiplier] = []
        self.discounts: list[Discount] = []
        self.points_off: list[PointsOff] = []
        self.deals = DiscountReader(page, sets, self.word)
        self.reward = RewardReader(self).reward

    # -- parts of rules

    def why(self, found: dict[str, Node]) -> Words:
        """The rule's own words; made ones come later, when the whole program is known."""
        return Words(*self.page.why(found["why"])) if "why" in found else NO_WORDS

    def tests(self, found: dict[str, Node]) -> tuple[NamedTest, ...]:
        return self.conditions.tests(found)

    def giving(self, found: dict[str, Node]) -> tuple[NamedTest, ...]:
        """The tests of a rule that gives something new, which may stand still."""
        return (*pause_of(self.page, found, all_paused=self.all_paused), *self.tests(found))

    def of(self, found: dict[str, Node]) -> int:
        return self.sets.index(found.get("of"))

    def money(self, text: str) -> int:
        """An amount of more than nothing."""
        minor = forms.money(text, self.currency)
        if minor == 0:
            raise forms.Wrong("This must be more than nothing.")
        return minor

    def only(self, node: Node, found: dict[str, Node], one_of: tuple[str, ...], beside: dict[str, tuple[str, ...]]) -> str:
        """Which of the keys `one_of` makes the rule; keys that only go `beside` another are mistakes."""
        there = [key for key in one_of if key in found]
        if not there and self.page.is_later(node):
            return ""
        if not there:
            self.page.wrong(node, "missing_key", phrase("The key {listed} is missing.", listed=any_of(one_of)))
            return ""
        for key in there[1:]:
            self.page.wrong(
                found[key], "not_together", phrase("`{other}` and `{key}` do not go together.", other=there[0], key=key), "Make it two."
            )
        for key, entry in found.items():
            if any(key in keys for keys in beside.values()) and key not in beside.get(there[0], ()):
                self.page.wrong(
                    entry, "not_together", phrase("`{key}` does not go with `{other}`.", key=key, other=there[0]), "Take it out."
                )
        return there[0]

    # -- earning

    def earning_rule(self, name: str, node: Node) -> None:
        """One entry of `earn`: a rule or a multiplier."""
        found = self.page.table(node, "earning rule")
        lead = LEADS if isinstance(node, Table) else {}
        kind = self.only(node, found, tuple(lead), lead) if lead else ""
        articles, tests, why = self.of(found), self.giving(found), self.why(found)
        if kind == "multiply":
            unit, factor = self.multiply(found["multiply"])
            limits = self.limits.limits(found.get("at most"), unit, f"gave:{name}")
            if limits and factor < 1:
                said = "A factor below 1 gives nothing more, so that there is nothing to limit."
                self.page.wrong(found["at most"], "not_together", said, "Take it out.")
            promotion, made = self._promoted(found)
            self.multipliers.append(Multiplier(name, unit, factor, articles, tests, why, limits, promotion, made))
        elif kind == "less":
            count, unit = self.units.amount(self.page, found["less"])
            per, per_minor = self.per(found["per"], ("item", "purchase")) if "per" in found else ("purchase", 0)
            if per in QUANTITIES:
                self.page.wrong(found["per"], "not_together", "Less is given per purchase, per item or by the amount.", "Say `per: item`.")
            self.earn.append(EarnRule(name, unit, count, per, per_minor, articles, tests, why, less=True))
        elif kind == "give":
            count, unit, share = self._given(found)
            tests = in_turn((KNOWN, *tests)) if unit == STORE_CREDIT and KNOWN not in tests else tests
            event = self._event(found)
            if "per" not in found and "on" not in found and not share and not self.page.is_later(node):
                self.page.wrong(
                    node,
                    "missing_key",
                    phrase("The key `{name}` is missing.", name="per"),
                    phrase("Say per what: `1.00 {currency}`, `item` or `purchase`.", currency=self.currency),
                )
            per, per_minor = (
                self.per(found["per"], ("item", "purchase")) if "per" in found else ("purchase" if event else "spend", share or 100)
            )
            limits = self.limits.limits(found.get("at most"), unit, f"gave:{name}")
            apart, last = self.limits.apart(found.get("apart"), name)
            tests = in_turn((*tests, *self.limits.once(found.get("once per"), name)))
            priority = self.page.form(found["priority"], forms.count, 0) if "priority" in found else 0
            promotion, made = self._promoted(found)
            carries = self.settings.points_remainder == "carried" and "counted per" not in found
            carry = self.conditions.over(Window(f"carry:{name}", "lifetime", 0, "days"), node) if carries and per == "spend" else -1
            rule = EarnRule(name, unit, count, per, per_minor, articles, tests, why, limits, priority)
            if event:
                told = read_told(self.page, found["with"], self.events[event]) if "with" in found else ()
                self.event_rules.append(replace(rule, event=event, articles=ALL_ARTICLES, tests=in_turn((*tests, *told))))
                return
            multiplied = "multiplied" not in found or self.page.form(found["multiplied"], forms.yes_no, harmless=True)
            rule = replace(rule, promotion=promotion, made=made, multiplied=multiplied)
            rule = replace(rule, apart_minutes=apart, carry=carry, last=last)
            self.earn.append(self._steps().risen(rule, node, found))

    def _steps(self) -> EarningStepReader:
        return EarningStepReader(self.page, self.settings, self.money, self.conditions.over, lambda node: self._given({"give": node})[:2])

    def _promoted(self, found: dict[str, Node]) -> tuple[bool, str]:
        """Whether a rule is a promotion, and the day on which it was made, "" where nothing says so."""
        promotion = "promotion" in found and self.page.form(found["promotion"], forms.yes_no, harmless=False)
        made = self.page.form(found["made"], forms.day, Day("")) if "made" in found else ""
        if made and not promotion:
            self.page.wrong(found["made"], "not_together", "Only of a promotion it counts when it was made.", "Say `promotion: true` too.")
        return promotion, made

    def _given(self, found: dict[str, Node]) -> tuple[int, str, int]:
        """How much of which unit; the last is what a percentage is of (WHOLE), else 0."""
        node = found["give"]
        if is_coupon(node):
            return (*coupon_given(self.page, node, self.coupons), 0)
        if is_credit(node) and STORE_CREDIT not in self.units.called:
            count, of = credit_given(self.page, node, found, self.currency, kept=self.keeps_credit)
            return count, STORE_CREDIT, of
        return *self.units.amount(self.page, node), 0

    def _event(self, found: dict[str, Node]) -> str:
        """The event that a rule answers to, "" for purchases. What only a purchase has goes with no event."""
        if "on" not in found:
            if "with" in found:
                self.page.wrong(found["with"], "not_together", "`with` asks something of an event.", "Say `on: event …` too.")
            return ""
        node = found["on"]
        text = self.page.text(node, "an event")
        name = text.removeprefix("event ")
        if text and not text.startswith("event "):
            self.page.wrong(node, "not_of_this_form", phrase("`{text}` is no event.", text=text[:60]), "", f"event {text}")
        elif text and name not in self.events:
            self.page.unknown(node, name, self.events, "event")
        for key in ("per", "of", "apart", "promotion", "made", "priority", "multiplied", "basket", *STEPPED):
            if key in found:
                self.page.wrong(
                    found[key], "not_together", phrase("`{key}` belongs to purchases, not to an event.", key=key), "Take it out."
                )
        return name if name in self.events else ""

    def per(self, node: Node, words: tuple[str, ...]) -> tuple[Per, int]:
        """`item`, `purchase` (or `visit`), an amount, or a quantity such as `1 kg`."""
        text = node.text if isinstance(node, Text) else ""
        if text == "item":
            return "item", 0
        if text in ("purchase", "visit"):
            return "purchase", 0
        head, _, measure = text.rpartition(" ")
        for known in QUANTITIES:
            if measure == known:
                thousandths = self.page.part(node, head, lambda t: int(forms.decimal(t, 3) * 1000), 1000) if head else 1000
                if thousandths <= 0:
                    self.page.wrong(node, "not_of_this_form", "This must be more than nothing.")
                return known, max(thousandths, 1)
        near = self.page.near(text, words) if not any(c.isdigit() for c in text) else ""
        if near:
            self.page.wrong(node, "unknown_word", phrase("`{text}` is not something to count.", text=text[:60]), "", near)
            return "spend", 100
        return "spend", self.page.form(node, self.money, 100)

    def more_often(self, node: Node) -> tuple[str, Fraction]:
        """The same of what members of a tier or a membership get: never less than others."""
        unit, factor = self.multiply(node)
        if factor < 1:
            self.page.wrong(node, "not_of_this_form", "Whoever has this gets no less than others: the factor is at least 1.")
        return unit, factor

    def multiply(self, node: Node) -> tuple[str, Fraction]:
        """`points × 2` as the unit's id and the factor; below 1 it counts for less, at 0 for nothing."""
        name, factor = self.page.form(node, forms.multiplied, ("", Fraction(1)))
        return (self.units.find(self.page, node, name) if name else ""), factor

    def stamp_card(self, name: str, node: Node) -> StampCard:
        """One entry of `stamp cards`. Its unit is called as the card is."""
        found = self.page.table(node, "stamp card")
        count, per, per_minor = 1, "item", 0
        kind: Literal["spend", "item", "purchase"] = "item"
        if "stamp" in found:
            count, per = self.page.form(found["stamp"], forms.stamps_per, (1, "item"))
            if per == "item":
                kind = "item"
            elif per in ("visit", "purchase"):
                kind = "purchase"
            else:
                kind, per_minor = "spend", self.page.part(found["stamp"], per, self.money, 100)
        slots = self.page.form(found["slots"], lambda text: forms.count(text, 1), 1) if "slots" in found else 1
        if slots > 1000:
            self.page.wrong(found["slots"], "not_of_this_form", "A card has at most 1000 slots.")
        gives = self.page.known(found["full gives"], self.rewards, "reward") if "full gives" in found else ""
        twins = self.given.setdefault(gives, [])
        if gives and twins:
            said = phrase("The stamp card `{other}` gives that reward already: a stamp that comes back must know its card.", other=twins[0])
            self.page.wrong(found["full gives"], "not_together", said, "Make it two rewards.")
        twins.append(name)
        apart, last = self.limits.apart(found.get("apart"), name)
        limits = self.limits.limits(found.get("at most"), "", f"gave:{name}")
        return StampCard(
            name, name, count, kind, per_minor, self.of(found), slots, gives, self.giving(found), self.why(found), limits, apart, last
        )

    # -- discounts

    def discount(self, name: str, node: Node) -> None:
        """One entry of `discounts`: points as discount, or what read_discounts knows."""
        found = self.page.table(node, "discount")
        lead = self.deals.lead(node, found)
        tests, why = self.tests(found), self.why(found)
        if lead == "spend":
            refuse_pause(self.page, found)
            articles = self.of(found)
            word = self.page.text(found["spend"], "a unit")
            unit = self.units.find(self.page, found["spend"], word) if word else ""
            one = 10 ** self.units.decimals.get(unit, 0)
            step = self.page.form(found["step"], lambda text: self.units.parts(text, unit, 1), one) if "step" in found else one
            most = self.page.form(found["at most"], forms.share_of_basket, 10_000) if "at most" in found else 10_000
            used = "used" in found and self.page.choice(found["used"], USED, "word") == "by itself"
            worth = self.page.form(found["worth"], lambda text: forms.worth(text, self.currency), Fraction(0)) if "worth" in found else 0
            self.points_off.append(PointsOff(name, unit, step, most, articles, tests, why, used, Fraction(worth) / one))
        elif lead:
            tests = (*pause_of(self.page, found, all_paused=self.all_paused), *tests)
            rule = self.deals.discount(name, node, found, lead, tests, why)
            self.discounts.append(bounded(self.page, self.conditions, rule, found))

    def word(self, node: Node | None) -> str:
        """A word of the file's own, such as the name of a group; "" where it is left out."""
        if node is None or isinstance(node, Text):
            return self.page.id(node) if node else ""
        return self.page.text(node, "a word")

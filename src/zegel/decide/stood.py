"""How things stood when a rule was tested: each fact that its tests looked at, in words, from the receipt alone."""

from typing import Any

from zegel.core.purchase_document import purchase_from
from zegel.decide.codes import codes_kept
from zegel.decide.document import Document
from zegel.decide.hints import basket_for, held_for
from zegel.decide.including import windows_with
from zegel.decide.plan import plan_of
from zegel.program.big_purchase_words import had_made
from zegel.program.compile import Compiled, Rule
from zegel.program.conditions import Test, facts_in
from zegel.program.membership_words import membership_names
from zegel.program.model import Program
from zegel.program.question_words import was_away, was_words
from zegel.program.weekday_words import DAYS
from zegel.program.words import (
    CHANNEL_WORDS,
    Language,
    articles,
    clock,
    condition,
    counted,
    day,
    money,
    named,
    number,
    of,
    period,
    tier_name,
    unit_names,
)


class Stood:
    """The facts of one receipt, as its rules looked at them."""

    def __init__(self, compiled: Compiled, document: Document) -> None:
        self.compiled = compiled
        self.program = compiled.program
        self.body = document.body
        self.facts: dict[str, Any] = document.body["facts"]
        self.bought = document.purchase
        self._baskets: dict[str, int] = {}
        self.windows: tuple[int, ...] = tuple(self.facts["windows"])
        """History as the rules looked at it: with this purchase where the program says so."""
        if self.bought is not None:
            lines = purchase_from(self.bought).lines
            self.windows = windows_with(plan_of(compiled), self.windows, lines, compiled.masks(lines))

    def tried(self, rule: Rule, tests: int, language: Language) -> str:
        """The first `tests` tests of `rule`, each with how it stood: `op dinsdag (het was dinsdag); …`."""
        said = []
        for one in rule.tests[:tests]:
            when, here = condition(self.program, one.test, language), self.here(rule, one.test, language)
            said.append(f"{when} ({here})" if here else when)
        return "; ".join(said)

    def here(self, rule: Rule, test: Test, language: Language) -> str:
        """How things stood, for each fact that the test looked at."""
        said = [self._fact(rule, fact, language) for fact in sorted(facts_in(test))]
        return (" en " if language == "nl" else " and ").join(dict.fromkeys(s for s in said if s))

    def _fact(self, rule: Rule, fact: str, language: Language) -> str:
        nl, bought, facts = language == "nl", self.bought, self.facts
        if fact.startswith("asked:"):
            return of(was_words(self.program.questions[int(fact[6:])], facts["asked"][int(fact[6:])]), language)
        if fact.startswith("window:"):
            return self._window(int(fact[7:]), language)
        if fact in ("tenure_years", "tenure_months"):
            return self._tenure(language)
        if fact == "member":
            return (
                ("u hebt een kaart" if nl else "you have a card")
                if facts["member"]
                else ("er was geen kaart" if nl else "there was no card")
            )
        if fact == "tier_rank":
            rank = self.compiled.tier_ranks.get(facts["tier"], 0)
            if not rank:
                return "u had nog geen niveau" if nl else "you had no tier yet"
            return f"{'uw niveau was' if nl else 'your tier was'} {tier_name(self.program.tiers, rank, language)}"
        if fact == "purchase_number":
            n = facts["purchase_number"]
            return f"dit was aankoop {number(n, 'nl')}" if nl else f"this was purchase {number(n, 'en')}"
        if fact == "code":
            if any(code.coupon == rule.id and not code.why for code in codes_kept(self.body)):
                return "uw code geldt" if nl else "your code is valid"
            return "er was geen geldige code" if nl else "there was no valid code"
        if fact.startswith("event:"):
            told = self.body["totals"].get("told", {}).get(fact[6:], "")
            return f"{fact[6:]} was {told}"
        if bought is None:
            return ""
        if fact.startswith(("items:", "spend:")):
            held = self.held(rule, fact)
            said = money(held, self.program.currency, language) if fact.startswith("spend:") else f"{held} ×"
            what = articles(self.program, int(fact[6:]), language)
            return f"er was {said}{' aan' * fact.startswith('spend:')} {what}" if nl else f"there was {said} of {what}"
        if fact == "basket_minor":
            amount = money(self.basket(rule), self.program.currency, language)
            return f"wat meetelt kwam op {amount}" if nl else f"what counts came to {amount}"
        return _it_was(self.compiled.program, bought, fact, language)

    def _window(self, index: int, language: Language) -> str:
        window, n = self.program.windows[index], self.windows[index]
        kind, _, name = window.measure.partition(":")
        if kind == "visits" and name:
            return had_made(self.program, window.measure, n, language)
        if window.before:
            return of(was_away(window, n), language)
        if kind == "gave":
            had = ("u hebt dit al gehad", "you had this already") if n else ("u had dit nog niet", "you had not had this yet")
            return had[0 if language == "nl" else 1]
        if name.startswith("membership:"):
            called = of(membership_names(self.program, name.removeprefix("membership:")), language)
            has = ("u had", "you had") if n else ("u had geen", "you had no")
            return f"{has[0 if language == 'nl' else 1]} {called}"
        amount = {
            "spend": lambda: money(n, self.program.currency, language),
            "unit": lambda: counted(n, unit_names(self.program, name), language),
            "balance": lambda: counted(n, unit_names(self.program, name), language),
            "tenure": lambda: period(n, "months", language),
        }.get(kind, lambda: number(n, language))()
        return f"u stond op {amount}" if language == "nl" else f"you were at {amount}"

    def _tenure(self, language: Language) -> str:
        nl, years, months = language == "nl", self.facts["tenure_years"], self.facts["tenure_months"]
        if months < 0:
            return "er was geen lid" if nl else "there was no member"
        long = period(years * 12, "months", language) if years > 0 else period(months, "months", language) if months else ""
        if not long:
            return "u bent pas lid" if nl else "you have only just joined"
        return f"u bent {long} lid" if nl else f"you have been a member for {long}"

    def basket(self, rule: Rule) -> int:
        """What the articles that may earn came to when the rule's turn came: after what the discounts before it took off."""
        found = self._baskets.get(rule.id)
        if found is None:
            assert self.bought is not None
            found = self._baskets[rule.id] = basket_for(self.compiled, purchase_from(self.bought).lines, self.body["effects"], rule)
        return found

    def held(self, rule: Rule, fact: str) -> int:
        """What the basket held of an article set when the rule's turn came."""
        assert self.bought is not None
        return held_for(self.compiled, purchase_from(self.bought).lines, self.body["effects"], rule, fact)


def _it_was(program: Program, bought: dict[str, Any], fact: str, language: Language) -> str:
    """What the purchase says of itself for a fact of time or place."""
    nl = language == "nl"
    match fact:
        case "weekday":
            said = DAYS[language][bought["weekday"]]
        case "minute":
            said = clock(bought["minute"])
        case "branch":
            where = named(program, fact, bought[fact], language)
            return f"dit was filiaal {where}" if nl else f"this was branch {where}"
        case "channel":
            return (
                f"dit ging {of(CHANNEL_WORDS[bought['channel']], language)}"
                if nl
                else f"this went {of(CHANNEL_WORDS[bought['channel']], language)}"
            )
        case _:
            said = day(bought["business_date"], language)
    return f"het was {said}" if nl else f"it was {said}"

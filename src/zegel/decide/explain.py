"""Why, and why not: a receipt document and its program version become sentences, years later too.

Every rule that fired or was tested gets a line; so does everything that moved. Only what the document holds is said, so
nothing here can be untrue. Nothing is asked of a store or a clock.
"""

from collections.abc import Iterator
from typing import Any, Final

from zegel.core.periods import Day, plus_months
from zegel.core.purchase_document import purchase_from
from zegel.core.value import value
from zegel.decide.bounded import Room, rooms_from
from zegel.decide.bounded_words import budget_words, limit_words
from zegel.decide.codes import codes_kept
from zegel.decide.discounts import BUDGET, USED_UP
from zegel.decide.document import Document
from zegel.decide.effect_words import Teller
from zegel.decide.hints import Lacking, basket_for, held_for, lacking
from zegel.decide.including import windows_with
from zegel.decide.plan import plan_of
from zegel.decide.refusal_sentences import REFUSAL_SENTENCES
from zegel.decide.skipped import skipped
from zegel.program.compile import Compiled, Rule
from zegel.program.conditions import Compare, Every, NamedTest, OneOf, Test, facts_in
from zegel.program.membership_words import membership_names
from zegel.program.model import ALL_ARTICLES, Discount, EarnRule, PointsOff, Reward, StampCard, Words
from zegel.program.question_words import was_away, was_words, would_words
from zegel.program.stored_value import STORE_CREDIT
from zegel.program.why import bare, shortened
from zegel.program.words import (
    CHANNEL_WORDS,
    DAYS,
    Language,
    articles,
    both,
    clock,
    condition,
    counted,
    day,
    money,
    number,
    of,
    period,
    tier_name,
    unit_names,
)

NOTHING: Final = Words("", "")
_SHOW_CARD: Final = Words("Laat uw kaart zien.", "Show your card.")
_YOU_CHOOSE: Final = Words("niet ingewisseld, u kiest zelf", "not used, you choose yourself")
_SAY_SO: Final = Words("Vraag erom aan de kassa.", "Ask for it at the till.")
_NOT_GIVEN: Final = {
    -2: Words("een andere regel geeft meer", "another rule gives more"),
    -4: Words("een andere regel gaat voor", "another rule goes first"),
    -5: Words("verder spaarde u met deze aankoop niet", "this purchase earned nothing else"),
    -6: Words("dat is nog te kort geleden", "the last time is too short ago"),
}
"""Why an earning rule that holds gave nothing (decide.earning)."""
_SALES: Final = ("purchase", "commit")


@value
class Explained:
    """One thing that a receipt says.

    `rule` is the rule's or reward's id, "" where no rule stands behind it. `kind` is the effect's, or `not` for a rule that did
    not apply. `short` fits a till (90 characters); `full` has the figures; `would` says what would have made it apply.
    """

    rule: str
    kind: str
    applied: bool
    short: Words
    full: Words
    would: Words


def explain(compiled: Compiled, document: Document) -> list[Explained]:
    """Everything that the receipt `document` did, and every rule that it tested and that did not apply. `compiled` is its version."""
    teller = Teller(compiled, document)
    found = [
        Explained(s.rule, s.kind, short=_fit(s.short), full=s.full, would=NOTHING, applied=True)
        for effect in document.body["effects"]
        for s in teller.say(effect)
    ]
    return [*found, *_codes(document), *_Reasons(compiled, document, {e.rule for e in found}).all()]


def _codes(document: Document) -> Iterator[Explained]:
    """Codes that were entered and left out, each with the reason."""
    for code in codes_kept(document.body):
        if code.why:
            said = REFUSAL_SENTENCES[code.why]
            shown = f"…{code.tail}: " if code.tail else ""
            short = Words(f"Code {shown}{said.nl}", f"Code {shown}{said.en}")
            yield Explained(code.coupon, "not", short=_fit(short), full=short, would=NOTHING, applied=False)


def _fit(words: Words) -> Words:
    return Words(shortened(words.nl), shortened(words.en))


class _Reasons:
    """The rules of one receipt that did not apply, and why."""

    def __init__(self, compiled: Compiled, document: Document, applied: set[str]) -> None:
        self.compiled = compiled
        self.program = compiled.program
        self._document = document
        self.body = document.body
        self.facts: dict[str, Any] = document.body["facts"]
        self.bought = document.purchase
        self.applied = applied
        self._baskets: dict[str, int] = {}
        self._windows: tuple[int, ...] = tuple(self.facts["windows"])
        """History as the rules looked at it: with this purchase where the program says so."""
        if self.bought is not None:
            lines = purchase_from(self.bought).lines
            self._windows = windows_with(plan_of(compiled), self._windows, lines, compiled.masks(lines))

    def all(self) -> Iterator[Explained]:
        """In the order of the rules."""
        failed: dict[int, int] = skipped(self.compiled, self._document) | dict(self.body["failed"])
        withheld = self.facts.get("withheld", ())
        for index, rule in enumerate(self.compiled.rules):
            if rule.id in withheld and rule.id not in self.applied:
                yield self._not(rule, _YOU_CHOOSE, _SAY_SO)
            elif index in failed:
                yield self._one(rule, failed[index])
            elif self.body["kind"] in _SALES and rule.id not in self.applied and not isinstance(rule, Reward) and not _of_event(rule):
                yield self._idle(rule)

    def _one(self, rule: Rule, test: int) -> Explained:
        if test in _NOT_GIVEN and isinstance(rule, EarnRule | StampCard):
            return self._not(rule, _NOT_GIVEN[test], NOTHING)
        if test in (BUDGET, USED_UP) and isinstance(rule, Discount) and (room := self._room(rule)) is not None:
            words = limit_words if test == USED_UP else budget_words
            return self._not(rule, *words(self.program, rule, room, Day(self.body["business_date"])))
        if test == -2:
            return self._not(rule, Words("een betere korting gaat voor", "a better discount takes its place"), NOTHING)
        if test == -3:
            return self._not(rule, Words("de prijs kan niet verder omlaag", "the price can go no lower"), NOTHING)
        if test == -4:
            return self._not(rule, Words("gaat niet samen met een andere korting", "does not go together with another discount"), NOTHING)
        if test == -5:
            return self._not(rule, Words("het budget van deze actie is op", "the budget of this promotion is spent"), NOTHING)
        if test < 0:
            return self._not(
                rule, both(lambda language: self._too_little(rule, language)), both(lambda language: self._enough(rule, language))
            )
        return self._tested(rule, rule.tests[test])

    def _room(self, rule: Rule) -> Room | None:
        """What was left of a discount of which there is only so much; None for another."""
        index = self.compiled.rule_index(rule.id)
        return next((room for room in rooms_from(self.facts) if room.rule == index), None)

    def _not(self, rule: Rule, reason: Words, would: Words) -> Explained:
        """A rule that did not apply, for `reason`."""
        name = both(lambda language: bare(self.program, rule, language))
        short = Words(f"{name.nl}: {reason.nl}", f"{name.en}: {reason.en}")
        full = Words(f"{_capital(short.nl)}.", f"{_capital(short.en)}.")
        return Explained(rule.id, "not", short=_fit(short), full=full, would=would, applied=False)

    def _idle(self, rule: Rule) -> Explained:
        """A rule that held and left no trace: nobody asked for it, or another multiplier counted for more."""
        if isinstance(rule, PointsOff):
            would = Words("Vraag aan de kassa om punten te gebruiken.", "Ask at the till to use points.")
            if not self.facts["member"]:
                would = _SHOW_CARD
            return self._not(rule, Words("nu niet gebruikt", "not used this time"), would)
        return self._not(rule, Words("bracht nu niets extra's op", "added nothing this time"), NOTHING)

    # -- the first test that failed

    def _tested(self, rule: Rule, named: NamedTest) -> Explained:
        program = self.program
        name = both(lambda language: bare(program, rule, language))
        when = both(lambda language: condition(program, named.test, language))
        here = both(lambda language: self._here(rule, named.test, language))
        short = Words(f"{name.nl}: alleen {when.nl}", f"{name.en}: only {when.en}")
        full = Words(
            f"{_capital(name.nl)}: dat geldt alleen {when.nl}{'; ' if here.nl else ''}{here.nl}.",
            f"{_capital(name.en)}: that holds only {when.en}{'; ' if here.en else ''}{here.en}.",
        )
        would = both(lambda language: self._would(rule, named.test, language))
        return Explained(rule.id, "not", short=_fit(short), full=full, would=would, applied=False)

    def _here(self, rule: Rule, test: Test, language: Language) -> str:
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
            return "er was geen geldige code" if nl else "there was no valid code"
        if fact.startswith("event:"):
            told = self.body["totals"].get("told", {}).get(fact[6:], "")
            return f"{fact[6:]} was {told}"
        if bought is None:
            return ""
        if fact.startswith(("items:", "spend:")):
            held = self._held(rule, fact)
            said = money(held, self.program.currency, language) if fact.startswith("spend:") else f"{held} ×"
            what = articles(self.program, int(fact[6:]), language)
            return f"er was {said}{' aan' * fact.startswith('spend:')} {what}" if nl else f"there was {said} of {what}"
        if fact == "basket_minor":
            amount = money(self._basket(rule), self.program.currency, language)
            return f"wat meetelt kwam op {amount}" if nl else f"what counts came to {amount}"
        return _it_was(bought, fact, language)

    def _window(self, index: int, language: Language) -> str:
        window, n = self.program.windows[index], self._windows[index]
        if window.before:
            return of(was_away(window, n), language)
        kind, _, name = window.measure.partition(":")
        if kind == "gave":
            return "u hebt dit al gehad" if language == "nl" else "you had this already"
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

    def _basket(self, rule: Rule) -> int:
        """What the articles that may earn came to when the rule's turn came: after what the discounts before it took off."""
        found = self._baskets.get(rule.id)
        if found is None:
            assert self.bought is not None
            found = self._baskets[rule.id] = basket_for(self.compiled, purchase_from(self.bought).lines, self.body["effects"], rule)
        return found

    def _held(self, rule: Rule, fact: str) -> int:
        """What the basket held of an article set when the rule's turn came."""
        assert self.bought is not None
        return held_for(self.compiled, purchase_from(self.bought).lines, self.body["effects"], rule, fact)

    # -- what would have made it apply

    def _would(self, rule: Rule, test: Test, language: Language) -> str:
        nl = language == "nl"
        match test:
            case Compare("tenure_years" | "tenure_months" as fact, ">=", count) if self.facts["since"]:
                months = int(count) * (12 if fact == "tenure_years" else 1)
                when = day(plus_months(Day(self.facts["since"]), months), language)
                return f"Vanaf {when}." if nl else f"From {when} on."
            case Compare("basket_minor", ">=" | ">" as op, least) if self.bought is not None:
                more = money(int(least) + (op == ">") - self._basket(rule), self.program.currency, language)
                return f"Met {more} meer in het mandje." if nl else f"With {more} more in the basket."
            case Compare(fact, ">=" | ">" as op, least) if fact.startswith(("items:", "spend:")) and self.bought is not None:
                left = int(least) + (op == ">") - self._held(rule, fact)
                more = money(left, self.program.currency, language) if fact.startswith("spend:") else f"{left} ×"
                what = articles(self.program, int(fact[6:]), language)
                aan = " aan" if fact.startswith("spend:") else ""
                return f"Met nog {more}{aan} {what} in het mandje." if nl else f"With {more} more of {what} in the basket."
            case Compare(fact, ">=" | ">" as op, least) if fact.startswith("window:") and not self._is_membership(fact):
                return self._more(int(fact[7:]), int(least) + (op == ">"), language)
            case Compare(fact, "==", 1) if fact.startswith("asked:") and (todo := self._todo(int(fact[6:]))) is not None:
                return of(todo, language)
            case OneOf("code"):
                return "Laat uw code zien." if nl else "Show your code."
            case Compare("member", "==", 1):
                return of(_SHOW_CARD, language)
            case Every("purchase_number", step):
                left = step - self.facts["purchase_number"] % step
                return f"Over {left} aankopen." if nl else f"In {left} purchases' time."
            case _:
                when = condition(self.program, test, language)
                return f"Geldt {when}." if nl else f"It holds {when}."

    def _todo(self, index: int) -> Words | None:
        """What a person could do about a question that was not answered with yes."""
        if not self.facts["member"]:
            return _SHOW_CARD
        return would_words(self.program.questions[index], self.facts["asked"][index])

    def _is_membership(self, fact: str) -> bool:
        return self.program.windows[int(fact[7:])].measure.startswith("balance:membership:")

    def _more(self, index: int, least: int, language: Language) -> str:
        nl, window = language == "nl", self.program.windows[index]
        left = least - self._windows[index]
        kind, _, name = window.measure.partition(":")
        amount = number(left, language)
        if kind == "spend":
            amount = money(left, self.program.currency, language)
        elif kind in ("unit", "balance"):
            amount = counted(left, unit_names(self.program, name), language)
        elif kind == "visits":
            amount = f"{amount} {'aankopen' if nl else 'purchases'}"
        return f"Na nog {amount}." if nl else f"After {amount} more."

    # -- what came to too little

    def _too_little(self, rule: Rule, language: Language) -> str:
        nl = language == "nl"
        if isinstance(rule, EarnRule | StampCard) and rule.per == "spend":
            return "daarvoor was het bedrag te klein" if nl else "the amount was too small"
        if self._lacking(rule):
            return "daarvoor zat er te weinig in het mandje" if nl else "there was too little of it in the basket"
        return "daar zat niets van in het mandje" if nl else "none of that was in the basket"

    def _lacking(self, rule: Rule) -> Lacking | None:
        """What more of a discount on pieces or in steps would have needed, None where nothing of it was there."""
        if not isinstance(rule, Discount) or self.bought is None:
            return None
        return lacking(self.compiled, purchase_from(self.bought).lines, self.body["effects"], rule)

    def _enough(self, rule: Rule, language: Language) -> str:
        nl = language == "nl"
        assert not isinstance(rule, Reward)
        lacks = self._lacking(rule)
        if lacks is not None:
            more = money(lacks.more, self.program.currency, language) if lacks.kind == "amount" else f"{lacks.more} ×"
            what = ""
            if lacks.articles != ALL_ARTICLES:
                what = f"{' aan' * (lacks.kind == 'amount') if nl else ' of'} {articles(self.program, lacks.articles, language)}"
            return f"Met nog {more}{what}." if nl else f"With {more} more{what}."
        what = articles(self.program, rule.articles, language)
        if isinstance(rule, EarnRule | StampCard) and rule.per == "spend":
            per_minor = -(-rule.per_minor // rule.count) if rule.unit == STORE_CREDIT else rule.per_minor
            least = money(per_minor, self.program.currency, language)
            return f"Vanaf {least} aan {what}." if nl else f"From {least} on {what}."
        return f"Met {what} in het mandje." if nl else f"With {what} in the basket."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _of_event(rule: Rule) -> bool:
    """Whether the rule answers to an event, so that no sale has anything to say of it."""
    return isinstance(rule, EarnRule) and bool(rule.event)


def _it_was(bought: dict[str, Any], fact: str, language: Language) -> str:
    """What the purchase says of itself for a fact of time or place."""
    nl = language == "nl"
    match fact:
        case "weekday":
            said = DAYS[language][bought["weekday"]]
        case "minute":
            said = clock(bought["minute"])
        case "branch":
            return f"dit was filiaal {bought['branch']}" if nl else f"this was branch {bought['branch']}"
        case "channel":
            return (
                f"dit ging {of(CHANNEL_WORDS[bought['channel']], language)}"
                if nl
                else f"this went {of(CHANNEL_WORDS[bought['channel']], language)}"
            )
        case _:
            said = day(bought["business_date"], language)
    return f"het was {said}" if nl else f"it was {said}"

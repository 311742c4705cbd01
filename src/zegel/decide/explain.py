"""Why, and why not: a receipt document and its program version become sentences, years later too.

Every rule that fired or was tested gets a line; so does everything that moved. Only what the document holds is said, so
nothing here can be untrue. Nothing is asked of a store or a clock.
"""

from collections.abc import Iterator
from typing import Any, Final

from zegel.core.periods import Day, plus_months
from zegel.core.purchase_document import purchase_from
from zegel.core.value import value
from zegel.decide.again import OVER, in_time
from zegel.decide.bounded import Room, rooms_from
from zegel.decide.bounded_words import budget_words, limit_words
from zegel.decide.codes import codes_kept
from zegel.decide.discounts import BUDGET, OUT, USED_UP
from zegel.decide.document import Document
from zegel.decide.earning import NOTHING_LEFT, NOTHING_TO_TAKE
from zegel.decide.effect_words import Teller
from zegel.decide.hints import Lacking, lacking, not_here
from zegel.decide.marked import later_words, opens_on
from zegel.decide.office import Office
from zegel.decide.refusal_sentences import REFUSAL_SENTENCES
from zegel.decide.skipped import skipped
from zegel.decide.stood import Stood
from zegel.decide.thinning import thinned_words
from zegel.ledger.entries import SALES
from zegel.program.big_purchase_words import of_amount
from zegel.program.compile import Compiled, Rule
from zegel.program.conditions import Compare, OneOf, Test
from zegel.program.errands import Errand
from zegel.program.model import ALL_ARTICLES, Discount, EarnRule, Multiplier, PointsOff, Reward, StampCard, Words
from zegel.program.question_words import would_words
from zegel.program.stored_value import STORE_CREDIT
from zegel.program.why import bare, shortened
from zegel.program.words import (
    Language,
    articles,
    both,
    condition,
    counted,
    day,
    many,
    money,
    number,
    of,
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
    NOTHING_LEFT: Words("daar blijft niets van over", "nothing of it is left"),
    NOTHING_TO_TAKE: Words("deze aankoop gaf er niets van", "this purchase earned none of it"),
}
"""Why an earning rule that holds gave nothing (decide.earning)."""


@value
class Explained:
    """One thing that a receipt says.

    `rule` is the rule's or reward's id, "" where no rule stands behind it. `kind` is the effect's, or `not` for a rule that did
    not apply. Three lengths: `short` fits a till (90 characters), `full` has the figures for the member, `complete` is the office's: it
    begins as `full` does and adds shares by line and VAT rate, what would have made it apply, and every test that held with how it
    stood. `would` says what would have made it apply.
    """

    rule: str
    kind: str
    applied: bool
    short: Words
    full: Words
    would: Words
    complete: Words


def explain(compiled: Compiled, document: Document) -> list[Explained]:
    """Everything that the receipt `document` did, and every rule that it tested and that did not apply. `compiled` is its version."""
    if document.thinned:
        return _thinned(compiled, document)
    teller, stood = Teller(compiled, document), Stood(compiled, document)
    office = Office(stood)
    found = [
        Explained(s.rule, s.kind, short=_fit(s.short), full=s.full, would=NOTHING, applied=True, complete=office.did(s, effect))
        for effect in document.body["effects"]
        for s in teller.say(effect)
    ]
    return [*found, *_codes(document), *_Reasons(stood, office, document, {e.rule for e in found}).all()]


def _thinned(compiled: Compiled, document: Document) -> list[Explained]:
    """What a receipt without lines can still say: that they were removed, and what it did; nothing of rules that did not apply."""
    short, full = thinned_words(document.thinned)
    said = [Explained("", "lines gone", short=short, full=full, would=NOTHING, applied=True, complete=full)]
    return said + [
        Explained(s.rule, s.kind, short=_fit(s.short), full=s.full, would=NOTHING, applied=True, complete=s.full)
        for effect in document.body["effects"]
        for s in Teller(compiled, document).say(effect)
    ]


def _codes(document: Document) -> Iterator[Explained]:
    """Codes that were entered and left out, each with the reason."""
    for code in codes_kept(document.body):
        if code.why:
            said = REFUSAL_SENTENCES[code.why]
            shown = f"…{code.tail}: " if code.tail else ""
            short = Words(f"Code {shown}{said.nl}", f"Code {shown}{said.en}")
            yield Explained(code.coupon, "not", short=_fit(short), full=short, would=NOTHING, applied=False, complete=short)


def _fit(words: Words) -> Words:
    return Words(shortened(words.nl), shortened(words.en))


class _Reasons:
    """The rules of one receipt that did not apply, and why."""

    def __init__(self, stood: Stood, office: Office, document: Document, applied: set[str]) -> None:
        self.compiled = stood.compiled
        self.program = stood.program
        self._document = document
        self.body = document.body
        self.facts: dict[str, Any] = document.body["facts"]
        self.bought = document.purchase
        self.applied = applied
        self._stood, self._office = stood, office

    def all(self) -> Iterator[Explained]:
        """In the order of the rules."""
        failed: dict[int, int] = skipped(self.compiled, self._document) | dict(self.body["failed"])
        withheld = self.facts.get("withheld", ())
        for index, rule in enumerate(self.compiled.rules):
            if rule.id in withheld and rule.id not in self.applied:
                yield self._not(rule, _YOU_CHOOSE, _SAY_SO)
            elif index in failed:
                yield self._one(rule, failed[index])
            elif self.body["kind"] in SALES and rule.id not in self.applied and not isinstance(rule, Reward) and not _elsewhere(rule):
                yield self._idle(rule)

    def _one(self, rule: Rule, test: int) -> Explained:
        if (
            test == -4
            and isinstance(rule, EarnRule | Multiplier)
            and rule.promotion
            and self.program.settings.several_promotions == "the newest"
        ):
            return self._not(rule, Words("een nieuwere actie gaat voor", "a newer promotion goes first"), NOTHING)
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
        if test == OUT:
            return self._not(rule, Words("er is niets meer van over", "there is none left"), NOTHING)
        if test < 0 and isinstance(rule, Discount) and self.bought is not None:
            later = opens_on(self.compiled, purchase_from(self.bought), rule)
            if later is not None:
                return self._not(rule, later_words(self.compiled, *later), NOTHING)
        if test < 0:
            return self._not(
                rule, both(lambda language: self._too_little(rule, language)), both(lambda language: self._enough(rule, language))
            )
        return self._tested(rule, test)

    def _room(self, rule: Rule) -> Room | None:
        """What was left of a discount of which there is only so much; None for another."""
        index = self.compiled.rule_index(rule.id)
        return next((room for room in rooms_from(self.facts) if room.rule == index), None)

    def _not(self, rule: Rule, reason: Words, would: Words) -> Explained:
        """A rule that did not apply, for `reason`."""
        name = both(lambda language: bare(self.program, rule, language))
        short = Words(f"{name.nl}: {reason.nl}", f"{name.en}: {reason.en}")
        full = Words(f"{_capital(short.nl)}.", f"{_capital(short.en)}.")
        complete = self._office.did_not(rule, full, would, len(rule.tests))
        return Explained(rule.id, "not", short=_fit(short), full=full, would=would, applied=False, complete=complete)

    def _idle(self, rule: Rule) -> Explained:
        """A rule that held and left no trace: nobody asked for it, or another multiplier counted for more."""
        if isinstance(rule, PointsOff):
            would = Words("Vraag aan de kassa om punten te gebruiken.", "Ask at the till to use points.")
            if not self.facts["member"]:
                would = _SHOW_CARD
            return self._not(rule, Words("nu niet gebruikt", "not used this time"), would)
        if isinstance(rule, Multiplier):
            return self._not(rule, *self._outdone(rule))
        return self._not(rule, Words("bracht nu niets extra's op", "added nothing this time"), NOTHING)

    def _outdone(self, rule: Multiplier) -> tuple[Words, Words]:
        """Why a multiplier that held added nothing, and what would have made it."""
        name = both(lambda language: many(unit_names(self.program, rule.unit), language))
        earned = [effect for effect in self.body["effects"] if effect["effect"] == "earn" and effect["unit"] == rule.unit]
        if rule.factor < 1 and any(why == NOTHING_LEFT for _, why in self.body["failed"]):
            none = Words("geen voor deze artikelen", "none for these articles")
            return (none if rule.articles != ALL_ARTICLES else Words("dus nu geen", "so none this time")), NOTHING
        if not earned:
            would = Words(f"Met een aankoop waarvoor u {name.nl} krijgt.", f"With a purchase that earns {name.en}.")
            return Words(f"u kreeg geen {name.nl} om te vermenigvuldigen", f"there were no {name.en} to multiply"), would
        others = {other.id for other in self.program.multipliers if other.unit == rule.unit}
        if any(part in others for effect in earned for part, _ in effect["parts"]):
            return Words("een hogere vermenigvuldiging telt", "a larger multiplier counts"), NOTHING
        return Words("bracht nu niets extra's op", "added nothing this time"), NOTHING

    # -- the first test that failed

    def _tested(self, rule: Rule, number: int) -> Explained:
        program, named = self.program, rule.tests[number]
        name = both(lambda language: bare(program, rule, language))
        when = both(lambda language: condition(program, named.test, language))
        here = both(lambda language: self._stood.here(rule, named.test, language))
        short = Words(f"{name.nl}: alleen {when.nl}", f"{name.en}: only {when.en}")
        full = Words(
            f"{_capital(name.nl)}: dat geldt alleen {when.nl}{'; ' if here.nl else ''}{here.nl}.",
            f"{_capital(name.en)}: that holds only {when.en}{'; ' if here.en else ''}{here.en}.",
        )
        would = in_time(program, named, Day(self.body["business_date"]), self.facts) or both(
            lambda language: self._would(rule, named.test, language)
        )
        if self.bought is not None and would is not OVER and (other := not_here(rule, number, self.bought["channel"])) is not None:
            there = both(lambda language: condition(program, other, language))
            would = Words(f"{would.nl} En alleen {there.nl}.", f"{would.en} And only {there.en}.")
        complete = self._office.did_not(rule, full, would, number)
        return Explained(rule.id, "not", short=_fit(short), full=full, would=would, applied=False, complete=complete)

    # -- what would have made it apply

    def _would(self, rule: Rule, test: Test, language: Language) -> str:
        nl = language == "nl"
        match test:
            case Compare("tenure_years" | "tenure_months" as fact, ">=", count) if self.facts["since"]:
                months = int(count) * (12 if fact == "tenure_years" else 1)
                when = day(plus_months(Day(self.facts["since"]), months), language)
                return f"Vanaf {when}." if nl else f"From {when} on."
            case Compare("basket_minor", ">=" | ">" as op, least) if self.bought is not None:
                more = money(int(least) + (op == ">") - self._stood.basket(rule), self.program.currency, language)
                return f"Met {more} meer in het mandje." if nl else f"With {more} more in the basket."
            case Compare(fact, ">=" | ">" as op, least) if fact.startswith(("items:", "spend:")) and self.bought is not None:
                left = int(least) + (op == ">") - self._stood.held(rule, fact)
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
        left = least - self._stood.windows[index]
        kind, _, name = window.measure.partition(":")
        amount = number(left, language)
        if kind == "spend":
            amount = money(left, self.program.currency, language)
        elif kind in ("unit", "balance"):
            amount = counted(left, unit_names(self.program, name), language)
        elif kind == "visits":
            amount += (" aankoop" if nl else " purchase") if left == 1 else (" aankopen" if nl else " purchases")
            amount += of_amount(self.program, window.measure, language)
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


def _elsewhere(rule: Rule) -> bool:
    """Whether the rule answers to an event or a day, so that no sale has anything to say of it."""
    return isinstance(rule, Errand) if not isinstance(rule, EarnRule) else bool(rule.event)

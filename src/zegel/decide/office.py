"""The third length of an explanation, the office's: the member's words, every share, and each test that held with how it stood."""

from typing import Any, Final

from zegel.decide.effect_words import Said, rate_said
from zegel.decide.effects import TAKING_OFF
from zegel.decide.stood import Stood
from zegel.program.compile import Rule
from zegel.program.model import Words
from zegel.program.words import Language, both, money, of

_TRIED: Final = ("purchase", "commit", "hold", "event", "redeem")
"""The kinds of receipt that try rules; the facts of others are those of what they undo."""
_DECIDED: Final = ("earn", "capped", "discount", "items off", "free items", "gift", "spend", "message", "task")
"""What a rule's tests decide; how far a card is and what dates points have follow from it."""


class Office:
    """Completes what one receipt says."""

    def __init__(self, stood: Stood) -> None:
        self._stood = stood
        self._tries = stood.body["kind"] in _TRIED

    def did(self, said: Said, effect: dict[str, Any]) -> Words:
        """What a rule did, with every test that held and what it took off each line and at each rate of VAT."""
        index = self._stood.compiled.rule_index(said.rule)
        rule = None if index is None or said.kind not in _DECIDED else self._stood.compiled.rules[index]
        return both(lambda language: f"{of(said.full, language)}{self._shares(effect, language)}{self._tried(rule, None, language)}")

    def did_not(self, rule: Rule, full: Words, would: Words, tests: int) -> Words:
        """Why a rule did not apply, what would have made it, and its first `tests` tests, which held."""
        more = Words(f" {would.nl}" if would.nl else "", f" {would.en}" if would.en else "")
        return both(lambda language: f"{of(full, language)}{of(more, language)}{self._tried(rule, tests, language)}")

    def _tried(self, rule: Rule | None, tests: int | None, language: Language) -> str:
        if rule is None or not self._tries:
            return ""
        said = self._stood.tried(rule, len(rule.tests) if tests is None else tests, language)
        return f" {'Dit klopte' if language == 'nl' else 'This held'}: {said}." if said else ""

    def _shares(self, effect: dict[str, Any], language: Language) -> str:
        """`Per regel: 1: € 5,70, 3: € 0,39 (€ 6,09 bij 9% btw).` Lines are numbered as the purchase numbers them."""
        bought = self._stood.bought
        if bought is None or effect["effect"] not in TAKING_OFF:
            return ""
        nl, currency = language == "nl", self._stood.program.currency
        on = zip(bought["lines"], effect["shares"], strict=True)
        lines = ", ".join(f"{line['number']}: {money(share, currency, language)}" for line, share in on if share)
        rates = [f"{money(minor, currency, language)} {'bij' if nl else 'at'} {rate_said(rate, language)}" for rate, minor in effect["vat"]]
        at = f" ({rates[0]})" if len(rates) == 1 else ""  # where there are several the member reads them too
        return f" {'Per regel' if nl else 'By line'}: {lines}{at}."

"""A receipt's reasons and a program's sentences, Dutch and English."""

from typing import Any, Final

from pydantic_core import to_json

from zegel.core.ids import ReceiptId
from zegel.decide.disclosing import disclosure
from zegel.decide.document import Document, read
from zegel.decide.effect_words import Teller
from zegel.decide.explain import explain
from zegel.decide.hints import hints
from zegel.decide.line_prices import line_prices
from zegel.decide.suggestions import suggestion
from zegel.flows.facts import Shelf
from zegel.ledger.accounts import AVAILABLE
from zegel.program.compile import Compiled
from zegel.program.sentences import sentences as said_by

Json = dict[str, Any]


Lines = tuple[list[str], list[str]]
"""The same lines in Dutch and English."""

Key = tuple[object, ...]
"""All that a piece's lines are made of."""

VARIABLES: Final = {"years": "tenure_years", "months": "tenure_months", "tier": "tier", "purchase": "purchase_number"}
"""What words of a rule may hold, and the fact that it stands for."""

REMEMBERED: Final = 20_000


class Shortly:
    """One program version's short lines. What tills hear all day, "+2 points: 1 point per full euro", is worded once."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        # Words with variables in them ("because you have been coming here for {years} years") depend on facts too.
        self._facts = {
            rule.id: tuple(fact for name, fact in VARIABLES.items() if f"{{{name}}}" in f"{rule.why}") for rule in compiled.rules
        }
        self._cards = {card.unit for card in compiled.program.cards}
        self._known: dict[Key, Lines] = {}

    def lines(self, body: Json) -> Lines:
        """Every effect of a receipt."""
        nl: list[str] = []
        en: list[str] = []
        known, facts = self._known, body["facts"]
        for effect in body["effects"]:
            if effect["effect"] == "earn":
                unit = effect["unit"]
                for part in effect["parts"]:
                    rule, given = part
                    used = self._facts.get(rule)
                    key: Key = ("earn", rule, unit, given, *[facts[fact] for fact in used]) if used else ("earn", rule, unit, given)
                    found = known.get(key)
                    if found is None:
                        found = self._said(body, effect, "earn", key, part)
                    nl += found[0]
                    en += found[1]
            for kind, key in self._pieces(body, effect):
                found = known.get(key)
                if found is None:
                    found = self._said(body, effect, kind, key)
                nl += found[0]
                en += found[1]
        return nl, en

    def _pieces(self, body: Json, effect: Json) -> list[tuple[str, Key]]:
        """The rest of an effect in pieces that many receipts share, each with all that its short lines are made of.

        Of an earning: the dates of it all, and how far the stamp card is.
        """
        kind = effect["effect"]
        if kind == "earn":
            unit, wait = effect["unit"], effect["available_at"]
            key: Key = ("dates", unit, effect["count"], wait if wait > body["happened_at"] else 0, effect["expires_at"])
            if unit not in self._cards:
                return [("dates", key)]
            have = next((n for u, account, n in body["balances"] if u == unit and account == AVAILABLE), None)
            return [("dates", key), ("card", ("card", unit, have))]
        if kind in ("discount", "free items", "items off"):
            rule, facts = effect["rule"], body["facts"]
            return [(kind, (kind, rule, sum(effect["shares"]), *[facts[fact] for fact in self._facts.get(rule, ())]))]
        return [(kind, (kind, to_json(effect)))]

    def _said(self, body: Json, effect: Json, wanted: str, key: Key, part: list[Any] | None = None) -> Lines:
        """The lines of one piece, worded now and remembered; `part` is the rule's of an earning that it is about."""
        asked = effect if part is None else effect | {"parts": [part]}
        said = [one for one in Teller(self._compiled, Document(body, None)).say(asked) if one.kind == wanted or effect["effect"] != "earn"]
        found = [one.short.nl for one in said], [one.short.en for one in said]
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[key] = found
        return found


_SHORTLY: dict[bytes, Shortly] = {}


def explanation(shelf: Shelf, body: Json) -> Json:
    """What happened and why, in short: a line for each rule that gave something, and for everything that moved."""
    if not body["effects"]:
        return {"nl": [], "en": []}
    digest = bytes.fromhex(body["program"])
    shortly = _SHORTLY.get(digest)
    if shortly is None:
        shortly = _SHORTLY[digest] = Shortly(shelf.by_digest(digest))
    nl, en = shortly.lines(body)
    return {"nl": nl, "en": en}


def hints_and_lines(shelf: Shelf, document: bytes) -> Json:
    """What would bring a discount within reach, and from which to which price lines went."""
    found = read(document)
    if found.thinned:
        return {"suggestion": None, "hints": [], "lines": []}
    compiled = shelf.by_digest(bytes.fromhex(found.body["program"]))
    suggested = suggestion(compiled, found)
    return {
        "suggestion": None
        if suggested is None
        else {"gesture": suggested.gesture, "says": {"nl": suggested.says.nl, "en": suggested.says.en}},
        "hints": [
            {"rule": hint.rule, "kind": hint.kind, "more": hint.more, "says": {"nl": hint.says.nl, "en": hint.says.en}}
            for hint in hints(compiled, found)
        ],
        "lines": [
            {
                "number": line.number, "from_minor": line.from_minor, "for_minor": line.for_minor, "rules": list(line.rules),
                "says": {"nl": line.says.nl, "en": line.says.en},
            }
            for line in line_prices(found, compiled.program.currency)
        ],
    }  # fmt: skip


def disclosed(shelf: Shelf, document: bytes) -> Json | None:
    """What is to stand beside a review that this receipt rewarded, None where it rewarded none."""
    found = read(document)
    told = disclosure(shelf.by_digest(bytes.fromhex(found.body["program"])), found.body)
    return None if told is None else {"nl": told.nl, "en": told.en}


def whole_explanation(shelf: Shelf, receipt: ReceiptId, document: bytes) -> Json:
    """All that a receipt can tell of itself: what `GET /v1/receipts/{receipt}/explanation` answers and `zegel explain` prints."""
    return {"receipt": str(receipt), "reasons": long_explanation(shelf, document), **hints_and_lines(shelf, document)}


def long_explanation(shelf: Shelf, document: bytes) -> list[Json]:
    """Everything that happened, and every rule that was looked at and did not apply, with what would have made it."""
    found = read(document)
    compiled = shelf.by_digest(bytes.fromhex(found.body["program"]))
    return [
        {
            "rule": e.rule or None, "kind": e.kind, "applied": e.applied, "short": {"nl": e.short.nl, "en": e.short.en},
            "full": {"nl": e.full.nl, "en": e.full.en}, "complete": {"nl": e.complete.nl, "en": e.complete.en},
            "would": {"nl": e.would.nl, "en": e.would.en} if e.would.nl else None,
        }
        for e in explain(compiled, found)
    ]  # fmt: skip


def sentences(compiled: Compiled) -> list[Json]:
    """Every rule and setting of the program as a sentence."""
    return [{"path": s.path, "nl": s.nl, "en": s.en} for s in said_by(compiled.program, full=True)]

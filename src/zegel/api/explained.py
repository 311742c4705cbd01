"""A receipt's reasons and a program's sentences, Dutch and English."""

from collections.abc import Iterator
from typing import Any, Final

from pydantic_core import to_json

from zegel.decide.document import Document, read
from zegel.decide.effect_words import Teller
from zegel.decide.explain import explain
from zegel.flows.facts import Shelf
from zegel.ledger.accounts import AVAILABLE
from zegel.program.compile import Compiled
from zegel.program.sentences import sentences as said_by

Json = dict[str, Any]


Lines = tuple[list[str], list[str]]
"""The same lines in Dutch and English."""

Key = tuple[object, ...]
Part = list[Any] | None
Piece = tuple[Key, Part]
"""What a piece's lines are made of; of an earning which rule's part it is, None where it is all of it."""

NEW: Final[Key] = ()
"""The key of lines that depend on more than the effect: worded anew each time."""

REMEMBERED: Final = 20_000


class Shortly:
    """One program version's short lines. What tills hear all day, "+2 points: 1 point per full euro", is worded once."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        # Words with variables in them ("because you have been coming here for {years} years") depend on more than the effect.
        self._plain = {rule.id for rule in compiled.rules if "{" not in rule.why.nl + rule.why.en}
        self._cards = {card.unit for card in compiled.program.cards}
        self._known: dict[Key, Lines] = {}

    def lines(self, body: Json) -> Lines:
        """Every effect of a receipt."""
        nl: list[str] = []
        en: list[str] = []
        known = self._known
        for effect in body["effects"]:
            for key, part in self._pieces(body, effect):
                found = known.get(key)
                if found is None:
                    found = self._said(body, effect, key, part)
                nl += found[0]
                en += found[1]
        return nl, en

    def _pieces(self, body: Json, effect: Json) -> Iterator[Piece]:
        """The effect in pieces that many receipts share, each with all that its short lines are made of."""
        kind = effect["effect"]
        if kind == "earn":
            yield from self._earned(body, effect)
        elif kind in ("discount", "free items"):
            rule = effect["rule"]
            yield (kind, rule, sum(effect["shares"])) if rule in self._plain else NEW, None
        else:
            yield (kind, to_json(effect)), None

    def _earned(self, body: Json, effect: Json) -> Iterator[Piece]:
        """An earning: what each rule gave, the dates of it all, how far the stamp card is."""
        unit, count = effect["unit"], effect["count"]
        for part in effect["parts"]:
            rule, given = part
            yield ("earn", rule, unit, given) if rule in self._plain else NEW, part
        wait = effect["available_at"] if effect["available_at"] > body["happened_at"] else 0
        yield ("dates", unit, count, wait, effect["expires_at"]), None
        if unit in self._cards:
            have = next((n for u, account, n in body["balances"] if u == unit and account == AVAILABLE), None)
            yield ("card", unit, have), None

    def _said(self, body: Json, effect: Json, key: Key, part: Part) -> Lines:
        """The lines of one piece, worded now and remembered."""
        wanted = "earn" if part is not None else key[0] if key else effect["effect"]
        asked = effect if part is None else effect | {"parts": [part]}
        said = [one for one in Teller(self._compiled, Document(body, None)).say(asked) if one.kind == wanted or effect["effect"] != "earn"]
        found = [one.short.nl for one in said], [one.short.en for one in said]
        if key:
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


def long_explanation(shelf: Shelf, document: bytes) -> list[Json]:
    """Everything that happened, and every rule that was looked at and did not apply, with what would have made it."""
    found = read(document)
    compiled = shelf.by_digest(bytes.fromhex(found.body["program"]))
    return [
        {
            "rule": e.rule or None, "kind": e.kind, "applied": e.applied, "short": {"nl": e.short.nl, "en": e.short.en},
            "full": {"nl": e.full.nl, "en": e.full.en}, "would": {"nl": e.would.nl, "en": e.would.en} if e.would.nl else None,
        }
        for e in explain(compiled, found)
    ]  # fmt: skip


def sentences(compiled: Compiled) -> list[Json]:
    """Every rule and setting of the program as a sentence."""
    return [{"path": s.path, "nl": s.nl, "en": s.en} for s in said_by(compiled.program, full=True)]

"""A receipt's reasons and a program's sentences, Dutch and English."""

from typing import Any

from zegel.decide.document import Document, read
from zegel.decide.effect_words import Teller
from zegel.decide.explain import explain
from zegel.flows.facts import Shelf
from zegel.program.compile import Compiled
from zegel.program.sentences import sentences as said_by

Json = dict[str, Any]


def explanation(shelf: Shelf, body: Json) -> Json:
    """What happened and why, in short: a line for each rule that gave something, and for everything that moved."""
    nl: list[str] = []
    en: list[str] = []
    if body["effects"]:
        teller = Teller(shelf.by_digest(bytes.fromhex(body["program"])), Document(body, None))
        for effect in body["effects"]:
            for said in teller.say(effect):
                nl.append(said.short.nl)
                en.append(said.short.en)
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

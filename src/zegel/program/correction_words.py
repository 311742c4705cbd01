"""Corrections by hand, in sentences."""

from collections.abc import Iterator

from zegel.program.corrections import Correcting
from zegel.program.model import Program, Words
from zegel.program.role_words import each_up_to
from zegel.program.words import Language, both, counted, unit_names


def correction_sentences(program: Program) -> Iterator[tuple[str, Words]]:
    """(path, sentence) of each unit."""
    for one in program.corrections:
        yield f"corrections.{one.unit}", both(lambda language, one=one: _said(program, one, language))  # type: ignore[misc]  # bound at once


def _said(program: Program, one: Correcting, language: Language) -> str:
    nl = language == "nl"
    names = unit_names(program, one.unit)
    listed = each_up_to(program, one.roles, lambda most: counted(most, names, language), language)
    return (
        f"met de hand corrigeren mag alleen: {listed}; daarboven keurt een collega het goed."
        if nl
        else f"one corrects by hand alone: {listed}; above that a colleague approves."
    )

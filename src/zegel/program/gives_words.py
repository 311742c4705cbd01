"""What is given outside of a purchase, in words."""

from typing import Final

from zegel.program.gives import Gives
from zegel.program.model import Program, Words
from zegel.program.words import Language, counted, of, percent, unit_names

PAID: Final = Words("wat u betaalde", "what you paid")
WORTH: Final = Words("wat het waard is", "what it is worth")
"""What a share is of."""


def gives_said(program: Program, gives: Gives, amount: Words, language: Language) -> str:
    """`200 punten`, `€ 5,00 winkeltegoed`, `5% van wat u betaalde als winkeltegoed`; `amount` is what a share is of."""
    names = unit_names(program, gives.unit)
    if not gives.share_bp:
        return counted(gives.count, names, language)
    share = percent(gives.share_bp, language)
    if language == "nl":
        return f"{share} van {of(amount, language)} als {names.nl_one}"
    return f"{share} of {of(amount, language)} as {names.en_one}"

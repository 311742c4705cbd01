"""The privacy text of a shop: what it keeps of members, why, how long, and what they may do. One text on the card and in the office."""

from typing import Final

from zegel.program.model import Program
from zegel.program.notice_settings import KEEPING
from zegel.program.settings import setting_sentence
from zegel.web.parts.words import Tongue

PARTS: Final = ("who", "what", "why", "mail", "alone", "rights", "young", "complain")
"""The paragraphs, in order; how long things are kept comes after `alone`."""


def kept_how_long(program: Program, tongue: Tongue) -> list[str]:
    """How long what is kept, a sentence each: the settings of the program, then what no setting changes."""
    said = [tongue.words(setting_sentence(program.settings, one, program.currency)) for one in KEEPING]
    return [*said, tongue.say("keeping books"), tongue.say("keeping rest")]


def privacy_text(program: Program, tongue: Tongue) -> list[tuple[str, list[str]]]:
    """(heading, sentences) of each paragraph."""
    fills = {"shop": program.name, "age": program.settings.least_age}
    found = [(tongue.say(f"privacy {part} title", **fills), [tongue.say(f"privacy {part}", **fills)]) for part in PARTS]
    return [*found[:5], (tongue.say("keeping title"), kept_how_long(program, tongue)), *found[5:]]

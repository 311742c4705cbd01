"""When one person alone may not publish a program: always, or where something of it may cost more than an amount."""

from collections.abc import Iterator
from typing import Final

from zegel.program import forms
from zegel.program.model import Program, Words
from zegel.program.page import Page
from zegel.program.pausing import SAYS
from zegel.program.tree import Node, Text
from zegel.program.words import both, money

_ABOVE: Final = "above "
ALWAYS: Final = -1


def read_publishing(page: Page, node: Node | None, currency: str) -> int | None:
    """The table `publishing`, as Program.second_person_above has it."""
    if node is None:
        return None
    found = page.table(node, "publishing")
    if "second person" not in found:
        return None
    asked = found["second person"]
    if isinstance(asked, Text) and asked.text.startswith(_ABOVE):
        return page.part(asked, asked.text.removeprefix(_ABOVE), lambda text: forms.money(text, currency), 0)
    word = page.choice(asked, ("always", "never", "above 1000.00 EUR"), "word")
    return ALWAYS if word == "always" else None


def costs_at_most(program: Program) -> int:
    """The largest budget that the program names, in minor units."""
    return max((budget.minor for budget in program.budgets), default=0)


def needs_second_person(live: Program, after: Program) -> bool:
    """Whether publishing `after` asks for somebody else. What is live decides, so that no draft can switch it off by itself."""
    above = live.second_person_above
    if live.settings.powerful_roles == "two people" != after.settings.powerful_roles:
        return True
    return above is not None and (above < 0 or costs_at_most(after) > above)


def running_sentences(program: Program) -> Iterator[tuple[str, Words]]:
    """What the program says of how it runs."""
    if program.paused:
        yield "paused", SAYS
    said = publishing_sentence(program)
    if said is not None:
        yield "publishing.second person", said


def publishing_sentence(program: Program) -> Words | None:
    """What it says, None where one person may publish."""
    above = program.second_person_above
    if above is None:
        return None
    if above < 0:
        return Words("Wie een wijziging schrijft, zet die niet zelf online.", "Whoever writes a change does not publish it.")
    return both(
        lambda language: (
            f"Kan een wijziging meer dan {money(above, program.currency, language)} kosten, dan zet een ander die online."
            if language == "nl"
            else f"Where a change may cost more than {money(above, program.currency, language)}, somebody else publishes it."
        )
    )

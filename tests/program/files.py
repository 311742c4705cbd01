"""Program files for the tests: the examples, the kitchen with every key in it, and a small one to make mistakes in."""

from pathlib import Path

from zegel.program.model import Program
from zegel.program.read import read_yaml
from zegel.program.sentences import sentences
from zegel.program.tree import Problem, ProgramMistakes

ROOT = Path(__file__).resolve().parents[2]
KITCHEN = (ROOT / "tests" / "program" / "kitchen.yaml").read_text(encoding="utf-8")
EXAMPLES = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.yaml"))}
EVERY_FILE = {**EXAMPLES, "kitchen.yaml": KITCHEN}

SMALL = """zegel: 1
program: Winkel
company: {currency: EUR}
branches: [markt, haven]
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}
  stars: {never spent: true}
"""
"""Seven lines of a program with points worth a cent and stars; tests put sections behind it."""


def small(sections: str = "") -> Program:
    """The small program with `sections`."""
    return read_yaml(SMALL + sections)


def mistakes(sections: str) -> list[Problem]:
    """What is wrong with the small program and `sections`; nothing when it is a program."""
    return mistakes_in(SMALL + sections)


def said_by(program: Program) -> dict[str, tuple[str, str]]:
    """What the program says of itself: path → Dutch, English."""
    return {one.path: (one.nl, one.en) for one in sentences(program)}


def codes_where(text: str, wrong: str, right: str) -> set[str]:
    """What is wrong with a file in which `wrong` stands in the place of `right`."""
    assert right in text
    return {one.code for one in mistakes_in(text.replace(right, wrong, 1))}


def mistakes_in(text: str) -> list[Problem]:
    """What is wrong with a whole file."""
    try:
        read_yaml(text)
    except ProgramMistakes as found:
        return found.problems
    return []

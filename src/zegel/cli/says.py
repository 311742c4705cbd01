"""What the command line says, and the codes it ends with. Errors are sentences on the error output; results go to the output."""

import os
import sys
from enum import IntEnum
from typing import Final


class Exit(IntEnum):
    """How a command ended. docs/reference/cli.md says the same in a table (a test compares them)."""

    OK = 0
    """Done."""
    REFUSED = 1
    """Something was refused or a check failed; what was said tells what."""
    USAGE = 2
    """The command was not understood."""
    DAMAGE = 3
    """The books are damaged: entries, hashes or projections are not what they must be."""
    DATABASE = 4
    """The database or the backup cannot be used: absent, of another version, busy, full, not whole."""
    BUG = 70
    """A mistake in Zegel."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C or a request to end."""


TRACEBACK: Final = "ZEGEL_TRACEBACK"
"""Set to 1, a mistake in Zegel shows where it happened."""


class Failed(Exception):
    """A command ends with `code` after saying `sentence`."""

    def __init__(self, sentence: str, code: Exit = Exit.REFUSED) -> None:
        self.sentence, self.code = sentence, code
        super().__init__(sentence)


def say(text: str = "") -> None:
    """A line of the result."""
    sys.stdout.write(text + "\n")


def tell(text: str) -> None:
    """A line to whoever watches: progress, warnings, errors."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def is_watched() -> bool:
    """Whether somebody watches at a terminal that can redraw a line."""
    return sys.stderr.isatty() and os.environ.get("TERM", "") not in ("", "dumb") and not os.environ.get("NO_COLOR")


def rows(pairs: list[tuple[str, str]]) -> None:
    """Names and values in two columns, values to the right."""
    wide, long = max((len(name) for name, _ in pairs), default=0), max((len(text) for _, text in pairs), default=0)
    for name, text in pairs:
        say(f"{name:<{wide}}  {text:>{long}}")


def counted(number: int, one: str, many: str = "") -> str:
    """`1 purchase`, `78,536 purchases`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"

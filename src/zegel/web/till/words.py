"""What the till says."""

from typing import Final

from zegel.program.model import Words

WORDS: Final[dict[str, Words]] = {
    "title": Words("Kassa", "Till"),
}

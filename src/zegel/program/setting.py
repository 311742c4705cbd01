"""What one setting of a program is: its key in the file, its default, what it may be, and the sentence it means."""

from typing import Final

from zegel.core.value import value
from zegel.program.model import Words

MONEY: Final = "money"
"""The period of a setting that is an amount."""


@value
class Setting:
    """One setting. `choices` maps each allowed word to its sentence; a setting that is a period has none, and its `sentence` holds `{n}`.

    `key` is its path in the file, `field` its name in model.Settings. A period is counted in `period`s from `least` to `most`;
    where that is MONEY it is an amount of the company's currency, and `default` so many whole ones.
    """

    key: str
    field: str
    default: str
    choices: dict[str, Words]
    sentence: Words
    period: str = ""
    least: int = 1
    most: int = 0

    @property
    def name(self) -> str:
        """The key, as documentation lists it."""
        return self.key

    def allowed(self) -> str:
        """What may stand there, for people."""
        if self.period == MONEY:
            return f"an amount, such as `{self.default}`"
        return " or ".join(f"`{word}`" for word in self.choices) if self.choices else f"{self.least} to {self.most} {self.period}"


NO_WORDS: Final = Words("", "")
"""The sentence of a setting that is a choice: each choice has its own."""

"""What happens to gift cards that are lines of a sale: put into circulation with it, emptied when the line comes back."""

from zegel.core.canonical import quoted
from zegel.core.value import value


@value
class CardSold:
    """Line `line` is a gift card: `count` of `unit` is on purse `purse` now."""

    line: int
    count: int
    unit: str
    purse: str

    def json(self) -> str:
        return f'{{"count":{self.count},"effect":"card sold","line":{self.line},"purse":{quoted(self.purse)},"unit":{quoted(self.unit)}}}'


@value
class CardEmptied:
    """Line `line`, a gift card, came back: `count` of `unit` that was left of it is off purse `purse`; `used` was spent before."""

    line: int
    count: int
    unit: str
    purse: str
    used: int

    def json(self) -> str:
        return (
            f'{{"count":{self.count},"effect":"card emptied","line":{self.line},"purse":{quoted(self.purse)},'
            f'"unit":{quoted(self.unit)},"used":{self.used}}}'
        )

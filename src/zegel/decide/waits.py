"""What goes on waiting, as an effect: points that a person or a return left as they were to be, not to be spent yet."""

from zegel.core.canonical import quoted
from zegel.core.periods import Instant
from zegel.core.value import value


@value
class Waits:
    """`count` of `unit` waits on until `available_at`, or (NEVER) until `event` is reported; "": until the sale was looked at."""

    unit: str
    count: int
    available_at: Instant
    event: str

    def json(self) -> str:
        return (
            f'{{"available_at":{self.available_at},"count":{self.count},"effect":"waits","event":{quoted(self.event)},'
            f'"unit":{quoted(self.unit)}}}'
        )

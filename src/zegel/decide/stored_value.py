"""Effects of paid stamps: bought below the subtotal, handed in for money."""

from collections.abc import Iterable

from zegel.core.value import value


def _by_rate(vat: Iterable[tuple[int, int]]) -> str:
    return "[" + ",".join([f"[{rate},{minor}]" for rate, minor in vat]) + "]"


@value
class StampsBought:
    """`count` paid stamps for `cost_minor`, which are paid besides the basket and are no price: no VAT on it. `left` are there then."""

    count: int
    cost_minor: int
    left: int

    def json(self) -> str:
        return f'{{"cost_minor":{self.cost_minor},"count":{self.count},"effect":"paid stamps","left":{self.left}}}'


@value
class PayOut:
    """`count` paid stamps are handed in, `books` full books of them: `face_minor` was paid for them, `bonus_minor` comes on top.

    `vat` is the bonus per VAT rate (basis points, minor units including VAT): a price that went down afterwards.
    """

    count: int
    books: int
    face_minor: int
    bonus_minor: int
    vat: tuple[tuple[int, int], ...]
    left: int

    def json(self) -> str:
        return (
            f'{{"bonus_minor":{self.bonus_minor},"books":{self.books},"count":{self.count},"effect":"pay out",'
            f'"face_minor":{self.face_minor},"left":{self.left},"vat":{_by_rate(self.vat)}}}'
        )

"""Codes as flows see them: what was typed or scanned, what the books know of it, what a command takes of it, what it gives out."""

from typing import Final

from zegel.core.ids import PurseId
from zegel.core.periods import Instant
from zegel.core.value import value

ISSUED: Final = "issued"
CANCELLED: Final = "cancelled"


@value
class ShownCode:
    """A code that somebody showed: its canonical text and the text as it stands (for campaigns where capitals matter), each with its hash.

    `honour` is why a colleague honours it after its last day, "" where nobody said so. Texts stay in memory; nothing stores them.
    """

    text: str
    hash: bytes
    exact: str
    exact_hash: bytes
    honour: str = ""


@value
class Code:
    """A code that was made, as the books know it: by its hash, for `campaign` (a coupon of the program), out of `batch`.

    It may be used `left` more times; `held` are set aside, `used` are gone. Valid from `valid_from` until before `valid_until`. `member`
    is whose it is, None for anybody's. `value_left` is what a voucher still holds, in minor units. `tail` is its last symbols, for support.
    """

    hash: bytes
    campaign: str
    batch: str
    state: str
    member: PurseId | None
    tail: str
    left: int
    held: int
    used: int
    valid_from: Instant
    valid_until: Instant
    value_left: int


@value
class CodeMove:
    """What a command changes of one code: added to `left`, `held`, `used` and `value_left`. None of them goes below zero."""

    hash: bytes
    left: int
    held: int
    used: int
    value_left: int = 0


def moved(code: Code, move: CodeMove) -> Code:
    """`code` after `move`."""
    return Code(
        code.hash, code.campaign, code.batch, code.state, code.member, code.tail, code.left + move.left, code.held + move.held,
        code.used + move.used, code.valid_from, code.valid_until, code.value_left + move.value_left,
    )  # fmt: skip

"""Ids and how they are written. Random ids are made by doors only; below a door ids are derived."""

from typing import NewType

from zegel.core.refusals import UnknownReceipt
from zegel.core.value import value

CompanyId = NewType("CompanyId", str)
PurseId = NewType("PurseId", bytes)
"""16 random bytes (a UUIDv4), so that purses spread over shards. Written as a UUID outside the books."""


@value
class ReceiptId:
    """A receipt is named by the journal entry that carries its hash: `(purse, seq)`, written `<uuid>.<seq>`."""

    purse: PurseId
    seq: int

    def __str__(self) -> str:
        return f"{purse_text(self.purse)}.{self.seq}"


def random_purse(raw: bytes) -> PurseId:
    """16 random bytes as a UUIDv4 (RFC 9562).

    >>> purse_text(random_purse(bytes(16)))
    '00000000-0000-4000-8000-000000000000'
    """
    made = bytearray(raw)
    made[6] = made[6] & 0x0F | 0x40
    made[8] = made[8] & 0x3F | 0x80
    return PurseId(bytes(made))


def purse_text(purse: PurseId) -> str:
    """A purse id as a lower-case UUID.

    >>> purse_text(PurseId(bytes(range(16))))
    '00010203-0405-0607-0809-0a0b0c0d0e0f'
    """
    h = purse.hex()
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


def purse_of(text: str) -> PurseId | None:
    """The purse that `text` names, or None where it is no lower-case UUID of 36 characters."""
    if len(text) != 36 or text[8] != "-" or text[13] != "-" or text[18] != "-" or text[23] != "-":
        return None
    bare = text.replace("-", "")
    if len(bare) != 32 or any(c not in "0123456789abcdef" for c in bare):
        return None
    return PurseId(bytes.fromhex(bare))


def receipt_of(text: str) -> ReceiptId:
    """The receipt id that `text` names; refuses `unknown_receipt` where it is not of the form `<uuid>.<seq>`."""
    head, _, tail = text.partition(".")
    purse = purse_of(head)
    if purse is None or not tail.isascii() or not tail.isdigit() or len(tail) > 15 or tail[0] == "0":
        raise UnknownReceipt()
    return ReceiptId(purse, int(tail))


def case_text(receipt: ReceiptId, number: int) -> str:
    """The id of what `receipt` opened; of several, from the second on, with its number behind it."""
    return f"{receipt}" if number <= 1 else f"{receipt}.{number}"


def case_of(text: str) -> tuple[ReceiptId, int]:
    """The receipt and the number of what it opened, out of `case_text`; refuses `unknown_receipt`."""
    head, dot, tail = text.rpartition(".")
    if "." in head and dot and tail.isascii() and tail.isdigit() and len(tail) < 5 and tail[0] != "0" and tail != "1":
        return receipt_of(head), int(tail)
    return receipt_of(text), 1

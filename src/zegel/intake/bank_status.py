"""What a bank says of a payment file: pain.002 (ISO 20022, CustomerPaymentStatusReport), of any of its versions.

Read as it comes, without a tree; a document type is refused, so that no entity grows, and so is what lies deeper or says more in one place
than any report does. Names are looked at without their namespace.
"""

from typing import Final
from xml.parsers import expat

from zegel.core.refusals import BankReportUnreadable
from zegel.core.value import value

REJECTED: Final = "RJCT"
SETTLED: Final = ("ACSC", "ACCC")
"""The bank paid: it was booked, or it is on the other account. Anything else is under way."""
MOST: Final = 4_000_000
"""Bytes of a file at most."""
DEEPEST: Final = 32
"""Elements within each other; a report has nine."""
LONGEST: Final = 2_000
"""Signs between two marks, spaces and line ends among them; the longest that a report may say is 140."""
_STATES: Final = {"GrpSts": 0, "PmtInfSts": 1, "TxSts": 2}
_REASONS: Final = ("Cd", "Prtry", "AddtlInf")


@value
class BankStatus:
    """Of payment file `payment`: what is said of all of it (`state`, "" for nothing) and of single payments by their end-to-end id.

    Each state comes with the bank's reason, "" for none.
    """

    payment: str
    state: str
    reason: str
    each: tuple[tuple[str, str, str], ...]

    def of(self, id_: str) -> tuple[str, str]:
        """(state, reason) of one payment: its own, else that of the whole file."""
        return next(((state, reason) for known, state, reason in self.each if known == id_), (self.state, self.reason))


class _Reader:
    """What the parser found so far."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.text = ""
        self.payment = ""
        self.states = ["", "", ""]
        self.reasons: list[list[str]] = [[], [], []]
        self.id = ""
        self.each: list[tuple[str, str, str]] = []

    def start(self, name: str, _: object) -> None:
        if len(self.path) == DEEPEST:
            raise BankReportUnreadable()
        self.path.append(name.rpartition(":")[2])
        self.text = ""
        if self.path[-1] == "TxInfAndSts":
            self.id, self.states[2], self.reasons[2] = "", "", []

    def data(self, text: str) -> None:
        if len(self.text) + len(text) > LONGEST:
            raise BankReportUnreadable()
        self.text += text

    def end(self, _: str) -> None:
        name, text = self.path.pop(), self.text.strip()
        level = 2 if "TxInfAndSts" in self.path else 1 if "OrgnlPmtInfAndSts" in self.path else 0
        if name == "OrgnlMsgId" and not self.payment:
            self.payment = text[:35]
        elif name == "OrgnlEndToEndId":
            self.id = text[:35]
        elif name in _STATES:
            self.states[_STATES[name]] = text[:4]
        elif name in _REASONS and "StsRsnInf" in self.path and text:
            self.reasons[level].append(text[:105])
        elif name == "TxInfAndSts" and self.id:
            self.each.append((self.id, self.states[2], _said(self.reasons[2])))
        self.text = ""


def read_status(file: bytes) -> BankStatus:
    """What the file says; refuses `bank_report_unreadable` where it is no such report."""
    reader, parser = _Reader(), expat.ParserCreate()

    def no_type(*_: object) -> None:
        raise BankReportUnreadable()

    parser.StartDoctypeDeclHandler = no_type
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = reader.start, reader.end, reader.data
    try:
        parser.Parse(file[: MOST + 1], True)  # noqa: FBT003 - expat has no name for it
    except expat.ExpatError:
        raise BankReportUnreadable() from None
    if not reader.payment or len(file) > MOST:
        raise BankReportUnreadable()
    whole = 0 if reader.states[0] in (REJECTED, *SETTLED) else 1
    return BankStatus(reader.payment, reader.states[whole], _said(reader.reasons[whole]), tuple(reader.each))


def _said(reasons: list[str]) -> str:
    return ": ".join(reasons)[:200]

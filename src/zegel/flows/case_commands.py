"""Commands about what comes after a sale: a case is opened, moved on, and where it pays is named."""

from zegel.core.iban import Account
from zegel.core.ids import ReceiptId
from zegel.core.value import value
from zegel.flows.asking import Header, Who


@value
class OpenCase:
    """Something after the sale: `kind` is a warranty, a rebate, a trade in or a service case (decide.cases).

    `what` names the promise (or says what went wrong); `sale` and `line` what was bought (None, 0: nothing); `detail` a serial number or
    what is told; `worth_minor` what an old thing is bought for.
    """

    header: Header
    who: Who
    kind: str
    what: str
    sale: ReceiptId | None
    line: int
    detail: str
    worth_minor: int
    severity: str = ""
    """How bad it is (program.care.SEVERITIES), of a service case; "": not told, so small."""
    condition: str = ""
    """What an old thing is like (program.care.CONDITIONS); "": not told."""
    serial: str = ""
    """What is on it, of an old thing."""
    account: Account | None = None
    """Where a rebate in money is to be paid; it may be named later."""
    number: str = ""
    """The number on the till receipt, where no `sale` is named: one of the member's own, of `total_minor`."""
    total_minor: int = 0


@value
class Seller:
    """Whom an old thing is bought from, who states that they deducted no VAT on it."""

    name: str
    address: str


@value
class MoveCase:
    """Case `case` (the receipt that opened it) is `to` from now on; `offer` names the goodwill that is offered.

    `number` says which of the tasks that one receipt asked for, `role` what the actor is to the program's goodwill ("": the humblest),
    `remedy` what the law gave (decide.cases.REMEDIES), `severity` how bad it turns out to be ("" leaves what is known), and `seller` who
    signed the purchase statement, where a trade-in is taken. `payment` names the payment file that a rebate is `sent` in.
    """

    header: Header
    case: ReceiptId
    to: str
    offer: str
    reason: str
    role: str = ""
    remedy: str = ""
    severity: str = ""
    number: int = 1
    seller: Seller | None = None
    payment: str = ""


@value
class NameAccount:
    """Where the rebate of case `case` is to be paid: `account`, as it was typed. Again: another one."""

    header: Header
    case: ReceiptId
    account: Account


@value
class AnswerSurvey:
    """How a case went, as its member says: `score`, on the scale that was asked for. `case` is the receipt that opened it or that asked."""

    header: Header
    case: ReceiptId
    score: int

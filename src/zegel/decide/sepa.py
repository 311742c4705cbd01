"""A SEPA credit transfer as a file for a bank: pain.001.001.09 (ISO 20022; EPC132-08 says what a customer fills in).

Every text is in the letters that all banks take (core.iban.bank_text), none of which XML would have to escape. No id is longer than 35.
The bank of either side is found by the IBAN, so no BIC is asked of anybody.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from zegel.core.iban import MOST_NAME, Account, bank_text
from zegel.core.periods import Day
from zegel.core.value import value

MOST_ID: Final = 35
MOST_TOLD: Final = 140
NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"


@value
class Credit:
    """`minor` cents for `account`, told as `told`. `id` is the payment's own (end to end), the same however often the file is made."""

    id: str
    minor: int
    account: Account
    told: str


@value
class Payment:
    """What goes to the bank at once: its id, when it was made (`2026-03-04T10:15:00`), on which day it is paid, from which account."""

    id: str
    made: str
    on: Day
    payer: Account
    credits: tuple[Credit, ...]

    @property
    def minor(self) -> int:
        """What it comes to: the control sum, in cents."""
        return sum([one.minor for one in self.credits])


def payment_id(seed: str) -> str:
    """The id of the payment file that `seed` asks for, however often.

    >>> payment_id("key")
    'ZR-2c70e12b7a0646f92279f427'
    """
    return f"ZR-{sha256(seed.encode()).hexdigest()[:24]}"


def credit_id(payment: str, case: str) -> str:
    """The id of one payment in a file: of the case that it pays, and of nobody."""
    return sha256(f"{payment} {case}".encode()).hexdigest()[:30]


def decimals(minor: int) -> str:
    """Cents as a bank writes them.

    >>> decimals(1_005), decimals(7)
    ('10.05', '0.07')
    """
    return f"{minor // 100}.{minor % 100:02}"


def pain(payment: Payment) -> bytes:
    """The file: one group, one debit of the payer for all of it."""
    count, total = len(payment.credits), decimals(payment.minor)
    name = bank_text(payment.payer.holder, MOST_NAME)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="{NAMESPACE}">\n<CstmrCdtTrfInitn>\n'
        f"<GrpHdr><MsgId>{payment.id}</MsgId><CreDtTm>{payment.made}</CreDtTm><NbOfTxs>{count}</NbOfTxs><CtrlSum>{total}</CtrlSum>"
        f"<InitgPty><Nm>{name}</Nm></InitgPty></GrpHdr>\n"
        f"<PmtInf><PmtInfId>{payment.id}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg><NbOfTxs>{count}</NbOfTxs>"
        f"<CtrlSum>{total}</CtrlSum><PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>"
        f"<ReqdExctnDt><Dt>{payment.on}</Dt></ReqdExctnDt><Dbtr><Nm>{name}</Nm></Dbtr>"
        f"<DbtrAcct><Id><IBAN>{payment.payer.iban}</IBAN></Id></DbtrAcct>"
        "<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>\n"
        f"{_credits(payment.credits)}</PmtInf>\n</CstmrCdtTrfInitn>\n</Document>\n"
    ).encode("ascii")


def _credits(paid: Sequence[Credit]) -> str:
    return "".join(
        [
            f"<CdtTrfTxInf><PmtId><EndToEndId>{one.id}</EndToEndId></PmtId>"
            f'<Amt><InstdAmt Ccy="EUR">{decimals(one.minor)}</InstdAmt></Amt>'
            f"<Cdtr><Nm>{bank_text(one.account.holder, MOST_NAME)}</Nm></Cdtr>"
            f"<CdtrAcct><Id><IBAN>{one.account.iban}</IBAN></Id></CdtrAcct>"
            f"<RmtInf><Ustrd>{bank_text(one.told, MOST_TOLD)}</Ustrd></RmtInf></CdtTrfTxInf>\n"
            for one in paid
        ]
    )

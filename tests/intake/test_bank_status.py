"""A bank's report of a payment file (pain.002): of all of it, of parts, and what is no such file."""

import pytest

from zegel.core.refusals import BankReportUnreadable
from zegel.intake.bank_status import read_status

HEAD = '<?xml version="1.0"?><d:Document xmlns:d="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><d:CstmrPmtStsRpt>'
TAIL = "</d:CstmrPmtStsRpt></d:Document>"


def report(group: str, payments: str = "") -> bytes:
    whole = f"<d:OrgnlGrpInfAndSts><d:OrgnlMsgId>ZR-1</d:OrgnlMsgId>{group}</d:OrgnlGrpInfAndSts>"
    inside = f"<d:OrgnlPmtInfAndSts><d:OrgnlPmtInfId>P</d:OrgnlPmtInfId>{payments}</d:OrgnlPmtInfAndSts>" if payments else ""
    return f"{HEAD}{whole}{inside}{TAIL}".encode()


def one(id_: str, state: str, reason: str = "") -> str:
    why = f"<d:StsRsnInf><d:Rsn><d:Cd>{reason}</d:Cd></d:Rsn><d:AddtlInf>closed</d:AddtlInf></d:StsRsnInf>" if reason else ""
    return f"<d:TxInfAndSts><d:OrgnlEndToEndId>{id_}</d:OrgnlEndToEndId><d:TxSts>{state}</d:TxSts>{why}</d:TxInfAndSts>"


def test_what_is_said_of_one_payment_goes_before_what_is_said_of_the_file():
    found = read_status(report("<d:GrpSts>ACSC</d:GrpSts>", one("a", "RJCT", "AC04") + one("b", "ACSC")))

    assert found.payment == "ZR-1"
    assert [found.of(name) for name in ("a", "b", "c")] == [("RJCT", "AC04: closed"), ("ACSC", ""), ("ACSC", "")]


def test_a_part_that_was_accepted_says_nothing_of_the_rest():
    found = read_status(report("<d:GrpSts>PART</d:GrpSts>", one("a", "PDNG")))

    assert [found.of(name)[0] for name in ("a", "b")] == ["PDNG", ""]


def test_a_file_that_is_rejected_whole_says_why():
    found = read_status(report("<d:GrpSts>RJCT</d:GrpSts><d:StsRsnInf><d:Rsn><d:Cd>FF01</d:Cd></d:Rsn></d:StsRsnInf>"))

    assert found.of("a") == ("RJCT", "FF01")


@pytest.mark.parametrize("file", [
    b"", b"no xml", b"<Document/>", report("")[:-5],
    report("<d:x>" * 100_000 + "</d:x>" * 100_000),
    report(f"<d:GrpSts>{'A&#65;' * 100_000}</d:GrpSts>"),
    report(f"<d:x>{' ' * 3_000}</d:x>"),
    b'<!DOCTYPE x [<!ENTITY a "aaaa">]><Document><OrgnlMsgId>&a;</OrgnlMsgId></Document>',
])  # fmt: skip
def test_what_is_no_report_is_refused(file: bytes):
    with pytest.raises(BankReportUnreadable):
        read_status(file)

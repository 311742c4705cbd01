"""A payment file as a bank reads it: the order of its elements, its sums, its letters (ISO 20022 pain.001.001.09, EPC132-08)."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import examples
from zegel.core.iban import SEPA, Account, bank_text, iban_bare, iban_fault, iban_masked
from zegel.core.periods import Day
from zegel.decide.cash_back import vat_in
from zegel.decide.sepa import MOST_ID, NAMESPACE, Credit, Payment, credit_id, pain, payment_id

SHOP = Account("NL91ABNA0417164300", "Café 't Hoekje & Zn.")
HERS = Account("BE68539007547034", "Zoë Łukasz-Ørsted")
FILE = Payment(
    payment_id("key"), "2026-03-04T10:15:00", Day("2026-03-04"), SHOP,
    (Credit(credit_id("P", "a.1"), 1_005, HERS, "Café: spring"), Credit(credit_id("P", "b.1"), 7, SHOP, "Café: spring")),
)  # fmt: skip


def tree(file: Payment) -> ET.Element:
    return ET.fromstring(pain(file))


def names(element: ET.Element | None) -> list[str]:
    assert element is not None
    return [one.tag.removeprefix(f"{{{NAMESPACE}}}") for one in element]


def at(element: ET.Element, path: str) -> ET.Element:
    found = element.find("/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/")))
    assert found is not None
    return found


def test_every_element_stands_where_the_standard_has_it():
    document = tree(FILE)
    whole = at(document, "CstmrCdtTrfInitn")
    group, payment = at(whole, "GrpHdr"), at(whole, "PmtInf")

    assert document.tag == f"{{{NAMESPACE}}}Document"
    assert (names(document), names(whole)) == (["CstmrCdtTrfInitn"], ["GrpHdr", "PmtInf"])
    assert names(group) == ["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"]
    assert names(payment) == [
        "PmtInfId", "PmtMtd", "BtchBookg", "NbOfTxs", "CtrlSum", "PmtTpInf", "ReqdExctnDt", "Dbtr", "DbtrAcct", "DbtrAgt", "ChrgBr",
        "CdtTrfTxInf", "CdtTrfTxInf",
    ]  # fmt: skip
    assert names(at(payment, "CdtTrfTxInf")) == ["PmtId", "Amt", "Cdtr", "CdtrAcct", "RmtInf"]
    assert (names(at(payment, "ReqdExctnDt")), at(payment, "ReqdExctnDt/Dt").text) == (["Dt"], "2026-03-04")


def test_count_and_control_sum_are_those_of_the_payments_in_euros():
    whole = at(tree(FILE), "CstmrCdtTrfInitn")

    for part in ("GrpHdr", "PmtInf"):
        assert (at(whole, f"{part}/NbOfTxs").text, at(whole, f"{part}/CtrlSum").text) == ("2", "10.12")
    amount = at(whole, "PmtInf/CdtTrfTxInf/Amt/InstdAmt")
    assert (amount.text, amount.attrib) == ("10.05", {"Ccy": "EUR"})


def test_names_are_in_the_letters_that_every_bank_takes():
    whole = at(tree(FILE), "CstmrCdtTrfInitn")

    assert at(whole, "PmtInf/Dbtr/Nm").text == "Cafe 't Hoekje + Zn."
    assert at(whole, "PmtInf/CdtTrfTxInf/Cdtr/Nm").text == "Zoe Lukasz-Orsted"
    assert at(whole, "PmtInf/CdtTrfTxInf/CdtrAcct/Id/IBAN").text == "BE68539007547034"


@examples(60)
@given(st.text(max_size=200), st.lists(st.integers(1, 10**9), min_size=1, max_size=5))
def test_whatever_a_name_is_the_file_is_one_that_a_bank_reads_and_its_sum_is_right(name, amounts):
    paid = tuple(Credit(credit_id("P", str(n)), minor, Account("NL91ABNA0417164300", f"A{name}"), name) for n, minor in enumerate(amounts))
    whole = at(tree(replace(FILE, credits=paid)), "CstmrCdtTrfInitn")

    euros = [int((at(one, "Amt/InstdAmt").text or "").replace(".", "")) for one in whole.iter(f"{{{NAMESPACE}}}CdtTrfTxInf")]
    texts = [text for one in whole.iter() if (text := (one.text or "").strip())]
    assert euros == amounts
    assert int((at(whole, "GrpHdr/CtrlSum").text or "").replace(".", "")) == sum(amounts)
    assert all(re.fullmatch(r"[A-Za-z0-9/\-?:().,'+ ]+", text) for text in texts)
    assert all(len(one.text or "") <= 70 for one in whole.iter(f"{{{NAMESPACE}}}Nm"))
    ids = [one.text or "" for tag in ("MsgId", "PmtInfId", "EndToEndId") for one in whole.iter(f"{{{NAMESPACE}}}{tag}")]
    assert all(0 < len(one) <= MOST_ID for one in ids)
    assert len(set(ids[2:])) == len(amounts)


@pytest.mark.parametrize("iban", [
    "NL91 ABNA 0417 1643 00", "BE68 5390 0754 7034", "DE89370400440532013000", "FR1420041010050500013M02606",
    "MT84MALT011000012345MTLCAST001S",
    "GB29NWBK60161331926819", "LU280019400644750000", "nl20ingb0001234567",
])  # fmt: skip
def test_an_iban_of_each_length_is_good(iban):
    assert iban_fault(iban_bare(iban)) == ""


@examples(60)
@given(st.sampled_from(["NL91ABNA0417164300", "BE68539007547034", "DE89370400440532013000"]), st.data())
def test_one_wrong_digit_is_always_seen(iban, data):
    place = data.draw(st.sampled_from([n for n, one in enumerate(iban) if n > 1 and one.isdigit()]))
    other = data.draw(st.sampled_from([one for one in "0123456789" if one != iban[place]]))

    assert iban_fault(iban[:place] + other + iban[place + 1 :]) == "check"


def test_what_is_shown_of_an_iban_finds_nobody():
    assert iban_masked("NL91ABNA0417164300") == "NL•• •••• 4300"
    assert all(14 < long < 35 for long in SEPA.values())
    assert bank_text("//a///b//", 70) == "a/b"


@given(st.integers(0, 10**10), st.sampled_from([0, 900, 2_100]))
def test_net_and_vat_make_the_amount(minor, rate):
    vat = vat_in(minor, rate)

    assert abs(vat * (10_000 + rate) - minor * rate) * 2 <= 10_000 + rate
    assert 0 <= vat <= minor

"""The mapping file: what it says, and all that is wrong with it at once."""

import pytest

from tests.intake.build import MAPPING, mapping
from zegel.intake.fields import sum_of
from zegel.intake.mapping import MappingMistakes, read_mapping


def mistakes(text):
    with pytest.raises(MappingMistakes) as found:
        read_mapping(text)
    return [(problem.line, problem.path) for problem in found.value.problems]


def test_defaults_are_a_till_that_writes_plain_numbers():
    found = mapping()

    assert (found.style.decimal, found.style.thousands, found.clock.form) == (".", "", "ISO")
    assert (found.till.constant, found.channel.constant, found.measure.constant) == ("import", "till", "piece")
    assert [(tender.kind, tender.amount) for tender in found.tenders] == [("other", None)]
    assert found.receipt_number == found.grouped_by


def test_the_columns_are_named_once_each():
    assert mapping(netto="bruto - korting").columns() == ["bon", "filiaal", "moment", "pas", "artikel", "aantal", "bruto", "korting"]


@pytest.mark.parametrize(("text", "terms"), [
    ("a", [(1, "a", False)]),
    ("a - b", [(1, "a", False), (-1, "b", False)]),
    ("-a+b", [(-1, "a", False), (1, "b", False)]),
    ("net-price - 0.50", [(1, "net-price", False), (-1, "0.50", True)]),
    ("[net price] + [2020]", [(1, "net price", False), (1, "2020", False)]),
])  # fmt: skip
def test_a_sum_is_columns_and_numbers(text, terms):
    assert sum_of(text) == terms


@pytest.mark.parametrize("text", ["", "a *", "a * b", "a b", "a -", "(a)", "a/b", "[a", "a + + b", " + ".join("a" * 21)])
def test_what_is_no_sum_is_no_sum(text):
    assert sum_of(text) is None


def test_every_mistake_is_told_at_once_with_its_line():
    wrong = (
        MAPPING.replace("currency: EUR", "currency: EURO")
        .replace("Amsterdam", "Amsterdm")
        .replace("kind: card", "kind: kart")
        .replace("net: netto", "nett: netto")
    )

    assert mistakes(wrong) == [(5, "currency"), (6, "times.zone"), (11, "purchase.identifier.kind"), (13, "line"), (15, "line.nett")]


def test_a_mistake_is_said_in_dutch_too():
    wrong = MAPPING.replace("kind: card", "kind: kart").replace("net: netto", "nett: netto").replace("mapping: purchases", "mapping: x")

    with pytest.raises(MappingMistakes) as found:
        read_mapping(wrong)

    assert [problem.text("nl") for problem in found.value.problems] == [
        "regel 3, mapping: `mapping` zegt `x`, en alleen `purchases` is bekend.",
        "regel 11, purchase.identifier.kind: `kart` kan hier niet; wel card, qr, phone, email of external.",
        "regel 13, line: De sleutel `net` ontbreekt hier.",
        "regel 15, line.nett: De sleutel `nett` kent hier niemand. Bedoelt u `net`?",
    ]


@pytest.mark.parametrize(("old", "new", "path"), [
    ("zegel: 1", "zegel: 2", "zegel"),
    ("mapping: purchases", "mapping: members", "mapping"),
    ("source: old-till", "source: ''", "source"),
    ("net: netto", "net: bruto *", "line.net"),
    ("net: netto", "net: 0.005", "line.net"),
    ("net: netto", "net: {sum: netto, times: 0}", "line.net.times"),
    ("net: netto", "net: [netto]", "line.net"),
    ("quantity: aantal", "quantity: {sum: aantal, empty: 7}", "line.quantity.empty"),
    ("sku: artikel", "sku: {}", "line.sku"),
    ("sku: artikel", "sku: artikel\n  measure: {is: pond}", "line.measure"),
    ("branch: filiaal", "branch: filiaal\n  channel: {is: shop}", "purchase.channel"),
    ("  branch: filiaal\n", "", "purchase"),
    ("times: {zone: Europe/Amsterdam}", "times: {zone: Europe/Amsterdam, form: '%A'}", "times.form"),
    ("times: {zone: Europe/Amsterdam}", "times: {zone: Europe/Amsterdam, twice: third}", "times.twice"),
    ("currency: EUR", "currency: EUR\nnumbers: {decimal: ',', thousands: ','}", "numbers.thousands"),
    ("currency: EUR", "currency: EUR\nfile: {encoding: klingon}", "file.encoding"),
    ("currency: EUR", "currency: EUR\nfile: {format: xlsx}", "file.format"),
    ("currency: EUR", "currency: EUR\ntenders: cash", "tenders"),
    ("currency: EUR", "currency: EUR\ntenders: [{kind: cheque, amount: a}]", "tenders[1].kind"),
    ("currency: EUR", "currency: EUR\ntenders: [{kind: cash, amount: the rest}, {kind: card, amount: the rest}]", "tenders"),
])  # fmt: skip
def test_a_single_mistake_is_told_where_it_is(old, new, path):
    assert old in MAPPING

    assert [where for _, where in mistakes(MAPPING.replace(old, new))] == [path]


@pytest.mark.parametrize(
    "text", ["", "[]", "- 1", "just text", "a: &x 1\nb: *x", "zegel: 1\nzegel: 1", "!!python/object:os.system {}", "\t", "{" * 50]
)
def test_what_is_no_mapping_is_refused(text):
    assert mistakes(text) != []

"""Rows become purchases, whole or not at all."""

from itertools import count
from random import Random

import pytest

from tests.intake.build import MAPPING, csv_file, faults, mapping, read
from zegel.core.periods import instant_text
from zegel.core.purchase import Identifier, Tender
from zegel.core.purchase_document import purchase_bytes
from zegel.intake.articles import MOST_LINES


def row(bon="1", artikel="BROOD", aantal="1", netto="2.50", filiaal="centrum", moment="2026-03-03T10:00:00", pas="P1"):
    return f"{bon},{filiaal},{moment},{pas},{artikel},{aantal},{netto}"


def test_rows_with_the_same_number_are_one_purchase(tmp_path):
    one, two = read(csv_file(tmp_path, row(), row(artikel="TAART", aantal="2", netto="25.00"), row(bon="2", pas="")))

    bought = one.purchase
    assert (bought.source, bought.receipt_number, bought.branch, bought.currency) == ("old-till", "1", "centrum", "EUR")
    assert instant_text(bought.happened_at) == "2026-03-03T09:00:00.000Z"
    assert (bought.business_date, bought.weekday, bought.minute) == ("2026-03-03", 1, 600)
    assert bought.identifier == Identifier("card", "P1")
    assert [(line.number, line.sku, line.quantity, line.net_minor, line.list_minor) for line in bought.lines] == [
        (1, "BROOD", 1000, 250, 250),
        (2, "TAART", 2000, 2500, 2500),
    ]
    assert bought.tenders == (Tender("other", 2750),)
    assert two.purchase.identifier is None


def test_the_document_is_the_canonical_one_for_any_text(tmp_path):
    names = ['"quo""ted"', "back\\slash", "€ ünï 漢 🥖", "a/b", "<svg onload>", "=1+1", "ﬁ ß İ ı", "'; DROP"]
    rows = [row(bon=str(n), artikel=name, filiaal=name, aantal="0.125") for n, name in enumerate(names)]

    for basket in read(csv_file(tmp_path, *rows)):
        assert basket.fault is None
        assert purchase_bytes(basket.purchase) == basket.purchase.document


def test_every_field_can_come_from_the_file(tmp_path):
    made = mapping(
        MAPPING.replace("source:", 'numbers: {decimal: ",", thousands: "."}\nsource:')
        .replace(
            "  branch: filiaal\n",
            "  branch: filiaal\n  till: kassa\n  actor: {is: migratie}\n  channel: {column: kanaal, words: {W: web}, otherwise: till}\n",
        )
        .replace("net: netto", "net: bruto - korting\n  list: bruto\n  discount: {sum: korting, empty: 0}\n  cost: inkoop\n  vat: btw")
        .replace("quantity: aantal", "quantity: {sum: grammen, times: 1}\n  measure: {is: kg}")
        + "  category: {join: [groep, soort], by: /, spelling: hyphens}\n  brand: merk\n  tags: {column: labels, split: '|'}\n"
        + "  legal class: {column: klasse, words: {T: tobacco}, otherwise: ''}\n"
    )
    header = "bon,filiaal,moment,pas,artikel,kassa,kanaal,bruto,korting,inkoop,btw,grammen,groep,soort,merk,labels,klasse"
    text = '1,c,2026-03-03T10:00:00,P1,KAAS,3,W,"1.012,50","12,50","700,00",9,1250,ZUIVEL & EI,Harde kaas,Boer,bio| eigen ,X'
    (basket,) = read(csv_file(tmp_path, text, header=header), made)

    bought = basket.purchase
    (line,) = bought.lines
    assert (bought.till, bought.actor, bought.channel) == ("3", "migratie", "web")
    assert (line.category, line.brand, line.tags, line.legal_class) == ("zuivel-ei/harde-kaas", "Boer", ("bio", "eigen"), "")
    assert (line.quantity, line.measure, line.vat_bp) == (1250, "kg", 900)
    assert (line.list_minor, line.discount_minor, line.net_minor, line.cost_minor) == (101250, 1250, 100000, 70000)


def test_tenders_come_from_rows_or_from_the_first_row_and_the_rest_is_left(tmp_path):
    tenders = (
        "tenders:\n  - {kind: coupon, amount: bonkorting, at most: what is left}\n"
        "  - {kind: card, amount: gepind, of: the first row}\n  - {kind: cash, amount: the rest}\n"
    )
    header = "bon,filiaal,moment,pas,artikel,aantal,netto,bonkorting,gepind"
    found = read(
        csv_file(
            tmp_path, row() + ",0.50,3.00", row() + ",0.25,3.00", row(bon="2") + ",9.00,0", row(bon="3", netto="0") + ",0,0", header=header
        ),
        mapping(MAPPING + tenders),
    )

    assert [basket.purchase.tenders for basket in found] == [
        (Tender("coupon", 75), Tender("card", 300), Tender("cash", 125)),
        (Tender("coupon", 250),),
        (),
    ]


def test_a_bad_row_takes_its_whole_purchase_with_it_and_nothing_else(tmp_path):
    found = read(csv_file(tmp_path, row(), row(bon="2"), row(bon="2", netto='"2,50"'), row(bon="2"), row(bon="3")))

    assert faults(found) == [(4, "malformed")]
    assert [(raw.line, code, reason) for raw, code, reason in found[1].refused()] == [
        (3, "malformed", "Refused with line 4: '2,50' is not a number with `.` as its decimal sign."),
        (4, "malformed", "'2,50' is not a number with `.` as its decimal sign."),
        (5, "malformed", "Refused with line 4: '2,50' is not a number with `.` as its decimal sign."),
    ]
    assert [basket.purchase is None for basket in found] == [False, True, False]


def test_a_row_whose_purchase_cannot_be_told_takes_both_neighbours(tmp_path):
    found = read(csv_file(tmp_path, row(), row(bon="2"), "", '"unclosed,x', row(bon="3"), row(bon="4")))

    assert faults(found) == [(3, "malformed"), (7, "malformed")]
    assert found[-1].rows[0].cells == [f'"unclosed,x\n{row(bon="3")}\n{row(bon="4")}']

    found = read(csv_file(tmp_path, row(), row(bon="2"), " ,x", row(bon="3"), row(bon="4")))
    assert faults(found) == [(3, "malformed"), (4, "malformed"), (5, "malformed")]
    assert found[1].fault.reason == "Line 4 could not be read and may belong to this purchase."


def test_a_short_row_that_names_its_purchase_is_refused_with_that_one_only(tmp_path):
    assert faults(read(csv_file(tmp_path, row(), row(bon="2"), "2,centrum", row(bon="3")))) == [(4, "malformed")]


@pytest.mark.parametrize(("changes", "code"), [
    ({"netto": "-2.50"}, None),  # the flows decide about that: deposits may be negative
    ({"aantal": "-1"}, "negative_line"),
    ({"aantal": "0"}, None),
    ({"aantal": "1.0005"}, "malformed"),
    ({"netto": "10000000000.01"}, "amount_out_of_range"),
    ({"netto": "1e400"}, "amount_out_of_range"),
    ({"netto": ""}, "malformed"),
    ({"artikel": ""}, "malformed"),
    ({"artikel": "x" * 65}, "malformed"),
    ({"artikel": "a\0b"}, "malformed"),
    ({"artikel": "a\u202eb"}, "malformed"),
    ({"filiaal": " "}, "malformed"),
    ({"moment": "2026-02-29T10:00:00"}, "malformed"),
    ({"moment": "1900-01-01T10:00:00"}, "malformed"),
    ({"bon": "x" * 65}, "malformed"),
])  # fmt: skip
def test_each_field_is_held_to_its_form(tmp_path, changes, code):
    (basket,) = read(csv_file(tmp_path, row(**changes)))

    assert (basket.fault.code if basket.fault else None) == code


def test_bytes_that_are_no_text_are_refused_where_they_matter(tmp_path):
    path = csv_file(tmp_path, row(artikel="BR?OD"), row(bon="2"))
    path.write_bytes(path.read_bytes().replace(b"BR?OD", b"BR\xffOD"))

    assert faults(read(path)) == [(2, "malformed")]


def test_a_purchase_of_too_many_lines_is_refused(tmp_path):
    assert faults(read(csv_file(tmp_path, *[row()] * (MOST_LINES + 1)))) == [(2, "malformed")]
    assert faults(read(csv_file(tmp_path, *[row()] * MOST_LINES))) == []


def test_the_sum_of_amounts_stays_within_what_zegel_keeps(tmp_path):
    assert faults(read(csv_file(tmp_path, *[row(netto="9999999999.00")] * 2))) == [(2, "amount_out_of_range")]


def test_a_purchase_with_its_lines_in_one_json_object(tmp_path):
    made = mapping(MAPPING.replace("source:", "file: {lines: regels}\nsource:").replace("rows with the same: bon", "receipt number: bon"))
    sale = (
        '{"bon":%d,"filiaal":"c","moment":"2026-03-03T10:00:00","pas":"P1","regels":'
        '[{"artikel":"A","aantal":1,"netto":1.10},{"artikel":"B","aantal":2,"netto":3}]}\n'
    )
    path = tmp_path / "sales.jsonl"
    path.write_text(sale % 7 + sale % 7 + '{"bon":8}\n' + sale % 9)

    found = read(path, made)

    assert [basket.purchase and [line.net_minor for line in basket.purchase.lines] for basket in found] == [
        [110, 300],
        [110, 300],
        None,
        [110, 300],
    ]
    assert faults(found) == [(3, "malformed")]


def test_no_row_is_lost_whatever_the_file_holds(tmp_path):
    random = Random(7)
    pieces = [row(bon="1"), row(bon="2"), row(bon="3"), "", "x", '"', '"a"b', row(netto="x"), ",,,,,,", "1", row(bon=""), "\r", '"a\nb"']
    for n in count():
        if n == 300:
            break
        lines = random.choices(pieces, k=random.randrange(1, 12))
        path = csv_file(tmp_path, *lines)
        taken = sorted(raw.line for basket in read(path) for raw in basket.rows)
        shown = [raw.line for raw in _rows(path)]
        assert taken == sorted(shown), lines


def _rows(path):
    from tests.intake.build import raws

    return raws(path)

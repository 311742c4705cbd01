"""Rows out of hostile files: each is read, or given back with what is wrong with it."""

import gzip
import json

import pytest

from tests.intake.build import HEADER, MAPPING, csv_file, mapping, raws
from zegel.intake.rows import Raw, UnreadableFile, open_rows

GOOD = "1,centrum,2026-03-03T10:00:00,P1,BROOD,2,5.00"
CELLS = GOOD.split(",")


def good(line):
    return Raw(line, CELLS, "")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_kind_of_line_end_is_a_line_end(tmp_path, end):
    assert raws(csv_file(tmp_path, GOOD, GOOD, end=end)) == [good(2), good(3)]


def test_mixed_line_ends_and_empty_lines_are_read_over(tmp_path):
    path = tmp_path / "mixed.csv"
    path.write_bytes(f"{HEADER}\r\n{GOOD}\n\n{GOOD}\r{GOOD}\r\n\r\n".encode())

    assert raws(path) == [good(2), good(4), good(5)]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_splits_the_header(tmp_path, sign):
    assert raws(csv_file(tmp_path, GOOD.replace(",", sign), header=HEADER.replace(",", sign))) == [good(2)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_found_out_by_its_mark(tmp_path, encoding):
    path = tmp_path / "sales.csv"
    mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
    path.write_bytes(f"{mark}{HEADER}\n{GOOD.replace('BROOD', 'KÄSE')}\n".encode(encoding))

    assert raws(path)[0].cells[4] == "KÄSE"


def test_utf_16_without_its_mark_is_named(tmp_path):
    path = tmp_path / "sales.csv"
    path.write_bytes(f"{HEADER}\n{GOOD}\n".encode("utf-16-le"))

    with pytest.raises(UnreadableFile, match="looks like UTF-16 without its mark"):
        open_rows(path, mapping())


def test_another_encoding_is_read_when_the_mapping_says_so(tmp_path):
    path = tmp_path / "sales.csv"
    path.write_bytes(f"{HEADER}\n{GOOD.replace('BROOD', 'KÄSE €')}\n".encode("windows-1252"))
    found = mapping("zegel: 1\nfile: {encoding: windows-1252}" + _rest())

    assert raws(path, found)[0].cells[4] == "KÄSE €"


def _rest():
    return MAPPING.split("zegel: 1", 1)[1]


@pytest.mark.parametrize(("row", "said"), [
    ("1,centrum", "The row has 2 cells, and the header 7."),
    (GOOD + ",more", "The row has 8 cells, and the header 7."),
    ('1,centrum,"2026"-03,P1,BROOD,2,5.00', "The row cannot be read: ',' expected after '\"'."),
])  # fmt: skip
def test_a_row_of_the_wrong_shape_comes_back_and_the_next_is_read(tmp_path, row, said):
    found = raws(csv_file(tmp_path, row, GOOD))

    assert [found[0].line, found[0].problem] == [2, said]
    assert ",".join(found[0].cells) == row
    assert found[1:] == [good(3)]


def test_a_quote_that_never_closes_gives_back_all_that_it_swallowed(tmp_path):
    found = raws(csv_file(tmp_path, GOOD, '2,"centrum,x', GOOD))

    assert found[0] == good(2)
    assert found[1].problem == "The row cannot be read: unexpected end of data."
    assert found[1].cells == [f'2,"centrum,x\n{GOOD}']
    assert len(found) == 2


def test_a_cell_of_two_megabytes_is_one_bad_row(tmp_path):
    found = raws(csv_file(tmp_path, f"1,{'x' * 2_000_000},,,,,", GOOD))

    assert "larger than field limit" in found[0].problem
    assert found[-1] == good(3)


def test_nul_and_broken_utf_8_stay_in_their_cells(tmp_path):
    path = tmp_path / "sales.csv"
    path.write_bytes(HEADER.encode() + b"\n" + GOOD.encode().replace(b"BROOD", b"BR\0\xffOD") + b"\n")

    assert raws(path)[0].cells[4].encode("utf-8", "surrogateescape") == b"BR\0\xffOD"


def test_line_breaks_within_quotes_belong_to_the_cell(tmp_path):
    found = raws(csv_file(tmp_path, GOOD.replace("BROOD", '"BR\nOOD"'), GOOD))

    assert [(row.line, row.cells[4]) for row in found] == [(3, "BR\nOOD"), (4, "BROOD")]


def test_gzip_is_seen_whatever_the_name(tmp_path):
    path = tmp_path / "sales.csv"
    path.write_bytes(gzip.compress(f"{HEADER}\n{GOOD}\n".encode()))

    assert raws(path) == [good(2)]


def test_a_gzip_that_was_cut_off_says_so(tmp_path):
    path = tmp_path / "sales.csv.gz"
    path.write_bytes(gzip.compress("\n".join([HEADER, *[f"{i},{GOOD[2:]}" for i in range(5000)]]).encode())[:-2000])

    with pytest.raises(UnreadableFile, match="cannot be read any further than line"):
        raws(path)


@pytest.mark.parametrize(("header", "said"), [
    ("bon,filiaal,moment,pas,artikel,aantal", "has no column `netto`"),
    ("bon,filiaal,moment,pas,artikel,aantal,netto,netto", "has two columns called `netto`"),
    ("", "has no column"),
])  # fmt: skip
def test_a_header_that_does_not_fit_the_mapping_is_refused(tmp_path, header, said):
    with pytest.raises(UnreadableFile, match=said):
        open_rows(csv_file(tmp_path, GOOD, header=header), mapping())


def test_a_file_that_is_not_there_and_a_name_that_says_nothing_are_sentences(tmp_path):
    with pytest.raises(UnreadableFile, match="There is no file"):
        open_rows(tmp_path / "absent.csv", mapping())
    with pytest.raises(UnreadableFile, match="does not say what it is"):
        open_rows(csv_file(tmp_path, GOOD, name="sales.xlsx"), mapping())


# -- NDJSON


def ndjson(folder, *lines):
    path = folder / "sales.ndjson"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
    return path


ROW = {"bon": 1, "filiaal": "centrum", "moment": "2026-03-03T10:00:00", "pas": "P1", "artikel": "BROOD", "aantal": 2, "netto": 5.10}


def test_a_json_number_is_the_text_that_was_written(tmp_path):
    raw = b'{"bon":1,"filiaal":"c","moment":"m","pas":null,"artikel":true,"aantal":1e3,"netto":5.10000000000000000001}'

    assert raws(ndjson(tmp_path, raw))[0].cells == ["1", "c", "m", "", "true", "1e3", "5.10000000000000000001"]


@pytest.mark.parametrize("line", [
    b"[1]", b'"x"', b"null", b"{", b'{"bon":1,"bon":2}', b'{"netto":NaN}', b'{"netto":-Infinity}', b"\xff\xfe", b"{} {}", b"[" * 100_000,
    b'{"p\\u006f":1,"po":2}', b"\0",
])  # fmt: skip
def test_a_line_that_is_no_object_comes_back_whole_and_the_next_is_read(tmp_path, line):
    found = raws(ndjson(tmp_path, ROW, line, ROW))

    assert found[1].problem.startswith("The row is not a JSON object")
    assert found[1].cells == [line.decode("utf-8", "surrogateescape")]
    assert [(row.line, row.problem) for row in found[::2]] == [(1, ""), (3, "")]


def test_a_purchase_with_its_lines_gives_a_row_a_line(tmp_path):
    nested = (
        MAPPING.replace("source:", "file: {lines: regels}\nsource:")
        .replace("pas}", "klant.pas}")
        .replace("rows with the same: bon", "receipt number: bon")
    )
    sale = {
        "bon": 7,
        "filiaal": "c",
        "moment": "m",
        "klant": {"pas": "P1"},
        "regels": [{"artikel": "A", "aantal": 1, "netto": "1.00"}, {"artikel": "B", "aantal": 2, "netto": "3.00"}],
    }
    found = raws(ndjson(tmp_path, sale, {"bon": 8, "regels": []}), mapping(nested))

    assert [row.cells for row in found[:2]] == [["7", "c", "m", "P1", "A", "1", "1.00"], ["7", "c", "m", "P1", "B", "2", "3.00"]]
    assert found[2].problem == "`regels` is not a list of lines."


# -- Parquet


def test_parquet_gives_the_same_rows_as_csv(tmp_path):
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({**{key: [value, value] for key, value in ROW.items()}, "pas": ["P1", None], "other": [1, 2]})
    frame.write_parquet(tmp_path / "sales.parquet")

    found = raws(tmp_path / "sales.parquet")

    assert [row.line for row in found] == [1, 2]
    assert found[0].cells == ["1", "centrum", "2026-03-03T10:00:00", "P1", "BROOD", "2", "5.1"]
    assert found[1].cells[3] == ""


def test_what_is_no_parquet_is_a_sentence(tmp_path):
    pytest.importorskip("polars")
    (tmp_path / "sales.parquet").write_bytes(b"PAR1 not really")

    with pytest.raises(UnreadableFile, match="is no Parquet file"):
        open_rows(tmp_path / "sales.parquet", mapping())

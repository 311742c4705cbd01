"""`zegel articles import`: right rows go in, wrong ones to a file, and the same file again changes nothing."""

from pathlib import Path

import pytest

from zegel.core.article import Article
from zegel.intake.catalogue import NotACatalogue, articles_in

CSV = "sku;name_nl;category;tags;cost_minor;condition\nA1;brood;bread;fresh|whole;90;\nA2;taart;cake;;-1;\n;niets;;;;\nA3;oud;bread;;;D\n"


def found(path: Path) -> list[tuple[int, Article | str]]:
    return [(row.line, article) for row, article in articles_in(path)[2]]


def test_articles_out_of_csv(tmp_path):
    path = tmp_path / "articles.csv"
    path.write_text(CSV, encoding="utf-8")

    assert found(path) == [
        (2, Article("A1", "brood", "", "bread", "", ("fresh", "whole"), None, 90)), (3, "cost_minor: a whole number of 0 or more"),
        (4, "sku: 1 to 64 characters"), (5, Article("A3", "oud", category="bread", condition="D")),
    ]  # fmt: skip


def test_articles_out_of_ndjson(tmp_path):
    path = tmp_path / "articles.ndjson"
    path.write_text('{"sku": "A1", "tags": ["fresh"], "vat_bp": 900}\n{"sku": 1\n[]\n{"sku": "A2", "colour": "red"}\n', encoding="utf-8")

    assert found(path) == [
        (1, Article("A1", tags=("fresh",), vat_bp=900)), (2, "not JSON"), (3, "not a table"), (4, "unknown field colour"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["name_nl;category\nx;y\n", "sku;colour\nA1;red\n", ""])
def test_a_file_that_is_no_catalogue_is_refused_whole(tmp_path, text):
    path = tmp_path / "articles.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(NotACatalogue):
        articles_in(path)

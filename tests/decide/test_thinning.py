"""What is left of a receipt when its lines are gone: sums that come to the same, and nothing of what was bought."""

from json import loads

from hypothesis import given
from hypothesis import strategies as st

from zegel.core.canonical import document_bytes
from zegel.core.periods import Day
from zegel.decide.document import read
from zegel.decide.thinning import lines_go_before, names_articles, thinned, vouched, whole_digest

LINE = st.fixed_dictionaries({
    "number": st.integers(1, 99), "sku": st.text("ABC", min_size=1, max_size=4).map(lambda text: f"sku-{text}"),
    "net_minor": st.integers(0, 10**6), "vat_bp": st.sampled_from([0, 900, 2100]), "category": st.just("kaas"),
})  # fmt: skip


def receipt(lines: list, shares: list[int]) -> bytes:
    facts = {"member": 1, "since": "2020-01-01", "windows": [5, 600], "asked": [1], "tier": "goud", "purchase_number": 3, "tenure_years": 2}
    effects = [
        {"effect": "discount", "lane": "line", "left_out": 0, "rule": "kaas", "shares": shares, "vat": [[900, sum(shares)]]},
        {"effect": "price drop", "sku": "sku-A", "count": 5},
    ]
    body = {"effects": effects, "facts": facts, "failed": [[0, 1]], "totals": {"pays_minor": 12}, "program": "00"}
    return document_bytes({"body": body, "purchase": {"lines": lines, "identifier": {"kind": "card", "text": "26"}}, "v": 1})


@given(st.lists(LINE, min_size=1, max_size=5), st.integers(3, 84))
def test_sums_stay_and_articles_go(lines, months):
    whole = receipt(lines, [line["net_minor"] // 7 for line in lines])

    left = thinned(whole, months)
    kept = loads(left)

    assert names_articles(whole)
    assert b"sku-" not in left
    assert b'"kaas"' in left, "the rule is named so"
    assert sum(minor for _, minor in kept["purchase"]["vat"]) == sum(line["net_minor"] for line in lines)
    assert {rate for rate, _ in kept["purchase"]["vat"]} == {line["vat_bp"] for line in lines}
    assert kept["body"]["effects"][0]["shares"] == [sum(line["net_minor"] // 7 for line in lines)]
    assert kept["body"]["facts"]["windows"] == kept["body"]["failed"] == kept["purchase"]["lines"] == []
    assert (kept["purchase"]["identifier"], kept["body"]["totals"]) == (None, {"pays_minor": 12})
    assert thinned(whole, months) == left, "the same bytes whoever asks"
    assert (read(left).purchase, read(left).thinned, read(whole).thinned) == (None, months, 0)
    assert whole_digest(left) == bytes.fromhex(kept["thinned"]["digest"])
    assert whole_digest(whole) == b""


def test_whole_months_are_forgotten_and_none_while_goods_may_come_back():
    assert lines_go_before(Day("2026-11-01"), 26, 30) == lines_go_before(Day("2026-11-30"), 26, 30) == "2024-10-01"
    assert lines_go_before(Day("2026-03-31"), 3, 30) == "2026-01-01"
    assert lines_go_before(Day("2026-03-31"), 3, 100) == "2025-12-21"


def test_an_entry_vouches_for_the_receipts_it_names_and_no_other():
    told = {
        "body": {
            "effects": [
                {"effect": "lines gone", "after_months": 26, "receipts": [[3, "ab" * 32]]},
                {"effect": "earn", "receipts": [[4, "cd"]]},
            ]
        }
    }

    assert vouched([document_bytes(told)]) == {(3, bytes.fromhex("ab" * 32))}

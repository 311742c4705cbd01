"""Discounts over all of the articles or over each line: how they are shared, and how little goes off a line at most."""

import pytest

from tests.decide.test_deals import bread, jam, paid
from tests.make import line
from zegel.core.purchase import Line


@pytest.mark.parametrize(("discount", "lines", "expected"), [
    # all there is for one price; what costs less stays so
    ("d: {price: 5.00 EUR together}", (bread(600, 2), jam(400)), [300, 200]),
    ("d: {price: 5.00 EUR together, of: {category: bread}}", (bread(600, 2), bread(150), jam(400)), [400, 100, 400]),
    ("d: {price: 5.00 EUR together}", (bread(300), jam(200)), [300, 200]),
    # off complete sets only, of all their pieces; the dearest first, or the cheapest
    ("d: {bundle: [{take: 2, of: {category: bread}}, {of: {category: jam}}], off: 10%}", (bread(900, 3), jam(400)), [840, 360]),
    ("d: {bundle: [{take: 2, of: {category: bread}}, {of: {category: jam}}], off: 10%}", (bread(900, 3),), [900]),
    ("d: {bundle: [{of: {category: bread}}, {of: {category: jam}}], off: 100%}", (bread(300), bread(500), jam(400)), [300, 0, 0]),
    ("d: {bundle: [{of: {category: bread}}, {of: {category: jam}}], off: 100%, pieces: cheapest}", (bread(300), bread(500), jam(400)),
     [0, 500, 0]),
    ("d: {take: 2, off: 1.00 EUR}", (bread(900, 3), jam(400), jam(50)), [762, 338, 50]),
    ("d: {take: 2, off: 9.00 EUR, per basket: once}", (bread(300), bread(200)), [0, 0]),
    ("d: {take: 2, price: 4.00 EUR, pieces: cheapest}", (bread(100), bread(200), bread(300), bread(500)), [100, 200, 150, 250]),
    ("d: {take: 2, price: 4.00 EUR, pieces: cheapest, per basket: once}", (bread(300), bread(500), bread(900)), [150, 250, 900]),
    # at most so much of each line, and so many of its pieces; what a line may not lose lapses
    ("d: {off: 50%, at most: 1.00 EUR per line}", (bread(300), bread(150)), [200, 75]),
    ("d: {off: 4.00 EUR, at most: 1.00 EUR per line}", (bread(300), bread(150)), [200, 50]),
    ("d: {off: 50%, at most: [1.00 EUR per line, 1.20 EUR]}", (bread(300), bread(300)), [240, 240]),
    ("d: {off: 10%, at most: 2 items per line}", (bread(500, 5), bread(300, 2), bread(100)), [480, 270, 90]),
    ("d: {off: 10%, at most: 1 item per line}", (line(900, measure="kg", number=1),), [810]),
    ("d: {off: 0.50 EUR per item, at most: 2 items per line}", (bread(750, 3), bread(40)), [650, 0]),
    ("d: {price: 2.00 EUR, at most: 1 item per line}", (bread(750, 3), bread(150)), [700, 150]),
    ("d: {off: 10%, on: basket, at most: 1 item per line}", (bread(500, 5), bread(300)), [490, 270]),
])  # fmt: skip
def test_what_comes_off_each_line(discount: str, lines: tuple[Line, ...], expected: list[int]) -> None:
    assert paid(discount, *lines) == expected

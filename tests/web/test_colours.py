"""Every pair of colours that stands on top of another can be read: WCAG 2.2 AA, and more where a cashier looks in passing."""

import re

import pytest

from zegel.web.parts.statics import ROOT

CSS = (ROOT / "css" / "tokens.css").read_text(encoding="utf-8")
TEXT = """
text bg, text surface, text sunken, text raised, text-2 bg, text-2 surface, text-2 sunken, text-2 raised, brand surface, brand bg,
brand sunken, on-brand brand, on-brand brand-hover, on-brand-soft brand-soft, brand brand-soft, on-panel-2 panel, on-panel-2 panel-2,
seal surface, seal bg, on-seal seal, on-seal-soft seal-soft, good surface, good bg, on-good-soft good-soft, warn surface, warn bg,
on-warn-soft warn-soft, bad surface, bad bg, on-bad bad, on-bad-soft bad-soft, on-paper-2 paper
"""
EDGES = "line-strong surface, line-strong bg, focus surface, focus bg, c1 surface, c2 surface, c3 surface, c4 surface, c5 surface"
LOUD = "on-panel panel, on-panel panel-2, on-paper paper"


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(a: str, b: str) -> float:
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("start", [":root {", ':root[data-theme="dark"] {'], ids=["light", "dark"])
def test_what_stands_on_a_colour_can_be_read(start):
    colours = dict(re.findall(r"--z-([\w-]+): (#[0-9A-Fa-f]{6});", CSS.split(start)[1].split("}")[0]))
    wanted = [(tuple(pair.split()), need) for pairs, need in ((TEXT, 4.5), (EDGES, 3.0), (LOUD, 7.0)) for pair in pairs.split(",")]

    weak = {
        pair: round(ratio(colours[pair[0]], colours[pair[1]]), 2)
        for pair, need in wanted
        if ratio(colours[pair[0]], colours[pair[1]]) < need
    }

    assert weak == {}

"""Every kind of effect × every row of semantics.md: effects.txt has what it comes to, or effects.yaml says why the two have nothing to do
with each other, or which other golden file has it. The longer form tries every choice, also those that are said to change nothing."""

import os
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.golden.effects import KINDS, told, variants
from tests.golden.play import GOLDEN
from tests.program.kept import kept

ROWS = range(1, 31)


def table() -> dict[int, dict[str, dict[str, str]]]:
    """Row → `no sense` and `elsewhere`, each kind by its own name."""
    found: dict[int, dict[str, Any]] = YAML(typ="safe", pure=True).load((GOLDEN / "effects.yaml").read_text(encoding="utf-8"))
    every = list(KINDS)
    return {
        row: {
            part: {kind: said for names, said in (told_of.get(part) or {}).items() for kind in _meant(names, every)}
            for part in ("no sense", "elsewhere")
        }
        for row, told_of in found.items()
    }


def _meant(names: str, every: list[str]) -> list[str]:
    """`a, b`; `all`; `all but a, b`."""
    if names == "all":
        return every
    listed = [name.strip() for name in names.removeprefix("all but ").split(",")]
    assert set(listed) <= set(every), names
    return [kind for kind in every if kind not in listed] if names.startswith("all but ") else listed


def pairs() -> list[tuple[str, int]]:
    """(kind, row) of which effects.txt has figures."""
    rows = table()
    return [(kind, row) for kind in KINDS for row in ROWS if not any(kind in rows[row][part] for part in ("no sense", "elsewhere"))]


def written(known: set[tuple[str, str]] | None) -> str:
    """The whole file: for each kind how it stands, and by row what changes; of `known` (kind, way) only, where they are given."""
    text, wanted, ways = [], set(pairs()), variants()
    for kind in KINDS:
        usual = told(kind)
        text += [f"{kind}: {usual}"]
        for row, name, setting, changes in ways:
            way = f"  {row} {setting.key}: {name}: " if setting else f"  {row} {name}: "
            if (kind, row) not in wanted or (known is not None and (kind, way) not in known):
                continue
            found = told(kind, setting, name, changes)
            if found != usual:
                text.append(f"{way}{found}")
        text.append("")
    return "\n".join(text)


def known_ways() -> set[tuple[str, str]]:
    """(kind, way) of every line of the file: what the short form looks at."""
    found, kind = set(), ""
    ways = [f"  {row} {setting.key}: {name}: " if setting else f"  {row} {name}: " for row, name, setting, _ in variants()]
    for line in (GOLDEN / "effects.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            found |= {(kind, way) for way in ways if line.startswith(way)}
        elif line:
            kind = line.partition(":")[0]
    return found


def test_every_effect_under_every_way_comes_to_what_is_written_down(longer: bool) -> None:
    found = written(None if longer or os.environ.get("ZEGEL_ACCEPT") == "1" else known_ways())

    assert found == kept(GOLDEN / "effects.txt", found)


def test_every_pair_has_figures_or_a_reason_why_there_are_none() -> None:
    rows, lines = table(), (GOLDEN / "effects.txt").read_text(encoding="utf-8").splitlines()
    found: set[tuple[str, int]] = set()
    kind = ""
    for line in lines:
        if line.startswith("  "):
            found.add((kind, int(line.split()[0])))
        elif line:
            kind = line.partition(":")[0]

    assert sorted(rows) == list(ROWS)
    assert sorted(found) == sorted(pairs())
    for row in ROWS:
        assert not rows[row]["no sense"].keys() & rows[row]["elsewhere"].keys()
        for why in rows[row]["no sense"].values():
            assert len(why.split()) > 2
        for where in rows[row]["elsewhere"].values():
            name, _, text = where.partition(": ")
            assert text in (GOLDEN / name).read_text(encoding="utf-8"), where


@pytest.mark.long
def test_what_makes_no_sense_changes_nothing() -> None:
    changed, rows, ways = [], table(), variants()
    for kind in KINDS:
        usual = told(kind)
        for row, name, setting, changes in ways:
            if kind in rows[row]["no sense"] and told(kind, setting, name, changes) != usual:
                changed.append((row, kind, name))

    assert changed == []

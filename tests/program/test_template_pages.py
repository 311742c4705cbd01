"""What the page of each template says can be promised besides: lines to paste into its own program, which stays without a flaw."""

import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from zegel.core.periods import Day
from zegel.hall.trades import TRADES
from zegel.program.lints import lints
from zegel.program.read import read_json

TEMPLATES = Path(__file__).resolve().parents[2] / "src/zegel/hall/templates"


def text_of(page: str) -> str:
    return (TEMPLATES / page / "README.md").read_text(encoding="utf-8")


def joined(program: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """The program with each section of `more` pasted below its own; nothing stands there twice then."""
    for key, found in more.items():
        here = program.get(key, {})
        assert not here.keys() & found.keys(), f"{key} has {sorted(here)} already"
    return program | {key: program.get(key, {}) | found for key, found in more.items()}


@pytest.mark.parametrize("template", sorted(TRADES))
def test_what_more_a_template_could_promise_is_read_as_it_stands(template: str) -> None:
    yaml = YAML(typ="base", pure=True)
    program = yaml.load((TEMPLATES / template / "program.yaml").read_text(encoding="utf-8"))
    blocks = [block.partition("```")[0] for block in text_of(template).split("```yaml\n")[1:]]

    read = [read_json(json.dumps(joined(program, yaml.load(block)))) for block in blocks]

    assert [lint.text("en") for program in read for lint in lints(program, {}, Day("2026-11-23"))] == []
    assert len(read) == (1 if template in ("bakery", "fashion", "webshop") else 0)
    assert "cannot say" not in text_of(template)

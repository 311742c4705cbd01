"""Decisions that may not change. `pytest --accept` writes them anew; the diff is read like code.

A case that changes means a new engine number, and the old path stays as long as receipts need it (architecture.md rule 7).
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.golden.play import GOLDEN, decisions

CASES = sorted(path for path in GOLDEN.glob("*.json") if path.name != "entries.json")


def written(case: dict[str, Any]) -> str:
    """The case as its file keeps it: a line for what is short."""
    rows = [f' "says": {_json(case["says"])},', f' "program": {_json(case["program"])},', ' "story": [']
    rows.append(",\n".join(f"  {_json(step)}" for step in case["story"]))
    rows += [" ],", ' "decisions": [']
    rows.append(",\n".join(_decision(decision) for decision in case["decisions"]))
    return "\n".join(["{", *rows, " ]", "}", ""])


def _decision(decision: dict[str, Any]) -> str:
    rows = []
    for key, told in decision.items():
        if isinstance(told, list) and told:
            rows.append(f"   {_json(key)}: [\n" + ",\n".join(f"    {_json(each)}" for each in told) + "\n   ]")
        else:
            rows.append(f"   {_json(key)}: {_json(told)}")
    return "  {\n" + ",\n".join(rows) + "\n  }"


def _json(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_story_comes_to_the_decisions_that_are_written_down(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    told = [{"on": step["step"].get("at", ""), **{k: v for k, v in step.items() if k != "step"}} for step in decisions(case)]

    if os.environ.get("ZEGEL_ACCEPT") == "1":
        path.write_text(written(case | {"decisions": told}), encoding="utf-8")
        case = json.loads(path.read_text(encoding="utf-8"))

    assert told == case["decisions"]


def test_there_are_cases() -> None:
    assert len(CASES) >= 12

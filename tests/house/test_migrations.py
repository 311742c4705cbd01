"""The steps of the schema are numbered without gaps, each after the one before: two that were written at the same time are seen here."""

import ast

from tests.house.tree import ROOT
from zegel.store.schema_version import HEAD, STEPS

VERSIONS = ROOT / "src/zegel/store/migrations/versions"


def names_in(text: str) -> dict[str, object]:
    """What a module sets to a plain value."""
    return {
        target.id: node.value.value
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def test_every_step_has_a_number_of_its_own_and_follows_the_one_before() -> None:
    files = sorted(VERSIONS.glob("[0-9]*.py"))
    found = [names_in(file.read_text(encoding="utf-8")) for file in files]

    numbers = [f"{n:04}" for n in range(1, len(files) + 1)]

    assert [file.name[:4] for file in files] == numbers
    assert [one["revision"] for one in found] == numbers
    assert [one["down_revision"] for one in found[1:]] == numbers[:-1]
    assert (list(STEPS), HEAD) == (numbers, numbers[-1])

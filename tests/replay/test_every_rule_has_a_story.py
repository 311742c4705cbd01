"""No rule of an example is only written: a story of that example tries it, and something comes of it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.program.files import EXAMPLES, ROOT
from tests.programs import read_yaml
from zegel.decide.document import read
from zegel.program.compile import Compiled
from zegel.program.model import Program
from zegel.replay.play_story import _Player
from zegel.replay.read_story import read_articles, read_story

FOLDER = ROOT / "examples" / "stories"


def words_in(found: Any) -> Iterator[str]:
    """Every text in an effect."""
    if isinstance(found, dict | list):
        for one in found.values() if isinstance(found, dict) else found:
            yield from words_in(one)
    elif isinstance(found, str):
        yield found


def tried(name: str, program: Program) -> set[str]:
    """What the receipts of an example's stories did by its rules' ids, what was used, and what somebody was entitled to."""
    folder, compiled, found = FOLDER / name, Compiled(program), set[str]()
    articles = read_articles((folder / "articles.yaml").read_text(encoding="utf-8"), program)
    for path in sorted(folder.glob("*.yaml")):
        if path.name == "articles.yaml":
            continue
        story = read_story(path.read_text(encoding="utf-8"), program, articles)
        player = _Player(story, compiled)
        assert player.all() == [], path.name
        for document in player.memory.facts.receipts.values():
            body = read(document).body if document is not None else {"effects": [], "uses": []}
            found |= {*words_in(body["effects"]), *words_in(body["uses"])}
        found |= {f"entitled {one.wanted}" for step in story.steps for one in step.expect if one.kind == "entitled"}
    return found


def promised(program: Program) -> dict[str, set[str]]:
    """Kind → the ids of everything of that kind that a program promises, as a receipt calls it."""
    care = program.care
    return {
        "rules": {rule.id for rule in (*program.earn, *program.event_rules, *program.multipliers, *program.cards, *program.discounts)}
        | {rule.id for rule in (*program.points_off, *program.coupons)},
        "memberships": {one.id for one in program.memberships},
        "rewards": {one.id for one in program.rewards},
        "tiers": {one.id for one in program.tiers.steps} if program.tiers else set(),
        "entitlements": {f"entitled {one.kind}" for one in program.entitlements},
        "errands": {one.id for one in program.errands}, "experiences": {one.id for one in program.experiences},
        "agreements": {one.id for one in program.ladders}, "rebates": {one.id for one in care.rebates},
        "trade-ins": {one.id for one in care.trade_ins},
    }  # fmt: skip


@pytest.mark.parametrize("file", sorted(EXAMPLES))
def test_every_rule_of_an_example_is_tried_by_a_story(file):
    program = read_yaml(EXAMPLES[file])
    found = tried(file.removesuffix(".yaml"), program)

    assert {kind: ids - found for kind, ids in promised(program).items() if ids - found} == {}

"""The JSON Schema is what the keys say, takes everything that reading takes, and refuses keys that there are not."""

import json
from datetime import date
from typing import Any

import jsonschema_rs
import pytest
from ruamel.yaml import YAML

from tests.program.files import EVERY_FILE, ROOT
from tests.program.kept import kept
from zegel.program.keys import KEYS
from zegel.program.schema import schema, schema_text
from zegel.program.tree import plain, yaml_tree
from zegel.replay.story import STORY_KEYS

REFERENCE = ROOT / "docs" / "reference"
PROGRAM = jsonschema_rs.validator_for(schema())
STORY = jsonschema_rs.validator_for(schema(STORY_KEYS, "story"))
TEMPLATES = sorted((ROOT / "src" / "zegel" / "hall" / "templates").glob("*/program.yaml"))
STORIES = sorted(path for top in ("examples", "src/zegel/hall/templates") for path in (ROOT / top).rglob("stories/**/*.yaml"))


def typed(text: str) -> Any:
    """The text as an editor reads YAML: with numbers, booleans and days."""

    def undated(node: Any) -> Any:
        if isinstance(node, dict):
            return {str(undated(key)): undated(entry) for key, entry in node.items()}
        if isinstance(node, list):
            return [undated(item) for item in node]
        return node.isoformat() if isinstance(node, date) else node

    return undated(YAML(typ="safe", pure=True).load(text))


@pytest.mark.parametrize(("name", "text"), [
    ("program.schema.json", schema_text()), ("story.schema.json", schema_text(STORY_KEYS, "story")),
])  # fmt: skip
def test_the_kept_schemas_are_what_the_keys_say(name, text):
    assert text == kept(REFERENCE / name, text)


def test_a_schema_is_one():
    for one in (schema(), schema(STORY_KEYS, "story")):
        assert jsonschema_rs.meta.is_valid(one) is True
        assert one["$schema"].endswith("/2020-12/schema")


@pytest.mark.parametrize("read", [typed, lambda text: plain(yaml_tree(text)[0])], ids=["typed", "texts"])
@pytest.mark.parametrize("name", [*sorted(EVERY_FILE), *(f"{path.parent.name} template" for path in TEMPLATES)])
def test_every_program_is_valid(name, read):
    texts = EVERY_FILE | {f"{path.parent.name} template": path.read_text(encoding="utf-8") for path in TEMPLATES}

    assert [str(error) for error in PROGRAM.iter_errors(read(texts[name]))] == []


@pytest.mark.parametrize("path", STORIES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_story_is_valid(path):
    found = typed(path.read_text(encoding="utf-8"))
    if path.name == "articles.yaml":
        found |= {"story": "articles alone", "steps": [{"on": "2026-03-03"}]}

    assert [str(error) for error in STORY.iter_errors(found)] == []


@pytest.mark.parametrize("wrong", [
    "earn: {base: {geef: 1 point}}", "units: {points: {names: {fr: [point, points]}}}", "company: {}", "sets: {bread: {categorie: bread}}",
    "returns: {earned: perhaps}", "stamp cards: {c: {slots: 10}}", "tiers: {measure: {}, steps: {}, more: 1}", "discounts: [5%]",
    "earn: {base: {give: 1 point, per: item, when: tuesday}}", "earn: {base: {give: [1 point], per: item}}",
])  # fmt: skip
def test_what_is_of_another_shape_is_not_valid(wrong):
    base = typed("zegel: 1\nprogram: Winkel\ncompany: {currency: EUR}\nbranches: [markt]\n")

    assert PROGRAM.is_valid(base) is True
    assert PROGRAM.is_valid(base | typed(wrong)) is False


def test_every_key_is_described_and_every_table_is_there():
    whole = json.dumps(schema())
    tables = {"program": schema(), **schema()["$defs"]}

    for kind, keys in KEYS.items():
        properties = tables[kind.replace(" ", "-")]["properties"]
        assert set(properties) == {key.name for key in keys}
        assert all(key.says in properties[key.name]["description"] for key in keys)
    referred = {part.split('"')[0] for part in whole.split("#/$defs/")[1:]}
    assert referred <= set(schema()["$defs"])

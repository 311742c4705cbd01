"""A file becomes a tree of texts: the traps of YAML, hostile JSON, and limits that hold."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.program.tree import MAX_DEPTH, Problem, ProgramMistakes, json_tree, plain, yaml_tree


def codes(read, text: str) -> list[str]:
    """The codes of what is wrong with `text`, whether reading went on or not."""
    try:
        _, problems = read(text)
    except ProgramMistakes as mistakes:
        problems = mistakes.problems
    return [problem.code for problem in problems]


@pytest.mark.parametrize("text", [
    "on", "off", "yes", "no", "NO", "y", "010", "0o10", "0x10", "1e3", "1_000", ".inf", ".nan", "null", "~", "true", "True",
    "2026-03-01", "12:30:45",
    "190:20:30", "<<", "=", "1.0", "+1", "!", "€ 1,50", "2001-12-14t21:59:43.10-05:00",
])  # fmt: skip
def test_a_scalar_of_yaml_stays_what_was_written(text):
    quoted = text in ("!",)
    tree, problems = yaml_tree(f"key: '{text}'" if quoted else f"key: {text}")

    assert (plain(tree), problems) == ({"key": text}, [])


def test_a_key_of_yaml_stays_what_was_written():
    tree, _ = yaml_tree("on: 1\nNO: 2\n010: 3\n1.0: 4\n<<: 5\n")

    assert plain(tree) == {"on": "1", "NO": "2", "010": "3", "1.0": "4", "<<": "5"}


def test_quotes_and_empty_values_are_texts():
    tree, _ = yaml_tree("a: 'x'\nb: \"y\"\nc:\nd: ''\ne: [1, [2, {f: 3}]]\n")

    assert plain(tree) == {"a": "x", "b": "y", "c": "", "d": "", "e": ["1", ["2", {"f": "3"}]]}


@pytest.mark.parametrize(("text", "code"), [
    ("a: &x 1\nb: *x\n", "no_anchors"), ("a: *x\n", "no_aliases"), ("a: !!python/object/apply:os.system [ls]\n", "no_tags"),
    ("a: !foo 1\n", "no_tags"),
    ("a: ! 1\n", "no_tags"), ("%YAML 1.1\n---\na: on\n", "no_directives"), ("%TAG ! tag:x,2026:\n---\na: 1\n", "no_directives"),
    ("a: 1\n---\nb: 2\n", "one_document"),
    ("? [a]\n: 1\n", "not_a_key"), ("{a: 1}: 2\n", "not_a_key"), ("a: [1\n", "not_yaml"), ("a: 1\n b: 2\n", "not_yaml"),
    ("\ta: 1\n", "not_yaml"), ("a: \x00\n", "not_yaml"),
    ("", "empty"), ("# only words\n", "empty"), ("a: 1\na: 2\n", "duplicate_key"), ('a: 1\n"a": 2\n', "duplicate_key"),
    ("a: \u202eb\n", "unseen_character"),
    ("a: x\u200by\n", "unseen_character"), ("a: |\n  two\n  lines\n", "unseen_character"), (f"a: {'x' * 501}\n", "too_long"),
    (f"{'k' * 501}: x\n", "too_long"),
])  # fmt: skip
def test_what_hides_or_lies_in_yaml_is_refused(text, code):
    assert code in codes(yaml_tree, text)


def test_a_character_that_nobody_sees_is_told_with_its_line():
    with pytest.raises(ProgramMistakes) as found:
        yaml_tree("\ufeffa: 1\r\nb: 2\r\nc: x\x00y\r\n")

    assert [(one.line, one.code) for one in found.value.problems] == [(3, "not_yaml")]


def test_the_laughs_of_a_billion_are_not_laughed():
    bomb = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20))

    assert codes(yaml_tree, bomb) == ["no_anchors"]


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "[" * 30 + "]" * 30])
def test_depth_has_an_end_in_yaml(text):
    assert codes(yaml_tree, text)[-1] in ("too_deep", "not_yaml", "not_a_key")


def test_twenty_deep_is_read():
    text = "[" * MAX_DEPTH + "]" * MAX_DEPTH

    assert codes(yaml_tree, text) == codes(json_tree, text) == []


@pytest.mark.parametrize("read", [yaml_tree, json_tree])
def test_size_and_number_of_parts_have_an_end(read):
    assert codes(read, json.dumps(["x"] * 30_000)) == ["too_large"]
    assert codes(read, " " * 1_000_001) == ["too_large"]
    assert codes(read, '"\ud800"') == ["not_text"]


@pytest.mark.parametrize(("text", "code"), [
    ('{"a": 1, "a": 2}', "duplicate_key"), ('{"points": 1, "p\\u006fints": 2}', "duplicate_key"), ("[" * 100_000, "too_deep"),
    ('{"a": 1.0}', "not_exact"),
    ('{"a": 1e3}', "not_exact"), ('{"a": null}', "not_exact"), ('{"a": NaN}', "not_json"), ('{"a": Infinity}', "not_json"),
    ('{"a": -Infinity}', "not_json"),
    ('{"a": 01}', "not_json"), ('{"a": +1}', "not_json"), ('{"a": .5}', "not_json"), ('{"a": 0x10}', "not_json"),
    ('{"a": 1,}', "not_json"), ("{'a': 1}", "not_json"),
    ('{"a" 1}', "not_json"), ('{"a": }', "not_json"), ("{", "not_json"), ('{"a": 1} x', "not_json"), ('{"a": 1}\x00', "not_json"),
    ('["a" "b"]', "not_json"),
    ('"\\ud800"', "unseen_character"), ('"tab\there"', "not_json"), ('"\\u0000"', "unseen_character"), ("", "empty"), ("   ", "empty"),
    ('{"a": "\\u202e"}', "unseen_character"),
    ('"open', "not_json"), ('"\\x"', "not_json"), ('{"a": True}', "not_json"), ('{1: 2}', "not_json"), ("// no\n{}", "not_json"),
    ("[1 2]", "not_json"), ("]", "not_json"),
    (f'"{"x" * 501}"', "too_long"), (f"[{'9' * 4301}]", "too_long"),
])  # fmt: skip
def test_what_lies_in_json_is_refused(text, code):
    assert codes(json_tree, text)[-1] == code


def test_a_byte_order_mark_is_no_mistake():
    assert codes(json_tree, '\ufeff{"a": 1}') == codes(yaml_tree, "\ufeffa: 1") == []


def test_whole_numbers_and_truth_of_json_are_what_yaml_writes():
    tree, problems = json_tree('{"a": 10, "b": true, "c": -5, "d": [false, "x"]}')

    assert (plain(tree), problems) == ({"a": "10", "b": "true", "c": "-5", "d": ["false", "x"]}, [])


def test_a_mistake_in_json_names_its_line_and_path():
    _, problems = json_tree('{\n  "a": {\n    "b": [1,\n      2.5]\n  }\n}')

    assert [(p.line, p.path, p.code) for p in problems] == [(4, "a.b[2]", "not_exact")]


def test_a_duplicate_key_names_both_lines_and_the_first_stays():
    tree, problems = yaml_tree("a: 1\nb: 2\na: 3\n")

    assert plain(tree) == {"a": "1", "b": "2"}
    assert problems == [
        Problem(
            3,
            "a",
            "duplicate_key",
            "The key `a` stands here twice; the first is on line 1.",
            "Give one of them another name, or take it out.",
            "",
        )
    ]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Cn"]), max_size=12)
TREES = st.recursive(
    WORDS | st.integers(-(10**20), 10**20) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


def as_texts(found: object) -> object:
    """What a tree of JSON values is in texts."""
    if isinstance(found, dict):
        return {key: as_texts(one) for key, one in found.items()}
    if isinstance(found, list):
        return [as_texts(one) for one in found]
    return {True: "true", False: "false"}[found] if isinstance(found, bool) else str(found)


@given(TREES)
def test_json_and_the_same_json_as_yaml_give_one_tree(found):
    text = json.dumps(found, ensure_ascii=False)
    quoted = json.dumps(as_texts(found), ensure_ascii=False)

    assert plain(json_tree(text)[0]) == plain(yaml_tree(quoted)[0]) == as_texts(found)


@given(st.one_of(st.text(max_size=60), st.text("{}[]:,-?&*!|>'\"%@` \n\tab#0", max_size=40)), st.sampled_from([yaml_tree, json_tree]))
def test_no_text_does_anything_but_read_or_be_refused(text, read):
    assert all(isinstance(code, str) for code in codes(read, text))


@pytest.mark.parametrize(("text", "says", "hint"), [
    ("\ta: 1\n", "Een regel begint met een tab.", "Gebruik spaties."),
    ("a: @x\n", "Een tekst kan niet met “@” beginnen.", "Zet hem tussen aanhalingstekens."),
    ("a: b: c\n", "Er staat een dubbele punt waar dat niet kan, of de regel begint te ver naar rechts.", "Begin hem waar zijn buren"),
    ("a: [1\nb: 2\n", "Een lijst die met `[` begint, eindigt niet goed.", "Er ontbreekt een komma of `]`."),
    ("a: {b: 1\nc: 2\n", "Een tabel tussen accolades eindigt niet goed.", "Er ontbreekt een komma of de sluitaccolade."),
    ("a:\n  b: 1\n c: 2\n", "Deze regel begint op een andere plek dan zijn buren.", "Begin hem onder de eerste letter"),
    ("a: - b\n", "Er staat een `-` waar geen lijst kan beginnen.", "Begin de lijst op de volgende regel"),
    ("a: 'x\n", "Een tekst tussen aanhalingstekens heeft geen einde.", "Sluit hem met hetzelfde aanhalingsteken"),
    ('a: "x\\q"\n', "Tussen dubbele aanhalingstekens heeft een backslash een eigen betekenis.", "Gebruik enkele aanhalingstekens."),
    ("a: |x\n y\n", "Achter `|` of `>` kan niets anders staan.", "Zet de tekst tussen aanhalingstekens."),
    ("a: \x00\n", "In het bestand staat een teken dat niemand ziet.", "Typ het opnieuw."),
    ("? [a]\n? b\n", "Een sleutel is een woord, nooit een tabel of een lijst.", ""),
])  # fmt: skip
def test_who_is_no_programmer_reads_what_is_wrong_with_the_yaml(text, says, hint):
    with pytest.raises(ProgramMistakes) as found:
        yaml_tree(text)

    problem = found.value.problems[-1]
    assert (problem.message.nl, problem.hint.nl[: len(hint)]) == (says, hint)
    assert problem.message.nl != problem.message, "and in English as well"


@pytest.mark.parametrize(("text", "says"), [
    ('{"a": "x', "een tekst tussen aanhalingstekens heeft geen einde."),
    ('{"a": "\\q"}', "er staat een backslash voor iets waar hij niet voor kan staan."),
    ('"tab\there"', "er staat een tab of een regeleinde in een tekst tussen aanhalingstekens."),
])  # fmt: skip
def test_and_with_the_json(text, says):
    with pytest.raises(ProgramMistakes) as found:
        json_tree(text)

    assert found.value.problems[-1].message.nl == f"Dit is geen JSON: {says}"

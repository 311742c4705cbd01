"""Every refusal, command, setting and effect stands in docs/reference; every word of the design stands in GLOSSARY.md.

The words are read from the registries of the code, so that a new one fails here until it is written about.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Mapping

import pytest

from tests.house.tree import ROOT, SOURCE

REFERENCE = ROOT / "docs" / "reference"
# architecture.md section 3: the words of the house.
GLOSSARY = """
    company, branch, till, staff, partner, purse, account, identifier, program, version, rule, condition, effect, lane, unit,
    agreement, purchase, line, tender, return, decision, reason, receipt, earn, pending, release, hold, redeem, reverse, expire,
    adjust, transfer, lot, posting, entry, seal, measure, counter, draw, reward, redemption, stamp card, tier, coupon, voucher,
    gift card, offer, gesture, bonus, credit note, settlement, consent, liability, breakage, hold-out
"""


def reference() -> str:
    """All of docs/reference as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(REFERENCE.rglob("*.md")))


def registry(module: str, name: str) -> object:
    """A registry of the code; the test is skipped until its package is there, and fails when the package lost it."""
    package = ".".join(module.split(".")[:2])
    if not (SOURCE / package.split(".")[1] / "__init__.py").is_file():
        pytest.skip(f"{package} does not exist yet")
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        pytest.fail(f"{module}.{name} is where the documentation is checked against, and it is not there")


def words(entries: object) -> list[str]:
    """The names in a registry: keys of a mapping, texts, or classes and values with a `code`, `kind` or `name`."""
    assert isinstance(entries, Iterable), f"a registry is a mapping or a list, not {type(entries).__name__}"
    if isinstance(entries, Mapping):
        entries = list(entries)
    found = []
    for entry in entries:
        named = (
            entry
            if isinstance(entry, str)
            else next((getattr(entry, at) for at in ("code", "kind", "name", "__name__") if hasattr(entry, at)), None)
        )
        assert isinstance(named, str), f"{entry!r} has no name"
        found.append(named)
    return found


def missing(names: Iterable[str]) -> str:
    """Those that docs/reference does not show as `code`, in one line."""
    text = reference()
    return ", ".join(sorted({name for name in names if f"`{name}`" not in text}))


def every_refusal() -> list[str]:
    """The codes of all subclasses of ZegelError, after every module of zegel has been imported."""
    base = registry("zegel.core.refusals", "ZegelError")
    assert inspect.isclass(base)
    for module in pkgutil.walk_packages([str(SOURCE)], "zegel."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, waiting = set(), [base]
    while waiting:
        known = waiting.pop()
        waiting += known.__subclasses__()
        if known.__module__.startswith("zegel."):
            found.add(known.code)
    return sorted(found)


def test_every_error_code_is_documented():
    assert missing(every_refusal()) == ""


def test_every_error_code_is_snake_case_and_stands_for_one_refusal():
    base = registry("zegel.core.refusals", "ZegelError")
    assert inspect.isclass(base)
    codes = [code for code in every_refusal() if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", code)]

    assert codes == []


@pytest.mark.parametrize(("module", "name"), [
    ("zegel.flows.commands", "COMMANDS"),
    ("zegel.program.settings", "SETTINGS"),
    ("zegel.decide.effects", "EFFECTS"),
])  # fmt: skip
def test_every_command_setting_and_effect_is_documented(module, name):
    assert missing(words(registry(module, name))) == ""


def test_every_command_of_the_program_is_documented():
    registry("zegel.cli", "__doc__")
    typer = pytest.importorskip("typer", reason="the command line is made of typer")
    app = getattr(importlib.import_module("zegel.cli"), "app", None)
    if app is None:
        pytest.skip("zegel.cli offers no `app` yet")
    group = typer.main.get_command(app)
    names = []
    for name, command in group.commands.items():
        names += [f"zegel {name} {sub}" for sub in getattr(command, "commands", {})] or [f"zegel {name}"]

    assert missing(names) == ""


def test_every_word_of_the_house_is_in_the_glossary():
    glossary = ROOT / "GLOSSARY.md"
    if not glossary.is_file():
        pytest.skip("GLOSSARY.md is not written yet")
    text = glossary.read_text(encoding="utf-8").lower()

    assert [
        word
        for word in GLOSSARY.replace("\n", " ").strip().split(",")
        if not re.search(rf"\*\*[^*]*\b{re.escape(word.strip())}s?\b[^*]*\*\*", text)
    ] == []

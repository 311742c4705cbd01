"""Codes for tests: as they are shown, and as the books know them."""

from dataclasses import replace
from typing import Any, TypeVar

from tests import make
from tests.programs import read_yaml
from zegel.core.codes import canonical, code_hash, drawn, exact, tail
from zegel.core.periods import NEVER, Instant
from zegel.flows.code_facts import Code, ShownCode
from zegel.program.model import Program

KEY = b"the key of every test's house..."
T = TypeVar("T")

HEAD = """
zegel: 1
program: Bakkerij
company: {currency: EUR, country: NL}
branches: [dorpsstraat, markt]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
"""


def program(coupons: str, settings: str = "") -> Program:
    """A bakery where nothing is earned, with `coupons` (the lines below the key) and `settings`."""
    indented = "\n".join(f"  {each}" for each in coupons.strip().splitlines())
    return read_yaml(f"{HEAD}coupons:\n{indented}\n{settings}")


def shown(text: str, honour: str = "") -> ShownCode:
    """A code as a door hands it on."""
    folded, as_is = canonical(text), exact(text)
    return ShownCode(
        folded, code_hash(KEY, make.COMPANY, folded), as_is, code_hash(KEY, make.COMPANY, as_is, capitals_matter=True), honour
    )  # fmt: skip


def made(text: str, campaign: str, **changes: Any) -> Code:
    """A made code, once to be used by whoever shows it."""
    code = Code(code_hash(KEY, make.COMPANY, canonical(text)), campaign, "b1", "issued", None, tail(text), 1, 0, 0, Instant(0), NEVER, 0)
    return replace(code, **changes)


def text_of(n: int) -> str:
    """A well-made code."""
    return drawn(n.to_bytes(15, "big"))


def with_codes(command: T, *texts: str | ShownCode) -> T:
    """The same command with codes entered."""
    return replace(command, codes=tuple(shown(one) if isinstance(one, str) else one for one in texts))  # type: ignore[type-var]  # a command

"""The command line in this process, on a database of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Zegel = Callable[..., Ended]


@pytest.fixture
def zegel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Zegel:
    """`zegel("books", "check")` → how it ended. The working directory and the database are the test's own."""
    from zegel.__main__ import Root
    from zegel.cli import run

    monkeypatch.chdir(tmp_path)
    for name in ("ZEGEL_DATABASE", "ZEGEL_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)

    def command(*words: object) -> Ended:
        capfd.readouterr()
        code = run([str(word) for word in words], Root)
        said = capfd.readouterr()
        return Ended(int(code), said.out, said.err)

    return command


@pytest.fixture
def shop(zegel: Zegel) -> Zegel:
    """The same, with a schema and a company that has no program yet."""
    assert zegel("migrate").code == 0
    assert zegel("company", "new", "korenaar", "--name", "De Korenaar").code == 0
    return zegel


@pytest.fixture
def bakery(shop: Zegel) -> Zegel:
    """The same, with the bakery's program live since 2020."""
    assert shop("program", "publish", EXAMPLES / "bakery.yaml", "--from", "2020-01-01").code == 0
    return shop

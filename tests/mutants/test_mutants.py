"""Each broken promise is caught by its test. The short form breaks the quick ones for real and holds the rest to the code as it is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ALL
from tests.mutants.broken import MUTANTS as FIRST
from tests.mutants.broken import Mutant
from tests.mutants.broken_deals import DEALS
from tests.mutants.broken_doors import DOORS
from tests.mutants.broken_people import PEOPLE
from tests.mutants.broken_trade import TRADE
from tests.mutants.broken_words import WORDS

ROOT = Path(__file__).resolve().parents[2]
MUTANTS = (*FIRST, *PEOPLE, *TRADE, *WORDS, *DOORS, *DEALS)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources and the tests, apart from the checkout, to be broken and mended."""
    to = tmp_path_factory.mktemp("broken")
    for name in ("src", "tests", "dev", "examples", "docs", "bench"):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, to / name)  # what is compiled comes along, for what is not broken
    for name in ("pyproject.toml", "zegel"):
        shutil.copy(ROOT / name, to / name)
    return to


def run(folder: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    mine = {name: value for name, value in os.environ.items() if name != "ZEGEL_ALL"}
    environment = {**mine, "PYTHONPATH": f"{folder / 'src'}{os.pathsep}{folder}", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--hypothesis-profile=noticed", f"--rootdir={folder}"]
    return subprocess.run([*command, *tests], cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=False)


@pytest.fixture(scope="module")
def whole(copy: Path) -> Path:
    """The copy, in which every test that is to notice something passes without the break."""
    passed = run(copy, *dict.fromkeys(mutant.test for mutant in MUTANTS if ALL or mutant.quick))
    assert passed.returncode == 0, passed.stdout[-2000:]
    return copy


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_what_is_to_be_broken_stands_there_once(mutant: Mutant) -> None:
    assert (ROOT / mutant.file).read_text().count(mutant.old) == 1
    assert (ROOT / mutant.test.partition("::")[0]).exists()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("mutant", [pytest.param(m, id=m.name, marks=() if m.quick else (pytest.mark.long,)) for m in MUTANTS])
def test_a_broken_promise_is_noticed(mutant: Mutant, whole: Path) -> None:
    broken = whole / mutant.file
    as_it_was = broken.read_text()

    broken.write_text(as_it_was.replace(mutant.old, mutant.new))
    try:
        noticed = run(whole, mutant.test)
    finally:
        broken.write_text(as_it_was)

    assert noticed.returncode == 1, noticed.stdout[-2000:]

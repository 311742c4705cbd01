"""`zegel demo` in a folder that has a database already: one of an older Zegel, and one that is a shop's own."""

from pathlib import Path

import pytest

from tests.cli.conftest import Zegel
from tests.korenaar import fresh_sqlite
from zegel.demo.running import COMPANY
from zegel.store import sqlite_driver
from zegel.store.schema_version import STEPS


def has(folder: Path, company: str, *, step: str = STEPS[-1]) -> Path:
    """A folder with the database of `company`, as Zegel left it at `step`."""
    folder.mkdir()
    fresh_sqlite(folder)
    path = folder / "zegel.db"
    connection = sqlite_driver.connect(sqlite_driver.driver(), path)
    connection.execute("INSERT INTO company VALUES (?, 'Een winkel', 'EUR', 'Europe/Amsterdam', 0)", (company,))
    connection.execute("UPDATE zegel_schema SET version_num = ?", (step,))
    connection.close()
    return folder


@pytest.mark.parametrize(("step", "said"), [(STEPS[-2], "an older Zegel"), ("9999", "a newer Zegel")])
def test_a_demo_of_another_zegel_says_how_to_begin_anew(zegel: Zegel, tmp_path: Path, step: str, said: str) -> None:
    folder = has(tmp_path / "demo", COMPANY, step=step)

    ended = zegel("demo", folder, "--fixture", "--quiet")

    assert (ended.code, ended.out) == (4, "")
    assert said in ended.err
    assert f"./zegel demo {folder} --again" in ended.err


def test_an_older_demo_may_also_be_kept(zegel: Zegel, tmp_path: Path) -> None:
    folder = has(tmp_path / "demo", COMPANY, step=STEPS[-2])

    ended = zegel("demo", folder, "--fixture", "--quiet")

    assert f"./zegel migrate --database sqlite:///{folder}/zegel.db" in ended.err


@pytest.mark.parametrize("step", [STEPS[-1], STEPS[-2]])
def test_again_throws_no_shop_away_that_is_not_the_demo(zegel: Zegel, tmp_path: Path, step: str) -> None:
    folder = has(tmp_path / "shop", "mijn-winkel", step=step)
    before = (folder / "zegel.db").read_bytes()

    ended = zegel("demo", folder, "--fixture", "--quiet", "--again")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == f"{folder}/zegel.db holds other companies (mijn-winkel): give the demo a folder of its own.\n"
    assert (folder / "zegel.db").read_bytes() == before

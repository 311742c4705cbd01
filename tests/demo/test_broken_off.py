"""A run that is killed goes on, and comes to the same books, byte for byte."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.demo.conftest import FIXED
from tests.korenaar import fresh_sqlite
from zegel.store import sqlite_driver

DEMO = """
import sys
from tests.demo.conftest import FIXED
import zegel.main
zegel.main.now = lambda: int(FIXED.timestamp() * 1000)
from zegel.__main__ import Root
from zegel.cli import run
sys.exit(run(["demo", sys.argv[1], "--fixture", "--quiet"], Root))
"""


def demo(folder, environment):
    from tests.demo.conftest import ROOT

    here = environment | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    return subprocess.Popen(["python", "-c", DEMO, str(folder)], env=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def environment(zegel_environment, zegel_command):
    return zegel_environment | {"PATH": str(Path(zegel_command[0]).parent) + os.pathsep + os.environ["PATH"]}


def digest(path):
    import asyncio

    from zegel.demo.running import COMPANY
    from zegel.store.backup import _counts
    from zegel.store.opening import open_store

    async def work():
        store = await open_store(f"sqlite:///{path}")
        async with store.view([COMPANY]) as view:
            found = await _counts(view, [COMPANY])
        await store.close()
        return found

    return asyncio.run(work())


def wait_for(process, folder, entries):
    """Until so many entries are in the books; whether the process was still at work then."""
    module = sqlite_driver.driver()
    path = folder / "zegel.db"
    while process.poll() is None:
        try:
            connection = module.connect(f"file:{path}?mode=ro", uri=True)
            try:
                if connection.execute("SELECT COUNT(*) FROM entry").fetchone()[0] >= entries:
                    return True
            finally:
                connection.close()
        except module.Error:
            pass  # it is not made yet
        time.sleep(0.02)
    return False


def figures(text):
    """What was printed, without the key and the seconds."""
    return [line for line in text.split("Try it")[0].splitlines() if "seconds" not in line]


@pytest.mark.long  # the short form kills an import (cli/test_import), which goes on in the same way
def test_killed_and_stopped_it_ends_with_the_same_books_and_a_second_run_shows_the_figures(run_demo, weeks, environment, tmp_path):
    whole = tmp_path / "whole"
    whole.mkdir()
    _, _, head = run_demo(fresh_sqlite(whole), "fixture", weeks)
    folder = tmp_path / "broken off"
    for entries in (100, 900):
        process = demo(folder, environment)
        assert wait_for(process, folder, entries)
        process.kill()
        process.communicate()
    process = demo(folder, environment)
    assert wait_for(process, folder, 1300)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, "Stopped. ./zegel demo goes on from here." in err) == (130, True), err

    done = demo(folder, environment)
    out, err = done.communicate(timeout=100)

    assert (done.returncode, "Going on with the demo" in err) == (0, True), err
    assert digest(folder / "zegel.db").head == head
    assert "books check: balanced (1,926 entries of 26 purses)" in out
    assert "  issued                           45,017         $450.17" in out
    for said in (
        "/kassa/koppel/",
        "PIN 480513",
        "Rosa Regular has come for 6 years: type her card 2620000009995",
        "/pas\n",
        "rosa@demo.example sees what you just sold her, eleanor@demo.example",
        "/kantoor/welkom/",
    ):
        assert said in out
    again = demo(folder, environment)
    shown, err = again.communicate(timeout=100)
    assert (again.returncode, "was run in" in err) == (0, True), err
    assert figures(shown) == figures(out)


def test_the_tests_run_the_demo_at_a_fixed_moment():
    assert FIXED.isoformat() == "2026-11-21T23:30:00+00:00"


@pytest.mark.anyio
async def test_the_office_shows_the_demos_file_as_it_was_written_with_its_comments(tmp_path):
    from tests.demo.conftest import ROOT
    from zegel.cli.program_files import program_of
    from zegel.core.periods import Instant
    from zegel.demo.opening import Plan
    from zegel.demo.running import COMPANY, begin
    from zegel.store.opening import open_store

    written = (ROOT / "examples" / "grocer.yaml").read_text("utf-8")
    store = await open_store(fresh_sqlite(tmp_path))
    at = Instant(int(FIXED.timestamp() * 1000))
    await begin(store, program_of(ROOT / "examples" / "grocer.yaml"), written, Plan(52, at, "fixture"), at)
    [version] = await store.queries.programs(COMPANY)
    await store.close()

    assert version.written == written

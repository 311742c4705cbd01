"""Every block that a page marks as runnable is run as it stands, in order, in one shell a page."""

import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.blocks import Block, blocks, runnable
from tests.house.tree import ROOT, SOURCE, where

SECONDS = 100
"""On a busy machine; a page takes a few seconds on a free one."""
WORDS_A_MINUTE = 200
SECONDS_A_BLOCK = 5
PRINTED = "\x1eblock {}\x1e"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """An empty folder with `./zegel` and `examples/` as in a checkout."""
    script = tmp_path / "zegel"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m zegel "$@"\n', encoding="ascii")
    script.chmod(0o755)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def carried_out(found: list[Block], folder: Path, environment: dict[str, str], port: int) -> tuple[int, list[str]]:
    """Run the blocks; the shell's exit code, and what each block printed. Servers that they start end with them."""
    commands = [block.text.replace("8080", str(port)) for block in found if block.kind == "run"]
    script = "set -e\n" + "\n".join(f"printf '{PRINTED.format(n)}'\n{text}" for n, text in enumerate(commands))
    printed = folder / ".printed"
    with printed.open("wb") as out:
        # One file for both outputs: a server in the background would keep a pipe open.
        shell = subprocess.Popen(["sh", "-c", script], cwd=folder, env=environment, stdout=out, stderr=out, start_new_session=True)
        try:
            code = shell.wait(SECONDS)
        finally:
            try:
                os.killpg(shell.pid, signal.SIGTERM)
            except ProcessLookupError:
                pass
            shell.wait()
    said = printed.read_text(encoding="utf-8", errors="replace")
    return code, [part.partition("\x1e")[2] for part in said.split("\x1eblock ")[1:]]


def is_shown(wanted: str, printed: str) -> bool:
    """Whether the lines of `wanted` stand in `printed`, in their order; `…` is anything."""
    lines = iter(printed.splitlines())
    patterns = [".*".join(map(re.escape, line.strip().split("…"))) for line in wanted.splitlines() if line.strip()]
    return all(any(re.fullmatch(pattern, line.strip()) for line in lines) for pattern in patterns)


def promised(page: Path) -> int | None:
    """The seconds that the page says it takes, in its first words below the title; None where it says nothing."""
    found = re.search(r"\A# .+\n\n(\w+) minutes, ", page.read_text(encoding="utf-8"))
    return None if found is None else 60 * {"Five": 5, "Ten": 10}[found[1]]


def worked() -> float:
    """Seconds of processor that commands took so far: what they would take on a machine that does nothing else."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def by_hand(page: Path, found: list[Block], machine: float) -> float:
    """How many seconds a stranger needs: to read all but the commands, to carry those over block by block, and to wait for them."""
    text = re.sub(r"<!--.*?-->|```sh.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return len(text.split()) * 60 / WORDS_A_MINUTE + sum(block.kind == "run" for block in found) * SECONDS_A_BLOCK + machine


@pytest.mark.parametrize("page", runnable(), ids=where)
def test_every_runnable_block_of_the_page_runs(page, checkout, zegel_environment, capsys):
    if not (SOURCE / "cli" / "__init__.py").is_file():
        pytest.skip("there is no command line yet")
    if shutil.which("curl") is None:
        pytest.skip("the pages use curl, and this machine has none")
    found, port, begun = list(blocks(page)), free_port(), worked()

    code, printed = carried_out(found, checkout, zegel_environment | {"ZEGEL_PORT": str(port)}, port)

    commands = [block for block in found if block.kind == "run"]
    assert code == 0, f"{where(page, commands[len(printed) - 1].line)} failed:\n{printed[-1]}"
    n = -1
    for block in found:
        if block.kind == "run":
            n += 1
        else:
            assert is_shown(block.text, printed[n]), f"{where(page, block.line)} was not shown:\n{printed[n]}"
    if (allowed := promised(page)) is not None:
        machine = worked() - begun
        needed = by_hand(page, found, machine)
        with capsys.disabled():
            sys.stdout.write(f"\n{where(page)}: {needed:.0f} of {allowed} seconds by hand, {machine:.0f} of them the machine's\n")
        assert needed <= allowed


def test_the_pages_that_must_run_are_marked():
    marked = {where(page) for page in runnable()}

    assert {where(page) for page in runnable() if promised(page)} == {"docs/tutorial/first-receipt.md", "docs/tutorial/your-own-program.md"}
    assert {
        "docs/howto/connect-a-till.md",
        "docs/howto/make-a-key.md",
        "docs/howto/publish-a-program.md",
        "docs/howto/say-who-works-here.md",
        "docs/tutorial/your-own-program.md",
    } <= marked

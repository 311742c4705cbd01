"""Every block that a page marks as runnable is run as it stands, in order, in one shell a page."""

import os
import re
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


@pytest.mark.parametrize("page", runnable(), ids=where)
def test_every_runnable_block_of_the_page_runs(page, checkout, zegel_environment):
    if not (SOURCE / "cli" / "__init__.py").is_file():
        pytest.skip("there is no command line yet")
    if shutil.which("curl") is None:
        pytest.skip("the pages use curl, and this machine has none")
    found, port = list(blocks(page)), free_port()

    code, printed = carried_out(found, checkout, zegel_environment | {"ZEGEL_PORT": str(port)}, port)

    commands = [block for block in found if block.kind == "run"]
    assert code == 0, f"{where(page, commands[len(printed) - 1].line)} failed:\n{printed[-1]}"
    n = -1
    for block in found:
        if block.kind == "run":
            n += 1
        else:
            assert is_shown(block.text, printed[n]), f"{where(page, block.line)} was not shown:\n{printed[n]}"


def test_the_pages_that_must_run_are_marked():
    marked = {where(page) for page in runnable()}

    assert {
        "docs/howto/connect-a-till.md",
        "docs/howto/make-a-key.md",
        "docs/howto/publish-a-program.md",
        "docs/tutorial/your-own-program.md",
    } <= marked

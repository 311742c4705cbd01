"""Asserts guard the books, so Zegel does not run without them."""

import subprocess
import sys

import pytest

from tests.house.tree import SOURCE


@pytest.mark.parametrize("flag", ["-O", "-OO"])
def test_zegel_refuses_to_start_without_asserts(zegel_environment, tmp_path, flag):
    if not (SOURCE / "__main__.py").is_file():
        pytest.skip("zegel/__main__.py does not exist yet")

    done = subprocess.run(
        [sys.executable, flag, "-m", "zegel", "--help"], capture_output=True, text=True, env=zegel_environment, cwd=tmp_path
    )

    assert done.returncode not in (0, 1), "a refusal, not a traceback"
    assert "-O" in done.stderr
    assert "Traceback" not in done.stderr

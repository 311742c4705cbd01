"""The script ./zegel from anywhere: through links, from paths with spaces, with no Python that is new enough."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT

SHELLS = [shell for shell in ("dash", "bash", "busybox") if shutil.which(shell)]


@pytest.fixture
def checkout(tmp_path) -> Path:
    """A checkout under a path with a space whose environment is ready: it is this one's, by a link."""
    folder = tmp_path / "my shop" / "zegel"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "zegel", folder / "zegel")
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    shutil.copytree(ROOT / "dev", folder / "dev", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / ".venv").symlink_to(ROOT / ".venv")
    package = folder / "src" / "zegel"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text("import os, sys; print(sys.argv[1:], os.getcwd())", encoding="utf-8")
    return folder


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "ZEGEL_PYTHON")}
    return subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True, env=kept | environment, timeout=60)


@pytest.mark.parametrize("shell", SHELLS)
def test_words_go_on_untouched_and_the_folder_stays(checkout, tmp_path, shell):
    words = ["import", "purchases", "a file.csv", "--note=it's $HOME", ""]
    interpreter = ["busybox", "sh"] if shell == "busybox" else [shell]

    done = run(*interpreter, checkout / "zegel", *words, cwd=tmp_path)

    assert done.stdout.strip() == f"{words!r} {tmp_path.resolve()}"
    assert done.stderr == ""


def test_it_finds_its_checkout_through_links(checkout, tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "absolute").symlink_to(checkout / "zegel")
    (tmp_path / "bin" / "zegel").symlink_to("../absolute")

    done = run(tmp_path / "bin" / "zegel", "serve", cwd=tmp_path)

    assert done.stdout.startswith("['serve']")


def test_without_words_it_lists_what_it_can(checkout, tmp_path):
    done = run(checkout / "zegel", cwd=tmp_path)

    assert done.returncode == 0
    for word in ("./zegel demo", "./zegel test", "./zegel check", "./zegel bench"):
        assert word in done.stdout


@pytest.mark.parametrize("word", ["help", "--help", "-h"])
def test_help_with_a_command_is_about_that_command(checkout, tmp_path, word):
    done = run(checkout / "zegel", word, "program", "publish", cwd=tmp_path)

    assert done.stdout.startswith("['help', 'program', 'publish']")


def test_an_old_python_is_named_with_what_to_install(checkout, tmp_path):
    (checkout / ".venv").unlink()
    old = tmp_path / "old"
    old.mkdir()
    for name in ("python3", "python3.14", "python3.13", "python3.12", "python3.11"):
        (old / name).write_text("#!/bin/sh\necho 3.9\n", encoding="utf-8")
        (old / name).chmod(0o755)

    done = run(checkout / "zegel", "serve", cwd=tmp_path, PATH=f"{old}:/usr/bin:/bin")

    assert done.returncode == 69
    assert "needs Python 3.11 or newer, and found only 3.9" in done.stderr
    assert "apt install python3 python3-venv" in done.stderr
    assert not (checkout / ".venv").exists()


def test_a_ready_environment_is_not_touched(checkout, tmp_path):
    before = sorted((path.name, path.stat().st_mtime_ns) for path in (ROOT / ".venv" / ".zegel").iterdir())

    run(checkout / "zegel", "serve", cwd=tmp_path)

    assert sorted((path.name, path.stat().st_mtime_ns) for path in (ROOT / ".venv" / ".zegel").iterdir()) == before

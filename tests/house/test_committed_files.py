"""Nothing in git names a machine, an index or a folder of the person who wrote it."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files_in_git, where

# Each with a one-letter class, or this file would be found by its own test.
ADDRESSES = re.compile(
    r"python[h]osted\.org|pypi\.[o]rg/simple|pypi\.[p]ython\.org|registry\.[n]pmjs|deb\.[d]ebian\.org"
    r"|index-[u]rl\s*[= ]|/[o]pt/(pypi|wheels)"
)
MACHINE_PATHS = re.compile(r"(?<![\w.~-])/([w]ork|[r]oot)/")
LARGEST = 2_000_000


def texts() -> list[tuple[Path, str]]:
    """Each text file in git with its text; pictures and data files are left out."""
    found = []
    for path in files_in_git():
        data = path.read_bytes()
        if b"\0" not in data[:8192]:
            found.append((path, data.decode("utf-8", errors="replace")))
    return found


def test_no_file_names_an_index_or_a_folder_of_one_machine():
    named = [
        f"{where(path, number)}: {line.strip()[:100]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if ADDRESSES.search(line) or MACHINE_PATHS.search(line)
    ]

    assert named == []


def test_no_file_in_git_is_larger_than_two_megabytes():
    large = [f"{where(path)}: {path.stat().st_size} bytes" for path in files_in_git() if path.stat().st_size > LARGEST]

    assert large == []


@pytest.mark.parametrize("lock", ["base", "demo", "journey", "dev"])
def test_every_package_of_a_lock_has_a_version_and_a_hash(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    requirements = [line for line in text.splitlines() if line.strip()]

    loose = [line[:60] for line in requirements if "==" not in line or "--hash=sha256:" not in line]

    assert requirements != []
    assert loose == []


def test_the_locks_agree_on_every_version():
    versions: dict[str, set[str]] = {}
    for lock in ("base", "demo", "journey", "dev"):
        for name, version in re.findall(
            r"^([a-z0-9._-]+)==(\S+)", (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8"), re.MULTILINE
        ):
            versions.setdefault(name, set()).add(version)

    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_no_key_of_a_house_is_in_git():
    assert [where(path) for path in files_in_git() if path.suffix in (".key", ".pem")] == []

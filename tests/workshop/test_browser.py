"""A browser is brought where that is possible, and otherwise said to be missing: the tests that need it are skipped, never failed."""

import os
from pathlib import Path

import pytest

from dev import browser


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose only commands stand in this folder, seen by root."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(browser, "find_library", lambda name: f"lib{name}.so.1")
    return tmp_path


def command(machine: Path, name: str, does: str) -> None:
    (machine / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    (machine / name).chmod(0o755)


def test_the_machines_own_is_taken(machine):
    command(machine, "chromium", "exit 0")
    command(machine, "apt-get", "exit 9")

    assert (browser.found(), browser.bring()) == (str(machine / "chromium"), "")


def test_root_installs_debians_package_by_its_name(machine):
    does = f"""echo "$@" >> {machine}/asked
if [ "$1" = install ]; then printf '#!/bin/sh\\n' > {machine}/chromium; /bin/chmod +x {machine}/chromium; fi"""
    command(machine, "apt-get", does)

    assert browser.bring() == "Debian's chromium installed in 0 s"
    assert browser.found() == str(machine / "chromium")
    assert (machine / "asked").read_text() == "update -qq\ninstall -y -qq --no-install-recommends chromium\n"


def test_what_drives_it_is_installed_too_where_the_system_lacks_it(machine, monkeypatch):
    monkeypatch.setattr(browser, "find_library", lambda _name: None)
    monkeypatch.setattr("sys.platform", "linux")
    command(machine, "apt-get", f'echo "$@" >> {machine}/asked')

    assert browser.bring() == "Debian's chromium and libatomic1 installed in 0 s"
    assert (machine / "asked").read_text().endswith("--no-install-recommends chromium libatomic1\n")


def test_an_installation_that_fails_says_why_and_nothing_more_happens(machine):
    command(machine, "apt-get", "echo Reading; echo 'E: no network' >&2; exit 100")

    assert browser.bring() == "apt-get update failed (E: no network): no browser, its tests are skipped"


@pytest.mark.parametrize("who", ["an ordinary user", "root without apt-get"])
def test_who_cannot_install_it_is_told(machine, monkeypatch, who):
    if who == "an ordinary user":
        command(machine, "apt-get", "exit 9")
        monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert browser.bring() == "no browser to look with on this machine: install Debian's chromium; its tests are skipped"

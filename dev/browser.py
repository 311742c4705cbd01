"""The browser that tests and pictures look with: the machine's own Chromium, or Debian's package of it.

Where tests run as root on a Debian without one, it is installed by name; an ordinary user cannot, and the tests that need it are skipped.
Playwright brings what drives it, but for one library of the system's.
"""

import os
import shutil
import subprocess
import sys
import time
from ctypes.util import find_library
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGE: Final = "chromium"
LIBRARY: Final = "libatomic1"
"""What Playwright's own Node needs on Linux."""
WITHIN: Final = 300
"""Seconds that an installation may take."""


def found() -> str | None:
    """The path of this machine's browser."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def missing() -> tuple[str, ...]:
    """Debian's packages without which no page can be looked at here."""
    driven = sys.platform != "linux" or find_library("atomic") is not None
    return (*(() if found() else (PACKAGE,)), *(() if driven else (LIBRARY,)))


def told() -> str:
    """What is missing, for people; "" where nothing is."""
    return f"no browser to look with on this machine: install Debian's {' and '.join(missing())}" if missing() else ""


def bring() -> str:
    """Install what is missing where we may; what to tell of it, "" where nothing was done or needed."""
    wanted = missing()
    if not wanted:
        return ""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return f"{told()}; its tests are skipped"
    start = time.monotonic()
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (("update", "-qq"), ("install", "-y", "-qq", "--no-install-recommends", *wanted)):
        try:
            done = subprocess.run(
                (apt, *words), env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=WITHIN, check=False
            )
        except subprocess.TimeoutExpired:
            return f"apt-get {words[0]} took over {WITHIN} s: no browser, its tests are skipped"
        if done.returncode:
            why = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            return f"apt-get {words[0]} failed ({''.join(why)}): no browser, its tests are skipped"
    return f"Debian's {' and '.join(wanted)} installed in {time.monotonic() - start:.0f} s"

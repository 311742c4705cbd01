"""The browser that tests and pictures look with: the machine's own Chromium, or Debian's package of it.

Where tests run as root on a Debian without one, it is installed by name; an ordinary user cannot, and the tests that need it are skipped.
"""

import os
import shutil
import subprocess
import time
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGE: Final = "chromium"
MISSING: Final = f"no browser on this machine: install Debian's {PACKAGE}"
WITHIN: Final = 300
"""Seconds that an installation may take."""


def found() -> str | None:
    """The path of this machine's browser."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def bring() -> str:
    """Install one where there is none and we may; what to tell of it, "" where nothing was done or needed."""
    if found() is not None:
        return ""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return f"{MISSING}; its tests are skipped"
    start = time.monotonic()
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (("update", "-qq"), ("install", "-y", "-qq", "--no-install-recommends", PACKAGE)):
        try:
            done = subprocess.run(
                (apt, *words), env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=WITHIN, check=False
            )
        except subprocess.TimeoutExpired:
            return f"apt-get {words[0]} took over {WITHIN} s: no browser, its tests are skipped"
        if done.returncode:
            why = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            return f"apt-get {words[0]} failed ({''.join(why)}): no browser, its tests are skipped"
    return f"Debian's {PACKAGE} was installed in {time.monotonic() - start:.0f} s"

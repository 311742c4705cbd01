"""Re-make the hashed lock files from the .in files: `./zegel lock [--upgrade]`.

uv is taken from PATH, else put into a throw-away environment. The locks name packages, versions and hashes only: no index
address, no machine's path, so that they work behind any mirror. Without --upgrade a version that still fits is kept.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

LOCKS = Path(__file__).resolve().parent.parent / "requirements"
OLDEST_PYTHON = "3.11"
# Each one is held to the versions of those before it (its .in file says `-c`).
ORDER = ("base", "demo", "journey", "dev")


def find_uv(folder: Path) -> str:
    """The uv on PATH, else one installed into `folder`."""
    found = shutil.which("uv")
    if found:
        return found
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "pip", "install", "-q", "uv"], check=True)
    return str(folder / "bin" / "uv")


def lock(uv: str, name: str, extra: list[str]) -> None:
    """Write requirements/<name>.txt for every platform and every Python from the oldest on."""
    command = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"]
    if name == "journey":
        command += ["--no-deps"]
    command += [*extra, "-o", f"{name}.txt", f"{name}.in"]
    subprocess.run(command, check=True, cwd=LOCKS, env={**os.environ, "UV_NO_CONFIG": "1"})
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
    if "://" in text:
        raise SystemExit(f"requirements/{name}.txt names an address; it must not be committed")


def main(extra: list[str]) -> int:
    """Lock every set, in order."""
    with tempfile.TemporaryDirectory(prefix="zegel-lock-") as folder:
        uv = find_uv(Path(folder) / "uv")
        for name in ORDER:
            lock(uv, name, extra)
            print(f"requirements/{name}.txt")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

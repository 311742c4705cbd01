"""Make or complete .venv from hashed lock files: `python -I dev/environment.py base dev`.

Standard library only, because it runs before anything is installed. One process at a time (the kernel drops the lock of a
process that dies), and an interrupted install goes on where it stopped. The environment is made anew only when a lock that
it was made from has changed or its Python is gone; a set that was not asked for before is added to it.
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "requirements"
MADE_FROM = VENV / ".zegel"

# Installed alone and without what it asks for: only its data files are read.
WITHOUT_DEPENDENCIES = frozenset({"journey"})
# The demo falls back to the small data set in the repository.
OPTIONAL = frozenset({"demo", "journey"})

UNAVAILABLE = 69  # EX_UNAVAILABLE of sysexits.h


def say(sentence: str) -> None:
    """One line to the person, never on standard output: that belongs to the command that follows."""
    print(sentence, file=sys.stderr, flush=True)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the set-up lock; wait, saying so once, while another process holds it."""
    with (ROOT / ".venv.lock").open("a", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another zegel is setting up; waiting for it.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def lock_text(name: str) -> bytes:
    """The lock file as it stands in the checkout."""
    return (LOCKS / f"{name}.txt").read_bytes()


def is_installed(name: str) -> bool:
    """Was this very lock file installed completely?"""
    stamp = MADE_FROM / f"{name}.txt"
    return stamp.is_file() and stamp.read_bytes() == lock_text(name)


def is_stale() -> bool:
    """Has a lock changed that the environment was (or was being) made from, or is its Python gone?"""
    if not (VENV / "bin" / "python").exists():
        return True
    begun = [*MADE_FROM.glob("*.txt"), *MADE_FROM.glob("*.begun")]
    return any(stamp.read_bytes() != lock_text(stamp.stem) for stamp in begun if (LOCKS / f"{stamp.stem}.txt").exists())


def make_empty(uv: str | None) -> None:
    """Remove what is there and make an empty environment. It points at the versioned interpreter, so that an upgrade is seen."""
    if VENV.exists():
        # Renamed first: a removal that is interrupted must not leave half an environment under the real name.
        old = ROOT / f".venv.old.{os.getpid()}"
        VENV.rename(old)
        shutil.rmtree(old, ignore_errors=True)
    python = os.path.realpath(sys.executable)
    if uv:
        run([uv, "venv", "--quiet", "--python", python, str(VENV)])
        return
    try:
        import ensurepip  # noqa: F401, PLC0415 - a missing one is the message below
        import venv  # noqa: F401, PLC0415
    except ImportError:
        package = f"python{sysconfig.get_python_version()}-venv"
        say(f"zegel needs Python's venv module. On Debian: apt install {package}")
        raise SystemExit(UNAVAILABLE) from None
    run([python, "-m", "venv", str(VENV)])


def run(command: list[str]) -> None:
    """Run it quietly; on failure show what it said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        raise InstallError(command[0], done.returncode)


class InstallError(Exception):
    """A command of the set-up failed; what it said has been shown."""


def install(name: str, uv: str | None) -> None:
    """Install one lock file, its copy in .venv/.zegel written last: half an install is never taken for a whole one."""
    MADE_FROM.mkdir(exist_ok=True)
    text = lock_text(name)
    begun = MADE_FROM / f"{name}.begun"
    begun.write_bytes(text)
    python = str(VENV / "bin" / "python")
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", python]
    else:
        command = [python, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
        command += ["--no-warn-script-location"]
    command += ["--require-hashes", "-r", str(LOCKS / f"{name}.txt")]
    if name in WITHOUT_DEPENDENCIES:
        command += ["--no-deps"]
    run(command)
    stamp = MADE_FROM / f"{name}.txt"
    finished = stamp.with_suffix(".new")
    finished.write_bytes(text)
    finished.replace(stamp)
    begun.unlink()


def make(names: list[str], uv: str | None) -> None:
    """Bring the environment to hold these sets, and those that it held before."""
    held = [stamp.stem for stamp in sorted(MADE_FROM.glob("*.txt")) if (LOCKS / stamp.name).exists()]
    if is_stale():
        names = list(dict.fromkeys([*names, *held]))
        make_empty(uv)
    missing = [name for name in names if not is_installed(name)]
    packages = sum(lock_text(name).count(b"==") for name in missing)
    if not missing:
        return
    say(f"Setting up {packages} packages in .venv (about a minute, only now) ...")
    start = time.monotonic()
    for name in missing:
        try:
            install(name, uv)
        except InstallError:
            if name not in OPTIONAL:
                raise
            say(f"requirements/{name}.txt could not be installed (see above); going on without it.")
    say(f"Set up in {time.monotonic() - start:.0f} s.")


def main(names: list[str]) -> int:
    """Make the environment with uv if it is there, else (or when uv cannot) with venv and pip."""
    try:
        with one_at_a_time():
            uv = None if os.environ.get("ZEGEL_NO_UV") else shutil.which("uv")
            if uv:
                try:
                    make(names, uv)
                    return 0
                except InstallError:
                    say("uv could not do it; trying venv and pip.")
                    shutil.rmtree(VENV, ignore_errors=True)
            elif VENV.exists() and not is_stale() and not list(VENV.glob("lib/python*/site-packages/pip")):
                shutil.rmtree(VENV)  # made by uv, which is no longer here: there is no pip in it
            make(names, None)
            return 0
    except InstallError as failure:
        say(f"zegel could not set up its environment: {failure.args[0]} ended with code {failure.args[1]}. Run the same again to go on.")
    except PermissionError as failure:
        say(f"zegel may not write {failure.filename}: the checkout belongs to somebody else.")
    except KeyboardInterrupt:
        say("Stopped. Run the same again to go on.")
        return 130
    return UNAVAILABLE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

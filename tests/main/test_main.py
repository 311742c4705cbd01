"""The composition root: settings documented, weak secrets refused, a server that starts quickly, stops cleanly and logs nobody."""

import json
import re
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import psutil
import pytest
from pydantic import ValidationError

from tests.house.tree import ROOT
from tests.korenaar import KORENAAR, fresh_sqlite
from tests.shop_fixtures import unused_port as unused_port
from zegel.api.watching import Log
from zegel.core.periods import Instant
from zegel.main import Settings, beside, open_house, signer
from zegel.server import create_app
from zegel.store.records import Company
from zegel.worker.sealing import WeakKey

SERVER = "from zegel.main import Settings; from zegel.server import serve; serve(Settings())"


def test_every_setting_is_documented_and_nothing_else_is():
    text = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")

    documented = set(re.findall(r"^\| `(ZEGEL_[A-Z_]+)`", text, flags=re.MULTILINE))
    assert documented == {f"ZEGEL_{name.upper()}" for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| `ZEGEL_{name.upper()}`"))
        default = "" if field.default is None else str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
        assert default in row, f"the default of {name} is not the one documented"


@pytest.mark.parametrize(("name", "text"), [
    ("port", "70000"), ("port", "http"), ("clock_seconds", "0"), ("seal_minutes", "-1"), ("log_level", "loud"), ("metrics", "9100"),
    ("metrics", "localhost:http"), ("worker", "perhaps"), ("proxies", "*"), ("proxies", "0.0.0.0/0"), ("proxies", "balancer"),
])  # fmt: skip
def test_a_setting_that_means_nothing_is_refused(monkeypatch, name, text):
    monkeypatch.setenv(f"ZEGEL_{name.upper()}", text)

    with pytest.raises(ValidationError) as refused:
        Settings()

    assert name in str(refused.value)


def test_what_is_said_on_the_command_line_goes_before_the_environment(monkeypatch):
    monkeypatch.setenv("zegel_host", "192.0.2.7")
    monkeypatch.setenv("ZEGEL_PORT", "81")
    monkeypatch.setenv("ZEGEL_UNHEARD_OF", "1")

    given, found = Settings.model_validate({"port": 82}), Settings()

    assert (given.host, given.port) == ("192.0.2.7", 82)
    assert (found.host, found.port, found.database) == ("192.0.2.7", 81, "sqlite:///zegel.db")


def test_the_log_writes_from_its_level_on_and_one_line_an_event():
    lines = []
    log = Log(lines.append, lambda: Instant(1_772_529_300_007), "warning")

    log.info("request", ms=1)
    log.error("bug", error="Broken", frames=["a:1\nb"], of=OSError("odd"))

    assert lines == [
        b'{"error":"Broken","frames":["a:1\\nb"],"of":"odd","event":"bug","level":"error","timestamp":"2026-03-03T09:15:00.007Z"}\n'
    ]


def test_secrets_do_not_show(monkeypatch):
    monkeypatch.setenv("ZEGEL_SEAL_KEY", "ab" * 32)

    assert "abab" not in repr(Settings())


@pytest.mark.parametrize("key", ["", "secret", "00" * 32, "ab" * 31, "zz" * 32])
def test_a_weak_seal_key_is_refused(key):
    with pytest.raises(WeakKey):
        signer(Settings(seal_key=key))  # type: ignore[arg-type]  # as the environment gives it


def test_the_seal_key_is_drawn_beside_the_data(tmp_path):
    settings = Settings(database=f"sqlite:///{tmp_path}/shop.db")

    first = signer(settings).public

    assert stat.S_IMODE(beside(settings, "seal.key").stat().st_mode) == 0o600
    assert signer(settings).public == first


def test_a_server_does_not_load_what_it_does_not_use(zegel_environment):
    program = "import sys, zegel.server; print(*sorted({name.partition('.')[0] for name in sys.modules}))"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=zegel_environment, check=True)

    loaded = set(done.stdout.split())
    unused = {"sqlalchemy", "alembic", "polars", "typer", "rich", "cryptography", "asyncpg", "prometheus_client", "hypothesis", "fastapi"}
    assert unused & loaded == set()


class Server:
    """A real server process; `answers` waits for it."""

    def __init__(self, folder: Path, environment: dict[str, str], port: int, **settings: str) -> None:
        self.log = folder / "log"
        self.address = f"http://127.0.0.1:{port}"
        self.started = time.monotonic()
        more = {f"ZEGEL_{name.upper()}": text for name, text in settings.items()}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SERVER], env=environment | {"ZEGEL_PORT": str(port)} | more, cwd=folder, stderr=log
            )

    def answers(self) -> float:
        """Seconds from the start to the first answer."""
        while True:
            assert self.process.poll() is None, self.log.read_text()
            try:
                self.ask("/health/ready")
            except URLError:
                assert time.monotonic() - self.started < 120
                time.sleep(0.01)
            else:
                return time.monotonic() - self.started

    def ask(self, path: str, data: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        try:
            with urlopen(Request(self.address + path, data, headers), timeout=5) as answer:
                return answer.status, answer.read()
        except HTTPError as refused:
            return refused.code, refused.read()

    def stop(self) -> None:
        self.process.terminate()
        assert self.process.wait(20) in (0, -15), self.log.read_text()


@pytest.fixture
def run(tmp_path, zegel_environment, unused_port):
    """Start a server with these settings; gone after the test."""
    made = []

    def start(**settings: str) -> Server:
        made.append(Server(tmp_path, zegel_environment, unused_port, database=fresh_sqlite(tmp_path), **settings))
        return made[-1]

    yield start
    for server in made:
        if server.process.poll() is None:
            server.stop()


def test_a_server_starts_stays_small_and_stops_cleanly(run):
    server = run()

    server.answers()

    # How soon it answers is measured by bench/, never asserted here.
    assert psutil.Process(server.process.pid).memory_info().rss < 150_000_000
    server.stop()


@pytest.mark.anyio
async def test_the_very_first_start_greets_the_owner_with_a_link_and_later_ones_do_not(tmp_path):
    settings, greeted = Settings(database=fresh_sqlite(tmp_path), worker=False), []
    async with open_house(settings) as house:
        await house.store.queries.add_company(Company(KORENAAR, "De Korenaar", "EUR", "Europe/Amsterdam", Instant(0)))

    for _ in range(2):
        app = create_app(settings, greeted.append)
        async with app.router.lifespan_context(app):
            pass

    (path,) = greeted
    assert re.fullmatch(r"/kantoor/welkom/[\w-]+\.[\w-]+", path)


@pytest.mark.parametrize(
    ("proxies", "over_https"), [("127.0.0.1", True), ("10.0.0.0/8, 127.0.0.0/8", True), ("10.0.0.7", False), ("", False)]
)
def test_only_a_proxy_that_is_named_says_where_a_visitor_comes_from(run, proxies, over_https):
    server = run(proxies=proxies)
    server.answers()
    forwarded = {"Host": "card.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7", "Sec-Fetch-Site": "same-origin"}

    _, page = server.ask("/kantoor/aanmelden", data=b"email=a%40b.nl&password=wrong", **forwarded)

    assert (b"over https" not in page) is over_https
    assert b"old_form" not in page
    server.stop()


def test_the_log_is_json_and_names_nobody(run):
    server = run()
    server.answers()

    status, body = server.ask("/v1/members/0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11?limit=canary", Authorization="Bearer zk_canary.canary")
    server.ask("/v1/canary%0d%0aadmin=1")
    server.stop()

    assert (status, json.loads(body)["code"]) == (401, "not_signed_in")
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    seen = [line for line in lines if line["event"] == "request" and line["route"].startswith("/v1")]
    assert [(line["route"], line["status"], line["code"]) for line in seen] == [("/v1/members/{member}", 401, "not_signed_in")]
    assert "canary" not in server.log.read_text()


def test_figures_are_shown_apart_and_only_where_they_are_asked_for(run):
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        other = found.getsockname()[1]
    server = run(metrics=f"127.0.0.1:{other}")
    server.answers()

    assert server.ask("/metrics")[0] == 404
    with urlopen(f"http://127.0.0.1:{other}/metrics", timeout=5) as answer:
        figures = answer.read().decode()

    assert 'zegel_requests_total{code="",method="GET",route="/health/ready",status="200"}' in figures
    assert "zegel_waiting 0.0" in figures


def test_a_database_without_zegel_in_it_is_refused_in_a_sentence(tmp_path, zegel_environment):
    environment = zegel_environment | {"ZEGEL_DATABASE": f"sqlite:///{tmp_path}/none.db", "ZEGEL_PORT": "0"}

    done = subprocess.run([sys.executable, "-c", SERVER], capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=30)

    assert done.returncode != 0
    assert "zegel migrate" in done.stderr
    assert list(tmp_path.iterdir()) == []

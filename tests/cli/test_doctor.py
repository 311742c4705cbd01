"""`zegel doctor`: what is wrong with an install, and nothing where nothing is."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, Zegel


@pytest.fixture
def answering(free_tcp_port: int) -> Iterator[int]:
    """The port of something that answers as a server does."""

    class Live(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/health/live" else 404)
            self.end_headers()

        def log_message(self, *_given: object) -> None:
            """Silence."""

    server = HTTPServer(("127.0.0.1", free_tcp_port), Live)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield free_tcp_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_empty_install_is_told_what_it_lacks(shop: Zegel, free_tcp_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEGEL_PORT", str(free_tcp_port))

    found = shop("doctor")

    assert (found.code, found.err) == (1, "8 things to look at, 1 of them now.\n")
    said = [line.strip() for line in found.out.splitlines()]
    assert f"now   No server answers at http://127.0.0.1:{free_tcp_port}. Start it: zegel serve." in said
    assert "soon  ZEGEL_SMTP_HOST is not set: members get no sign-in code and no receipt." in said
    assert "soon  No program is live yet: choose one in the office, or zegel program publish." in said
    assert "soon  No owner can sign in yet: zegel staff first." in said
    assert "soon  No backup was ever restored. Try it once." in said


def test_a_house_that_is_well_is_told_so(shop: Zegel, answering: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("PORT", answering), ("SMTP_HOST", "127.0.0.1"), ("SMTP_FROM", "shop@korenaar.example"), ("SMTP_TLS", "none")):
        monkeypatch.setenv(f"ZEGEL_{name}", str(text))
    monkeypatch.setenv("ZEGEL_PUBLIC_URL", f"http://127.0.0.1:{answering}")
    shop("program", "publish", EXAMPLES / "bakery.yaml")
    shop("staff", "new", "Anna", "anna@korenaar.example", "--role", "owner")
    shop("books", "check", "--quiet")
    shop("backup", "copy.db", "--quiet")
    shop("restore", "copy.db", "--check", "--quiet")

    found = shop("doctor")

    assert (found.code, found.out.splitlines()[-1]) == (0, "All is well."), found.out


def test_what_must_be_done_now_is_said_first_and_with_what_to_do(shop: Zegel, answering: int, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("zegel.people.key").write_text("00" * 32)
    Path("zegel.people.key").chmod(0o644)
    monkeypatch.setenv("ZEGEL_HOST", "0.0.0.0")
    monkeypatch.setenv("ZEGEL_PORT", str(answering))
    monkeypatch.setenv("ZEGEL_DEMO_POST", "true")
    monkeypatch.setenv("ZEGEL_PUBLIC_URL", f"http://127.0.0.1:{answering}/elsewhere")

    found = shop("doctor")

    lines = found.out.splitlines()
    assert [line[:6].strip() for line in lines[1:5]] == ["now"] * 4
    assert "can read" in lines[1]
    assert lines[2].endswith("/elsewhere does not work: it answers 404.")
    assert "ZEGEL_DEMO_POST shows everybody’s mail" in lines[3]
    assert "without TLS" in lines[4]

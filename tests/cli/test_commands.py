"""Each command does what it says, says what went wrong in a sentence, and ends with its code."""

import json
import socket
import sqlite3
import sys
from contextlib import closing

import pytest

from tests.cli.conftest import EXAMPLES
from tests.house.tree import ROOT
from zegel.store import sqlite_driver
from zegel.store.schema_version import HEAD


def test_a_database_a_company_a_program_and_a_key(zegel):
    assert zegel("migrate").out == f"The database is at schema {HEAD}.\n"
    assert zegel("company", "new", "korenaar", "--name", "De Korenaar").out.startswith("Added korenaar.")
    assert zegel("program", "publish", EXAMPLES / "bakery.yaml", "--from", "2026-03-01").out.startswith(
        "Published Bakkerij De Korenaar as "
    )
    key = zegel("key", "new", "--source", "till-1", "--scope", "till", "--branch", "dorpsstraat", "--days", "30")

    assert key.out.startswith("zk_")
    assert (key.out.count("\n"), key.err) == (1, "Keep it well: it is shown this once.\n")
    listed = zegel("key", "list").out
    assert listed.startswith(key.out[3:15])
    assert "till-1, till, branch dorpsstraat, until 20" in listed
    assert key.out.strip()[20:] not in listed
    assert zegel("company", "list").out == "korenaar  De Korenaar, EUR, Europe/Amsterdam\n"
    assert zegel("key", "revoke", key.out.strip()).out == f"Revoked {key.out[3:15]}.\n"
    assert "revoked" in zegel("key", "list").out


@pytest.mark.parametrize(("words", "code", "said"), [
    (("books", "check"), 4, "There is no database zegel.db: run `zegel migrate` first."),
    (("key", "list", "--database", "sqlite:///absent.db"), 4, "There is no database absent.db"),
    (("key", "list", "--database", "mysql://x"), 4, "A database address looks like sqlite:///zegel.db"),
    (("nonsense",), 2, "No such command 'nonsense'"),
    (("books", "check", "--frobnicate"), 2, "No such option"),
    (("key", "new"), 2, "Missing option '--source'"),
    (("key", "new", "--source", "x", "--days", "x"), 2, "Invalid value for '--days'"),
    (("program", "check", "absent.yaml"), 2, "There is no file absent.yaml."),
    (("restore", "absent.db"), 2, "Say where to put it"),
    (("restore", "absent.db", "--check"), 4, "There is no backup absent.db."),
    (("company", "new", "Korenaar!", "--name", "x"), 2, "small letters, digits and dashes"),
    (("company", "new", "x", "--name", "x", "--currency", "EURO"), 2, "does not know the currency EURO"),
    (("company", "new", "x", "--name", "x", "--zone", "Europe/Utrecht"), 2, "No zone is called Europe/Utrecht."),
    (("company", "new", "x", "--name", " "), 2, "1 to 200 characters"),
    (("replay", "--program", "absent.yaml"), 2, "There is no file absent.yaml."),
    (("replay", "x.csv", "--program", "p.yaml"), 2, "needs --mapping"),
    (("serve", "--port", "70000"), 2, "Invalid value for '--port'"),
])  # fmt: skip
def test_what_goes_wrong_is_a_sentence_and_a_code(zegel, words, code, said):
    ended = zegel(*words)

    assert ended.code == code
    assert said in ended.err
    assert "Traceback" not in ended.err
    assert ended.out == ""


@pytest.mark.parametrize(("words", "said"), [
    (("company", "new", "korenaar", "--name", "Again"), "There is a company `korenaar` already."),
    (("key", "list", "--company", "molen"), "There is no company `molen`. There are: korenaar."),
    (("key", "new", "--source", "x", "--scope", "everything"), "There is no scope or set of scopes called everything. (malformed)"),
    (("key", "revoke", "zk_absent.x"), "There is no key absent that could be revoked."),
    (("program", "show"), "No version is live: zegel program publish FILE"),
    (("program", "publish", EXAMPLES / "grocer.yaml"), "korenaar counts in EUR, and the program in USD."),
    (("import", "purchases", EXAMPLES / "complete-journey" / "even-25.csv.gz", "--mapping", EXAMPLES / "complete-journey" / "mapping.yaml"),
     "korenaar has no program yet"),
])  # fmt: skip
def test_what_is_refused_ends_with_one(shop, words, said):
    ended = shop(*words)

    assert (ended.code, said in ended.err) == (1, True), ended.err


def test_a_server_where_somebody_listens_already_says_so_and_never_that_it_listens(shop):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = shop("serve", "--port", str(port))

    assert (ended.code, ended.out) == (2, "")
    assert f"Nobody can listen on 127.0.0.1, port {port} (" in ended.err
    assert "Zegel listens on" not in ended.err


def test_two_companies_must_be_told_apart(shop):
    assert shop("company", "new", "molen", "--name", "De Molen").code == 0

    ended = shop("key", "list")

    assert (ended.code, ended.err) == (2, "Which company? Say --company. There are: korenaar, molen.\n")
    assert shop("key", "list", "--company", "molen").code == 0


def test_all_mistakes_of_a_program_are_told_at_once(zegel, tmp_path):
    text = (EXAMPLES / "bakery.yaml").read_text(encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text(
        text.replace("country: NL", "country: Nederland").replace("category: bread", "categorie: bread", 1)
    )

    ended = zegel("program", "check", "wrong.yaml")

    assert ended.code == 1
    assert ended.err.splitlines()[-1].endswith("mistakes in wrong.yaml.")
    assert "company.country" in ended.err
    assert "Did you mean `category`?" in ended.err


def test_a_program_is_checked_and_said_aloud(bakery):
    assert bakery("program", "check", EXAMPLES / "bakery.yaml").out.endswith("No mistakes.\n")
    live, file = bakery("program", "show"), bakery("program", "show", EXAMPLES / "bakery.yaml")
    assert (live.code, live.out) == (0, file.out)
    assert "You get 1 point per full €1.00." in live.out
    assert len(bakery("program", "show", "--full").out) > len(live.out)


def test_books_that_are_sound_are_said_to_be(bakery):
    assert bakery("books", "check").out == "books check: balanced (0 entries of 0 purses, 0 receipts)\n"
    assert bakery("books", "verify").out == "books verify: sound (0 entries of 0 purses, 0 seals)\n"
    assert bakery("books", "rebuild").out == "books rebuild: done (0 entries of 0 purses)\n"


def test_help_names_every_command_and_needs_no_server(zegel, tmp_path):
    import subprocess

    asked = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "zegel", "help"],
        env={"PYTHONPATH": str(ROOT / "src"), "HOME": str(tmp_path)}, capture_output=True, text=True, check=True,
    )  # fmt: skip

    loaded = {line.rpartition("|")[2].strip() for line in asked.stderr.splitlines()}
    assert (
        loaded & {"asyncio", "starlette", "sqlalchemy", "uvicorn", "polars", "zegel.main", "zegel.server", "zegel.desk.desk", "ruamel.yaml"}
        == set()
    )
    for name in ("serve", "worker", "demo", "replay", "migrate", "backup", "restore", "bench", "help", "import", "program", "books", "key"):
        assert f"\n  {name}" in asked.stdout
    assert "Usage: zegel books check" in zegel("help", "books", "check").out


def test_who_mistypes_is_told_where_that_command_is_explained(zegel):
    for words, near, about in (
        (("progam",), "Did you mean 'program'?", "zegel help"),
        (("program", "chek"), "Did you mean 'check'", "zegel help program"),
        (("program", "check", "--strickt", "x"), "(Possible options: --strict)", "zegel help program check"),
        (("help", "progam"), "Did you mean 'program'?", "zegel help"),
    ):
        said = zegel(*words)
        assert (said.code, near in said.err, said.err.endswith(f"`{about}` shows how it is used.\n")) == (2, True, True), said.err


def test_a_backup_is_made_checked_and_put_back(bakery, tmp_path):
    assert bakery("backup", "b.db").out.startswith("b.db: 0 entries of 0 purses, ")
    assert bakery("restore", "b.db", "--check").out == "b.db: 0 entries of 0 purses are sound; it can be restored.\n"
    assert bakery("restore", "b.db", "--database", "sqlite:///r.db").out.endswith("are sound; restored at sqlite:///r.db.\n")
    assert bakery("books", "check", "--database", "sqlite:///r.db").code == 0
    for name in ("zegel.db", "r.db"):  # both remember that it was put back: the office shows the date
        with closing(sqlite3.connect(tmp_path / name)) as kept:
            (text,) = kept.execute("SELECT position FROM import_progress WHERE name = 'backups'").fetchone()
        (remembered,) = json.loads(text)["backups"]
        assert remembered["file"] == "b.db"
        assert remembered["restored_at"] > 0

    again, onto = bakery("backup", "b.db"), bakery("restore", "b.db", "--database", "sqlite:///r.db")

    assert (again.code, "is there already" in again.err) == (4, True)
    assert (onto.code, "never overwrites a database" in onto.err) == (4, True)
    with (tmp_path / "b.db").open("r+b") as handle:
        handle.seek(8000)
        handle.write(b"damage")
    assert "it is damaged" in bakery("restore", "b.db", "--check").err


def test_a_bug_is_said_to_be_one_and_shown_when_asked(zegel, monkeypatch):
    def broken(*_: object) -> bool:
        raise RuntimeError("a mistake")

    monkeypatch.setattr("zegel.core.periods.known_zone", broken)
    ended = zegel("company", "new", "x", "--name", "x")

    assert (ended.code, ended.err.splitlines()[0]) == (70, "This is a mistake in Zegel, not yours: RuntimeError: a mistake")
    monkeypatch.setenv("ZEGEL_TRACEBACK", "1")
    with pytest.raises(RuntimeError):
        zegel("company", "new", "x", "--name", "x")


def test_a_setting_that_is_not_right_is_named(zegel, monkeypatch):
    monkeypatch.setenv("ZEGEL_PORT", "many")

    ended = zegel("key", "list")

    assert (ended.code, "ZEGEL_PORT: " in ended.err) == (2, True)


def test_a_database_of_another_version_is_not_touched(bakery, tmp_path):
    connection = sqlite_driver.driver().connect(str(tmp_path / "zegel.db"))
    connection.execute("UPDATE zegel_schema SET version_num = '9999'")
    connection.commit()
    connection.close()

    ended = bakery("key", "list")

    assert (ended.code, "newer than this version of Zegel knows" in ended.err) == (4, True)

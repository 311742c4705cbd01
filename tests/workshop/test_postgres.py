"""The private PostgreSQL: durable, under two roles, and gone when it should be."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import asyncpg
import pytest

from dev import databases
from tests.house.tree import ROOT
from tests.shop_fixtures import migrated


def ask(url: str, *statements: str) -> object:
    """Run statements in one connection; the last one's value."""

    async def go() -> object:
        connection = await asyncpg.connect(url)
        try:
            for statement in statements[:-1]:
                await connection.execute(statement)
            return await connection.fetchval(statements[-1])
        finally:
            await connection.close()

    return asyncio.run(go())


@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes"])
def test_commits_are_durable(postgres_url, setting):
    assert ask(postgres_url, f"SHOW {setting}") == "on"


def test_the_app_role_may_only_what_the_owner_grants(postgres):
    ask(postgres.owner_url, "CREATE TABLE posting (n int)", "GRANT SELECT, INSERT ON posting TO zegel_app", "SELECT 1")

    assert ask(postgres.app_url, "INSERT INTO posting VALUES (1)", "SELECT count(*) FROM posting") == 1
    for statement in ("UPDATE posting SET n = 2", "DELETE FROM posting", "DROP TABLE posting", "CREATE TABLE other (n int)"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            ask(postgres.app_url, statement, "SELECT 1")
    assert ask(postgres.owner_url, "SELECT n FROM posting") == 1


def test_each_test_gets_an_empty_database_of_its_own(make_postgres):
    first, second = make_postgres(), make_postgres()

    ask(first.owner_url, "CREATE TABLE purchase (n int)", "SELECT 1")

    assert ask(second.owner_url, "SELECT to_regclass('purchase')") is None


def test_a_template_is_built_once_and_copied(postgres_template, make_postgres):
    built = []

    def build(database: databases.Database) -> None:
        built.append(database.name)
        ask(database.owner_url, "CREATE TABLE lot (n int)", "SELECT 1")

    names = {postgres_template(f"workshop_{os.getpid()}", build) for _ in range(2)}

    assert (len(names), len(built)) == (1, 1)
    assert ask(make_postgres(names.pop()).owner_url, "SELECT count(*) FROM lot") == 0


def test_a_database_that_is_lent_comes_back_empty_and_one_that_was_changed_does_not_come_back(postgres_server):
    template = migrated(postgres_server)
    with databases.lent(postgres_server, template) as first:
        ask(first.superuser_url, "INSERT INTO company VALUES ('korenaar', 'De Korenaar', 'EUR', 'Europe/Amsterdam', 0)", "SELECT 1")
    with databases.lent(postgres_server, template) as again:
        assert (again.name, ask(again.superuser_url, "SELECT count(*) FROM company")) == (first.name, 0)
        assert ask(again.superuser_url, "SELECT count(*) FROM zegel_schema") == 1
        ask(again.superuser_url, "ALTER TABLE entry DISABLE TRIGGER ALL", "SELECT 1")
    with databases.lent(postgres_server, template) as changed:
        assert changed.name != first.name
        ask(changed.superuser_url, "ALTER DATABASE " + changed.name + " SET synchronous_commit = off", "SELECT 1")
    with databases.lent(postgres_server, template) as last:
        assert last.name not in (first.name, changed.name)


def test_the_server_does_not_outlive_whoever_started_it_even_when_killed(tmp_path):
    code = "import time; from dev import postgres; s = postgres.start(); print(s.process.pid, s.folder, flush=True); time.sleep(60)"
    starter = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert starter.stdout is not None
        pid, folder = starter.stdout.readline().split()
    finally:
        starter.kill()
        starter.wait()
        starter.stdout.close()

    until = time.monotonic() + 20
    while Path(folder, "data", "postmaster.pid").exists() and time.monotonic() < until:
        time.sleep(0.05)

    assert sys.platform != "linux" or not Path(folder, "data", "postmaster.pid").exists()
    subprocess.run(["rm", "-rf", "--", folder], check=True)
    assert int(pid) > 1

"""Every table either has a member in it, and says what they are told of it and what becomes of it, or says why it has nobody."""

import re

from zegel.store.columns import Instant, Json
from zegel.store.erasing import erase_steps
from zegel.store.personal import JSON, MOMENTS, NOBODY, PERSONAL
from zegel.store.personal_queries import GENERAL
from zegel.store.schema import metadata

WHOSE = {"purse", "subject", "address", "email", "member", "object"}
"""Columns that name a person, or a random number that stands for one."""
SECRET = {"secret", "secret_hash", "sealed", "hash", "csrf"}
PUT_TOGETHER = {"dossier", "entry", "identifier", "lot", "member", "offline_sale", "posting", "purse", "receipt"}
"""What web.card.everything tells from queries of its own."""


def test_every_table_is_in_one_of_the_two_lists():
    assert PERSONAL.keys() & NOBODY.keys() == set()
    assert PERSONAL.keys() | NOBODY.keys() == set(metadata.tables)


def test_a_table_that_names_somebody_is_no_table_of_nobody():
    named = {name for name, table in metadata.tables.items() if WHOSE & {column.name for column in table.columns}}

    assert named & NOBODY.keys() == set()
    assert all(reason for reason in NOBODY.values())


def test_what_is_told_is_there_and_no_secret_and_what_is_not_says_why():
    for name, one in PERSONAL.items():
        columns = {column.name: column.type for column in metadata.tables[name].columns}
        assert set(one.told) <= columns.keys(), name
        assert not SECRET & set(one.told), name
        assert one.by in columns, name
        assert one.told or one.why, f"{name} is not told"
        assert one.gone != "stays" or one.why, f"{name} stays"
        if name in GENERAL:
            for column in one.told:
                assert isinstance(columns[column], Instant) is (column in MOMENTS), (name, column)
                assert isinstance(columns[column], Json) is (column in JSON), (name, column)


def test_everything_that_is_told_has_somebody_who_tells_it():
    assert {name for name, one in PERSONAL.items() if one.told} == {*GENERAL, *PUT_TOGETHER}


def test_erasing_touches_what_it_says_it_does():
    steps = erase_steps("korenaar", [bytes(16)], ["fatima@example.org"])
    done = {"DELETE": set(), "UPDATE": set()}
    for sql, _ in steps:
        (verb, table) = re.match(r"(DELETE) FROM (\w+)|(UPDATE) (\w+)", sql).group(0).replace(" FROM", "").split()
        done[verb].add(table)

    assert done["DELETE"] == {name for name, one in PERSONAL.items() if one.gone == "rows"}
    changed = {name for name, one in PERSONAL.items() if one.gone in ("contents", "link", "cancelled")}
    assert done["UPDATE"] == changed - {"offline_sale"}, "what a till sold without a line is looked into (desk.erasing)"

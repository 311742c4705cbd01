"""Whatever a text holds, PostgreSQL reads the column that was meant."""

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.store.postgres_arrays import encoded, joined, placeholder

AWKWARD = ["", "a", "\x1f", "x\x1fy", "\ue000", "{}", '"', "\\", ",", "NULL", "é\u200d", "\n\t", "'"]


@given(st.lists(st.text(), max_size=20))
def test_no_text_has_the_separator(texts):
    found = joined(texts)

    assert found.split(found[0])[1:] == texts if texts else found == ""


@pytest.mark.anyio
async def test_postgresql_reads_what_was_meant(postgres_url):
    columns = {
        "text": [[], [""], AWKWARD, AWKWARD[:2]],
        "text?": [[None, "", "x"]],
        "bigint": [[], [0, -1, None, 2**62]],
        "bytea": [[b"", b"\x00\xff"]],
        "bytea?": [[], [None, b"", b"\x00\\\xff"]],
    }
    connection = await asyncpg.connect(postgres_url)
    try:
        for kind, some in columns.items():
            for column in some:
                read = await connection.fetchval(f"SELECT {placeholder(1, kind)}", encoded(kind, column))
                assert read == column, (kind, column)
    finally:
        await connection.close()

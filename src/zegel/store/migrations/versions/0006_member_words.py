"""Words by which members are found, for who is there already too.

Locks nothing that is used: it only adds a table. Older code goes on beside it; who it enrols meanwhile is found by card only.
"""

from collections.abc import Callable
from typing import Any

from alembic import op
from sqlalchemy import text

from zegel.core.purchase import Identifier
from zegel.store.migrations.wording import make, on_sqlite, secure
from zegel.store.words import words_of, words_shown

revision = "0006"
down_revision = "0005"

PAGE = 5_000
TABLE = """CREATE TABLE member_word (purse BYTES NOT NULL, company TEXT NOT NULL, word TEXT NOT NULL,
    PRIMARY KEY (purse, company, word)) CLUSTERED"""
PUT = text("INSERT INTO member_word (purse, company, word) VALUES (:purse, :company, :word) ON CONFLICT DO NOTHING")


def upgrade() -> None:
    """Make the table, and fill it."""
    make(TABLE)
    op.execute("CREATE INDEX member_word_word ON member_word (company, word, purse)")
    bind = op.get_bind()
    for (company,) in bind.execute(text("SELECT id FROM company")).all():
        if not on_sqlite():
            bind.execute(text("SELECT set_config('zegel.companies', :companies, true)"), {"companies": "{" + company + "}"})
        _fill(company, "SELECT purse, name FROM member WHERE company = :company", lambda row: words_of(row[1]))
        _fill(
            company, "SELECT purse, kind, value FROM identifier WHERE company = :company",
            lambda row: words_shown(Identifier(row[1], row[2])),
        )  # fmt: skip
    secure("member_word")


def _fill(company: str, sql: str, words: Callable[[Any], list[str]]) -> None:
    bind = op.get_bind()
    found = bind.execute(text(sql), {"company": company})
    while page := found.fetchmany(PAGE):
        rows = [{"purse": row[0], "company": company, "word": word} for row in page for word in words(row)]
        if rows:
            bind.execute(PUT, rows)

"""People: staff and what they sign in with, tills, sessions, one-time codes, tries; and the audit log, which is append-only.

Locks nothing that is used: it only adds tables. Older code goes on beside it. A session, a till and a one-time code are found by
their ids before it is known of which company they are, as API keys are.
"""

from alembic import op

from zegel.store.migrations.wording import append_only, make, secure

revision = "0007"
down_revision = "0006"

TABLES = (
    """CREATE TABLE staff (company TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, language TEXT NOT NULL,
    state TEXT NOT NULL, purse BYTES, created_at INT64 NOT NULL, changed_at INT64 NOT NULL, PRIMARY KEY (company, id)) CLUSTERED""",
    """CREATE TABLE staff_role (company TEXT NOT NULL, staff TEXT NOT NULL, role TEXT NOT NULL, branch TEXT NOT NULL, at INT64 NOT NULL,
    PRIMARY KEY (company, staff, role, branch)) CLUSTERED""",
    """CREATE TABLE credential (company TEXT NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, secret BYTES NOT NULL,
    data TEXT NOT NULL, count INT64 NOT NULL, created_at INT64 NOT NULL, used_at INT64,
    PRIMARY KEY (company, subject, kind, id)) CLUSTERED""",
    """CREATE TABLE till_device (id TEXT NOT NULL, company TEXT NOT NULL, branch TEXT NOT NULL, till TEXT NOT NULL, name TEXT NOT NULL,
    secret_hash BYTES NOT NULL, state TEXT NOT NULL, enrolled_by TEXT NOT NULL, enrolled_at INT64 NOT NULL, seen_at INT64,
    tries INT64 NOT NULL, locked_at INT64, PRIMARY KEY (id)) CLUSTERED""",
    """CREATE TABLE pin (company TEXT NOT NULL, staff TEXT NOT NULL, hash BYTES NOT NULL, tries INT64 NOT NULL, locked_at INT64,
    changed_at INT64 NOT NULL, PRIMARY KEY (company, staff)) CLUSTERED""",
    """CREATE TABLE web_session (id TEXT NOT NULL, company TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, device TEXT NOT NULL,
    branch TEXT NOT NULL, till TEXT NOT NULL, method TEXT NOT NULL, label TEXT NOT NULL, secret_hash BYTES NOT NULL, csrf BYTES NOT NULL,
    created_at INT64 NOT NULL, seen_at INT64 NOT NULL, idle_until INT64 NOT NULL, expires_at INT64 NOT NULL,
    stepped_up_until INT64 NOT NULL, ended_at INT64, PRIMARY KEY (id)) CLUSTERED FILLED(90)""",
    """CREATE TABLE one_time (id TEXT NOT NULL, company TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, hash BYTES NOT NULL,
    data TEXT NOT NULL, tries INT64 NOT NULL, created_at INT64 NOT NULL, expires_at INT64 NOT NULL, used_at INT64,
    PRIMARY KEY (id)) CLUSTERED""",
    """CREATE TABLE throttle (company TEXT NOT NULL, who TEXT NOT NULL, minute_from INT64 NOT NULL, in_minute INT64 NOT NULL,
    hour_from INT64 NOT NULL, in_hour INT64 NOT NULL, blocked_until INT64 NOT NULL, PRIMARY KEY (company, who)) CLUSTERED FILLED(90)""",
    """CREATE TABLE qr_spent (purse BYTES NOT NULL, company TEXT NOT NULL, step INT64 NOT NULL, purpose TEXT NOT NULL, at INT64 NOT NULL,
    PRIMARY KEY (purse, company, step, purpose)) CLUSTERED""",
    """CREATE TABLE audit (company TEXT NOT NULL, number INT64 NOT NULL, at INT64 NOT NULL, actor TEXT NOT NULL, what TEXT NOT NULL,
    object TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, reason TEXT NOT NULL, request TEXT NOT NULL, hash BYTES NOT NULL,
    PRIMARY KEY (company, number)) HEAPED""",
)

INDEXES = (
    "CREATE UNIQUE INDEX staff_email ON staff (company, email)",
    "CREATE INDEX credential_id ON credential (company, kind, id)",
    "CREATE INDEX till_device_company ON till_device (company)",
    "CREATE INDEX pin_hash ON pin (company, hash)",
    "CREATE INDEX web_session_subject ON web_session (company, subject)",
    "CREATE INDEX one_time_subject ON one_time (company, kind, subject)",
    "CREATE INDEX audit_object ON audit (company, object, number)",
)


def upgrade() -> None:
    """Make the tables."""
    make(*TABLES)
    for index in INDEXES:
        op.execute(index)
    append_only("audit", "company = NEW.company AND number = NEW.number")
    secure("staff", "staff_role", "credential", "pin", "throttle", "qr_spent", "audit")
    secure("till_device", "web_session", "one_time", found_by="id")

"""Questions about people, tills, sessions and the audit log, by name; and the statements that change them, for desk.register to run."""

from collections.abc import Sequence
from json import JSONEncoder, loads
from typing import Final

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.store.audit import START, AuditHead
from zegel.store.lookups import Row
from zegel.store.people_records import AuditLine, Credential, Deed, MessageIntent, OneTime, Pin, Role, Staff, TillDevice, WebSession
from zegel.store.runner import Runner
from zegel.store.statements import Step

_encode = JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode

_STAFF: Final = "id, name, email, language, state, purse, created_at, changed_at"
_CREDENTIAL: Final = "subject, kind, id, secret, data, count, created_at, used_at"
_DEVICE: Final = "id, company, branch, till, name, secret_hash, state, enrolled_by, enrolled_at, seen_at, tries, locked_at"
_PIN: Final = "staff, hash, tries, locked_at, changed_at"
_SESSION: Final = (
    "id, company, kind, subject, device, branch, till, method, label, secret_hash, csrf, created_at, seen_at, idle_until, expires_at,"
    " stepped_up_until, ended_at"
)
_ONE_TIME: Final = "id, company, kind, subject, hash, data, tries, created_at, expires_at, used_at"
_MESSAGE: Final = "id, kind, address, language, data, sealed, at, until, sent_at"
_AUDIT: Final = "number, at, actor, what, object, before, after, reason, request, hash"


class PeopleQueries:
    """The part of store.queries that knows people. `of` is the whole database, or one transaction of it."""

    def __init__(self, of: Runner) -> None:
        self._of = of

    # -- staff

    async def staff(self, company: CompanyId, staff: str) -> Staff | None:
        """Somebody, None where nobody has that id."""
        rows = await self._of.read(company, f"SELECT {_STAFF} FROM staff WHERE company = $1 AND id = $2", (company, staff))
        return _staff(rows[0]) if rows else None

    async def staff_by_email(self, company: CompanyId, email: str) -> Staff | None:
        """Somebody by address."""
        rows = await self._of.read(company, f"SELECT {_STAFF} FROM staff WHERE company = $1 AND email = $2", (company, email))
        return _staff(rows[0]) if rows else None

    async def all_staff(self, company: CompanyId) -> list[Staff]:
        """Everybody, also who left, by name."""
        return [
            _staff(row)
            for row in await self._of.read(company, f"SELECT {_STAFF} FROM staff WHERE company = $1 ORDER BY name, id", (company,))
        ]

    async def roles(self, company: CompanyId, staff: str) -> tuple[Role, ...]:
        """The roles of somebody."""
        sql = "SELECT role, branch FROM staff_role WHERE company = $1 AND staff = $2 ORDER BY role, branch"
        return tuple(Role(*row) for row in await self._of.read(company, sql, (company, staff)))

    async def all_roles(self, company: CompanyId) -> dict[str, tuple[Role, ...]]:
        """The roles of everybody."""
        found: dict[str, tuple[Role, ...]] = {}
        sql = "SELECT staff, role, branch FROM staff_role WHERE company = $1 ORDER BY staff, role, branch"
        for row in await self._of.read(company, sql, (company,)):
            found[row[0]] = (*found.get(row[0], ()), Role(row[1], row[2]))
        return found

    # -- credentials

    async def credentials(self, company: CompanyId, subject: str) -> list[Credential]:
        """What somebody signs in with."""
        sql = f"SELECT {_CREDENTIAL} FROM credential WHERE company = $1 AND subject = $2 ORDER BY kind, id"
        return [_credential(row) for row in await self._of.read(company, sql, (company, subject))]

    async def credential(self, company: CompanyId, kind: str, credential: str) -> Credential | None:
        """One by its kind and id: a passkey says which it is before it says whose."""
        whose = "SELECT subject FROM credential WHERE company = $1 AND kind = $2 AND id = $3"  # from the index alone
        sql = f"SELECT {_CREDENTIAL} FROM credential WHERE company = $1 AND subject IN ({whose}) AND kind = $2 AND id = $3"
        rows = await self._of.read(company, sql, (company, kind, credential))
        return _credential(rows[0]) if rows else None

    # -- tills and PINs

    async def device(self, device: str) -> TillDevice | None:
        """The till with that id, of whichever company, also a revoked one."""
        rows = await self._of.read(None, f"SELECT {_DEVICE} FROM till_device WHERE id = $1", (device,), key=device)
        return _device(rows[0]) if rows else None

    async def devices(self, company: CompanyId) -> list[TillDevice]:
        """Every till of the company, by branch."""
        sql = f"SELECT {_DEVICE} FROM till_device WHERE company = $1 ORDER BY branch, till, enrolled_at, id"
        return [_device(row) for row in await self._of.read(company, sql, (company,))]

    async def pin(self, company: CompanyId, staff: str) -> Pin | None:
        """Somebody's PIN."""
        rows = await self._of.read(company, f"SELECT {_PIN} FROM pin WHERE company = $1 AND staff = $2", (company, staff))
        return Pin(*rows[0]) if rows else None

    async def pins(self, company: CompanyId) -> dict[str, Pin]:
        """Everybody's, by whose they are."""
        return {row[0]: Pin(*row) for row in await self._of.read(company, f"SELECT {_PIN} FROM pin WHERE company = $1", (company,))}

    async def pins_by_hash(self, company: CompanyId, hashed: bytes) -> list[Pin]:
        """Whose PIN this could be."""
        sql = f"SELECT {_PIN} FROM pin WHERE company = $1 AND hash = $2 ORDER BY staff"
        return [Pin(*row) for row in await self._of.read(company, sql, (company, hashed))]

    # -- sessions and one-time codes

    async def session(self, session: str) -> WebSession | None:
        """The session with that id, of whichever company, also one that is over."""
        rows = await self._of.read(None, f"SELECT {_SESSION} FROM web_session WHERE id = $1", (session,), key=session)
        return _session(rows[0]) if rows else None

    async def sessions(self, company: CompanyId, subject: str, at: Instant) -> list[WebSession]:
        """The sessions of somebody that are not over at `at`, the newest first."""
        sql = (
            f"SELECT {_SESSION} FROM web_session WHERE company = $1 AND subject = $2 AND ended_at IS NULL AND idle_until > $3"
            " AND expires_at > $3 ORDER BY created_at DESC, id"
        )
        return [_session(row) for row in await self._of.read(company, sql, (company, subject, at))]

    async def one_time(self, code: str) -> OneTime | None:
        """The one-time code with that id, of whichever company, also a used one."""
        rows = await self._of.read(None, f"SELECT {_ONE_TIME} FROM one_time WHERE id = $1", (code,), key=code)
        return _one_time(rows[0]) if rows else None

    async def one_times(self, company: CompanyId, kind: str, subject: str, at: Instant) -> list[OneTime]:
        """Those of a kind for somebody that are still good at `at`, the newest first."""
        sql = (
            f"SELECT {_ONE_TIME} FROM one_time WHERE company = $1 AND kind = $2 AND subject = $3 AND used_at IS NULL AND expires_at > $4"
            " ORDER BY created_at DESC, id"
        )
        return [_one_time(row) for row in await self._of.read(company, sql, (company, kind, subject, at))]

    async def one_times_of(self, company: CompanyId, kind: str, at: Instant) -> list[OneTime]:
        """Those of a kind for whomever that are still good at `at`, the newest first."""
        sql = (
            f"SELECT {_ONE_TIME} FROM one_time WHERE company = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3"
            " ORDER BY created_at DESC, id"
        )
        return [_one_time(row) for row in await self._of.read(company, sql, (company, kind, at))]

    async def messages_waiting(self, company: CompanyId, at: Instant, limit: int) -> list[MessageIntent]:
        """What is to be sent now, the oldest first; what is too late by `at` is left out."""
        sql = f"SELECT {_MESSAGE} FROM message_intent WHERE company = $1 AND sent_at IS NULL AND until > $2 ORDER BY at, id LIMIT $3"
        return [_message(row) for row in await self._of.read(company, sql, (company, at, limit))]

    async def messages_to(self, company: CompanyId, address: str, limit: int) -> list[MessageIntent]:
        """What was said to an address, the newest first: the demo's mailbox page shows it."""
        theirs = "SELECT id FROM message_intent WHERE company = $1 AND address = $2 AND purse IS NULL"  # from the index alone
        sql = f"SELECT {_MESSAGE} FROM message_intent WHERE company = $1 AND id IN ({theirs}) ORDER BY at DESC, id LIMIT $3"
        return [_message(row) for row in await self._of.read(company, sql, (company, address, limit))]

    async def blocked_until(self, company: CompanyId, who: str) -> Instant:
        """Until when `who` may not try again; 0 where nothing is known."""
        rows = await self._of.read(company, "SELECT blocked_until FROM throttle WHERE company = $1 AND who = $2", (company, who))
        return Instant(rows[0][0]) if rows else Instant(0)

    async def is_step_spent(self, company: CompanyId, purse: PurseId, step: int, purpose: str) -> bool:
        """Whether a code that was shown on a telephone was spent for `purpose`."""
        sql = "SELECT 1 FROM qr_spent WHERE purse = $1 AND company = $2 AND step = $3 AND purpose = $4"
        return bool(await self._of.read(company, sql, (purse, company, step, purpose)))

    # -- the audit log

    async def audit_head(self, company: CompanyId) -> AuditHead:
        """Where the chain stands."""
        rows = await self._of.read(company, "SELECT number, hash FROM audit WHERE company = $1 ORDER BY number DESC LIMIT 1", (company,))
        return AuditHead(*rows[0]) if rows else START

    async def audit_lines(
        self, company: CompanyId, after: int, limit: int, *, actor: str = "", what: str = "", of: str = ""
    ) -> list[AuditLine]:
        """Lines numbered above `after`, in order; of one actor, kind of deed (or its beginning, `staff.`) or object where named."""
        sql = (
            f"SELECT {_AUDIT} FROM audit WHERE company = $1 AND number > $2 AND ($4 = '' OR actor = $4)"
            " AND ($5 = '' OR what = $5 OR substr(what, 1, length($5) + 1) = $5 || '.') AND ($6 = '' OR object = $6)"
            " ORDER BY number LIMIT $3"
        )
        return [_line(row) for row in await self._of.read(company, sql, (company, after, limit, actor, what, of))]

    async def newest_audit_lines(
        self, company: CompanyId, before: int, limit: int, *, actor: str = "", what: str = "", of: str = ""
    ) -> list[AuditLine]:
        """The same backwards: numbered below `before`, the newest first."""
        sql = (
            f"SELECT {_AUDIT} FROM audit WHERE company = $1 AND number < $2 AND ($4 = '' OR actor = $4)"
            " AND ($5 = '' OR what = $5 OR substr(what, 1, length($5) + 1) = $5 || '.') AND ($6 = '' OR object = $6)"
            " ORDER BY number DESC LIMIT $3"
        )
        return [_line(row) for row in await self._of.read(company, sql, (company, before, limit, actor, what, of))]

    async def is_audited(self, company: CompanyId, what: str, of: str) -> bool:
        """Whether there is a line of that kind about that object."""
        sql = "SELECT 1 FROM audit WHERE company = $1 AND object = $2 AND what = $3 LIMIT 1"
        return bool(await self._of.read(company, sql, (company, of, what)))


# -- statements


def add_staff(company: CompanyId, one: Staff) -> Step:
    """A new colleague."""
    row = (company, one.id, one.name, one.email, one.language, one.state, one.purse, one.created_at, one.changed_at)
    return f"INSERT INTO staff (company, {_STAFF}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", [row]


def change_staff(company: CompanyId, one: Staff) -> Step:
    """A colleague as they are from now on."""
    sql = "UPDATE staff SET name = $3, email = $4, language = $5, state = $6, purse = $7, changed_at = $8 WHERE company = $1 AND id = $2"
    return sql, [(company, one.id, one.name, one.email, one.language, one.state, one.purse, one.changed_at)]


def set_roles(company: CompanyId, staff: str, roles: Sequence[Role], at: Instant) -> list[Step]:
    """These roles instead of those somebody had."""
    steps: list[Step] = [("DELETE FROM staff_role WHERE company = $1 AND staff = $2", [(company, staff)])]
    if roles:
        sql = "INSERT INTO staff_role (company, staff, role, branch, at) VALUES ($1, $2, $3, $4, $5)"
        steps.append((sql, [(company, staff, role.role, role.branch, at) for role in roles]))
    return steps


def put_credential(company: CompanyId, one: Credential) -> Step:
    """A credential, in place of one of the same kind and id."""
    sql = (
        f"INSERT INTO credential (company, {_CREDENTIAL}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        " ON CONFLICT (company, subject, kind, id) DO UPDATE SET secret = excluded.secret, data = excluded.data, count = excluded.count,"
        " created_at = excluded.created_at, used_at = excluded.used_at"
    )
    return sql, [(company, one.subject, one.kind, one.id, one.secret, _encode(one.data), one.count, one.created_at, one.used_at)]


def use_credential(company: CompanyId, one: Credential, count: int, at: Instant) -> Step:
    """It was used: its count moves on. No row where somebody else moved it meanwhile: then this use is a replay."""
    sql = "UPDATE credential SET count = $5, used_at = $6 WHERE company = $1 AND subject = $2 AND kind = $3 AND id = $4 AND count = $7"
    return sql, [(company, one.subject, one.kind, one.id, count, at, one.count)]


def drop_credentials(company: CompanyId, subject: str, kind: str, credential: str = "") -> Step:
    """Forget those of a kind, or one of them."""
    sql = "DELETE FROM credential WHERE company = $1 AND subject = $2 AND kind = $3 AND ($4 = '' OR id = $4)"
    return sql, [(company, subject, kind, credential)]


def add_device(one: TillDevice) -> Step:
    """A till that is enrolled now."""
    row = (
        one.id, one.company, one.branch, one.till, one.name, one.secret_hash, one.state, one.enrolled_by, one.enrolled_at, one.seen_at,
        one.tries, one.locked_at,
    )  # fmt: skip
    return f"INSERT INTO till_device ({_DEVICE}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", [row]


def set_device_state(company: CompanyId, device: str, state: str) -> Step:
    """A till is trusted no longer."""
    return "UPDATE till_device SET state = $3 WHERE company = $1 AND id = $2", [(company, device, state)]


def unlock_device(company: CompanyId, device: str) -> Step:
    """Wrong PINs at this till are forgiven."""
    return "UPDATE till_device SET tries = 0, locked_at = NULL WHERE company = $1 AND id = $2", [(company, device)]


def try_at_device(company: CompanyId, device: str, most: int, at: Instant) -> Step:
    """One more try at a till; no row where there were `most` already. The last of them locks it."""
    sql = (
        "UPDATE till_device SET tries = tries + 1, locked_at = CASE WHEN tries + 1 >= $3 THEN $4 ELSE locked_at END"
        " WHERE company = $1 AND id = $2 AND tries < $3 AND locked_at IS NULL"
    )
    return sql, [(company, device, most, at)]


def device_seen(company: CompanyId, device: str, at: Instant) -> Step:
    """A till was used, and the PIN was right."""
    return "UPDATE till_device SET seen_at = $3, tries = 0, locked_at = NULL WHERE company = $1 AND id = $2", [(company, device, at)]


def put_pin(company: CompanyId, one: Pin) -> Step:
    """Somebody's PIN from now on."""
    sql = (
        f"INSERT INTO pin (company, {_PIN}) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (company, staff) DO UPDATE SET"
        " hash = excluded.hash, tries = excluded.tries, locked_at = excluded.locked_at, changed_at = excluded.changed_at"
    )
    return sql, [(company, one.staff, one.hash, one.tries, one.locked_at, one.changed_at)]


def drop_pin(company: CompanyId, staff: str) -> Step:
    """Somebody has no PIN any more."""
    return "DELETE FROM pin WHERE company = $1 AND staff = $2", [(company, staff)]


def try_pin(company: CompanyId, staff: str, most: int, at: Instant) -> Step:
    """One more try of somebody's PIN; no row where there were `most` already. The last of them locks it."""
    sql = (
        "UPDATE pin SET tries = tries + 1, locked_at = CASE WHEN tries + 1 >= $3 THEN $4 ELSE locked_at END"
        " WHERE company = $1 AND staff = $2 AND tries < $3 AND locked_at IS NULL"
    )
    return sql, [(company, staff, most, at)]


def unlock_pin(company: CompanyId, staff: str) -> Step:
    """Wrong tries are forgiven: the PIN was right, or a manager says so."""
    return "UPDATE pin SET tries = 0, locked_at = NULL WHERE company = $1 AND staff = $2", [(company, staff)]


def add_session(one: WebSession) -> Step:
    """Somebody signed in."""
    row = (
        one.id, one.company, one.kind, one.subject, one.device, one.branch, one.till, one.method, one.label, one.secret_hash, one.csrf,
        one.created_at, one.seen_at, one.idle_until, one.expires_at, one.stepped_up_until, one.ended_at,
    )  # fmt: skip
    places = ", ".join(f"${i}" for i in range(1, 18))
    return f"INSERT INTO web_session ({_SESSION}) VALUES ({places})", [row]


def session_seen(company: CompanyId, session: str, at: Instant, idle_until: Instant) -> Step:
    """A session was used."""
    sql = "UPDATE web_session SET seen_at = $3, idle_until = $4 WHERE company = $1 AND id = $2 AND ended_at IS NULL AND seen_at < $3"
    return sql, [(company, session, at, idle_until)]


def step_up(company: CompanyId, session: str, until: Instant) -> Step:
    """A second proof was given."""
    return "UPDATE web_session SET stepped_up_until = $3 WHERE company = $1 AND id = $2 AND ended_at IS NULL", [(company, session, until)]


def end_session(company: CompanyId, session: str, at: Instant) -> Step:
    """Signed out."""
    return "UPDATE web_session SET ended_at = $3 WHERE company = $1 AND id = $2 AND ended_at IS NULL", [(company, session, at)]


def end_sessions(company: CompanyId, at: Instant, *, subject: str = "", device: str = "", but: str = "", method: str = "") -> Step:
    """Every session of somebody, or on a till, is over; but one. With `method` only those that it began."""
    assert subject or device
    named = {column: text for column, text in (("subject", subject), ("device", device), ("method", method)) if text}
    of = "".join(f" AND {column} = ${n}" for n, column in enumerate(named, 4))  # an index is only used where the column stands by itself
    sql = f"UPDATE web_session SET ended_at = $2 WHERE company = $1 AND ended_at IS NULL AND id <> $3{of}"
    return sql, [(company, at, but, *named.values())]


def session_proved(company: CompanyId, session: str, before: str, method: str) -> Step:
    """What began by `before` was proved by `method` since."""
    return "UPDATE web_session SET method = $4 WHERE company = $1 AND id = $2 AND method = $3", [(company, session, before, method)]


def add_one_time(one: OneTime) -> Step:
    """A one-time code or link is out."""
    row = (one.id, one.company, one.kind, one.subject, one.hash, _encode(one.data), one.tries, one.created_at, one.expires_at, one.used_at)
    return f"INSERT INTO one_time ({_ONE_TIME}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", [row]


def try_one_time(company: CompanyId, code: str, most: int, at: Instant) -> Step:
    """One more try of it; no row where it is used, past, or was tried `most` times."""
    sql = "UPDATE one_time SET tries = tries + 1 WHERE company = $1 AND id = $2 AND used_at IS NULL AND tries < $3 AND expires_at > $4"
    return sql, [(company, code, most, at)]


def use_one_time(company: CompanyId, code: str, at: Instant) -> Step:
    """It is used; no row where it was before."""
    sql = "UPDATE one_time SET used_at = $3 WHERE company = $1 AND id = $2 AND used_at IS NULL AND expires_at > $3"
    return sql, [(company, code, at)]


def end_one_times(company: CompanyId, kind: str, subject: str, at: Instant) -> Step:
    """Those of a kind that are out for somebody are good no longer."""
    sql = "UPDATE one_time SET used_at = $4 WHERE company = $1 AND kind = $2 AND subject = $3 AND used_at IS NULL"
    return sql, [(company, kind, subject, at)]


def add_message(company: CompanyId, one: MessageIntent) -> Step:
    """Something is to be said."""
    row = (company, one.id, one.kind, one.address, one.language, _encode(one.data), one.sealed, one.at, one.until, one.sent_at)
    return f"INSERT INTO message_intent (company, {_MESSAGE}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", [row]


def admit_try(company: CompanyId, who: str, a_minute: int, an_hour: int, at: Instant) -> Step:
    """Count one try of `who`; no row where it would be one too many, or they are blocked."""
    sql = (
        "INSERT INTO throttle (company, who, minute_from, in_minute, hour_from, in_hour, blocked_until) VALUES ($1, $2, $3, 1, $3, 1, 0)"
        " ON CONFLICT (company, who) DO UPDATE SET"
        " in_minute = CASE WHEN throttle.minute_from > $4 THEN throttle.in_minute + 1 ELSE 1 END,"
        " minute_from = CASE WHEN throttle.minute_from > $4 THEN throttle.minute_from ELSE $3 END,"
        " in_hour = CASE WHEN throttle.hour_from > $5 THEN throttle.in_hour + 1 ELSE 1 END,"
        " hour_from = CASE WHEN throttle.hour_from > $5 THEN throttle.hour_from ELSE $3 END"
        " WHERE throttle.blocked_until <= $3 AND (throttle.minute_from <= $4 OR throttle.in_minute < $6)"
        " AND (throttle.hour_from <= $5 OR throttle.in_hour < $7)"
    )
    return sql, [(company, who, at, at - 60_000, at - 3_600_000, a_minute, an_hour)]


def block(company: CompanyId, who: str, at: Instant, until: Instant) -> Step:
    """`who` may not try until then, unless they were blocked already; afterwards they begin anew."""
    sql = (
        "UPDATE throttle SET blocked_until = $4, in_minute = 0, in_hour = 0 WHERE company = $1 AND who = $2 AND blocked_until <= $3"
    )  # fmt: skip
    return sql, [(company, who, at, until)]


def forgive_tries(company: CompanyId, who: str, at: Instant) -> Step:
    """What `who` tried was right: they begin anew, unless they are blocked at `at`."""
    return "DELETE FROM throttle WHERE company = $1 AND who = $2 AND blocked_until <= $3", [(company, who, at)]


def give_back_try(company: CompanyId, who: str) -> Step:
    """One try of `who` was right: it does not count."""
    sql = (
        "UPDATE throttle SET in_minute = CASE WHEN in_minute > 0 THEN in_minute - 1 ELSE 0 END,"
        " in_hour = CASE WHEN in_hour > 0 THEN in_hour - 1 ELSE 0 END WHERE company = $1 AND who = $2"
    )
    return sql, [(company, who)]


def spend_step(company: CompanyId, purse: PurseId, step: int, purpose: str, at: Instant) -> Step:
    """A code that was shown on a telephone is spent; Conflict where somebody was first at this very moment."""
    return "INSERT INTO qr_spent (purse, company, step, purpose, at) VALUES ($1, $2, $3, $4, $5)", [(purse, company, step, purpose, at)]


def spent_again(company: CompanyId, purse: PurseId, step: int, purpose: str, at: Instant) -> Step:
    """The same code for the same purpose as before."""
    sql = "UPDATE qr_spent SET at = $5 WHERE purse = $1 AND company = $2 AND step = $3 AND purpose = $4"
    return sql, [(purse, company, step, purpose, at)]


def add_audit_line(company: CompanyId, line: AuditLine) -> Step:
    """One more line in the audit log."""
    deed = line.deed
    row = (
        company, line.number, line.at, deed.actor, deed.what, deed.object, _encode(deed.before), _encode(deed.after), deed.reason,
        deed.request, line.hash,
    )  # fmt: skip
    return f"INSERT INTO audit (company, {_AUDIT}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", [row]


def _staff(row: Row) -> Staff:
    return Staff(row[0], row[1], row[2], row[3], row[4], None if row[5] is None else PurseId(row[5]), row[6], row[7])


def _credential(row: Row) -> Credential:
    return Credential(row[0], row[1], row[2], row[3], loads(row[4]), row[5], row[6], row[7])


def _device(row: Row) -> TillDevice:
    return TillDevice(row[0], CompanyId(row[1]), *row[2:])


def _session(row: Row) -> WebSession:
    return WebSession(row[0], CompanyId(row[1]), *row[2:])


def _one_time(row: Row) -> OneTime:
    return OneTime(row[0], CompanyId(row[1]), row[2], row[3], row[4], loads(row[5]), *row[6:])


def _message(row: Row) -> MessageIntent:
    return MessageIntent(row[0], row[1], row[2], row[3], loads(row[4]), *row[5:])


def _line(row: Row) -> AuditLine:
    return AuditLine(row[0], row[1], Deed(row[2], row[3], row[4], loads(row[5]), loads(row[6]), row[7], row[8]), row[9])

"""The work behind `zegel codes make` and `zegel codes import`."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, TextIO

from zegel.access.codes import Codes
from zegel.cli.csv_files import rows_of
from zegel.cli.progress import Stop, Watch, look_for_cycles_less
from zegel.cli.root import At
from zegel.cli.says import Failed, say
from zegel.core.codes import as_printed
from zegel.core.ids import CompanyId, purse_of
from zegel.core.money import MAX_AMOUNT
from zegel.core.periods import NEVER, Day, Instant, as_date, end_of_day, start_of_day
from zegel.core.value import value
from zegel.desk.code_batches import Given, Hashed, begin, bring_in, make
from zegel.program.forms import Wrong, money
from zegel.store.code_queries import MAKING, CodeBatch

if TYPE_CHECKING:
    from zegel.program.compile import Compiled
    from zegel.program.coupons import Coupon

COLUMNS: Final = ("code", "printed", "ean", "qr")
READ_COLUMNS: Final = ("code", "member", "uses", "worth", "valid_until")


@value
class Asked:
    """What is asked of a batch, as the command line says it."""

    coupon: str
    batch: str
    valid_from: str
    valid_until: str
    worth: str
    quiet: bool


class CodeFile:
    """A CSV file of codes that only its owner may read: the code, as it is printed, its EAN, what its QR code holds."""

    def __init__(self, path: Path, link: str, form: str, *, again: bool, numbered: bool = False) -> None:
        quoted = '"' + link.replace('"', '""') + '"' if set(link) & set(',"\r\n') else link
        self._path, self._link, self._form, self._again = path, quoted or "{code}", form, again
        self._numbered, self._written = numbered, 0
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        how = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if self._again else os.O_EXCL)
        try:
            number = os.open(self._path, how, 0o600)
        except FileExistsError:
            raise Failed(f"{self._path} is there already; it is not written over.") from None
        os.fchmod(number, 0o600)
        self._file = os.fdopen(number, "w", encoding="utf-8", newline="")
        csv.writer(self._file).writerow(("number", *COLUMNS) if self._numbered else COLUMNS)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()

    def chunk(self, codes: list[str]) -> None:
        """The next codes, on the disk before anything else happens."""
        assert self._file is not None
        link = self._link
        form, is_ean = self._form, self._form == "EAN-13"
        rows = [f"{code},{as_printed(form, code)},{code if is_ean else ''},{link.replace('{code}', code)}\r\n" for code in codes]
        if self._numbered:
            rows = [f"{n},{row}" for n, row in enumerate(rows, self._written + 1)]
        self._written += len(rows)
        self._file.write("".join(rows))
        self._file.flush()
        os.fsync(self._file.fileno())


async def made(at: At, company_named: str, asked: Asked, count: int, out: Path, link: str) -> None:
    """Make, write out, say how it ended."""
    look_for_cycles_less()
    company = await at.company(company_named)
    coupon, compiled = await _coupon(at, company, asked.coupon)
    if coupon.capitals_matter:
        raise Failed(f"Codes of {coupon.id} are made elsewhere, for capitals matter in them: bring them in with zegel codes import.")
    wanted = _batch(at, asked, coupon, compiled, count)
    there = await at.house.store.queries.codes.batch(company, wanted.id)
    hashed = await _hashed(at, company, coupon)
    batch = await begin(at.house.store.queries.codes, company, wanted)
    with (
        Watch(f"Codes of {coupon.id}", count, quiet=asked.quiet) as watch,
        CodeFile(out, link, batch.form, again=there is not None) as file,
        Stop() as stop,
    ):
        done = await make(at.house.store.queries.codes, company, batch, hashed, file, watch.moved, lambda: stop.asked)
    if done < count:
        raise Failed(f"Stopped after {done:,} of {count:,} codes; the same command goes on.")
    say(f"{done:,} codes of {coupon.id} are in {out}, batch {batch.id}. They are shown nowhere else: keep the file well.")


async def brought_in(at: At, company_named: str, asked: Asked, file: Path) -> None:
    """Read, keep, say how it ended."""
    look_for_cycles_less()
    company = await at.company(company_named)
    coupon, compiled = await _coupon(at, company, asked.coupon)
    queries = at.house.store.queries.codes
    hashed = await _hashed(at, company, coupon)
    batch = await begin(queries, company, _batch(at, asked, coupon, compiled, 0))
    with Watch(f"Codes of {coupon.id}", 0, quiet=asked.quiet) as watch, Stop() as stop:
        rows = _read(file, compiled.program.currency, compiled.program.company_zone, personal=coupon.personal)
        done = await bring_in(queries, company, batch, hashed, rows, watch.moved, lambda: stop.asked)
    stands = await queries.stand(company, batch.id, at.root.now())
    twice = f" {done - stands.issued:,} were known already and stay as they were." if done > stands.issued else ""
    say(f"{stands.issued:,} codes of {coupon.id} were brought in, batch {batch.id}.{twice}")


async def _coupon(at: At, company: CompanyId, named: str) -> "tuple[Coupon, Compiled]":
    """The coupon of the live program, and that program."""
    compiled = (await at.house.shelves.of(company)).live_at(at.root.now())
    found = {coupon.id: coupon for coupon in compiled.program.coupons if not coupon.codes}
    if named not in found:
        there = f"It makes codes for {', '.join(found)}." if found else "It makes none."
        raise Failed(f"The live program makes no codes for a coupon `{named}`. {there}")
    return found[named], compiled


def _batch(at: At, asked: Asked, coupon: "Coupon", compiled: "Compiled", count: int) -> CodeBatch:
    program = compiled.program
    now = at.root.now()
    zone = program.company_zone
    worth = money_of(asked.worth, program.currency) if asked.worth else coupon.worth_minor
    if asked.worth and not coupon.worth_minor:
        raise Failed(f"{coupon.id} is no voucher: its codes have no worth of their own.")
    name = asked.batch or f"{coupon.id} {today(at, zone)}"
    return CodeBatch(
        name, coupon.id, MAKING, coupon.form, count, 0, coupon.per_code, worth,
        start_of_day(_day(asked.valid_from), zone) if asked.valid_from else Instant(0),
        end_of_day(_day(asked.valid_until), zone) if asked.valid_until else NEVER, at.root.random_bytes(32) if count else None, now,
    )  # fmt: skip


def today(at: At, zone: str) -> str:
    from zegel.core.periods import local_moment

    return local_moment(at.root.now(), zone).business_date


async def _hashed(at: At, company: CompanyId, coupon: "Coupon") -> Hashed:
    key = await at.root.checked_code_key(at.settings, at.house.store)
    codes = Codes(lambda: key, lambda: 0.0)
    return codes.hasher(company, capitals_matter=coupon.capitals_matter)


def _read(path: Path, currency: str, zone: str, *, personal: bool) -> Iterator[Given]:
    """The rows of the file, one by one; a row that cannot be read ends the import there, with everything before it kept."""
    known = {*READ_COLUMNS, *COLUMNS}
    for where, row in rows_of(path, lambda names: "code" in names <= known, f"code, and if you like {', '.join(READ_COLUMNS[1:])}"):
        yield _given(row, where, currency, zone, personal=personal)


def _given(row: dict[str, Any], where: str, currency: str, zone: str, *, personal: bool) -> Given:
    text, member = (row.get("code") or "").strip(), (row.get("member") or "").strip()
    purse = purse_of(member.lower()) if member else None
    if not text or len(text) > 64 or not text.isascii():
        raise Failed(f"{where}: there is no code in it.")
    if member and purse is None:
        raise Failed(f"{where}: `{member[:40]}` is no member's id.")
    if personal and purse is None:
        raise Failed(f"{where}: codes of this coupon are personal; say whose it is in the column `member`.")
    uses, worth, until = ((row.get(name) or "").strip() for name in ("uses", "worth", "valid_until"))
    if uses and not (uses.isdigit() and 0 < int(uses) < MAX_AMOUNT):
        raise Failed(f"{where}: `{uses[:40]}` is no number of uses.")
    return Given(
        text, purse, int(uses) if uses else 0, money_of(worth, currency) if worth else -1, end_of_day(_day(until), zone) if until else None
    )  # fmt: skip


def money_of(text: str, currency: str) -> int:
    """`10.00` or `10.00 EUR` in minor units."""
    try:
        return money(text if " " in text else f"{text} {currency}", currency)
    except Wrong as wrong:
        raise Failed(f"`{text[:40]}` is no amount. {wrong.message}") from None


def _day(text: str) -> Day:
    try:
        return Day(as_date(Day(text)).isoformat())
    except ValueError:
        raise Failed(f"`{text[:40]}` is no day; write 2026-12-31.") from None

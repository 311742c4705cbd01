"""The work behind `zegel agreements invoices`: a file of what became of invoices, reported row by row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from zegel.cli.csv_files import rows_of
from zegel.cli.root import At
from zegel.cli.says import Failed, counted, say, tell
from zegel.desk.agreements import asking
from zegel.flows.commands import Header, ReportInvoice
from zegel.program.forms import Wrong, money

COLUMNS: Final = ("receipt_number", "paid", "delivered", "disputed", "reason")
YES: Final = ("yes", "ja", "true", "1")
NO: Final = ("no", "nee", "false", "0")


async def reported(at: At, company_named: str, file: Path) -> None:
    """Every row by itself: what is known already is no mistake, so the same file may come again; a refused row stops nothing else."""
    company = await at.company(company_named)
    program = (await at.house.shelves.of(company)).live_at(at.root.now()).program
    header = asking(company, "command line", program, at.root.now())
    done = known = 0
    refused: list[str] = []
    rows = list(_read(file, header, program.currency))
    replies = await at.house.desk.submit_bulk([command for _, command in rows])
    for (where, command), reply in zip(rows, replies, strict=True):
        refusal = reply.outcome.refusal
        if refusal is None:
            done += 1
        elif refusal.code == "nothing_reported":
            known += 1
        else:
            refused.append(f"{where}, {command.number}: {refusal.message}")
    say(f"{counted(done, 'invoice')} reported, {known:,} known already.")
    for line in refused:
        tell(line)
    if refused:
        raise Failed(f"{counted(len(refused), 'row')} refused.")


def _read(path: Path, header: Header, currency: str) -> Iterator[tuple[str, ReportInvoice]]:
    """The rows of the file, each with where it stands. A mistake of form ends it before anything is reported."""
    said = f"{COLUMNS[0]}, and any of {', '.join(COLUMNS[1:])}"
    for where, row in rows_of(path, lambda names: "receipt_number" in names <= set(COLUMNS), said):
        yield where, _row(row, where, header, currency)


def _row(row: dict[str, Any], where: str, header: Header, currency: str) -> ReportInvoice:
    number, paid, delivered, disputed, reason = ((row.get(name) or "").strip() for name in COLUMNS)
    if not number or len(number) > 200:
        raise Failed(f"{where}: there is no receipt number in it.")
    amount: int | None = None
    if paid and paid.lower() not in YES:
        amount = 0 if paid.lower() in NO else _amount(paid, where, currency)
    everything = _yes(delivered, where)
    if everything is False:
        raise Failed(f"{where}: that something is not delivered goes without saying; leave it empty.")
    if not (paid or delivered or disputed):
        raise Failed(f"{where}: nothing is told of {number[:40]}.")
    return ReportInvoice(header, None, number, amount, paid.lower() in YES, () if everything else None, _yes(disputed, where), reason)


def _yes(text: str, where: str) -> bool | None:
    if not text:
        return None
    if text.lower() not in (*YES, *NO):
        raise Failed(f"{where}: `{text[:40]}` is not yes or no.")
    return text.lower() in YES


def _amount(text: str, where: str, currency: str) -> int:
    try:
        return money(text if " " in text else f"{text} {currency}", currency)
    except Wrong as wrong:
        raise Failed(f"{where}: {wrong.message}") from None

"""Rebates in money: sent to the bank in a file, written out again, and reported as paid."""

from pathlib import Path
from typing import Annotated

import typer

from zegel.cli.agreements import As, Form
from zegel.cli.options import Company, Database

app = typer.Typer(help="Rebates that are paid into bank accounts.", no_args_is_help=True)

Out = Annotated[Path, typer.Option(help="Where the file for the bank is written: pain.001.001.09, that only you may read.")]
Name = Annotated[str, typer.Argument(metavar="PAYMENT", help="A payment file's id, as `send` and `list` say it.")]


@app.command("list")
def list_(company: Company = "", database: Database = "") -> None:
    """The payment files that were made, the newest first."""
    from zegel.cli.rebates_work import listed
    from zegel.cli.root import at_work

    at_work(database, lambda at: listed(at, company))


@app.command("send")
def send_(out: Out, company: Company = "", database: Database = "") -> None:
    """Send every rebate that waits and has an account: one file of them all."""
    from zegel.cli.rebates_work import sent_off
    from zegel.cli.root import at_work

    at_work(database, lambda at: sent_off(at, company, out))


@app.command("file")
def file_(payment: Name, out: Out, company: Company = "", database: Database = "") -> None:
    """Write a payment file out once more: the same payments under the same ids."""
    from zegel.cli.rebates_work import written_again
    from zegel.cli.root import at_work

    at_work(database, lambda at: written_again(at, company, payment, out))


@app.command("paid")
def paid_(payment: Name, company: Company = "", database: Database = "") -> None:
    """The bank paid all of a file but what was set to `sent back` before."""
    from zegel.cli.rebates_work import reported
    from zegel.cli.root import at_work

    at_work(database, lambda at: reported(at, company, payment))


@app.command("vat")
def vat_(
    year: Annotated[str, typer.Argument(metavar="YEAR", help="The calendar year: 2026.")],
    per: Annotated[str, typer.Option(help="For each `month`, `quarter` or `year`.")] = "quarter",
    form: As = Form.TEXT,
    company: Company = "",
    database: Database = "",
) -> None:
    """The VAT of rebates for each period and rate: approved, paid, kept back from refunds, and what the tax return deducts."""
    from zegel.cli.rebates_work import vat_told
    from zegel.cli.root import at_work

    at_work(database, lambda at: vat_told(at, company, year, per, form.value))


@app.command("report")
def report_(
    file: Annotated[Path, typer.Argument(help="The bank's report of a payment file: pain.002.")],
    company: Company = "",
    database: Database = "",
) -> None:
    """Read what the bank says of a payment file: what it settled is paid, what it rejected is sent back with its reason."""
    from zegel.cli.rebates_work import report_read
    from zegel.cli.root import at_work

    at_work(database, lambda at: report_read(at, company, file))

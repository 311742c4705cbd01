"""What is agreed with business customers, and what partners of a coalition settle."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from zegel.cli.options import Company, Database

app = typer.Typer(help="Agreements with business customers: progress, forecast, what counts.", no_args_is_help=True)


class Form(StrEnum):
    """How a table is written."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


Member = Annotated[str, typer.Argument(metavar="MEMBER", help="The business customer: a member's id, or a card number.")]
Agreement = Annotated[str, typer.Argument(metavar="AGREEMENT", help="The ladder, by its id in the program.")]
Day = Annotated[str, typer.Option(help="A day of the year that is asked for; today where it is left out.")]
As = Annotated[Form, typer.Option("--as", help="How it is written.")]


@app.command("list")
def list_(form: As = Form.TEXT, company: Company = "", database: Database = "") -> None:
    """Every agreement, with its state, the turnover so far and the bonus on that."""
    from zegel.cli.agreements_work import listed
    from zegel.cli.root import at_work

    at_work(database, lambda at: listed(at, company, form.value))


@app.command()
def show(
    member: Member, agreement: Agreement, day: Day = "", form: As = Form.TEXT, company: Company = "", database: Database = ""
) -> None:  # fmt: skip
    """What an agreement comes to: the step, what the next needs and gives, the forecast, and what was settled."""
    from zegel.cli.agreements_work import shown
    from zegel.cli.root import at_work

    at_work(database, lambda at: shown(at, company, member, agreement, day, form.value))


@app.command()
def purchases(
    member: Member, agreement: Agreement, day: Day = "", form: As = Form.TEXT, company: Company = "", database: Database = ""
) -> None:  # fmt: skip
    """Which purchases of the year count, which do not, and why."""
    from zegel.cli.agreements_work import counted
    from zegel.cli.root import at_work

    at_work(database, lambda at: counted(at, company, member, agreement, day, form.value))


@app.command()
def invoices(
    file: Annotated[Path, typer.Argument(help="CSV: `receipt_number`, and any of `paid`, `delivered`, `disputed`, `reason`.")],
    company: Company = "",
    database: Database = "",
) -> None:
    """Report from a file which invoices are paid (yes, no, or an amount with VAT), delivered or disputed (yes, no). Empty: not told."""
    from zegel.cli.invoices_work import reported
    from zegel.cli.root import at_work

    at_work(database, lambda at: reported(at, company, file))


def business_gifts(
    year: Annotated[str, typer.Argument(metavar="YEAR", help="The calendar year: 2026.")],
    form: As = Form.TEXT,
    company: Company = "",
    database: Database = "",
) -> None:
    """What each recipient was given in business gifts in a year, against the limit of tax law."""
    from zegel.cli.business_gifts_work import listed
    from zegel.cli.root import at_work

    at_work(database, lambda at: listed(at, company, year, form.value))


def settlement(
    month: Annotated[str, typer.Argument(metavar="MONTH", help="The month: 2026-03.")],
    form: As = Form.TEXT,
    company: Company = "",
    database: Database = "",
) -> None:
    """The statement of a month between the partners of a coalition: what each issued and took, and who pays."""
    from zegel.cli.agreements_work import settled
    from zegel.cli.root import at_work

    at_work(database, lambda at: settled(at, company, month, form.value))

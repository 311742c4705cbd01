"""What articles cost from which day on, and whether what is announced as reduced is lawful."""

from pathlib import Path
from typing import Annotated

import typer

from zegel.cli.options import Company, Database
from zegel.cli.says import Exit, say

app = typer.Typer(help="Prices of articles, and the law of from-prices.", no_args_is_help=True)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV file: `sku`, `price`, `since`, and if you like `channel` and `branch`.")],
    company: Company = "",
    database: Database = "",
) -> None:
    """Bring in prices. A price of the same article and day is corrected; an empty price takes the article out of the range."""
    from zegel.cli.prices_work import brought_in
    from zegel.cli.root import at_work

    at_work(database, lambda at: brought_in(at, company, file))


@app.command()
def show(
    sku: Annotated[str, typer.Argument(metavar="SKU", help="The article's number.")],
    on: Annotated[str, typer.Option(help="The day of the announcement; today where it is left out.")] = "",
    company: Company = "",
    database: Database = "",
) -> None:
    """What an article cost, and the highest from-price that may be announced for it."""
    from zegel.cli.prices_work import shown
    from zegel.cli.root import at_work

    at_work(database, lambda at: shown(at, company, sku, on))


@app.command()
def check(
    file: Annotated[Path | None, typer.Argument(help="A program file; the live program where it is left out.")] = None,
    on: Annotated[str, typer.Option(help="The day of the announcement; today where it is left out.")] = "",
    company: Company = "",
    database: Database = "",
) -> None:
    """Whether every announced discount is measured from a price that may be stated. Exit code 1 where one is not."""
    from zegel.cli.prices_work import checked
    from zegel.cli.root import at_work

    if not at_work(database, lambda at: checked(at, company, file, on)):
        raise typer.Exit(Exit.REFUSED)
    say("Every announced discount is measured from a price that may be stated.")

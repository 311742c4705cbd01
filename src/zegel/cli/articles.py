"""`zegel articles import`: a file into the catalogue."""

from pathlib import Path
from typing import Annotated

import typer

from zegel.cli.options import Company, Database
from zegel.cli.says import Failed

app = typer.Typer(help="The catalogue of articles.", no_args_is_help=True)


@app.callback()
def articles() -> None:
    """The catalogue of articles."""


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV or NDJSON, with the fields of the API: sku, category, brand, tags, …")],
    refused: Annotated[Path | None, typer.Option(help="Where refused rows go; FILE.refused.csv where it is left out.")] = None,
    company: Company = "",
    database: Database = "",
) -> None:
    """Put the articles of a file into the catalogue. The same file again changes nothing."""
    from zegel.cli.article_work import put

    where = refused or file.with_name(file.name + ".refused.csv")
    count = put(file, where, company, database)
    if count:
        raise Failed(f"{count:,} rows were refused: see {where}.")

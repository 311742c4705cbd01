"""`zegel import purchases`: a file into the books. docs/howto/import.md says how."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from zegel.cli.options import Company, Database, Quiet
from zegel.cli.says import Failed

app = typer.Typer(help="Files into the books.", no_args_is_help=True)

MappingFile = Annotated[Path, typer.Option("--mapping", help="The mapping file: which column means what.")]
PurchasesFile = Annotated[Path, typer.Argument(help="CSV or NDJSON (also gzipped), or Parquet.")]
Sort = Annotated[bool, typer.Option("--sort", help="Sort the file first: its rows are not in order of time, or not together.")]


@app.command()
def purchases(
    file: PurchasesFile,
    mapping: MappingFile,
    enrol: Annotated[bool, typer.Option("--enrol", help="Members who are not known join, since their first purchase.")] = False,
    sort: Sort = False,
    refused: Annotated[Path | None, typer.Option(help="Where refused rows go; FILE.refused.csv where it is left out.")] = None,
    until: Annotated[
        str, typer.Option(help="Book what is due up to this at the end: `now`, or the end of a day (2026-03-01) in the program's zone.")
    ] = "",
    check: Annotated[bool, typer.Option("--check", help="Only read: say what would be refused for its form. Needs no database.")] = False,
    language: Annotated[Literal["nl", "en"], typer.Option("--language", help="The language of mistakes in the mapping.")] = "en",
    company: Company = "",
    database: Database = "",
    quiet: Quiet = False,
) -> None:
    """Book the purchases of a file, each once, in order of time. Stopped half-way, the same command goes on from there."""
    from zegel.cli.import_work import Asked, book, look_only

    asked = Asked(file, mapping, enrol, sort, refused or file.with_name(file.name + ".refused.csv"), until, company, quiet, language)
    count = look_only(asked) if check else book(asked, database)
    if count:
        raise Failed(f"{count:,} rows were refused: see {asked.refused}.")

"""`zegel replay`: what a program would have come to on purchases that were really made. Nothing is booked."""

from pathlib import Path
from typing import Annotated

import typer

from zegel.cli.options import Company, Database, Quiet
from zegel.cli.says import Exit, Failed


def replay(
    program: Annotated[list[Path], typer.Option("--program", help="A program file; repeat it to compare programs.")],
    file: Annotated[Path | None, typer.Argument(help="Purchases to import; the company's stored purchases where it is left out.")] = None,
    mapping: Annotated[Path | None, typer.Option("--mapping", help="The mapping file of those purchases.")] = None,
    sort: Annotated[bool, typer.Option("--sort", help="Sort the file first.")] = False,
    company: Company = "",
    database: Database = "",
    quiet: Quiet = False,
) -> None:
    """Run purchases through one or more programs in memory and print what each comes to. Stock is taken to be without limit."""
    from zegel.cli.replay_work import of_file, of_store

    if file is not None and mapping is None:
        raise Failed("A file of purchases needs --mapping.", Exit.USAGE)
    if file is not None and mapping is not None:
        of_file(file, mapping, program, sort=sort, quiet=quiet)
    else:
        of_store(program, company, database, quiet=quiet)

"""Options that several commands share."""

from typing import Annotated, TypeAlias

import typer

Database: TypeAlias = Annotated[
    str, typer.Option("--database", help="The database's address; ZEGEL_DATABASE or sqlite:///zegel.db where it is left out.")
]
Company: TypeAlias = Annotated[str, typer.Option("--company", help="Which company; the only one where it is left out.")]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", help="No progress, only the result.")]

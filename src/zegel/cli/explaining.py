"""`zegel explain`: why a receipt is what it is, and what it would have taken to be more."""

from typing import Annotated, Literal

import typer

from zegel.cli.options import Company, Database


def explain(
    receipt: Annotated[str, typer.Argument(metavar="RECEIPT", help="A receipt's id, as its write answered it.")],
    language: Annotated[Literal["nl", "en"], typer.Option("--language", help="In which language: nl or en.")] = "nl",
    json: Annotated[bool, typer.Option("--json", help="As the API answers it, both languages.")] = False,
    company: Company = "",
    database: Database = "",
) -> None:
    """Tell all that a receipt did and why, and every rule that did not apply with what would have made it. Also years later."""
    from zegel.cli.explain_work import told
    from zegel.cli.root import at_work

    at_work(database, lambda at: told(at, company, receipt, language, as_json=json))

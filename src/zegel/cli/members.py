"""Members, as far as the command line changes anything about one."""

from enum import StrEnum
from typing import Annotated

import typer

from zegel.cli.options import Company, Database

app = typer.Typer(help="Members.", no_args_is_help=True)


class YesNo(StrEnum):
    """One or the other."""

    YES = "yes"
    NO = "no"


@app.callback()
def group() -> None:
    """Members."""


@app.command("used-by-itself")
def used_by_itself(
    member: Annotated[str, typer.Argument(metavar="MEMBER", help="Whose: a member's id, or a card number.")],
    wanted: Annotated[YesNo, typer.Argument(metavar="YES|NO", help="`no`: this member chooses, and the till asks.")],
    company: Company = "",
    database: Database = "",
) -> None:
    """Whether rewards and points are used without asking for somebody, where the program uses them by itself."""
    from zegel.cli.members_work import chosen
    from zegel.cli.root import at_work

    at_work(database, lambda at: chosen(at, company, member, by_itself=wanted is YesNo.YES))

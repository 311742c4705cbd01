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


WHOSE = typer.Argument(metavar="MEMBER", help="Whose: a member's id, or a card number.")


@app.command("household")
def household(member: Annotated[str, WHOSE], company: Company = "", database: Database = "") -> None:
    """Whose purse is the pot of somebody's household, and who saves in it."""
    from zegel.cli.household_work import told
    from zegel.cli.root import at_work

    at_work(database, lambda at: told(at, company, member))


@app.command("join-household")
def join_household(
    member: Annotated[str, WHOSE],
    keeper: Annotated[str, typer.Argument(metavar="KEEPER", help="Whose purse is the pot: a member's id, or a card number.")],
    company: Company = "",
    database: Database = "",
) -> None:
    """Somebody saves in the pot of another from now on; the first who does opens the household."""
    from zegel.cli.household_work import joined
    from zegel.cli.root import at_work

    at_work(database, lambda at: joined(at, company, member, keeper))


@app.command("leave-household")
def leave_household(member: Annotated[str, WHOSE], company: Company = "", database: Database = "") -> None:
    """Somebody saves for themselves again; what is in the pot stays there."""
    from zegel.cli.household_work import departed
    from zegel.cli.root import at_work

    at_work(database, lambda at: departed(at, company, member))


@app.command("add-card")
def add_card(member: Annotated[str, WHOSE], company: Company = "", database: Database = "") -> None:
    """One more card on somebody's purse, for a partner or a child: its number is drawn and shown."""
    from zegel.cli.household_work import carded
    from zegel.cli.root import at_work

    at_work(database, lambda at: carded(at, company, member))


@app.command("leave")
def leave(
    member: Annotated[str, WHOSE],
    sure: Annotated[bool, typer.Option("--sure", help="Do it: everything lapses, and what is known of them is erased.")] = False,
    company: Company = "",
    database: Database = "",
) -> None:
    """What somebody gives up by leaving for good; with --sure they leave. It cannot be undone."""
    from zegel.cli.household_work import left
    from zegel.cli.root import at_work

    at_work(database, lambda at: left(at, company, member, sure=sure))

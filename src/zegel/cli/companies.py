"""Companies: the tenants of a database."""

from typing import Annotated

import typer

from zegel.cli.options import Database
from zegel.cli.says import Exit, Failed, rows, say

app = typer.Typer(help="Companies.", no_args_is_help=True)


@app.command()
def new(
    company_id: Annotated[str, typer.Argument(metavar="ID", help="Its id: small letters, digits and dashes.")],
    name: Annotated[str, typer.Option(help="Its name.")],
    currency: Annotated[str, typer.Option(help="Its one currency, ISO 4217.")] = "EUR",
    zone: Annotated[str, typer.Option(help="The zone of days that no branch decides.")] = "Europe/Amsterdam",
    database: Database = "",
) -> None:
    """Add a company."""
    import re

    from zegel.cli.root import At, at_work
    from zegel.core.ids import CompanyId
    from zegel.core.money import CURRENCIES
    from zegel.core.periods import known_zone

    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", company_id):
        raise Failed("A company's id has 1 to 40 small letters, digits and dashes, and no dash at its ends.", Exit.USAGE)
    if currency not in CURRENCIES:
        raise Failed(f"Zegel does not know the currency {currency}.", Exit.USAGE)
    if not known_zone(zone):
        raise Failed(f"No zone is called {zone}.", Exit.USAGE)
    if not name.strip() or len(name) > 200 or not name.isprintable():
        raise Failed("A company's name has 1 to 200 characters that one can see.", Exit.USAGE)

    async def work(at: At) -> None:
        from zegel.store.records import Company

        if not await at.house.store.queries.add_company(Company(CompanyId(company_id), name.strip(), currency, zone, at.root.now())):
            raise Failed(f"There is a company `{company_id}` already.")
        say(f"Added {company_id}. Next: zegel program publish FILE --company {company_id}")

    at_work(database, work)


@app.command("list")
def list_(database: Database = "") -> None:
    """Every company."""
    from zegel.cli.root import At, at_work

    async def work(at: At) -> None:
        found = await at.house.store.queries.companies()
        rows([(company.id, f"{company.name}, {company.currency}, {company.zone}") for company in found])

    at_work(database, work)

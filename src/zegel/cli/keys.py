"""API keys: shown once, kept as a hash."""

from typing import Annotated

import typer

from zegel.cli.options import Company, Database
from zegel.cli.says import Failed, say, tell

app = typer.Typer(help="API keys.", no_args_is_help=True)


@app.command()
def new(
    source: Annotated[
        str, typer.Option(help="Who uses it: a till or an integration. Its receipt numbers and idempotency keys are its own.")
    ],
    scope: Annotated[
        list[str] | None, typer.Option(help="What it may do: a scope, or one of the sets `till`, `office`, `all`. Repeat it for more.")
    ] = None,
    branch: Annotated[str, typer.Option(help="The only branch that it may speak for; any where it is left out.")] = "",
    days: Annotated[int, typer.Option(help="For how many days it is valid; 0: until it is revoked.", min=0, max=36_500)] = 0,
    company: Company = "",
    database: Database = "",
) -> None:
    """Make a key and show it, this once."""
    from zegel.cli.root import At, at_work

    async def work(at: At) -> None:
        from zegel.cli.staff_work import doing, people_of

        keys = people_of(at).api_keys
        made = await keys.make(doing(at, ""), await at.company(company), source, scope or ["till"], branch, days)
        tell("Keep it well: it is shown this once.")
        say(made.text)

    at_work(database, work)


@app.command("list")
def list_(company: Company = "", database: Database = "") -> None:
    """Every key of a company, without its secret."""
    from zegel.cli.root import At, at_work

    async def work(at: At) -> None:
        from zegel.core.periods import NEVER, instant_text

        now = at.root.now()
        for key in await at.house.store.queries.keys(await at.company(company)):
            ended = "revoked" if key.revoked_at is not None else "expired" if key.expires_at <= now else ""
            until = "" if key.expires_at == NEVER else f"until {instant_text(key.expires_at)[:10]}"
            used = "never used" if key.last_used_at is None else f"last used {instant_text(key.last_used_at)}"
            told = [key.source, "+".join(key.scopes), key.branch and f"branch {key.branch}", until, used, ended]
            say(f"{key.id}  {', '.join(filter(None, told))}")

    at_work(database, work)


@app.command()
def revoke(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="Its id, as `zegel key list` shows it.")],
    company: Company = "",
    database: Database = "",
) -> None:
    """End a key now. What it wrote stays."""
    from zegel.cli.root import At, at_work

    async def work(at: At) -> None:
        from zegel.cli.staff_work import doing, people_of

        named = key_id.removeprefix("zk_").partition(".")[0]
        if not await people_of(at).api_keys.revoke(doing(at, ""), await at.company(company), named):
            raise Failed(f"There is no key {named} that could be revoked.")
        say(f"Revoked {named}.")

    at_work(database, work)

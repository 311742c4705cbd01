"""`zegel demo`: a year of groceries through a loyalty program, and then something to try."""

from pathlib import Path
from typing import Annotated

import typer

from zegel.cli.options import Quiet


def demo(
    folder: Annotated[Path, typer.Argument(help="Where its database goes.")] = Path("demo-data"),
    again: Annotated[bool, typer.Option("--again", help="Begin anew: the demo's database in that folder is thrown away.")] = False,
    fixture: Annotated[bool, typer.Option("--fixture", help="Only the 25 households that come with Zegel.")] = False,
    serve: Annotated[bool, typer.Option("--serve", help="Start the server afterwards.")] = False,
    port: Annotated[int, typer.Option(help="Where that server listens.", min=1, max=65_535)] = 8080,
    quiet: Quiet = False,
) -> None:
    """A year of grocery baskets through a loyalty program: points, stamps, tiers, rewards, returns, expiry, books that balance.

    Run twice, the second time shows the figures of the first. Stopped half-way, it goes on from there.
    """
    from zegel.cli.demo_work import show

    settings = show(folder, again=again, fixture=fixture, port=port, quiet=quiet)
    if serve:
        from zegel.cli.serving import listen

        listen(settings)

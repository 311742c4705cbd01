"""All commands by name, and how what goes wrong in one is said."""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zegel.cli import (
    agreements,
    articles,
    books,
    codes,
    companies,
    data,
    database,
    doctoring,
    explaining,
    importing,
    keys,
    measuring,
    members,
    prices,
    programs,
    rebates,
    replaying,
    serving,
    staff,
)
from zegel.cli.says import TRACEBACK, Exit, Failed, tell

if TYPE_CHECKING:
    from zegel.cli.root import Root

SUBCOMMANDS = {
    "import": importing.app, "program": programs.app, "books": books.app, "key": keys.app, "company": companies.app,
    "codes": codes.app,
    "staff": staff.app,
    "prices": prices.app,
    "member": members.app,
    "articles": articles.app,
    "agreements": agreements.app,
    "rebates": rebates.app,
}  # fmt: skip

app = typer.Typer(
    name="zegel",
    help="A customer loyalty platform: every point explained, every balance provable.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
REPORTS = (replaying.replay, explaining.explain, agreements.settlement, agreements.business_gifts)
for command in (serving.serve, serving.worker, data.demo, *REPORTS, doctoring.doctor, database.migrate, database.backup, database.restore):
    app.command()(command)
app.command(context_settings=measuring.ANY_WORDS)(measuring.bench)
for name, group in SUBCOMMANDS.items():
    app.add_typer(group, name=name)


@app.command("help")
def help_(words: Annotated[list[str] | None, typer.Argument(help="A command, as `books check`.")] = None) -> None:
    """What a command does and takes; all commands where none is named."""
    raise typer.Exit(run([*(words or []), "--help"], None))


def run(words: list[str], load: "Callable[[], Root] | None") -> int:
    """Run one command and give its exit code. `load` makes the composition root; None keeps the one in use."""
    if load is not None:
        from zegel.cli.root import use

        use(load)
    try:
        code = app(words, prog_name="zegel", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:
        if os.environ.get(TRACEBACK):
            raise
        return ended_by(error)
    return code if isinstance(code, int) else Exit.OK


def ended_by(error: BaseException) -> int:
    """Say what went wrong, and give the exit code for it."""
    if isinstance(error, typer.Exit):
        return error.exit_code
    if isinstance(error, (KeyboardInterrupt, typer.Abort)):
        tell("Stopped.")
        return Exit.INTERRUPTED
    if isinstance(error, BrokenPipeError):
        # Whoever read our output went away (`| head`); nothing more can be said there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    if isinstance(error, Failed):
        tell(error.sentence)
        return error.code
    usage: Callable[[], str] | None = getattr(error, "format_message", None)  # of the click inside typer, which has no name outside it
    if usage is not None:
        of = getattr(getattr(error, "ctx", None), "command_path", "zegel")
        tell(f"{usage()}\n`{of.replace('zegel', 'zegel help', 1)}` shows how it is used.")
        return Exit.USAGE
    return _ended_below(error)


def _ended_below(error: BaseException) -> int:
    """What the packages below the command line raise."""
    from zegel.core.refusals import ZegelError
    from zegel.store.errors import CannotOpen
    from zegel.store.port import Unavailable
    from zegel.worker.sealing import WeakKey

    if isinstance(error, CannotOpen):
        tell(str(error))
        return Exit.DATABASE
    if isinstance(error, Unavailable):
        tell(
            "The books are busy: another process is writing. Try again."
            if error.code == "busy"
            else "The disk is full; nothing was written."
        )
        return Exit.DATABASE
    if isinstance(error, ZegelError):
        tell(f"{error.message} ({error.code})")
        return Exit.REFUSED
    if type(error).__module__.startswith("pydantic"):
        tell(f"A setting is not right: {_settings_said(error)}")
        return Exit.USAGE
    if isinstance(error, WeakKey):
        tell(str(error))
        return Exit.USAGE
    if isinstance(error, OSError):
        tell(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.")
        return Exit.REFUSED
    tell(f"This is a mistake in Zegel, not yours: {type(error).__name__}: {error}\nWith {TRACEBACK}=1 it shows where. Please report it.")
    return Exit.BUG


def _settings_said(error: BaseException) -> str:
    errors: Callable[[], list[dict[str, Any]]] = getattr(error, "errors", list)
    found = errors()
    return "; ".join(f"ZEGEL_{'_'.join(map(str, one['loc'])).upper()}: {one['msg']}" for one in found) or str(error)

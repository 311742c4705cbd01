"""A program as a command names it: a file, the number of a version that was published, or nothing for the live one."""

from pathlib import Path
from typing import TYPE_CHECKING

from zegel.cli.program_files import program_of
from zegel.cli.says import Exit, Failed

if TYPE_CHECKING:
    from zegel.cli.root import At
    from zegel.core.periods import Instant
    from zegel.program.model import Program


def promised(which: Path | None, company: str, database: str) -> "tuple[Program, Instant | None]":
    """The program that `which` names, and from when it is live; None of a file. A file that is called as a number goes first."""
    if which is not None and (which.exists() or not str(which).isdigit()):
        return program_of(which), None
    from zegel.cli.root import at_work

    async def work(at: "At") -> "tuple[Program, Instant | None]":
        shelf = await at.house.shelves.of(await at.company(company))
        number = shelf.number_live_at(at.root.now()) if which is None else int(str(which))
        if which is None and not number:
            raise Failed("No version is live: zegel program publish FILE")
        if not 0 < number <= len(shelf.versions):
            raise Failed(f"There is no version {number}: `zegel program versions` lists them.", Exit.USAGE)
        version = shelf.versions[number - 1]
        return shelf.by_digest(version.digest).program, version.live_from

    return at_work(database, work)

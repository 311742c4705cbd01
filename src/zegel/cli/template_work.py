"""The work of `zegel program new`: a folder to begin with, copied out of the templates that come with Zegel."""

from importlib.resources.abc import Traversable
from pathlib import Path

from zegel.cli.says import Exit, Failed, say
from zegel.hall.trades import TRADES, folder_of


def begin(template: str, folder: Path) -> None:
    """Write the template into `folder`, which must be empty or new."""
    if template not in TRADES:
        raise Failed(f"There is no template `{template}`. There are: {', '.join(TRADES)}.", Exit.USAGE)
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise Failed(f"{folder} is there already; nothing was written. Name another folder: zegel program new {template} FOLDER")
    written = _copied(folder_of(template), folder)
    say(f"Made {folder} with {written} files. Begin with {folder / 'README.md'}.")


def listed() -> None:
    """Say which templates there are."""
    wide = max(map(len, TRADES))
    for name, trade in TRADES.items():
        say(f"{name:<{wide}}  {trade.promises.en}")


def _copied(source: Traversable, target: Path) -> int:
    """Copy a folder; gives how many files it has."""
    target.mkdir(parents=True, exist_ok=True)
    count = 0
    for entry in sorted(source.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            count += _copied(entry, target / entry.name)
        else:
            (target / entry.name).write_bytes(entry.read_bytes())
            count += 1
    return count

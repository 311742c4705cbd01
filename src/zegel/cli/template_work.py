"""The work of `zegel program new`: a folder to begin with, copied out of the templates that come with Zegel."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from zegel.cli.says import Exit, Failed, say

TEMPLATES: Final = {
    "bakery": "points, double on Tuesday, the eleventh loaf free",
    "ink-shop": "ten refills, the eleventh free, no name needed",
    "fashion": "bronze, silver, gold; points buy gifts",
    "webshop": "points wait fourteen days, and pay for a part of the basket",
    "supermarket": "points, stamps for a pan, a weekday discount for members",
    "wholesaler": "3, 4, 5 percent of a year's turnover, and a longer payment term at the top",
    "coalition": "five partners with one purse, each with its own rate, settled by the month",
    "subscription": "a month to try, ten percent off after twelve invoices, more warranty for regulars",
}
"""Every template with what it promises."""


def begin(template: str, folder: Path) -> None:
    """Write the template into `folder`, which must be empty or new."""
    if template not in TEMPLATES:
        raise Failed(f"There is no template `{template}`. There are: {', '.join(TEMPLATES)}.", Exit.USAGE)
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise Failed(f"{folder} is there already; nothing was written. Name another folder: zegel program new {template} FOLDER")
    written = _copied(files("zegel.cli") / "templates" / template, folder)
    say(f"Made {folder} with {written} files. Begin with {folder / 'README.md'}.")


def listed() -> None:
    """Say which templates there are."""
    wide = max(map(len, TEMPLATES))
    for name, promises in TEMPLATES.items():
        say(f"{name:<{wide}}  {promises}")


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

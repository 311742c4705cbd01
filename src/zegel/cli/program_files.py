"""Program files and folders as commands get them: found, read, and their mistakes told."""

from pathlib import Path
from typing import TYPE_CHECKING

from zegel.cli.says import Exit, Failed, counted, tell

if TYPE_CHECKING:
    from zegel.program.model import Program
    from zegel.program.tree import Node, ProgramMistakes
    from zegel.program.words import Language


def text_of(path: Path) -> str:
    """The text of a file."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Failed(f"There is no file {path}.", Exit.USAGE) from None
    except UnicodeDecodeError as wrong:
        line = wrong.object.count(b"\n", 0, wrong.start) + 1
        raise Failed(f"{path}, line {line}: This is no UTF-8 text. Save the file as UTF-8.") from None


def program_in(path: Path) -> Path:
    """The program file that `path` is, or that stands in it as `program.yaml` or as the only `*.yaml`."""
    if not path.is_dir():
        return path
    if (path / "program.yaml").is_file():
        return path / "program.yaml"
    found = sorted(path.glob("*.yaml"))
    if len(found) != 1:
        which = "no program" if not found else f"more than one program ({', '.join(one.name for one in found[:5])})"
        raise Failed(f"There is {which} in {path}.", Exit.USAGE)
    return found[0]


def program_of(path: Path, language: "Language" = "en") -> "Program":
    """The program in a file or a folder; all of its mistakes are told where it has any."""
    from zegel.program.read import ProgramMistakes, read_json, read_yaml

    path = program_in(path)
    text = text_of(path)
    try:
        return read_json(text) if path.suffix == ".json" else read_yaml(text)
    except ProgramMistakes as wrong:
        raise Failed(f"{counted(told(path, wrong, language), 'mistake')} in {path}.") from None


def written_in(path: Path) -> str | None:
    """The program's file as it was typed; None for JSON, which nobody types."""
    path = program_in(path)
    return None if path.suffix == ".json" else text_of(path)


def tree_of(path: Path, text: str) -> "Node":
    """The tree of a program file that can be read."""
    from zegel.program.tree import json_tree, yaml_tree

    return (json_tree if path.suffix == ".json" else yaml_tree)(text)[0]


def told(path: Path, wrong: "ProgramMistakes", language: "Language" = "en") -> int:
    """Tell every mistake in a file; gives how many there are."""
    for problem in wrong.problems:
        tell(f"{path}, {problem.text(language)}")
        if problem.fixed_line:
            tell(f"    {problem.fixed_line.strip()}")
    return len(wrong.problems)

"""docs/reference/cli.md, made from the commands themselves. `ZEGEL_ACCEPT=1 pytest tests/cli/test_reference.py` writes it anew."""

import inspect
import re
from collections.abc import Iterator
from typing import Any, Final

import typer

from zegel.cli import says
from zegel.cli.app import app

HEAD: Final = """# The command line

Made from the commands themselves by `zegel.cli.reference`; a test holds it to them.

`./zegel COMMAND` in a checkout, `zegel COMMAND` (or `python -m zegel`) where it is installed. Results go to the output, progress and
errors to the error output. Errors are sentences; `ZEGEL_TRACEBACK=1` shows where a mistake in Zegel happened. Long work shows how far it
is. The demo, imports and `books` can be stopped with Ctrl-C (or SIGTERM): what is under way is finished and kept, and the same command
goes on from there. A second Ctrl-C stops at once; nothing is lost then either.
"""


def exits() -> Iterator[tuple[int, str, str]]:
    """Each exit code with its name and what stands below it in the source."""
    source = inspect.getsource(says.Exit)
    for name, number, words in re.findall(r"^    ([A-Z]+) = (\d+)\n    \"\"\"(.+?)\"\"\"", source, re.MULTILINE | re.DOTALL):
        yield int(number), name, " ".join(words.split())


def reference() -> str:
    """The text of docs/reference/cli.md."""
    parts = [HEAD, "## Exit codes\n", "| code | means |\n|---|---|"]
    parts += [f"| {number} | {words} |" for number, _, words in sorted(exits())]
    parts.append("")
    root: Any = typer.main.get_command(app)
    for name, command in sorted(root.commands.items()):
        inside = getattr(command, "commands", None)
        for sub, one in sorted(inside.items()) if inside else [("", command)]:
            parts.append(_section(f"zegel {name} {sub}".rstrip(), one))
    return "\n".join(parts)


def _section(name: str, command: Any) -> str:
    params = [param for param in command.params if param.name != "help"]
    shown = [f"`{name}`"] + [f"`{_written(param)}`" for param in params if param.param_type_name == "argument"]
    text = " ".join((command.help or "").split("\n\n")[0].split())
    more = [" ".join(part.split()) for part in (command.help or "").split("\n\n")[1:]]
    lines = [f"## {name}\n", " ".join(shown) + "\n", text, *[f"\n{part}" for part in more]]
    if params:
        lines += ["", "| | | default |", "|---|---|---|"]
        lines += [f"| `{_written(param)}` | {_cell(param.help or '')} | {_default(param)} |" for param in params]
    return "\n".join(lines) + "\n"


def _written(param: Any) -> str:
    """`FILE`, `[FOLDER]`, `--mapping MAPPING`, `--sort`."""
    name = (param.metavar or param.name).upper().replace("_", "-")
    if param.param_type_name == "argument":
        return str(name) if param.required else f"[{name}]"
    return str(param.opts[0]) if param.is_flag else f"{param.opts[0]} {name}"


def _default(param: Any) -> str:
    if param.required:
        return "**needed**"
    if param.default in (None, "", False, -1) or callable(param.default):
        return "–"
    return f"`{param.default}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")

"""The checkout as the house tests see it: its files, and its Python parsed."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "zegel"
OURS = ("src", "dev", "tests", "bench")

# From the ground up; a package that does not exist yet is in here so that its first file is held to the rules.
PURE = ("core", "program", "ledger", "decide", "booking", "flows", "replay")
BELOW_THE_DOORS = (*PURE, "store", "runners", "insight", "messages", "intake", "desk", "access")


def python_files(*folders: str) -> list[Path]:
    """Every Python file of ours under these folders of the checkout (all of ours by default), in order."""
    return sorted(path for folder in folders or OURS for path in (ROOT / folder).rglob("*.py"))


def package_files(names: tuple[str, ...]) -> list[Path]:
    """Every Python file of these packages of zegel."""
    return sorted(path for name in names for path in (SOURCE / name).rglob("*.py"))


@functools.cache
def parsed(path: Path) -> ast.Module:
    """The file's syntax tree, parsed once a run."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@functools.cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of the file's syntax tree, gathered once a run."""
    return tuple(ast.walk(parsed(path)))


def where(path: Path, line: int = 0) -> str:
    """`src/zegel/core/money.py:12`, as editors open it."""
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Each module that the file imports, by its full dotted name, and the line."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module or ''}.{alias.name}", node.lineno) for alias in node.names)


def dotted(node: ast.expr) -> str:
    """`datetime.datetime.now` for such an expression; empty for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def docstrings(path: Path) -> set[int]:
    """The ids of the nodes that are docstrings, to tell them from other text."""
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                found.add(id(first.value))
    return found


@functools.cache
def files_in_git() -> tuple[Path, ...]:
    """Every file that is in git or would be added by `git add .`; all files but the environment's where git is not there."""
    try:
        listed = subprocess.run(
            ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=True,
        ).stdout.decode()  # fmt: skip
        paths = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [
            path
            for path in ROOT.rglob("*")
            if not any(part.startswith((".venv", ".git/", "__py", ".mypy", ".ruff")) for part in path.parts)
        ]
    return tuple(sorted(path for path in paths if path.is_file() and not path.is_symlink()))

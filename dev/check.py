"""`./zegel check`: lint, format, types, import contracts and house rules, side by side, in under a minute.

Words after it go to nothing: there is one check. `./zegel check --fix` lets ruff repair and format first.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUDGET_SECONDS = 60
USAGE = 64  # EX_USAGE of sysexits.h

_LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"

# The longest first: with two cores the rest runs beside it.
PARTS: dict[str, list[str]] = {
    "types": ["-m", "mypy", "--no-error-summary"],
    "house": ["-m", "pytest", "-q", "--no-header", "--tb=short", "-p", "no:cacheprovider", "tests/house"],
    "imports": ["-W", "ignore", "-c", _LINT_IMPORTS, "--no-logo"],
    "lint": ["-m", "ruff", "check", "--quiet", "--output-format", "concise", "."],
    "format": ["-m", "ruff", "format", "--check", "--output-format", "concise", "--quiet", "."],
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one part said, and how long it took."""

    name: str
    passed: bool
    said: str
    seconds: float


def run(name: str) -> Verdict:
    """Run one part; what it prints is shown only when it fails."""
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, *PARTS[name]], cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ, stdin=subprocess.DEVNULL
    )
    return Verdict(name, done.returncode == 0, (done.stdout + done.stderr).strip(), time.monotonic() - start)


def fix() -> None:
    """Let ruff repair what it can and format."""
    subprocess.run([sys.executable, "-m", "ruff", "check", "--quiet", "--fix-only", "."], cwd=ROOT, check=False)
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", "."], cwd=ROOT, check=True)


def main(words: list[str]) -> int:
    """Print each part with its seconds, then what the failed ones said; 0 when all passed."""
    if words not in ([], ["--fix"]):
        print("usage: ./zegel check [--fix]", file=sys.stderr)
        return USAGE
    if words:
        fix()
    start = time.monotonic()
    with ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 1)) as pool:
        verdicts = list(pool.map(run, PARTS))
    seconds = time.monotonic() - start
    for verdict in verdicts:
        print(f"{'ok  ' if verdict.passed else 'FAIL'} {verdict.name:<8} {verdict.seconds:5.1f} s")
    for verdict in verdicts:
        if not verdict.passed:
            print(f"\n── {verdict.name} " + "─" * 60 + f"\n{verdict.said}")
    failed = [verdict.name for verdict in verdicts if not verdict.passed]
    if seconds > BUDGET_SECONDS:
        print(f"\nThe check took {seconds:.0f} s; its budget is {BUDGET_SECONDS} s.")
    print(f"\n{'FAIL: ' + ', '.join(failed) if failed else 'All good'} ({seconds:.1f} s)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

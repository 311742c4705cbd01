"""The suites of `./zegel test`, in the order they begin: the quick ones that say most come first.

Suites of one process run two at a time; one of two workers has the machine for itself, and waits until the others are done.

A path that does not exist yet is left out; every test file under tests/ belongs to exactly one suite (tests/workshop checks it).
"""

from collections.abc import Sequence
from dataclasses import dataclass

TOTAL_MINUTES = 15
LANES = 2
"""Processes at a time, where the machine has as many cores."""


@dataclass(frozen=True, slots=True)
class Suite:
    """Tests that run as one pytest process. `seconds` is its budget in the short form; `workers` processes are safe for it."""

    name: str
    says: str
    paths: tuple[str, ...]
    seconds: int
    workers: int = 0
    postgres: bool = False
    browser: bool = False
    options: tuple[str, ...] = ()
    split: str = "loadfile"
    """How tests go to the workers: by their files, or (`worksteal`) one by one where a file is most of the suite."""


PURE = ("core", "program", "ledger", "decide", "booking", "flows", "replay")
SHELL = ("store", "messages", "insight", "runners", "intake", "desk", "access", "worker", "main")

SUITES: tuple[Suite, ...] = (
    Suite("house", "the rules of the house", ("tests/house",), 30),
    Suite("golden", "decisions that may not change", ("tests/golden",), 20),
    Suite("workshop", "the tools that test", ("tests/workshop",), 12, postgres=True),
    Suite("pure", "values in, values out", tuple(f"tests/{name}" for name in PURE), 65, workers=2),
    Suite("stories", "what a shop lives through", ("tests/stories",), 26, workers=2, postgres=True),
    Suite("contract", "one store, two databases", ("tests/contract",), 55, workers=2, postgres=True),
    Suite("shell", "the parts around the pure half", tuple(f"tests/{name}" for name in SHELL), 40, workers=2, postgres=True),
    Suite("model", "random days against a small model", ("tests/model",), 18, workers=2, postgres=True, split="worksteal"),
    Suite("hostile", "what nobody should send", ("tests/hostile",), 38, workers=2, postgres=True, split="worksteal"),
    Suite(
        "api",
        "every route and its document",
        ("tests/api", "tests/web"),
        115,
        workers=2,
        postgres=True,
        options=("-p", "schemathesis.pytest.plugin"),
    ),
    Suite("docs", "every line of README and tutorial", ("tests/docs",), 90, workers=2, split="worksteal"),
    # One process each, side by side: the longest first, so that both lanes end together.
    Suite("browser", "the faces in a real Chromium", ("tests/browser",), 150, postgres=True, browser=True),
    Suite("crash", "kill -9, and nothing lost or doubled", ("tests/crash",), 155, postgres=True),
    Suite("races", "real processes at once", ("tests/races",), 125, postgres=True),
    Suite("gallery", "every page, looked at", ("tests/gallery",), 165, browser=True),
    Suite("bench-smoke", "the benchmarks run", ("tests/bench",), 65, postgres=True),
    Suite("demo-fixture", "twenty-five households against an independent calculation", ("tests/demo",), 50, postgres=True),
    Suite("cli", "the commands", ("tests/cli",), 45, postgres=True),
    Suite("mutants", "each broken promise is caught by its test", ("tests/mutants",), 36),
)


def fits(suite: Suite, running: Sequence[Suite], lanes: int) -> bool:
    """Whether `suite` may begin beside what is running."""
    taken = sum(max(1, one.workers) for one in running)
    return not running or taken + max(1, suite.workers) <= lanes


def planned(suites: Sequence[Suite], lanes: int = LANES) -> int:
    """Seconds from the first to the last, each suite taking its budget."""
    now, waiting, running = 0, list(suites), list[tuple[int, Suite]]()
    while waiting or running:
        while waiting and fits(waiting[0], [one for _, one in running], lanes):
            suite = waiting.pop(0)
            running.append((now + suite.seconds, suite))
        now = min(ends for ends, _ in running)
        running = [(ends, one) for ends, one in running if ends > now]
    return now


assert planned(SUITES) <= TOTAL_MINUTES * 60

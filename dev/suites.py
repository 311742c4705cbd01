"""The suites of `./zegel test`, in the order they run: the quick ones that say most come first.

A path that does not exist yet is left out; every test file under tests/ belongs to exactly one suite (tests/workshop checks it).
"""

from dataclasses import dataclass

TOTAL_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Suite:
    """Tests that run as one pytest process. `seconds` is its budget in the short form; `workers` processes are safe for it."""

    name: str
    says: str
    paths: tuple[str, ...]
    seconds: int
    workers: int = 0
    postgres: bool = False
    options: tuple[str, ...] = ()


PURE = ("core", "program", "ledger", "decide", "booking", "flows", "replay")
SHELL = ("store", "messages", "insight", "runners", "intake", "desk", "access", "worker", "main")

SUITES: tuple[Suite, ...] = (
    Suite("house", "the rules of the house", ("tests/house",), 35),
    Suite("pure", "values in, values out", tuple(f"tests/{name}" for name in PURE), 65, workers=2),
    Suite("golden", "decisions that may not change", ("tests/golden",), 10),
    Suite("stories", "what a shop lives through", ("tests/stories",), 24, workers=2, postgres=True),
    Suite("contract", "one store, two databases", ("tests/contract",), 68, workers=2, postgres=True),
    Suite("shell", "the parts around the pure half", tuple(f"tests/{name}" for name in SHELL), 40, workers=2, postgres=True),
    Suite("model", "random days against a small model", ("tests/model",), 30, workers=2, postgres=True),
    Suite("races", "real processes at once", ("tests/races",), 78, postgres=True),
    Suite("crash", "kill -9, and nothing lost or doubled", ("tests/crash",), 100, postgres=True),
    Suite("hostile", "what nobody should send", ("tests/hostile",), 88, workers=2, postgres=True),
    Suite(
        "api",
        "every route and its document",
        ("tests/api", "tests/web"),
        95,
        workers=2,
        postgres=True,
        options=("-p", "schemathesis.pytest.plugin"),
    ),
    Suite("docs", "every line of README and tutorial", ("tests/docs",), 82, workers=2),
    Suite("demo-fixture", "twenty-five households against an independent calculation", ("tests/demo",), 44, postgres=True),
    Suite("cli", "the commands", ("tests/cli",), 38, postgres=True),
    Suite("bench-smoke", "the benchmarks run", ("tests/bench",), 45, postgres=True),
    Suite("mutants", "each broken promise is caught by its test", ("tests/mutants",), 35),
    Suite("workshop", "the tools that test", ("tests/workshop",), 15, postgres=True),
)

assert sum(suite.seconds for suite in SUITES) <= TOTAL_MINUTES * 60

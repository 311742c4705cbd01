"""Lives: what tests ask of shops on paper, written down so that a database can live through the very same.

While somebody listens, every shop on paper (`memory`) and every basket that tests/decide judges (`judged`) is a life.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from importlib import import_module
from itertools import product
from typing import Any, Final

from tests import make
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.core.purchase import Line
from zegel.decide.discounts import Wish
from zegel.decide.document import read
from zegel.decide.sale import MemberFacts, Sale
from zegel.flows.code_facts import Code
from zegel.flows.commands import Adjust, AskAgreement, AskMerge, Command, Header, Quote, Use
from zegel.flows.facts import Outcome
from zegel.program.compile import Compiled
from zegel.program.model import Program
from zegel.replay.memory import Memory, Versions

ASKED: Final = (Quote, AskAgreement, AskMerge)
"""What is only asked: nothing is booked for it."""


ON_PAPER: Final = ("decide", "flows", "golden", "program", "stories")
"""The folders whose shops are on paper; the others have a real one."""


class Life(Memory):
    """A company in memory that remembers what it was asked."""

    def __init__(self, company: CompanyId, shelf: Versions) -> None:
        super().__init__(company, shelf)
        self.asked: list[tuple[Command, Outcome]] = []
        self.counters_first: dict[str, int] = {}
        self._counters: dict[str, int] = {}

    def record(self, command: Command) -> Outcome:
        if isinstance(command, ASKED):
            return self.ask(command)
        self._look_at_counters()
        outcome = super().record(command)
        self._counters = dict(self.facts.counters)
        self.asked.append((command, outcome))
        return outcome

    def ask(self, command: Command) -> Outcome:
        self._look_at_counters()
        outcome = super().ask(command)
        self.asked.append((command, outcome))
        return outcome

    def _look_at_counters(self) -> None:
        """A stock that a test sets by hand is there from the beginning, or this is no life that anybody else can live."""
        if self.facts.counters != self._counters:
            assert not self.asked, "a counter was set by hand half-way"
            self._counters = self.counters_first = dict(self.facts.counters)

    @property
    def versions(self) -> list[tuple[Instant, Compiled]]:
        shelf = self.facts.shelf
        assert isinstance(shelf, Versions)
        return list(shelf._versions)

    @property
    def codes(self) -> list[Code]:
        """The codes that were made, as they were then."""
        return list(self._resolved.codes.values())

    @property
    def programs(self) -> list[Program]:
        return [compiled.program for _, compiled in self.versions]


_listeners: Final[list[list[Life]]] = []


def memory(company: CompanyId, shelf: Versions) -> Memory:
    """A company in memory; a life where somebody listens."""
    if not _listeners:
        return Memory(company, shelf)
    return _heard(Life(company, shelf))


def _heard(life: Life) -> Life:
    for found in _listeners:
        found.append(life)
    return life


@contextmanager
def listening() -> Iterator[list[Life]]:
    """Every life from now on."""
    found: list[Life] = []
    _listeners.append(found)
    try:
        yield found
    finally:
        _listeners.pop()


def judged(
    compiled: Compiled, lines: Sequence[Line], member: MemberFacts, wishes: Sequence[Wish], changes: Mapping[str, Any], sale: Sale
) -> None:
    """A basket that was only judged is bought as well, and comes to the same."""
    if not _listeners:
        return
    life = _heard(Life(make.COMPANY, Versions((Instant(0), compiled))))
    at, branch = changes.get("at", make.WEDNESDAY), changes.get("branch", "dorpsstraat")
    who = make.card() if member.member else None
    if who is not None:
        life.record(make.enrols(at=at, since=member.since))
    program = compiled.program
    units = {each.unit for each in program.points_off} | {each.cost_unit for each in program.rewards if each.cost_unit}
    for unit in sorted(units) if wishes else ():
        assert who is not None
        life.record(Adjust(make.header(at, branch=branch), who, unit, 10_000, "to pay with"))
    uses = tuple(Use(wish.what, wish.count) for wish in wishes)
    outcome = life.record(make.buys(*lines, who=who, uses=uses, **({"at": make.WEDNESDAY} | changes)))
    assert outcome.receipt is not None, outcome.refusal
    assert read(outcome.receipt.document).body["totals"]["pays_minor"] == sum(sale.priced.paid)


# -- the lives of a test


def lives_of(path: str, name: str) -> list[Life]:
    """Every life in a test, each of its cases run once more; none where it is a property, or looks at no shop on paper."""
    if path.partition("/")[0] not in ON_PAPER:
        return []
    module = import_module("tests." + path.removesuffix(".py").replace("/", "."))
    test = getattr(module, name)
    if hasattr(test, "hypothesis") or inspect.iscoroutinefunction(test):
        return []
    with listening() as found:
        for case in _cases(test):
            test(**case, **_fixtures(module, test, case))
    return [life for life in found if life.asked]


def _cases(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """What `parametrize` hands to it, case by case."""
    axes = []
    for mark in getattr(test, "pytestmark", ()):
        if mark.name == "parametrize":
            names = [each.strip() for each in mark.args[0].split(",")] if isinstance(mark.args[0], str) else list(mark.args[0])
            rows = [getattr(row, "values", row) if not isinstance(row, dict) else row for row in mark.args[1]]
            axes.append([dict(zip(names, row if len(names) > 1 else (row,), strict=True)) for row in rows])
    for chosen in product(*axes):
        yield {name: value for each in chosen for name, value in each.items()}


def _fixtures(module: Any, test: Callable[..., None], case: Mapping[str, Any]) -> dict[str, Any]:
    """The fixtures that it asks for besides, of its own file or of its folder."""
    wanted = [name for name in inspect.signature(test).parameters if name not in case]
    folder = import_module(f"{module.__package__}.conftest") if set(wanted) - set(vars(module)) else module
    return {name: inspect.unwrap(getattr(module, name, None) or getattr(folder, name))() for name in wanted}


# -- in another company


def moved_to(company: CompanyId, part: Any) -> Any:
    """The same command (or code, or entry) of another company, with purses of its own: a purse belongs to one company alone."""
    if isinstance(part, bytes) and len(part) == len(make.purse()):
        return PurseId(sha256(company.encode() + part).digest()[:16])
    if isinstance(part, tuple):
        moved = [moved_to(company, each) for each in part]
        return type(part)(*moved) if hasattr(part, "_fields") else tuple(moved)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changed = {each.name: moved_to(company, getattr(part, each.name)) for each in fields(part)}
    return replace(part, **(changed | ({"company": company} if isinstance(part, Header) else {})))


def lived_anew(life: Life, company: CompanyId) -> Life:
    """The same life in another company; it comes to the same, but for names and the hashes over them."""
    again = Life(company, Versions(*life.versions))
    again.make_codes(*moved_to(company, tuple(life.codes)))
    again.know(*life._resolved.articles.values())
    again.facts.counters.update(life.counters_first)
    for command, first in life.asked:
        assert said(again.record(moved_to(company, command))) == moved_to(company, said(first))
    return again


def said(outcome: Outcome) -> tuple[Any, ...]:
    """What it came to, whatever the company is called."""
    refusal = "" if outcome.refusal is None else outcome.refusal.code
    return refusal, tuple((entry.purse, entry.seq, entry.kind, entry.postings, entry.counts, entry.tier) for entry in outcome.entries)

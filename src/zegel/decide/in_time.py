"""What the receipt of a return says where the goods came back later than everything else may: which longer time it was."""

from collections.abc import Mapping
from typing import Any

from zegel.core.canonical import quoted
from zegel.core.periods import Day
from zegel.core.value import value
from zegel.program.model import Program, Words
from zegel.program.words import both, day, named, period


@value
class CameInTime:
    """`lines` came back later than everything else may, and in time because of window `rule`: through `last_day`, `days` long."""

    rule: str
    days: int
    last_day: Day
    lines: tuple[int, ...]

    def json(self) -> str:
        lines = ",".join(map(str, self.lines))
        return f'{{"days":{self.days},"effect":"in time","last_day":{quoted(self.last_day)},"lines":[{lines}],"rule":{quoted(self.rule)}}}'


def in_time_words(effect: Mapping[str, Any], program: Program) -> Words:
    """`binnen 90 dagen, t/m 31 maart 2026 (apparaten)`."""
    trial = any(one.id == effect["rule"] and one.on_trial for one in program.care.windows)
    long = both(lambda language: period(effect["days"], "days", language))
    last = both(lambda language: day(effect["last_day"], language))
    called = both(lambda language: named(program, "trial" if trial else "", effect["rule"], language))
    return Words(
        f"{'op proef' if trial else 'op tijd'}: binnen {long.nl}, t/m {last.nl} ({called.nl})",
        f"{'on trial' if trial else 'in time'}: within {long.en}, through {last.en} ({called.en})",
    )

"""Replay on one core: commands that are values already, through the whole flow: decide, book, entry, hash, receipt, purse.

Baskets of five lines under twenty rules; and the even year of the demo under its own program, due work and expiry on the way.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from time import process_time

from bench import material
from bench.bare import Replay, frozen
from bench.figures import Found, Sample, Scale, column, interleaved
from bench.places import Places, now
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.demo.journey import package_data
from zegel.demo.opening import CHECKOUT, FIXTURE, WHOLE, Plan, open_journey
from zegel.demo.running import PROGRAM
from zegel.demo.shopper import Buy, acts
from zegel.flows.commands import Enrol, Profile, RecordPurchase
from zegel.intake.importing import header_of
from zegel.program.compile import Compiled
from zegel.program.read import read_yaml
from zegel.replay.memory import Memory, Versions

AT_LEAST = 40_000


def run(_places: Places, _kind: str, scale: Scale) -> Found:
    """In memory: there is no database."""
    found = Found("replay", "")
    work, year = Replaying(scale), Year(scale)
    samples = interleaved(scale, found, {"replay": work.sample, "year": year.sample})
    found.add("purchases on one core", "/s", column(samples["replay"], "rate"), AT_LEAST, "at least")
    found.add("a purchase, CPU", "µs", [1e6 / rate for rate in column(samples["replay"], "rate")])
    found.add("lines of the year on one core", "/s", column(samples["year"], "lines"))
    found.add("purchases of the year on one core", "/s", column(samples["year"], "purchases"))
    found.notes.append(f"The year: {year.says}, members joining included, without the shopper's redemptions and returns.")
    return found


class Replaying:
    """A company in memory, and the purchases of its members."""

    def __init__(self, scale: Scale) -> None:
        self._replay = Replay(scale.members, now())
        self._replay.enrolled()
        self._bodies = material.bodies(scale.bodies, scale.members, seed=5)
        self._count = scale.batches * 64
        self._next = 1

    def sample(self) -> Sample:
        """How many purchases a second of CPU carries."""
        commands = material.purchases(self._bodies, self._next, self._count, now())
        self._next += self._count
        take = self._replay.memory.take
        with frozen():
            start = process_time()
            for command in commands:
                take(command)
            used = process_time() - start
        return {"rate": len(commands) / used}


class Year:
    """The demo's purchases as commands, in memory; each sample plays them to a company that knows nobody yet."""

    COMPANY = CompanyId("even-grocer")

    def __init__(self, scale: Scale) -> None:
        whole = package_data() is not None and scale.seconds >= 0.5
        plan = Plan(463, now(), WHOLE if whole else FIXTURE)
        program = read_yaml(Path(CHECKOUT / PROGRAM).read_text(encoding="utf-8"))
        self._shelf = Versions((Instant(0), Compiled(program)))
        bought = (act for act in acts(open_journey(plan), plan.until) if isinstance(act, Buy))
        self._commands = list(self._of(islice(bought, None if whole else 200)))
        purchases = [command.purchase for command in self._commands if isinstance(command, RecordPurchase)]
        self._purchases, self._lines = len(purchases), sum(len(purchase.lines) for purchase in purchases)
        self.says = f"{self._purchases:,} baskets, {self._lines:,} lines" + ("" if whole else " of the fixture")

    def _of(self, bought: Iterable[Buy]) -> Iterator[Enrol | RecordPurchase]:
        """Everybody joins with the first basket."""
        known = set()
        for n, act in enumerate(bought, 1):
            purchase = act.told
            header, who = header_of(self.COMPANY, purchase), purchase.identifier
            assert who is not None
            if who not in known:
                known.add(who)
                yield Enrol(header, PurseId(len(known).to_bytes(16, "big")), Profile("", "nl", ""), (who,), purchase.business_date)
            yield RecordPurchase(header, purchase, who, PurseId((n << 64).to_bytes(16, "big")), ())

    def sample(self) -> Sample:
        """Lines and purchases that a second of CPU carries."""
        memory = Memory(self.COMPANY, self._shelf, keep_receipts=False)
        with frozen():
            start = process_time()
            for command in self._commands:
                outcome = memory.take(command)
                assert outcome.refusal is None, outcome.refusal
            used = process_time() - start
        return {"lines": self._lines / used, "purchases": self._purchases / used}

"""Measurements as values: samples of interleaved rounds, their median and spread, and the target beside them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.machine import pace_ms


@dataclass(frozen=True, slots=True)
class Scale:
    """How long to measure. A round runs every configuration once, so that a slow minute hits all of them."""

    rounds: int = 5
    seconds: float = 2.0
    warm: float = 0.5
    members: int = 10_000
    batches: int = 128
    """Batches of 32 purchases for each in-process sample."""
    bodies: int = 2_048
    """Different baskets that are asked about in turn."""
    big: int = 50_000
    """Members of the large database."""
    lots: int = 10_000


FULL = Scale()
QUICK = Scale(seconds=0.6, warm=0.3, members=2_000, batches=32)
SMOKE = Scale(rounds=1, seconds=0.1, warm=0.05, members=40, batches=1, bodies=32, big=60, lots=40)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `better` says on which side of `target` the median should be ("" where nothing was promised)."""

    says: str
    unit: str
    samples: tuple[float, ...]
    target: float | None = None
    better: str = ""

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.samples)

    @property
    def kept(self) -> bool | None:
        """Whether the median keeps the target; None without one."""
        if self.target is None:
            return None
        return self.middle <= self.target if self.better == "at most" else self.middle >= self.target


@dataclass(slots=True)
class Found:
    """What one part found on one database ("" where it needs none)."""

    part: str
    database: str
    figures: list[Figure] = field(default_factory=list)
    paces: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, says: str, unit: str, samples: Sequence[float], target: float | None = None, better: str = "") -> Figure:
        """One more figure."""
        figure = Figure(says, unit, tuple(samples), target, better)
        self.figures.append(figure)
        return figure

    def of(self, says: str) -> Figure:
        """The figure called so."""
        return next(figure for figure in self.figures if figure.says == says)


def over(whole: float, part: float) -> float:
    """How often `part` goes into `whole`; 0 where a sample was too short to cost anything."""
    return whole / part if part else 0.0


Sample = Mapping[str, float]


def interleaved(scale: Scale, found: Found, work: Mapping[str, Callable[[], Sample]]) -> dict[str, list[Sample]]:
    """Every piece of `work` once a round, for all rounds; the machine's pace is taken at the start of each round."""
    samples: dict[str, list[Sample]] = {name: [] for name in work}
    for _ in range(scale.rounds):
        found.paces.append(pace_ms())
        for name, run in work.items():
            samples[name].append(run())
    return samples


def column(samples: Sequence[Sample], name: str) -> list[float]:
    """One measure of every round."""
    return [sample[name] for sample in samples]

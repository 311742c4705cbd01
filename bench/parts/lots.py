"""What a command costs may depend on the lots that it touches, never on the others: two purses, one with ten lots and one with thousands.

Through the desk, in this process, one command at a time: no HTTP in between that would hide a difference.
"""

import asyncio
from collections.abc import Awaitable, Callable
from hashlib import sha256
from time import perf_counter, process_time

import uvloop

from bench import material
from bench.bare import Replay, bare
from bench.figures import Found, Sample, Scale, column, interleaved, over
from bench.machine import cpu_seconds
from bench.places import Place, Places, now
from zegel.core.periods import Instant, local_moment
from zegel.core.purchase import Identifier
from zegel.flows.commands import Adjust, Header, Quote, RecordPurchase, Use
from zegel.main import House, Settings, open_house

FEW = 10
SAME = 1.5
POINTS = 100
USES = (Use("points off", POINTS),)
EACH = 24
"""Commands of each kind in a sample."""
CASES = (("spend", 0), ("spending quote", 0), ("plain purchase", 0), ("spending quote over five lots", 2))
"""What is measured, and how much further on in the list its two members are."""


def run(places: Places, kind: str, scale: Scale) -> Found:
    """On one database."""
    found = Found("lots", kind)
    place = places.place(kind, scale.members)
    fill(place, scale.lots)
    loop = uvloop.new_event_loop()
    try:
        loop.run_until_complete(_measure(place, scale, found))
    finally:
        loop.close()
    return found


def adjustment(who: int, count: int, n: int, at: Instant) -> Adjust:
    """`count` points by hand: a lot."""
    moment, key = local_moment(at, material.ZONE), f"adjust-{n}"
    header = Header(
        material.COMPANY, "office", key, sha256(key.encode()).digest(), at, at, moment.business_date, moment.weekday, moment.minute,
        "key:office", "dorpsstraat", "",
    )  # fmt: skip
    return Adjust(header, Identifier("card", material.card(who)), "points", count, "bench")


def fill(place: Place, lots: int) -> None:
    """Members 0 and 1 get lots that no spending of ours empties, 2 and 3 lots so small that a spending takes five of them."""
    replay: Replay = place.replay()
    driver, n = bare(place.url), 0
    for who, count, worth in ((0, FEW, 1_000_000), (1, lots, 1_000_000), (2, FEW, POINTS // 5), (3, lots, POINTS // 5)):
        for first in range(0, count, 500):
            commands = [adjustment(who, worth, n + i, place.at) for i in range(min(500, count - first))]
            n += len(commands)
            for rows in replay.batches(commands, 500):
                driver.write(rows)
    driver.close()


async def _measure(place: Place, scale: Scale, found: Found) -> None:
    settings = Settings(database=place.url, worker=False, seals_file=None, seal_key=material.SEAL_KEY)  # type: ignore[arg-type]  # pydantic makes it secret
    async with open_house(settings) as house:
        asking = Asking(house, place)
        loop = asyncio.get_running_loop()
        work = {(name, who): asking.sampler(name, beside + who) for name, beside in CASES for who in (0, 1)}
        for one in work.values():
            await one()
        samples: dict[tuple[str, int], list[Sample]] = {key: [] for key in work}
        for _ in range(scale.rounds):
            interleaved(Scale(rounds=1), found, {})
            for key, one in work.items():
                samples[key].append(await one())
        assert loop.is_running()
    for name, _ in CASES:
        few, many = samples[name, 0], samples[name, 1]
        found.add(f"{name}, {FEW} open lots", "µs", column(few, "us"))
        found.add(f"{name}, {scale.lots:,} open lots", "µs", column(many, "us"))
        ratios = [over(b["us"], a["us"]) for a, b in zip(few, many, strict=True)]
        found.add(f"{name}: {scale.lots:,} ÷ {FEW} open lots", "×", ratios, SAME, "at most")


class Asking:
    """Commands of one member, one after the other."""

    def __init__(self, house: House, place: Place) -> None:
        self._house, self._place = house, place
        self._bodies = material.bodies(EACH, 1, seed=13)
        self._n = 10**9

    def sampler(self, name: str, who: int) -> Callable[[], Awaitable[Sample]]:
        """A sample of what `name` costs member `who`, in CPU of this process and the database's."""

        async def sample() -> Sample:
            commands = [self._command(name, who, body) for body in self._bodies]
            desk = self._house.desk
            before, start = self._cpu(), perf_counter()
            for command in commands:
                outcome = await desk.ask(command) if isinstance(command, Quote) else (await desk.submit(command)).outcome
                assert outcome.refusal is None, outcome.refusal
            return {"us": (self._cpu() - before) / EACH * 1e6, "wall_us": (perf_counter() - start) / EACH * 1e6}

        return sample

    def _command(self, name: str, who: int, body: bytes) -> RecordPurchase | Quote:
        self._n += 1
        raw = body.replace(material.card(0).encode(), material.card(who).encode())
        uses = () if name == "plain purchase" else USES
        if "quote" in name:
            asked = material.quote(raw.replace(material.SLOT, b"%012d" % self._n), self._n, now())
            return Quote(asked.header, asked.purchase, asked.who, uses)
        bought = material.purchase(raw, self._n, now())
        return RecordPurchase(bought.header, bought.purchase, bought.who, bought.new_purse, uses)

    def _cpu(self) -> float:
        return process_time() + (cpu_seconds(self._place.roots) if self._place.roots else 0.0)

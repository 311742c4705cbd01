"""One purchase a commit: pgbench with the same statements on PostgreSQL, a bare driver loop on SQLite, and Zegel over HTTP beside them."""

from collections.abc import Callable
from functools import partial
from time import perf_counter

from bench import material
from bench.bare import bare
from bench.figures import Found, Sample, Scale, column, interleaved, over
from bench.load import serving
from bench.pgbench import Pgbench, clients_for
from bench.places import Place, Places, now

OF_THE_LOOP = 0.8


def run(places: Places, kind: str, scale: Scale) -> Found:
    """On one database."""
    found = Found("single", kind)
    served, beside = places.place(kind, scale.members), places.place(kind, scale.members)
    crowds = clients_for(scale.seconds) if kind == "postgres" else ()
    bodies = material.bodies(scale.bodies, scale.members)
    with serving(served) as server:
        work: dict[str, Callable[[], Sample]] = {"http": partial(server.load, "/v1/purchases", bodies, 64, scale)}
        if kind == "sqlite":
            loop = Loop(beside, scale)
            samples = interleaved(scale, found, work | {"alone": loop.sample})
        else:
            pgbench = Pgbench(places.server, beside, places.folder)
            for clients in crowds:
                work[f"pgbench {clients}"] = partial(pgbench.sample, clients, scale.seconds)
            samples = interleaved(scale, found, work)
            best = max(crowds, key=lambda clients: sum(column(samples[f"pgbench {clients}"], "rate")))
            samples["alone"] = samples[f"pgbench {best}"]
            found.notes.append(f"pgbench was at its best with {best} clients.")
    found.add("purchases over HTTP at 64 connections", "/s", column(samples["http"], "rate"))
    for clients in crowds:
        found.add(f"pgbench, {clients} client{'s' if clients > 1 else ''}, one purchase a commit", "/s",
                  column(samples[f"pgbench {clients}"], "rate"))  # fmt: skip
    if kind == "sqlite":
        found.add("bare driver loop, one purchase a commit", "/s", column(samples["alone"], "rate"))
    ratios = [over(http["rate"], alone["rate"]) for http, alone in zip(samples["http"], samples["alone"], strict=True)]
    if kind == "sqlite":
        found.add("HTTP at 64 connections ÷ the bare loop", "×", ratios, OF_THE_LOOP, "at least")
    else:
        found.add("HTTP at 64 connections ÷ pgbench's best", "×", ratios, 1.0, "at least")
    return found


class Loop:
    """The driver alone: rows that are ready, one purchase and one commit at a time."""

    def __init__(self, place: Place, scale: Scale) -> None:
        self._replay, self._bare, self._seconds = place.replay(), bare(place.url), scale.seconds
        self._bodies = material.bodies(scale.bodies, place.members, seed=11)
        self._next, self._ready = 1, 0

    def sample(self) -> Sample:
        """Purchases a second on the wall's clock."""
        count, rate = 0, 0.0
        spent = 0.0
        while spent < self._seconds:
            commands = material.purchases(self._bodies, self._next, 64, now())
            self._next += 64
            ready = self._replay.batches(commands, 1)
            start = perf_counter()
            for rows in ready:
                self._bare.write(rows)
            spent += perf_counter() - start
            count += len(ready)
            rate = count / spent
        return {"rate": rate}

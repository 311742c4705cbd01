"""Every part by name, in the order they run."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.figures import Found, Scale
from bench.parts import bulk, codes, faces, http, lots, quotes, replay, rules, single, size, till, year
from bench.places import KINDS, Places


@dataclass(frozen=True, slots=True)
class Part:
    """`run` measures it on one database; `kinds` are ("",) where no database is needed."""

    name: str
    says: str
    run: Callable[[Places, str, Scale], Found]
    kinds: tuple[str, ...] = KINDS


def parts() -> dict[str, Part]:
    """Every part by name, in the order they run."""
    every = (
        Part("http", "purchases over HTTP against the sum of their parts", http.run),
        Part("bulk", "bulk lines against the sum of their parts", bulk.run),
        Part("single", "against one purchase a commit: pgbench, a bare driver loop", single.run),
        Part("quotes", "quotes over HTTP", quotes.run),
        Part("replay", "the whole flow in memory, on one core", replay.run, ("",)),
        Part("rules", "ten rules against a hundred and a thousand", rules.run, ("",)),
        Part("lots", "ten open lots against thousands", lots.run),
        Part("codes", "codes made against the same rows from a bare driver", codes.run, ("sqlite",)),
        Part("size", "a crowd against hardly anybody", size.run),
        Part("till", "the till's pages among a crowd", till.run),
        Part("faces", "the demo in a browser: weight and paint", faces.run, ("",)),
        Part("year", "the demo's year: import, memory, start", year.run, ("",)),
    )
    return {part.name: part for part in every}

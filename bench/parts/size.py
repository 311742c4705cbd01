"""A crowd against hardly anybody: look-ups and quotes among very many members, beside the same on a database with a handful."""

from functools import partial
from random import Random

from pydantic_core import to_json

from bench import material
from bench.crowd import crowded
from bench.figures import Found, Scale, column, interleaved, over
from bench.load import serving
from bench.places import Places, now

NOBODY = 50
"""Members of the database that counts as empty: each has the same history as those in the crowd."""
MOST = 1.5
WHAT = {"look-up": "/v1/members/lookup", "quote": "/v1/quotes"}


def run(places: Places, kind: str, scale: Scale) -> Found:
    """On one database."""
    found = Found("size", kind)
    at = now()
    few, many = crowded(places, kind, min(NOBODY, scale.big), at), crowded(places, kind, scale.big, at)
    bodies = {(what, place.members): asked(what, place.members, 2 * scale.bodies) for what in WHAT for place in (few, many)}
    with serving(few) as small, serving(many) as large:
        work = {
            f"{what} {size}": partial(server.load, WHAT[what], bodies[what, size], 1, scale, keyed=False, wanted=200)
            for what in WHAT
            for size, server in ((few.members, small), (many.members, large))
        }  # fmt: skip
        samples = interleaved(scale, found, work)
    for what in WHAT:
        before, after = samples[f"{what} {few.members}"], samples[f"{what} {many.members}"]
        for place, of in ((few, before), (many, after)):
            found.add(f"{what}, {place.members:,} members, p50", "ms", column(of, "p50_ms"))
            found.add(f"{what}, {place.members:,} members, p95", "ms", column(of, "p95_ms"))
        ratios = [over(b["p95_ms"], a["p95_ms"]) for a, b in zip(before, after, strict=True)]
        found.add(f"{what}: p95 among {many.members:,} ÷ among {few.members:,}", "×", ratios, MOST, "at most")
        costs = [over(b["cpu_us"], a["cpu_us"]) for a, b in zip(before, after, strict=True)]
        found.add(f"{what}: CPU among {many.members:,} ÷ among {few.members:,}", "×", costs)
    found.notes.append(f"{many.members * 10:,} entries among {many.members:,} members; one connection.")
    return found


def asked(what: str, members: int, count: int) -> list[bytes]:
    """Questions about members drawn from all of them."""
    dice = Random(17)
    drawn = [dice.randrange(members) for _ in range(count)]
    if what == "look-up":
        return [to_json({"identifier": {"kind": "card", "value": material.card(n)}}) for n in drawn]
    return [to_json(material.body(dice, n, "")) for n in drawn]

"""Quotes over HTTP: what a till asks before it is paid."""

from functools import partial

from bench import material
from bench.figures import Found, Scale, column, interleaved
from bench.load import serving
from bench.places import Places

CONNECTIONS = (1, 16)


def run(places: Places, kind: str, scale: Scale) -> Found:
    """On one database."""
    found = Found("quotes", kind)
    bodies = material.bodies(scale.bodies, scale.members, numbered=False)
    with serving(places.place(kind, scale.members)) as server:
        work = {f"c{n}": partial(server.load, "/v1/quotes", bodies, n, scale, keyed=False, wanted=200) for n in CONNECTIONS}
        samples = interleaved(scale, found, work)
    for n in CONNECTIONS:
        many = f"{n} connection{'s' if n > 1 else ''}"
        found.add(f"quotes at {many}", "/s", column(samples[f"c{n}"], "rate"))
        found.add(f"p50 at {many}", "ms", column(samples[f"c{n}"], "p50_ms"))
        found.add(f"p95 at {many}", "ms", column(samples[f"c{n}"], "p95_ms"))
        found.add(f"CPU of a quote at {many}", "µs", column(samples[f"c{n}"], "cpu_us"))
    return found

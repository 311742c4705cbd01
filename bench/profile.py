"""`./zegel bench profile PART [--database sqlite|postgres] [--seconds N] [--sort tottime|cumtime]`: where the time goes.

`http`, `quotes`, `echo` and `answer` profile the server's process while it is asked over 16 or 64 connections, the store's threads too;
`replay` and `bare` profile that loop. cProfile makes small functions look dearer than they are: read it for what is called how often.
"""

import argparse
import cProfile
import io
import pstats
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bench import material
from bench.bare import BATCH, bare
from bench.figures import QUICK, Scale
from bench.load import serving
from bench.places import KINDS, Place, now, places

PATHS = {"http": "/v1/purchases", "quotes": "/v1/quotes", "echo": "/bench/echo", "answer": "/bench/answer"}


def over_http(part: str, place: Place, scale: Scale, path: Path) -> pstats.Stats:
    """The server's own profile."""
    bodies = material.bodies(512, place.members, numbered=part != "quotes")
    with serving(place, profile=path) as server:
        if part == "quotes":
            server.load(PATHS[part], bodies, 16, scale, keyed=False, wanted=200)
        else:
            server.load(PATHS[part], bodies, 64, scale)
    return pstats.Stats(str(path))


def in_process(part: str, place: Place, _scale: Scale, _path: Path) -> pstats.Stats:
    """A loop of ours."""
    replay, driver = place.replay(), bare(place.url)
    commands = material.purchases(material.bodies(512, place.members), 1, 8192, now())
    profile = cProfile.Profile()
    if part == "replay":
        take = replay.memory.take

        def work() -> None:
            for command in commands:
                take(command)
    else:
        batches = replay.batches(commands, BATCH)

        def work() -> None:
            for rows in batches:
                driver.write(rows)

    profile.runcall(work)
    driver.close()
    return pstats.Stats(profile)


def main(words: list[str]) -> int:
    """Print the functions that took longest."""
    ways: dict[str, Callable[[str, Place, Scale, Path], pstats.Stats]] = {
        **dict.fromkeys(PATHS, over_http), "replay": in_process, "bare": in_process,
    }  # fmt: skip
    parser = argparse.ArgumentParser(prog="./zegel bench profile", description="Where the time goes.")
    parser.add_argument("part", choices=sorted(ways))
    parser.add_argument("--database", choices=KINDS, default="sqlite")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--sort", choices=("tottime", "cumtime"), default="tottime")
    parser.add_argument("--lines", type=int, default=45)
    asked = parser.parse_args(words)
    with places() as somewhere:
        place = somewhere.place(asked.database, QUICK.members)
        stats = ways[asked.part](asked.part, place, replace(QUICK, seconds=asked.seconds), somewhere.folder / "profile")
    out = io.StringIO()
    stats.stream = out  # type: ignore[attr-defined]  # where it prints to
    stats.sort_stats(asked.sort).print_stats(asked.lines)
    print(out.getvalue().replace(str(Path(__file__).resolve().parent.parent) + "/", ""), file=sys.stdout)
    return 0

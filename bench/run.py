"""`./zegel bench [--quick] [--full] [--part NAME ...] [--database sqlite|postgres]`, `./zegel bench profile PART`."""

import argparse
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import FrameType

from bench import report
from bench.figures import FULL, QUICK, Found, Scale
from bench.parts.table import parts
from bench.places import KINDS, Places, places
from bench.profile import main as profile

USAGE = 64  # EX_USAGE of sysexits.h


def parsed(words: list[str]) -> argparse.Namespace:
    """Our words."""
    parser = argparse.ArgumentParser(prog="./zegel bench", description="What is fast and what is not, on this machine.", allow_abbrev=False)
    parser.add_argument("--quick", action="store_true", help="shorter rounds, fewer members; as many rounds")
    parser.add_argument("--full", action="store_true", help="a million members and ten million entries too (kept for the next time)")
    parser.add_argument("--part", action="append", default=[], metavar="NAME", help=f"only this one: {', '.join(parts())}")
    parser.add_argument("--database", choices=KINDS, help="only on this one")
    parser.add_argument("--rounds", type=int, default=0, help="how many; five where nothing is said")
    parser.add_argument("--dry", action="store_true", help="print only, leave bench/RESULTS.md as it is")
    return parser.parse_args(words)


def scale_of(asked: argparse.Namespace) -> Scale:
    """How long to measure."""
    scale = QUICK if asked.quick else FULL
    if asked.full:
        scale = replace(scale, big=1_000_000)
    return replace(scale, rounds=asked.rounds) if asked.rounds else scale


def measure(somewhere: Places, names: list[str], kinds: tuple[str, ...], scale: Scale, keep: Callable[[Found], None]) -> None:
    """Run the parts; each is shown and kept as soon as it is known."""
    every = parts()
    for name in names or list(every):
        part = every[name]
        for kind in part.kinds:
            if kind and kind not in kinds:
                continue
            print(f"… {part.says}{f' ({kind})' if kind else ''}", file=sys.stderr, flush=True)
            found = part.run(somewhere, kind, scale)
            print(report.show(found), flush=True)
            keep(found)


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM unwinds like Ctrl-C, so that servers are stopped."""
    raise KeyboardInterrupt


def main(words: list[str]) -> int:
    """Measure and write down."""
    if words[:1] == ["profile"]:
        return profile(words[1:])
    asked = parsed(words)
    unknown = [name for name in asked.part if name not in parts()]
    if unknown:
        print(f"There is no part {', '.join(unknown)}. There are: {', '.join(parts())}", file=sys.stderr)
        return USAGE
    signal.signal(signal.SIGTERM, _interrupted)
    order = {name: i for i, name in enumerate(parts())}
    kinds = (asked.database,) if asked.database else KINDS
    try:
        with places() as somewhere:

            def keep(found: Found) -> None:
                if not asked.dry:
                    when = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
                    report.write([found], when, somewhere.postgres_version(), order)

            measure(somewhere, asked.part, kinds, scale_of(asked), keep)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    if not asked.dry:
        print(f"\nWritten to {report.RESULTS}")
    return 0

"""The benchmarks: a thin door, the work is done by bench/ in a checkout."""

import typer

from zegel.cli.says import Exit, Failed

ANY_WORDS = {"allow_extra_args": True, "ignore_unknown_options": True}


def bench(context: typer.Context) -> None:
    """Measure what is fast and what is not, on this machine, and write bench/RESULTS.md. Its words are those of bench/: `--quick` …"""
    from importlib import import_module
    from importlib.util import find_spec

    if find_spec("bench") is None:
        raise Failed("The benchmarks are part of a checkout, not of an installed Zegel: ./zegel bench", Exit.USAGE)
    raise typer.Exit(import_module("bench.__main__").main(context.args))

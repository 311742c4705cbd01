"""The table on the screen and bench/RESULTS.md: one section a part and database; what was not measured this time keeps its section."""

import platform
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.figures import Figure, Found
from bench.machine import described, fsync_ms

RESULTS = Path(__file__).with_name("RESULTS.md")


def number(value: float) -> str:
    """Three digits that matter, or the whole number."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def target(figure: Figure) -> tuple[str, str, str]:
    """Target, how much of it was reached, yes or no."""
    if figure.target is None or figure.kept is None:
        return "", "", ""
    sign = "≤" if figure.better == "at most" else "≥"
    return f"{sign} {number(figure.target)}", f"{figure.middle / figure.target:.2f}", "yes" if figure.kept else "**no**"


def section(found: Found, when: str) -> str:
    """One part on one database, as Markdown."""
    name = f"{found.part} · {found.database}" if found.database else found.part
    paces = f"{median(found.paces):.0f} ms [{min(found.paces):.0f}–{max(found.paces):.0f}]" if found.paces else "not taken"
    lines = [
        f"## {name}", "", f"Measured {when}; pace of the machine meanwhile {paces}; {rounds(found.figures)}.", "",
        "| what | median | min–max | target | ÷ target | kept |", "| --- | ---: | ---: | ---: | ---: | --- |",
    ]  # fmt: skip
    for figure in found.figures:
        wanted, ratio, kept = target(figure)
        unit = f" {figure.unit}" if figure.unit else ""
        spread = f"{number(min(figure.samples))}–{number(max(figure.samples))}"
        lines.append(f"| {figure.says} | {number(figure.middle)}{unit} | {spread} | {wanted} | {ratio} | {kept} |")
    lines += ["", *(f"{note}\n" for note in found.notes)]
    return "\n".join(lines).rstrip() + "\n"


def rounds(figures: Sequence[Figure]) -> str:
    """How many rounds stand behind the medians."""
    counts = sorted({len(figure.samples) for figure in figures})
    return f"{' or '.join(map(str, counts))} round{'s' if counts != [1] else ''}"


def python_build() -> str:
    """Which build of Python this is: two builds of one version differ by half, and how they were optimised is not written in them."""
    return f"built {platform.python_build()[1]} by {platform.python_compiler()}"


def head(postgres_version: str) -> str:
    """The machine."""
    facts = described()
    lines = [f"- {name}: {said}" for name, said in facts.items() if name != "Python"]
    lines += [
        f"- Python: {platform.python_version()}, {python_build()}",
        f"- PostgreSQL: {postgres_version or 'not measured'} (fsync = on, synchronous_commit = on, full_page_writes = on)",
        f"- SQLite settings: WAL, synchronous = FULL; one durable write of 8 kB takes {fsync_ms():.2f} ms",
    ]
    return "\n".join([
        "# Results of `./zegel bench`", "",
        "Written by the program; docs/why/speed.md says what is measured and what was learnt. Medians of interleaved rounds; CPU is of the",
        "server's processes and PostgreSQL's together. The pace is a loop that never changes: where it is high, the machine was slow.", "",
        *lines, "",
    ])  # fmt: skip


def sections_of(text: str) -> dict[str, str]:
    """Title → section of an earlier file."""
    return {piece.partition("\n")[0].strip(): f"## {piece}".rstrip() + "\n" for piece in re.split(r"^## ", text, flags=re.MULTILINE)[1:]}


def write(parts: Sequence[Found], when: str, postgres_version: str, order: Mapping[str, int], path: Path = RESULTS) -> None:
    """Put the new sections in their places."""
    kept = sections_of(path.read_text(encoding="utf-8")) if path.is_file() else {}
    for found in parts:
        text = section(found, when)
        kept[text.partition("\n")[0].removeprefix("## ")] = text
    ordered = sorted(kept, key=lambda title: (order.get(title.partition(" · ")[0], 99), title))
    path.write_text(head(postgres_version) + "\n" + "\n".join(kept[title] for title in ordered), encoding="utf-8")


def show(found: Found) -> str:
    """The same for a terminal."""
    name = f"{found.part} · {found.database}" if found.database else found.part
    lines = [f"\n{name}   (pace {median(found.paces):.0f} ms)" if found.paces else f"\n{name}"]
    width = max((len(figure.says) for figure in found.figures), default=0)
    for figure in found.figures:
        wanted, ratio, kept = target(figure)
        spread = f"[{number(min(figure.samples))}–{number(max(figure.samples))}]"
        verdict = f"  {wanted} {figure.unit}: {kept.strip('*')} ({ratio} of it)" if wanted else ""
        lines.append(f"  {figure.says:<{width}}  {number(figure.middle):>9} {figure.unit:<3} {spread:<18}{verdict}".rstrip())
    lines += [f"  {note}" for note in found.notes]
    return "\n".join(lines)

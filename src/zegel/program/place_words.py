"""What a change of the ladder means for the members, in sentences for whoever owns the promise."""

from collections.abc import Iterator, Mapping

from zegel.program.model import Program, Words
from zegel.program.words import Language, both, number, of


def places_said(old: Program, new: Program, found: Mapping[tuple[str, str], int]) -> list[Words]:
    """A sentence for each pair of steps, the ones that move first, the most members first; then how many there are in all."""
    moved = sorted(((n, pair) for pair, n in found.items() if pair[0] != pair[1]), key=lambda row: (-row[0], row[1]))
    stayed = sorted(((n, pair) for pair, n in found.items() if pair[0] == pair[1]), key=lambda row: (-row[0], row[1]))
    return list(_rows(old, new, [*moved, *stayed]))


def _rows(old: Program, new: Program, rows: list[tuple[int, tuple[str, str]]]) -> Iterator[Words]:
    for n, pair in rows:
        yield both(lambda language, n=n, pair=pair: _row(old, new, pair, n, language))  # type: ignore[misc]  # a default keeps each row's own
    yield both(lambda language: _end(sum(n for n, _ in rows), language))


def _row(old: Program, new: Program, pair: tuple[str, str], n: int, language: Language) -> str:
    nl, before, after = language == "nl", _named(old, pair[0], language), _named(new, pair[1], language)
    who = f"{number(n, language)} {('lid' if n == 1 else 'leden') if nl else ('member' if n == 1 else 'members')}"
    if pair[0] == pair[1]:
        return f"{who} {'blijft' if n == 1 else 'blijven'} op {after}." if nl else f"{who} {'stays' if n == 1 else 'stay'} on {after}."
    return (
        f"{who} {'gaat' if n == 1 else 'gaan'} van {before} naar {after}."
        if nl
        else f"{who} {'goes' if n == 1 else 'go'} from {before} to {after}."
    )


def _end(n: int, language: Language) -> str:
    if language == "nl":
        return f"Dat zijn {number(n, 'nl')} leden; omhoog gaat men bij de volgende aankoop, omlaag pas als de periode eindigt."
    return f"That is {number(n, 'en')} members; one goes up with the next purchase, and down only when the period ends."


def _named(program: Program, step: str, language: Language) -> str:
    names = {one.id: of(one.names, language) for one in program.tiers.steps} if program.tiers else {}
    return names.get(step, step) or ("geen niveau" if language == "nl" else "no tier")

"""Segments to choose from in a rule's form: those that the program has, and those that the office keeps; a kept one is written along."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from zegel.core.canonical import Json
from zegel.core.value import value
from zegel.hall.segment_rules import SECTION, table_of
from zegel.program import fields as forms
from zegel.program.editing import changed
from zegel.program.fields import Field
from zegel.program.tree import ProgramMistakes
from zegel.store.segments import Segment

KEY: Final = "segment"


@value
class Pick:
    """One segment: its id, what it is called, whether it is chosen, and whether the office keeps it."""

    id: str
    name: str
    chosen: bool
    saved: bool


def is_picked(field: Field) -> bool:
    """Whether a field is answered by choosing segments; what stands there as a table is typed."""
    return field.key.name == KEY and field.kind == "many"


def picks_of(tree: Mapping[str, Json], saved: Sequence[Segment], typed: str, language: str) -> tuple[Pick, ...]:
    """What can be chosen, by name; also what was typed and is nowhere, so that it can be taken out."""
    chosen = {part.strip() for part in typed.split(",") if part.strip()}
    kept = {one.id: one.name for one in saved if table_of(one) is not None}
    there = tree.get(SECTION)
    names: dict[str, str] = {}
    for name, table in there.items() if isinstance(there, Mapping) else ():
        said = table.get("names") if isinstance(table, Mapping) else None
        names[name] = str(said.get(language) or next(iter(said.values()), name)) if isinstance(said, Mapping) else name
    every = kept | names | {one: names.get(one) or kept.get(one) or one for one in chosen}
    return tuple(Pick(one, name, one in chosen, one in kept) for one, name in sorted(every.items(), key=lambda item: item[1].casefold()))


def with_picked(text: str, typed: Mapping[str, str], saved: Sequence[Segment]) -> str:
    """The file with whatever kept segment was chosen and is not in it yet: from then on the program says itself who is in it."""
    try:
        tree: Any = forms.tree_of(text)
    except ProgramMistakes:
        return text
    there = tree.get(SECTION) or {}
    chosen = [part.strip() for name, given in typed.items() if name.split(".")[-1] == KEY for part in given.split(",")]
    kept = {one.id: table for one in saved if (table := table_of(one)) is not None}
    for name in dict.fromkeys(chosen):
        if name in kept and name not in there:
            text = changed(text, (SECTION, name), kept[name])
    return text

"""What facts of one purchase settle about each other: nobody without a card is a gold member, and nobody of eighteen is under twelve."""

from collections.abc import Iterator, Sequence
from typing import Final

from zegel.program.conditions import Compare, Every, OneOf
from zegel.program.questions import NO, YES, Question

Leaf = Compare | OneOf | Every
Literal = tuple[Leaf, bool]
"""A test of one fact, and whether it must hold or must not."""

_NOBODY: Final = ((Compare("member", "==", 0), True), (Compare("member", "==", 1), False))
_OF_A_BIRTHDAY: Final = frozenset({"birthday", "birthday month", "birthday known", "age"})


def tied(case: Sequence[Literal], questions: Sequence[Question]) -> list[Literal]:
    """What else must be so where all of `case` is: facts of `decide.sale.basket_facts`, and answers of `questions.answer`."""
    found: list[Literal] = []
    if any(literal in case for literal in _NOBODY):
        found += [(Compare("tenure_months", "==", -1), True), (Compare("tier_rank", "==", 0), True)]
        found += [(Compare(f"asked:{index}", "!=", YES), True) for index in range(len(questions))]
    for index, question in enumerate(questions):
        if (Compare(f"asked:{index}", "==", YES), True) in case:
            found += _settled(question, questions)
    return found


def _settled(yes: Question, questions: Sequence[Question]) -> Iterator[Literal]:
    """What a yes to one question says of the others."""
    for index, other in enumerate(questions):
        if yes.kind == other.kind == "language" and yes.word != other.word:
            yield Compare(f"asked:{index}", "==", NO), True
        older = yes.kind == other.kind == "age" and yes.count >= other.count
        if older or (other.kind == "birthday known" and yes.kind in _OF_A_BIRTHDAY):
            yield Compare(f"asked:{index}", "==", YES), True

"""Which sentences of a page are said to staff, and which to members: each is spoken to as the program wants (`staff are`, `members are`).

A sentence is for whom its room speaks to. The tables of till and office, what refuses a form, and what is wrong with a program are said to
staff. What the pure half says of a rule, a reason or a purchase is said to members; so is what staff say aloud or print (TO_MEMBERS).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Final

from zegel.core.value import value
from zegel.decide.refusal_sentences import REFUSAL_SENTENCES
from zegel.hall.refused import DOOR_SENTENCES
from zegel.program.familiar import NOTHING, Kept, familiar, familiar_page
from zegel.program.mistake_words import DUTCH
from zegel.program.mistake_words_rules import ABOUT_RULES
from zegel.program.mistake_words_stories import ABOUT_STORIES
from zegel.program.model import Words

TO_MEMBERS: Final = ("say ", "away say ", "receipt ", "enrol say")
"""How keys of the till begin whose sentences are for the member: to be read aloud, or on paper."""
SHARED_TO_STAFF: Final = ("error ", "post ")
"""How keys that all faces share begin, where they speak to whoever looks; the others speak to members."""
_PLACE: Final = re.compile(r"\{\{|\}\}|\{[^{}]*\}")
_TYPED: Final = r'<textarea\b.*?</textarea>|<script\b.*?</script>|\bvalue="[^"]*"'
"""What somebody typed, or what only a browser reads: as it is."""
_HELD: Final = re.compile("\x00(\\d+)\x00")


@value
class Manner:
    """Whether Dutch says `je` to staff, and whether it does to members."""

    staff: bool = False
    members: bool = False

    def spoken(self, said: str, *, to_members: bool) -> str:
        """A Dutch sentence of the house to either of them."""
        return familiar(said) if (self.members if to_members else self.staff) else said


def is_to_members(key: str) -> bool:
    """Whether the sentence of the till's or the office's table under `key` is for a member."""
    return key.startswith(TO_MEMBERS)


def sentences_to_staff(shared: Mapping[str, Words], table: Mapping[str, Words]) -> Iterator[str]:
    """The Dutch that a face of staff says to them, its places left open."""
    yield from (said.nl for key, said in shared.items() if key.startswith(SHARED_TO_STAFF))
    yield from (said.nl for key, said in table.items() if not is_to_members(key))
    yield from DOOR_SENTENCES.values()
    yield from (said.nl for said in REFUSAL_SENTENCES.values())
    for mistakes in (DUTCH, ABOUT_RULES, ABOUT_STORIES):
        yield from mistakes.values()


class ToStaff:
    """The sentences that one face says to staff, found again on its pages."""

    def __init__(self, sentences: Iterable[str]) -> None:
        turned: dict[str, str] = {}
        for said in sentences:
            parts, others = _PLACE.split(said), _PLACE.split(familiar(said))
            turned |= {escape(part): escape(other) for part, other in zip(parts, others, strict=True) if part != other}
        self.turned = turned
        longest_first = sorted(turned, key=len, reverse=True)
        self._found = re.compile(f"{_TYPED}|(?P<said>{'|'.join(map(re.escape, longest_first))})", re.DOTALL)

    def spoken(self, page: str, manner: Manner, kept: Kept = NOTHING) -> str:
        """A page of a face of staff, as the program has both spoken to."""
        held: list[str] = []

        def hold(found: re.Match[str]) -> str:
            if found["said"] is None:
                return found.group()
            held.append(self.turned[found["said"]] if manner.staff else found["said"])
            return f"\x00{len(held) - 1}\x00"

        page = self._found.sub(hold, page)
        page = familiar_page(page, kept) if manner.members else page
        return _HELD.sub(lambda found: held[int(found[1])], page)

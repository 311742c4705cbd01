"""Finding members: a few letters of a name, the last digits of a card or telephone. Lists of members are in store.member_lists."""

from typing import Final

from zegel.core.ids import CompanyId, PurseId
from zegel.core.purchase import Identifier
from zegel.flows.asking import Profile
from zegel.store.lookups import Row
from zegel.store.records import FoundMember, Member
from zegel.store.runner import Runner
from zegel.store.words import is_found, words_of, words_shown

AT_ONCE: Final = 200
"""Candidates that are looked at; who finds more than these gives another letter."""
_LAST: Final = "\U0010ffff"
_SHOWN: Final = "m.purse, m.name, m.language, m.birthday, m.at, p.tier, p.since, i.kind, i.value"


class MemberQueries:
    """The part of store.queries that finds members."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def find(self, company: CompanyId, text: str, limit: int) -> list[FoundMember]:
        """Members of whom every word of `text` begins a word, by name then id; at most `limit` (1-200). Nothing asked finds nobody."""
        words = sorted(words_of(text), key=len, reverse=True)
        if not words:
            return []
        found = _found(await self._read(company, _find_sql(len(words)), _find_values(company, words)))
        # A purse that was merged answers with the purse it went into; a name that was changed no longer answers.
        held = [one for one in found if is_found(words, known_words(one))]
        return sorted(held, key=lambda one: (one.member.profile.name.casefold(), one.member.purse))[:limit]


def known_words(one: FoundMember) -> set[str]:
    """All words that find a member as they are now."""
    return {word for identifier in one.identifiers for word in words_shown(identifier)} | set(words_of(one.member.profile.name))


def _find_sql(words: int) -> str:
    """The longest word leads through the index by word; the others are looked up by purse."""
    also = "".join(
        f" AND EXISTS (SELECT 1 FROM member_word o WHERE o.purse = w.purse AND o.company = w.company AND o.word >= ${2 * n + 2}"
        f" AND o.word < ${2 * n + 3})"
        for n in range(1, words)
    )
    return (
        f"SELECT {_SHOWN} FROM"
        f" (SELECT DISTINCT w.purse FROM member_word w WHERE w.company = $1 AND w.word >= $2 AND w.word < $3{also} LIMIT {AT_ONCE}) f"
        " JOIN purse a ON a.id = f.purse AND a.company = $1 JOIN purse p ON p.id = COALESCE(a.alias_of, a.id) AND p.company = $1"
        " JOIN member m ON m.purse = p.id AND m.company = $1 LEFT JOIN identifier i ON i.company = $1 AND i.purse IN (a.id, p.id)"
    )


def _find_values(company: CompanyId, words: list[str]) -> tuple[str, ...]:
    return (company, *(edge for word in words for edge in (word, word + _LAST)))


def _found(rows: list[Row]) -> list[FoundMember]:
    """A row for each identifier → each member once, in the order of the rows."""
    members: dict[PurseId, Row] = {}
    shown: dict[PurseId, dict[Identifier, None]] = {}
    for row in rows:
        purse = PurseId(row[0])
        members.setdefault(purse, row)
        known = shown.setdefault(purse, {})
        if row[7] is not None:
            known[Identifier(row[7], row[8])] = None
    return [
        FoundMember(Member(purse, Profile(row[1], row[2], row[3]), row[4]), tuple(shown[purse]), row[5], row[6])
        for purse, row in members.items()
    ]

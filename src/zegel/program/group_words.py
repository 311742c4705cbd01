"""How groups of articles are said that a file calls by one word each: `tobacco`, `freight`, `deposits`."""

from json import loads

from zegel.program.conditions import Any, OneOf, Test
from zegel.program.country import editions, pack
from zegel.program.model import Program
from zegel.program.words import Language, articles_test, joined, of


def groups(program: Program, test: Test, language: Language) -> str:
    """The groups that `test` holds of, as a list in words; what is no group by one word is said as articles are."""
    tests: tuple[Test, ...] = test.tests if isinstance(test, Any) and not _one_word(test) else (test,)
    says = {c.id: c.says for c in pack(program.country, edition(program)).classes}
    parts: list[str] = []
    for one in tests:
        if isinstance(one, OneOf) and one.fact == "legal_class":
            parts += [of(says[str(word)], language) if word in says else _called(program, str(word), language) for word in one.values]
        elif word := _one_word(one):
            parts.append(_called(program, word, language))
        else:
            parts.append(("artikelen " if language == "nl" else "articles ") + articles_test(one, program, language))
    return joined(parts, "en" if language == "nl" else "and")


def _called(program: Program, word: str, language: Language) -> str:
    """What the file calls it, whatever it is of; else the word itself."""
    return next((of(said, language) for _, known, said in program.called if known == word), word)


def _one_word(test: Test) -> str:
    """The one word that a group stands for, as category, tag or class of the shop's own; "" where it is not such a group."""
    if not isinstance(test, Any) or not all(isinstance(t, OneOf) and len(t.values) == 1 for t in test.tests):
        return ""
    found = {str(t.values[0]) for t in test.tests if isinstance(t, OneOf)}
    return found.pop() if len(found) == 1 and len(test.tests) > 1 else ""


def states_branches(program: Program) -> bool:
    """Whether the file names branches; else there is one that nobody gave a name."""
    found = loads(program.document)
    return isinstance(found, dict) and "branches" in found


def edition(program: Program) -> str:
    """The edition of the country pack that the stored program names."""
    found = loads(program.document)
    company = found.get("company") if isinstance(found, dict) else None
    named = company.get("pack") if isinstance(company, dict) else None
    return named if isinstance(named, str) else editions(program.country)[-1]


def city(zone: str) -> str:
    """Whose clock a zone is, as people call it.

    >>> city("Europe/Amsterdam"), city("America/New_York"), city("UTC"), city("Etc/GMT+2")
    ('Amsterdam', 'New York', 'UTC', 'Etc/GMT+2')
    """
    return zone if zone.startswith("Etc/") else zone.rpartition("/")[2].replace("_", " ")

"""Dutch for shops that say `je` to their members: every sentence is written once, with `u`, and turned by rule.

The rules know how Dutch changes with the word: `u hebt`, `je hebt`, but `hebt u`, `heb je`; `van u` at an end, `van jou`. What follows no
rule stands in EXCEPTIONS. A verb before `u` loses its t only where it is in INVERTED, for `u` may also be whom something is done to
(`Anna vraagt u`): tests/program/test_familiar.py reads every sentence of the house, and asks for a new verb to be put in a table.

A sentence is turned before anything is filled in, so that a member may be called Uw. What decides and explains fills in by itself: there
the shop's own texts are known by what they are.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from json import loads
from typing import Final

EXCEPTIONS: Final = {
    "één van u": "een van jullie",
    "eén van u": "een van jullie",
    "u bracht elkaar": "jullie brachten elkaar",
    "lijken u en uw": "lijken jij en je",
    "anders dan u": "anders dan jij",
    "dat u het bent": "dat jij het bent",
    "niet bij u?": "niet bij je?",
    "een kaart van u ": "een kaart van jou ",
    "van u was": "van jou was",
    "u heeft": "je hebt",
    "wat u heeft": "wat je hebt",
    "ook het uwe": "ook dat van jou",
    "bij de uwe": "bij die van jou",
    "geeft u zelf": "geef je zelf",
    "wat geeft u?": "wat geef je?",
    "alstublieft": "alsjeblieft",
}
"""Phrases that follow no rule, in small letters."""
INVERTED: Final = {
    "bedenkt": "bedenk", "bedoelt": "bedoel", "bent": "ben", "betaalt": "betaal", "brengt": "breng", "doet": "doe", "draagt": "draag",
    "gaat": "ga",
    "gebruikt": "gebruik", "haalt": "haal", "hebt": "heb", "heeft": "heb", "hoeft": "hoef", "hoort": "hoor", "houdt": "houd",
    "kiest": "kies", "komt": "kom", "koopt": "koop", "koppelt": "koppel", "krijgt": "krijg", "kunt": "kun", "leest": "lees",
    "levert": "lever", "maakt": "maak", "meldt": "meld", "neemt": "neem", "noemt": "noem", "opent": "open", "rondt": "rond",
    "schrijft": "schrijf", "spaart": "spaar", "staat": "sta", "verkoopt": "verkoop", "verliest": "verlies", "vindt": "vind",
    "vult": "vul", "wilt": "wil", "wordt": "word", "ziet": "zie", "zult": "zul",
}  # fmt: skip
"""Verbs that lose their t before `je`."""
DONE_TO: Final = ("geeft", "kost", "nodigt", "scheelt", "stuurt", "vraagt")
"""Verbs before which `u` is whom it is done to: they stay as they are. So do those whose stem ends in a t (`moet u`, `weet u`)."""
_BEFORE, _AFTER = r"(?<![\w@&/.=+-])", r"(?![\w@/=+]|[-.]\w)"
_WORD: Final = re.compile(
    f"{_BEFORE}(?:(?P<exception>{'|'.join(re.escape(said) for said in sorted(EXCEPTIONS, key=len, reverse=True))})(?=\\W|$|(?<=\\W))"
    f"|(?P<verb>{'|'.join(INVERTED)}) (?P<subject>u{_AFTER})(?P<self> zich\\b)?"
    f"|(?P<towards>(?:van|voor|met|bij|aan|naar|over|tegen|op) )u{_AFTER}(?=\\s*(?:[,;:.?!)”]|$)| is\\b| en\\b)"
    f"|(?P<reflexive>u zich)\\b|(?P<oneself>uzelf)\\b|(?P<plain>uw?){_AFTER})",
    re.IGNORECASE,
)


class Kept:
    """A shop's own texts, in which no word is turned; what may be filled in there (decide.filled) is filled in."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.whole = frozenset(text for text in texts if _WORD.search(text))
        # A name that is nothing but `U` is known only where it stands by itself: inside a sentence the word is the house's.
        inside = sorted((text for text in self.whole if text.lower() not in ("u", "uw")), key=len, reverse=True)
        self.parts = re.compile(f"({'|'.join(map(_pattern, inside))})") if inside else None


def _pattern(text: str) -> str:
    """Finds `text` in a sentence, also at its beginning."""
    first = text[0]
    either = f"[{first.upper()}{first.lower()}]" if first.isalpha() and len(first.upper()) == 1 else re.escape(first)
    said = re.sub(r"\\{(?:years|months|purchase)\\}", r"\\d+", re.escape(text[1:]))
    return either + said.replace(r"\{tier\}", r"[\w -]{1,60}?")


NOTHING: Final = Kept()


@lru_cache(maxsize=64)
def kept_of(document: bytes) -> Kept:
    """What a shop wrote in its program: every text and every name in it."""
    return Kept(_texts(loads(document)))


def _texts(found: object) -> Iterator[str]:
    match found:
        case str():
            yield found
        case dict():
            for name, value in found.items():
                yield name
                yield from _texts(value)
        case list():
            for value in found:
                yield from _texts(value)
        case _:
            return


def polite_texts(found: object, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, text) of each Dutch text of a shop's own, in its program's document, that says `u`."""
    if isinstance(found, dict):
        for name, value in found.items():
            if name == "nl" and isinstance(value, str) and _WORD.search(value):
                yield path, value
            yield from polite_texts(value, f"{path}.{name}" if path else name)
    elif isinstance(found, list):
        for n, value in enumerate(found, 1):
            yield from polite_texts(value, f"{path}[{n}]")


def familiar(text: str, kept: Kept = NOTHING) -> str:
    """A sentence of the house with `je` where it says `u`; of the shop's own texts in it no word. English is never given to it."""
    if text in kept.whole:
        return text
    parts = [text] if kept.parts is None else kept.parts.split(text)
    return "".join(part if n % 2 else _WORD.sub(_turned, part) for n, part in enumerate(parts))


def _turned(found: re.Match[str]) -> str:
    said = found.group()
    if found["exception"]:
        turned = EXCEPTIONS[said.lower()]
    elif found["verb"]:
        turned = f"{INVERTED[found['verb'].lower()]} je{' je' if found['self'] else ''}"
    elif found["towards"]:
        turned = f"{found['towards']}jou"
    else:
        turned = "je je" if found["reflexive"] else "jezelf" if found["oneself"] else "je"
    if len(said) > 1 and said.isupper():
        return turned.upper()
    return turned[:1].upper() + turned[1:] if said[:1].isupper() else turned


_TAG: Final = re.compile(r"(<[^>]*>)")
_SAID: Final = re.compile(r'((?:aria-label|title|alt|placeholder|data-(?:copied|kept|done|changed|lost|away))=")([^"]*)')
_SILENT: Final = re.compile(r"<(script|style|textarea)\b|<(\w+)[^>]* translate=\"no\"")


def familiar_page(page: str, kept: Kept = NOTHING) -> str:
    """The same of a page: in its text and in what is read out, not in what was typed or in what is marked `translate="no"`."""
    inside, deep = "", 0
    parts = _TAG.split(page)
    for n, part in enumerate(parts):
        if n % 2 == 0:
            if not inside:
                parts[n] = familiar(part, kept)
            continue
        if inside:
            deep += part.startswith(f"<{inside}") - part.startswith(f"</{inside}")
            inside = inside if deep else ""
            continue
        parts[n] = _SAID.sub(lambda found: found[1] + familiar(found[2], kept), part)
        if silent := _SILENT.match(part):
            inside, deep = silent[1] or silent[2], 1
    return "".join(parts)

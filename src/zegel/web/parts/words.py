"""What pages say, by key: Dutch and English beside each other. A face adds its own table; `check` and the tests hold them complete."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from markupsafe import Markup, escape

from zegel.program.familiar import Kept, familiar
from zegel.program.model import Words
from zegel.program.words import Language
from zegel.web.parts.happened_words import HAPPENED
from zegel.web.parts.privacy_words import PRIVACY_WORDS

SHARED: Final[dict[str, Words]] = HAPPENED | PRIVACY_WORDS | {
    "product": Words("Zegel", "Zegel"),
    "skip": Words("Ga naar de inhoud", "Skip to the content"),
    "back": Words("Terug", "Back"),
    "language": Words("Taal", "Language"),
    "look": Words("Weergave", "Appearance"),
    "look light": Words("Licht", "Light"),
    "look dark": Words("Donker", "Dark"),
    "look system": Words("Apparaat", "Device"),
    "dutch": Words("Nederlands", "Nederlands"),
    "english": Words("English", "English"),
    "error title": Words("Dit lukt nu niet", "This does not work now"),
    "error missing": Words("Deze bladzijde is er niet", "This page is not there"),
    "error ours": Words("Dit ging bij ons mis", "Something went wrong on our side"),
    "error ours what": Words(
        "Wat u deed is niet half opgeslagen. Probeer het opnieuw; lukt het niet, noem dan deze code.",
        "Nothing was half saved. Please try again; if it keeps happening, give us this code.",
    ),
    "error old form": Words("Dit formulier was te oud", "This form was too old"),
    "error old form what": Words(
        "Er is niets gebeurd. Laad de bladzijde opnieuw en probeer het nog eens.", "Nothing happened. Reload the page and try again."
    ),
    "error may not": Words("Dit mag een ander", "Somebody else may do this"),
    "error may not what": Words(
        "Met uw rol kan dit niet. Vraag het aan uw leidinggevende.", "Your role does not include this. Ask your manager."
    ),
    "error code": Words("Code {code}, verzoek {request}", "Code {code}, request {request}"),
    "post title": Words("Post van de demo", "The demo's mail"),
    "post what": Words(
        "Deze mails zijn niet verstuurd: dit is een demo. Wat u hier leest, had in een brievenbus gelegen.",
        "These mails were not sent: this is a demo. What you read here would have been in somebody's mailbox.",
    ),
    "post to": Words("Aan {to}, van {shop}", "To {to}, from {shop}"),
    "post to the card": Words("Naar de kaart", "To the card"),
    "post none": Words("Er is nog geen post.", "There is no mail yet."),
    "leave title": Words("Afmelden", "Unsubscribe"),
    "leave what": Words("U krijgt dan geen mail meer met {purpose}.", "You will get no more mail with {purpose}."),
    "leave yes": Words("Meld mij af", "Unsubscribe me"),
    "leave done title": Words("U bent afgemeld", "You are unsubscribed"),
    "leave done": Words(
        "U krijgt geen mail meer met {purpose}. U verliest er geen punt door.",
        "You get no more mail with {purpose}. You lose no points by it.",
    ),
    "leave rest": Words(
        "Uw kaart en uw punten blijven zoals ze zijn. Op uw kaart zet u elk bericht apart aan of uit.",
        "Your card and your points stay as they are. On your card you switch each message on or off by itself.",
    ),
    "pages": Words("Bladzijden", "Pages"),
    "first page": Words("Eerste bladzijde", "First page"),
    "next page": Words("Volgende", "Next"),
    "rows in all": Words("{count} in deze lijst", "{count} in this list"),
    "find button": Words("Zoek", "Search"),
    "found nothing": Words("Niets gevonden bij “{words}”.", "Nothing found for “{words}”."),
    "find in list": Words("Zoek in deze lijst", "Search in this list"),
    "as csv": Words("CSV", "CSV"),
    "as xlsx": Words("Excel", "Excel"),
    "error go on": Words("Verder", "Go on"),
}  # fmt: skip
"""What every face may say."""


class Tongue:
    """One language's words of one face."""

    def __init__(self, language: Language, *tables: Mapping[str, Words]) -> None:
        self.language = language
        self._known = {key: said.nl if language == "nl" else said.en for table in (SHARED, *tables) for key, said in table.items()}

    def say(self, key: str, **values: object) -> str:
        """The words of `key` with `values` filled in. A key or a value that is missing is a bug, not an empty place.

        Where a value is a link (`parts.opened`) the sentence is ready for a page, and everything else in it is escaped.
        """
        said = self.raw(key)
        if any(isinstance(value, Markup) for value in values.values()):
            return escape(said).format(**values)
        return said.format(**values) if values or "{" in said else said

    def raw(self, key: str) -> str:
        """The same with its places left open, for a page that fills them in by itself."""
        return self._known[key]

    def knows(self, key: str) -> bool:
        """Whether there are words for `key`: where a key is made of what a book or a program calls something."""
        return key in self._known

    def words(self, said: Words) -> str:
        """Of words that are in both languages already: a rule's, a refusal's."""
        return said.nl if self.language == "nl" else said.en


class FamiliarTongue(Tongue):
    """The Dutch of a shop that says `je`: each sentence is turned before it is filled in, so what it is filled with stays as it is."""

    def __init__(self, of: Tongue, kept: Kept) -> None:
        """`kept` are the shop's own texts."""
        self.language, self._known, self._kept = of.language, of._known, kept

    def raw(self, key: str) -> str:
        return _turned(self._known[key])

    def words(self, said: Words) -> str:
        return familiar(said.nl, self._kept)


_turned: Final = lru_cache(maxsize=4096)(familiar)

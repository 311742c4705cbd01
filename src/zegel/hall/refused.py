"""What a refusal says to whoever stands at a door: of all codes, also those that only doors know."""

from typing import Final

from zegel.access.refusals import DUTCH
from zegel.core.refusals import ZegelError
from zegel.decide.refusal_sentences import refusal_sentence
from zegel.program.model import Words

DOOR_SENTENCES: Final = DUTCH | {
    "bad_cursor": "Die cursor hoort niet bij deze lijst; begin bij de eerste pagina.",
    "body_too_large": "Het verzoek is groter dan Zegel aanneemt; stuur aankopen liever in bulk.",
    "unsupported_media_type": "Stuur application/json in UTF-8 zonder content encoding (bulk: application/x-ndjson).",
    "old_form": "Dit formulier was niet van u, of te oud; er is niets gebeurd.",
    "no_such_address": "Op dit adres is niets te vinden.",
    "method_not_allowed": "Dit adres kent die methode niet.",
    "unknown_article": "Dit artikel staat niet in het assortiment.",
    "no_such_day": "De kalender kent die dag of dat moment niet, of die kan hier niet bedoeld zijn.",
    "not_anonymous": "Een anonieme kaart heeft geen naam, geen verjaardag en geen dag van inschrijving.",
    "named_twice": "Dezelfde regel of kaart staat er twee keer.",
    "not_ready": "De server is niet klaar: de database antwoordt niet, of neemt niets op.",
    "internal_error": "Er is iets mis in Zegel zelf; er is niets geschreven. Met het nummer van het verzoek is het te vinden.",
    "refused": "Zegel weigert dit.",
}
"""The Dutch of codes that only a door knows; all others are said in decide.refusal_sentences."""


def said_of(refusal: ZegelError) -> Words:
    """One sentence, Dutch and English."""
    said = refusal_sentence(refusal)
    return Words(DOOR_SENTENCES.get(refusal.code, said.nl), said.en)

"""Refusals as RFC 9457 problems: the only place where a code becomes an HTTP status, and where it is said in Dutch.

400: the request is not of the form that is asked for; nothing of it is kept. 404 and 410: there is no such thing (any more).
409: it conflicts with how things are now. 422: understood, and refused as it is. 503: try the same request again.
"""

from collections.abc import Mapping
from json import JSONEncoder
from typing import Final

from zegel.core.refusals import ZegelError
from zegel.core.value import value

_encode = JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode

TYPE: Final = "https://zegel.example/problems/"
"""Prefix of the problem types: a name, not an address that is looked up (RFC 9457 §3.1.1)."""


@value
class Said:
    """A code's status, its title, and its sentence in Dutch; the English one is the refusal's own."""

    status: int
    title: str
    nl: str


PROBLEMS: Final[Mapping[str, Said]] = {
    # shape
    "malformed": Said(400, "Malformed request", "De invoer heeft niet de vorm die gevraagd wordt."),
    "amount_out_of_range": Said(400, "Amount out of range", "Een bedrag is groter dan Zegel bewaart (10^12)."),
    "duplicate_key": Said(400, "Duplicate field", "Hetzelfde veld staat twee keer in de JSON."),
    "key_missing": Said(400, "Idempotency-Key missing", "Dit verzoek heeft een Idempotency-Key nodig."),
    "bad_cursor": Said(400, "Bad cursor", "Die cursor hoort niet bij deze lijst; begin bij de eerste pagina."),
    "body_too_large": Said(413, "Body too large", "Het verzoek is groter dan Zegel aanneemt; stuur aankopen liever in bulk."),
    "unsupported_media_type": Said(
        415, "Unsupported media type", "Stuur application/json in UTF-8 zonder content encoding (bulk: application/x-ndjson)."
    ),
    # access
    "not_signed_in": Said(401, "Not signed in", "Er is een geldige API-sleutel nodig."),
    "not_allowed": Said(403, "Not allowed", "Deze sleutel mag dat niet."),
    # existence
    "no_such_address": Said(404, "No such address", "Op dit adres is niets te vinden."),
    "method_not_allowed": Said(405, "Method not allowed", "Dit adres kent die methode niet."),
    "unknown_member": Said(404, "Unknown member", "Hieronder is niemand bekend."),
    "unknown_receipt": Said(404, "Unknown receipt", "Zo'n bon is er niet."),
    "unknown_hold": Said(404, "Unknown hold", "Zo'n reservering is er niet."),
    "unknown_redemption": Said(404, "Unknown redemption", "Zo'n verzilvering is er niet."),
    "erased": Said(410, "Erased", "Wat op deze bon stond, is op verzoek van de klant gewist."),
    # understood and refused as it is
    "key_reused": Said(422, "Idempotency-Key reused", "Deze Idempotency-Key is voor een ander verzoek gebruikt."),
    "wrong_currency": Said(422, "Wrong currency", "De aankoop is in een andere munt dan die van het bedrijf."),
    "unknown_branch": Said(422, "Unknown branch", "Het programma kent die vestiging niet."),
    "unknown_reward": Said(422, "Unknown reward", "Het programma kent die beloning of korting niet."),
    "unknown_unit": Said(422, "Unknown unit", "Het programma kent die eenheid niet."),
    "unknown_line": Said(422, "Unknown line", "Die regel staat niet op de bon."),
    "invalid_identifier": Said(422, "Invalid identifier", "Dat is geen kaart, telefoonnummer, e-mailadres of code van die soort."),
    "happened_in_future": Said(422, "Dated in the future", "De aankoop is in de toekomst gedateerd."),
    "tenders_do_not_match": Said(422, "Tenders do not match", "De betaalmiddelen zijn samen niet wat er te betalen is."),
    "negative_line": Said(422, "Negative line", "Alleen statiegeld mag negatief zijn; boek goederen als retour."),
    "reason_missing": Said(422, "Reason missing", "Een correctie heeft een reden nodig."),
    "unit_not_spendable": Said(422, "Unit not spendable", "Deze eenheid wordt nooit uitgegeven."),
    "member_needed": Said(422, "Member needed", "Hiervoor is een klantenkaart nodig."),
    "step_only": Said(422, "Whole steps only", "Punten gaan alleen in hele stappen."),
    "over_maximum": Said(422, "Over the maximum", "Dat is meer dan er met punten betaald mag worden."),
    "same_purse": Said(422, "Same purse", "Een spaartegoed kan niet met zichzelf worden samengevoegd."),
    # how things are now
    "no_program": Said(409, "No program", "Er gold op dat moment geen programma."),
    "receipt_number_used": Said(409, "Receipt number used", "Deze bron heeft dit bonnummer al eens gestuurd."),
    "identifier_taken": Said(409, "Identifier taken", "Dit hoort al bij iemand."),
    "member_blocked": Said(409, "Member blocked", "Deze klant is geblokkeerd; een collega weet waarom."),
    "purse_merged": Said(409, "Purse merged", "Deze kaart is samengevoegd met een andere en neemt niets meer aan."),
    "already_member": Said(409, "Already a member", "Dit tegoed is al van een klant."),
    "hold_not_open": Said(409, "Hold not open", "Deze reservering staat niet meer open."),
    "hold_open": Said(409, "Hold open", "Er staat nog een reservering open."),
    "hold_differs": Said(409, "Hold differs", "De aankoop is anders dan die waarvoor gereserveerd werd."),
    "not_a_redemption": Said(409, "Not a redemption", "Die bon is geen verzilvering die ongedaan kan worden gemaakt."),
    "already_cancelled": Said(409, "Already cancelled", "Die verzilvering is al ongedaan gemaakt."),
    "not_a_sale": Said(409, "Not a sale", "Die bon is geen verkoop waarvan iets terug kan komen."),
    "more_than_sold": Said(409, "More than sold", "Er komt meer terug dan er verkocht en nog niet geretourneerd is."),
    "not_under_review": Said(409, "Not under review", "Van die bon wacht niets op beoordeling."),
    "reward_not_now": Said(409, "Reward does not apply", "De beloning geldt nu niet voor deze klant of deze aankoop."),
    "not_enough": Said(409, "Not enough", "Er is minder beschikbaar dan er gevraagd wordt."),
    "out_of_stock": Said(409, "Out of stock", "Van deze beloning is er geen meer."),
    "would_go_below_zero": Said(409, "Below zero", "Dan zou het saldo onder nul komen."),
    # circumstances
    "busy": Said(503, "Busy", "De boeken zijn bezet; hetzelfde verzoek mag nog eens gestuurd worden."),
    "storage_full": Said(503, "Storage full", "De opslag is vol; er is niets geschreven."),
    "not_ready": Said(503, "Not ready", "De server is nog niet klaar: de database antwoordt niet."),
    "internal_error": Said(
        500, "Internal error", "Er is iets mis in Zegel zelf; er is niets geschreven. Met het nummer van het verzoek is het te vinden."
    ),
    "refused": Said(422, "Refused", "Zegel weigert dit."),
}

CIRCUMSTANCES: Final = frozenset({"busy", "storage_full", "not_ready", "internal_error"})
"""Codes that say nothing of the request: it may be sent again as it is, with the same key."""
RETRY_AFTER_SECONDS: Final = {"busy": 1, "storage_full": 30, "not_ready": 2}


@value
class Problem:
    """A refusal on its way out."""

    status: int
    body: bytes
    retry_after: int


def problem(refusal: ZegelError, *, kept: bool) -> Problem:
    """`refusal` as problem+json. `kept`: it is the answer under its Idempotency-Key from now on, so another try needs a new key.

    The same refusal gives the same bytes: a replay cannot be told from the first answer. The request's id goes in a header.
    """
    code = refusal.code
    said = PROBLEMS.get(code) or PROBLEMS["refused"]
    found: dict[str, object] = {
        "type": TYPE + code, "title": said.title, "status": said.status, "detail": refusal.message, "code": code,
        "en": refusal.sentence, "nl": said.nl, "data": refusal.data,
    }  # fmt: skip
    if kept:
        found["retry"] = "new_key"
    elif code in CIRCUMSTANCES:
        found["retry"] = "same_key"
    return Problem(said.status, _encode(found).encode("utf-8", "replace"), RETRY_AFTER_SECONDS.get(code, 0))

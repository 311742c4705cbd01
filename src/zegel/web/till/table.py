"""The till's pages, with the right that each asks for."""

from typing import Final

from zegel.web.parts.door import Route
from zegel.web.parts.visitors import OPEN
from zegel.web.till import booking, gift_cards, offline, printing, signing_in, steps, waiting

ROUTES: Final = (
    Route("GET", "/kassa/wie", "till", OPEN, signing_in.show),
    Route("POST", "/kassa/wie", "till", OPEN, signing_in.switch),
    Route("GET", "/kassa/koppel/{link}", "till", OPEN, signing_in.link),
    Route("POST", "/kassa/koppel/{link}", "till", OPEN, signing_in.enrol),
    Route("GET", "/kassa/manifest.webmanifest", "till", OPEN, offline.manifest),
    Route("GET", "/kassa/werk.js", "till", OPEN, offline.worker),
    Route("GET", "/kassa/zonder", "till", OPEN, offline.page),
    Route("POST", "/kassa/mee", "till", OPEN, waiting.take_along, (waiting.KIND,), guarded=False),
    Route("POST", "/kassa/wachtrij", "till", OPEN, waiting.bring_in, (waiting.KIND,), guarded=False),
    Route("GET", "/kassa", "till", "members:read", steps.begin),
    Route("POST", "/kassa", "till", "quotes:read", steps.step),
    Route("POST", "/kassa/betaal", "till", "purchases:write", booking.pay),
    Route("POST", "/kassa/geste", "till", "gestures:write", booking.gesture),
    Route("POST", "/kassa/beloning", "till", "redemptions:write", booking.hand_over),
    Route("POST", "/kassa/beloning/terug", "till", "redemptions:write", booking.take_reward_back),
    Route("POST", "/kassa/beleving", "till", "experiences:write", booking.let_in),
    Route("POST", "/kassa/retour", "till", "returns:write", booking.take_back),
    Route("POST", "/kassa/prijsdaling", "till", "cases:write", booking.give_difference),
    Route("POST", "/kassa/inschrijven", "till", "members:write", booking.enrol),
    Route("POST", "/kassa/zonder-naam", "till", "members:write", booking.anonymous),
    Route("GET", "/kassa/kaart/{number}", "till", "members:read", booking.card),
    Route("POST", "/kassa/cadeaukaart", "till", gift_cards.RIGHT, gift_cards.paper),
    Route("POST", "/kassa/cadeaukaart/opnieuw", "till", gift_cards.RIGHT, booking.load_again),
    Route("GET", "/kassa/bon/{receipt}", "till", "books:read", printing.receipt),
    Route("POST", "/kassa/bon/{receipt}", "till", "books:read", printing.receipt),
    Route("POST", "/kassa/bon/{receipt}/mail", "till", "books:read", printing.mail),
)

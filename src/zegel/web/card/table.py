"""The card's pages. Each is about the card that is signed in; only the way in, and what makes it an app, is open."""

from typing import Final

from zegel.web.card import code, consents, history, home, known, me, pocket, rewards, signing_in
from zegel.web.parts.door import Route
from zegel.web.parts.visitors import OPEN, OWN

ROUTES: Final = (
    Route("GET", "/pas", "card", OWN, home.show),
    Route("GET", "/pas/code", "card", OWN, home.show_code),
    Route("GET", "/pas/code-nu", "card", OWN, code.show_now),
    Route("GET", "/pas/aanmelden", "card", OPEN, signing_in.show),
    Route("POST", "/pas/aanmelden", "card", OPEN, signing_in.send),
    Route("GET", "/pas/aanmelden/code", "card", OPEN, signing_in.show),
    Route("POST", "/pas/aanmelden/code", "card", OPEN, signing_in.enter),
    Route("POST", "/pas/afmelden", "card", OWN, signing_in.leave),
    Route("POST", "/pas/overal-afmelden", "card", OWN, signing_in.leave_everywhere),
    Route("GET", "/pas/beloningen", "card", OWN, rewards.show),
    Route("GET", "/pas/beloningen/{reward}", "card", OWN, rewards.show_one),
    Route("POST", "/pas/beloningen/{reward}", "card", OWN, rewards.reserve),
    Route("POST", "/pas/beloning-terug", "card", OWN, rewards.cancel),
    Route("GET", "/pas/historie", "card", OWN, history.show),
    Route("GET", "/pas/historie/{entry}", "card", OWN, history.show_one),
    Route("POST", "/pas/historie/{entry}", "card", OWN, history.dispute),
    Route("GET", "/pas/bon-vergeten", "card", OWN, me.show_claim),
    Route("POST", "/pas/bon-vergeten", "card", OWN, me.claim),
    Route("GET", "/pas/ik", "card", OWN, me.show),
    Route("POST", "/pas/ik", "card", OWN, me.save),
    Route("POST", "/pas/toestemming", "card", OWN, consents.change),
    Route("GET", "/pas/gegevens", "card", OWN, known.show),
    Route("GET", "/pas/gegevens.json", "card", OWN, known.as_json),
    Route("GET", "/pas/gegevens.csv", "card", OWN, known.as_table),
    Route("GET", "/pas/manifest.webmanifest", "card", OPEN, pocket.manifest),
    Route("GET", "/pas/werk.js", "card", OPEN, pocket.worker),
)

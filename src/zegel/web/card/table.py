"""The card's pages. Each is about the card that is signed in; only the way in, and what makes it an app, is open."""

from typing import Final

from zegel.web.card import addresses, code, consents, history, home, known, leaving, me, passkeys, pocket, proof, rewards, signing_in
from zegel.web.parts.door import Route
from zegel.web.parts.photo_answers import photo
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
    Route("GET", "/pas/foto/{hash}/{size}", "card", OWN, photo),
    Route("POST", "/pas/beloning-terug", "card", OWN, rewards.cancel),
    Route("GET", "/pas/historie", "card", OWN, history.show),
    Route("GET", "/pas/historie/{entry}", "card", OWN, history.show_one),
    Route("POST", "/pas/historie/{entry}", "card", OWN, history.dispute),
    Route("GET", "/pas/bon-vergeten", "card", OWN, me.show_claim),
    Route("POST", "/pas/bon-vergeten", "card", OWN, me.claim),
    Route("GET", "/pas/ik", "card", OWN, me.show),
    Route("POST", "/pas/ik", "card", OWN, me.save),
    Route("POST", "/pas/toestemming", "card", OWN, consents.change),
    Route("GET", "/pas/bewijs", "card", OWN, proof.show),
    Route("POST", "/pas/bewijs", "card", OWN, proof.send),
    Route("POST", "/pas/bewijs/code", "card", OWN, proof.enter),
    Route("POST", "/pas/bewijs/vraag", "card", OWN, proof.ask),
    Route("POST", "/pas/bewijs/sleutel", "card", OWN, proof.by_key),
    Route("GET", "/pas/sleutels", "card", OWN, passkeys.show),
    Route("POST", "/pas/sleutels", "card", OWN, passkeys.add),
    Route("POST", "/pas/sleutels/vraag", "card", OWN, passkeys.ask_new),
    Route("POST", "/pas/sleutel-weg", "card", OWN, passkeys.remove),
    Route("POST", "/pas/aanmelden/vraag", "card", OPEN, passkeys.ask),
    Route("POST", "/pas/aanmelden/sleutel", "card", OPEN, passkeys.enter),
    Route("GET", "/pas/adres", "card", OWN, addresses.show),
    Route("POST", "/pas/adres", "card", OWN, addresses.send),
    Route("POST", "/pas/adres/code", "card", OWN, addresses.enter),
    Route("GET", "/pas/weggaan", "card", OWN, leaving.show),
    Route("POST", "/pas/weggaan", "card", OWN, leaving.leave),
    Route("GET", "/pas/weg", "card", OPEN, leaving.gone),
    Route("GET", "/pas/kaart-kwijt", "card", OWN, leaving.show_lost),
    Route("POST", "/pas/kaart-kwijt", "card", OWN, leaving.block),
    Route("GET", "/pas/gegevens", "card", OWN, known.show),
    Route("GET", "/pas/gegevens.json", "card", OWN, known.as_json),
    Route("GET", "/pas/gegevens.csv", "card", OWN, known.as_table),
    Route("GET", "/pas/manifest.webmanifest", "card", OPEN, pocket.manifest),
    Route("GET", "/pas/werk.js", "card", OPEN, pocket.worker),
)

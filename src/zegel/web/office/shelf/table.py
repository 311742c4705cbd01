"""The pages about what a shop gives away and sells ahead."""

from typing import Final

from zegel.hall.card_register import MAKE, READ, WRITE
from zegel.web.office.shelf import codes, experiences, gift_cards, gifts, printed_cards, rewards
from zegel.web.parts.door import Route
from zegel.web.parts.multipart import MULTIPART
from zegel.web.parts.photo_answers import photo

ROUTES: Final = (
    Route("GET", "/kantoor/beloningen", "office", "program:read", rewards.show),
    Route("GET", "/kantoor/beloningen/{reward}", "office", "program:read", rewards.one),
    Route("POST", "/kantoor/beloningen/{reward}/voorraad", "office", "stock:write", rewards.restock),
    Route("POST", "/kantoor/beloningen/{reward}/gezicht", "office", "program:write", rewards.dress, (MULTIPART,), most=rewards.MOST_UPLOAD),
    Route("GET", "/kantoor/cadeaus/{discount}", "office", "program:read", gifts.one),
    Route("POST", "/kantoor/cadeaus/{discount}/voorraad", "office", "stock:write", gifts.restock),
    Route("GET", "/kantoor/codes", "office", "codes:read", codes.show),
    Route("POST", "/kantoor/codes/nieuw", "office", "codes:write", codes.begin),
    Route("POST", "/kantoor/codes/zoek", "office", "codes:read", codes.look_up),
    Route("POST", "/kantoor/codes/blokkeer", "office", "codes:write", codes.block),
    Route("GET", "/kantoor/codes/{batch}", "office", "codes:read", codes.one),
    Route("POST", "/kantoor/codes/{batch}/bestand", "office", "codes:write", codes.download),
    Route("POST", "/kantoor/codes/{batch}/vel", "office", "codes:write", codes.sheet),
    Route("POST", "/kantoor/codes/{batch}/klaar", "office", "codes:write", codes.finish),
    Route("POST", "/kantoor/codes/{batch}/stop", "office", "codes:write", codes.end),
    Route("GET", "/kantoor/cadeaukaarten", "office", "gift_cards:read", gift_cards.show),
    Route("POST", "/kantoor/cadeaukaarten/nieuw", "office", "gift_cards:write", gift_cards.issue),
    Route("POST", "/kantoor/cadeaukaarten/zoek", "office", "gift_cards:read", gift_cards.look_up),
    Route("GET", "/kantoor/cadeaukaarten/{card}", "office", "gift_cards:read", gift_cards.one),
    Route("POST", "/kantoor/cadeaukaarten/{card}/erbij", "office", "gift_cards:write", gift_cards.top_up),
    Route("POST", "/kantoor/cadeaukaarten/{card}/vervang", "office", "gift_cards:replace", gift_cards.replace),
    Route("GET", "/kantoor/kaartseries", "office", READ, printed_cards.show),
    Route("POST", "/kantoor/kaartseries/nieuw", "office", MAKE, printed_cards.begin),
    Route("GET", "/kantoor/kaartseries/{series}", "office", READ, printed_cards.one),
    Route("POST", "/kantoor/kaartseries/{series}/bestand", "office", MAKE, printed_cards.download),
    Route("POST", "/kantoor/kaartseries/{series}/vel", "office", MAKE, printed_cards.sheet),
    Route("POST", "/kantoor/kaartseries/{series}/klaar", "office", MAKE, printed_cards.finish),
    Route("POST", "/kantoor/kaartseries/{series}/doe", "office", WRITE, printed_cards.move),
    Route("GET", "/kantoor/belevingen", "office", "experiences:read", experiences.show),
    Route("GET", "/kantoor/belevingen/{experience}", "office", "experiences:list", experiences.one),
    Route("POST", "/kantoor/belevingen/{experience}/antwoord", "office", "experiences:write", experiences.reply),
    Route("POST", "/kantoor/belevingen/{experience}/binnen", "office", "experiences:write", experiences.check_in),
    Route("GET", "/kantoor/foto/{hash}/{size}", "office", "program:read", photo),
)

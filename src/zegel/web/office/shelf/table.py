"""The pages about what a shop gives away and sells ahead."""

from typing import Final

from zegel.web.office.shelf import codes, rewards
from zegel.web.parts.door import Route
from zegel.web.parts.multipart import MULTIPART
from zegel.web.parts.photo_answers import photo

ROUTES: Final = (
    Route("GET", "/kantoor/beloningen", "office", "program:read", rewards.show),
    Route("GET", "/kantoor/beloningen/{reward}", "office", "program:read", rewards.one),
    Route("POST", "/kantoor/beloningen/{reward}/voorraad", "office", "stock:write", rewards.restock),
    Route("POST", "/kantoor/beloningen/{reward}/gezicht", "office", "program:write", rewards.dress, (MULTIPART,), most=rewards.MOST_UPLOAD),
    Route("GET", "/kantoor/codes", "office", "codes:read", codes.show),
    Route("POST", "/kantoor/codes/nieuw", "office", "codes:write", codes.begin),
    Route("POST", "/kantoor/codes/zoek", "office", "codes:read", codes.look_up),
    Route("POST", "/kantoor/codes/blokkeer", "office", "codes:write", codes.block),
    Route("GET", "/kantoor/codes/{batch}", "office", "codes:read", codes.one),
    Route("POST", "/kantoor/codes/{batch}/bestand", "office", "codes:write", codes.download),
    Route("POST", "/kantoor/codes/{batch}/vel", "office", "codes:write", codes.sheet),
    Route("POST", "/kantoor/codes/{batch}/klaar", "office", "codes:write", codes.finish),
    Route("POST", "/kantoor/codes/{batch}/stop", "office", "codes:write", codes.end),
    Route("GET", "/kantoor/foto/{hash}/{size}", "office", "program:read", photo),
)

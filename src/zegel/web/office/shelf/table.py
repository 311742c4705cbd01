"""The pages about what a shop gives away and sells ahead."""

from typing import Final

from zegel.web.office.shelf import rewards
from zegel.web.parts.door import Route
from zegel.web.parts.multipart import MULTIPART
from zegel.web.parts.photo_answers import photo

ROUTES: Final = (
    Route("GET", "/kantoor/beloningen", "office", "program:read", rewards.show),
    Route("GET", "/kantoor/beloningen/{reward}", "office", "program:read", rewards.one),
    Route("POST", "/kantoor/beloningen/{reward}/voorraad", "office", "stock:write", rewards.restock),
    Route("POST", "/kantoor/beloningen/{reward}/gezicht", "office", "program:write", rewards.dress, (MULTIPART,), most=rewards.MOST_UPLOAD),
    Route("GET", "/kantoor/foto/{hash}/{size}", "office", "program:read", photo),
)

"""The pages about the house itself."""

from typing import Final

from zegel.web.office.house import branches, health, keys, privacy
from zegel.web.parts.door import Route

ROUTES: Final = (
    Route("GET", "/kantoor/gezondheid", "office", "health:read", health.show),
    Route("GET", "/kantoor/gezondheid/nakijken", "office", "health:read", health.how_far),
    Route("POST", "/kantoor/gezondheid/nakijken", "office", "health:write", health.check),
    Route("POST", "/kantoor/gezondheid/nakijken/stop", "office", "health:write", health.stop),
    Route("GET", "/kantoor/privacy", "office", "program:read", privacy.show),
    Route("GET", "/kantoor/filialen", "office", "branches:read", branches.show),
    Route("GET", "/kantoor/filialen/{branch}", "office", "branches:read", branches.one),
    Route("GET", "/kantoor/sleutels", "office", "keys:read", keys.show),
    Route("POST", "/kantoor/sleutels", "office", "keys:write", keys.make),
    Route("POST", "/kantoor/sleutels/{key}/weg", "office", "keys:write", keys.revoke),
)

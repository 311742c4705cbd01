"""The pages about what comes after a sale."""

from typing import Final

from zegel.web.office.after import cases
from zegel.web.parts.door import Route

ROUTES: Final = (
    Route("GET", "/kantoor/zaken", "office", "cases:list", cases.show),
    Route("GET", "/kantoor/zaken/{case}", "office", "cases:list", cases.one),
    Route("POST", "/kantoor/zaken/{case}", "office", "cases:write", cases.move),
    Route("POST", "/kantoor/leden/{member}/zaken", "office", "cases:write", cases.begin),
)

"""The pages about what comes after a sale."""

from typing import Final

from zegel.web.office.after import cases, rebate_vat, rebates
from zegel.web.parts.door import Route
from zegel.web.parts.multipart import MULTIPART

ROUTES: Final = (
    Route("GET", "/kantoor/zaken", "office", "cases:list", cases.show),
    Route("GET", "/kantoor/zaken/{case}", "office", "cases:list", cases.one),
    Route("POST", "/kantoor/zaken/{case}", "office", "cases:write", cases.move),
    Route("GET", "/kantoor/teruggaven", "office", "rebates:pay", rebates.show),
    Route("POST", "/kantoor/teruggaven-bericht", "office", "rebates:pay", rebates.report, (MULTIPART,), most=rebates.MOST_REPORT),
    Route("GET", "/kantoor/btw-teruggaven", "office", "rebates:pay", rebate_vat.show),
    Route("POST", "/kantoor/teruggaven", "office", "rebates:pay", rebates.send),
    Route("GET", "/kantoor/teruggaven/{payment}", "office", "rebates:pay", rebates.one),
    Route("POST", "/kantoor/teruggaven/{payment}/bestand", "office", "rebates:pay", rebates.file),
    Route("POST", "/kantoor/teruggaven/{payment}/betaald", "office", "rebates:pay", rebates.paid),
    Route("POST", "/kantoor/leden/{member}/zaken", "office", "cases:write", cases.begin),
)

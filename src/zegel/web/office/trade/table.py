"""The pages about trade."""

from typing import Final

from zegel.web.office.trade import agreeing, agreements, marking, partners, prices
from zegel.web.parts.door import Route
from zegel.web.parts.multipart import MULTIPART

ROUTES: Final = (
    Route("GET", "/kantoor/zakelijk", "office", "agreements:read", agreements.show),
    Route("GET", "/kantoor/zakelijk/nieuw", "office", "agreements:write", agreeing.show),
    Route("POST", "/kantoor/zakelijk/nieuw", "office", "agreements:write", agreeing.make),
    Route("POST", "/kantoor/zakelijk/{member}/{agreement}/einde", "office", "agreements:write", agreeing.end),
    Route("GET", "/kantoor/zakelijk/{member}/{agreement}", "office", "agreements:read", agreements.one),
    Route("GET", "/kantoor/zakelijk/{member}/{agreement}/facturen", "office", "agreements:read", agreements.invoices),
    Route("POST", "/kantoor/zakelijk/{member}/{agreement}/bonus", "office", "bonuses:write", agreements.move),
    Route("GET", "/kantoor/verrekening", "office", "settlements:read", partners.show),
    Route("GET", "/kantoor/prijzen", "office", "articles:read", prices.show),
    Route("GET", "/kantoor/prijzen/artikel", "office", "articles:read", prices.one),
    Route("POST", "/kantoor/prijzen/artikel", "office", "articles:write", prices.put),
    Route("POST", "/kantoor/prijzen/staat", "office", "articles:write", marking.mark),
    Route("POST", "/kantoor/prijzen/bestand", "office", "articles:write", prices.bring_in, (MULTIPART,), most=prices.MOST_FILE),
)

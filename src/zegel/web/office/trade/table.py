"""The pages about trade."""

from typing import Final

from zegel.web.office.trade import agreements, partners
from zegel.web.parts.door import Route

ROUTES: Final = (
    Route("GET", "/kantoor/zakelijk", "office", "agreements:read", agreements.show),
    Route("GET", "/kantoor/zakelijk/{member}/{agreement}", "office", "agreements:read", agreements.one),
    Route("GET", "/kantoor/zakelijk/{member}/{agreement}/facturen", "office", "agreements:read", agreements.invoices),
    Route("POST", "/kantoor/zakelijk/{member}/{agreement}/bonus", "office", "bonuses:write", agreements.move),
    Route("GET", "/kantoor/verrekening", "office", "settlements:read", partners.show),
)

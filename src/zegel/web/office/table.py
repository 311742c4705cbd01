"""The office's pages."""

from typing import Final

from zegel.web.office import home, member, members, receipt
from zegel.web.parts.door import Route

ROUTES: Final = (
    Route("GET", "/kantoor", "office", "members:list", home.show),
    Route("GET", "/kantoor/wegblijvers", "office", "members:list", home.quiet),
    Route("GET", "/kantoor/leden", "office", "members:list", members.show),
    Route("GET", "/kantoor/leden/{member}", "office", "members:list", member.show),
    Route("GET", "/kantoor/bonnen/{receipt}", "office", "books:read", receipt.show),
)

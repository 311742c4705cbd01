"""The pages of what the office does to members by hand."""

from typing import Final

from zegel.web.office.people import merging
from zegel.web.parts.door import Route

ROUTES: Final = (
    Route("GET", "/kantoor/leden/{member}/samenvoegen", "office", "members:merge", merging.show),
    Route("POST", "/kantoor/leden/{member}/samenvoegen", "office", "members:merge", merging.merge),
)

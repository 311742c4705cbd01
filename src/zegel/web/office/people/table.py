"""The pages of what the office does to members by hand."""

from typing import Final

from zegel.web.office.people import blocking, merging
from zegel.web.parts.door import Route

ROUTES: Final = (
    Route("POST", "/kantoor/leden/{member}/blokkade", "office", "members:block", blocking.block),
    Route("GET", "/kantoor/leden/{member}/samenvoegen", "office", "members:merge", merging.show),
    Route("POST", "/kantoor/leden/{member}/samenvoegen", "office", "members:merge", merging.merge),
)

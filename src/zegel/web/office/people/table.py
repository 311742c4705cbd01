"""The pages of what the office does to members by hand."""

from typing import Final

from zegel.web.office.people import blocking, correcting, handouts, merging, oddities, segments, visits
from zegel.web.parts.door import Route

ROUTES: Final = (
    Route("GET", "/kantoor/leden/{member}/aankopen", "office", "members:list", visits.show),
    Route("GET", "/kantoor/leden/{member}/correctie", "office", "adjustments:write", correcting.show),
    Route("POST", "/kantoor/leden/{member}/correctie", "office", "adjustments:write", correcting.correct),
    Route("POST", "/kantoor/leden/{member}/blokkade", "office", "members:block", blocking.block),
    Route("GET", "/kantoor/leden/{member}/samenvoegen", "office", "members:merge", merging.show),
    Route("POST", "/kantoor/leden/{member}/samenvoegen", "office", "members:merge", merging.merge),
    Route("GET", "/kantoor/opvallend", "office", "reviews:read", oddities.show),
    Route("GET", "/kantoor/groepen", "office", "segments:read", segments.show),
    Route("POST", "/kantoor/groepen", "office", "segments:write", segments.add),
    Route("GET", "/kantoor/groepen/{segment}", "office", "segments:read", segments.one),
    Route("POST", "/kantoor/groepen/{segment}", "office", "segments:write", segments.change),
    Route("POST", "/kantoor/groepen/{segment}/weg", "office", "segments:write", segments.drop),
    Route("POST", "/kantoor/groepen/{segment}/ontwerp", "office", "program:write", segments.into_draft),
    Route("GET", "/kantoor/groepen/{segment}/uitdelen", "office", "segments:read", handouts.choose),
    Route("POST", "/kantoor/groepen/{segment}/uitdelen", "office", "segments:read", handouts.begin),
    Route("GET", "/kantoor/uitdelingen", "office", "segments:read", handouts.show),
    Route("GET", "/kantoor/uitdelingen/{handout}", "office", "segments:read", handouts.one),
    Route("POST", "/kantoor/uitdelingen/{handout}/besluit", "office", "gestures:approve", handouts.decide),
    Route("POST", "/kantoor/uitdelingen/{handout}/stop", "office", "segments:read", handouts.stop),
    Route("POST", "/kantoor/uitdelingen/{handout}/bestand", "office", "codes:write", handouts.file),
    Route("POST", "/kantoor/uitdelingen/{handout}/klaar", "office", "codes:write", handouts.finish),
)

"""The office's pages."""

from typing import Final

from zegel.web.office import home, member, members, program, receipt
from zegel.web.parts.door import Route

ROUTES: Final = (
    Route("GET", "/kantoor", "office", "members:list", home.show),
    Route("GET", "/kantoor/wegblijvers", "office", "members:list", home.quiet),
    Route("GET", "/kantoor/leden", "office", "members:list", members.show),
    Route("GET", "/kantoor/leden/{member}", "office", "members:list", member.show),
    Route("GET", "/kantoor/bonnen/{receipt}", "office", "books:read", receipt.show),
    Route("GET", "/kantoor/programma", "office", "program:read", program.show),
    Route("GET", "/kantoor/programma/ontwerp", "office", "program:write", program.edit),
    Route("POST", "/kantoor/programma/ontwerp", "office", "program:write", program.keep),
    Route("POST", "/kantoor/programma/ontwerp/bekijk", "office", "program:write", program.look),
    Route("POST", "/kantoor/programma/ontwerp/weg", "office", "program:write", program.drop),
    Route("POST", "/kantoor/programma/ontwerp/publiceer", "office", "program:publish", program.publish),
)

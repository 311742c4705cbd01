"""The program's pages in the office."""

from typing import Final

from zegel.web.office import beginning, printing, program, rules, trying
from zegel.web.parts.door import Route

ROUTES: Final = (
    Route("GET", "/kantoor/programma", "office", "program:read", program.show),
    Route("GET", "/kantoor/programma/ontwerp", "office", "program:write", program.edit),
    Route("POST", "/kantoor/programma/ontwerp", "office", "program:write", program.keep),
    Route("POST", "/kantoor/programma/ontwerp/bekijk", "office", "program:write", program.look),
    Route("POST", "/kantoor/programma/ontwerp/weg", "office", "program:write", program.drop),
    Route("POST", "/kantoor/programma/ontwerp/publiceer", "office", "program:publish", program.publish),
    Route("POST", "/kantoor/programma/ontwerp/niet-gepland", "office", "program:publish", program.take_back),
    Route("POST", "/kantoor/programma/versie/weg", "office", "program:publish", program.withdraw),
    Route("POST", "/kantoor/programma/stil", "office", "program:publish", program.hold),
    Route("GET", "/kantoor/begin", "office", "program:write", beginning.show),
    Route("POST", "/kantoor/begin", "office", "program:publish", beginning.begin),
    Route("GET", "/kantoor/drukwerk", "office", "program:read", printing.show),
    Route("GET", "/kantoor/drukwerk/{vorm}", "office", "program:read", printing.sheet),
    Route("GET", "/kantoor/programma/proef", "office", "program:write", trying.show),
    Route("POST", "/kantoor/programma/proef", "office", "program:write", trying.go),
    Route("GET", "/kantoor/programma/regel", "office", "program:write", rules.show),
    Route("POST", "/kantoor/programma/regel", "office", "program:write", rules.keep),
    Route("POST", "/kantoor/programma/regel/bekijk", "office", "program:write", rules.look),
    Route("POST", "/kantoor/programma/regel/nieuw", "office", "program:write", rules.add),
    Route("POST", "/kantoor/programma/regel/weg", "office", "program:write", rules.drop),
)

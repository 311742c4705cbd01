"""The work of `zegel program diff --members`."""

from zegel.cli.root import At
from zegel.cli.says import say
from zegel.core.periods import local_moment
from zegel.desk.placing import places
from zegel.flows.commands import Header
from zegel.program.compile import Compiled
from zegel.program.model import Program
from zegel.program.place_words import places_said


async def say_places(at: At, old: Program, new: Program, company: str, language: str | None) -> None:
    """How many members of the books would be on which step of the new ladder; nothing is written."""
    of = await at.company(company)

    def header() -> Header:
        now = at.root.now()
        moment = local_moment(now, new.company_zone)
        return Header(of, "zegel", "", b"", now, now, moment.business_date, moment.weekday, moment.minute, "zegel", "", "")

    found = await places(at.house.desk, at.house.store.queries, of, Compiled(new), header)
    for words in places_said(old, new, found):
        for code in ("nl", "en"):
            if language in (None, code):
                say(getattr(words, code))

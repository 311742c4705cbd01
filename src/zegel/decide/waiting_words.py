"""Until when something that was set aside waits for who ordered it."""

from typing import Any

from zegel.core.periods import Instant, local_moment
from zegel.program.compile import Compiled
from zegel.program.model import Words
from zegel.program.words import clock, day


def set_aside_until(compiled: Compiled, body: dict[str, Any]) -> Words:
    """`, apart tot 24 november 2026 08:07` on the receipt of an order, on the wall of its branch; nothing on any other."""
    if body["kind"] != "order":
        return Words("", "")
    branch = compiled.branches.get(body["branch"])
    here = local_moment(Instant(body["totals"]["hold_expires_at"]), branch.zone if branch else compiled.program.company_zone)
    nl, en = (f"{day(here.business_date, language)} {clock(here.minute)}" for language in ("nl", "en"))
    return Words(f", apart tot {nl}", f", set aside until {en}")

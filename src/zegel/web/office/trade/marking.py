"""An article that was damaged or marked down: in which state it is, and since when, so that regulars can have it first (domain.md M48)."""

from dataclasses import replace
from urllib.parse import quote

from zegel.access.staff import Done
from zegel.core.article import Article
from zegel.core.periods import Day
from zegel.core.purchase import CONDITIONS
from zegel.core.refusals import Malformed, NotSignedIn
from zegel.hall.refusals import NoSuchDay
from zegel.hall.translate import is_day
from zegel.store.article_queries import putting
from zegel.web.parts.asked import Answer, Asked, Sent
from zegel.web.parts.door import Door


async def mark(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/prijzen/staat: the state of an article and since when; an article that the catalogue lacks is put in with it."""
    visitor = asked.visitor
    if visitor is None:
        raise NotSignedIn()
    sku, condition, since = asked.text("sku", 64), asked.text("condition", 1), asked.text("marked", 10)
    if not sku or condition not in ("", *CONDITIONS):
        raise Malformed("sku, condition: an article, and A, B, C or D", field="condition")
    if since and not is_day(since):
        raise NoSuchDay(field="marked")
    before = await door.queries.article(visitor.company, sku) or Article(sku)
    now = replace(before, condition=condition, marked_on=Day(since))
    done = Done(visitor.grant(), asked.at, "", asked.request_id)
    was, told = ({"condition": one.condition, "marked_on": one.marked_on} for one in (before, now))
    deed = done.deed("article.mark", f"article:{sku}", dict(was), dict(told))
    await door.people.register.done(visitor.company, asked.at, [putting(visitor.company, [now], asked.at)], (deed,))
    return Sent(f"/kantoor/prijzen/artikel?sku={quote(sku, safe='')}")

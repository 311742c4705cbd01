"""How every door publishes a draft of the program: done by the desk, and a line of the audit log says by whom."""

from zegel.access.principal import Principal
from zegel.core.canonical import Json
from zegel.core.periods import Instant
from zegel.desk import drafts
from zegel.desk.drafts import Published
from zegel.hall.carrying import House
from zegel.store.people_records import Deed
from zegel.store.queries import NamedQueries


async def published(
    house: House, queries: NamedQueries, by: Principal, name: str, seen: int, live_from: Instant, at: Instant, request: str
) -> Published:
    """Publish draft `name` at revision `seen`; refuses what `desk.drafts.publish_draft` does."""
    done = await drafts.publish_draft(house.desk, queries, by.company, name, seen, live_from, at)
    after: dict[str, Json] = {"draft": name, "live_from": done.live_from}
    deed = Deed(by.actor, "program.publish", f"program:{done.digest.hex()}", {}, after, "", request)
    await house.people.register.note(by.company, at, deed)
    return done

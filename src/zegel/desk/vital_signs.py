"""How a company's books do, read where each thing is kept: for the office's page and for `zegel doctor`."""

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.desk.checking import Checked, last_check
from zegel.insight.vitals import LATE, Vitals
from zegel.store.backups_kept import Backup, backups
from zegel.store.health_queries import Queues
from zegel.store.message_queries import Post
from zegel.store.port import Store


@value
class Signs:
    """The facts as they were read, and what of them is looked at (`vitals`)."""

    made: tuple[Backup, ...]
    checked: Checked | None
    queues: Queues
    post: Post
    vitals: Vitals


async def signs_of(store: Store, company: CompanyId, at: Instant, *, sends_mail: bool) -> Signs:
    """Backups, the last check, what waits, and how much room there is. Reads only."""
    queries = store.queries
    made, checked = tuple(await backups(queries, company)), await last_check(queries, company)
    queues = await queries.health_of.queues(company, at, Instant(at - LATE))
    post = await queries.messages.post(company)
    size, free = await store.room()
    restored = max((one.restored_at for one in made if one.restored_at is not None), default=None)
    vitals = Vitals(
        at, None if checked is None else len(checked.findings), None if checked is None else checked.at,
        made[0].made_at if made else None, restored, queues.due_since, queues.unsealed, queues.sealed_at, queues.drafts, post.oldest,
        post.failed, sends_mail, size, free,
    )  # fmt: skip
    return Signs(made, checked, queues, post, vitals)

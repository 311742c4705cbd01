"""The books: compare, re-make, verify. docs/howto/check-the-books.md says when."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated

import typer

from zegel.cli.options import Company, Database, Quiet
from zegel.cli.says import Exit, Failed, counted, say, tell

if TYPE_CHECKING:
    from zegel.cli.root import At
    from zegel.core.ids import CompanyId
    from zegel.desk.day_figures import Apart
    from zegel.store.books import Progress, Report
    from zegel.store.books_read import Finding

    Work = Callable[[At, CompanyId, Report | None, Progress], Awaitable[Report]]

app = typer.Typer(help="The books: check, verify, rebuild.", no_args_is_help=True)

FromStart = Annotated[bool, typer.Option("--from-start", help="Begin anew, also where a run was stopped half-way.")]


class Halt(Exception):
    """Somebody asked to stop; `report` is how far it came."""

    def __init__(self, report: "Report") -> None:
        self.report = report
        super().__init__("stopped")


@app.command()
def check(company: Company = "", database: Database = "", from_start: FromStart = False, quiet: Quiet = False) -> None:
    """Compare everything stored (lots, balances, measures, tiers, receipts) with what the entries come to. Code 3 where they differ."""

    async def work(at: "At", of: "CompanyId", report: "Report | None", progress: "Progress") -> "Report":
        from zegel.desk.checking import note
        from zegel.desk.day_figures import figures_finding
        from zegel.store import books

        found = await books.check(at.house.store, of, report=report, progress=progress)
        found.add(await figures_finding(at.house.store, of))
        await note(at.house.store.queries, of, found, at.root.now())
        return found

    done = _carried("check", work, company, database, from_start=from_start, quiet=quiet)
    say(f"books check: balanced ({_size(done)}, {counted(done.receipts, 'receipt')})")


@app.command()
def verify(company: Company = "", database: Database = "", from_start: FromStart = False, quiet: Quiet = False) -> None:
    """Follow every chain (numbers, hashes) and every seal (root, chain, signature). Code 3 where something was changed."""

    async def work(at: "At", of: "CompanyId", report: "Report | None", progress: "Progress") -> "Report":
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        from zegel.store import books

        key = Ed25519PublicKey.from_public_bytes(at.root.public_key(at.settings))

        def signed(hashed: bytes, signature: bytes) -> bool:
            try:
                key.verify(signature, hashed)
            except InvalidSignature:
                return False
            return True

        return await books.verify(at.house.store, of, report=report, progress=progress, signed=signed)

    done = _carried("verify", work, company, database, from_start=from_start, quiet=quiet)
    say(f"books verify: sound ({_size(done)}, {counted(done.seals, 'seal')})")


@app.command()
def rebuild(company: Company = "", database: Database = "", from_start: FromStart = False, quiet: Quiet = False) -> None:
    """Make lots, holds, measures, balances and the figures of days anew from the entries. It changes no entry; tills go on meanwhile."""

    async def work(at: "At", of: "CompanyId", report: "Report | None", progress: "Progress") -> "Report":
        from zegel.desk.day_figures import rebuild_figures
        from zegel.store import books

        done = await books.rebuild(at.house.store, of, report=report, progress=progress)
        _tell_apart(await rebuild_figures(at.house.store, of))
        return done

    done = _carried("rebuild", work, company, database, from_start=from_start, quiet=quiet)
    say(f"books rebuild: done ({_size(done)})")


def _size(done: "Report") -> str:
    return f"{counted(done.entries, 'entry', 'entries')} of {counted(done.purses, 'purse')}"


def _carried(name: str, work: "Work", company: str, database: str, *, from_start: bool, quiet: bool) -> "Report":
    """Do `work` over all purses, watched; where it is stopped, the place is kept and the next run goes on from there."""
    from zegel.cli.progress import Stop, Watch
    from zegel.cli.root import at_work

    async def run(at: "At") -> "Report":
        from zegel.store.books import report_from

        of = await at.company(company)
        queries, kept = at.house.store.queries, f"books {name}"
        position = None if from_start else await queries.progress(of, kept)
        before = report_from(position.position) if position is not None and position.position else None
        if before is not None:
            tell("Going on where the last run was stopped (--from-start begins anew).")
        with Stop() as stop, Watch(f"books {name}, purses", 0, quiet=quiet) as watch:

            def progress(report: "Report") -> None:
                watch.moved(report.purses)
                if stop.asked:
                    raise Halt(report)

            try:
                done = await work(at, of, before, progress)
            except Halt as halt:
                # What was found so far is told now, so a later run may not pass over it.
                _tell_findings(halt.report.findings)
                await queries.put_progress(of, kept, halt.report.position() if halt.report.is_sound else {}, at.root.now())
                raise Failed("Stopped. The same command goes on from here.", Exit.INTERRUPTED) from None
        if position is not None:
            await queries.put_progress(of, kept, {}, at.root.now())
        return done

    done = at_work(database, run)
    if not done.is_sound:
        _tell_findings(done.findings)
        raise Failed(f"books {name}: {counted(len(done.findings), 'finding')}. docs/howto/check-the-books.md says what to do.", Exit.DAMAGE)
    return done


def _tell_apart(apart: "Apart") -> None:
    """Which figures of days were otherwise, each with what it was and what it is now."""
    for one in apart.figures:
        tell(f"{one}")
    if apart.rhythms or apart.receipts:
        tell(f"put right: {counted(apart.rhythms, 'rhythm')} of members, {counted(apart.receipts, 'receipt')} in lists of days")


def _tell_findings(findings: "list[Finding]") -> None:
    from zegel.core.ids import purse_text

    for finding in findings:
        where = f"purse {purse_text(finding.purse)}, " if finding.purse is not None else ""
        entry = f"entry {finding.seq}: " if finding.seq else ""
        tell(f"{where}{entry}{finding.what}")

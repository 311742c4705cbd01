"""The work of `zegel import purchases`: look at the file, then book it batch by batch, keeping how far it came."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Final

from zegel.access.identifiers import normalised
from zegel.cli.progress import Stop, Watch, look_for_cycles_less
from zegel.cli.root import At, at_work
from zegel.cli.says import Exit, Failed, counted, rows, say, tell
from zegel.core.ids import CompanyId, PurseId, ReceiptId
from zegel.core.money import CURRENCIES, decimal_text
from zegel.core.periods import Instant, end_of_day, instant_text, local_moment
from zegel.core.purchase import Identifier
from zegel.core.refusals import NoProgram
from zegel.core.value import value
from zegel.intake.importing import Hands, Importer, Settled, Stopped, Tally, book_what_is_due, name_of
from zegel.intake.mapping import Mapping, MappingMistakes, read_mapping
from zegel.intake.order import Look, Sorted, look
from zegel.intake.purchases import Assembler, Basket, baskets
from zegel.intake.refused import Refused
from zegel.intake.rows import Rows, UnreadableFile, open_rows
from zegel.program.compile import Compiled
from zegel.program.words import Language

KEPT_EVERY: Final = 1.0
"""Seconds between two notes of how far it came: what was booked since is looked at once more after a crash."""


@value
class Asked:
    """What the command was given."""

    file: Path
    mapping: Path
    enrol: bool
    sort: bool
    refused: Path
    until: str
    company: str
    quiet: bool
    language: Language = "en"


def mapping_of(path: Path, language: Language = "en") -> Mapping:
    """The mapping in a file; all of its mistakes are told where it has any, in that language."""
    try:
        return read_mapping(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Failed(f"There is no file {path}.", Exit.USAGE) from None
    except UnicodeDecodeError:
        raise Failed(f"{path} is not UTF-8 text.", Exit.USAGE) from None
    except MappingMistakes as wrong:
        for problem in wrong.problems:
            tell(f"{path}, {problem.text(language)}")
        raise Failed(f"{counted(len(wrong.problems), 'mistake')} in {path}.", Exit.USAGE) from None


def assembler_for(mapping: Mapping, header: list[str], compiled: Compiled | None) -> Assembler:
    """An assembler that knows the program's branches and country; without a program all branches hang the mapping's clock."""
    branches = {} if compiled is None else {branch.id: (branch.zone, branch.day_starts) for branch in compiled.program.branches}
    elsewhere = (mapping.clock.zone if compiled is None else compiled.program.company_zone, 0)
    country = "" if compiled is None else compiled.program.country

    def zone_of(branch: str) -> tuple[str, int]:
        return branches.get(branch, elsewhere)

    def identifier(kind: str, text: str) -> Identifier:
        return normalised(kind, text, country)

    return Assembler(mapping, header, zone_of, identifier)


def looked(asked: Asked, found: Rows, assembler: Assembler) -> Look:
    """The first look; a file that goes back in time is refused unless it is to be sorted."""
    if not asked.quiet:
        tell(f"Looking at {asked.file} ...")
    seen = look(found, assembler)
    if not seen.purchases:
        raise Failed(f"{asked.file} holds no purchases.")
    if seen.back_at and not asked.sort:
        raise Failed(
            f"{asked.file} goes back in time on line {seen.back_at}: purchases are booked in order of time. Add --sort. Nothing was booked."
        )
    return seen


def look_only(asked: Asked) -> int:
    """Read the file without a database; gives how many rows are refused for their form."""
    mapping = mapping_of(asked.mapping, asked.language)
    try:
        found = open_rows(asked.file, mapping)
        assembler = assembler_for(mapping, found.header, None)
        seen = looked(asked, found, assembler)
        refused = Refused(asked.refused, found.header, _delimiter(found), keep=0)
        good = lines = 0
        for basket in baskets(found, assembler):
            if basket.purchase is not None:
                good, lines = good + 1, lines + len(basket.purchase.lines)
            else:
                _refuse(refused, basket)
        refused.mark()
        refused.close()
    except UnreadableFile as error:
        raise Failed(str(error)) from None
    say(f"{counted(good, 'purchase')} with {counted(lines, 'line')} are of the right form, from {_day(seen.first)} to {_day(seen.last)}.")
    return refused.count


def _refuse(refused: Refused, basket: Basket) -> None:
    for row, code, reason in basket.refused():
        refused.add(row, code, reason)


def _delimiter(found: Rows) -> str:
    return getattr(found, "delimiter", ",")


def _day(at: Instant) -> str:
    return instant_text(at)[:10]


def book(asked: Asked, database: str) -> int:
    """Book the file; gives how many rows were refused."""
    mapping = mapping_of(asked.mapping, asked.language)

    async def work(at: At) -> int:
        company = await at.company(asked.company)
        shelf = await at.house.shelves.of(company)
        try:
            compiled = shelf.live_at(at.root.now())
        except NoProgram:
            raise Failed(f"{company} has no program yet: zegel program publish FILE --from DAY") from None
        found = open_rows(asked.file, mapping)
        assembler = assembler_for(mapping, found.header, compiled)
        seen = looked(asked, found, assembler)
        try:
            shelf.live_at(seen.first)
        except NoProgram:
            day = _day(seen.first)
            raise Failed(f"No program was live on {day}, the day of the first purchase: zegel program publish FILE --from {day}") from None
        run = _Run(at, asked, mapping, company, compiled, found, seen)
        if not asked.sort:
            return await run.carry(baskets(found, assembler))
        if not asked.quiet:
            tell("Sorting ...")
        with Sorted(found, assembler) as ordered:
            return await run.carry(ordered)

    look_for_cycles_less()
    try:
        return at_work(database, work)
    except UnreadableFile as error:
        raise Failed(str(error)) from None


class _Run:
    """One import under way."""

    def __init__(self, at: At, asked: Asked, mapping: Mapping, company: CompanyId, compiled: Compiled, found: Rows, seen: Look) -> None:
        self.at, self.asked, self.mapping, self.company, self.compiled, self.found, self.seen = (
            at,
            asked,
            mapping,
            company,
            compiled,
            found,
            seen,
        )
        self.hands = Hands(company, at.house.desk.submit_bulk, self._document_of, lambda: PurseId(at.root.random_bytes(16)), at.root.now())
        size = asked.file.stat().st_size
        self.name = name_of(mapping.text, str(asked.file.resolve()), size, enrol=asked.enrol, in_order=not asked.sort)
        self.tally = Tally()
        self.refused: Refused | None = None

    async def carry(self, found: Iterable[Basket]) -> int:
        """Everything, from where the last run of this import was broken off."""
        self.tally, keep, before = await self._before()
        refused = self.refused = Refused(self.asked.refused, self.found.header, _delimiter(self.found), keep=keep, before=before)
        began = monotonic()
        try:
            with Stop() as stop, Watch("purchases", self.seen.purchases, quiet=self.asked.quiet) as watch:
                stopped = await self._book(islice(iter(found), self.tally.baskets, None), stop, watch)
            await self._keep(finished=not stopped)
        finally:
            refused.close()
        if stopped:
            raise Failed(f"Stopped after {counted(self.tally.baskets, 'purchase')}. The same command goes on from here.", Exit.INTERRUPTED)
        due = await self._due()
        self._report(monotonic() - began, due)
        return refused.count

    async def _before(self) -> tuple[Tally, int, int]:
        """What an unfinished run of this import did, how long its file of refused rows is, and how many are in it."""
        found = await self.at.house.store.queries.progress(self.company, self.name)
        if found is None or found.position.get("finished"):
            return Tally(), 0, 0
        kept = {name: count for name, count in found.position.items() if isinstance(count, int)}
        tell(f"Going on after {counted(kept['baskets'], 'purchase')} of an import that was broken off.")
        keep = kept["refused_bytes"]
        if keep and not (self.asked.refused.is_file() and self.asked.refused.stat().st_size >= keep):
            tell(f"{self.asked.refused} is gone: what was refused before is not in the new one.")
            keep = 0
        return Tally(kept), keep, kept["refused_rows"] if keep else 0

    async def _book(self, found: Iterator[Basket], stop: Stop, watch: Watch) -> bool:
        """Book batch after batch; whether somebody asked to stop."""
        importer = Importer(self.hands, enrol=self.asked.enrol)
        kept_at = monotonic()
        for some in importer.batches(found):
            try:
                settled = await importer.book(some)
            except Stopped as error:
                await self._keep(finished=False)
                raise Failed(f"{error} The same command goes on from here.", Exit.DATABASE) from None
            for one in settled:
                self._settle(one)
            watch.moved(self.tally.baskets)
            if stop.asked or monotonic() - kept_at > KEPT_EVERY:
                await self._keep(finished=False)
                kept_at = monotonic()
            if stop.asked:
                return True
        return False

    def _settle(self, one: Settled) -> None:
        self.tally.count(one.basket, one.fault, before=one.before)
        self.tally.enrolled += one.enrolled
        if one.fault is not None:
            assert self.refused is not None
            basket = one.basket
            _refuse(self.refused, Basket(basket.rows, None, one.fault))

    async def _keep(self, *, finished: bool) -> None:
        """Note how far it came, after what was refused is safe on the disk."""
        assert self.refused is not None
        position = {
            **self.tally.kept(),
            "refused_bytes": self.refused.mark(),
            "refused_rows": self.refused.count,
            "finished": 1 if finished else 0,
        }
        await self.at.house.store.queries.put_progress(self.company, self.name, position, self.at.root.now())

    async def _due(self) -> int:
        """What is due up to --until; how many purses had something."""
        if not self.asked.until:
            return 0
        until = until_of(self.asked.until, self.compiled.program.company_zone, self.at.root.now())

        async def due(at: Instant, limit: int) -> list[PurseId]:
            return await self.at.house.store.purses_due(self.company, at, limit)

        return await book_what_is_due(self.hands, due, until, local_moment(until, self.compiled.program.company_zone), "clock")

    def _report(self, seconds: float, due: int) -> None:
        tally, currency = self.tally, self.mapping.currency
        found = [
            ("purchases booked", f"{tally.booked:,}"),
            ("lines", f"{tally.lines:,}"),
            ("sales", f"{decimal_text(tally.net_minor, CURRENCIES[currency])} {currency}"),
            ("in the books already", f"{tally.before:,}"),
            ("members enrolled", f"{tally.enrolled:,}"),
            ("purchases refused", f"{tally.refused:,}"),
        ]
        if self.asked.until:
            found.append(("purses with something due", f"{due:,}"))
        rows([*found, ("seconds", f"{seconds:.1f}")])

    async def _document_of(self, receipt: ReceiptId) -> bytes | None:
        found = await self.at.house.store.queries.receipt(self.company, receipt)
        return None if found is None else found.document


def until_of(text: str, zone: str, now: Instant) -> Instant:
    """`now`, or the end of a day in `zone`, which must have been."""
    from zegel.program import forms

    if text == "now":
        return now
    try:
        until = Instant(end_of_day(forms.day(text), zone) - 1)
    except forms.Wrong as wrong:
        raise Failed(wrong.message, Exit.USAGE) from None
    if until > now:
        raise Failed(f"{text} is not over yet.", Exit.USAGE)
    return until

"""The work of `zegel replay`: the same purchases through several programs, side by side in memory."""

from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Final

from zegel.cli.import_work import Asked, assembler_for, looked, mapping_of
from zegel.cli.program_files import program_of
from zegel.cli.progress import Watch, look_for_cycles_less
from zegel.cli.root import At, at_work
from zegel.cli.says import Exit, Failed, say, tell
from zegel.core.ids import CompanyId, PurseId
from zegel.core.money import decimal_text
from zegel.core.periods import Day, Instant, local_moment
from zegel.core.purchase import Identifier, Purchase
from zegel.core.purchase_document import purchase_from
from zegel.core.refusals import ZegelError
from zegel.decide.document import read
from zegel.demo.figures import figures_of, worth_minor
from zegel.flows.commands import Enrol, Header, RecordPurchase, RunDue
from zegel.flows.facts import Outcome
from zegel.intake.importing import NOBODY_KNOWN, header_of
from zegel.intake.order import Sorted
from zegel.intake.purchases import baskets
from zegel.intake.rows import UnreadableFile, open_rows
from zegel.ledger.entries import SALES
from zegel.program.compile import Compiled
from zegel.program.model import Program
from zegel.replay.memory import Memory, Versions

COMPANY: Final = CompanyId("replay")
PAGE: Final = 500


class Try:
    """One program on trial: its purses, what was posted, what was refused."""

    def __init__(self, name: str, program: Program) -> None:
        self.name, self.program = name, program
        self.memory = Memory(COMPANY, Versions((Instant(0), Compiled(program))), keep_receipts=False)
        self.posted: dict[tuple[str, str, str], int] = {}
        self.purchases = self.refused = 0
        self.refusals: dict[str, int] = {}

    def enrol(self, who: Identifier, purse: PurseId, header: Header, since: Day) -> None:
        """A member."""
        self._add(self.memory.record(Enrol(header, purse, NOBODY_KNOWN, (who,), since)))

    def buy(self, purchase: Purchase, purse: PurseId) -> None:
        """A purchase as it was, without anything that was used for it."""
        self.purchases += 1
        outcome = self.memory.record(RecordPurchase(header_of(COMPANY, purchase), purchase, purchase.identifier, purse, ()))
        if outcome.refusal is not None:
            self.refused += 1
            self.refusals[outcome.refusal.code] = self.refusals.get(outcome.refusal.code, 0) + 1
        self._add(outcome)

    def end(self, at: Instant) -> None:
        """Book what is due by `at`."""
        local = local_moment(at, self.program.company_zone)
        header = Header(COMPANY, "clock", "", b"", at, at, local.business_date, local.weekday, local.minute, "clock", "", "")
        for purse in list(self.memory.purses):
            self._add(self.memory.record(RunDue(header, purse)))

    def _add(self, outcome: Outcome) -> None:
        for entry in outcome.entries:
            for p in entry.postings:
                key = (p.unit, p.source, p.destination)
                self.posted[key] = self.posted.get(key, 0) + p.amount

    def figures(self) -> list[tuple[str, str]]:
        """What it came to, by name."""
        found = [("purchases", f"{self.purchases:,}"), ("refused", f"{self.refused:,}")]
        found += [(f"  {code}", f"{count:,}") for code, count in sorted(self.refusals.items())]
        for unit in self.program.units:
            f = figures_of(self.posted, unit.id)
            if ":" in unit.id and not f.issued:
                continue  # a reward or tier that the program made a unit of, and nobody was given
            worth = f" ({decimal_text(worth_minor(f.outstanding, unit.worth), 2)} {self.program.currency})" if unit.worth else ""
            found += [
                (f"{unit.id} issued", f"{f.issued:,}"), (f"{unit.id} redeemed", f"{f.redeemed:,}"),
                (f"{unit.id} expired", f"{f.expired:,}"), (f"{unit.id} outstanding", f"{f.outstanding:,}{worth}"),
            ]  # fmt: skip
        tiers: dict[str, int] = {}
        for purse in self.memory.purses.values():
            if purse.since:
                tiers[purse.tier] = tiers.get(purse.tier, 0) + 1
        return found + [(f"members in {tier or 'no tier'}", f"{count:,}") for tier, count in sorted(tiers.items())]


def tries_of(programs: list[Path]) -> list[Try]:
    """The programs on trial, each by the name of its file."""
    look_for_cycles_less()
    found = [Try(path.name, program_of(path)) for path in programs]
    if len({one.program.currency for one in found}) > 1:
        raise Failed("These programs count in different currencies.", Exit.USAGE)
    return found


def of_file(file: Path, mapping_file: Path, programs: list[Path], *, sort: bool, quiet: bool) -> None:
    """Purchases out of a file; members join with their first purchase."""
    tries = tries_of(programs)
    mapping = mapping_of(mapping_file)
    try:
        found = open_rows(file, mapping)
        assembler = assembler_for(mapping, found.header, Compiled(tries[0].program))
        seen = looked(Asked(file, mapping_file, True, sort, file, "", "", quiet), found, assembler)  # noqa: FBT003 - a record
        if not sort:
            _carried((basket.purchase for basket in baskets(found, assembler)), tries, seen.purchases, quiet=quiet)
            return
        with Sorted(found, assembler) as ordered:
            _carried((basket.purchase for basket in ordered), tries, seen.purchases, quiet=quiet)
    except UnreadableFile as error:
        raise Failed(str(error)) from None


def _carried(found: Iterable[Purchase | None], tries: list[Try], total: int, *, quiet: bool) -> None:
    known: set[Identifier] = set()
    malformed = count = 0
    last = Instant(0)
    with Watch("purchases", total, quiet=quiet) as watch:
        for purchase in found:
            count += 1
            if count % 256 == 0:
                watch.moved(count)
            if purchase is None:
                malformed += 1
                continue
            last = max(last, purchase.happened_at)
            purse = PurseId(count.to_bytes(16, "big"))
            who = purchase.identifier
            for one in tries:
                if who is not None and who not in known:
                    one.enrol(who, PurseId((count + (1 << 64)).to_bytes(16, "big")), header_of(COMPANY, purchase), purchase.business_date)
                one.buy(purchase, purse)
            if who is not None:
                known.add(who)
    if malformed:
        tell(f"{malformed:,} purchases are not of the right form (zegel import purchases --check tells why).")
    _compared(tries, last)


def _compared(tries: list[Try], last: Instant) -> None:
    """End all at one moment, and print what each came to, side by side."""
    for one in tries:
        one.end(last)
    tables = [dict(one.figures()) for one in tries]
    names = list(dict.fromkeys(name for table in tables for name in table))
    wide = max(map(len, names))
    widths = [max(len(one.name), *(len(text) for text in table.values())) for one, table in zip(tries, tables, strict=True)]
    say(" " * wide + "".join(f"  {one.name:>{width}}" for one, width in zip(tries, widths, strict=True)))
    for name in names:
        say(f"{name:<{wide}}" + "".join(f"  {table.get(name, '-'):>{width}}" for table, width in zip(tables, widths, strict=True)))
    say("\nNothing was booked. Stock is taken to be without limit.")


def of_store(programs: list[Path], company: str, database: str, *, quiet: bool) -> None:
    """The stored purchases of members, member by member, as they were sent; what was used for them and what came back is left out."""
    tries = tries_of(programs)

    async def work(at: At) -> Instant:
        of = await at.company(company)
        last = Instant(0)
        with Watch("members", 0, quiet=quiet) as watch:
            members = 0
            async for purse, since in _members(at, of):
                members += 1
                watch.moved(members)
                last = max(last, await _member(at, of, purse, since, tries))
        return last

    last = at_work(database, work)
    if not last:
        raise Failed("There are no stored purchases of members.")
    _compared(tries, last)


async def _members(at: At, company: CompanyId) -> AsyncIterator[tuple[PurseId, Day]]:
    queries, after = at.house.store.queries, None
    while page := await queries.members(company, after, PAGE):
        for member in page:
            row = await queries.purse(company, member.purse)
            if row is not None:
                yield member.purse, row.since
        after = page[-1].purse


async def _member(at: At, company: CompanyId, purse: PurseId, since: Day, tries: list[Try]) -> Instant:
    """One member's purchases, oldest first; gives the last moment."""
    queries, before = at.house.store.queries, 0
    found: list[Purchase] = []
    while page := await queries.receipts(company, purse, before, PAGE):
        for receipt in page:
            if receipt.kind in SALES and receipt.document is not None:
                document = read(receipt.document)
                if document.purchase is not None:
                    found.append(purchase_from(document.purchase))
        before = page[-1].id.seq
    who = Identifier("external", purse.hex())
    for n, purchase in enumerate(reversed(found)):
        mine = _as(purchase, who)
        for one in tries:
            if not n:
                one.enrol(who, purse, header_of(COMPANY, mine), since)
            try:
                one.buy(mine, purse)
            except ZegelError as refusal:  # a purchase of another shape than this version takes
                one.refusals[refusal.code] = one.refusals.get(refusal.code, 0) + 1
    return max((purchase.happened_at for purchase in found), default=Instant(0))


def _as(p: Purchase, who: Identifier) -> Purchase:
    """The purchase as its member's, whatever card was shown; without tenders, because another program may ask another price."""
    return Purchase(
        p.branch, p.till, p.actor, p.source, p.receipt_number, p.channel, p.currency, p.happened_at, p.business_date, p.weekday, p.minute,
        who, p.lines, (), p.document,
    )  # fmt: skip

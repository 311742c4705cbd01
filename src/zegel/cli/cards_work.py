"""The work behind `zegel codes for-gift-cards` and the other commands about printed gift cards."""

from dataclasses import replace
from pathlib import Path

from zegel.access.codes import Codes
from zegel.cli.codes_work import CodeFile, money_of, today
from zegel.cli.csv_files import rows_of
from zegel.cli.root import At
from zegel.cli.says import Failed, say
from zegel.cli.staff_work import doing, people_of
from zegel.core.canonical import Json
from zegel.core.ids import CompanyId
from zegel.decide.plan import plan_of
from zegel.desk.card_batches import begin, bring_in, finish, streamed
from zegel.desk.code_batches import Hashed
from zegel.flows.gift_cards import check_amount
from zegel.hall.card_register import Wanted, do
from zegel.store.card_register import MAKING, STANDS, CardBatch
from zegel.store.people_records import Deed


async def made(at: At, company_named: str, batch: str, count: int, worth: str, out: Path) -> None:
    """Draw the codes into a file, and put the cards into the register; begun before and stopped, it goes on."""
    company = await at.company(company_named)
    asked = await _batch(at, company, batch, count, worth, at.root.random_bytes(32))
    queries = at.house.store.queries.card_register
    there = await queries.batch(company, asked.id)
    if there is not None and (there.state, there.asked, there.value_minor) != (MAKING, count, asked.value_minor):
        raise Failed(f"There is a batch {asked.id} already.")
    if there is None:
        _check_new(out)
        await begin(people_of(at).register, company, asked, _deed(at, "card_batch.make", asked))
    hashed = await _hashed(at, company)
    with CodeFile(out, "", "text", again=there is not None, numbered=True) as file:
        async for _, texts in streamed(queries, company, asked.id, hashed):
            file.chunk(texts)
    await finish(people_of(at).register, company, asked.id, _deed(at, "card_batch.finish", asked))
    say(f"{count:,} codes are in {out}, batch {asked.id}. They are shown nowhere else: keep the file well.")


async def brought_in(at: At, company_named: str, batch: str, worth: str, file: Path) -> None:
    """The codes of a printer's file, in its order, as a batch."""
    company = await at.company(company_named)
    texts = [(row.get("code") or "").strip() for _, row in rows_of(file, lambda names: "code" in names, "code")]
    asked = await _batch(at, company, batch, len(texts), worth, None)
    queries = at.house.store.queries.card_register
    there = await queries.batch(company, asked.id)
    if there is not None and (there.state, there.asked, there.value_minor) != (MAKING, len(texts), asked.value_minor):
        raise Failed(f"There is a batch {asked.id} already.")
    count = await bring_in(people_of(at).register, company, asked, await _hashed(at, company), texts, _deed(at, "card_batch.import", asked))
    counts = (await queries.counts(company, at.root.now(), None, asked.id)).get(asked.id, {})
    known = count - sum(counts.values())
    twice = f" {known:,} were in a batch already and stay there." if known else ""
    say(f"{sum(counts.values()):,} gift cards were brought in, batch {asked.id}.{twice}")


async def listed(at: At, company_named: str) -> None:
    """Every batch, and how its cards stand."""
    company, queries = await at.company(company_named), at.house.store.queries.card_register
    counts, after = await queries.counts(company, at.root.now(), None), ""
    while page := await queries.batches(company, after, 100):
        for one in page:
            found = counts.get(one.id, {})
            said = ", ".join(f"{found[name]:,} {name}" for name in STANDS if found.get(name))
            say(f"{one.id}  {one.state}, {one.made:,} of {one.asked:,} cards{': ' if said else ''}{said}")
        after = page[-1].id


async def moved(at: At, company_named: str, wanted: Wanted) -> None:
    """Block, report lost, or free again."""
    company, done = await at.company(company_named), doing(at, wanted.reason)
    program = (await at.house.shelves.of(company)).live_at(done.at).program
    count = await do(people_of(at).register, replace(done.by, company=company), program, wanted, done.at, done.request)
    say(f"{count:,} of these cards were not sold and stood otherwise; they are done.")


def _check_new(out: Path) -> None:
    if out.exists():
        raise Failed(f"{out} is there already; it is not written over.")


async def _batch(at: At, company: CompanyId, named: str, count: int, worth: str, seed: bytes | None) -> CardBatch:
    plan = plan_of((await at.house.shelves.of(company)).live_at(at.root.now()))
    program = plan.compiled.program
    minor = money_of(worth, program.currency) if worth else 0
    check_amount(plan, minor or program.stored.gift_cards.least_minor, 0)
    return CardBatch(named or f"cards-{today(at, program.company_zone)}", MAKING, count, 0, minor, seed, at.root.now())


def _deed(at: At, what: str, batch: CardBatch) -> Deed:
    told: dict[str, Json] = {"count": batch.asked, "worth_minor": batch.value_minor}
    return doing(at, "from the command line").deed(what, f"card_batch:{batch.id}", after=told)


async def _hashed(at: At, company: CompanyId) -> Hashed:
    key = await at.root.checked_code_key(at.settings, at.house.store)
    return Codes(lambda: key, lambda: 0.0).hasher(company, capitals_matter=False)

"""Codes of coupons: made or brought in by the million, written out once, listed and ended by the batch."""

from pathlib import Path
from typing import Annotated

import typer

from zegel.cli.options import Company, Database, Quiet
from zegel.cli.says import Failed, say

app = typer.Typer(help="Codes of coupons and vouchers.", no_args_is_help=True)

Batch = Annotated[str, typer.Option(help="The batch's name; the coupon's and today's date where it is left out.")]
Until = Annotated[str, typer.Option(help="The last day on which they can be used (2026-12-31); without end where it is left out.")]
From = Annotated[str, typer.Option("--from", help="The first day on which they can be used; at once where it is left out.")]
Worth = Annotated[str, typer.Option(help="Of a voucher: what each is worth (10.00), where that is not what the program says.")]
CardBatchName = Annotated[str, typer.Option("--batch", help="The batch's name; it stands on the cards.")]
CardWorth = Annotated[str, typer.Option(help="What is printed on each card (25.00); sold for any amount where it is left out.")]


@app.command("make")
def make_(
    coupon: Annotated[str, typer.Argument(metavar="COUPON", help="A coupon of the live program whose codes are made.")],
    count: Annotated[int, typer.Option(help="How many.", min=1, max=10_000_000)],
    out: Annotated[Path, typer.Option(help="Where they are written, this once: a CSV file that only you may read.")],
    batch: Batch = "",
    valid_from: From = "",
    valid_until: Until = "",
    worth: Worth = "",
    link: Annotated[str, typer.Option(help="What a QR code holds, with {code} in it (https://shop.example/{code}); else the code.")] = "",
    quiet: Quiet = False,
    company: Company = "",
    database: Database = "",
) -> None:
    """Make codes and write them to a file. Stopped half-way, the same command goes on where it was."""
    from zegel.cli.codes_work import Asked, made
    from zegel.cli.root import at_work

    asked = Asked(coupon, batch, valid_from, valid_until, worth, quiet=quiet)
    at_work(database, lambda at: made(at, company, asked, count, out, link))


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="A CSV file with a column `code`, and if you like `member`, `uses`, `worth`, `valid_until`.")
    ],
    coupon: Annotated[str, typer.Option(help="The coupon of the live program that they are for.")],
    batch: Annotated[str, typer.Option(help="The batch's name; the file's where it is left out.")] = "",
    valid_from: From = "",
    valid_until: Until = "",
    worth: Worth = "",
    quiet: Quiet = False,
    company: Company = "",
    database: Database = "",
) -> None:
    """Bring in codes that were made elsewhere. Stopped half-way, the same command goes on where it was."""
    from zegel.cli.codes_work import Asked, brought_in
    from zegel.cli.root import at_work

    asked = Asked(coupon, batch or file.stem, valid_from, valid_until, worth, quiet=quiet)
    at_work(database, lambda at: brought_in(at, company, asked, file))


@app.command("for-gift-cards")
def for_gift_cards(
    count: Annotated[int, typer.Option(help="How many.", min=1, max=20_000)],
    out: Annotated[Path, typer.Option(help="Where they are written, this once: a CSV file that only you may read.")],
    batch: CardBatchName = "",
    worth: CardWorth = "",
    company: Company = "",
    database: Database = "",
) -> None:
    """Draw codes for gift cards that are printed beforehand, as a batch: a card is worth something once a till has sold it."""
    from zegel.cli.cards_work import made
    from zegel.cli.root import at_work

    at_work(database, lambda at: made(at, company, batch, count, worth, out))


@app.command("import-gift-cards")
def import_gift_cards(
    file: Annotated[Path, typer.Argument(help="A CSV file with a column `code`, in the order of the numbers on the cards.")],
    batch: CardBatchName = "",
    worth: CardWorth = "",
    company: Company = "",
    database: Database = "",
) -> None:
    """Bring in the codes of gift cards that a printer numbered, as a batch. One that was sold before is a sold card."""
    from zegel.cli.cards_work import brought_in
    from zegel.cli.root import at_work

    at_work(database, lambda at: brought_in(at, company, batch or file.stem, worth, file))


@app.command("list-gift-cards")
def list_gift_cards(company: Company = "", database: Database = "") -> None:
    """Every batch of printed gift cards, and how its cards stand."""
    from zegel.cli.cards_work import listed
    from zegel.cli.root import at_work

    at_work(database, lambda at: listed(at, company))


@app.command("stop-gift-cards")
def stop_gift_cards(
    batch: Annotated[str, typer.Argument(metavar="BATCH", help="Its name, as `zegel codes list-gift-cards` shows it.")],
    first: Annotated[int, typer.Option("--from", help="The first number.", min=1)],
    last: Annotated[int, typer.Option("--to", help="The last number.", min=1)],
    reason: Annotated[str, typer.Option(help="Why; it stands in the audit log.")],
    lost: Annotated[bool, typer.Option("--lost", help="They were lost or stolen.")] = False,
    free: Annotated[bool, typer.Option("--free", help="Take a block or a loss back.")] = False,
    company: Company = "",
    database: Database = "",
) -> None:
    """Cards that were not sold are not to be sold, or may be again. What is on a card that was sold is looked after in the office."""
    from zegel.cli.cards_work import moved
    from zegel.cli.root import at_work
    from zegel.hall.card_register import Wanted

    if lost and free:
        raise Failed("Say --lost or --free, not both.")
    wanted = Wanted(batch, "free" if free else "lose" if lost else "block", first, last, "", reason)
    at_work(database, lambda at: moved(at, company, wanted))


@app.command("list")
def list_(company: Company = "", database: Database = "") -> None:
    """Every batch of codes, and how it stands."""
    from zegel.cli.root import At, at_work
    from zegel.store.code_queries import NOTHING_OUT

    async def work(at: At) -> None:
        queries, of, after = at.house.store.queries.codes, await at.company(company), ""
        while page := await queries.batches(of, after, 100):
            stands = await queries.stands(of, page[0].id, page[-1].id, at.root.now())
            for one in page:
                is_ = stands.get(one.id, NOTHING_OUT)
                counts = f"{is_.used:,} used, {is_.expired:,} expired, {is_.cancelled:,} cancelled"
                say(f"{one.id}  {one.campaign}, {one.state}, {one.made:,} of {max(one.asked, one.made):,} codes, {counts}")
            after = page[-1].id

    at_work(database, work)


@app.command()
def show(
    batch: Annotated[str, typer.Argument(metavar="BATCH", help="Its name, as `zegel codes list` shows it.")],
    company: Company = "",
    database: Database = "",
) -> None:
    """How a batch stands: issued, held, used, expired, cancelled."""
    from zegel.cli.root import At, at_work
    from zegel.cli.says import rows

    async def work(at: At) -> None:
        queries, of = at.house.store.queries.codes, await at.company(company)
        found = await queries.batch(of, batch)
        if found is None:
            raise Failed(f"There is no batch {batch}.")
        stands = await queries.stand(of, batch, at.root.now())
        say(f"{found.id}: {found.campaign}, {found.state}")
        rows([
            ("issued", f"{stands.issued:,}"), ("uses held", f"{stands.held:,}"), ("uses gone", f"{stands.used:,}"),
            ("used up", f"{stands.used_up:,}"), ("expired", f"{stands.expired:,}"), ("cancelled", f"{stands.cancelled:,}"),
        ])  # fmt: skip

    at_work(database, work)


@app.command()
def cancel(
    batch: Annotated[str, typer.Argument(metavar="BATCH", help="Its name, as `zegel codes list` shows it.")],
    company: Company = "",
    database: Database = "",
) -> None:
    """End every code of a batch at once. What was bought with them stays bought; open holds can still be paid."""
    from zegel.cli.root import At, at_work
    from zegel.cli.staff_work import doing, people_of
    from zegel.desk.code_batches import end_batch

    async def work(at: At) -> None:
        by, codes = doing(at, "from the command line"), at.house.store.queries.codes
        register, whose = people_of(at).register, await at.company(company)
        if not await end_batch(codes, register, whose, batch, by.at, by.by.actor or "zegel", by.reason, by.request):
            raise Failed(f"There is no batch {batch} that could be ended.")
        say(f"Ended {batch}.")

    at_work(database, work)


@app.command("new-key")
def new_key(
    lost: Annotated[
        bool, typer.Option("--codes-are-lost", help="Yes: codes that were made under the key before are worth nothing.")
    ] = False,
    database: Database = "",
) -> None:
    """Go on with the key that is set now, or with a new one where none is: only where the key before is lost for good."""
    from zegel.access.codes import fingerprint
    from zegel.cli.root import At, at_work
    from zegel.store.house_keys import CODES

    async def work(at: At) -> None:
        if not lost:
            raise Failed("No code that is out will be found any more, of no company here. If you are sure, add --codes-are-lost.")
        key = at.root.code_key(at.settings)
        await at.house.store.queries.house_keys.replace(CODES, fingerprint(key), at.root.now())
        say("Codes are hashed under the key that is set now. End the batches that were made before (zegel codes list, codes cancel).")

    at_work(database, work)

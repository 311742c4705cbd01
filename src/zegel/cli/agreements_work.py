"""The work behind `zegel agreements` and `zegel settlement`."""

import csv
import sys
from collections.abc import Iterable, Sequence
from json import dumps, loads
from typing import Any, Final

from zegel.access.identifiers import normalised
from zegel.cli.root import At
from zegel.cli.says import Failed, say
from zegel.core.ids import CompanyId, PurseId, purse_of, purse_text
from zegel.core.periods import Day, as_date
from zegel.core.refusals import ZegelError
from zegel.decide.agreement import AGREEMENT, ENDED, RUNNING
from zegel.decide.counting import SAID
from zegel.desk.agreements import asking, counted_in, settled_month, standing_of
from zegel.flows.commands import Header
from zegel.flows.facts import Shelf
from zegel.program.words import money

Json = dict[str, Any]
PAGE: Final = 200
_STATES: Final = {
    "open": "the month is not over", "disputable": "may be disputed", "disputed": "waits for a decision on a dispute", "final": "final",
}  # fmt: skip


def written(form: str, heads: Sequence[str], rows: Iterable[Sequence[object]], text: Iterable[str]) -> None:
    """A table as it was asked for. Amounts are minor units, except in `text`."""
    if form == "json":
        say(dumps([dict(zip(heads, row, strict=True)) for row in rows], ensure_ascii=False, indent=2))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    else:
        for line in text:
            say(line)


async def asked_at(at: At, named: str) -> tuple[CompanyId, Shelf, Header]:
    company = await at.company(named)
    shelf = await at.house.shelves.of(company)
    now = at.root.now()
    return company, shelf, asking(company, "command line", shelf.live_at(now).program, now)


async def member_named(at: At, company: CompanyId, country: str, named: str) -> PurseId:
    """The purse that an id or a card number names."""
    purse = purse_of(named)
    if purse is None:
        purse = await at.house.desk.find(company, normalised("card", named, country))
    if purse is None:
        raise Failed(f"There is no member `{named[:60]}`.")
    return purse


async def listed(at: At, company_named: str, form: str) -> None:
    """Every agreement that is its own, with how it stands."""
    company, _, header = await asked_at(at, company_named)
    heads = ("member", "name", "agreement", "state", "turnover_minor", "step", "bonus_minor", "needed", "more_minor")
    rows: list[tuple[object, ...]] = []
    text: list[str] = []
    after = (b"", "")
    queries = at.house.store.queries
    while page := await queries.dossiers(company, AGREEMENT, [RUNNING, ENDED], after, PAGE):
        after = (page[-1].purse, page[-1].id)
        for one in page:
            if loads(one.data)["lead"]:
                continue
            try:
                stands = await standing_of(at.house.desk, header, one.purse, one.id, Day(""))
            except ZegelError as refusal:
                text.append(f"{purse_text(one.purse)}  {one.id}: {refusal.message}")
                continue
            member = await queries.profile_of(company, one.purse)
            ahead = stands["next"] or {}
            name = member.profile.name if member else ""
            rows.append((
                stands["member"], name, one.id, stands["state"], stands["turnover_minor"], stands["bonus"]["step"],
                stands["bonus"]["minor"], ahead.get("needed"), ahead.get("more_minor"),
            ))  # fmt: skip
            hint = f"; {ahead['hint_en']}" if ahead else ""
            turnover, bonus = (money(n, stands["currency"], "en") for n in (stands["turnover_minor"], stands["bonus"]["minor"]))
            text.append(f"{stands['member']}  {name}  {one.id} ({stands['state']}): {turnover} gives {bonus}{hint}")
    written(form, heads, rows, text or ["There is no agreement yet."])


async def shown(at: At, company_named: str, member: str, agreement: str, day: str, form: str) -> None:
    """One agreement: everything that the API says of it, or the same in words."""
    company, shelf, header = await asked_at(at, company_named)
    country = shelf.live_at(header.at).program.country
    stands = await standing_of(at.house.desk, header, await member_named(at, company, country, member), agreement, _day(day))
    if form == "json":
        say(dumps(stands, ensure_ascii=False, indent=2))
        return
    if stands.get("lead"):
        say(f"The turnover of {stands['member']} counts for {stands['lead']}.")
        return
    if form == "csv":
        rows = [(rate["vat_bp"], rate["net_minor"]) for rate in stands["by_rate"]]
        written(form, ("vat_bp", "net_minor"), rows, ())
        return
    for line in _standing(stands):
        say(line)


def _standing(stands: Json) -> Iterable[str]:
    def amount(minor: int) -> str:
        return money(minor, stands["currency"], "en")

    year, bonus, forecast = stands["year"], stands["bonus"], stands["forecast"]
    span = f"{year['first']} through {year['last']}"
    yield f"{stands['agreement']}, version {stands['version']}, {stands['state']}: {span} ({stands['method']})"
    yield f"turnover    {amount(stands['turnover_minor'])}, step {bonus['step']}, bonus {amount(bonus['minor'])}"
    if stands["open"]:
        yield f"open        {stands['open']['says_en']}"
    if stands["next"]:
        yield f"next step   {stands['next']['hint_en']}"
    pace = f", at {forecast['pace_bp'] / 100:.0f}% of last year's pace" if forecast["pace_bp"] is not None else ""
    yield f"forecast    {amount(forecast['turnover_minor'])}, step {forecast['step']}, bonus {amount(forecast['bonus_minor'])}{pace}"
    yield f"set aside   {amount(stands['accrued_minor'])} as of {stands['as_of']}"
    for one in stands["settled"]:
        held = f", held: {one['held']}" if one["held"] else ""
        yield f"settled     {one['year']['first']} through {one['year']['last']}: {amount(one['paid_minor'])}, {one['state']}{held}"


async def counted(at: At, company_named: str, member: str, agreement: str, day: str, form: str) -> None:
    """Line by line what counts, and why not."""
    company, shelf, header = await asked_at(at, company_named)
    program = shelf.live_at(header.at).program
    stands = await standing_of(at.house.desk, header, await member_named(at, company, program.country, member), agreement, _day(day))
    heads = ("day", "receipt_number", "receipt", "member", "line", "sku", "net_minor", "counts_minor", "counts", "why")
    rows: list[tuple[object, ...]] = []
    text: list[str] = []
    for purse, sale in await counted_in(at.house.store.queries, shelf, header, stands):
        text.append(f"{sale.day}  {sale.number or sale.receipt}: {money(sale.counts_minor, program.currency, 'en')} counts")
        for line in sale.lines:
            row = (sale.day, sale.number or None, str(sale.receipt), purse_text(purse), line.number, line.sku, line.net_minor)
            rows.append((*row, line.counts_minor, line.why == "counts", SAID[line.why].en))
            if line.why != "counts":
                left = money(line.net_minor - line.counts_minor, program.currency, "en")
                text.append(f"  {line.sku or line.number}: {left} does not: {SAID[line.why].en}")
    text.append(f"turnover {money(stands['turnover_minor'], program.currency, 'en')}")
    written(form, heads, rows, text)


async def settled(at: At, company_named: str, month: str, form: str) -> None:
    """The month of a coalition."""
    company, shelf, header = await asked_at(at, company_named)
    program = shelf.live_at(header.at).program
    first = _day(f"{month}-01")
    found = await settled_month(at.house.store, company, program, first, header.at)
    heads = ("month", "state", "partner", "issued", "redeemed", "expired", "owes_minor", "gets_minor", "pays_minor", "settled_minor")
    rows = [
        (found.month, found.state, p.partner, p.issued, p.redeemed, p.expired, p.owes_minor, p.gets_minor, p.pays_minor, p.settled_minor)
        for p in found.partners
    ]

    def said(minor: int) -> str:
        amount = money(abs(minor), program.currency, "en")
        return f"pays {amount}" if minor > 0 else f"gets {amount}" if minor < 0 else "is even"

    text = [f"{found.month}: {_STATES[found.state]}"]
    text += [
        f"  {p.partner}: issued {p.issued:,}, took {p.redeemed:,}, {p.expired:,} lapsed; {said(p.settled_minor)}" for p in found.partners
    ]
    text += [
        f"    {one.partner} disputes {money(one.amount_minor, program.currency, 'en')} of what was {one.side} ({one.reason}): {state}"
        + (f", {money(one.granted_minor, program.currency, 'en')}" if one.granted_minor else "")
        for _, state, one in found.disputes
    ]
    own = (found.own_issued, found.own_redeemed, found.own_expired)
    text.append("  without a partner: issued {:,}, took {:,}, {:,} lapsed".format(*own))
    written(form, heads, rows, text)


def _day(text: str) -> Day:
    try:
        return Day(as_date(Day(text)).isoformat()) if text else Day("")
    except ValueError:
        raise Failed(f"`{text[:40]}` is no day; write 2026-12-31, and a month as 2026-03.") from None

"""A random half year of a shop: the database, through the desk and real flows, comes to the very entries that memory comes to."""

import random

import pytest

from tests import make
from tests.contract import hand
from tests.paper import PaperShop
from tests.programs import read_yaml
from zegel.core.ids import PurseId
from zegel.core.periods import Instant
from zegel.desk.desk import Desk
from zegel.flows.commands import CancelHold, CancelRedemption, Claim, CommitHold, RecordPurchase, Redeem, RunDue, Use
from zegel.ledger.accounts import ACCOUNTS
from zegel.program.deals import BuyGet, Gift
from zegel.program.model import Discount, Window
from zegel.store import books
from zegel.store.records import Company, ProgramVersion

pytestmark = pytest.mark.anyio
HOUR = 3_600_000
MEMBERS = [make.card(f"member {n}") for n in range(6)]
KINDS = "buys buys buys buys buys nobody buys uses returns returns redeem cancel holds commits drops adjust claim due".split()


class Shelves:
    """The programs of the paper shop, always at hand."""

    def __init__(self, shelf):
        self.shelf = shelf

    def at_hand(self, _company):
        return self.shelf

    async def of(self, _company):
        return self.shelf


def hasty():
    """The bakery with points that wait, lapse after two months and are looked back at."""
    points = make.unit(months=2, pending=(("web", 14), ("till", 1)))
    stars, visits = Window("unit:status", "calendar year", 0, "days"), Window("visits", "rolling", 30, "days")
    return make.bakery(units=(points, *make.bakery().units[1:]), windows=(stars, visits, Window("spend:", "lifetime", 0, "days")))


def climbing():
    """The bakery with a ladder over membership years that counts in the same basket, and windows that begin with the tier."""
    year, since = Window("unit:status", "membership year", 0, "days"), Window("visits", "since tier start", 0, "days")
    steps = make.ladder(("brons", 0), ("zilver", 60), ("goud", 200), grace_days=3, same_basket=True)
    return make.bakery(windows=(year, since, Window("balance:points", "now", 0, "days")), tiers=steps)


def fickle():
    """The bakery with deals, where returns remember what they came to: prices anew, today's rules, gifts deducted, nothing below zero."""
    deals = (
        Discount("jars", BuyGet(2, 1, make.ALL, 10_000, "cheapest"), make.ALL, "line", 0, "", (), make.words("jars")),
        Discount("towel", Gift((("theedoek", "tea towel"),), 400), make.ALL, "basket", 0, "", (), make.words("towel")),
    )
    ways = make.settings(
        returned_discounts="reprice", returns_earned="by today's rules", returned_gifts="value deducted", below_zero="stops at zero",
        returns_spent="by value",
    )  # fmt: skip
    return make.bakery(discounts=deals, settings=ways)


LIMITED = """
zegel: 1
program: Met maat
company: {currency: EUR, prices: including VAT, country: NL, languages: [nl, en]}
branches: [dorpsstraat]
units:
  points: {worth: 0.01 EUR, expires: 2 months, at most: [400 points per week, 900 points per month], pending: {web: 14 days}}
  status: {never spent: true, decimals: 2}
earn:
  base:   {give: 1 points, per: 1.00 EUR, at most: 60 points per day}
  breads: {give: 10 points, per: item, of: {category: bread}, once per: week}
  visit:  {give: 7 points, per: visit, apart: 2 days, promotion: true}
  twice:  {multiply: points × 2, at most: 100 per month}
  stars:  {give: 1 status, per: 3.00 EUR}
stamp cards:
  bread card: {stamp: 1 per item, of: {category: bread}, slots: 10, full gives: free bread, at most: 4 per day}
discounts:
  points off: {spend: points, step: 100, at most: 50% of basket}
rewards:
  free bread: {gives: {free: 1, of: {category: bread}}}
  mug:        {gives: {item: mug}, costs: 500 points}
settings: {points remainder: carried, earning base: before discounts, promotions: need base points, earning base in: excluding VAT}
tiers: {measure: {unit: status, window: calendar year}, steps: {brons: {from: 0}, zilver: {from: 40}}}
"""


def limited():
    """Limits of every kind, carried remainders, rules that need each other."""
    return read_yaml(LIMITED)


def idle():
    """Points that lapse after two weeks in which nobody earned or spent, beside a unit whose clock starts at release."""
    text = LIMITED.replace("expires: 2 months,", "expires: {after inactivity: 14 days},")
    text = text.replace("decimals: 2}", "decimals: 2, expires: {after: 20 days, from: release}, pending: {web: 5 days}}")
    return read_yaml(text.replace("settings: {", "settings: {points of this basket: at once, "))


def lived(seed, steps, program=None):
    """A shop on paper after `steps` random commands, and the commands; refused ones are among them."""
    shop, rand, commands = PaperShop(program), random.Random(seed), []

    def record(command):
        commands.append(command)
        return shop.record(command)

    for n, shown in enumerate(MEMBERS, 1):
        record(make.enrols(n, shown, at=make.NOON))
    sales, redemptions, holds, nobodies, new = [], [], [], [], 100
    at = make.NOON
    for _ in range(steps):
        at += rand.choice((HOUR, 9 * HOUR, 26 * HOUR, 100 * HOUR))
        who, kind = rand.choice(MEMBERS), rand.choice(KINDS)
        lines = [make.line(rand.randrange(100, 9000), rand.randrange(1, 4), number=n + 1) for n in range(rand.randrange(1, 4))]
        channel = rand.choice(("till", "web"))
        if kind in ("buys", "nobody", "uses"):
            new += 1
            uses = (Use("points off", 0),) if kind == "uses" else ()
            command = make.buys(*lines, who=None if kind == "nobody" else who, at=at, uses=uses, new=new, channel=channel)
            said = record(command)
            if not said.refusal:
                sales.append(said.id)
                nobodies += [said.id.purse] if kind == "nobody" else []
        elif kind == "returns" and sales:
            record(
                make.returns(
                    rand.choice(sales),
                    *([(1, 1000)] if rand.random() < 0.6 else []),
                    at=at,
                    reason="broken",
                    cause=("voluntary", "", "defect")[at // HOUR % 3],
                )
            )
        elif kind == "redeem":
            said = record(Redeem(make.header(at), who, rand.choice(("free bread", "mug")), 1))
            redemptions += [] if said.refusal else [said.id]
        elif kind == "cancel" and redemptions:
            record(CancelRedemption(make.header(at), rand.choice(redemptions), "changed her mind"))
        elif kind == "holds":
            said = record(make.holds(*lines, who=who, at=at, uses=(Use("points off", 0),)))
            holds += [] if said.refusal else [said.id]
        elif kind in ("commits", "drops") and holds:
            hold, header = rand.choice(holds), make.header(at - rand.choice((0, 0, 26 * HOUR)))
            record(CommitHold(header, hold, "", ()) if kind == "commits" else CancelHold(header, hold))
        elif kind == "adjust":
            record(make.adjusts(who, rand.choice((-40, 25, 300)), at=at))
        elif kind == "claim" and nobodies:
            record(Claim(make.header(at), nobodies.pop(0), who))
        elif kind == "due":
            record(RunDue(make.header(at), rand.choice(sorted(shop.memory.purses))))
    return shop, commands


async def carried(store, shop, commands, size):
    """The same commands through the desk, `size` at a time."""
    program = shop.compiled.program
    await store.queries.add_company(Company(make.COMPANY, "De Korenaar", "EUR", make.ZONE, Instant(0)))
    version = ProgramVersion(shop.compiled.digest, b"{}", Instant(0), Instant(0))
    await store.queries.publish(make.COMPANY, version, {unit.id: ACCOUNTS for unit in program.units}, {})
    bugs = []
    desk = Desk(store, Shelves(shop.memory.facts.shelf), writers=1, report=bugs.append)
    await desk.start()
    for i in range(0, len(commands), size):
        for waiting in [desk.submit(command) for command in commands[i : i + size]]:
            await waiting
    await desk.close()
    assert bugs == []


@pytest.mark.parametrize(
    ("seed", "size", "program"),
    [(1, 1, make.bakery), (2, 7, hasty), (3, 40, hasty), (4, 7, climbing), (5, 9, limited), (6, 5, fickle), (7, 9, idle)],
)
async def test_the_database_comes_to_the_entries_of_memory(bare_store, database, seed, size, program):
    shop, commands = lived(seed, 160, program())

    await carried(bare_store, shop, commands, size)

    for id_, purse in shop.memory.purses.items():
        row = await bare_store.queries.purse(make.COMPANY, id_)
        assert row is not None
        assert (row.seq, row.hash) == (purse.seq, purse.hash), f"{id_.hex()}: {await difference(bare_store, shop, id_)}"
        assert (row.balances, row.tier, row.alias_of) == (purse.balances, purse.tier, purse.alias_of)
    assert len({entry.kind for purse in shop.memory.purses for entry in shop.books.entries[purse]}) >= 9
    assert (await books.check(bare_store, make.COMPANY)).findings == []
    before = [await database.run(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4, 5") for table in books.PROJECTIONS]
    await books.rebuild(bare_store, make.COMPANY)
    assert [await database.run(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4, 5") for table in books.PROJECTIONS] == before
    assert (await books.check(bare_store, make.COMPANY)).findings == []


async def difference(store, shop, purse: PurseId):
    """The first entry that differs."""
    stored = await store.queries.entries(make.COMPANY, purse, 0, 10_000)
    pairs = zip(stored, shop.books.entries[purse], strict=False)
    return next(((ours, theirs) for ours, theirs in pairs if ours != theirs), (len(stored), "entries stored"))


async def test_the_random_half_year_tries_everything():
    _, commands = lived(1, 160)

    assert {type(command) for command in commands} >= {RecordPurchase, Redeem, CancelRedemption, CommitHold, CancelHold, Claim, RunDue}
    assert hand.COMPANY == make.COMPANY

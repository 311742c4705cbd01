"""Members become one through the desk: what the database then holds is what memory comes to, and the books agree."""

from dataclasses import replace

import pytest

from tests import make
from tests.contract.test_live_is_replay import carried
from tests.make import line
from tests.paper import PaperShop
from tests.programs import read_yaml
from tests.stories.test_merging_members import PROGRAM
from zegel.core.ids import ReceiptId
from zegel.core.purchase import Identifier
from zegel.flows.commands import AddIdentifier, BlockMember, ChangeProfile, DecideMerge, GiveConsent, MergeMembers
from zegel.flows.people import CONSENT
from zegel.store import books

pytestmark = pytest.mark.anyio
FATIMA, OTHER, THIRD = make.card("fatima"), make.card("other"), make.card("third")


def lived() -> tuple[PaperShop, list[object]]:
    """Three members of whom the third comes into the first at once, and the second after a colleague agreed."""
    shop, at = PaperShop(read_yaml(PROGRAM)), make.NOON
    header = make.header(at)
    asked = replace(header, actor="anna")
    commands = [
        *(make.enrols(n, shown, at=at) for n, shown in enumerate((FATIMA, OTHER, THIRD), 1)),
        make.buys(line(3000), who=FATIMA, at=at), make.buys(line(16_000), who=OTHER, at=at), make.buys(line(500), who=THIRD, at=at),
        ChangeProfile(header, OTHER, "F. Amrani", "nl", "03-31", None, ()),
        GiveConsent(header, OTHER, "offers", "email", "3"),
        MergeMembers(asked, FATIMA, THIRD, "two cards", "cashier"),
        MergeMembers(asked, FATIMA, OTHER, "two cards", "cashier"),
        DecideMerge(replace(header, actor="mia"), ReceiptId(make.purse(1), 4), True, "manager", "same telephone"),
        make.buys(line(700), who=OTHER, at=at + 60_000), BlockMember(header, OTHER, False, True, "two places at once"),
    ]  # fmt: skip
    for command in commands:
        shop.done(command)
    return shop, commands


@pytest.mark.parametrize("size", [1, 12])
async def test_the_database_merges_members_as_memory_does(bare_store, database, size):
    shop, commands = lived()

    await carried(bare_store, shop, commands, size)

    for id_, purse in shop.memory.purses.items():
        row = await bare_store.queries.purse(make.COMPANY, id_)
        assert (row.seq, row.hash, row.balances, row.tier, row.alias_of, row.blocked) == (
            purse.seq, purse.hash, purse.balances, purse.tier, purse.alias_of, purse.blocked,
        )  # fmt: skip
    stays = make.purse(1)
    assert shop.points(FATIMA) == 202
    assert (await bare_store.queries.profile_of(make.COMPANY, stays)).profile == shop.memory.facts.profiles[stays]
    kept = await bare_store.queries.dossiers_of(make.COMPANY, stays, CONSENT)
    assert kept == list(shop.memory.facts.dossiers_of(stays, CONSENT))
    assert [(one.id, one.state) for one in kept] == [("offers by email", "withdrawn")]
    before = [await database.run(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4, 5") for table in books.PROJECTIONS]
    await books.rebuild(bare_store, make.COMPANY)
    assert [await database.run(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4, 5") for table in books.PROJECTIONS] == before
    assert (await books.check(bare_store, make.COMPANY)).findings == []


async def test_who_was_merged_twice_is_found_by_all_that_came_along(bare_store):
    shop, at = PaperShop(read_yaml(PROGRAM)), make.NOON
    header = replace(make.header(at), actor="anna")
    commands = [
        *(make.enrols(n, shown, at=at) for n, shown in enumerate((FATIMA, OTHER, THIRD), 1)),
        MergeMembers(header, OTHER, THIRD, "two cards", "cashier"), MergeMembers(header, FATIMA, OTHER, "two cards", "cashier"),
    ]  # fmt: skip
    for command in commands:
        shop.done(command)

    await carried(bare_store, shop, commands, 1)

    assert await bare_store.queries.taken_over_by(make.COMPANY, make.purse(1)) == sorted([make.purse(2), make.purse(3)])


async def test_who_had_no_address_is_mailed_at_the_other_s_and_who_had_one_at_their_own(bare_store):
    shop, at = PaperShop(read_yaml(PROGRAM)), make.NOON
    header, later = (replace(make.header(when), actor="anna") for when in (at, at + 1000))
    hers, his = Identifier("email", "f@voorbeeld.nl"), Identifier("email", "a@voorbeeld.nl")
    commands = [
        *(make.enrols(n, shown, at=at) for n, shown in enumerate((FATIMA, OTHER, THIRD), 1)),
        AddIdentifier(header, OTHER, hers), GiveConsent(header, OTHER, "offers", "email", "3"), AddIdentifier(header, THIRD, his),
        MergeMembers(header, FATIMA, OTHER, "two cards", "cashier"), MergeMembers(later, FATIMA, THIRD, "two cards", "cashier"),
    ]  # fmt: skip
    for command in commands[:-1]:
        shop.done(command)
    stays = make.purse(1)

    await carried(bare_store, shop, commands[:-1], 12)
    reader = (await bare_store.queries.messages.readers(make.COMPANY, [stays]))[stays]
    assert (reader.address, reader.consents) == ("f@voorbeeld.nl", {"offers by email"})

    shop.done(commands[-1])
    await carried(bare_store, shop, commands[-1:], 1)
    reader = (await bare_store.queries.messages.readers(make.COMPANY, [stays]))[stays]
    assert (reader.address, reader.consents) == ("f@voorbeeld.nl", set())
    assert await bare_store.queries.identifiers_of(make.COMPANY, stays) == [FATIMA, OTHER, THIRD, hers, his]
    assert await bare_store.queries.identifiers_of(make.COMPANY, make.purse(2)) == []

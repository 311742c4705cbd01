"""Finding members by a few letters or digits: on both databases, of this company only, as each member is now."""

import pytest

from tests.contract.hand import AT, COMPANY, DAY, OTHER, Member, book, enrol, facts, purse_id, wrote
from zegel.core.purchase import Identifier
from zegel.flows.commands import Profile
from zegel.flows.facts import Dossier, Needs, Outcome, PurseNeeds
from zegel.flows.people import CONSENT, GIVEN
from zegel.store.figure_queries import counting
from zegel.store.member_lists import EVERYBODY, SORTS, Chosen

pytestmark = pytest.mark.anyio

FATIMA, ANNA, JOSE = (purse_id(n) for n in (1, 2, 3))


async def three(store):
    await enrol(
        store,
        Member(FATIMA, (Identifier("card", "NL0012345678"), Identifier("phone", "+31612349876")), name="Fatima el Amrani"),
        Member(ANNA, (Identifier("email", "anna.dejong@example.nl"), Identifier("card", "NL0099995678")), name="Anna de Jong"),
        Member(JOSE, (Identifier("card", "NL0077771111"),), name="José Öztürk"),
        Member(purse_id(4), (Identifier("card", "NL0012345678"),), company=OTHER, name="Fatima of another shop"),
    )


async def names(store, text, company=COMPANY, limit=9):
    return [found.member.profile.name for found in await store.queries.members_by_word.find(company, text, limit)]


async def test_a_few_letters_in_any_order_find_a_member(store):
    await three(store)

    assert await names(store, "fat") == ["Fatima el Amrani"]
    assert await names(store, "AMR fat") == ["Fatima el Amrani"]
    assert await names(store, "jose ozt") == ["José Öztürk"]
    assert await names(store, "e") == ["Anna de Jong", "Fatima el Amrani"]
    assert await names(store, "fatima jong") == []
    assert await names(store, "%") == await names(store, " ") == await names(store, "'; --") == []
    assert await names(store, "fat", OTHER) == ["Fatima of another shop"]


async def test_the_last_four_digits_and_a_letter_tell_two_apart(store):
    await three(store)

    assert await names(store, "5678") == ["Anna de Jong", "Fatima el Amrani"]
    assert await names(store, "5678 f") == ["Fatima el Amrani"]
    assert await names(store, "9876") == ["Fatima el Amrani"]
    assert await names(store, "anna.dejong@example.nl") == await names(store, "annadej") == ["Anna de Jong"]
    assert await names(store, "5678", limit=1) == ["Anna de Jong"]


async def write(store, outcome_of, *purses):
    known = facts()
    async with store.batch([COMPANY]) as batch:
        await batch.fetch(known, [(COMPANY, Needs(tuple(PurseNeeds(purse) for purse in purses)), AT)])
        await batch.write([wrote(outcome_of(known[COMPANY].purses), "once")], known)


async def test_a_new_name_finds_her_and_the_old_one_no_longer(store):
    await three(store)
    married = Profile("Anna Bakker", "nl", "")
    await write(store, lambda purses: Outcome((book(purses[FATIMA], kind="profile"),), profile=(FATIMA, married)), FATIMA)

    assert await names(store, "bakker") == ["Anna Bakker"]
    assert await names(store, "9876") == ["Anna Bakker"]
    assert await names(store, "fatima") == await names(store, "amrani") == []


async def test_a_merged_card_answers_with_the_purse_it_went_into(store):
    await three(store)
    await write(
        store,
        lambda purses: Outcome((book(purses[JOSE], kind="merge"), book(purses[ANNA], kind="merge")), merged=(JOSE, ANNA)),
        JOSE, ANNA,
    )  # fmt: skip

    assert await names(store, "ozturk") == []  # the name went; the person is Anna now
    assert await names(store, "jong") == await names(store, "1111") == ["Anna de Jong"]


async def listed(store, chosen=EVERYBODY, sort="name", down=False):
    """Everybody who was chosen, in pages of two."""
    found, after = [], None
    while page := await store.queries.member_lists.page(COMPANY, chosen, sort, down, after, 2):
        found += page
        after = (page[-1].key(sort), page[-1].purse)
    return found


async def test_everybody_page_by_page_sorted_with_what_they_show(store):
    await three(store)

    by_name = await listed(store)
    assert [(one.name, one.card) for one in by_name] == [
        ("Anna de Jong", "NL0099995678"), ("Fatima el Amrani", "NL0012345678"), ("José Öztürk", "NL0077771111"),
    ]  # fmt: skip
    for sort in SORTS:
        up, down = await listed(store, sort=sort), await listed(store, sort=sort, down=True)
        assert up == down[::-1]
        assert sorted(one.purse for one in up) == sorted([FATIMA, ANNA, JOSE])
    assert await listed(store, Chosen(purses=(JOSE, purse_id(4)))) == by_name[2:]
    assert await listed(store, Chosen(purses=())) == []


async def test_members_are_chosen_by_visits_branch_and_consent_and_counted(store):
    await three(store)
    given = Dossier(FATIMA, CONSENT, "offers by email", GIVEN, "{}", AT)
    taken_back = Dossier(ANNA, CONSENT, "offers by email", "withdrawn", "{}", AT)

    def outcome(purses):
        return Outcome((book(purses[FATIMA]), book(purses[ANNA], kind="consent")), dossiers=(given, taken_back))

    await write(store, outcome, FATIMA, ANNA)
    visits = [(FATIMA, "2026-03-01", 1250), (JOSE, "2025-01-01", 900), (FATIMA, "2026-02-01", 250)]
    await store.write(COMPANY, counting(COMPANY, {}, visits))

    async def who(**asked):
        return [one.name.split()[0] for one in await listed(store, Chosen(**asked), "spent", down=True)]

    assert await who() == ["Fatima", "José", "Anna"]
    assert await who(branch="dorpsstraat") == await who()
    assert await who(seen_since="2026-03-01") == await who(consents=("offers by email",)) == ["Fatima"]
    assert await who(unseen_since="2026-03-01") == ["José", "Anna"]
    assert await who(tier="gold") == await who(blocked=True) == await who(branch="station") == []
    assert await who(birthdays=("04-30", "05-01")) == await who(joined_on=("2026-01-01", DAY)) == await who()
    assert await who(birthdays=("04-30",)) == await who(joined_on=("2026-01-01",)) == []
    ask = store.queries.member_lists
    assert await ask.reach(COMPANY, EVERYBODY) == (3, {"offers by email": 1})
    assert await ask.reach(COMPANY, Chosen(unseen_since="2026-03-01")) == (2, {})
    assert await ask.reach(OTHER, EVERYBODY) == (1, {})

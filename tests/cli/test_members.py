"""What the command line changes about a member."""

import pytest

from zegel.flows.profiles import FORGOTTEN, KNOWN, PROFILE

PURSE = bytes(15) + b"1"


@pytest.fixture
def fatima(bakery):
    """A member with card 55."""
    from zegel.cli.root import at_work
    from zegel.core.ids import PurseId
    from zegel.core.purchase import Identifier
    from zegel.desk.agreements import asking
    from zegel.flows.commands import Enrol, Profile

    async def work(at):
        company = await at.company("")
        now = at.root.now()
        header = asking(company, "till", (await at.house.shelves.of(company)).live_at(now).program, now)
        who = Profile("Fatima", "nl", "")
        made = await at.house.desk.submit(Enrol(header, PurseId(PURSE), who, (Identifier("card", "55"),), header.business_date))
        assert made.outcome.refusal is None

    at_work("", work)
    return bakery


def choices() -> list[str]:
    """The states of what is kept of the choice."""
    from zegel.cli.root import at_work

    async def work(at):
        return [one.state for one in await at.house.store.queries.dossiers_of(await at.company(""), PURSE, PROFILE)]

    return at_work("", work)


def test_somebody_chooses_for_themselves_and_no_longer(fatima):
    no = fatima("member", "used-by-itself", "55", "no")
    assert (no.code, no.out.endswith(": rewards and points wait until they are asked for.\n"), choices()) == (0, True, [KNOWN])

    assert fatima("member", "used-by-itself", "55", "no").code == 0
    yes = fatima("member", "used-by-itself", "55", "yes")
    assert (yes.code, "without asking" in yes.out, choices()) == (0, True, [FORGOTTEN])
    assert fatima("books", "check").code == 0


@pytest.mark.parametrize(("words", "code", "said"), [
    (("56", "no"), 1, "There is no member `56`."), (("55", "perhaps"), 2, "Invalid value"),
])  # fmt: skip
def test_nobody_is_changed_who_is_not_there(fatima, words, code, said):
    ended = fatima("member", "used-by-itself", *words)

    assert (ended.code, said in ended.err, choices()) == (code, True, [])


def test_a_household_a_second_card_and_leaving_for_good_from_the_command_line(fatima):
    from zegel.cli.root import at_work
    from zegel.core.ids import PurseId
    from zegel.core.purchase import Identifier
    from zegel.desk.agreements import asking
    from zegel.flows.commands import Enrol, Profile

    async def work(at):
        company = await at.company("")
        now = at.root.now()
        header = asking(company, "till", (await at.house.shelves.of(company)).live_at(now).program, now)
        joost = Enrol(header, PurseId(bytes(15) + b"2"), Profile("Joost", "nl", ""), (Identifier("card", "56"),), header.business_date)
        assert (await at.house.desk.submit(joost)).outcome.refusal is None

    at_work("", work)
    alone = fatima("member", "leave-household", "56")
    came = fatima("member", "join-household", "56", "55")
    there = fatima("member", "household", "56")
    card = fatima("member", "add-card", "55").out.strip().replace("-", "")
    asked = fatima("member", "leave", "56")
    gone = fatima("member", "leave", "56", "--sure")

    assert (alone.code, "not in that household" in alone.err) == (1, True)
    assert (came.code, there.code, asked.code, gone.code) == (0, 0, 0, 0)
    assert "keeps the pot" in there.out
    assert len(card) == 16
    assert "Nothing happened" in asked.err
    assert "nothing is known of them" in gone.out
    assert "In no household" in fatima("member", "household", "55").err
    assert fatima("books", "check").code == 0

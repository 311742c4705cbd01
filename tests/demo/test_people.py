"""Who is who in the demo, without its year: that whoever can be mailed has something to share."""

from pathlib import Path

from zegel.cli.program_files import program_of
from zegel.core.codes import is_well_made
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.demo.people import names
from zegel.demo.running import PROGRAM
from zegel.flows.commands import AddIdentifier
from zegel.hall.new_members import LINK

ROOT = Path(__file__).parents[2]


def test_whoever_has_an_address_has_a_link_for_friends_and_the_shop_promises_something_for_it():
    commands = names(CompanyId("even-grocer"), Instant(1_772_532_000_000))
    shown = [one.identifier for one in commands if isinstance(one, AddIdentifier)]

    links = [one.text for one in shown if one.kind == LINK]
    assert [is_well_made(text) for text in links] == [True, True]
    assert len(set(links)) == 2
    assert len(links) == len([one for one in shown if one.kind == "email"])
    assert program_of(ROOT / PROGRAM).referral is not None

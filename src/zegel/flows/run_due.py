"""The clock's command: book what is due for a purse that nobody touched. It has no receipt; its entries say it all."""

from zegel.flows.commands import RunDue
from zegel.flows.due import run_due
from zegel.flows.facts import Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.people import CONSENT


def wants(command: RunDue) -> Wants:
    """Nothing to look up."""
    return Wants(None, (), None, (command.purse,))


def needs(_shelf: Shelf, command: RunDue, _resolved: Resolved) -> Needs:
    """The purse."""
    whole = command.whole
    return Needs((PurseNeeds(command.purse, all_lots=whole, profile=whole, dossiers=(CONSENT,) if whole else ()),))


def run(facts: Facts, _resolved: Resolved, command: RunDue) -> Outcome:
    """Due work until the command's `at`."""
    purse = facts.purses.get(command.purse)
    if purse is not None and purse.next_due <= command.header.at:
        run_due(facts, purse, command.header.at)
    return Outcome()

"""The three questions the desk and replay ask of any command: what it wants looked up, what it needs, what it comes to."""

from zegel.flows.commands import Command
from zegel.flows.facts import Facts, Needs, Outcome, Resolved, Shelf, Wants


def wants(command: Command) -> Wants:
    """RESOLVE: the look-ups by value."""
    raise NotImplementedError


def needs(shelf: Shelf, command: Command, resolved: Resolved) -> Needs:
    """FETCH: the purses (locked) and receipts. Refuses what can be refused already (unknown member, merged, no program)."""
    raise NotImplementedError


def run(facts: Facts, resolved: Resolved, command: Command) -> Outcome:
    """DECIDE and BOOK: due work of the purse first, then the command. Moves `facts` on. Raises Missing when more is needed.

    A refusal comes back inside the outcome, beside the due work that was booked; nothing else of the command has happened.
    """
    raise NotImplementedError

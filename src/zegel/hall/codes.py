"""Codes at the door: whoever shows wrong ones too often has to wait (reliability.md S7)."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from zegel.access.codes import Codes
from zegel.decide.codes import codes_kept
from zegel.decide.document import read
from zegel.flows.code_facts import ShownCode
from zegel.flows.commands import ClaimReceipt, Command, Exchange, OpenHold, Quote, RecordPurchase, TopUpGiftCard
from zegel.flows.facts import Outcome
from zegel.flows.paying import cards_of

GUESSED: Final = "code_unknown"
"""What counts as a guess. A mistyped code fails its own check symbol, and tells nobody anything."""
_GUESSES: Final = (GUESSED, "unknown_gift_card")


def codes_of(command: Command) -> Sequence[ShownCode]:
    """The codes that a command shows."""
    if isinstance(command, Exchange):
        return command.bought.codes
    return command.codes if isinstance(command, RecordPurchase | Quote | OpenHold) else ()


def cards_shown(command: Command) -> int:
    """How many gift cards, or till receipts, a command shows."""
    if isinstance(command, RecordPurchase | Quote | OpenHold):
        return len(cards_of(command.purchase))
    if isinstance(command, Exchange):
        return len(cards_of(command.bought.purchase))
    return int(isinstance(command, TopUpGiftCard | ClaimReceipt))


def are_shown(command: Command) -> bool:
    """Whether a command shows anything that could be guessed."""
    return bool(codes_of(command)) or cards_shown(command) > 0


@contextmanager
def tried(codes: Codes, command: Command) -> Iterator[Callable[[Outcome], None]]:
    """Around a command, which says what came of it; refuses `too_many_tries` before anything is looked up."""
    admit(codes, command)
    said: list[Outcome] = []
    try:
        yield said.append
    finally:
        settle(codes, command, said[0] if said else None)


def admit(codes: Codes, command: Command) -> None:
    """Refuse `too_many_tries` before anything is looked up."""
    count = len(codes_of(command)) + cards_shown(command)
    if count:
        codes.admit(*_whose(command), count)


def settle(codes: Codes, command: Command, outcome: Outcome | None) -> None:
    """Count the wrong codes of a command that was answered; None where it broke off."""
    count = len(codes_of(command)) + cards_shown(command)
    if not count:
        return
    wrong = 0
    if outcome is None:
        pass
    elif outcome.refusal is not None:
        wrong = int(outcome.refusal.code in _GUESSES or (isinstance(command, ClaimReceipt) and outcome.refusal.code == "unknown_receipt"))
    elif outcome.receipt is not None:
        wrong = sum(code.why == GUESSED for code in codes_kept(read(outcome.receipt.document).body))
    codes.settle(*_whose(command), count, wrong)


def _whose(command: Command) -> tuple[Hashable, Hashable]:
    """Who tries: one member at one till, and the integration as a whole."""
    header = command.header
    source = (header.company, header.source)
    if isinstance(command, Exchange):
        command = command.bought
    who = command.who if isinstance(command, RecordPurchase | Quote | OpenHold | ClaimReceipt) else None
    return (*source, header.till, who), source

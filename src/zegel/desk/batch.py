"""One batch: RESOLVE, FETCH, DECIDE and BOOK, WRITE, in one database transaction (architecture.md §1)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zegel.core.ids import CompanyId, PurseId, ReceiptId
from zegel.core.periods import Instant
from zegel.core.purchase import Identifier
from zegel.core.refusals import Erased, KeyReused, ReceiptNumberUsed, ZegelError
from zegel.desk.replies import DONE, Ticket, stored_refusal
from zegel.flows import handle
from zegel.flows.facts import Facts, Missing, Needs, Outcome, Receipt, Resolved, Shelf, StoredAnswer, Wants
from zegel.store.port import Batch, Conflict, Written

ROUNDS = 64
"""How often one command may ask for more facts. A return asks for its lots, then per full card that it undoes for that card's reward,
receipt and stamps; more than this is a bug, not a big purse."""


class BatchWork:
    """A batch under way. Everything in it is thrown away when the transaction is rolled back."""

    def __init__(self, batch: Batch, tickets: Sequence[Ticket], shelves: Mapping[CompanyId, Shelf]) -> None:
        self.batch = batch
        self.tickets = tickets
        self.facts = {company: Facts(company, shelf) for company, shelf in shelves.items()}
        self._by_key: dict[tuple[CompanyId, str, str], Ticket] = {}
        self._numbers: dict[tuple[CompanyId, str, str], ReceiptId] = {}
        # What earlier commands of this batch took or moved, which RESOLVE could not see yet.
        self._identifiers: dict[tuple[CompanyId, Identifier], PurseId] = {}
        self._made: set[tuple[CompanyId, PurseId]] = set()
        self._aliases: dict[tuple[CompanyId, PurseId], PurseId] = {}

    async def carry(self) -> None:
        """From look-up to commit. Every ticket has its outcome afterwards, none is answered yet."""
        wanted = [(ticket.company, sparing(ticket.wants, self.facts[ticket.company].shelf)) for ticket in self.tickets]
        found = await self.batch.resolve(wanted)
        for ticket, resolved in zip(self.tickets, found, strict=True):
            ticket.clear()
            ticket.resolved = resolved
        await self._fetch()
        waiting: Sequence[Ticket] = self.tickets
        while waiting:
            waiting = await self._decide_all(waiting)
        written = [piece for ticket in self.tickets if (piece := _written(ticket)) is not None]
        if written:
            await self.batch.write(written, self.facts)

    async def _fetch(self) -> None:
        """Ask what every command needs and fetch it all at once, so that purses are locked in the order of their ids."""
        asked: list[tuple[CompanyId, Needs, Instant]] = []
        for ticket in self.tickets:
            needs = self._needs(ticket)
            if needs is not None:
                asked.append((ticket.company, needs, ticket.command.header.at))
        if asked:
            await self.batch.fetch(self.facts, asked)
            self._still_true()

    def _needs(self, ticket: Ticket) -> Needs | None:
        resolved = ticket.resolved
        assert resolved is not None
        if ticket.key is not None and resolved.answer is not None:
            first = resolved.answer.receipt
            return None if first is None else Needs((), (first,))
        try:
            ticket.needs = handle.needs(self.facts[ticket.company].shelf, ticket.command, resolved)
        except ZegelError as refusal:
            ticket.refusal = refusal.with_traceback(None)
            return None
        return ticket.needs

    def _still_true(self) -> None:
        """A purse that was merged away between look-up and lock: everything is looked up again."""
        for ticket in self.tickets:
            if ticket.needs is None:
                continue
            purses = self.facts[ticket.company].purses
            known = ticket.resolved.aliases if ticket.resolved else {}
            for needed in ticket.needs.purses:
                purse = purses.get(needed.purse)
                if purse is not None and purse.alias_of is not None and needed.purse not in known:
                    raise Conflict("a purse was merged meanwhile")

    async def _decide_all(self, tickets: Sequence[Ticket]) -> list[Ticket]:
        """Decide them in order; gives those that found that they need more, with whoever comes behind one of them, to be asked again.

        What they all need is fetched at once: a full stamp card needs its stamps, and in a busy batch there are a few.
        """
        again: list[Ticket] = []
        more: list[tuple[CompanyId, Needs, Instant]] = []
        held: set[object] = set()
        for ticket in tickets:
            if held and not held.isdisjoint(_touches(ticket)):
                needs = None
            else:
                needs = await self._decide(ticket)
                if needs is None:
                    continue
                more.append((ticket.company, needs, ticket.command.header.at))
                held.update((ticket.company, needed.purse) for needed in needs.purses)
            again.append(ticket)
            held |= _touches(ticket)
        if more:
            await self.batch.fetch(self.facts, more)
        return again

    async def _decide(self, ticket: Ticket) -> Needs | None:
        """One command: the repeat checks first, then the flow. Gives what the flow found that it needs besides."""
        assert ticket.resolved is not None
        if ticket.key is not None and self._answered_before(ticket, ticket.key):
            return None
        taken = self._number_taken(ticket)
        if taken is not None:
            ticket.outcome = Outcome(refusal=ReceiptNumberUsed(receipt=str(taken)))
            return None
        if self._touched_by_earlier(ticket, ticket.resolved):
            await self._look_again(ticket, ticket.resolved)
        if ticket.refusal is not None:
            ticket.outcome = Outcome(refusal=ticket.refusal)
            return None
        return self._run(ticket, ticket.resolved)

    def _answered_before(self, ticket: Ticket, key: tuple[str, str]) -> bool:
        """Whether the key was used: in the books, or by an earlier command of this batch."""
        assert ticket.resolved is not None
        if ticket.resolved.answer is not None:
            self._replay(ticket, ticket.resolved.answer)
            return True
        first = self._by_key.setdefault((ticket.company, *key), ticket)
        if first is ticket:
            return False
        if first.command.header.body_hash == ticket.command.header.body_hash:
            ticket.follows = first
        else:
            ticket.outcome, ticket.is_new = Outcome(refusal=KeyReused()), False
        return True

    def _replay(self, ticket: Ticket, answer: StoredAnswer) -> None:
        """The first answer again, or a refusal where the key belongs to another request."""
        ticket.is_new = False
        ticket.replayed = answer.body_hash == ticket.command.header.body_hash
        ticket.outcome = answer_again(self.facts[ticket.company], answer) if ticket.replayed else Outcome(refusal=KeyReused())

    def _number_taken(self, ticket: Ticket) -> ReceiptId | None:
        number = ticket.wants.receipt_number
        if number is None:
            return None
        assert ticket.resolved is not None
        return ticket.resolved.receipt_number_taken or self._numbers.get((ticket.company, *number))

    def _touched_by_earlier(self, ticket: Ticket, resolved: Resolved) -> bool:
        company, wants = ticket.company, ticket.wants
        if not (self._identifiers or self._aliases or self._made):
            return False
        return (
            any((company, identifier) in self._identifiers for identifier in wants.identifiers)
            or any((company, purse) in self._aliases or (company, purse) in self._made for purse in wants.purses)
            or any((company, purse) in self._aliases for purse in resolved.purse_of.values())
            or any((company, purse) in self._aliases for purse in resolved.aliases.values())
        )

    async def _look_again(self, ticket: Ticket, resolved: Resolved) -> None:
        """An earlier command of this batch changed what this one looked up: put that in, ask and fetch again."""
        company = ticket.company
        for identifier in ticket.wants.identifiers:
            purse = self._identifiers.get((company, identifier))
            if purse is not None:
                resolved.purse_of[identifier] = purse
                resolved.known_purses.add(purse)
        for purse in ticket.wants.purses:
            if (company, purse) in self._made:
                resolved.known_purses.add(purse)
        for alias, purse in self._aliases.items():
            if alias[0] == company:
                resolved.aliases[alias[1]] = purse
        for named, purse in resolved.aliases.items():
            resolved.aliases[named] = self._aliases.get((company, purse), purse)
        ticket.needs = ticket.refusal = None
        needs = self._needs(ticket)
        if needs is not None:
            await self.batch.fetch(self.facts, [(company, needs, ticket.command.header.at)])

    def _run(self, ticket: Ticket, resolved: Resolved) -> Needs | None:
        facts = self.facts[ticket.company]
        if ticket.due:
            facts.due_booked[:0] = ticket.due
        try:
            outcome = handle.run(facts, resolved, ticket.command)
        except Missing as missing:
            # What was due is booked in memory already; it goes out with this command, not with the one that runs next.
            ticket.due, ticket.rounds = tuple(facts.due_booked), ticket.rounds + 1
            facts.due_booked.clear()
            assert ticket.rounds < ROUNDS, "a flow keeps asking for facts"
            return missing.needs
        if outcome.refusal is not None:
            # Its frames would hold the whole batch, in a circle, until somebody looks for cycles.
            outcome.refusal.__traceback__ = None
        ticket.outcome = outcome
        self._move_on(ticket, outcome)
        return None

    def _move_on(self, ticket: Ticket, outcome: Outcome) -> None:
        """What later commands of this batch must see and the database does not know yet."""
        company = ticket.company
        if outcome.draws or outcome.dossiers:
            self.facts[company].move_on(outcome.draws, outcome.dossiers)
        if outcome.codes:
            self.facts[company].move_codes(outcome.codes)
        for identifier, purse in outcome.identifiers:
            self._identifiers[company, identifier] = purse
        for purse in outcome.new_purses:
            self._made.add((company, purse))
        if outcome.merged is not None:
            self._aliases[company, outcome.merged[0]] = outcome.merged[1]
        if outcome.receipt_number is not None and outcome.receipt is not None:
            self._numbers[(company, *outcome.receipt_number)] = outcome.receipt.id


def sparing(wants: Wants, shelf: Shelf) -> Wants:
    """`wants` without looking up articles where the company has none."""
    return replace(wants, articles=()) if wants.articles and not shelf.catalogue else wants


def _touches(ticket: Ticket) -> set[object]:
    """What a command may share with another of its batch, so that they must keep their order."""
    company, wants = ticket.company, ticket.wants
    found: set[object] = {(company, identifier) for identifier in wants.identifiers} | {(company, purse) for purse in wants.purses}
    if ticket.needs is not None:
        found |= {(company, needed.purse) for needed in ticket.needs.purses}
    if ticket.key is not None:
        found.add((company, "key", *ticket.key))
    if wants.receipt_number is not None:
        found.add((company, "number", *wants.receipt_number))
    return found


def answer_again(facts: Facts, answer: StoredAnswer) -> Outcome:
    """The outcome of a command that came before, as its answer and its receipt tell it; `erased` where the receipt was."""
    if answer.outcome != DONE:
        return Outcome(refusal=stored_refusal(answer))
    if answer.receipt is None:
        return Outcome()
    document = facts.receipts.get(answer.receipt)
    if document is None:
        return Outcome(refusal=Erased())
    return Outcome(receipt=Receipt(answer.receipt, "", document))


def _written(ticket: Ticket) -> Written | None:
    """The ticket's part of the write; None when there is nothing to write (a replay, a repeat, a refusal without a key)."""
    outcome = ticket.outcome
    if outcome is None or not ticket.is_new or ticket.follows is not None:
        return None
    answer = ticket.answer()
    if answer is None and not (outcome.entries or outcome.identifiers or outcome.profile):
        return None
    header = ticket.command.header
    return Written(ticket.company, header.at, header.source, header.key, outcome, answer)

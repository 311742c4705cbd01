"""A company's purses in memory: commands in, outcomes out. What the desk does with a database, without one."""

from copy import deepcopy

from zegel.core.article import Article
from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.core.purchase import Identifier
from zegel.core.refusals import NoProgram, ReceiptNumberUsed, ZegelError
from zegel.flows import handle
from zegel.flows.card_facts import PrintedCard
from zegel.flows.code_facts import Code
from zegel.flows.commands import AskAgreement, AskMerge, Command, Quote
from zegel.flows.facts import Facts, Missing, Outcome, Resolved
from zegel.ledger.purse import Purse
from zegel.program.compile import Compiled


class Versions:
    """A shelf: program versions, each live from its own moment."""

    catalogue = True

    def __init__(self, *versions: tuple[Instant, Compiled]) -> None:
        self._versions = sorted(versions, key=lambda v: v[0])
        self._by_digest = {compiled.digest: compiled for _, compiled in versions}

    def live_at(self, happened_at: Instant) -> Compiled:
        """The latest version live at that moment; refuses `no_program`."""
        found = None
        for live_from, compiled in self._versions:
            if live_from > happened_at:
                break
            found = compiled
        if found is None:
            raise NoProgram()
        return found

    def by_digest(self, program: bytes) -> Compiled:
        """The version with that digest; an unknown one is a bug."""
        return self._by_digest[program]


class Memory:
    """One company in memory. `purses` are complete: every lot, every measure day."""

    def __init__(self, company: CompanyId, shelf: Versions, *, keep_receipts: bool = True) -> None:
        self.facts = Facts(company, shelf)
        self.facts.keeps_receipts = keep_receipts
        self.facts.knows_everybody = True
        self._resolved = Resolved()
        self._resolved.has_register = False
        self._numbers: set[tuple[str, str]] = set()

    @property
    def purses(self) -> dict[PurseId, Purse]:
        """Every purse by id."""
        return self.facts.purses

    def purse_of(self, shown: Identifier) -> Purse | None:
        """The purse that `shown` leads to; None where it leads nowhere."""
        found = self._resolved.purse_of.get(shown)
        return None if found is None else self.facts.purses.get(self._resolved.follow(found))

    def know(self, *articles: Article) -> None:
        """Articles as the catalogue has them from now on."""
        self._resolved.articles.update({article.sku: article for article in articles})

    def record(self, command: Command) -> Outcome:
        """Decide and book `command`; a refusal comes back in the outcome, nothing of the command has happened then."""
        if isinstance(command, Quote | AskAgreement | AskMerge):
            return self.ask(command)
        facts, resolved = self.facts, self._resolved
        try:
            handle.needs(facts.shelf, command, resolved)
            outcome = _run(facts, resolved, command)
        except ZegelError as refusal:
            return Outcome(refusal=refusal)
        self._keep(outcome)
        return outcome

    def ask(self, command: Command) -> Outcome:
        """What `command` would come to. Nothing is kept: it is decided on a copy of its purses."""
        mine, facts = self.facts, Facts(self.facts.company, self.facts.shelf)
        facts.profiles, facts.knows_everybody = dict(mine.profiles), True
        facts.receipts, facts.counters, facts.began = dict(mine.receipts), dict(mine.counters), dict(mine.began)
        facts.codes, facts.shown = dict(mine.codes), {purse: set(kinds) for purse, kinds in mine.shown.items()}
        facts.mailboxes = {purse: set(known) for purse, known in mine.mailboxes.items()}
        facts.dossiers = {purse: dict(found) for purse, found in mine.dossiers.items()}
        try:
            needed = handle.needs(facts.shelf, command, self._resolved)
            while True:
                named = [need.purse for need in needed.purses if need.purse in mine.purses and need.purse not in facts.purses]
                facts.purses |= {purse: deepcopy(mine.purses[purse]) for purse in named}
                try:
                    return handle.run(facts, self._resolved, command)
                except Missing as missing:
                    needed = missing.needs
        except ZegelError as refusal:
            return Outcome(refusal=refusal)

    def take(self, command: Command) -> Outcome:
        """`record` for commands that a caller knows to be sound (a purchase of a purse that is here): skips the look-ups."""
        outcome = _run(self.facts, self._resolved, command)
        if outcome.codes or outcome.new_purses or outcome.identifiers or outcome.merged or outcome.draws or outcome.dossiers:
            self._keep(outcome)
        return outcome

    def print_cards(self, *cards: PrintedCard) -> None:
        """Gift cards that are in a batch; from the first on a card that is not is in none."""
        self._resolved.has_register = True
        self._resolved.printed.update((card.hash, card) for card in cards)

    def make_codes(self, *codes: Code) -> None:
        """Codes that can be shown from now on."""
        self._resolved.codes.update((code.hash, code) for code in codes)

    def first_use_of(self, source: str, number: str) -> None:
        """Refuse a receipt number that this source used before."""
        if (source, number) in self._numbers:
            raise ReceiptNumberUsed()
        self._numbers.add((source, number))

    def _keep(self, outcome: Outcome) -> None:
        resolved = self._resolved
        self.facts.move_on(outcome.draws, outcome.dossiers)
        self.facts.move_codes(outcome.codes)
        resolved.known_purses.update(outcome.new_purses)
        resolved.purse_of.update(outcome.identifiers)
        if outcome.receipt_number is not None and outcome.receipt is not None:
            number = outcome.receipt_number[1]
            resolved.numbered[number] = (*resolved.numbered.get(number, ()), outcome.receipt.id)
        if outcome.merged is not None:
            old, new = outcome.merged
            resolved.aliases[old] = new
            for alias, target in resolved.aliases.items():
                if target == old:
                    resolved.aliases[alias] = new


def _run(facts: Facts, resolved: Resolved, command: Command) -> Outcome:
    """Everything is in memory: what a flow asks for half-way is there, or is nowhere."""
    try:
        return handle.run(facts, resolved, command)
    except Missing:
        return handle.run(facts, resolved, command)

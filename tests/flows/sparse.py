"""A desk on paper: purses are loaded afresh for every command, with no more of them than was asked for (flows.facts.PurseNeeds).

What flows ask for must be enough, and what they find must not depend on what else happens to be loaded: a script played here gives
the same bytes as in replay, where every purse is complete.
"""

from copy import copy

from tests import make
from zegel.core.ids import PurseId, ReceiptId
from zegel.core.periods import Instant
from zegel.core.refusals import ZegelError
from zegel.flows import handle
from zegel.flows.commands import Command
from zegel.flows.facts import EVERY_KIND, Facts, Missing, Needs, Outcome, PurseNeeds, Resolved
from zegel.ledger.accounts import AVAILABLE
from zegel.ledger.lots import Lot
from zegel.ledger.purse import Purse
from zegel.program.compile import Compiled
from zegel.replay.memory import Versions

ROUNDS = 6


class SparseMemory:
    """What Memory offers to a player, one command at a time."""

    def __init__(self, program: Compiled) -> None:
        self.shelf = Versions((Instant(0), program))
        self.stored: dict[PurseId, Purse] = {}
        self.receipts: dict[ReceiptId, bytes | None] = {}
        self.kept = Facts(make.COMPANY, self.shelf)
        """Counters and dossiers."""
        self.resolved = Resolved()
        self.asked = 0
        """How often a flow found that it needed more."""

    @property
    def purses(self) -> dict[PurseId, Purse]:
        return self.stored

    def record(self, command: Command) -> Outcome:
        facts = Facts(make.COMPANY, self.shelf)
        try:
            needs = handle.needs(self.shelf, command, self.resolved)
        except ZegelError as refusal:
            return Outcome(refusal=refusal)
        for _ in range(ROUNDS):
            self._fetch(facts, needs, command.header.at)
            try:
                outcome = handle.run(facts, self.resolved, command)
            except Missing as missing:
                self.asked += 1
                needs = missing.needs
                continue
            self._write(facts, outcome)
            return outcome
        raise AssertionError("a flow keeps asking")

    def _write(self, facts: Facts, outcome: Outcome) -> None:
        for purse in outcome.new_purses:
            self.stored[purse] = Purse(purse)
            self.stored[purse].since = facts.purses[purse].since
        for entry in outcome.entries:
            self.stored[entry.purse].apply(entry)
            self.stored[entry.purse].next_due = self.stored[entry.purse].find_due()
        if outcome.receipt is not None:
            self.receipts[outcome.receipt.id] = outcome.receipt.document
        self.kept.move_on(outcome.draws, outcome.dossiers)
        self.resolved.known_purses.update(outcome.new_purses)
        self.resolved.purse_of.update(outcome.identifiers)
        for purse, kinds in facts.shown.items():
            self.kept.shown.setdefault(purse, set()).update(kinds)
        if outcome.merged is not None:
            old, new = outcome.merged
            self.resolved.aliases[old] = new
            self.stored[old].alias_of = new

    # -- fetching

    def _fetch(self, facts: Facts, needs: Needs, at: Instant) -> None:
        for need in needs.purses:
            if need.purse in self.stored:
                if need.purse not in facts.purses:
                    facts.purses[need.purse] = self._bare(need.purse)
                self._load(facts.purses[need.purse], self.stored[need.purse], need, at)
            if need.shown:
                facts.shown.setdefault(need.purse, set()).update(self.kept.shown.get(need.purse, ()))
            for key, dossier in self.kept.dossiers.get(need.purse, {}).items():
                if EVERY_KIND in need.dossiers or key[0] in need.dossiers:
                    facts.dossiers.setdefault(need.purse, {}).setdefault(key, dossier)
        facts.counters |= {counter: self.kept.counters[counter] for counter in needs.counters if counter in self.kept.counters}
        for receipt in needs.receipts:
            if receipt in self.receipts:
                facts.receipts[receipt] = self.receipts[receipt]

    def _bare(self, purse: PurseId) -> Purse:
        """The purse's row: balances, totals, tier; no lots, no days, no holds."""
        full, found = self.stored[purse], Purse(purse, complete=False)
        for name in ("seq", "hash", "alias_of", "tier", "tier_since", "tier_review_at", "since", "blocked", "next_due"):
            setattr(found, name, getattr(full, name))
        found.balances, found.totals = dict(full.balances), dict(full.totals)
        return found

    def _load(self, mine: Purse, full: Purse, need: PurseNeeds, at: Instant) -> None:
        due = [lot for lot in full.lots.values() if lot.due_at <= at]
        for lot in due:
            _take(mine, lot)
        for seq, hold in full.holds.items():
            if hold.state == "open" and seq not in mine.holds and (need.holds or hold.expires_at <= at):
                mine.holds[seq] = hold
                for p in hold.reserved:
                    assert p.lot is not None
                    _take(mine, full.lots[p.lot])
        for unit, count in need.spend:
            _spend(mine, full, unit, count, at)
        for measure, first in need.sums:
            mine.sums.setdefault((measure, first), full.counted(measure, first))
        wanted = {key for opener, seq in need.opened_by for key in full.lots if opener == full.id and key[0] == seq}
        wanted |= {key for key, lot in full.lots.items() if lot.origin and (lot.origin[0], lot.origin[1]) in need.opened_by}
        for key in wanted | (set(need.lots) & set(full.lots)):
            _take(mine, full.lots[key])
        mine.returned |= {key: n for key, n in full.returned.items() if (key[0], key[1]) in need.returned_of}
        if need.all_lots and not mine.complete:
            self._complete(mine, full)
        later = [lot.due_at for key, lot in full.lots.items() if key not in mine.lots]
        later += [h.expires_at for seq, h in full.holds.items() if h.state == "open" and seq not in mine.holds]
        mine.unloaded_due = Instant(min(later, default=mine.unloaded_due))
        mine.next_due = min(mine.find_due(), mine.unloaded_due)

    def _complete(self, mine: Purse, full: Purse) -> None:
        for lot in full.lots.values():
            if lot.pending or lot.available or lot.reserved:
                _take(mine, lot)
        for queue in mine.queues.values():
            queue.loaded_until = None
        mine.measures = {measure: dict(days) for measure, days in full.measures.items()}
        mine.returned = dict(full.returned)
        mine.complete = True


def _take(mine: Purse, lot: Lot) -> None:
    if lot.key not in mine.lots:
        mine.load_lot(copy(lot))


def _spend(mine: Purse, full: Purse, unit: str, count: int, at: Instant) -> None:
    """Lots in spend order until those that have not lapsed by `at` cover `count`; one at a time, as the worst store would."""
    queue, covered = mine.queue(unit), 0
    lots = sorted((lot for lot in full.lots.values() if lot.unit == unit and lot.available), key=lambda lot: lot.order)
    for n, lot in enumerate(lots):
        _take(mine, lot)
        covered += lot.available if lot.expires_at > at else 0
        if covered >= count and queue.loaded_until is not None:
            queue.loaded_until = max(queue.loaded_until, lot.order) if n + 1 < len(lots) else None
            return
    queue.loaded_until = None
    assert mine.balance(unit, AVAILABLE) >= 0

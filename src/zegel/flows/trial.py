"""Facts to try something on: purses come out of the real facts as copies, and nothing is kept until it is said that it went well."""

from collections.abc import Callable
from copy import deepcopy
from typing import Generic, TypeVar

from zegel.core.ids import PurseId, ReceiptId
from zegel.flows.facts import Facts
from zegel.ledger.purse import Purse

K = TypeVar("K")
V = TypeVar("V")


class _Over(dict[K, V], Generic[K, V]):
    """A dict over another: what is not here yet is taken from there when it is first asked for."""

    def __init__(self, under: dict[K, V], taken: Callable[[V], V]) -> None:
        super().__init__()
        self._under, self._taken = under, taken

    def _fetch(self, key: K) -> None:
        if not dict.__contains__(self, key) and key in self._under:
            self[key] = self._taken(self._under[key])

    def __contains__(self, key: object) -> bool:
        return dict.__contains__(self, key) or key in self._under

    def __missing__(self, key: K) -> V:
        self._fetch(key)
        if dict.__contains__(self, key):
            return self[key]
        raise KeyError(key)

    def get(self, key: K, default: V | None = None) -> V | None:  # type: ignore[override]  # no third meaning of `default` is used
        """As a dict's."""
        self._fetch(key)
        return dict.get(self, key, default)


class Trial:
    """`facts` as they may become."""

    def __init__(self, real: Facts) -> None:
        self.real, self.facts = real, Facts(real.company, real.shelf)
        tried = self.facts
        self._purses: _Over[PurseId, Purse] = _Over(real.purses, deepcopy)
        self._receipts: _Over[ReceiptId, bytes | None] = _Over(real.receipts, lambda document: document)
        tried.purses, tried.receipts = self._purses, self._receipts
        tried.counters, tried.codes, tried.profiles = dict(real.counters), dict(real.codes), dict(real.profiles)
        tried.dossiers = {purse: dict(found) for purse, found in real.dossiers.items()}
        tried.keeps_receipts, tried.knows_everybody, tried.asked = real.keeps_receipts, real.knows_everybody, real.asked

    def keep(self) -> None:
        """It went well: the purses and receipts are as they became here. Draws, codes and dossiers go with the outcome."""
        self.real.purses.update(self._purses)
        self.real.receipts.update(self._receipts)
        self.real.due_booked += self.facts.due_booked
        self.real.due_draws += self.facts.due_draws
        self.real.due_receipts |= self.facts.due_receipts
        self.real.due_dossiers += self.facts.due_dossiers
        self.real.move_on((), tuple(self.facts.due_dossiers))
        self.real.due_codes += self.facts.due_codes

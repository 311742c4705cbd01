"""What flows are given and what they give back. The desk fetches facts from the store; replay holds them in memory."""

from typing import Final, Protocol

from zegel.core.article import Article
from zegel.core.ids import CompanyId, PurseId, ReceiptId
from zegel.core.periods import Day, Instant
from zegel.core.purchase import Identifier
from zegel.core.refusals import ZegelError
from zegel.core.value import value
from zegel.decide.referring import mailbox
from zegel.flows.card_facts import PrintedCard, SoldHere
from zegel.flows.code_facts import Code, CodeMove, moved
from zegel.flows.commands import Profile
from zegel.ledger.entries import JournalEntry
from zegel.ledger.purse import Purse
from zegel.program.compile import Compiled


@value
class Wants:
    """RESOLVE: look-ups by value that need no lock. All within the command's company."""

    answer: tuple[str, str] | None
    """(source, key), None without a key."""
    identifiers: tuple[Identifier, ...]
    receipt_number: tuple[str, str] | None
    """(source, number) that must be new, None where there is none."""
    purses: tuple[PurseId, ...]
    """Purses named directly (also the purse of each receipt named), to follow their aliases."""
    codes: tuple[bytes, ...] = ()
    """Hashes of codes that were shown."""
    articles: tuple[str, ...] = ()
    """Articles of which the catalogue may know more than the till said."""
    printed: tuple[str, ...] = ()
    """Hashes of codes of gift cards that are to be sold: what the register of printed cards says of them."""
    numbers: tuple[str, ...] = ()
    """Receipt numbers, of whatever source: every receipt that has one of them."""


@value
class StoredAnswer:
    """The first answer under a key: the request's hash, `done` or a refusal's code with its data, and the receipt it made."""

    body_hash: bytes
    outcome: str
    data: dict[str, int | str | bool | None]
    receipt: ReceiptId | None


class Resolved:
    """What RESOLVE found. `aliases` maps a merged purse to the purse that took it over (already followed to the end)."""

    __slots__ = (
        "aliases", "answer", "articles", "codes", "has_register", "known_purses", "numbered", "printed", "purse_of",
        "receipt_number_taken",
    )  # fmt: skip

    def __init__(self) -> None:
        self.answer: StoredAnswer | None = None
        self.purse_of: dict[Identifier, PurseId] = {}
        self.receipt_number_taken: ReceiptId | None = None
        self.known_purses: set[PurseId] = set()
        self.aliases: dict[PurseId, PurseId] = {}
        self.codes: dict[bytes, Code] = {}
        """Hash → the code, as it was when it was looked up."""
        self.articles: dict[str, Article] = {}
        """Number → the article as the catalogue has it."""
        self.numbered: dict[str, tuple[ReceiptId, ...]] = {}
        """Receipt number → the receipts that sources gave it to."""
        self.printed: dict[str, PrintedCard] = {}
        """Hash → the printed gift card with that code."""
        self.has_register = True
        """Whether cards that are not in `printed` are in no batch (false in a replay, which knows none)."""

    def follow(self, purse: PurseId) -> PurseId:
        """The purse that accepts what is meant for `purse` today."""
        return self.aliases.get(purse, purse)


@value
class PurseNeeds:
    """FETCH for one purse, which is locked. Due lots and due holds always come along when the purse is due at `at`.

    `spend` names (unit, at most how many) that may be spent: lots in spend order until they cover it.
    `sums` names (measure, first day) whose counts from that day on are looked at. `opened_by` names entries (purse, seq) whose lots are
    wanted whatever their state (also by origin). `lots` names single lots (seq, n). `returned_of` names sales whose returned
    quantities are wanted. `holds`: every open hold. `dossiers`: kinds of which every dossier is wanted. `all_lots`: every lot
    with something in it and every measure day, so that the purse is complete.
    """

    purse: PurseId
    spend: tuple[tuple[str, int], ...] = ()
    sums: tuple[tuple[str, Day], ...] = ()
    opened_by: tuple[tuple[PurseId, int], ...] = ()
    lots: tuple[tuple[int, int], ...] = ()
    returned_of: tuple[tuple[PurseId, int], ...] = ()
    holds: bool = False
    all_lots: bool = False
    dossiers: tuple[str, ...] = ()
    profile: bool = False
    """Whether rules ask what is known of the person."""
    shown: bool = False
    """Whether it is asked by which kinds of things the purse is found (an address, a telephone, a card), and which mailboxes are theirs."""


@value
class Needs:
    """FETCH for one command: its purses and the receipts it looks into."""

    purses: tuple[PurseNeeds, ...]
    receipts: tuple[ReceiptId, ...] = ()
    counters: tuple[str, ...] = ()
    codes: tuple[bytes, ...] = ()
    """Hashes of codes that a receipt names."""


class Missing(Exception):
    """A flow found that it needs more than was fetched; the desk fetches that and asks once more."""

    def __init__(self, needs: Needs) -> None:
        self.needs = needs
        super().__init__("more facts are needed")


class Shelf(Protocol):
    """A company's program versions, and whether it has a `catalogue` of articles (else none is looked up)."""

    catalogue: bool

    def live_at(self, happened_at: Instant) -> Compiled:
        """The version live at that moment; refuses `no_program`."""
        ...

    def by_digest(self, program: bytes) -> Compiled:
        """The version with that digest; one that is not there is a bug."""
        ...


@value
class Draw:
    """`n` is taken from `counter` (given back when negative). WRITE draws first, in the order of names, only while enough is left.

    `of` is how many there are (a month's budget): what the counter begins with, and what it goes by where a later version of the program
    says another number. None: one that nobody made is unlimited.
    """

    counter: str
    n: int
    of: int | None = None


@value
class Dossier:
    """A document kept with a purse: what is under way or agreed (an order, an agreement, a case), of a kind, in a state.

    `data` is canonical JSON. Each change goes with an entry of the purse whose receipt says what changed; dossiers are erasable, entries
    are not.
    """

    purse: PurseId
    kind: str
    id: str
    state: str
    data: str
    at: Instant
    """When it last changed."""


EVERY_KIND: Final = "*"
"""In PurseNeeds.dossiers: every dossier of the purse."""


class Facts:
    """The facts of one batch or one replay, for one company. Flows move `purses` on; the rest is read only."""

    __slots__ = (
        "asked", "began", "codes", "company", "counters", "dossiers", "due_booked", "due_codes", "due_dossiers", "due_draws",
        "due_receipts", "keeps_receipts", "knows_everybody", "mailboxes", "profiles", "purses", "receipts", "shelf", "shown",
    )  # fmt: skip

    def __init__(self, company: CompanyId, shelf: Shelf) -> None:
        self.company = company
        self.shelf = shelf
        self.due_booked: list[JournalEntry] = []
        """Due work booked in memory for the command under way; it goes out with the command's outcome, refused or not."""
        self.due_draws: list[Draw] = []
        """Stock that due work gave back, for the same outcome."""
        self.due_codes: list[CodeMove] = []
        """Uses of codes that due work gave back."""
        self.due_dossiers: list[Dossier] = []
        """Dossiers that due work moved on."""
        self.due_receipts: dict[tuple[PurseId, int], Receipt] = {}
        """Receipts of due work that gave something, by their entries; they go out with those."""
        self.keeps_receipts = True
        """Whether receipts made here are kept for later commands; a replay without returns may do without."""
        self.purses: dict[PurseId, Purse] = {}
        self.began: dict[str, int] = {}
        """Counter → what it began with, where it is one that begins with what the program says."""
        self.counters: dict[str, int] = {}
        """Counter → what is left, read without a lock; a counter that is not here was not drawn on yet, or is unlimited (replay)."""
        self.dossiers: dict[PurseId, dict[tuple[str, str], Dossier]] = {}
        """Purse → (kind, id) → dossier, as far as they were asked for."""
        self.codes: dict[bytes, Code] = {}
        """Hash → the code as commands before this one left it; a code that none of them moved is where RESOLVE found it."""
        self.profiles: dict[PurseId, Profile] = {}
        """What is known of people, as far as it was asked for."""
        self.knows_everybody = False
        """Whether somebody who is not in `profiles` is known by nothing (replay), rather than not fetched."""
        self.shown: dict[PurseId, set[str]] = {}
        """Purse → the kinds of things that find it, as far as that was asked for."""
        self.mailboxes: dict[PurseId, set[str]] = {}
        """Purse → where its addresses are delivered, as far as `shown` was asked for. Never booked."""
        self.asked: set[str | bytes] = set()
        """Counters and codes that a flow asked for half-way: what was not there then is not asked for again."""
        self.receipts: dict[ReceiptId, bytes | None] = {}
        """Receipt documents; None where it was erased; absent where there is no such receipt (or it was not fetched)."""

    def left(self, counter: str, of: int) -> int:
        """What is left of a counter of which there are `of`: that less what was taken, also where it began with another number."""
        found = self.counters.get(counter)
        return of if found is None else found + of - self.began.get(counter, of)

    def shows(self, purse: PurseId, *identifiers: Identifier) -> None:
        """These find the purse, for whatever comes after this here."""
        self.shown.setdefault(purse, set()).update(one.kind for one in identifiers)
        self.mailboxes.setdefault(purse, set()).update(mailbox(one.text) for one in identifiers if one.kind == "email")

    def code(self, resolved: Resolved, hashed: bytes) -> Code | None:
        """The code with that hash as it is now, None where there is none."""
        found = self.codes.get(hashed) or resolved.codes.get(hashed)
        if found is not None:
            self.codes[hashed] = found
        return found

    def move_codes(self, moves: tuple[CodeMove, ...]) -> None:
        """What a command took of codes, for whatever comes after it here."""
        for move in moves:
            found = self.codes.get(move.hash)
            if found is not None:
                self.codes[move.hash] = moved(found, move)

    def dossiers_of(self, purse: PurseId, kind: str) -> tuple[Dossier, ...]:
        """The dossiers of one kind, by id."""
        return tuple(found for (of, _), found in sorted(self.dossiers.get(purse, {}).items()) if of == kind)

    def move_on(self, draws: tuple[Draw, ...], dossiers: tuple[Dossier, ...]) -> None:
        """What a command drew and kept, for whatever comes after it here."""
        counters = self.counters
        for draw in draws:
            if draw.of is not None and (draw.n > 0 or draw.counter not in counters):
                counters[draw.counter] = self.left(draw.counter, draw.of) - draw.n
                self.began[draw.counter] = draw.of
            elif draw.counter in counters:
                counters[draw.counter] -= draw.n
        for one in dossiers:
            self.dossiers.setdefault(one.purse, {})[one.kind, one.id] = one


@value
class Receipt:
    """One receipt: its id (the entry that holds its digest), its kind and its document (canonical JSON, see decide.document)."""

    id: ReceiptId
    kind: str
    document: bytes


@value
class Outcome:
    """What a command came to. The desk writes it; a quote's is only shown.

    `entries` are in order, per purse without gaps; the last entry of the command's own purse carries the receipt's digest.
    Due work of the purse comes first, and is kept even when the command itself is refused: then `refusal` is set and nothing
    else but those entries.
    """

    entries: tuple[JournalEntry, ...] = ()
    receipt: Receipt | None = None
    refusal: ZegelError | None = None
    draws: tuple[Draw, ...] = ()
    new_purses: tuple[PurseId, ...] = ()
    profile: tuple[PurseId, Profile] | None = None
    identifiers: tuple[tuple[Identifier, PurseId], ...] = ()
    receipt_number: tuple[str, str] | None = None
    """(source, number) that this outcome's receipt takes."""
    merged: tuple[PurseId, PurseId] | None = None
    """(alias, the purse that took it over)."""
    dossiers: tuple[Dossier, ...] = ()
    """Dossiers as they are from now on."""
    codes: tuple[CodeMove, ...] = ()
    """Uses of codes that this outcome takes or gives back. WRITE takes them first, only while enough is left."""
    linked: tuple[Receipt, ...] = ()
    """Receipts of entries in other purses that belong with this one (gift cards that paid, a friend that came)."""
    printed: tuple[SoldHere, ...] = ()
    """Printed gift cards that this outcome sells. WRITE takes each only while it may be sold."""

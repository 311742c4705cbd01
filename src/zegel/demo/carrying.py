"""The shopper's acts become commands, in batches: in order for each household, each act once, wherever a run was broken off."""

from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from operator import attrgetter
from typing import Final, Protocol

from zegel.core.canonical import Json
from zegel.core.ids import PurseId, ReceiptId, receipt_of
from zegel.core.periods import Instant, local_moment
from zegel.core.purchase import Identifier
from zegel.core.value import value
from zegel.decide.document import read
from zegel.demo.moving import ZONE
from zegel.demo.purchases import SOURCE, household_of
from zegel.demo.shopper import FREE_BREAD, FRESH_BREAD, POINTS_OFF, Act, BringBack, Buy, Take
from zegel.flows.commands import Command, Enrol, Header, RecordPurchase, Redeem, ReturnedLine, ReturnGoods, Use
from zegel.flows.facts import Outcome
from zegel.intake.importing import NOBODY_KNOWN, NOT_ITS_FAULT, Hands, Reply, Stopped, header_of
from zegel.ledger.accounts import AVAILABLE

SHOPPER: Final = "shopper"
"""The source of what the shopper does besides buying; its purchases are the data set's own."""
AT_ONCE: Final = 1024
"""Acts in one batch, where nothing holds them up: some five days of the whole set. The pages of a household are written once for all."""
LATER: Final = AT_ONCE
"""How many acts may wait for a later batch before this one is sent."""
ONE_PIECE: Final = 1000
_net_minor: Final = attrgetter("net_minor")


class Look(Protocol):
    """What the carrier asks of the books."""

    async def receipts_of(self, numbers: Sequence[str]) -> list[ReceiptId | None]:
        """The receipts that the data set's receipt numbers belong to."""
        ...

    async def available(self, who: Identifier, unit: str) -> int:
        """What a member has available of a unit; 0 for somebody unknown."""
        ...


class Tally:
    """What was done, counted; kept with the run's progress."""

    NAMES: Final = (
        "purchases", "lines", "sales_minor", "points_baskets", "points_paid_minor", "bread_baskets", "bread_minor", "asked_in_vain",
        "returns", "returns_after_points", "refunded_minor",
    )  # fmt: skip

    def __init__(self, kept: dict[str, int] | None = None) -> None:
        kept = kept or {}
        self.counts = {name: kept.get(name, 0) for name in self.NAMES}
        self.rewards = {name[7:]: count for name, count in kept.items() if name.startswith("reward:")}

    def add(self, name: str, count: int = 1) -> None:
        """Count."""
        self.counts[name] += count

    def kept(self) -> dict[str, Json]:
        """As JSON."""
        return {**self.counts, **{f"reward:{name}": count for name, count in self.rewards.items()}}


@value
class Step:
    """An act and its place in the run; places count from 0 and are the same in every run."""

    place: int
    act: Act


class Carrier:
    """Carries acts to the desk. `done` is how many of them, from the first on, are settled."""

    def __init__(self, hands: Hands, look: Look, token: str, tally: Tally, done: int = 0) -> None:
        self._hands, self._look, self._token, self._tally = hands, look, token, tally
        self.done = done
        self._settled: dict[int, Callable[[], None]] = {}
        self._members: set[int] = set()
        self._tokens: dict[int, int] = {}
        self._later: deque[Step] = deque()

    async def carry(self, acts: Iterable[Act], moved: Callable[[int, Instant], Awaitable[bool]]) -> bool:
        """Carry `acts`, which begin at the place `done`. After each batch `moved(done, moment)` is told; where it answers False this
        stops, and gives False."""
        steps = enumerate(acts, self.done)
        while batch := self._batch(steps):
            await self._send(batch)
            if not await moved(self.done, _moment(batch[-1].act)):
                return False
        return True

    # -- what goes into a batch

    def _batch(self, steps: Iterator[tuple[int, Act]]) -> list[Step]:
        """The next batch. An act that must see its household's earlier ones settled waits for the next batch, and so do those after it."""
        batch: list[Step] = []
        busy: dict[int, list[Act]] = {}
        blocked: set[int] = set()
        waiting, self._later = self._later, deque()
        while len(batch) < AT_ONCE and len(self._later) < LATER:
            if waiting:
                step = waiting.popleft()
            elif (found := next(steps, None)) is not None:
                step = Step(*found)
            else:
                break
            household = step.act.household
            if household in blocked or (household in busy and self._must_see(step.act, busy[household])):
                blocked.add(household)
                self._later.append(step)
                continue
            busy.setdefault(household, []).append(step.act)
            batch.append(step)
        self._later.extend(waiting)
        return batch

    def _must_see(self, act: Act, earlier: Sequence[Act]) -> bool:
        """Whether `act` depends on what its household's `earlier` acts of the same batch come to."""
        if isinstance(act, Buy) and act.bread:
            return act.household not in self._tokens or not all(map(_leaves_tokens, earlier))
        return isinstance(act, BringBack)

    # -- carrying

    async def _send(self, batch: list[Step]) -> None:
        await self._enrol(batch)
        sales = await self._sales_of([step.act for step in batch])
        replies = await self._sent([await self._command(step.act, sales) for step in batch])
        for step, reply in zip(batch, replies, strict=True):
            await self._keep(step, reply)
        while (count := self._settled.pop(self.done, None)) is not None:
            count()
            self.done += 1

    async def _sent(self, commands: Sequence[Command]) -> Sequence[Reply]:
        """The answers; raises Stopped where the books cannot take more now."""
        replies = await self._hands.submit(commands)
        for reply in replies:
            refusal = reply.outcome.refusal
            if refusal is not None and refusal.code in NOT_ITS_FAULT:
                raise Stopped(refusal)
        return replies

    async def _enrol(self, batch: list[Step]) -> None:
        """Households that this run has not seen join with their first basket."""
        new: dict[int, Buy] = {}
        for step in batch:
            if isinstance(step.act, Buy) and step.act.household not in self._members:
                new.setdefault(step.act.household, step.act)
        if not new:
            return
        self._members.update(new)
        for household, reply in zip(new, await self._sent([_enrol(self._hands, act) for act in new.values()]), strict=True):
            if reply.outcome.refusal is None:
                self._tokens[household] = 0

    async def _command(self, act: Act, sales: dict[int, ReceiptId]) -> Command:
        if isinstance(act, Buy):
            return await self._buy(act)
        if isinstance(act, Take):
            return Redeem(_header(self._hands, act, f"take {act.basket}"), household_of(act.household), act.reward, 1)
        lines = (ReturnedLine(act.line, ONE_PIECE),) if act.line else ()
        return ReturnGoods(_header(self._hands, act, f"back {act.basket} {act.number}"), sales[act.basket], lines, "brought back")

    async def _sales_of(self, acts: Sequence[Act]) -> dict[int, ReceiptId]:
        """The receipts of the sales that goods are brought back from."""
        baskets = sorted({act.basket for act in acts if isinstance(act, BringBack)})
        found = await self._look.receipts_of([str(basket) for basket in baskets]) if baskets else []
        return {basket: receipt for basket, receipt in zip(baskets, found, strict=True) if receipt is not None}

    async def _buy(self, act: Buy) -> RecordPurchase:
        """The purchase, with what is used for it. A till knows what is to be paid only then, so it tells no tenders."""
        uses: tuple[Use, ...] = ()
        if act.bread and await self._tokens_of(act.household) > 0:
            uses = (Use(FREE_BREAD, 1),)
        elif act.points:
            uses = (Use(POINTS_OFF, 0),)
        purchase = act.purchase if uses else act.told
        return RecordPurchase(header_of(self._hands.company, purchase), purchase, purchase.identifier, self._hands.new_purse(), uses)

    async def _tokens_of(self, household: int) -> int:
        """The free breads that a household holds: followed since it joined in this run, else asked for."""
        if household not in self._tokens:
            self._tokens[household] = await self._look.available(household_of(household), self._token)
        return self._tokens[household]

    # -- what came of it

    async def _keep(self, step: Step, reply: Reply) -> None:
        """Note what one act came to; it counts once everything before it is settled as well."""
        act, outcome = step.act, reply.outcome
        document: bytes | None = None
        if outcome.refusal is not None:
            if outcome.refusal.code == "receipt_number_used":  # booked by a run that was broken off
                self._tokens.pop(act.household, None)
                document = await self._hands.document_of(receipt_of(str(outcome.refusal.data["receipt"])))
            elif not (isinstance(act, Take) and outcome.refusal.code == "not_enough"):
                raise outcome.refusal
        elif outcome.receipt is not None:
            document = outcome.receipt.document
            if act.household in self._tokens:
                self._tokens[act.household] += _moved(outcome, self._token)
        self._settled[step.place] = self._counting(act, document)

    def _counting(self, act: Act, document: bytes | None) -> Callable[[], None]:
        """What counts `act`, whose receipt is `document`, into the tally."""
        tally = self._tally
        effects = read(document).body["effects"] if document is not None and not _is_plain(act) else []

        def count() -> None:
            if isinstance(act, Buy):
                tally.add("purchases")
                tally.add("lines", len(act.told.lines))
                tally.add("sales_minor", sum(map(_net_minor, act.told.lines)))
                for effect in effects:
                    if effect["effect"] == "discount" and effect["rule"] == POINTS_OFF:
                        tally.add("points_baskets")
                        tally.add("points_paid_minor", sum(effect["shares"]))
                    elif effect["effect"] == "free items":
                        tally.add("bread_baskets")
                        tally.add("bread_minor", sum(effect["shares"]))
            elif document is None:
                tally.add("asked_in_vain")
            elif isinstance(act, BringBack):
                tally.add("returns")
                tally.add("refunded_minor", sum(effect["amount_minor"] for effect in effects if effect["effect"] == "refund"))
                tally.add("returns_after_points", int(any(effect["effect"] == "give back" for effect in effects)))
            for effect in effects:
                if effect["effect"] == "spend" and effect["what"] != POINTS_OFF:
                    tally.rewards[effect["what"]] = tally.rewards.get(effect["what"], 0) + effect["times"]

        return count


def _leaves_tokens(act: Act) -> bool:
    """Whether a household holds as many free breads after this act as before: they come of buying fresh bread, and go with it."""
    if isinstance(act, Buy):
        return not any(line.category.startswith(FRESH_BREAD) for line in act.told.lines)
    return isinstance(act, Take)


def _is_plain(act: Act) -> bool:
    """A purchase for which nothing could be used: its receipt need not be read to be counted."""
    return isinstance(act, Buy) and not act.bread and not act.points


def _moment(act: Act) -> Instant:
    return act.told.happened_at if isinstance(act, Buy) else act.at


def _moved(outcome: Outcome, unit: str) -> int:
    """By how much the outcome's entries change what is available of `unit`."""
    change = 0
    for entry in outcome.entries:
        for posting in entry.postings:
            if posting.unit == unit:
                change += (posting.destination == AVAILABLE) * posting.amount - (posting.source == AVAILABLE) * posting.amount
    return change


def _enrol(hands: Hands, act: Buy) -> Enrol:
    """The household becomes a member with its first basket."""
    purchase = act.told
    assert purchase.identifier is not None
    made = PurseId(sha256(f"{SOURCE} {act.household} {hands.company}".encode()).digest()[:16])
    return Enrol(header_of(hands.company, purchase), made, NOBODY_KNOWN, (purchase.identifier,), purchase.business_date)


def _header(hands: Hands, act: Take | BringBack, key: str) -> Header:
    local = local_moment(act.at, ZONE)
    return Header(
        hands.company, SHOPPER, key, sha256(key.encode()).digest(), act.at, act.at, local.business_date, local.weekday, local.minute,
        SHOPPER, str(act.store), "",
    )  # fmt: skip

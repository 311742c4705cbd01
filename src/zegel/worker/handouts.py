"""The worker's handouts: who is in one is written down, then each of them is given theirs, exactly once, until all of it is done.

Commands carry a key made of the handout and the member, mails an id, codes a place in the line: whatever is tried again after a crash,
or by two workers at once, is the same thing again.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from typing import Final, Protocol

from zegel.access.codes import Codes
from zegel.core.canonical import Json
from zegel.core.codes import as_printed
from zegel.core.ids import CompanyId, PurseId, purse_text
from zegel.core.periods import NEVER, Day, Instant, LocalMoment, end_of_day, local_moment
from zegel.core.refusals import NoProgram, ZegelError
from zegel.decide.handouts import (
    DONE,
    EXPERIENCE,
    GATHERING,
    GESTURE,
    GIVEN,
    GOING,
    LEFT_OUT,
    MEMBERSHIP,
    MERGED,
    WAITING,
    YOURSELF,
    Standing,
    left_out,
    once_gathered,
)  # fmt: skip
from zegel.desk.desk import Desk
from zegel.desk.handout_codes import add_bound, codes_at
from zegel.desk.register import Register
from zegel.flows.code_facts import CANCELLED as STOPPED
from zegel.flows.commands import AnswerInvitation, Command, GiveGesture, Header, StartMembership
from zegel.hall.calls import local
from zegel.hall.handouts import MAILED, is_mailed
from zegel.hall.refusals import PASSING
from zegel.hall.segments import chosen_of
from zegel.hall.translate import NO_PURSE
from zegel.messages.invitations import invited, own_code
from zegel.messages.notices import HANDOUT, LASTS
from zegel.program.compile import Compiled
from zegel.store.handouts import Handout, Receiver, gathered, move_handout, settle_receivers
from zegel.store.message_queries import Outgoing, Reader, add_once
from zegel.store.queries import NamedQueries
from zegel.store.records import Company
from zegel.store.statements import Step

PAGE: Final = 500
"""Members that are written down, or given theirs, in one go."""
Settled = list[tuple[PurseId, str, str]]


class Sealer(Protocol):
    """What keeps a code unread until it is sent."""

    def seal(self, secret: bytes, about: str, random_bytes: Callable[[int], bytes]) -> bytes: ...


class HandingOut:
    """Goes on with every handout of every company."""

    def __init__(
        self, desk: Desk, register: Register, queries: NamedQueries, codes: Codes, sealer: Sealer, clock: Callable[[], Instant],
        random_bytes: Callable[[int], bytes],
    ) -> None:  # fmt: skip
        self._desk, self._register, self._queries, self._codes = desk, register, queries, codes
        self._sealer, self._clock, self._random = sealer, clock, random_bytes

    async def go_on(self) -> int:
        """Gather and give, a page of each handout in turn, until nothing is left; how many members were settled."""
        count = 0
        for company in await self._queries.companies():
            while under_way := await self._queries.handouts.in_states(company.id, (GATHERING, GOING)):
                moved = 0
                for one in under_way:
                    moved += await (self._gather(company, one) if one.state == GATHERING else self._give(company, one))
                if not moved:
                    break
                count += moved
        return count

    async def _gather(self, company: Company, one: Handout) -> int:
        """A page more of who is in it, in the order of their ids, at most as many as it was asked for."""
        today = date.fromisoformat(local_moment(one.at, company.zone).business_date)
        after = PurseId(bytes.fromhex(one.data["after"])) if one.data["after"] else None
        page = await self._queries.member_lists.candidates(company.id, chosen_of(one.filters, today), MAILED, after, PAGE)
        own, mailed, places = await self._own_cards(company.id, one), is_mailed(one.kind, one.data), int(one.data["places"])
        at, found = self._clock(), []
        for purse, standing in page:
            why = YOURSELF if purse in own else left_out(standing, mailed=mailed)
            if why:
                found.append(Receiver(purse, -1, LEFT_OUT, why, at))
            elif places < one.asked:  # who came in since it was asked for is not in it
                found.append(Receiver(purse, places, WAITING, "", at))
                places += 1
        whole = len(page) < PAGE
        told = {**one.data, "after": page[-1][0].hex() if page else one.data["after"], "places": places}
        if found or told != one.data:
            await self._register.write(company.id, *gathered(company.id, one, told, found))
        if whole:
            to = once_gathered(one.kind, asks=bool(one.data["asks"]), mailed=mailed)
            await self._register.write(company.id, move_handout(company.id, one, to, at))
        return len(page) or int(whole)

    async def _own_cards(self, company: CompanyId, one: Handout) -> frozenset[PurseId]:
        """The card of whoever asks: nobody gives themselves anything."""
        if not one.asked_by.startswith("staff:"):
            return frozenset()
        colleague = await self._queries.people.staff(company, one.asked_by.removeprefix("staff:"))
        return frozenset([colleague.purse]) if colleague is not None and colleague.purse is not None else frozenset()

    async def _give(self, company: Company, one: Handout) -> int:
        """The next page gets theirs; with nobody left it is done."""
        waiting = await self._queries.handouts.waiting(company.id, one.id, PAGE)
        at = self._clock()
        if not waiting:
            await self._register.write(company.id, move_handout(company.id, one, DONE, at))
            return 1
        shelf = await self._desk.shelves.of(company.id)
        try:
            live = shelf.live_at(at)
        except NoProgram:
            return 0
        settled: Settled = [(purse, LEFT_OUT, MERGED) for purse, _, merged in waiting if merged]
        there = [(purse, place) for purse, place, merged in waiting if not merged]
        steps: list[Step] = []
        if one.kind in (GESTURE, MEMBERSHIP):
            settled += await self._carried([_command(company, live, one, purse, at) for purse, _ in there])
        elif one.kind == EXPERIENCE:
            more, steps = await self._invited(company, live, one, [purse for purse, _ in there], at)
            settled += more
        else:
            more, steps = await self._coded(company, live, one, there, at)
            settled += more
        await self._register.write(company.id, *steps, settle_receivers(company.id, one.id, settled, at))
        return len(settled)

    async def _carried(self, commands: Sequence[Command]) -> Settled:
        """What came of each, in the words of its refusal. Who the books had no time for keeps waiting."""
        replies = await self._desk.submit_bulk(commands)
        found: Settled = []
        for command, reply in zip(commands, replies, strict=True):
            assert isinstance(command, GiveGesture | StartMembership)
            assert isinstance(command.who, bytes)
            found += _settled(PurseId(command.who), reply.outcome.refusal)
        return found

    async def _invited(
        self, company: Company, live: Compiled, one: Handout, purses: Sequence[PurseId], at: Instant
    ) -> tuple[Settled, list[Step]]:  # fmt: skip
        """Whoever could say yes now is written to; the rule that would refuse a yes says who is left out."""
        experience = next((each for each in live.program.experiences if each.id == one.data["experience"]), None)
        if experience is None:
            return [(purse, LEFT_OUT, "unknown_experience") for purse in purses], []
        until = min(Instant(at + LASTS), end_of_day(experience.reply_until, company.zone))
        found, readers = await self._readers(company.id, purses)
        steps: list[Step] = []
        for purse, reader in readers.items():
            header = _header(company, live, one, purse, at, experience.branch)
            refusal = (await self._desk.ask(AnswerInvitation(header, purse, experience.id, accept=True, guests=0))).refusal
            if refusal is None:
                steps.append(self._written(company.id, one, "invitation", reader, invited(live.program, experience), at, until))
            found += _settled(purse, refusal)
        return found, steps

    async def _coded(
        self, company: Company, live: Compiled, one: Handout, waiting: Sequence[tuple[PurseId, int]], at: Instant
    ) -> tuple[Settled, list[Step]]:  # fmt: skip
        """A code each, in the books before it is written to anybody."""
        batch = await self._queries.codes.batch(company.id, one.data["batch"])
        if batch is None or batch.state == STOPPED or one.seed is None:
            return [(purse, LEFT_OUT, "unknown_batch") for purse, _ in waiting], []
        found, readers = await self._readers(company.id, [purse for purse, _ in waiting])
        there = [(purse, place) for purse, place in waiting if purse in readers]
        texts = await asyncio.to_thread(codes_at, one.seed, batch.form, [place for _, place in there])
        await add_bound(self._queries, company.id, batch, self._codes.hasher(company.id, capitals_matter=False), there, texts)
        day = one.data["valid_until"]
        until = min(Instant(at + LASTS), end_of_day(Day(day), company.zone) if day else NEVER)
        data = own_code(live.program, batch.campaign, day)
        steps = [
            self._written(company.id, one, "own code", readers[purse], data, at, until, as_printed(batch.form, text))
            for (purse, _), text in zip(there, texts, strict=True)
        ]
        return [*found, *((purse, GIVEN, "") for purse, _ in there)], steps

    async def _readers(self, company: CompanyId, purses: Sequence[PurseId]) -> tuple[Settled, dict[PurseId, Reader]]:
        """Whoever may still be written to, in the same order; and who may not any more, with why."""
        known = await self._queries.messages.readers(company, purses)
        found: Settled = []
        readers: dict[PurseId, Reader] = {}
        for purse in purses:
            one = known.get(purse)
            stands = Standing(
                blocked=False, address=one is not None, consents=one is not None and MAILED in one.consents,
                complains=one is not None and one.complains,
            )  # fmt: skip
            if why := left_out(stands, mailed=True):
                found.append((purse, LEFT_OUT, why))
            elif one is not None:
                readers[purse] = one
        return found, readers

    def _written(
        self, company: CompanyId, one: Handout, kind: str, reader: Reader, data: dict[str, Json], at: Instant, until: Instant,
        secret: str = "",
    ) -> Step:  # fmt: skip
        named = f"handout:{one.id}:{purse_text(reader.purse)}"
        sealed = self._sealer.seal(secret.encode(), named, self._random) if secret else None
        language = reader.language or "nl"
        return add_once(company, Outgoing(named, kind, "", language, data, sealed, at, until, None, reader.purse, 0, None, ""))


def _settled(purse: PurseId, refusal: ZegelError | None) -> Settled:
    """That they were given theirs, or why not; nothing where it may come again as it is."""
    if refusal is None:
        return [(purse, GIVEN, "")]
    return [] if refusal.code in PASSING else [(purse, LEFT_OUT, refusal.code)]


def _command(company: Company, live: Compiled, one: Handout, purse: PurseId, at: Instant) -> Command:
    """What gives it to one of them: the same that a colleague asks at a till."""
    data = one.data
    header = _header(company, live, one, purse, at, str(data.get("branch", "")))
    if one.kind == GESTURE:
        ordered_on = _local(live, header.branch, one.at).business_date  # a month may end while it runs
        return GiveGesture(header, purse, data["gesture"], data["role"], data["reason"], NO_PURSE, ordered_on=ordered_on)
    return StartMembership(header, purse, data["membership"], trial=False, until=Day(data["until"]), reason=data["reason"])


def _header(company: Company, live: Compiled, one: Handout, purse: PurseId, at: Instant, branch: str) -> Header:
    """It happens now, in the name of whoever asked; its key is the handout's and the member's, so it happens once."""
    here = _local(live, branch, at)
    key = f"{one.id}:{purse.hex()}"
    return Header(
        company.id, HANDOUT, key, sha256(key.encode()).digest(), at, at, here.business_date, here.weekday, here.minute, one.asked_by,
        branch, "",
    )  # fmt: skip


def _local(live: Compiled, branch: str, at: Instant) -> LocalMoment:
    """`at` on the wall of the branch; on the company's where the program has it no more."""
    return local(live, branch if branch in live.branches else "", at)

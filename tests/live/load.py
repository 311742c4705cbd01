"""Tills that go on whatever happens: what was acknowledged is written down and synced; what was not is sent again, under its key."""

import asyncio
import json
import os
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.live import books
from tests.live.shop import Shop, basket
from tests.live.wires import Answer, Broken, Closed, Request, Wire, new_key, stream, written

AGAIN = (503,)
PAUSE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Sent:
    """One write that a till asked for; the same bytes whenever it is sent again."""

    key: str
    path: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Noted:
    """A line of the log of acknowledgements."""

    key: str
    path: str
    body: bytes
    status: int
    reply: bytes


class Load:
    """`tills` connections that each do one thing after the other. `seed` makes the choice of things the same every time."""

    def __init__(self, shop: Shop, members: list[str], log: Path, *, tills: int, seed: int, restful: float = 0.0) -> None:
        self._shop, self.members, self._tills, self._restful = shop, members, tills, restful
        self._chance = random.Random(seed)
        self._log = log.open("ab")
        self.path = log
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = False
        self._sales: list[str] = []
        self._holds: list[str] = []
        self.broken = 0
        """How often a server went away between a request and its answer."""
        self.busy = 0
        self.statuses: Counter[str] = Counter()
        self.slowest = 0.0

    def start(self) -> None:
        """Open the shop's doors."""
        self._tasks = [asyncio.create_task(self._till(n)) for n in range(self._tills)]

    async def stop(self) -> None:
        """No new requests; those that were sent are sent until they are answered."""
        self._stopping = True
        async with asyncio.timeout(60):
            await asyncio.gather(*self._tasks)
        self._log.close()

    def told(self) -> str:
        """What came of it, in one line."""
        statuses = ", ".join(f"{n} × {said}" for said, n in sorted(self.statuses.items()))
        return f"{statuses}; {self.broken} broken off, {self.busy} busy, the slowest {self.slowest:.2f} s"

    async def _till(self, n: int) -> None:
        ports = [server.port for server in self._shop.house.servers]
        wires = {port: Wire(port) for port in ports}
        i = n
        try:
            while not self._stopping:
                sent = self._next()
                while True:
                    i += 1
                    wire = wires[ports[i % len(ports)]]
                    answer = await self._sent(wire, sent)
                    if answer is not None:
                        break
                    await asyncio.sleep(PAUSE_SECONDS)
                self._note(sent, answer)
                await asyncio.sleep(self._restful)
        finally:
            for wire in wires.values():
                wire.close()

    async def _sent(self, wire: Wire, sent: Sent) -> Answer | None:
        """The answer, or None when it must be asked again."""
        try:
            answer = await wire.ask(self._written(wire.port, sent))
        except (Broken, Closed) as gone:
            self.broken += isinstance(gone, Broken)
            wire.close()
            return None
        self.slowest = max(self.slowest, answer.seconds)
        if answer.status in AGAIN:
            assert "retry-after" in answer.headers
            self.busy += 1
            return None
        return answer

    def _written(self, port: int, sent: Sent) -> Request:
        return written(port, self._shop.secret, "POST", sent.path, sent.body, sent.key)

    def _note(self, sent: Sent, answer: Answer) -> None:
        """Acknowledged: on the disk before anything else happens."""
        line = {"key": sent.key, "path": sent.path, "body": sent.body.decode(), "status": answer.status, "reply": answer.body.decode()}
        self._log.write(json.dumps(line).encode() + b"\n")
        self._log.flush()
        os.fdatasync(self._log.fileno())
        self.statuses[str(answer.status) if answer.status == 201 else f"{answer.status} {answer.code}"] += 1
        if answer.status == 201 and sent.path == "/v1/purchases":
            self._sales.append(answer.json["receipt"])
        elif answer.status == 201 and sent.path == "/v1/holds":
            self._holds.append(answer.json["receipt"])

    def _next(self) -> Sent:
        """What a till does next: mostly sales, now and then the rest of a day."""
        chance, member = self._chance, self._chance.choice(self.members)
        kind = chance.randrange(10)
        if kind == 0:
            return _made("/v1/adjustments", {"member": member, "unit": "points", "count": 5, "reason": "load"})
        if kind in (1, 2):
            return _made("/v1/redemptions", {"member": member, "reward": chance.choice(["ten", "sixty", "seven"])})
        if kind == 3 and self._sales:
            return _made("/v1/returns", {"receipt": self._sales.pop(chance.randrange(len(self._sales)))})
        if kind == 4 and self._holds:
            return _made(f"/v1/holds/{self._holds.pop(0)}/{chance.choice(['commit', 'cancel'])}", {})
        if kind in (4, 5):
            return _made("/v1/holds", basket(member, 700))
        return _made("/v1/purchases", basket(member, chance.randrange(100, 3000)))


def _made(path: str, body: Any) -> Sent:
    return Sent(new_key(), path, json.dumps(body).encode())


def acknowledged(path: Path) -> list[Noted]:
    """The log of acknowledgements, as it is on the disk."""
    found = []
    for line in path.read_bytes().splitlines():
        said = json.loads(line)
        found.append(Noted(said["key"], said["path"], said["body"].encode(), said["status"], said["reply"].encode()))
    return found


async def promises_broken(shop: Shop, log: Path) -> list[str]:
    """What was acknowledged and is not so any more, what happened twice, and what is wrong with the books. Nothing, it is hoped."""
    noted = acknowledged(log)
    requests = [written(next(shop.ports), shop.secret, "POST", each.path, each.body, each.key) for each in noted]
    answers = await stream(requests, wires=32)
    found = [
        f"{each.key} {each.path}: was {each.status} {each.reply[:80]!r}, is {answer.status} {answer.body[:80]!r}"
        for each, answer in zip(noted, answers, strict=True)
        if (each.status, each.reply, True) != (answer.status, answer.body, answer.replayed)
    ]
    kept = await books.kept(shop.store, shop.company)
    answered = [row[2] for row in kept.every("answer")]
    found += [f"{each.key} has no answer in the books" for each in noted if each.key not in set(answered)]
    made = {(row[0], row[1]) for row in kept.every("answer") if row[0] is not None}
    happened = {(row[0], row[1]) for row in kept.every("receipt")}
    found += [f"{seq} of {purse.hex()} happened and no key names it" for purse, seq in happened - made]
    return found + await shop.faults()

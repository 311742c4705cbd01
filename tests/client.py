"""An HTTP client that speaks ASGI: sends exactly the bytes it is told to, and gives back exactly what was answered.

A refusal that the OpenAPI document does not name at its route fails the test that met it.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Any

from tests.promised import undocumented

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The problem's code, "" where it is none."""
        found = self.json
        return found.get("code", "") if isinstance(found, dict) else ""


class Client:
    """Asks `app` with an API key ("" for none)."""

    def __init__(self, app: Any, key: str = "") -> None:
        self.app, self.key = app, key

    async def send(
        self,
        method: str,
        path: str,
        body: bytes | Iterable[bytes] = b"",
        headers: Sequence[tuple[str, str | bytes]] = (),
        query: bytes = b"",
    ) -> Answer:
        """One request, as it is."""
        raw = [(name.lower().encode("latin-1"), text if isinstance(text, bytes) else text.encode("latin-1")) for name, text in headers]
        if self.key and not any(name == b"authorization" for name, _ in raw):
            raw.append((b"authorization", f"Bearer {self.key}".encode()))
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": path,
            "raw_path": path.encode("utf-8", "surrogatepass"), "query_string": query, "root_path": "", "headers": raw,
            "client": ("127.0.0.1", 50000), "server": ("127.0.0.1", 8080), "state": {},
        }  # fmt: skip
        parts = iter([body] if isinstance(body, bytes) else body)
        ahead = [next(parts, b"")]
        sent: list[dict[str, Any]] = []
        answered = asyncio.Event()

        async def receive() -> dict[str, Any]:
            if not ahead:
                await answered.wait()  # nobody goes away before the answer is there
                return {"type": "http.disconnect"}
            part = ahead.pop()
            ahead.extend(islice(parts, 1))
            return {"type": "http.request", "body": part, "more_body": bool(ahead)}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body", False):
                answered.set()

        await self.app(scope, receive, send)
        found: dict[str, str] = {}
        for name, text in sent[0]["headers"]:  # several cookies: one a line
            before = f"{found[name.decode()]}\n" if name == b"set-cookie" and "set-cookie" in found else ""
            found[name.decode()] = before + text.decode("latin-1")
        answer = Answer(sent[0]["status"], found, b"".join(m.get("body", b"") for m in sent[1:]))
        said = undocumented(method, path, found.get("content-type", ""), answer.body)
        assert not said, said
        return answer

    async def post(self, path: str, body: Any, key: str | None = "new", headers: Sequence[tuple[str, str]] = ()) -> Answer:
        """JSON under an Idempotency-Key: a new one, the one given, or (None) none."""
        sent = [("content-type", "application/json"), *headers]
        if key is not None:
            sent.append(("idempotency-key", f"test-{next(_numbers)}" if key == "new" else key))
        return await self.send("POST", path, body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode(), sent)

    async def get(self, path: str, query: str = "") -> Answer:
        return await self.send("GET", path, query=query.encode())


async def all_of(source: AsyncIterator[Any]) -> list[Any]:
    """Everything that an asynchronous iterator gives."""
    return [item async for item in source]

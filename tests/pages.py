"""A browser without a screen: keeps cookies, reads the forms of a page, fills them in and sends them as a browser does."""

from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from tests.client import Answer, Client
from zegel.core.periods import Instant
from zegel.web.parts.visitors import Visitor

HOST = "zegel.test"


class Gatekeeper:
    """A gate that knows whoever the test lets in, by the face and the text of a cookie."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], Visitor] = {}

    async def visitor(self, face: str, cookies: dict[str, str], at: Instant) -> Visitor | None:  # noqa: ARG002 - the test's sessions do not lapse
        return self.known.get((face, cookies.get("who", "")))


class Fields(HTMLParser):
    """Every form of a page: its action and its fields."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[tuple[dict[str, str | None], dict[str, str]]] = []
        self._typed = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.forms.append((found, {}))
        elif tag == "textarea" and self.forms and found.get("name"):
            self._typed = str(found["name"])
            self.forms[-1][1][self._typed] = ""
        elif tag in ("input", "button") and self.forms and found.get("name"):
            if found.get("type") not in ("checkbox", "radio") or "checked" in found:
                self.forms[-1][1].setdefault(str(found["name"]), found.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._typed = ""

    def handle_data(self, data: str) -> None:
        if self._typed:
            self.forms[-1][1][self._typed] += data


class Browser:
    """Asks pages of `app`."""

    def __init__(self, app: Any, cookies: Mapping[str, str] | None = None, host: str = HOST) -> None:
        self.client, self.cookies, self.host = Client(app), dict(cookies or {}), host

    async def get(self, path: str, headers: Sequence[tuple[str, str]] = ()) -> Answer:
        path, _, query = path.partition("?")
        answer = await self.client.send("GET", path, b"", [*self._headers(), *headers], query.encode())
        return self._kept(answer)

    async def post(self, path: str, fields: Mapping[str, Any], headers: Sequence[tuple[str, str]] | None = None) -> Answer:
        """A form as a browser sends it from a page of ours; `headers` instead of what a browser would say of itself."""
        said = [("origin", f"https://{self.host}"), ("sec-fetch-site", "same-origin")] if headers is None else list(headers)
        body = urlencode(fields, doseq=True).encode()
        said += [("content-type", "application/x-www-form-urlencoded"), ("content-length", str(len(body)))]
        return self._kept(await self.client.send("POST", path, body, [*self._headers(), *said]))

    async def fill(self, page: Answer, action: str, **fields: str) -> Answer:
        """The page's form that posts to `action`, with `fields` typed into it."""
        posts = [found for found in Fields(page.body.decode()).forms if found[0].get("method") == "post"]
        form = next(found for found in posts if found[0].get("action") == action)
        return await self.post(action, form[1] | fields)

    def _headers(self) -> list[tuple[str, str]]:
        kept = "; ".join(f"{name}={text}" for name, text in self.cookies.items())
        return [("host", self.host), ("accept-language", "nl"), *([("cookie", kept)] if kept else [])]

    def _kept(self, answer: Answer) -> Answer:
        for set_cookie in answer.headers.get("set-cookie", "").splitlines():
            name, _, rest = set_cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer

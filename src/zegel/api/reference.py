"""docs/reference/api.md and errors.md, written by the code that they describe; a test holds them together."""

from json import dumps
from typing import Final

from zegel.access.identifiers import DIAL_CODES
from zegel.access.refusals import InvalidIdentifier
from zegel.access.scopes import NAMED_SETS, SCOPES
from zegel.api.bodies import MAX_BODY
from zegel.api.documented import DOCS
from zegel.api.openapi import refusals_of
from zegel.api.problems import CIRCUMSTANCES, PROBLEMS, RETRY_AFTER_SECONDS
from zegel.api.table import ROUTES
from zegel.core.refusals import REFUSALS, ZegelError
from zegel.decide.refusal_sentences import REFUSAL_SENTENCES
from zegel.hall import refusals
from zegel.hall.refused import DOOR_SENTENCES

DOORS: Final = {
    found.code: found
    for found in (InvalidIdentifier, *vars(refusals).values())
    if isinstance(found, type) and issubclass(found, ZegelError) and found is not ZegelError
}  # fmt: skip
"""Refusals that are met at a door only."""


def api_page() -> str:
    """The API, route by route."""
    parts = [_HEAD.format(max_body=f"{MAX_BODY:,}", countries=", ".join(sorted(DIAL_CODES)))]
    parts += ["## Keys and scopes\n", *(f"- `{name}`: {says}" for name, says in SCOPES.items()), ""]
    parts += [
        f"`{name}` is short for {', '.join(f'`{s}`' for s in sorted(scopes))}." for name, scopes in NAMED_SETS.items() if name != "all"
    ]
    parts += ["`all` is every scope there is.", "", "## Routes\n", "| route | scope | |", "| --- | --- | --- |"]
    parts += [
        f"| [`{r.template}`](#{_anchor(r.template)}) | {f'`{r.scope}`' if r.scope else 'open'} | {DOCS[r.template].summary} |"
        for r in ROUTES
    ]
    for route in ROUTES:
        doc = DOCS[route.template]
        parts += ["", f"### `{route.template}`", f"**{_ended(doc.summary)}** {doc.says}", f"*{_ended(doc.nl)}*", ""]
        if doc.example is not None:
            parts += ["```json", dumps(doc.example, ensure_ascii=False, indent=2), "```", ""]
        codes = sorted({*doc.codes, *refusals_of(route)} - _COMMON)
        parts.append(f"Refuses {', '.join(f'[`{code}`](errors.md#{code})' for code in codes)}." if codes else "Refuses nothing of its own.")
    return "\n".join(parts) + "\n"


_COMMON: Final = frozenset({
    "malformed", "duplicate_key", "amount_out_of_range", "not_signed_in", "not_allowed", "key_missing", "key_reused", "busy",
    "storage_full",     "internal_error", "unsupported_media_type", "body_too_large", "method_not_allowed", "bad_cursor",
})  # fmt: skip
"""Refusals of every route of a kind; the page says them once."""

_HEAD: Final = """# The API

REST and JSON under `/v1`. The same as OpenAPI 3.1, for machines: `GET /v1/openapi.json`. Written by the code; [errors.md](errors.md)
has every refusal.

## What holds everywhere
- **Who asks** is the API key alone: `Authorization: Bearer zk_<id>.<secret>`. It says which company, which source and, for some keys,
  which branch. No header and no field says so besides.
- **Amounts** are whole minor units (cents), quantities whole thousandths, points counts. `10.0`, `1e3` and `"10"` are refused, and so
  is anything beyond ±10^12.
- **Writes** need an `Idempotency-Key` of 1 to 255 visible ASCII characters ([why](../why/idempotency.md)). A replay gives the first
  answer byte for byte, with `Idempotency-Replayed: true`.
- **Moments** are RFC 3339 with an offset. A time without one is refused: nobody knows when that was. Answers are in UTC.
- **Bodies** are JSON in UTF-8, at most {max_body} bytes (bulk: a line). Unknown fields, a field that stands there twice, control
  characters and other encodings are refused.
- **Members** are named by `member` (the UUID of an answer) or by `identifier`, never by both. Identifiers are found however they are
  spelt: cards without spaces, dashes and case; e-mail addresses in lower case;
  phone numbers as E.164, national ones by the company's country ({countries}).
- **Lists** come in pages: `limit` (1 to 200) and `cursor`, the `next` of the page before. A cursor belongs to its list.
- **Refusals** are problems ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)) with a stable `code`, sentences in Dutch (`nl`) and
  English (`en`), and `data`. What is another company's is as unknown as what is nobody's.
- Every answer has an `X-Request-Id`, which the log has too.

Any route can refuse `malformed`, `method_not_allowed`, `busy`, `storage_full` and `internal_error`; any route with a scope
`not_signed_in` and `not_allowed`; any with a body `unsupported_media_type`, `body_too_large`, `duplicate_key` and
`amount_out_of_range`; any write `key_missing` and `key_reused`; any list `bad_cursor`. They are not said again below.
"""


def _ended(title: str) -> str:
    """A title as a sentence: a question has its own mark."""
    return title if title.endswith("?") else f"{title}."


def _anchor(template: str) -> str:
    """The anchor that a heading gets."""
    return "".join(char for char in template.lower().replace(" ", "-") if char.isalnum() or char in "-_")


def errors_page() -> str:
    """Every refusal."""
    routes: dict[str, list[str]] = {}
    for route in ROUTES:
        for code in {*DOCS[route.template].codes, *refusals_of(route)} - _COMMON:
            routes.setdefault(code, []).append(route.template)
    parts = [_ERRORS_HEAD]
    parts += ["| code | status | in English | in het Nederlands |", "| --- | --- | --- | --- |"]
    for code in sorted({*PROBLEMS, *REFUSALS}):
        status = str(PROBLEMS[code][0]) if code in PROBLEMS else "–"
        en, nl = _said(code)
        again = " ↻" if code in CIRCUMSTANCES else ""
        parts.append(f'| <a id="{code}"></a>`{code}`{again} | {status} | {en} | {nl} |')
    parts += ["", "## Which routes refuse it", ""]
    parts += [f"- `{code}`: {', '.join(f'`{template}`' for template in templates)}" for code, templates in sorted(routes.items())]
    parts += ["", "`Retry-After` (seconds): " + ", ".join(f"`{code}` {seconds}" for code, seconds in RETRY_AFTER_SECONDS.items()) + "."]
    return "\n".join(parts) + "\n"


_ERRORS_HEAD: Final = """# Errors

Every refusal has a code that stays. Written by the code.

Over HTTP a refusal is `application/problem+json`: `type`, `title`, `status`, `detail`, `code`, `en`, `nl`, `data` and, where it helps,
`retry`:
`"new_key"` says that this is the answer under this `Idempotency-Key` for good, and another try needs a new key; `"same_key"` (↻ below)
says that nothing was kept and the same request may be sent again.

400: not of the form that is asked for. 401, 403: who asks. 404, 410: there is no such thing (any more). 409: it conflicts with how
things are now. 413, 415: the body. 422: understood, and refused as it is. 5xx: nothing to do with the request.
The command line prints the English sentence and exits with a code of its own ([cli.md](cli.md)); a code without a status (–) is met
there only.
"""


def _said(code: str) -> tuple[str, str]:
    """The code's sentences, English and Dutch."""
    words = REFUSAL_SENTENCES.get(code)
    if words is not None:
        return words.en, words.nl
    found = DOORS.get(code) or REFUSALS.get(code) or ZegelError
    return found.sentence, DOOR_SENTENCES.get(code, found.sentence)

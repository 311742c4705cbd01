"""The receipt document: canonical JSON `{"body":…,"purchase":…,"v":1}`, whose SHA-256 the journal entry holds.

`purchase` is the purchase as sent (null where there is none). The body's keys, in sorted order:
`actor`, `at`, `branch`, `business_date`, `company`, `effects` (decide.effects data), `engine` (number), `facts`, `failed`,
`happened_at`, `kind` (ledger.entries kind), `of` (receipt id this one follows: a hold, a sale, a redemption; "" for none),
`postings` ([unit, source, destination, amount, [seq, n] of the lot or null] each), `program` (digest, hex), `purse` (UUID),
`reason`, `review` (1 when it came in late and waits for a person), `seq`, `source`, `till`, `totals`, `uses` ([[what, count]]).

`facts` holds every fact that rules may look at, as they were before: `balances` ([unit, account, count] each), `member` (0, 1),
`since`, `tier`, `purchase_number`, `windows`, and where goods come back `returned` ([line, quantity] before).
`failed` is [[rule index in Compiled.rules, index of its first failing test]], the test index -1 where the rule applied but its
articles came to too little to give anything. Rules that fired are named by the effects.
`totals` (sales): `net_minor` before and `pays_minor` after Zegel's effects, `discount_minor` between them; (returns) `refund_minor`.
"""

from collections.abc import Mapping
from json import JSONEncoder, loads
from typing import Any, Final

from zegel.core.canonical import Json
from zegel.core.value import value

ENGINE: Final = 1
"""The engine's number. A change that alters any golden decision gets a new one; the old path stays while receipts need it."""

_encode = JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False).encode


def made(body: Mapping[str, Json], purchase: bytes) -> bytes:
    """The document's bytes. `body` must have its keys in sorted order, at every level; `purchase` is canonical JSON or `null`."""
    return b'{"body":' + _encode(body).encode("utf-8") + b',"purchase":' + purchase + b',"v":1}'


@value
class Document:
    """A receipt document read back: its body and its purchase (None where there is none), as plain JSON values."""

    body: dict[str, Any]
    purchase: dict[str, Any] | None


def read(document: bytes) -> Document:
    """`document` read back."""
    found = loads(document)
    return Document(found["body"], found["purchase"])

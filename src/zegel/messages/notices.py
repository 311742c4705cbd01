"""What a member is told of an entry: read from its receipt, in the words of the receipt itself. Flows make no messages.

Service tells a member of what is theirs; what is given on a day (a birthday) is told only to who consented to `newsletter` by e-mail.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from zegel.core.canonical import Json
from zegel.core.ids import PurseId, purse_text
from zegel.core.periods import HOUR, Day, Instant, local_moment
from zegel.core.value import value
from zegel.decide.document import Document, read
from zegel.decide.effect_words import Teller
from zegel.program.compile import Compiled
from zegel.program.model import Program
from zegel.program.occasion_gifts import BECAUSE
from zegel.program.words import both, counted, unit_names

NEWSLETTER: Final = "newsletter"
"""The purpose that marketing asks consent for."""
OLD: Final = 72 * HOUR
"""What happened longer ago than this is no news: years that are imported write nobody."""
LASTS: Final = 7 * 24 * HOUR
"""How long a notice is worth sending."""
AHEAD: Final = 14 * 24 * HOUR
"""How long before something lapses its owner is told."""
_TOLD: Final = re.compile(rb'"effect":"(?:tier|card full|given|issue|price drop|seat|membership|gesture|consent)"')


@value
class Notice:
    """Something to tell a member: under `id` at most once, as a message of `kind`. `data` holds the sentences in both languages."""

    id: str
    kind: str
    data: dict[str, Json]


def is_told(document: bytes | None) -> bool:
    """Whether a receipt may hold anything that a member is told by itself: asked of every receipt, so it only looks."""
    return document is not None and _TOLD.search(document) is not None


def notices_of(by_digest: Callable[[bytes], Compiled], purse: PurseId, seq: int, document: bytes, now: Instant) -> list[Notice]:
    """The notices of one entry, in the order of its effects, in the words of the version that judged it."""
    receipt = read(document)
    if receipt.body["happened_at"] < now - OLD:
        return []
    compiled = by_digest(bytes.fromhex(receipt.body["program"]))
    found: list[Notice] = []
    for n, effect in enumerate(receipt.body["effects"]):
        kind, data = _told(compiled, receipt, effect)
        if kind:
            found.append(Notice(f"{kind}:{purse_text(purse)}.{seq}.{n}", kind, data))
    return found


def _told(compiled: Compiled, receipt: Document, effect: Mapping[str, Any]) -> tuple[str, dict[str, Json]]:
    """The kind of notice and its data; "" where nobody is written to about it."""
    body, kind = receipt.body, effect["effect"]
    if kind == "consent":
        return kind, {"purpose": effect["purpose"], "channel": effect["channel"], "state": effect["state"]}
    told = {
        "tier": body["kind"] != "enrol",
        "card full": True,
        "given": effect.get("count", 0) > 0,
        "issue": body["kind"] == "issue",
        "price drop": effect.get("count", 0) > 0,
        # They asked for a seat themselves; that one came free is what they cannot know.
        "seat": effect.get("state") in ("accepted", "called off", "no seat") and body["actor"] == "zegel",
        "membership": effect.get("what") in ("ends", "withdrawn", "ended"),
        "gesture": effect.get("state") == "given",
    }
    if not told.get(kind, False):
        return "", {}
    teller = Teller(compiled, receipt)
    # With a seat that is gone comes what was set aside for it.
    said = [one for part in (body["effects"] if kind == "seat" else [effect]) for one in teller.say(dict(part))]
    data: dict[str, Json] = {"says": {"nl": [one.full.nl for one in said], "en": [one.full.en for one in said]}}
    if kind == "given" and f"{effect['because']}".startswith(BECAUSE):
        data["consent"] = NEWSLETTER
    return kind, data


def expiring(program: Program, purse: PurseId, unit: str, count: int, expires_at: Instant) -> Notice:
    """That so much of a unit goes at `expires_at`: once a unit and day."""
    day: Day = local_moment(Instant(expires_at - 1), program.company_zone).business_date
    what = both(lambda language: counted(count, unit_names(program, unit), language))
    data: dict[str, Json] = {"what": {"nl": what.nl, "en": what.en}, "day": day}
    return Notice(f"expiring:{purse_text(purse)}:{unit}:{day}", "expiring", data)

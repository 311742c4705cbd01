"""What a telephone keeps of an invitation, and which cards were open on it: signed by the house, so that nobody writes either by hand.

A friend who follows a link keeps it until they have a card. A telephone on which the card of whoever invited was open brings no friend:
that is the member themselves (domain.md M15).
"""

from hmac import compare_digest
from typing import Final

from zegel.access.secrets import HouseKey, written
from zegel.core.codes import is_well_made
from zegel.core.ids import CompanyId, PurseId, purse_text
from zegel.core.periods import HOUR, Instant

LASTS: Final = 7 * 24 * HOUR
"""How long a telephone keeps an invitation."""
LONGEST: Final = 200
MOST: Final = 8
"""Cards that a telephone remembers: the last ones."""


def kept(key: HouseKey, company: CompanyId, link: str, at: Instant) -> str:
    """An invitation as a cookie keeps it: `<link>.<until>.<proof>`."""
    until = str(at + LASTS)
    return f"{link}.{until}.{_proof(key, company, link, until)}"


def link_of(key: HouseKey, company: CompanyId, text: str, at: Instant) -> str:
    """The link of an invitation that `kept` made; "" of anything else, another shop's, and one that is too old."""
    link, _, rest = text.partition(".")
    until, _, proof = rest.partition(".")
    if len(text) > LONGEST or not text.isascii() or not is_well_made(link) or not until.isdigit():
        return ""
    return link if compare_digest(proof, _proof(key, company, link, until)) and int(until) > at else ""


def opened_here(key: HouseKey, company: CompanyId, text: str, purse: PurseId) -> str:
    """The cookie of a telephone on which the card of `purse` is opened now; `text` is what it held."""
    mark = _mark(key, company, purse)
    before = [one for one in text[: MOST * 24].split(".") if one and one != mark]
    return ".".join([*before[-MOST + 1 :], mark])


def was_opened_here(key: HouseKey, company: CompanyId, text: str, purse: PurseId) -> bool:
    """Whether the card of `purse` was opened on the telephone that holds `text`."""
    return _mark(key, company, purse) in text[: MOST * 24].split(".")


def _proof(key: HouseKey, company: CompanyId, link: str, until: str) -> str:
    return written(key.hashed("invited", company, link, until)[:18])


def _mark(key: HouseKey, company: CompanyId, purse: PurseId) -> str:
    return written(key.hashed("opened here", company, purse_text(purse))[:12])

"""How what a member shows is written down, so that the same card, phone or address is always found again."""

import re
from collections.abc import Callable
from typing import Final
from unicodedata import category, normalize

from zegel.access.refusals import InvalidIdentifier
from zegel.core.purchase import Identifier

DIAL_CODES: Final = {
    "NL": "31", "BE": "32", "LU": "352", "DE": "49", "FR": "33", "AT": "43", "CH": "41", "DK": "45", "SE": "46", "NO": "47",
    "FI": "358", "IE": "353", "GB": "44", "ES": "34", "PT": "351", "IT": "39", "PL": "48", "CZ": "420",
}  # fmt: skip
"""Country → international prefix, for numbers written the national way."""
KEEPS_ZERO: Final = frozenset({"IT"})
NO_TRUNK: Final = frozenset({"DK", "NO", "LU", "ES", "PT", "PL", "CZ"})
"""Countries whose national numbers start without a trunk 0."""

LONGEST: Final = 254
_PHONE_MARKS = str.maketrans("", "", " .-/()\u00a0\u2010\u2011\u2012\u2013")
_CARD = re.compile(r"[0-9A-Z][0-9A-Z._]{0,63}")
_DOMAIN = re.compile(r"[^\s@.\-][^\s@]*\.[^\s@.]{2,63}")
_LOCAL = re.compile(r"[^\s@\"(),:;<>\[\\\]]{1,64}")


def normalised(kind: str, text: str, country: str = "") -> Identifier:
    """`text` in the one form that Zegel keeps for its `kind`; refuses `invalid_identifier`.

    >>> normalised("phone", "06-12 34 56 78", "NL").text, normalised("email", " Anna@Example.NL ").text
    ('+31612345678', 'anna@example.nl')
    """
    read = _READERS.get(kind)
    if read is None or len(text) > LONGEST:
        raise InvalidIdentifier(kind=kind[:16])
    found = read(text, country)
    if found is None:
        raise InvalidIdentifier(kind=kind)
    return Identifier(kind, found)


def _card(text: str, _: str) -> str | None:
    """Letters and digits; spaces and dashes are only there for the eye."""
    if text.isascii() and text.isalnum():
        found = text.upper()
    else:
        found = normalize("NFKC", text).strip().upper().replace(" ", "").replace("-", "")
    return found if _CARD.fullmatch(found) else None


def _phone(text: str, country: str) -> str | None:
    """E.164: plus sign and digits. National numbers need the company's country."""
    found = normalize("NFKC", text).strip().replace("(0)", "").translate(_PHONE_MARKS)
    if found.startswith("+"):
        digits = found[1:]
    elif found.startswith("00"):
        digits = found[2:]
    else:
        digits = _national(found, country)
    if not (digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 15) or digits[0] == "0":
        return None
    return f"+{digits}"


def _national(digits: str, country: str) -> str:
    dial = DIAL_CODES.get(country.upper(), "")
    if not dial:
        return ""
    if country.upper() in NO_TRUNK or country.upper() in KEEPS_ZERO:
        return dial + digits
    return dial + digits[1:] if digits.startswith("0") else ""


def _email(text: str, _: str) -> str | None:
    """Lower case, NFC. Plus tags and dots stay: they are other addresses to some providers."""
    found = normalize("NFC", text.strip().lower())
    local, at, domain = found.rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain) or ".." in found:
        return None
    return found if _visible(found) else None


def _opaque(text: str, _: str) -> str | None:
    """Codes of others: kept as they are, without space around them."""
    found = normalize("NFC", text.strip())
    return found if 0 < len(found) <= 128 and _visible(found) else None


def _visible(text: str) -> bool:
    """Nothing that cannot be seen: no control or format characters, no separators but a space."""
    return (text.isascii() and text.isprintable()) or all(category(char)[0] != "C" and category(char) not in ("Zl", "Zp") for char in text)


_READERS: Final[dict[str, Callable[[str, str], str | None]]] = {
    "card": _card, "qr": _opaque, "phone": _phone, "email": _email, "external": _opaque,
}  # fmt: skip

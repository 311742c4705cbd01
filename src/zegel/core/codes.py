"""Secret codes: how they are drawn, checked, read back and hashed. Coupons, vouchers and gift cards all stand on this.

Randomness is handed in; so is the key of the hash. The code itself is kept nowhere: only its hash, and its last four for support.
"""

from collections.abc import Callable
from hashlib import shake_256
from hmac import digest as hmac_digest
from hmac import new as hmac_begun
from typing import Final
from unicodedata import normalize

SYMBOLS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""What codes are drawn from: 32 symbols, so five bits each; 0, 1, O and I are not among them."""
LEAST_RANDOM: Final = 12
"""No code that can be spent has fewer random symbols (60 bits)."""
RANDOM: Final = 15
"""How many a code has unless asked otherwise: 75 bits, and with the check symbol four groups of four."""
LONGEST: Final = 64
"""A longer text is no code."""
GROUP: Final = 4
PLACE: Final = "#"
"""In a shop's own pattern: where a random symbol comes."""

_VALUE: Final = {symbol: i for i, symbol in enumerate(SYMBOLS)}
_DRAWN: Final = bytes(ord(SYMBOLS[byte & 31]) for byte in range(256))
_TIMES: Final = tuple(((i << 1) ^ (0b100101 if i & 16 else 0)) & 31 for i in range(32))
"""Times x in the field of 32 (x^5 + x^2 + 1): positions get 31 different weights."""
_LOOKS_LIKE: Final = str.maketrans({"0": "O", "1": "L", "I": "L"})
# Spaces and dashes are only there for the eye; so is what a phone makes of them.
_MARKS: Final = str.maketrans("", "", " -._\t\u00a0\u2010\u2011\u2012\u2013\u2014\u2212\u200b\ufeff")


def drawn(randomness: bytes) -> str:
    """A code out of `randomness`, a symbol a byte, and its check symbol; at least LEAST_RANDOM bytes.

    >>> drawn(bytes(range(15)))
    '23456789ABCDEFG6'
    """
    assert LEAST_RANDOM <= len(randomness) < 31, "a code that can be spent is long enough, and short enough to be checked"
    text = randomness.translate(_DRAWN).decode("ascii")
    return text + check_symbol(text)


def check_symbol(text: str) -> str:
    """What makes `text` well made: any one wrong symbol and any two that changed places are noticed, up to 31 symbols."""
    state = 0
    for symbol in text:
        state = _TIMES[state] ^ _VALUE[symbol]
    return SYMBOLS[_TIMES[state]]


def is_well_made(canonical: str) -> bool:
    """Whether a canonical text has the form of a drawn code: its symbols, its length, its check symbol.

    >>> is_well_made("23456789ABCDEFG6"), is_well_made("23456789ABCDEGF6"), is_well_made("ZOMER")
    (True, False, False)
    """
    if not LEAST_RANDOM < len(canonical) <= 31 or any(symbol not in _VALUE for symbol in canonical):
        return False
    return check_symbol(canonical[:-1]) == canonical[-1]


def canonical(shown: str) -> str:
    """What somebody typed or scanned, in the one form that is hashed: trimmed, capitals, no dashes, look-alikes folded. "" is no code.

    >>> canonical(" zomer-10 "), canonical("2345 6789"), canonical("💶")
    ('ZOMERLO', '23456789', '')
    """
    if len(shown) > LONGEST:
        return ""
    if shown.isascii() and shown.isalnum():
        return shown.upper().translate(_LOOKS_LIKE)
    text = normalize("NFKC", shown).translate(_MARKS).upper().translate(_LOOKS_LIKE)
    return text if text.isascii() and text.isalnum() and len(text) <= LONGEST else ""


def exact(shown: str) -> str:
    """The same where capitals matter: only trimmed. "" is no code.

    >>> exact(" Zomer-10 ")
    'Zomer-10'
    """
    text = shown.strip()
    return text if 0 < len(text) <= LONGEST and text.isascii() and text.isprintable() else ""


def printed(code: str) -> str:
    """A drawn code in groups, as it is shown once and put on paper.

    >>> printed("23456789ABCDEFG6")
    '2345-6789-ABCD-EFG6'
    """
    return "-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP))


def tail(code: str) -> str:
    """The last four, for support: fewer of a code so short that they would give it away.

    >>> tail("23456789ABCDEFG6"), tail("ZOMER")
    ('EFG6', 'R')
    """
    return code[-min(GROUP, len(code) // GROUP) :] if len(code) >= GROUP else ""


def wrong_pattern(form: str) -> str:
    """What is wrong with a shop's own pattern for made codes, "" where nothing is: each `#` becomes a random symbol, the last a check.

    >>> wrong_pattern("ZOMER-####-####-####-#"), wrong_pattern("ZOMER-####") != "", wrong_pattern("") != ""
    ('', True, True)
    """
    places = form.count(PLACE)
    if len(form) > LONGEST or canonical(form.replace(PLACE, "A")) == "":
        return f"A pattern has letters, digits, dashes and `{PLACE}`, and at most {LONGEST} of them."
    if not LEAST_RANDOM < places < 31:
        return f"A pattern has {LEAST_RANDOM + 1} to 30 × `{PLACE}`, or its codes can be guessed."
    return ""


def _filled(form: str, symbols: str) -> str:
    """The canonical text of a pattern with `symbols` in its places."""
    left = iter(symbols)
    return canonical("".join(next(left) if mark == PLACE else mark for mark in form))


def as_printed(form: str, code: str) -> str:
    """A made code as it is shown once and put on paper: in groups, as a barcode, or as the shop's own pattern has it.

    >>> as_printed("text", "23456789ABCDEFG6"), as_printed("zomer-#-#", "ZOMERAB")
    ('2345-6789-ABCD-EFG6', 'zomer-A-B')
    """
    if form in ("text", "EAN-13"):
        return printed(code) if form == "text" else code
    left, shown = iter(code), []
    for mark in form:
        symbol = next(left) if mark == PLACE or canonical(mark) else ""  # dashes and spaces are no part of the code
        shown.append(symbol if mark == PLACE else mark)
    return "".join(shown)


def stream(seed: bytes, first: int, count: int, form: str = "text") -> list[str]:
    """Codes number `first` to `first + count` of a batch: the same ones every time, and nobody's guess without `seed` (32 random bytes).

    `first` must be a multiple of STREAM, and `count` at most that: a chunk is one stretch of SHAKE-256 (FIPS 202).
    """
    assert len(seed) >= 32
    assert first % STREAM == 0
    assert count <= STREAM
    each = {"text": RANDOM, "EAN-13": 8}.get(form) or form.count(PLACE) - 1
    drawn_bytes = shake_256(b"zegel codes 1" + first.to_bytes(8, "big") + seed).digest(each * count)
    make = drawn_ean if form == "EAN-13" else drawn
    made = [make(drawn_bytes[i : i + each]) for i in range(0, each * count, each)]
    return made if form in ("text", "EAN-13") else [_filled(form, symbols) for symbols in made]


STREAM: Final = 5_000
"""Codes that are made, hashed and written at a time."""


def code_hash(key: bytes, company: str, text: str, *, capitals_matter: bool = False) -> bytes:
    """What is stored of a code, and what it is found by: HMAC-SHA-256 under the house's key over the company and the text.

    `text` is canonical, or exact where `capitals_matter`; the two never meet. Keyed, because a stolen table of a million plain hashes
    of 60 bits gives up its first code after 2^40 tries (docs/decisions/0019). 32 bytes.
    """
    return hmac_digest(key, _head(company, capitals_matter=capitals_matter) + text.encode(), "sha256")


def code_hasher(key: bytes, company: str, *, capitals_matter: bool = False) -> Callable[[str], bytes]:
    """`code_hash` for very many codes of one company: what they have in common is hashed once."""
    begun = hmac_begun(key, _head(company, capitals_matter=capitals_matter), "sha256")

    def hashed(text: str) -> bytes:
        one = begun.copy()
        one.update(text.encode())
        return one.digest()

    return hashed


def _head(company: str, *, capitals_matter: bool) -> bytes:
    name = company.encode()
    return b"%b\0%d\0%b\0" % (b"exact" if capitals_matter else b"code", len(name), name)


# -- codes for a shelf's own scanner: EAN-13 with a prefix of in-store use

EAN_PREFIXES: Final = tuple(str(prefix) for prefix in range(20, 30))
EAN_RANDOM: Final = 10
"""Random digits of an EAN-13: 33 bits. Enough for a coupon under a throttle, never for money."""


def ean_check(digits: str) -> str:
    """The thirteenth digit of an EAN-13 (GS1 General Specifications 7.9).

    >>> ean_check("400638133393")
    '1'
    """
    assert len(digits) == 12
    total = sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(digits))
    return str(-total % 10)


def drawn_ean(randomness: bytes, prefix: str = "28") -> str:
    """An EAN-13 of in-store use: `prefix` (20-29), ten random digits out of 8 or more bytes, the check digit.

    >>> drawn_ean(bytes(8))
    '2800000000004'
    """
    assert prefix in EAN_PREFIXES
    assert len(randomness) >= 8
    digits = prefix + str(int.from_bytes(randomness, "big") % 10**EAN_RANDOM).rjust(EAN_RANDOM, "0")
    return digits + ean_check(digits)


def is_ean(text: str) -> bool:
    """Whether `text` is thirteen digits with the right last one.

    >>> is_ean("4006381333931"), is_ean("4006381333930")
    (True, False)
    """
    return len(text) == 13 and text.isascii() and text.isdigit() and ean_check(text[:12]) == text[12]

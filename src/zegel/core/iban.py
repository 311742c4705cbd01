"""Bank account numbers (IBAN, ISO 13616) of the countries that a SEPA credit transfer reaches, and texts as a bank can read them."""

from typing import Final
from unicodedata import combining, normalize

from zegel.core.value import value

SEPA: Final = {
    "AD": 24, "AL": 28, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
    "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
    "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19,
    "SK": 24, "SM": 27, "VA": 22,
}  # fmt: skip
"""Country → how long its IBANs are: the countries of the SEPA schemes (EPC409), lengths as the registry of IBANs has them."""
MOST_NAME: Final = 70
"""How long a name in a SEPA payment is at most."""
_ALLOWED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-?:().,'+ ")
_LETTERS: Final = {
    "ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d",
    "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i", "&": "+", "_": "-", "’": "'", "‘": "'", "–": "-", "—": "-",
}  # fmt: skip


@value
class Account:
    """A bank account: its IBAN without spaces, and in whose name it is."""

    iban: str
    holder: str


def iban_bare(text: str) -> str:
    """An IBAN as people write it, without spaces and in capitals."""
    return text.replace(" ", "").replace("\u00a0", "").upper()


def iban_fault(iban: str) -> str:
    """What is wrong with a bare IBAN: `form`, `country` (not in SEPA), `length`, `check` (ISO 7064 mod 97-10), or "" for nothing.

    >>> iban_fault("NL91ABNA0417164300"), iban_fault("NL92ABNA0417164300"), iban_fault("US64SVBKUS6S3300958879")
    ('', 'check', 'country')
    """
    if not (iban.isascii() and iban.isalnum() and iban == iban.upper() and iban[:2].isalpha() and iban[2:4].isdigit()):
        return "form"
    if iban[:2] not in SEPA:
        return "country"
    if len(iban) != SEPA[iban[:2]]:
        return "length"
    return "" if int("".join([str(int(one, 36)) for one in iban[4:] + iban[:4]])) % 97 == 1 else "check"


def iban_masked(iban: str) -> str:
    """What is shown of it: its country and its last four.

    >>> iban_masked("NL91ABNA0417164300")
    'NL•• •••• 4300'
    """
    return f"{iban[:2]}•• •••• {iban[-4:]}"


def bank_text(text: str, most: int) -> str:
    """`text` in the letters that every bank takes (EPC217-08), without their accents; what has no such letter is a full stop.

    >>> bank_text("Zoë Łukasz-Ørsted & Ünal", 70)
    'Zoe Lukasz-Orsted + Unal'
    """
    plain = [one for one in normalize("NFKD", "".join([_LETTERS.get(one, one) for one in text])) if not combining(one)]
    made = " ".join("".join([one if one in _ALLOWED else " " if one.isspace() else "." for one in plain]).split())
    # a slash at either end, or two together, mean something to a bank
    while "//" in made:
        made = made.replace("//", "/")
    return made[:most].strip("/ ")

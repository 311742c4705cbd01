"""Passwords: long enough and not one that others use; no rules about their letters. Kept as argon2id (ASVS 5.0, appendix C)."""

import asyncio
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from zegel.access.refusals import WeakPassword

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST: Final = 12
LONGEST: Final = 256
AT_ONCE: Final = 2
"""Passwords that are worked out at the same time: each takes 19 MiB and a tenth of a second of a core."""

_LEET: Final = str.maketrans("013457@$!", "oieastasi")


def checked(password: str, *own: str) -> str:
    """`password` as it is hashed (NFC), if it is strong enough; refuses `weak_password`. `own` are the person's name and address."""
    found = normalize("NFC", password)
    if not SHORTEST <= len(found) <= LONGEST:
        raise WeakPassword(f"A password has {SHORTEST} to {LONGEST} characters.", least=SHORTEST)
    if len(set(found)) < 5 or root(found) in common():
        raise WeakPassword()
    plain = _folded(found)
    for text in own:
        for word in text.replace("@", " ").replace(".", " ").split():
            if len(word) >= 4 and len(plain.replace(_folded(word), "")) < SHORTEST - 4:
                raise WeakPassword()
    return found


def root(password: str) -> str:
    """What is left of a password without its ornaments: capitals, digits for letters, what stands around it, and repetition.

    >>> root("P4ssw0rd2026!!"), root("welkomwelkom123")
    ('password', 'welkom')
    """
    text = _folded(password).strip("0123456789 .,!?-_#*+&%$@")
    text = "".join(char for char in text.translate(_LEET) if char.isalnum())
    for size in range(3, len(text) // 2 + 1):
        if len(text) % size == 0 and text == text[:size] * (len(text) // size):
            return text[:size]
    return text


def _folded(text: str) -> str:
    return normalize("NFKC", text).casefold()


@cache
def common() -> frozenset[str]:
    """Roots of the passwords that leak most, in English and Dutch."""
    text = (files("zegel.access") / "common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split() if not line.startswith("#"))


class Passwords:
    """Hashes and looks, a few at a time, beside the loop that answers everybody."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._nobodys = ""

    async def hashed(self, password: str) -> bytes:
        """The argon2id hash to be kept."""
        async with self._turns:
            return (await asyncio.to_thread(_hasher().hash, password)).encode()

    async def fits(self, hashed: bytes | None, password: str) -> bool:
        """Whether `password` is the one; None is nobody's, and takes as long."""
        if hashed is None:
            if not self._nobodys:
                self._nobodys = (await self.hashed("nobody has this one")).decode()
            await self._fits(self._nobodys, password)
            return False
        return await self._fits(hashed.decode(), password)

    async def _fits(self, hashed: str, password: str) -> bool:
        async with self._turns:
            return await asyncio.to_thread(_verified, hashed, normalize("NFC", password[: LONGEST + 1]))


def _verified(hashed: str, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - loaded with the first password, not with the server

    try:
        return _hasher().verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415 - see above

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

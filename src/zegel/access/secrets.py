"""Secrets that people carry: drawn, written as `<id>.<secret>`, kept as a hash; and what the house's own key hashes and seals."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from functools import cached_property
from hashlib import sha256
from hmac import compare_digest
from hmac import digest as hmac_digest
from typing import Final

from zegel.core.ids import CompanyId
from zegel.core.value import value

ID_BYTES: Final = 12
SECRET_BYTES: Final = 32
LONGEST: Final = 200

RandomBytes = Callable[[int], bytes]


@value
class Drawn:
    """A new secret. `text` is shown now and never again; `hash` is kept."""

    id: str
    text: str
    hash: bytes


def drawn(random_bytes: RandomBytes) -> Drawn:
    """A secret of 256 bits with the id that it is looked up by."""
    # No id that a command line could take for an option.
    found, secret = written(random_bytes(ID_BYTES)).replace("-", "a").replace("_", "b"), written(random_bytes(SECRET_BYTES))
    return Drawn(found, f"{found}.{secret}", hash_of(secret))


def parted(text: str) -> tuple[str, str]:
    """The id and the secret of a text; two times "" where it has not that form."""
    found, dot, secret = text.partition(".")
    if not dot or len(text) > LONGEST or not text.isascii() or not found.isalnum():
        return "", ""
    return found, secret


def hash_of(secret: str) -> bytes:
    """What is kept of a secret of 256 bits: nobody guesses those, so a plain hash is enough."""
    return sha256(secret.encode("utf-8", "replace")).digest()


def fits(secret: str, hashed: bytes) -> bool:
    """Whether `hashed` is of `secret`, in the same time either way."""
    return compare_digest(hash_of(secret), hashed)


def written(raw: bytes) -> str:
    """Bytes as URL-safe text."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


class HouseKey:
    """The key that short secrets are hashed and long ones sealed under: 32 bytes, drawn at the first need (main)."""

    def __init__(self, key: Callable[[], bytes]) -> None:
        self._make = key

    @cached_property
    def _key(self) -> bytes:
        return self._make()

    def hashed(self, what: str, company: CompanyId, *parts: str) -> bytes:
        """A keyed hash of a short secret (a PIN, a six-digit code): without the key nobody can try them all.

        A documented deviation from a password hash (decision 0025): a till looks a PIN up by its value, within two seconds.
        """
        return hmac_digest(self._key, "\0".join((what, company, *parts)).encode("utf-8", "replace"), "sha256")

    def seal(self, secret: bytes, about: str, random_bytes: RandomBytes) -> bytes:
        """`secret` encrypted (AES-256-GCM), bound to whose it is."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - a server that seals nothing does not load it

        nonce = random_bytes(12)
        return nonce + AESGCM(self._part("seal")).encrypt(nonce, secret, about.encode())

    def unseal(self, sealed: bytes, about: str) -> bytes | None:
        """What was sealed; None where it was sealed under another key, about something else, or changed since."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see above
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

        try:
            return AESGCM(self._part("seal")).decrypt(sealed[:12], sealed[12:], about.encode())
        except InvalidTag:
            return None

    def part(self, what: str) -> bytes:
        """A key of its own for something else: 32 bytes that say nothing of this key."""
        return self._part(what)

    def _part(self, what: str) -> bytes:
        return hmac_digest(self._key, b"part\0" + what.encode(), "sha256")

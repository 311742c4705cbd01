"""The file that a till writes when its line does not come back: its waiting sales, readable by the company's server alone.

Form: a line of JSON that says whose it is (`form`, `company`, `device`, `key`: a new P-256 key of the till, base64url), a newline, twelve
random bytes, and the sales under AES-256-GCM with that line as what they are about. The key is HKDF-SHA256 over what the till's new key
and the company's agree on (ECDH), salted with a secret that only this till has. So only this house opens it, and no other till wrote it.
"""

from base64 import urlsafe_b64decode
from json import loads
from typing import TYPE_CHECKING, Any, Final

from zegel.access.refusals import TillFileNotOurs, TillFileUnreadable
from zegel.access.secrets import HouseKey, written
from zegel.core.ids import CompanyId
from zegel.core.value import value

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

FORM: Final = "zegel till file 1"
MOST_HEAD: Final = 600
_NONCE: Final = 12
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""How many points the curve has: a private key is a number below it."""


@value
class Opened:
    """A file that this till wrote for us."""

    device: str
    text: str


def _private(house: HouseKey, company: CompanyId) -> "EllipticCurvePrivateKey":
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - loaded with the first file

    # Twice as many bits as the curve has, so that no key is likelier than another (FIPS 186-5, A.2.1).
    wide = house.part(f"till file a\0{company}") + house.part(f"till file b\0{company}")
    return ec.derive_private_key(int.from_bytes(wide) % (_ORDER - 1) + 1, ec.SECP256R1())


def public_key(house: HouseKey, company: CompanyId) -> str:
    """What tills of this company write their files for."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415 - see above

    return written(_private(house, company).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def secret_of(house: HouseKey, company: CompanyId, device: str) -> bytes:
    """What only that till has: without it nobody writes a file that is taken for its."""
    return house.part(f"till file of\0{company}\0{device}")


def opened(house: HouseKey, company: CompanyId, raw: bytes) -> Opened:
    """What a till wrote; refuses `till_file_unreadable` (no such file) and `till_file_not_ours` (another's, or changed)."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see above
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    line, newline, rest = raw.partition(b"\n")
    if not newline or len(line) > MOST_HEAD or len(rest) <= _NONCE:
        raise TillFileUnreadable()
    head = _head(line)
    if head["company"] != company:
        raise TillFileNotOurs()
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), urlsafe_b64decode(head["key"] + "=="))
        agreed = _private(house, company).exchange(ec.ECDH(), theirs)
        key = HKDF(hashes.SHA256(), 32, secret_of(house, company, head["device"]), line).derive(agreed)
        return Opened(head["device"], AESGCM(key).decrypt(rest[:_NONCE], rest[_NONCE:], line).decode())
    except (InvalidTag, ValueError):
        raise TillFileNotOurs() from None


def _head(line: bytes) -> dict[str, str]:
    try:
        found: Any = loads(line)
    except (ValueError, RecursionError):
        raise TillFileUnreadable() from None
    if not isinstance(found, dict) or found.keys() != {"form", "company", "device", "key"} or found["form"] != FORM:
        raise TillFileUnreadable()
    if not all(isinstance(text, str) for text in found.values()):
        raise TillFileUnreadable()
    return found

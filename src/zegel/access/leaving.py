"""How somebody leaves a mailing with one click and without signing in: an address that only this house can have made."""

from base64 import urlsafe_b64decode
from hmac import compare_digest
from typing import Final

from zegel.access.secrets import HouseKey, written
from zegel.core.ids import CompanyId, PurseId, purse_of, purse_text
from zegel.core.refusals import Malformed
from zegel.core.value import value

PATH: Final = "/afmelden"
LONGEST: Final = 500


@value
class Left:
    """Who leaves which mailing."""

    company: CompanyId
    purse: PurseId
    purpose: str


class Leaving:
    """`public` is where this server is reached from outside (`https://card.example`), "" where nobody said."""

    def __init__(self, key: HouseKey, public: str) -> None:
        self._key, self._public = key, public.rstrip("/")

    def address(self, company: CompanyId, purse: PurseId, purpose: str) -> str:
        """The address to leave by; "" where this server has no address outside."""
        return f"{self._public}{PATH}/{self.token(company, purse, purpose)}" if self._public else ""

    def token(self, company: CompanyId, purse: PurseId, purpose: str) -> str:
        """`<company>.<purse>.<purpose>.<proof>`, the purpose in base64url: it may hold a dot."""
        return f"{company}.{purse_text(purse)}.{written(purpose.encode())}.{self._proof(company, purse, purpose)}"

    def left(self, token: str) -> Left:
        """Who leaves what by `token`. Refuses whatever this house did not make, all alike."""
        parts = token.rsplit(".", 3)
        if len(token) <= LONGEST and len(parts) == 4 and token.isascii():
            company, purse, purpose = CompanyId(parts[0]), purse_of(parts[1]), _read(parts[2])
            if purse is not None and compare_digest(parts[3], self._proof(company, purse, purpose)):
                return Left(company, purse, purpose)
        raise Malformed("this address to unsubscribe by is not ours")

    def _proof(self, company: CompanyId, purse: PurseId, purpose: str) -> str:
        return written(self._key.hashed("leave", company, purse_text(purse), purpose))


def _read(text: str) -> str:
    """What `written` wrote; "" of anything else."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("utf-8")
    except ValueError:
        return ""

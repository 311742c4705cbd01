"""Addresses that only this house can have made, about one purse of one company: who follows one needs not sign in."""

from base64 import urlsafe_b64decode
from hmac import compare_digest
from typing import Final

from zegel.access.secrets import HouseKey, written
from zegel.core.ids import CompanyId, PurseId, purse_of, purse_text
from zegel.core.refusals import Malformed
from zegel.core.value import value

LONGEST: Final = 500


@value
class Signed:
    """Whom an address is about, and what: a purpose, a receipt."""

    company: CompanyId
    purse: PurseId
    what: str


class SignedLinks:
    """`public` is where this server is reached from outside (`https://card.example`), "" where nobody said. `word` keeps kinds apart."""

    def __init__(self, key: HouseKey, public: str, path: str, word: str) -> None:
        self._key, self._public, self._path, self._word = key, public.rstrip("/"), path, word

    def address(self, company: CompanyId, purse: PurseId, what: str) -> str:
        """The address; "" where this server has no address outside."""
        return f"{self._public}{self._path}/{self.token(company, purse, what)}" if self._public else ""

    def token(self, company: CompanyId, purse: PurseId, what: str) -> str:
        """`<company>.<purse>.<what>.<proof>`, what it is about in base64url: it may hold a dot."""
        return f"{company}.{purse_text(purse)}.{written(what.encode())}.{self._proof(company, purse, what)}"

    def read(self, token: str) -> Signed:
        """What `token` is about. Refuses whatever this house did not make, all alike."""
        parts = token.rsplit(".", 3)
        if len(token) <= LONGEST and len(parts) == 4 and token.isascii():
            company, purse, what = CompanyId(parts[0]), purse_of(parts[1]), _read(parts[2])
            if purse is not None and compare_digest(parts[3], self._proof(company, purse, what)):
                return Signed(company, purse, what)
        raise Malformed("this address is not ours")

    def _proof(self, company: CompanyId, purse: PurseId, what: str) -> str:
        return written(self._key.hashed(self._word, company, purse_text(purse), what))


def _read(text: str) -> str:
    """What `written` wrote; "" of anything else."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("utf-8")
    except ValueError:
        return ""

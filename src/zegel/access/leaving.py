"""How somebody leaves a mailing with one click and without signing in: an address that only this house can have made."""

from typing import Final

from zegel.access.secrets import HouseKey
from zegel.access.signed_links import SignedLinks

PATH: Final = "/afmelden"


class Leaving(SignedLinks):
    """What such an address is about is the purpose that is left."""

    def __init__(self, key: HouseKey, public: str) -> None:
        super().__init__(key, public, PATH, "leave")

"""How a member says how it went, from the mail that asked and without signing in: an address that only this house can have made."""

from typing import Final

from zegel.access.secrets import HouseKey
from zegel.access.signed_links import SignedLinks

PATH: Final = "/pas/hoe-ging-het"


class Surveying(SignedLinks):
    """What such an address is about is the receipt that asked."""

    def __init__(self, key: HouseKey, public: str) -> None:
        super().__init__(key, public, PATH, "survey")

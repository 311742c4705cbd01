"""What a member is given outside of a purchase, as an effect and in words."""

from typing import Any, Final

from zegel.core.canonical import quoted
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.program.model import Words

REACHED: Final = "tier:"
"""How the reason begins of what a tier gives when it is reached."""


@value
class Given:
    """`count` of `unit` given to the member, until before `expires_at`; `because` says why: `friend`, `came by a member`."""

    because: str
    unit: str
    count: int
    expires_at: Instant

    def json(self) -> str:
        return (
            f'{{"because":{quoted(self.because)},"count":{self.count},"effect":"given","expires_at":{self.expires_at},'
            f'"unit":{quoted(self.unit)}}}'
        )


GIVEN: Final = {
    "friend": Words("omdat u een vriend meebracht", "because you brought a friend"),
    "reward": Words("voor uw punten of als cadeau", "for your points, or as a present"),
    "rebate": Words("teruggave op uw aankoop", "a rebate on your purchase"),
    "trade in": Words("omdat u iets inleverde", "because you handed something in"),
    "goodwill": Words("een gebaar, omdat er iets misging", "a gesture, because something went wrong"),
    "tier": Words("bij uw nieuwe niveau", "with your new tier"),
    "came by a member": Words("welkom: u kwam via een ander lid", "welcome: you came by another member"),
}
"""Why something is given, as the member and the cashier read it."""
_FROM_US: Final = Words("van ons", "from us")


def given_words(effect: dict[str, Any], amount: Words, why: Words) -> Words:
    """`+500 punten: omdat u een vriend meebracht`; `amount` is what was given, in words, `why` the program's own words for it."""
    why = why if why.nl else GIVEN.get("tier" if effect["because"].startswith(REACHED) else effect["because"], _FROM_US)
    return Words(f"+{amount.nl}: {why.nl}", f"+{amount.en}: {why.en}")

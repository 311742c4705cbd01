"""What a card asks consent for: the same list for the member who says yes, and for the office that may write to them."""

from typing import Final

ASKED: Final = (("offers", "email"), ("offers", "app"), ("offers", "sms"), ("offers", "post"), ("proposals", "app"))
"""Purpose and channel, besides what the program and the member's own history know."""

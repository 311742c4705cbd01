"""Refusals that only who stands at a door can meet."""

from zegel.core.refusals import ZegelError


class InvalidIdentifier(ZegelError):
    """The text cannot be an identifier of that kind: a phone number without digits, an e-mail address without a domain."""

    code = "invalid_identifier"
    sentence = "That is no card number, phone number, e-mail address or code of the kind that it says."

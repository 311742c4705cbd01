"""Refusals that any door can meet while it reads what is asked."""

from zegel.core.refusals import ZegelError


class NoSuchDay(ZegelError):
    """The text has the form of a day or a moment, and the calendar has none like it; or it lies where it cannot."""

    code = "no_such_day"
    sentence = "The calendar has no such day or moment, or it cannot be meant here."


class NamedTwice(ZegelError):
    """Two lines have the same number, or the same thing is meant twice."""

    code = "named_twice"
    sentence = "The same line or identifier stands there twice."


class NotAnonymous(ZegelError):
    """A card that is to be anonymous came with something that is known of its owner."""

    code = "not_anonymous"
    sentence = "An anonymous card has no name, no birthday and no day of joining."

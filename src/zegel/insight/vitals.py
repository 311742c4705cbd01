"""What of the house asks for somebody's attention, and how much; how it is said is the page's."""

from typing import Final, Literal

from zegel.core.periods import HOUR, MINUTE, Instant
from zegel.core.value import value

DAY: Final = 24 * HOUR
CHECK_EVERY: Final = 31 * DAY
BACKUP_EVERY: Final = 2 * DAY
RESTORE_EVERY: Final = 92 * DAY
LATE: Final = 10 * MINUTE
"""The worker comes by every second; what waits this long is stuck."""
UNSEALED: Final = HOUR
MAIL_LATE: Final = HOUR
LEAST_FREE: Final = 1 << 30
"""Bytes that a disk has left at least."""

Weight = Literal["bad", "warn"]


@value
class Vitals:
    """The facts. Instants are None where it never happened; `free` is None where the disk is another machine's."""

    at: Instant
    findings: int | None
    checked_at: Instant | None
    backed_up_at: Instant | None
    restored_at: Instant | None
    due_since: Instant | None
    unsealed: int
    sealed_at: Instant | None
    drafts: int
    mail_waits_since: Instant | None
    mail_failed: int
    sends_mail: bool
    size: int
    free: int | None


@value
class Trouble:
    """One thing that asks for attention: which, and whether somebody must act now (`bad`) or soon (`warn`)."""

    what: str
    weight: Weight


def troubles(vitals: Vitals) -> list[Trouble]:
    """Whatever is wrong, what is worst first. Nothing of it is a secret, and nothing is said of a house that is well.

    >>> [one.what for one in troubles(Vitals(Instant(10**12), 0, Instant(10**12), None, None, None, 0, None, 0, None, 0, True, 1, None))]
    ['no backup', 'never restored']
    """
    found: list[Trouble] = []

    def if_(wrong: bool, what: str, weight: Weight) -> None:
        if wrong:
            found.append(Trouble(what, weight))

    at = vitals.at
    if_(bool(vitals.findings), "books differ", "bad")
    if_(_older(vitals.due_since, at, LATE), "worker stands still", "bad")
    if_(vitals.unsealed > 0 and vitals.sealed_at is not None and _older(vitals.sealed_at, at, UNSEALED), "seals late", "bad")
    if_(vitals.drafts > 0, "draft late", "bad")
    if_(vitals.free is not None and vitals.free < max(LEAST_FREE, vitals.size), "disk full", "bad")
    if_(vitals.backed_up_at is None, "no backup", "warn")
    if_(_older(vitals.backed_up_at, at, BACKUP_EVERY), "backup old", "warn")
    if_(vitals.restored_at is None, "never restored", "warn")
    if_(_older(vitals.restored_at, at, RESTORE_EVERY), "restore old", "warn")
    if_(vitals.checked_at is None, "never checked", "warn")
    if_(_older(vitals.checked_at, at, CHECK_EVERY), "check old", "warn")
    if_(not vitals.sends_mail and vitals.mail_waits_since is not None, "no mail server", "warn")
    if_(vitals.sends_mail and _older(vitals.mail_waits_since, at, MAIL_LATE), "mail late", "warn")
    if_(vitals.mail_failed > 0, "mail failed", "warn")
    return found


def _older(then: Instant | None, at: Instant, than: int) -> bool:
    return then is not None and at - then > than

"""Who asks what, where and when: what every command carries."""

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Day, Instant
from zegel.core.purchase import Identifier
from zegel.core.value import value


@value
class Header:
    """Who asks what, where, when. `key` is the Idempotency-Key within `source`, "" for work without one (quotes, the clock).

    `body_hash` is the SHA-256 of the request (method, route and canonical body). `at` is when it was received;
    `happened_at` what the till claims, with the branch's (else the company's) business date, weekday and minute of it.
    """

    company: CompanyId
    source: str
    key: str
    body_hash: bytes
    at: Instant
    happened_at: Instant
    business_date: Day
    weekday: int
    minute: int
    actor: str
    branch: str
    till: str


@value
class Profile:
    """What is known of a member besides the books: erasable. Empty texts mean unknown; `birthday` is MM-DD or YYYY-MM-DD."""

    name: str
    language: str
    birthday: str


@value
class Use:
    """What the member wants to use now: a reward or a points discount of the program, by id.

    For a points discount `count` is how many points (0: as many as the rule allows); for a reward how many times, and `choice`
    is the number of the gift (from 1) or of the line that the member chose.
    """

    what: str
    count: int
    choice: int = 0


Who = Identifier | PurseId
"""A member by what was shown, or by the purse itself."""

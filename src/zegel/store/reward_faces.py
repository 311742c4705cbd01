"""What the office gives a reward besides its promise: a category and a photo. And the stock of rewards, which people refill by hand."""

from collections.abc import Mapping
from typing import Final

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.store.runner import Runner
from zegel.store.statements import Step

_PUT: Final = (
    "INSERT INTO reward_face (company, reward, category, photo) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (company, reward) DO UPDATE SET category = excluded.category, photo = excluded.photo"
)
_PHOTO: Final = "INSERT INTO photo (company, hash, size, body, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
_UNUSED: Final = (
    "DELETE FROM photo WHERE company = $1 AND NOT EXISTS"
    " (SELECT 1 FROM reward_face f WHERE f.company = photo.company AND f.photo = photo.hash)"
)
_STOCK: Final = (
    "INSERT INTO counter (company, id, remains) VALUES ($1, $2, $3)"
    " ON CONFLICT (company, id) DO UPDATE SET remains = CASE WHEN counter.remains + $4 < 0 THEN 0 ELSE counter.remains + $4 END"
)


@value
class RewardFace:
    """How a reward is shown: its category and the hash of its photo, "" for none."""

    category: str
    photo: str


NO_FACE: Final = RewardFace("", "")


class RewardFaces:
    """The part of store.queries that knows them."""

    def __init__(self, runner: Runner) -> None:
        self._read = runner.read

    async def all(self, company: CompanyId) -> dict[str, RewardFace]:
        """Every reward that was given one."""
        rows = await self._read(company, "SELECT reward, category, photo FROM reward_face WHERE company = $1", (company,))
        return {row[0]: RewardFace(row[1], row[2]) for row in rows}

    async def photo(self, company: CompanyId, named: str, size: str) -> bytes | None:
        """A photo in one of its sizes, None where there is none."""
        sql = "SELECT body FROM photo WHERE company = $1 AND hash = $2 AND size = $3"
        rows = await self._read(company, sql, (company, named, size))
        return bytes(rows[0][0]) if rows else None

    async def taken(self, company: CompanyId, first: str, last: str) -> dict[tuple[str, str, str], int]:
        """(reward, day, branch) → how often it was given, of the days from `first` to `last`."""
        sql = (
            "SELECT figure, day, branch, value FROM day_figure WHERE company = $1 AND day >= $2 AND day <= $3"
            " AND figure >= 'taken:' AND figure < 'taken;'"
        )
        rows = await self._read(company, sql, (company, first, last))
        return {(row[0].removeprefix("taken:"), row[1], row[2]): int(row[3]) for row in rows}


def put_face(company: CompanyId, reward: str, face: RewardFace, sizes: Mapping[str, bytes], at: Instant) -> list[Step]:
    """How a reward is shown from now on, with its new photo where there is one; photos that nothing shows any more are gone."""
    photos = [(company, face.photo, size, body, at) for size, body in sorted(sizes.items())]
    steps: list[Step] = [(_PHOTO, photos)] if photos else []
    return [*steps, (_PUT, [(company, reward, face.category, face.photo)]), (_UNUSED, [(company,)])]


def add_stock(company: CompanyId, counter: str, begins: int, more: int) -> Step:
    """`more` (below zero: less) of what a counter counts, which begins with `begins`; never below nothing."""
    return (_STOCK, [(company, counter, max(begins + more, 0), more)])

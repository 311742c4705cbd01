"""API keys: drawn at the door, shown once, kept as a hash, seen revoked within a second."""

import os

import pytest

from zegel.access.keys import Keys, make_key
from zegel.access.scopes import ALONE, NAMED_SETS, SCOPES, checked_scopes, spread
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.refusals import Malformed, NotSignedIn
from zegel.store.records import ApiKey

pytestmark = pytest.mark.anyio

KORENAAR = CompanyId("korenaar")
NOW = Instant(1_772_532_000_000)


class Rows:
    """Keys in memory, and how often they were looked for."""

    def __init__(self, *rows: ApiKey) -> None:
        self.rows = {row.id: row for row in rows}
        self.asked = 0
        self.used: list[tuple[str, Instant]] = []

    async def key_used(self, _company: CompanyId, key: str, at: Instant) -> None:
        self.used.append((key, at))
        raise OSError("the database is away")

    async def find_key(self, key: str) -> ApiKey | None:
        self.asked += 1
        return self.rows.get(key)


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def random_bytes(count: int) -> bytes:
    return bytes((7 * n + count) % 251 for n in range(count))


def a_key(**more: object):
    return make_key(random_bytes, company=KORENAAR, source="till", scopes=["till"], at=NOW, **more)  # type: ignore[arg-type]  # what the tests name


def changed(row: ApiKey, **more: object) -> ApiKey:
    return ApiKey(**({name: getattr(row, name) for name in row.__slots__} | more))


def test_a_key_has_an_id_and_a_secret_of_256_bits_and_only_its_hash_is_kept():
    made = a_key()

    name, _, secret = made.text.partition(".")
    assert name == f"zk_{made.row.id}"
    assert len(secret) == 43
    assert secret not in repr(made.row)
    assert len(made.row.secret_hash) == 32


def test_two_keys_drawn_by_the_machine_differ():
    texts = {make_key(os.urandom, company=KORENAAR, source="till", scopes=["till"], at=NOW).text for _ in range(100)}

    assert len(texts) == 100


async def test_a_key_opens_what_it_was_made_for():
    made = a_key(branch="station")

    grant = await Keys(Rows(made.row), Stopwatch()).grant(made.text, NOW)

    assert (grant.company, grant.source, grant.branch, grant.key) == (KORENAAR, "till", "station", made.row.id)
    assert grant.scopes == NAMED_SETS["till"]


def spoilt(text: str) -> list[str]:
    """A key with something wrong with it."""
    name, _, secret = text.partition(".")
    return [
        "", text[:-1], text + "A", text.replace("zk_", "ZK_"), f"{name}:{secret}", name, f"{name}.", f" {text}", f"zk_{text}",
        text + "\u0661", text[:-1] + ("B" if text[-1] == "A" else "A"), f"zk_{'A' * 12}.{secret}", f"zk_../../x.{secret}",
        f"zk_{'é' * 12}", secret,
    ]  # fmt: skip


@pytest.mark.parametrize("way", range(15))
async def test_anything_but_the_key_itself_opens_nothing(way):
    made = a_key()
    keys = Keys(Rows(made.row), Stopwatch())
    await keys.grant(made.text, NOW)

    with pytest.raises(NotSignedIn):
        await keys.grant(spoilt(made.text)[way], NOW)
    try:
        assert keys.at_hand(spoilt(made.text)[way], NOW) is None
    except NotSignedIn:
        pass


async def test_a_secret_is_compared_also_where_the_key_is_at_hand():
    made = a_key()
    keys = Keys(Rows(made.row), Stopwatch())
    await keys.grant(made.text, NOW)

    with pytest.raises(NotSignedIn):
        keys.at_hand(made.text[:-1] + ("B" if made.text[-1] == "A" else "A"), NOW)


async def test_a_key_is_read_again_before_it_can_be_a_second_old():
    made = a_key()
    rows, stopwatch = Rows(made.row), Stopwatch()
    keys = Keys(rows, stopwatch)
    await keys.grant(made.text, NOW)

    stopwatch.seconds = 0.8
    assert keys.at_hand(made.text, NOW) is not None
    rows.rows[made.row.id] = changed(made.row, revoked_at=NOW)
    stopwatch.seconds = 0.95
    assert keys.at_hand(made.text, NOW) is None
    with pytest.raises(NotSignedIn):
        await keys.grant(made.text, NOW)
    assert rows.asked == 2


async def test_a_key_ends_at_its_moment_also_where_it_is_at_hand():
    made = a_key(expires_at=Instant(NOW + 1))
    keys = Keys(Rows(made.row), Stopwatch())

    assert (await keys.grant(made.text, NOW)).company == KORENAAR
    with pytest.raises(NotSignedIn):
        keys.at_hand(made.text, Instant(NOW + 1))
    with pytest.raises(NotSignedIn):
        await keys.grant(made.text, Instant(NOW + 1))


async def test_that_a_key_is_in_use_is_remembered_once_an_hour_and_may_fail():
    made = a_key()
    rows = Rows(made.row)
    keys = Keys(rows, Stopwatch())

    for minutes in (0, 1, 59, 60, 61, 130):
        await keys.grant(made.text, Instant(NOW + minutes * 60_000))
    await keys.close()

    assert [(key, (at - NOW) // 60_000) for key, at in rows.used] == [(made.row.id, 0), (made.row.id, 60), (made.row.id, 130)]


async def test_strangers_do_not_fill_the_memory():
    rows = Rows()
    keys = Keys(rows, Stopwatch())

    for n in range(100):
        with pytest.raises(NotSignedIn):
            await keys.grant(f"zk_{n:012d}." + "A" * 43, NOW)

    assert keys._known == {}


def test_a_scope_is_one_that_there_is():
    assert checked_scopes(frozenset({"till", "reviews:write"})) == {"till", "reviews:write"}
    with pytest.raises(Malformed):
        checked_scopes(frozenset({"everything"}))


def test_named_sets_grow_from_till_to_all():
    assert NAMED_SETS["till"] < NAMED_SETS["office"] <= NAMED_SETS["all"] == set(SCOPES) - ALONE
    assert spread(frozenset({"office", "quotes:read"})) == NAMED_SETS["office"]
    assert spread(frozenset({"a scope of yesterday"})) == {"a scope of yesterday"}

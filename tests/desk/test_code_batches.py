"""Code batches: stopped and gone on with, the same codes every time, the seed forgotten at the end."""

import pytest

from tests.contract.hand import AT, COMPANY, found
from tests.shop_fixtures import both_databases, database_url  # noqa: F401 - fixtures
from zegel.core.codes import STREAM, canonical, code_hash
from zegel.core.periods import NEVER, Instant
from zegel.core.refusals import BatchExists, BatchMismatch
from zegel.desk.code_batches import Given, begin, bring_in, make
from zegel.store.code_queries import MAKING, CodeBatch
from zegel.store.opening import open_store

pytestmark = [pytest.mark.anyio, both_databases]
KEY = bytes(range(32))


@pytest.fixture
async def codes(database_url):  # noqa: F811 - the fixture
    store = await open_store(database_url, unsafe=True)
    await found(store, COMPANY)
    yield store.queries.codes
    await store.close()


def hashed(text):
    return code_hash(KEY, COMPANY, canonical(text))


def batch(asked=0, seed=bytes(range(32)), **changes):
    fields = {"id": "b", "campaign": "zomer", "uses": 1, "value_minor": 0} | changes
    return CodeBatch(
        fields["id"], fields["campaign"], MAKING, "text", asked, 0, fields["uses"], fields["value_minor"], Instant(0), NEVER,
        seed if asked else None, Instant(AT),
    )  # fmt: skip


class File:
    """Where codes are written out."""

    def __init__(self):
        self.codes = []

    def chunk(self, codes):
        self.codes += codes


async def test_a_batch_that_was_stopped_goes_on_with_the_same_codes(codes):
    asked = STREAM + 7
    first, again = File(), File()

    done = await make(codes, COMPANY, await begin(codes, COMPANY, batch(asked)), hashed, first, lambda _: None, lambda: True, window=STREAM)
    assert (done, len(first.codes)) == (STREAM, STREAM)

    # Another run draws another seed; the one that stands with the batch counts.
    there = await begin(codes, COMPANY, batch(asked, seed=bytes(32)))
    done = await make(codes, COMPANY, there, hashed, again, lambda _: None)

    assert (done, again.codes[:STREAM], len(set(again.codes))) == (asked, first.codes, asked)
    assert (await codes.stand(COMPANY, "b", Instant(AT))).issued == asked
    assert (await codes.batch(COMPANY, "b")).seed is None
    with pytest.raises(BatchExists):
        await begin(codes, COMPANY, batch(asked))


async def test_a_window_that_broke_off_between_two_commits_is_written_again(codes):
    first, again = File(), File()

    def broken(done):
        raise ConnectionResetError(done)

    with pytest.raises(ConnectionResetError, match=str(STREAM // 2)):
        await make(codes, COMPANY, await begin(codes, COMPANY, batch(STREAM)), hashed, first, broken, a_commit=STREAM // 2)
    there = await begin(codes, COMPANY, batch(STREAM))
    moved = []
    done = await make(codes, COMPANY, there, hashed, again, moved.append, a_commit=STREAM // 2)

    assert (there.made, moved, done, again.codes) == (0, [STREAM // 2, STREAM], STREAM, first.codes)
    assert (await codes.stand(COMPANY, "b", Instant(AT))).issued == STREAM


async def test_a_batch_is_not_gone_on_with_as_another(codes):
    await begin(codes, COMPANY, batch(10))

    with pytest.raises(BatchMismatch):
        await begin(codes, COMPANY, batch(11))
    with pytest.raises(BatchMismatch):
        await begin(codes, COMPANY, batch(10, campaign="winter"))


async def test_a_file_that_was_stopped_goes_on_where_it_was(codes):
    rows = [Given(f"CODE{n}") for n in range(STREAM + 3)]

    done = await bring_in(codes, COMPANY, await begin(codes, COMPANY, batch()), hashed, rows, lambda _: None, lambda: True)
    assert done == STREAM
    done = await bring_in(codes, COMPANY, await begin(codes, COMPANY, batch()), hashed, rows, lambda _: None)

    assert done == STREAM + 3
    assert (await codes.stand(COMPANY, "b", Instant(AT))).issued == STREAM + 3

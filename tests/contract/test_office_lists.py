"""What the office lists: gift cards, codes of a batch, faces and stock of rewards; on both databases, of this company only."""

import pytest

from tests.contract.hand import AT, COMPANY, DAY, OTHER, Member, enrol, gives, purse_id
from zegel.core.periods import NEVER, Instant
from zegel.desk.code_streams import begin, finish, streamed
from zegel.desk.register import Register
from zegel.store.code_queries import MAKING, CodeBatch, ending_code
from zegel.store.figure_queries import counting
from zegel.store.reward_faces import RewardFace, add_stock, put_face
from zegel.store.segments import Segment, drop_segment, put_segment

pytestmark = pytest.mark.anyio


async def test_a_reward_has_one_face_and_photos_that_nothing_shows_are_gone(store):
    ask = store.queries.reward_faces
    await store.write(COMPANY, put_face(COMPANY, "mug", RewardFace("", "h1"), {"small": b"s1", "large": b"l1"}, AT))
    await store.write(COMPANY, put_face(COMPANY, "tea", RewardFace("drinks", "h1"), {"small": b"s1"}, AT))
    await store.write(OTHER, put_face(OTHER, "mug", RewardFace("", "h1"), {"small": b"theirs"}, AT))
    await store.write(COMPANY, put_face(COMPANY, "mug", RewardFace("cups", "h2"), {"small": b"s2"}, AT))

    assert await ask.all(COMPANY) == {"mug": RewardFace("cups", "h2"), "tea": RewardFace("drinks", "h1")}
    assert [await ask.photo(COMPANY, *which) for which in (("h1", "small"), ("h2", "small"), ("h2", "large"))] == [b"s1", b"s2", None]
    await store.write(COMPANY, put_face(COMPANY, "tea", RewardFace("drinks", ""), {}, AT))
    assert await ask.photo(COMPANY, "h1", "small") is None
    assert await ask.photo(OTHER, "h1", "small") == b"theirs"


async def test_segments_are_a_companys_own_and_no_two_have_one_name(store):
    ask = store.queries.segments
    one, two = Segment("a1", "Post", {"consent": "offers by email"}, "staff:jo", AT), Segment("b2", "Away", {"seen": "-30"}, "staff:jo", AT)
    await store.write(COMPANY, [put_segment(COMPANY, one), put_segment(COMPANY, two)])
    await store.write(OTHER, [put_segment(OTHER, Segment("a1", "Theirs", {"blocked": "yes"}, "staff:x", AT))])

    assert await ask.all(COMPANY) == [two, one]
    with pytest.raises(Exception, match=r"(?i)unique|conflict"):
        await store.write(COMPANY, [put_segment(COMPANY, Segment("c3", "Post", {}, "staff:jo", AT))])
    await store.write(COMPANY, [put_segment(COMPANY, Segment("a1", "Mail", one.filters, "staff:an", AT))])
    await store.write(COMPANY, [drop_segment(COMPANY, "b2")])
    assert [(found.id, found.name, found.changed_by) for found in await ask.all(COMPANY)] == [("a1", "Mail", "staff:an")]
    assert (await ask.one(OTHER, "a1")).name == "Theirs"
    assert await ask.one(COMPANY, "b2") is None


async def test_who_holds_what_is_listed_the_most_first_page_by_page(store):
    has = ((30,), (50, 50), (50,), (7,))
    await enrol(store, *(Member(purse_id(n), postings=tuple(map(gives, points))) for n, points in enumerate(has, 1)))

    everybody = await store.queries.figures.holders(COMPANY, "points", None, 9)
    first = await store.queries.figures.holders(COMPANY, "points", None, 2)
    then = await store.queries.figures.holders(COMPANY, "points", (first[-1].held, first[-1].purse), 9)

    assert [(one.purse, one.held) for one in everybody] == [(purse_id(2), 100), (purse_id(3), 50), (purse_id(1), 30), (purse_id(4), 7)]
    assert first + then == everybody
    assert await store.queries.figures.holders(OTHER, "points", None, 9) == []
    assert sum(one.held for one in everybody) == (await store.queries.figures.owed(COMPANY))["points"]


async def test_stock_begins_by_itself_is_added_to_and_never_below_nothing(store):
    async def left():
        return (await store.queries.counters(COMPANY)).get("reward:tea:station")

    found = []
    for more in (-2, 20, -50, 3):
        await store.write(COMPANY, [add_stock(COMPANY, "reward:tea:station", 5, more)])
        found.append(await left())

    assert found == [3, 23, 0, 3]
    await store.write(COMPANY, [add_stock(COMPANY, "reward:cake", 5, -9)])
    assert (await store.queries.counters(COMPANY))["reward:cake"] == 0


async def test_how_often_rewards_were_given_is_told_by_day_and_branch(store):
    figures = {
        (DAY, "station", "taken:mug"): 2,
        (DAY, "station", "sales"): 9,
        ("2026-01-01", "", "taken:mug"): 1,
        (DAY, "", "taken:a:b"): 4,
    }
    await store.write(COMPANY, counting(COMPANY, figures, []))

    assert await store.queries.reward_faces.taken(COMPANY, "2026-03-01", DAY) == {("mug", DAY, "station"): 2, ("a:b", DAY, ""): 4}
    assert await store.queries.reward_faces.taken(OTHER, "2026-01-01", DAY) == {}


async def test_a_batch_is_made_as_it_is_handed_out_listed_and_found(store):
    def hashed(text):
        return text.encode().ljust(32, b".")

    queries = store.queries.codes
    batch = CodeBatch("b", "spring", MAKING, "text", 5_003, 0, 1, 0, Instant(0), NEVER, bytes(32), AT)
    await begin(Register(store), COMPANY, batch, ())
    half = streamed(queries, COMPANY, "b", hashed)
    first = await anext(half)
    assert (len(first), (await queries.batch(COMPANY, "b")).made) == (5_000, 0), "handed out before it is in the books"
    await half.aclose()
    assert not await finish(queries, COMPANY, "b")

    texts = [text async for some in streamed(queries, COMPANY, "b", hashed) for text in some]
    again = [text async for some in streamed(queries, COMPANY, "b", hashed) for text in some]

    assert (len(set(texts)), texts[:5_000] == first, again == texts) == (5_003, True, True)
    assert (await queries.stand(COMPANY, "b", AT)).issued == 5_003
    lists = store.queries.code_lists
    found = await lists.find(COMPANY, hashed("nothing"), hashed(texts[7]))
    assert found is not None
    assert found.tail == texts[7][-4:]
    assert await lists.find(OTHER, hashed(texts[7])) is None
    await store.write(COMPANY, ending_code(COMPANY, found.hash))
    page = await lists.page(COMPANY, "b", "", AT, b"", 3)
    rest = await lists.page(COMPANY, "b", "", AT, page[-1].hash, 9_999)
    assert sorted(one.hash for one in page + rest) == sorted(map(hashed, texts))
    shown = {which: len(await lists.page(COMPANY, "b", which, AT, b"", 9_999)) for which in ("open", "used", "expired", "cancelled")}
    assert shown == {"open": 5_002, "used": 0, "expired": 0, "cancelled": 1}
    assert await finish(queries, COMPANY, "b")
    assert (await queries.batch(COMPANY, "b")).seed is None
    assert await store.queries.gift_card_lists.page(COMPANY, None, 10) == []

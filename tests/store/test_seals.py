"""Merkle roots: every leaf and its place count."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from zegel.core.ids import PurseId
from zegel.core.periods import Instant
from zegel.store.records import Head, Seal
from zegel.store.seals import FIRST, leaf, leaves_bytes, leaves_of, merkle_root, seal_hash

heads = st.lists(
    st.builds(Head, st.binary(min_size=16, max_size=16).map(PurseId), st.integers(1, 2**53), st.binary(min_size=32, max_size=32)),
    min_size=1, max_size=40,
)  # fmt: skip


def test_a_root_by_hand():
    a, b, c = (sha256(b"\x00" + bytes(16) + n.to_bytes(8, "big") + bytes(32)).digest() for n in (1, 2, 3))
    node = sha256(b"\x01" + a + b).digest()

    root = merkle_root([leaf(Head(PurseId(bytes(16)), n, bytes(32))) for n in (1, 2, 3)])

    assert root == sha256(b"\x01" + node + c).digest()


@given(heads)
def test_leaves_come_back_in_their_order(found):
    seal = Seal(1, b"", b"", b"", b"", leaves_bytes(found), Instant(0), len(found))

    assert list(leaves_of(seal)) == [(head.purse, head.seq) for head in found]


@given(heads, st.data())
def test_any_change_changes_the_root(found, data):
    i = data.draw(st.integers(0, len(found) - 1))
    one = found[i]
    changed = [*found[:i], Head(one.purse, one.seq + 1, one.hash), *found[i + 1 :]]

    assert merkle_root([leaf(h) for h in changed]) != merkle_root([leaf(h) for h in found])
    assert merkle_root([leaf(h) for h in [*found, one]]) != merkle_root([leaf(h) for h in found])


def test_a_seal_hash_covers_every_field():
    base = ("korenaar", 1, FIRST, b"r" * 32, 5, 7)
    changes = ("molen", 2, b"p" * 32, b"s" * 32, 6, 8)
    others = [(*base[:i], changed, *base[i + 1 :]) for i, changed in enumerate(changes)]

    assert len({seal_hash(*fields) for fields in (base, *others)}) == 7

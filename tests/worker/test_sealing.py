"""Seals: RFC 6962 trees over the chains that changed, chained, signed, exported."""

import json
import stat
from hashlib import sha256

import pytest

from zegel.core.ids import CompanyId, PurseId
from zegel.core.periods import Instant
from zegel.store.records import Head
from zegel.store.seals import FIRST, leaf, leaves_of, merkle_root, seal_hash
from zegel.worker.sealing import Signer, WeakKey, append, exported, is_signed, key_beside, newest_exported, sealed

KORENAAR = CompanyId("korenaar")
SECRET = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
"""RFC 8032 §7.1, test 1."""

# The leaves and roots that RFC 6962's reference implementation is tested with.
SIXTEEN = "606162636465666768696a6b6c6d6e6f"
LEAVES = [
    bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]  # fmt: skip


@pytest.mark.parametrize("count", range(1, 9))
def test_trees_have_the_roots_of_rfc_6962(count):
    assert merkle_root([sha256(b"\x00" + one).digest() for one in LEAVES[:count]]).hex() == ROOTS[count - 1]


def heads(*seqs: int) -> list[Head]:
    return [Head(PurseId(bytes([n]) * 16), seq, bytes([seq]) * 32) for n, seq in enumerate(seqs)]


def test_a_seal_is_the_same_bytes_for_ever():
    signer = Signer(SECRET)

    first = sealed(KORENAAR, None, heads(3, 1, 4), Instant(1_772_532_000_000), signer)
    second = sealed(KORENAAR, first, heads(5), Instant(1_772_532_300_000), signer)

    assert signer.public.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert (first.number, first.count, first.previous) == (1, 3, FIRST)
    assert first.root == merkle_root([leaf(head) for head in heads(3, 1, 4)])
    assert first.hash.hex() == GOLDEN
    assert first.signature.hex() == GOLDEN_SIGNATURE
    assert (second.number, second.previous) == (2, first.hash)
    assert list(leaves_of(first)) == [(head.purse, head.seq) for head in heads(3, 1, 4)]


GOLDEN = "7da1cb04f7b87fd772ddb4b3e062004a85db769035536f0c1013cfa8573f3494"
GOLDEN_SIGNATURE = (
    "1111a62d54750655216d6e8b7f28830c1b2e571be98669d6711112072d879eb99ed159aabf5dd6cb77f8836f0a9e93a1e984818b392e8d81b3191421b4ac9101"
)


def test_a_leaf_and_a_node_can_never_be_taken_for_each_other():
    one, two = (sha256(b"\x00" + text).digest() for text in (b"a", b"b"))

    assert merkle_root([one, two]) != sha256(b"\x00" + one + two).digest()
    assert merkle_root([one, two]) != merkle_root([two, one])


@pytest.mark.parametrize("change", ["number", "root", "previous", "at", "count"])
def test_the_hash_covers_every_field(change):
    fields = {"number": 1, "previous": FIRST, "root": bytes(32), "at": 1, "count": 1}
    other = fields | {change: fields[change] + 1 if isinstance(fields[change], int) else b"\x01" * 32}

    assert seal_hash(KORENAAR, **fields) != seal_hash(KORENAAR, **other)
    assert seal_hash(KORENAAR, **fields) != seal_hash(CompanyId("molen"), **fields)


def test_only_the_holder_of_the_key_can_have_signed():
    seal = sealed(KORENAAR, None, heads(1), Instant(1), Signer(SECRET))

    assert is_signed(seal, Signer(SECRET).public)
    assert not is_signed(seal, Signer(bytes(range(32))).public)
    assert not is_signed(seal, b"short")
    line = json.loads(exported(KORENAAR, seal, Signer(SECRET).public))
    assert (line["number"], line["purses"], line["root"]) == (1, 1, seal.root.hex())


def test_the_key_beside_the_data_is_drawn_once_and_its_owner_s_alone(tmp_path):
    path = tmp_path / "seal.key"

    drawn = key_beside(path, lambda count: bytes(range(count)))

    assert drawn == bytes(range(32))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key_beside(path, bytes) == drawn
    path.chmod(0o640)
    with pytest.raises(WeakKey, match="chmod 600"):
        key_beside(path, bytes)
    path.chmod(0o600)
    path.write_text("not hexadecimal")
    with pytest.raises(WeakKey, match="hexadecimal"):
        key_beside(path, bytes)


@pytest.mark.parametrize("secret", [b"", bytes(32), b"secret" * 5 + b"ab", bytes(31), b"a" * 32])
def test_a_weak_key_is_refused(secret):
    with pytest.raises(WeakKey):
        Signer(secret)


def test_a_line_that_a_crash_cut_short_is_passed_over_and_the_next_stands_alone(tmp_path):
    path = tmp_path / "seals.ndjson"
    assert newest_exported(path) == {}
    append(path, '{"company":"korenaar","number":1}')
    with path.open("a") as file:
        file.write('{"company":"korenaar","num')

    assert newest_exported(path) == {"korenaar": 1}
    append(path, '{"company":"korenaar","number":2}')
    assert newest_exported(path) == {"korenaar": 2}

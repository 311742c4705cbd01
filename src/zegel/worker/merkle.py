"""Merkle trees as RFC 6962 §2.1 makes them (SHA-256; leaves and nodes hash under different first bytes)."""

from collections.abc import Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf."""
    return sha256(b"\x00" + data).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over `leaves`, in their order.

    Built level by level: a node without a partner goes up as it is, which is RFC 6962's split at the largest power of two.
    """
    level = [leaf_hash(leaf) for leaf in leaves]
    if not level:
        return EMPTY
    while len(level) > 1:
        pairs = [sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        if len(level) % 2:
            pairs.append(level[-1])
        level = pairs
    return level[0]


def path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of leaf `index`: what `root_from` needs to come to the root, from the leaf upwards."""
    level = [leaf_hash(leaf) for leaf in leaves]
    found = []
    while len(level) > 1:
        partner = index ^ 1
        if partner < len(level):
            found.append(level[partner])
        pairs = [sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        if len(level) % 2:
            pairs.append(level[-1])
        level, index = pairs, index // 2
    return found


def root_from(leaf: bytes, index: int, count: int, steps: Sequence[bytes]) -> bytes | None:
    """The root that `leaf`, as number `index` of `count`, and its audit path lead to; None where the path has another length."""
    found, last, waiting = leaf_hash(leaf), count - 1, list(steps)
    while last > 0:
        if index % 2:
            if not waiting:
                return None
            found = sha256(b"\x01" + waiting.pop(0) + found).digest()
        elif index < last:
            if not waiting:
                return None
            found = sha256(b"\x01" + found + waiting.pop(0)).digest()
        index, last = index // 2, last // 2
    return None if waiting else found

"""Exact division and sharing. Everything here is integer arithmetic; nothing ever leaks a cent."""

from collections.abc import Sequence
from typing import Literal

Rounding = Literal["half up", "down", "half even", "up"]
Spare = Literal["largest remainder", "last line", "first line", "first items"]


def half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` to the nearest whole, halves away from zero (Dutch tax practice; a return mirrors its sale).

    >>> half_up(125, 10), half_up(-125, 10), half_up(124, 10)
    (13, -13, 12)
    """
    assert denominator > 0
    if numerator >= 0:
        return (2 * numerator + denominator) // (2 * denominator)
    return -((-2 * numerator + denominator) // (2 * denominator))


def largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """`total` shared over `weights` so that the shares sum to it exactly (Hamilton's method).

    Spare ones go to the largest remainder, ties to the lower position; all weights zero shares equally.
    `weights` are not negative. A negative `total` mirrors the positive one. No weights: `total` must be 0.

        >>> largest_remainder(500, [999, 1999, 499])
        [143, 286, 71]
        >>> largest_remainder(1000, [0, 0, 0])
        [334, 333, 333]
    """
    if total < 0:
        return [-share for share in largest_remainder(-total, weights)]
    if not weights:
        assert total == 0, "nothing to share over"
        return []
    whole = sum(weights)
    if whole == 0:
        weights, whole = [1] * len(weights), len(weights)
    shares = [total * weight // whole for weight in weights]
    spare = total - sum(shares)
    if spare:
        by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
        for i in by_remainder[:spare]:
            shares[i] += 1
    return shares


def rounded(numerator: int, denominator: int, how: Rounding) -> int:
    """`numerator / denominator`, not negative, to a whole number in one of the ways that shops round.

    >>> [rounded(25, 10, how) for how in ("half up", "down", "half even", "up")]
    [3, 2, 2, 3]
    """
    whole, rest = divmod(numerator, denominator)
    if how == "down" or not rest:
        return whole
    if how == "up":
        return whole + 1
    if 2 * rest != denominator:
        return whole + (2 * rest > denominator)
    return whole + 1 if how == "half up" else whole + whole % 2


def shared(total: int, weights: Sequence[int], spare: Spare, pieces: Sequence[int]) -> list[int]:
    """`total` shared over `weights` (none negative, some above zero), in one of the ways to share spare cents; always sums exactly.

    `last line`: each rounded half up, the last takes the rest. `first line`: each rounded half down, and what is then short or over
    is put right a cent a line from the first on. `first items`: each rounded down, and the first lines get up to a cent for each of their
    `pieces`. No line of weight zero gets anything, and no line less than nothing.

        >>> shared(300, [4300, 1400, 2300], "first line", [1, 1, 1]), shared(100, [1, 1, 1], "last line", [1, 1, 1])
        ([162, 52, 86], [33, 33, 34])
        >>> shared(1000, [3, 3, 3], "first items", [1, 1, 1])
        [334, 333, 333]
    """
    if spare == "largest remainder" or not any(weights):
        return largest_remainder(total, weights)
    whole = sum(weights)
    if spare == "last line":
        shares, left = [], total
        last = max(n for n, weight in enumerate(weights) if weight)
        for n, weight in enumerate(weights):
            share = left if n == last else min(half_up(total * weight, whole), left)
            shares.append(share)
            left -= share
        return shares
    half = whole - 1 if spare == "first line" else 0
    shares = [(2 * total * weight + half) // (2 * whole) for weight in weights]
    left = total - sum(shares)
    while left:
        for n, weight in enumerate(weights):
            step = min(left, max(pieces[n], 1) if spare == "first items" else 1) if left > 0 else -min(1, shares[n])
            if weight and step:
                shares[n] += step
                left -= step
                if not left:
                    break
    return shares


def part_of(amount: int, part: int, whole: int) -> int:
    """The part of `amount` that belongs to `part` of `whole`, half up; exactly `amount` when part is whole.

    Used cumulatively: what is new is `part_of(a, after, w) - part_of(a, before, w)`, so that any partition of
    returns adds up to one whole return.
    """
    return amount if part == whole else half_up(amount * part, whole)

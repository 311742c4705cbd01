"""Exact division and sharing. Everything here is integer arithmetic; nothing ever leaks a cent."""

from collections.abc import Sequence


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


def part_of(amount: int, part: int, whole: int) -> int:
    """The part of `amount` that belongs to `part` of `whole`, half up; exactly `amount` when part is whole.

    Used cumulatively: what is new is `part_of(a, after, w) - part_of(a, before, w)`, so that any partition of
    returns adds up to one whole return.
    """
    return amount if part == whole else half_up(amount * part, whole)

"""Days, halves and shares for the model, in arithmetic of its own: exact fractions and the standard library's calendar."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor
from zoneinfo import ZoneInfo


def day_of(at: int) -> date:
    return datetime.fromtimestamp(at // 1000, ZoneInfo("Europe/Amsterdam")).date()


def end_of(day: date) -> int:
    after = datetime.combine(day + timedelta(days=1), datetime.min.time(), ZoneInfo("Europe/Amsterdam"))
    return int(after.timestamp()) * 1000


def two_months_after(day: date) -> date:
    year, month = divmod(day.year * 12 + day.month + 1, 12)
    last = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def rounded(exact: Fraction) -> int:
    return floor(exact + Fraction(1, 2))


def shared(total: int, weights: list[int]) -> list[int]:
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    found = [floor(part) for part in exact]
    for n in sorted(range(len(exact)), key=lambda n: (found[n] - exact[n], n))[: total - sum(found)]:
        found[n] += 1
    return found

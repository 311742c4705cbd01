"""A year's bonus as its dossier keeps it."""

from zegel.core.periods import Day
from zegel.decide.agreement import BonusYear, Correction, Year, bonus_from

YEAR = Year(*[Day(day) for day in ("2026-01-01", "2026-12-31", "2026-01-01", "2026-12-31")])
SPLIT = ((900, 50_000, 4_500), (2100, 200_000, 42_000))


def of(*corrections):
    return BonusYear(YEAR, ((900, 1_000_000), (2100, 4_000_000)), 0, 0, 2, 250_000, SPLIT, "piet", "mia", "", "", corrections)


def test_what_is_kept_is_read_again():
    bonus = of(Correction("2027-01-20", -90_000, "piet", "late return", ((900, -50_000, -4_500), (2100, -40_000, -8_400))))

    assert bonus_from(bonus.json()) == bonus
    assert bonus.paid_slices == ((2100, 160_000, 33_600),)
    assert sum(minor for _, minor, _ in bonus.paid_slices) == bonus.paid_minor == 160_000


def test_one_of_a_year_that_had_no_turnover_then_is_read_too():
    kept = of().json().replace('"turnover":[[900,1000000],[2100,4000000]]', '"turnover":[]')
    kept = kept.replace('"corrections":[]', '"corrections":[["2027-01-20",600,"piet","late invoice"]]')

    assert bonus_from(kept).corrections[0].slices == ((0, 600, 0),)


def test_a_correction_of_before_they_were_kept_with_a_split_is_split_by_the_turnover():
    kept = of().json().replace('"corrections":[]', '"corrections":[["2027-01-20",-600,"piet","late return"]]')

    bonus = bonus_from(kept)

    assert bonus.corrections[0].slices == ((900, -120, -11), (2100, -480, -101))
    assert sum(minor for _, minor, _ in bonus.paid_slices) == bonus.paid_minor == 249_400

"""The short forms: what they read exactly, and what they refuse with the text that was meant."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.core.money import CURRENCIES, MAX_AMOUNT, decimal_text
from zegel.program import forms
from zegel.program.forms import Duration, Wrong

# reliability.md section 3: amounts as nobody should be able to write them.
HOSTILE_NUMBERS = [
    "", " ", "-0", "-1", "0.1", "0.005", "1e3", "1e400", "10.0", " 10 ", "1__000", "1_00", "_1", "1_", "١٠", "１０", "0x10", "1,000",
    "1.000,00",
    "true", "null", "[]", "{}", "NaN", "Infinity", "-Infinity", "²", "½", "1\u200b0", "10\n", "010", "0b1", "1e-400", "9" * 4301, "+5",
    "5 ",
]  # fmt: skip
HOSTILE_TEXTS = [
    "=HYPERLINK(1)",
    "＝1+1",
    "'; DROP",
    "{{7*7}}",
    "${7*7}",
    "%s%n",
    "../../x",
    "__import__('os')",
    "\u202e5",
    "ﬁ",
    "İ",
    "a" * 100_000,
]


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("1", 1), ("500", 500), ("20_000", 20_000), ("1_000_000", 10**6), (str(MAX_AMOUNT), MAX_AMOUNT)]
)
def test_a_count_is_whole(text, number):
    assert forms.count(text) == number


@pytest.mark.parametrize("text", [*HOSTILE_NUMBERS, *HOSTILE_TEXTS, str(MAX_AMOUNT + 1), str(2**63)])
def test_what_is_no_count_is_refused(text):
    with pytest.raises(Wrong):
        forms.count(text)


@pytest.mark.parametrize(("text", "minor"), [
    ("1.00 EUR", 100), ("0.01 EUR", 1), ("0.00 EUR", 0), ("20_000.00 EUR", 2_000_000), ("1_234_567.89 EUR", 123_456_789),
])  # fmt: skip
def test_an_amount_is_read_to_the_cent(text, minor):
    assert forms.money(text, "EUR") == minor


@pytest.mark.parametrize(("text", "fix"), [
    ("1 EUR", "1.00 EUR"), ("1.5 EUR", "1.50 EUR"), ("1.000 EUR", ""), ("1.005 EUR", ""), ("€ 1,50", "1.50 EUR"), ("EUR 1.50", "1.50 EUR"),
    ("1,50 EUR", "1.50 EUR"), ("1.00", "1.00 EUR"), ("1.00 eur", "1.00 EUR"), ("1.00 Eur", "1.00 EUR"), ("1.00 USD", ""), ("1.00 NLG", ""),
    ("1.234,50 EUR", "1_234.50 EUR"), ("-1.00 EUR", ""), ("01.00 EUR", "1.00 EUR"), ("1.00EUR", "1.00 EUR"), ("$ 1.00", ""),
    ("1.00 EUR ", "1.00 EUR"),
    ("1.00 EUx", "1.00 EUR"), ("1.00 EER", "1.00 EUR"),
])  # fmt: skip
def test_a_wrong_amount_is_refused_with_the_one_that_was_meant(text, fix):
    with pytest.raises(Wrong) as wrong:
        forms.money(text, "EUR")

    assert wrong.value.fix == fix


@pytest.mark.parametrize(("text", "currency", "minor"), [("500 JPY", "JPY", 500), ("1.250 KWD", "KWD", 1250), ("2.00 USD", "USD", 200)])
def test_every_currency_has_its_own_decimals(text, currency, minor):
    assert forms.money(text, currency) == minor


@pytest.mark.parametrize(("text", "currency"), [("500.00 JPY", "JPY"), ("1.25 KWD", "KWD"), ("1.2500 KWD", "KWD")])
def test_decimals_of_another_currency_are_refused(text, currency):
    with pytest.raises(Wrong):
        forms.money(text, currency)


@pytest.mark.parametrize("text", [*(f"{n} EUR" for n in HOSTILE_NUMBERS), *HOSTILE_TEXTS, f"{10**10 + 1}.00 EUR"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(Wrong):
        forms.money(text, "EUR")


@given(st.sampled_from(sorted(CURRENCIES)), st.integers(0, MAX_AMOUNT))
def test_every_amount_that_can_be_written_is_read_back(currency, minor):
    assert forms.money(f"{decimal_text(minor, CURRENCIES[currency])} {currency}", currency) == minor


@pytest.mark.parametrize(("text", "points"), [("5%", 500), ("2.5%", 250), ("0.01%", 1), ("100%", 10_000), ("33.33%", 3333)])
def test_a_percentage_is_basis_points(text, points):
    assert forms.percent(text) == points


@pytest.mark.parametrize(("text", "fix"), [
    ("5 %", "5%"), ("2,5%", "2.5%"), ("0%", ""), ("100.01%", ""), ("100.0001%", ""), ("101%", ""), ("-5%", ""), ("5", ""), ("0.05", ""),
    ("05%", "5%"),
    ("٥%", ""), ("%", ""), ("5%%", ""), ("NaN%", ""),
])  # fmt: skip
def test_a_wrong_percentage_is_refused(text, fix):
    with pytest.raises(Wrong) as wrong:
        forms.percent(text)

    assert wrong.value.fix == fix


@pytest.mark.parametrize(("text", "found"), [
    ("12 months", Duration(12, "months")), ("1 month", Duration(1, "months")), ("30 days", Duration(30, "days")),
    ("1 year", Duration(12, "months")),
    ("2 weeks", Duration(14, "days")), ("2 jaar", Duration(24, "months")), ("3 maanden", Duration(3, "months")),
    ("1 dag", Duration(1, "days")),
    ("10 minutes", Duration(10, "minutes")), ("72 uur", Duration(72, "hours")),
])  # fmt: skip
def test_a_period_is_counted_in_minutes_hours_days_or_months(text, found):
    assert forms.duration(text) == found


@pytest.mark.parametrize(("text", "fix"), [
    ("12 mnths", "12 months"), ("12months", ""), ("twelve months", ""), ("0 days", "1 days"), ("-1 days", ""), ("1.5 years", ""),
    ("12", ""), ("months", ""),
    ("12  months", "12 months"), ("1e2 days", ""), ("99999999 days", ""), ("1201 months", ""), ("101 years", ""), ("P1Y", ""),
    ("٣ days", ""),
])  # fmt: skip
def test_what_is_no_period_is_refused(text, fix):
    with pytest.raises(Wrong) as wrong:
        forms.duration(text)

    assert wrong.value.fix == fix


@pytest.mark.parametrize(
    ("text", "found"), [("1 point", (1, "point")), ("50 points", (50, "points")), ("1_000 gouden sterren", (1000, "gouden sterren"))]
)
def test_a_count_of_a_unit(text, found):
    assert forms.amount_of(text) == found


@pytest.mark.parametrize("text", ["points", "0 points", "-5 points", "1.5 points", "1", "1 ", "1  point", "５ points", "1point"])
def test_what_is_no_count_of_a_unit_is_refused(text):
    with pytest.raises(Wrong):
        forms.amount_of(text)


@pytest.mark.parametrize(("text", "found"), [
    ("points × 2", ("points", Fraction(2))), ("points x 1.25", ("points", Fraction(5, 4))),
    ("gouden sterren * 1.5", ("gouden sterren", Fraction(3, 2))),
    ("points × 1", ("points", Fraction(1))), ("points × 0", ("points", Fraction(0))), ("points × 0.5", ("points", Fraction(1, 2))),
])  # fmt: skip
def test_a_multiplication_is_exact(text, found):
    assert forms.multiplied(text) == found


@pytest.mark.parametrize("text", [
    "points", "2 × points", "points × -1", "points × 101", "points × 1e2", "points × 1.00001", "points × 1,5", "points×2",
    "× 2",
    "points × ×", "points × 2 × 2", "points ** 2", "points × NaN", "points + 1", "points × ２",
])  # fmt: skip
def test_what_is_no_multiplication_is_refused(text):
    with pytest.raises(Wrong):
        forms.multiplied(text)


@pytest.mark.parametrize(("text", "found"), [
    ("at least 500", (">=", "500")), ("more than 2.00 EUR", (">", "2.00 EUR")), ("at most 3", ("<=", "3")),
    ("less than 1 year", ("<", "1 year")),
    ("minstens 5 jaar", (">=", "5 jaar")),
])  # fmt: skip
def test_a_comparison_has_its_words_in_front(text, found):
    assert forms.compared(text) == found


@pytest.mark.parametrize("text", ["500", "", ">= 500", "at least", "atleast 5", "AT LEAST 5", "about 5", "500 at least"])
def test_what_is_no_comparison_is_refused(text):
    with pytest.raises(Wrong):
        forms.compared(text)


@pytest.mark.parametrize(
    ("text", "found"), [("1 per item", (1, "item")), ("2 per visit", (2, "visit")), ("1 per 10.00 EUR", (1, "10.00 EUR"))]
)
def test_stamps_are_given_per_something(text, found):
    assert forms.stamps_per(text) == found


@pytest.mark.parametrize("text", ["item", "1 per", "1", "0 per item", "per item", "one per item"])
def test_what_gives_no_stamps_is_refused(text):
    with pytest.raises(Wrong):
        forms.stamps_per(text)


@pytest.mark.parametrize(("text", "found"), [
    ("10th", (10, False)), ("every 10th", (10, True)), ("1st", (1, False)), ("2nd", (2, False)), ("3rd", (3, False)), ("11th", (11, False)),
    ("21st", (21, False)), ("112th", (112, False)), ("10e", (10, False)), ("elke 10e", (10, True)), ("first", (1, False)),
    ("eerste", (1, False)),
])  # fmt: skip
def test_a_place_in_a_row(text, found):
    assert forms.ordinal(text) == found


@pytest.mark.parametrize(("text", "fix"), [
    ("10", "10th"), ("every 10", "every 10th"), ("1th", "1st"), ("22th", "22nd"), ("0th", ""), ("tenth", ""), ("-1st", ""),
    ("1.5th", ""), ("", ""),
])  # fmt: skip
def test_what_is_no_place_in_a_row_is_refused(text, fix):
    with pytest.raises(Wrong) as wrong:
        forms.ordinal(text)

    assert wrong.value.fix == fix


@pytest.mark.parametrize(("text", "minute"), [("00:00", 0), ("07:00", 420), ("23:59", 1439)])
def test_a_time_of_day_is_a_minute(text, minute):
    assert forms.clock(text) == minute


@pytest.mark.parametrize(("text", "fix"), [
    ("7:00", "07:00"), ("7.30", "07:30"), ("24:00", ""), ("23:60", ""), ("07:00:00", ""), ("7am", ""), ("420", ""), ("-1:00", ""),
    ("٠٧:٠٠", ""), ("", ""),
])  # fmt: skip
def test_what_is_no_time_of_day_is_refused(text, fix):
    with pytest.raises(Wrong) as wrong:
        forms.clock(text)

    assert wrong.value.fix == fix


@pytest.mark.parametrize(("text", "found"), [
    ("09:00-12:00", (540, 720)), ("09:00 – 12:00", (540, 720)), ("22:00-02:00", (1320, 120)), ("00:00-24:00", (0, 1440)),
])  # fmt: skip
def test_hours_have_a_begin_and_an_end(text, found):
    assert forms.hours(text) == found


@pytest.mark.parametrize("text", ["09:00", "09:00-09:00", "24:00-02:00", "09:00-25:00", "9-12", "09:00..12:00", "-", ""])
def test_what_are_no_hours_are_refused(text):
    with pytest.raises(Wrong):
        forms.hours(text)


@pytest.mark.parametrize(("text", "found"), [
    ("2026-03-01", ("2026-03-01", "2026-03-01")), ("2026-03-01 .. 2026-03-31", ("2026-03-01", "2026-03-31")),
    ("2024-02-29", ("2024-02-29", "2024-02-29")),
    ("from 2026-03-01", ("2026-03-01", "9999-12-31")), ("until 2026-03-01", ("0001-01-01", "2026-03-01")),
])  # fmt: skip
def test_dates_include_both_days(text, found):
    assert forms.dates(text) == found


@pytest.mark.parametrize(("text", "fix"), [
    ("2026-02-29", ""), ("0000-01-01", ""), ("9999-12-31", ""), ("1899-12-31", ""), ("2026-13-01", ""), ("20260301", ""),
    ("2026-W53", ""), ("2026-3-1", ""),
    ("01-03-2026", "2026-03-01"), ("now", ""), ("1772532000000", ""), ("2026-03-31 .. 2026-03-01", "2026-03-01 .. 2026-03-31"),
    ("2026-03-01..2026-03-31", ""), ("2026-03-01T00:00:00Z", ""), ("٢٠٢٦-٠٣-٠١", ""), ("-001-01-01", ""), ("2026-03-01 .. ", ""),
    ("from now", ""),
])  # fmt: skip
def test_what_are_no_dates_are_refused(text, fix):
    with pytest.raises(Wrong) as wrong:
        forms.dates(text)

    assert wrong.value.fix == fix


@pytest.mark.parametrize(("text", "found"), [("12-20 .. 01-05", ("12-20", "01-05")), ("02-29", ("02-29", "02-29"))])
def test_days_of_every_year(text, found):
    assert forms.month_days(text) == found


@pytest.mark.parametrize("text", ["02-30", "13-01", "00-10", "1-1", "31-12", "12-31-", "december", ""])
def test_what_are_no_days_of_the_year_are_refused(text):
    with pytest.raises(Wrong):
        forms.month_days(text)


@pytest.mark.parametrize(("text", "found"), [
    ("tuesday", (1,)), ("Dinsdag", (1,)), ("monday-friday", (0, 1, 2, 3, 4)), ("vrijdag-maandag", (0, 4, 5, 6)), ("weekend", (5, 6)),
    ("werkdagen", (0, 1, 2, 3, 4)),
])  # fmt: skip
def test_weekdays_are_dutch_or_english(text, found):
    assert forms.weekdays(text) == found


@pytest.mark.parametrize(("text", "fix"), [("tuseday", "tuesday"), ("tue", "tuesday"), ("1", ""), ("monday-", ""), ("", ""), ("mardi", "")])
def test_what_is_no_weekday_is_refused(text, fix):
    with pytest.raises(Wrong) as wrong:
        forms.weekdays(text)

    assert wrong.value.fix == fix


@pytest.mark.parametrize(
    ("text", "found"),
    [("0.01 EUR", Fraction(1)), ("0.0025 EUR", Fraction(1, 4)), ("2 EUR", Fraction(200)), ("0.000001 EUR", Fraction(1, 10**4))],
)
def test_worth_may_be_less_than_a_cent(text, found):
    assert forms.worth(text, "EUR") == found


@pytest.mark.parametrize("text", ["0 EUR", "0.00 EUR", "0.0000001 EUR", "-1 EUR", "1", "EUR", "1 USD", "1e2 EUR", "NaN EUR"])
def test_what_is_no_worth_is_refused(text):
    with pytest.raises(Wrong):
        forms.worth(text, "EUR")


def test_a_share_says_of_what():
    assert forms.share_of_basket("50% of basket") == 5000


@pytest.mark.parametrize(("text", "fix"), [("50%", "50% of basket"), ("50% of the basket", "50% of basket"), ("half of basket", "")])
def test_a_share_of_nothing_is_refused(text, fix):
    with pytest.raises(Wrong) as wrong:
        forms.share_of_basket(text)

    assert wrong.value.fix == fix


@pytest.mark.parametrize(
    ("text", "fix"), [("no", "false"), ("NO", "false"), ("on", "true"), ("True", "true"), ("1", ""), ("", ""), ("ja", "true")]
)
def test_only_true_and_false_are_truth(text, fix):
    with pytest.raises(Wrong) as wrong:
        forms.yes_no(text)

    assert wrong.value.fix == fix


@pytest.mark.parametrize(("text", "fix"), [("0", ""), ("0,00 EUR", ""), ("0,05", "0.05 EUR"), ("0,01 EUR", "0.01 EUR")])
def test_the_advice_for_a_worth_is_one(text, fix):
    with pytest.raises(Wrong) as wrong:
        forms.worth(text, "EUR")

    assert wrong.value.fix == fix


PARSERS = [
    forms.count, forms.percent, forms.share_of_basket, lambda t: forms.money(t, "EUR"), lambda t: forms.worth(t, "EUR"), forms.amount_of,
    forms.multiplied, forms.compared, forms.stamps_per, forms.ordinal, forms.duration, forms.days, forms.clock, forms.hours, forms.day,
    forms.dates,
    forms.month_days, forms.weekdays, forms.yes_no,
]  # fmt: skip


@given(st.one_of(st.text(max_size=40), st.text("0123456789.,_:-% EURpointsx×", max_size=20)), st.sampled_from(PARSERS))
def test_no_text_breaks_a_form_and_every_fix_is_right(text, parse):
    message, fix = "", ""
    try:
        parse(text)
    except Wrong as wrong:
        message, fix = wrong.message, wrong.fix

    assert len(message) < 200
    if fix and parse in PARSERS[:5]:
        parse(fix)

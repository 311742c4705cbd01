"""Rewards that a till may hand over without a line: cheap ones, by the basket and what is known of the member; ten euros at most in all."""

import pytest

from tests.browser.bakery import PROGRAM
from tests.programs import compiled, read_yaml
from zegel.core.article import Article
from zegel.core.periods import Day
from zegel.decide.offline_pack import spent_by
from zegel.decide.offline_rewards import allowed, goes_with, handed_over, leased, which, worth_of
from zegel.hall.offline_pack import _line
from zegel.program.compile import Compiled

BAG = "  bag: {gives: {item: BAG, worth: 7.50 EUR}, costs: 300 points"
BREAD = _line(1, Article("b", "brood", "bread", "bread"), 345)


def shop(*rewards: str, more: str = "") -> Compiled:
    """The bakery with these rewards besides its own: a free bread for a full card, and mugs and aprons, of which there are only so many."""
    return compiled(read_yaml(PROGRAM.replace("rewards:\n", "rewards:\n" + "".join(rewards)) + more).document)


def handed(program: Compiled) -> list[str]:
    return [one.id for one in handed_over(program)]


def test_a_full_cards_bread_and_a_cheap_bag_are_handed_over_and_what_there_is_a_stock_of_waits():
    program = shop(BAG + "}\n")
    bag, bread = handed_over(program)

    assert (bag.id, bread.id) == ("bag", "free bread")
    assert [worth_of(program, one) for one in (bag, bread)] == [750, 0]
    assert which(program, bread) == "cheapest"
    assert [goes_with(program, (bag, bread), line) for line in (BREAD, _line(1, None, 100))] == [[1], []]


@pytest.mark.parametrize("other", [
    ", stock: 3}\n", ", limit: 1 per month}\n", ", when: {day: tuesday}}\n", ", basket: at least 10.00 EUR}\n",
])  # fmt: skip
def test_what_only_the_books_can_judge_waits_for_the_line(other):
    assert handed(shop(BAG + other)) == ["free bread"]


def test_a_dear_reward_waits_and_so_do_all_where_one_budget_is_for_them():
    assert handed(shop(BAG.replace("7.50", "10.01") + "}\n")) == ["free bread"]
    assert handed(shop(BAG.replace("300", "1001") + "}\n")) == ["free bread"]
    assert handed(shop(more="budget: {rewards: 100.00 EUR per month}\n")) == []


def test_a_reward_for_some_is_for_whom_the_till_knows_to_be_one_of_them():
    program = shop(BAG + ", for: {member for: at least 5 years}}\n")
    given = handed_over(program)

    days = (Day("2026-03-03"), Day("2026-03-06"))
    assert [allowed(program, given, since, "", days) for since in ("2021-03-03", "2021-03-05", "")] == [[0, 1], [1], [1]]


def test_a_floor_leaves_it_to_the_books():
    program = shop(more="floors:\n  loaves: {of: bread, least: 50%}\n")

    assert goes_with(program, handed_over(program), BREAD) == [-1]


def test_a_till_lets_no_more_than_ten_euros_be_used_of_all_that_somebody_has():
    program = shop(BAG + "}\n")
    off, given = spent_by(program), handed_over(program)

    assert [leased(program, off, (), {"points": count}) for count in (-5, 99, 100, 950, 1000, 99_999)] == [0, 0, 100, 900, 1000, 1000]
    token = given[1].token
    assert [leased(program, off, given, one) for one in ({"points": 299}, {"points": 300}, {token: 1}, {token: 2, "points": 600})] == [
        200, 1000, 450, 1000,
    ]  # fmt: skip
    strict = shop(more="settings: {proof above: 4.00 EUR}\n")
    assert leased(strict, spent_by(strict), handed_over(strict), {"points": 99_999}) == 400

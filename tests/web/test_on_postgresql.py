"""The key stories of the three faces once more, on PostgreSQL: what they ask of the database is asked of both."""

from collections.abc import Awaitable, Callable
from inspect import signature
from typing import Any

import pytest

from tests.web import (
    test_card,
    test_office_branches,
    test_office_business,
    test_office_cases,
    test_office_health,
    test_office_keys,
    test_office_members,
    test_office_prices,
    test_office_printed_cards,
    test_office_requests,
    test_office_team,
    test_till,
)

pytestmark = pytest.mark.anyio
Story = Callable[[Any], Awaitable[None]]

STORIES: tuple[Story, ...] = (
    test_till.test_a_scan_shows_who_it_is_in_points_and_in_euros_with_years_and_a_sentence_to_say,
    test_till.test_paying_twice_with_the_same_form_books_once,
    test_till.test_a_coupon_comes_off_and_a_gift_card_pays_the_rest_of_its_worth,
    test_card.test_a_reward_is_set_aside_and_given_up_again,
    test_office_members.test_members_are_found_as_the_owner_types,
    test_office_team.test_somebody_new_gets_a_role_at_a_branch_and_a_pin,
    test_office_health.test_the_books_are_checked_by_a_button_and_the_page_says_when,
    test_office_keys.test_a_key_is_made_shown_once_used_and_revoked,
    test_office_branches.test_an_envelope_says_what_was_given_by_whom_and_why,
    test_office_business.test_one_person_locks_a_bonus_and_another_approves_it,
    test_office_cases.test_a_complaint_goes_its_way_and_goodwill_takes_two,
    test_office_printed_cards.test_a_long_batch_is_paged_sorted_and_searched_by_the_database,
)
MORE: tuple[Story, ...] = (
    test_till.test_four_digits_or_a_name_find_somebody_and_several_are_told_apart_by_an_initial_only,
    test_till.test_goods_come_back_without_a_receipt_once,
    test_till.test_a_gesture_comes_out_of_the_pot_once_and_then_the_pot_is_empty,
    test_till.test_a_till_that_is_enrolled_is_worked_at_by_pin_and_a_pin_opens_no_office,
    test_card.test_the_card_shows_balance_stamps_tier_and_what_is_near,
    test_card.test_every_line_says_why_and_can_be_disputed,
    test_card.test_a_forgotten_receipt_becomes_theirs_by_its_number_and_total,
    test_card.test_the_history_holds_what_happened_on_a_card_that_came_along_and_on_nobody_elses,
    test_office_requests.test_a_manager_says_yes_and_the_pot_pays_once,
    test_office_health.test_a_backup_is_shown_with_the_day_that_it_was_put_back,
    test_office_business.test_a_month_between_partners_is_shown_and_taken_along,
    test_office_prices.test_a_from_price_that_may_not_be_named_is_refused_with_the_reason_and_nothing_is_kept,
    test_office_prices.test_a_file_is_brought_in_whole_or_not_at_all,
)
"""In the longer form."""
SETTINGS: dict[str, Callable[[Any], Awaitable[Any]]] = {"club": test_card.filled, "shelf": test_office_prices.stocked}
"""What a story begins with, by the name that it has there."""


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.parametrize(
    "story", [*STORIES, *(pytest.param(one, marks=pytest.mark.long) for one in MORE)], ids=lambda story: story.__name__
)
async def test_the_story_holds_on_postgresql_too(story, house):
    (setting,) = signature(story).parameters

    await story(await SETTINGS[setting](house) if setting in SETTINGS else house)
    assert house.shop.reported == []

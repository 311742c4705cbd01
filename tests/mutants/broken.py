"""Promises broken on purpose, each with the test that must notice (reliability.md §2 M)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """In `file`, `old` (which stands there once) becomes `new`; `test` must fail then, and passes without."""

    name: str
    file: str
    old: str
    new: str
    test: str
    quick: bool = False


STORIES, CONTRACT, KEYS = "tests/stories", "tests/contract", "tests/api/test_idempotency.py"
CLUB = "tests/model/test_model.py::test_replay_does_what_the_model_of_a_club_does"

MUTANTS = (
    Mutant(
        "a code is used once more than it may be", "src/zegel/flows/codes.py",
        "        if code.left < 1 or (", "        if code.left < 0 or (",
        f"{STORIES}/test_coupons.py::test_row_23_a_use_is_counted_when_paid_and_set_aside_from_the_hold", quick=True,
    ),
    Mutant(
        "anybody may use somebody's code", "src/zegel/flows/codes.py",
        "if code.member is not None and resolved.follow(code.member) != purse:", "if code.member is not None and not purse:",
        f"{STORIES}/test_coupons.py::test_somebody_elses_code_is_left_out_softly", quick=True,
    ),
    Mutant(
        "a percentage may be measured from yesterday's price", "src/zegel/decide/prices.py",
        "begins = plus_days(on, -law.days)", "begins = plus_days(on, -1)",
        "tests/decide/test_prices.py::test_the_highest_from_price_in_the_netherlands", quick=True,
    ),
    Mutant(
        "the newest lot is spent first", "src/zegel/ledger/lots.py",
        "self.order = (expires_at, opened_at, seq, n)", "self.order = (-expires_at, -opened_at, -seq, -n)",
        f"{STORIES}/test_redemptions.py::test_points_are_spent_soonest_expiry_first", quick=True,
    ),
    Mutant(
        "points lapse at midnight in Greenwich", "src/zegel/core/periods.py",
        "return start_of_day(plus_days(day, 1), zone)", 'return start_of_day(plus_days(day, 1), "UTC" if zone else zone)',
        f"{STORIES}/test_time.py::test_the_last_day_ends_when_the_shops_clock_says_so_in_winter",
    ),
    Mutant(
        "what is given back opens a new lot", "src/zegel/booking/returns.py",
        "if lot.expires_at < earliest:", "if lot.expires_at < earliest or amount:",
        f"{STORIES}/test_points.py::test_points_come_back_to_the_lots_they_were_spent_from_with_their_old_dates", quick=True,
    ),
    Mutant(
        "a cancelled hold keeps what it set aside", "src/zegel/flows/due.py",
        "    for p in hold.reserved:\n", "    for p in hold.reserved[:0]:\n",
        f"{STORIES}/test_holds.py::test_a_cancelled_hold_gives_back_what_it_set_aside",
    ),
    Mutant(
        "one leg of a posting is skipped", "src/zegel/ledger/purse.py",
        "        if destination in _OWN:\n", "        if destination in _OWN and source not in _OWN:\n",
        f"{STORIES}/test_time.py::test_what_is_bought_in_the_webshop_waits_fourteen_days",
    ),
    Mutant(
        "a share goes through a float", "src/zegel/core/rounding.py",
        "return amount if part == whole else half_up(amount * part, whole)",
        "return amount if part == whole else int(amount * part / whole + 1 / 2)",
        "tests/core/test_rounding.py",
    ),
    Mutant(
        "the chain does not hash the number", "src/zegel/ledger/entries.py",
        'b"b\\x00\\x08", e.seq,', 'b"b\\x00\\x08", 0,',
        "tests/ledger/test_entries.py::test_every_change_of_an_entry_changes_its_hash", quick=True,
    ),
    Mutant(
        "a till may date back as far as it likes", "src/zegel/flows/sale.py",
        "return header.at - header.happened_at > plan.late_after", "return header.at - header.happened_at > plan.late_after * 10**9",
        f"{STORIES}/test_corrections.py::test_an_older_sale_waits_until_a_person_has_looked_at_it",
    ),
    Mutant(
        "points may be wished for twice", "src/zegel/flows/sale.py",
        "        left[unit] = spendable - cost\n", "        left[unit] = spendable\n",
        f"{STORIES}/test_points.py::test_points_are_not_used_twice_in_one_basket",
    ),
    Mutant(
        "the last line gets the spare cent", "src/zegel/core/rounding.py",
        "key=lambda i: (-(total * weights[i] % whole), i)", "key=lambda i: -i",
        "tests/core/test_rounding.py::test_a_tie_goes_to_the_lower_line",
    ),
    Mutant(
        "every return begins anew", "src/zegel/flows/return_goods.py",
        "before = {line.number: purse.returned.get((sale.purse, sale.seq, line.number), 0) for line in purchase.lines}",
        "before = {line.number: 0 for line in purchase.lines}",
        f"{STORIES}/test_returns.py::test_no_more_comes_back_than_was_sold",
    ),
    Mutant(
        "what today's rules took is forgotten", "src/zegel/flows/return_goods.py",
        "            add(draft, case.sale, taken(n), due)\n", "            add(draft, case.sale, taken(n), 0)\n",
        f"{STORIES}/test_return_settings.py::test_row_18_by_todays_rules_takes_no_more_than_was_earned",
    ),
    Mutant(
        "what is left is never priced anew", "src/zegel/flows/refunds.py",
        "reprice = case.may_reprice and cause ==", "reprice = not case.may_reprice and cause ==",
        f"{STORIES}/test_return_settings.py::test_m36_one_of_three_for_two_at_its_share_or_at_what_the_others_cost",
    ),
    Mutant(
        "a gift is deducted again with every return", "src/zegel/flows/refunds.py",
        "// max(count, 1) - so_far(case.draft, case.sale, deducted(n))", "// max(count, 1)",
        f"{STORIES}/test_return_settings.py::test_row_26_no_more_comes_off_than_is_paid_back_and_the_rest_later",
    ),
    Mutant(
        "for one thing that is not deserved any more all of them are deducted", "src/zegel/flows/refunds.py",
        "gift[\"worth_minor\"] * lost[n] // max(count, 1)", "gift[\"worth_minor\"] // (1 if lost[n] else max(count, 1))",
        f"{STORIES}/test_things_added.py::test_where_its_value_is_deducted_each_of_them_is_once", quick=True,
    ),
    Mutant(
        "a budget gives one thing more than it pays for", "src/zegel/decide/discounts.py",
        "else budget // deal.worth_minor", "else budget // deal.worth_minor + 1",
        f"{STORIES}/test_things_added.py::test_a_budget_gives_as_many_as_it_pays_for", quick=True,
    ),
    Mutant(
        "an index forgets the rules about every article", "src/zegel/program/index.py",
        "found = self._everywhere", "found = 0",
        "tests/decide/test_index.py::test_with_an_index_every_basket_comes_to_the_same",
    ),
    Mutant(
        "what is due waits for the clock", "src/zegel/flows/purses.py",
        "    if purse.next_due <= at:\n", "    if purse.next_due <= at - at:\n",
        f"{STORIES}/test_time.py::test_due_work_comes_before_the_command_that_finds_it",
    ),
    Mutant(
        "one falls all the way at once", "src/zegel/decide/tiers.py",
        "max(rank, before - tiers.down_steps)", "rank",
        f"{STORIES}/test_tiers.py::test_the_worked_example_of_gold",
    ),
    Mutant(
        "debt is never settled", "src/zegel/ledger/draft.py",
        "        if paid:\n            self.spend(unit, paid, DEBT)\n        return paid", "        return 0",
        f"{STORIES}/test_returns.py::test_points_that_were_spent_meanwhile_become_a_debt_that_the_next_purchase_settles",
    ),
    Mutant(
        "the dearest bread is free", "src/zegel/decide/rewards.py",
        "            return sorted(units)\n", "            return sorted(units)[::-1]\n",
        f"{STORIES}/test_stamps.py::test_of_three_breads_the_cheapest_is_free",
    ),
    Mutant(
        "of a group the worst discount stays", "src/zegel/decide/choosing.py",
        "max(ways, key=worth)", "min(ways, key=worth)",
        "tests/decide/test_discounts.py::test_of_a_group_only_the_best_for_the_member_stays",
    ),
    Mutant(
        "the law's cap is forgotten", "src/zegel/decide/floors.py",
        "if line.legal_class in caps:", "if line.legal_class in ():",
        f"{STORIES}/test_discounts.py::test_wine_is_never_more_than_a_quarter_off_whatever_is_stacked",
    ),
    Mutant(
        "who locked a bonus approves it too", "src/zegel/flows/agreements.py",
        "            if actor == old.locked_by:\n", "            if actor == old.approved_by:\n",
        f"{STORIES}/test_agreements.py::test_a_bonus_is_made_up_locked_and_approved_by_somebody_else",
    ),
    Mutant(
        "what comes back costs the partner all the same", "src/zegel/booking/clearing.py",
        "(p.source == ISSUED) - (p.destination == ISSUED)", "(p.source == ISSUED)",
        "tests/api/test_settlements.py::test_a_month_between_partners_ties_to_the_books",
    ),
    Mutant(
        "the dearest of each set is free", "src/zegel/decide/items.py",
        "placed(dearest_first(runs), size, deal.buy, deal.get, groups)", "placed(dearest_first(runs), size, 0, deal.get, groups)",
        "tests/decide/test_deals.py::test_which_pieces_are_free",
    ),
    Mutant(
        "what does not fit is said to be given", "src/zegel/decide/floors.py",
        "    left = sum(wanted) - sum(given)\n", "    left = 0\n",
        "tests/decide/test_deals.py::test_an_amount_is_never_more_than_the_goods_cost",
    ),
    Mutant(
        "a threshold forgets the discounts before it", "src/zegel/decide/discounts.py",
        "facts.basket_minor = counted(plan, lines, masks, paid, way)", "facts.basket_minor = counted(plan, lines, masks, paid, way) + 100",
        "tests/decide/test_deals.py::test_a_threshold_looks_at_what_the_discounts_before_it_left",
    ),
    Mutant(
        "an entry does not hash the one before", "src/zegel/ledger/entries.py",
        "return sha256(previous + canonical).digest()", "return sha256(canonical).digest()",
        "tests/ledger/test_entries.py::test_a_golden_entry_has_the_bytes_and_the_hash_that_are_written_down",
    ),
    Mutant(
        "a replaced card's old code still pays", "src/zegel/flows/paying.py",
        "resolved.follow(found) != found", "found == b''",
        f"{STORIES}/test_gift_cards.py::test_a_lost_card_is_replaced_and_the_old_code_pays_no_more",
    ),
    Mutant(
        "money comes back before the card that paid", "src/zegel/flows/paying_back.py",
        "skip, amount = min(before, count), min(after, count) - min(before, count)", "skip, amount = 0, 0",
        f"{STORIES}/test_gift_cards.py::test_a_return_goes_to_the_cards_in_the_order_they_paid_then_in_money_in_any_partition",
    ),
    Mutant(
        "a basket gives one stamp too many", "src/zegel/flows/paid_stamps.py",
        "    if count > most:\n", "    if count > most + 1:\n",
        f"{STORIES}/test_paid_stamps.py::test_no_more_stamps_than_the_basket_has_whole_euros",
    ),
    Mutant(
        "a quote is kept", "src/zegel/replay/memory.py",
        "purse: deepcopy(mine.purses[purse])", "purse: mine.purses[purse]",
        f"{STORIES}/test_quotes.py::test_a_quote_moves_nothing_and_costs_nothing",
    ),
    Mutant(
        "a merge forgets what came back before", "src/zegel/flows/members.py",
        "into.returned += [", "into.linked or [",
        f"{STORIES}/test_claims.py::test_what_came_back_before_the_claim_does_not_come_back_again",
    ),
    Mutant(
        "the key is ignored within a batch", "src/zegel/desk/batch.py",
        "first = self._by_key.setdefault((ticket.company, *key), ticket)", "first = ticket",
        f"{KEYS}::test_sixty_four_at_once_become_one",
    ),
    Mutant(
        "a repeat of a refusal is told that all went well", "src/zegel/desk/batch.py",
        "        return Outcome(refusal=stored_refusal(answer))\n", "        return Outcome()\n",
        f"{KEYS}::test_a_refusal_is_an_answer_too_and_stays_one",
    ),
    Mutant(
        "another body under the key gets the first answer", "src/zegel/desk/batch.py",
        "ticket.replayed = answer.body_hash == ticket.command.header.body_hash", "ticket.replayed = True",
        f"{KEYS}::test_another_body_under_the_key_is_refused_and_the_first_answer_stays",
    ),
    Mutant(
        "stock is read before it is drawn by the neighbour in the batch", "src/zegel/flows/facts.py",
        "                counters[draw.counter] -= draw.n\n", "                counters[draw.counter] -= 0\n",
        "tests/desk/test_batches.py::test_two_desks_hand_out_three_mugs_and_no_more",
    ),
    Mutant(
        "a running count is overwritten", "src/zegel/store/upserts.py",
        "value = measure_day.value + excluded.value", "value = excluded.value",
        "tests/model/test_model.py::test_the_desk_does_what_the_model_does[sqlite]",
    ),
    Mutant(
        "one query forgets the company", "src/zegel/store/queries.py",
        '"SELECT kind, at, value FROM identifier WHERE purse = $1 AND company = $2"',
        '"SELECT kind, at, value FROM identifier WHERE purse = $1 AND $2 = $2"',
        f"{CONTRACT}/test_companies.py::test_named_queries_stay_within_their_company[sqlite]",
    ),
    Mutant(
        "the books may be updated", "src/zegel/store/migrations/versions/0001_books.py",
        "_is_not_updated BEFORE UPDATE ON", "_is_not_updated BEFORE UPDATE OF at ON",
        f"{CONTRACT}/test_append_only.py::test_nobody_changes_the_books_not_even_their_owner",
    ),
    Mutant(
        "an entry leaves no word in the outbox", "src/zegel/store/rows.py",
        "        self.outbox.append(", "        _ = (",
        f"{CONTRACT}/test_write_and_fetch.py::test_every_entry_leaves_word_in_the_order_of_its_purse[sqlite]",
    ),
    Mutant(
        "any key may correct balances", "src/zegel/api/table.py",
        '_write("/v1/adjustments", "adjustments:write", writes.adjust)', '_write("/v1/adjustments", "members:read", writes.adjust)',
        "tests/api/test_rights.py",
    ),
    Mutant(
        "a backup is a copy of the file", "src/zegel/store/backup.py",
        "            live.backup(copy, pages=-1)\n", "            target.write_bytes(source.read_bytes())\n",
        f"{CONTRACT}/test_backup.py::test_a_backup_under_load_is_one_moment[sqlite]",
    ),
    Mutant(
        "what is had twice in one basket counts once", "src/zegel/decide/rewards.py",
        "facts.windows[limit.window] + before + times > limit.most", "facts.windows[limit.window] + 1 > limit.most",
        f"{STORIES}/test_reward_rules.py::test_at_most_two_for_a_member_also_in_one_basket_on_hold_and_after_coming_back",
    ),
    Mutant(
        "a budget looks at each reward by itself", "src/zegel/decide/rewards.py",
        "check_budget(rule, left, basket.costs[rule.id], others)", "check_budget(rule, left, basket.costs[rule.id])",
        f"{STORIES}/test_reward_rules.py::test_two_rewards_of_one_basket_share_the_budget",
    ),
    Mutant(
        "a hold that timed out still counts", "src/zegel/flows/due.py",
        "        uncount_taken(judged_by, draft, held)\n", "        uncount_taken(judged_by, draft, held) if not held else None\n",
        f"{STORIES}/test_reward_rules.py::test_at_most_two_for_a_member_also_in_one_basket_on_hold_and_after_coming_back",
    ),
    Mutant(
        "who asks for a gesture approves it", "src/zegel/flows/gestures.py",
        'if header.actor == data["by"]:', 'if header.actor == "":',
        f"{STORIES}/test_gestures.py::test_nobody_approves_what_they_asked_for_nor_more_than_they_may_give",
    ),
    Mutant(
        "what was given on a day is given again that day", "src/zegel/decide/occasions.py",
        "APART_DAYS: Final = 300", "APART_DAYS: Final = 0",
        f"{STORIES}/test_given_on_a_day.py::test_members_of_before_the_program_had_occasions_are_planned_once",
    ),
    Mutant(
        "an occasion is for everybody", "src/zegel/flows/occasions.py",
        "index(one) in holding:", "index(one) >= 0 or holding:",
        f"{STORIES}/test_given_on_a_day.py::test_on_a_holiday_to_everybody_but_only_to_whom_it_is_for",
    ),
    Mutant(
        "an envelope is never empty", "src/zegel/decide/gestures.py",
        "    if worth > left:\n", "    if worth > left + 10_000:\n",
        f"{STORIES}/test_gestures.py::test_each_branch_has_its_envelope_and_it_closes_with_the_month",
    ),
    Mutant(
        "an order that nobody picked up keeps the mug", "src/zegel/flows/stock.py",
        "Draw(draw.counter, -draw.n, draw.of)", "Draw(draw.counter, 0, draw.of)",
        f"{STORIES}/test_orders.py::test_nobody_came",
    ),
    Mutant(
        "a discount's budget is never drawn", "src/zegel/flows/bounded.py",
        "            if off:\n", "            if not off:\n",
        f"{STORIES}/test_bounded_discounts.py::test_a_budget_gives_what_is_left_of_it_and_then_nothing",
    ),
    Mutant(
        "a discount once per member is counted for nobody", "src/zegel/flows/taken.py",
        "            had.setdefault(rule, 1)\n", "            had.setdefault(rule, 0)\n",
        f"{STORIES}/test_bounded_discounts.py::test_once_per_member_or_period",
    ),
    Mutant(
        "a promotion gives where nothing else does", "src/zegel/decide/earning.py",
        "if not given[1].promotion or given[1].unit in based]", "if not given[1].promotion or given[1].unit]",
        f"{STORIES}/test_earning_conventions.py::test_row_14_a_promotion_may_need_base_points",
    ),
    Mutant(
        "beside a larger multiplier one below 1 is forgotten", "src/zegel/decide/multipliers.py",
        "    return [multipliers[0], multipliers[-1]] if multipliers[0].more >= 0 else multipliers[-1:]",
        "    return multipliers[:1]",
        "tests/decide/test_less.py::test_below_one_the_smallest_always_holds_and_a_sum_goes_no_lower_than_nothing",
    ),
    Mutant(
        "of several rules the one that gives least counts", "src/zegel/decide/earning.py",
        "given[2] > rival[2]", "given[2] < rival[2]",
        f"{STORIES}/test_earning_conventions.py::test_row_14_several_rules_add_up_or_only_one_of_them_counts",
    ),
    Mutant(
        "a carried remainder is forgotten", "src/zegel/decide/earning.py",
        "before = max(self.facts.windows[step.carry], 0)", "before = min(self.facts.windows[step.carry], 0)",
        f"{STORIES}/test_earning_conventions.py::test_row_8_a_carried_remainder_counts_with_the_next_purchase",
    ),
    Mutant(
        "a limit gives what no longer fits", "src/zegel/decide/limits.py",
        "room = max(limit.most - before, 0)", "room = max(limit.most - before + 1, 0)",
        f"{STORIES}/test_earning_conventions.py::test_row_27_a_limit_gives_what_still_fits_and_says_so_with_figures",
    ),
    Mutant(
        "an event gives as often as it happens", "src/zegel/decide/happening.py",
        "fits = fitted(rule.limits, ", "fits = fitted((), ",
        f"{STORIES}/test_events.py::test_a_review_earns_the_same_whatever_its_score_within_its_limit",
    ),
    Mutant(
        "any event releases what waits", "src/zegel/flows/record_event.py",
        'if f"event {command.event}" in dict(unit.pending_until).values()}', "if unit.pending_until}",
        f"{STORIES}/test_events.py::test_another_event_about_the_sale_releases_nothing_of_it",
    ),
    Mutant(
        "a tier lasts a year longer", "src/zegel/decide/tiers.py",
        'years = 2 if tiers.kept == "through next year" else 1', 'years = 3 if tiers.kept == "through next year" else 1',
        f"{STORIES}/test_tier_rows.py::test_row_21_window_calendar_year_kept_through_the_next",
    ),
    Mutant(
        "the step reached is not the highest", "src/zegel/decide/tiers.py",
        "    if rank < before or (rank == before and", "    if rank <= before + 1 or (rank == before and",
        CLUB,
    ),
    Mutant(
        "one seat more than there are", "src/zegel/flows/seats.py",
        "if facts.left(seats_of(one.id), one.seats) >= asked and", "if facts.left(seats_of(one.id), one.seats) >= asked - 1 and",
        "tests/api/test_experiences.py::test_guests_take_seats_too_and_give_them_back",
    ),
    Mutant(
        "guests keep their seats when the member does not come", "src/zegel/flows/seats.py",
        "Draw(seats_of(self.one.id), -self.asked, self.one.seats)", "Draw(seats_of(self.one.id), -1, self.one.seats)",
        "tests/api/test_experiences.py::test_guests_take_seats_too_and_give_them_back",
    ),
    Mutant(
        "not the longest time to bring something back counts", "src/zegel/decide/bringing_back.py",
        "best = max(windows, key=lambda one: (one.days, one.on_trial, one.id))", "best = min(windows, key=lambda one: one.days)",
        f"{STORIES}/test_bringing_back.py::test_the_most_generous_that_applies_counts_and_the_last_day_is_in_time",
    ),
    Mutant(
        "points do not wait for the end of a trial", "src/zegel/flows/on_trial.py",
        "review=review, trial_over=over, owed=owed\n", "review=review, trial_over=None, owed=owed\n",
        f"{STORIES}/test_bringing_back.py::test_what_is_kept_gives_its_points_when_the_trial_is_over",
    ),
    Mutant(
        "what was tried leaves behind what it gave", "src/zegel/decide/returning.py",
        'match "as if never bought" if tried else plan', 'match "as if never bought" if tried and not tried else plan',
        f"{STORIES}/test_bringing_back.py::test_what_was_tried_comes_back_without_a_reason_and_takes_along_all_that_it_gave",
    ),
    Mutant(
        "what is kept is taken where what came back counts alone", "src/zegel/decide/returning.py",
        "purchase, member, stays)", "purchase, member, returned)",
        f"{STORIES}/test_return_settings.py::test_row_18_as_if_bought_alone",
    ),
    Mutant(
        "a set that is cheaper apart is counted too", "src/zegel/decide/items.py",
        "if count}, most - dear", "if count}, most",
        "tests/decide/test_deals_by_line.py",
    ),
    Mutant(
        "of several promotions the oldest counts", "src/zegel/decide/earning.py",
        "step.made > newest[step.unit].made", "step.made < newest[step.unit].made",
        f"{STORIES}/test_earning_conventions.py::test_row_14_of_several_promotions_only_the_newest_may_count",
    ),
    Mutant(
        "what came back got cheaper too", "src/zegel/decide/price_drop.py",
        "(paid_minor * 1000 - promo_minor * quantity) * kept //", "(paid_minor * 1000 - promo_minor * quantity) * quantity //",
        f"{STORIES}/test_price_drop.py::test_what_came_back_before_counts_for_nothing",
    ),
    Mutant(
        "one friend too many is rewarded", "src/zegel/flows/friend_counts.py",
        "for one in done) >= referral.most", "for one in done) > referral.most",
        "tests/api/test_referrals.py::test_a_member_is_rewarded_for_so_many_friends_a_month",
    ),
    Mutant(
        "a friend counts while the goods can still come back", "src/zegel/decide/referring.py",
        "still_back = plus_days(on, -return_days)", "still_back = plus_days(on, 1)",
        "tests/api/test_referrals.py::test_both_are_rewarded_when_goods_can_no_longer_come_back",
    ),
    Mutant(
        "what was brought back is not there for the next", "src/zegel/flows/stock.py",
        "Draw(draw.counter, -draw.n, draw.of)", "Draw(draw.counter, 0, draw.of)",
        CLUB,
    ),
    Mutant(
        "a code that was not used after all stays used", "src/zegel/flows/codes.py",
        "draws += [Draw(counter, -1, most) for counter", "draws += [Draw(counter, 0, most) for counter",
        CLUB,
    ),
    Mutant(
        "a batch does not count what was used", "src/zegel/store/code_counts.py",
        "now = (before[0] + d_held, before[1] + d_used,", "now = (before[0] + d_held, before[1],",
        f"{CONTRACT}/test_codes.py::test_batches_are_counted_as_their_codes_change",
    ),
    Mutant(
        "a voucher in parts is used for a cent", "src/zegel/flows/own_coupons.py",
        "off if coupon.in_parts else 1, 1)", "1, 1)",
        f"{STORIES}/test_bought_vouchers.py::test_a_voucher_worth_the_points_is_used_in_parts_and_its_rest_stays",
    ),
    Mutant(
        "a budget gets back more than it gave", "src/zegel/flows/codes_returned.py",
        "draws.append(Draw(budget_counter(coupon.id), was - now,", "draws.append(Draw(budget_counter(coupon.id), -now,",
        f"{STORIES}/test_codes_returned.py::test_goods_that_come_back_bring_their_part_of_a_budget_and_of_a_voucher_back",
    ),
    Mutant(
        "what a gift card paid comes back in money", "src/zegel/flows/paying_back.py",
        "before, after = max(before - count, 0), max(after - count, 0)", "before, after = before, after",
        f"{STORIES}/test_gift_cards.py::test_a_return_goes_to_the_cards_in_the_order_they_paid_then_in_money_in_any_partition",
    ),
    Mutant(
        "a coupon that was given is never used up", "src/zegel/flows/own_coupons.py",
        "        if earned or did:\n", "        if earned:\n",
        f"{STORIES}/test_given_coupons.py::test_a_rule_gives_a_coupon_that_is_used_in_a_later_basket_without_a_code",
    ),
    Mutant(
        "points come back for a voucher that was spent", "src/zegel/booking/coupons.py",
        'below_zero="refused"', 'below_zero="stops at zero"',
        f"{STORIES}/test_given_coupons.py::test_a_redemption_is_cancelled_while_its_voucher_is_there",
    ),
    Mutant(
        "a merged card gives its tier's coupons again", "src/zegel/flows/ladder.py",
        "max(purse.tier, had, key=plan.rank)", "purse.tier",
        f"{STORIES}/test_given_coupons.py::test_who_had_them_with_another_card_or_whose_tier_was_renamed_is_given_no_coupons_twice",
    ),
    Mutant(
        "who chooses has it used all the same", "src/zegel/flows/by_itself.py",
        "    if len(used) == len(asked) or not (purse.blocked & NO_SPENDING or chooses(facts, purse)):\n",
        "    if len(used) == len(asked) or (purse.blocked & NO_SPENDING or chooses(facts, purse)):\n",
        f"{STORIES}/test_reward_rules.py::test_who_chooses_what_is_used_is_only_told_what_could_have_been",
    ),
    Mutant(
        "a till's clock is believed", "src/zegel/decide/offline.py",
        "return Timed(Instant(max(received - passed, 0))", "return Timed(Instant(claimed)",
        "tests/decide/test_offline.py::test_a_clock_that_is_wrong_by_days_dates_no_sale_wrongly", quick=True,
    ),
    Mutant(
        "two tills may let the same member spend", "src/zegel/store/offline_queries.py",
        " WHERE till_lease.expires_at <= excluded.at", "",
        f"{CONTRACT}/test_offline.py::test_of_a_member_one_till_at_a_time_may_let_something_be_spent_and_no_more_than_it_leased[sqlite]",
    ),
    Mutant(
        "two tills give the last mug without a line", "src/zegel/decide/offline_rewards.py",
        "one.limits or one.stock is not None or one.stocks", "one.limits",
        "tests/decide/test_offline_rewards.py::test_what_only_the_books_can_judge_waits_for_the_line",
    ),
    Mutant(
        "a reward leaves the lease as it was", "src/zegel/hall/told_uses.py",
        "        if effect[\"effect\"] == \"spend\" and", "        if effect[\"effect\"] == \"earn\" and",
        "tests/web/test_offline.py::test_a_full_cards_reward_is_handed_over_without_a_line_and_booked_once_and_to_the_cent",
    ),
    Mutant(
        "a copied code spends again without a line", "src/zegel/access/qr.py",
        "            else:\n                raise QrSpent()", "            else:\n                spent = []",
        "tests/web/test_offline.py::test_what_may_not_be_spent_is_sold_all_the_same_and_the_office_is_told",
    ),
    Mutant(
        "a sale that comes in again is booked again", "src/zegel/hall/offline.py",
        "    call = await call_for(house, coming, by, told.id)\n",
        "    call = await call_for(house, coming, by, told.id + str(coming.request))\n",
        "tests/web/test_offline.py::test_a_server_that_dies_between_the_books_and_its_own_note_books_nothing_twice",
    ),
)  # fmt: skip

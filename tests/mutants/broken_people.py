"""Promises about two cards that become one, about blocking, and about old things that are handed in; broken on purpose (broken.py)."""

from tests.mutants.broken import STORIES, Mutant

MERGING, BLOCKING, TRADING = (f"{STORIES}/test_{name}.py" for name in ("merging_members", "blocking", "trade_ins"))
ERRANDS = "tests/stories/test_errands.py"


PEOPLE = (
    Mutant(
        "a merge shakes off a block",
        "src/zegel/flows/merging.py",
        "new.blocked |= old.blocked",
        "new.blocked |= 0",
        f"{BLOCKING}::test_a_block_is_not_shaken_off_by_merging",
    ),
    Mutant(
        "a merge of any worth takes nobody else",
        "src/zegel/flows/merging.py",
        "if any(needs_a_second(plan, unit, count, command.role)",
        "if any(count < 0 < needs_a_second(plan, unit, count, command.role)",
        f"{MERGING}::test_above_the_limit_a_colleague_agrees_and_it_is_done_with_what_there_is_by_then",
    ),
    Mutant(
        "the kindest consent wins",
        "src/zegel/flows/joining.py",
        "    return all(\n        one.state == GIVEN",
        "    return any(\n        one.state == GIVEN",
        f"{MERGING}::test_the_strictest_consent_wins_and_what_either_said_stays_to_be_read",
    ),
    Mutant(
        "what neither was asked at is no consent",
        "src/zegel/flows/joining.py",
        "else only_one and not here for",
        "else False and not here for",
        f"{MERGING}::test_an_address_and_its_consents_come_along_to_who_had_none",
    ),
    Mutant(
        "who goes lends their name",
        "src/zegel/flows/joining.py",
        "mine.name or theirs.name",
        "theirs.name or mine.name",
        f"{MERGING}::test_who_stays_keeps_their_name_and_what_they_never_told_is_taken_along",
    ),
    Mutant(
        "a note of the other is written over",
        "src/zegel/flows/joining.py",
        '-{old.hex()[:12]}" if kind == NOTE',
        '" if kind == NOTE',
        f"{MERGING}::test_notes_of_both_stay_to_be_read_under_names_of_their_own",
    ),
    Mutant(
        "a block is never lifted",
        "src/zegel/flows/blocking.py",
        "purse.blocked = command.earning",
        "purse.blocked |= command.earning",
        f"{BLOCKING}::test_it_is_lifted_with_a_reason_and_the_dossier_says_by_whom_and_why",
    ),
    Mutant(
        "who may not earn earns",
        "src/zegel/flows/purses.py",
        "(earns and purse.blocked & NO_EARNING)",
        "(earns and purse.blocked & GONE)",
        f"{BLOCKING}::test_who_cannot_earn_may_still_spend_and_goods_come_back",
    ),
    Mutant(
        "who may not spend spends",
        "src/zegel/flows/purses.py",
        "    if purse.blocked & NO_SPENDING:\n",
        "    if purse.blocked & GONE:\n",
        f"{BLOCKING}::test_who_cannot_spend_still_earns_and_every_way_of_spending_is_refused",
    ),
    Mutant(
        "at 500 nobody states what they sold",
        "src/zegel/flows/trade_ins.py",
        "if least and worth >= least:",
        "if least and worth > least:",
        f"{TRADING}::test_without_a_table_it_is_worth_what_is_agreed",
    ),
    Mutant(
        "an old thing is worth what the till says",
        "src/zegel/flows/trade_ins.py",
        "if worth not in (0, table[command.condition]):",
        "if worth < 0:",
        f"{TRADING}::test_nobody_bargains_with_the_table",
    ),
    Mutant(
        "the table is not looked at",
        "src/zegel/flows/trade_ins.py",
        "        worth = table[command.condition]\n",
        "        table = {}\n",
        f"{TRADING}::test_the_table_says_what_it_is_worth_and_the_bonus_is_of_that",
    ),
    Mutant(
        "a message is sent without a consent",
        "src/zegel/program/read_errands.py",
        "tests.append(self.rules.conditions.people.consented(node, purpose))",
        "self.rules.conditions.people.consented(node, purpose)",
        f"{ERRANDS}::test_a_message_goes_with_a_purchase_and_only_to_who_said_yes",
    ),
    Mutant(
        "who complains is written an advertisement all the same",
        "src/zegel/worker/noticing.py",
        "if consent and (reader.complains or ",
        "if consent and (",
        "tests/messages/test_notices.py::test_a_message_of_the_program_goes_to_who_said_yes_and_a_service_to_everybody",
    ),
    Mutant(
        "who complained is asked how it went while another complaint is open",
        "src/zegel/flows/after_complaint.py",
        'if open_still or data.get("asked") or',
        'if data.get("asked") or',
        f"{ERRANDS}::test_who_complained_is_asked_how_it_went_once_and_when_nothing_is_open_any_more",
    ),
    Mutant(
        "a task is done twice",
        "src/zegel/decide/cases.py",
        'TASK: {"to do": ("done", "dropped"), "done": ("to do",)},',
        'TASK: {"to do": ("done", "dropped"), "done": ("to do", "done")},',
        f"{ERRANDS}::test_a_task_stands_until_somebody_did_it_and_says_who",
    ),
    Mutant(
        "a gesture is not drawn from its budget",
        "src/zegel/flows/gestures.py",
        "for name, minor in found.budgets if name == kind.budget]",
        "for name, minor in found.budgets if not name]",
        "tests/stories/test_gestures.py::test_a_kind_of_reason_has_a_budget_in_the_envelope",
    ),
    Mutant(
        "a gesture is not drawn from what is set apart for its reason",
        "src/zegel/flows/gestures.py",
        "for name, minor in found.reasons if name == because]",
        "for name, minor in found.reasons if not name]",
        "tests/stories/test_gestures.py::test_a_reason_has_an_envelope_of_its_own_whatever_is_given_for_it",
    ),
    Mutant(
        "two members with a membership of one kind become one",
        "src/zegel/flows/joining.py",
        "            raise MergeConflict(what=unit)\n",
        "            pass\n",
        f"{STORIES}/test_merging_members.py::test_two_memberships_of_one_kind_are_settled_first_and_two_of_different_kinds_come_together",
    ),
    Mutant(
        "the month before last does not count as paid beforehand",
        "src/zegel/flows/paid_value.py",
        "_counter(plus_months(on, -n)) for n in range(found.months)",
        "_counter(plus_months(on, -n)) for n in range(2)",
        f"{STORIES}/test_paid_value.py::test_a_million_in_twelve_months_and_then_no_more_until_a_month_is_over",
    ),
    Mutant(
        "a gift card that is topped up is not counted as paid beforehand",
        "src/zegel/flows/gift_cards.py",
        "receipt, draws=sold_draws(plan, header.business_date, command.amount_minor))",
        "receipt)",
        f"{STORIES}/test_paid_value.py::test_gift_cards_count_too_and_are_always_sold_and_paying_out_takes_nothing_off",
    ),
    Mutant(
        "who tries something is told a day late",
        "src/zegel/worker/noticing.py",
        "if today <= until <= plus_days(today,",
        "if today <= until < plus_days(today,",
        "tests/messages/test_notices.py::test_a_trial_that_is_almost_over_is_told_three_days_before_and_once",
    ),
)

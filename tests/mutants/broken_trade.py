"""Promises to business customers, between partners, and to whoever has a code on paper, broken on purpose."""

from tests.mutants.broken import STORIES, Mutant

PLAYED = "tests/replay/test_story_files.py::test_every_story_of_an_example_comes_out"

TRADE = (
    Mutant(
        "a code of a receipt is used without end",
        "src/zegel/flows/printed.py",
        "        draft.spend(unit, count, RESERVED if aside else REDEEMED)\n",
        "",
        f"{STORIES}/test_printed_codes.py::test_a_sale_without_a_card_prints_a_code_that_anybody_uses_at_any_branch_and_once",
        quick=True,
    ),
    Mutant(
        "who claimed a receipt spends it, and so does who found it",
        "src/zegel/flows/printed_shown.py",
        "if id_ == own or paper is None or paper.alias_of is not None or paper.since:",
        "if id_ == own or paper is None:",
        f"{STORIES}/test_printed_codes.py::test_who_claims_the_receipt_has_the_coupon_on_the_card_and_the_code_opens_nothing",
    ),
    Mutant(
        "a code of a receipt gets all of a voucher back with the first of its goods",
        "src/zegel/flows/printed.py",
        "            count = came_off(document, purchase, coupon.id, after) - was\n",
        '            count = effect["count"] - was\n',
        f"{STORIES}/test_printed_codes.py::test_a_voucher_in_parts_is_used_until_it_is_empty_and_gets_its_share_of_a_return_back",
    ),
    Mutant(
        "goodwill is a share of what came back too",
        "src/zegel/flows/goodwill.py",
        "minor += (line.net_minor - taken) * left // line.quantity if line.quantity else line.net_minor - taken",
        "minor += line.net_minor - taken",
        f"{STORIES}/test_goodwill.py::test_five_percent_of_what_was_paid_and_kept_whole_cents_down",
    ),
    Mutant(
        "a budget that was raised stays as it began",
        "src/zegel/flows/facts.py",
        "return of if found is None else found + of - self.began.get(counter, of)",
        "return of if found is None else found",
        f"{STORIES}/test_bounded_discounts.py::"
        "test_a_budget_and_a_limit_that_a_new_version_raises_or_lowers_hold_at_once_for_what_was_not_taken_yet",
    ),
    Mutant(
        "an invoice that is paid in part counts whole",
        "src/zegel/decide/invoice_counts.py",
        "{m: minor * n // of_all for m, minor",
        "{m: minor for m, minor",
        f"{STORIES}/test_invoices.py::test_an_invoice_counts_as_far_as_it_is_paid",
        quick=True,
    ),
    Mutant(
        "VAT is forgotten in what an invoice comes to",
        "src/zegel/decide/invoice_counts.py",
        "minor + half_up(minor * bp, 10_000) for bp",
        "minor for bp",
        f"{STORIES}/test_invoices.py::test_an_invoice_counts_as_far_as_it_is_paid",
    ),
    Mutant(
        "what is on its way counts as delivered",
        "src/zegel/decide/invoice_counts.py",
        "[min(there.get(line.number, 0), n) for",
        "[max(there.get(line.number, 0), n) for",
        f"{STORIES}/test_invoices.py::test_what_is_delivered_counts_line_by_line_and_a_dispute_takes_it_out",
    ),
    Mutant(
        "an invoice in dispute counts all the same",
        "src/zegel/decide/invoice_counts.py",
        "        elif invoice.disputed:\n            continue\n",
        "",
        f"{STORIES}/test_invoices.py::test_what_is_delivered_counts_line_by_line_and_a_dispute_takes_it_out",
    ),
    Mutant(
        "more is delivered than was bought",
        "src/zegel/flows/invoices.py",
        "if line.quantity > bought[line.number]:",
        "if line.quantity > 2 * bought[line.number]:",
        f"{STORIES}/test_invoices.py::test_reports_that_make_no_sense_are_refused_and_move_nothing",
    ),
    Mutant(
        "goods that came back stay in what was paid",
        "src/zegel/flows/return_goods.py",
        "counts += moved(facts, header, document, (before, invoice), (after, invoice))",
        "counts += []",
        f"{STORIES}/test_invoices.py::test_goods_that_come_back_count_no_more_and_leave_nothing_open",
    ),
    Mutant(
        "who disputes a month also decides",
        "src/zegel/flows/disputes.py",
        "if header.actor == found.opened_by:",
        "if not header.actor:",
        PLAYED,
    ),
    Mutant(
        "the same euro is disputed twice",
        "src/zegel/flows/disputes.py",
        "command.stated_minor - sum([one.granted_minor or one.amount_minor for one in same])",
        "command.stated_minor",
        "tests/api/test_settlements.py::test_a_partner_disputes_a_line_and_an_amount_and_the_month_follows_what_is_granted",
    ),
    Mutant(
        "all that was disputed is granted with a part of it",
        "src/zegel/flows/disputes.py",
        "(command.amount_minor or found.amount_minor) if command.grant",
        "found.amount_minor if command.grant",
        PLAYED,
    ),
    Mutant(
        "what is granted is taken off nothing",
        "src/zegel/decide/settlement.py",
        "return self.pays_minor - self.corrected_minor",
        "return self.pays_minor",
        PLAYED,
    ),
    Mutant(
        "a voucher in parts comes back whole with the first goods",
        "src/zegel/flows/codes_returned.py",
        "-used.used * again, now - was))",
        "-used.used * again, -used.value_left))",
        f"{STORIES}/test_codes_returned.py::test_goods_that_come_back_bring_their_part_of_a_budget_and_of_a_voucher_back",
    ),
    Mutant(
        "a budget gets its share back only with the last goods",
        "src/zegel/flows/codes_returned.py",
        "if coupon.budget_minor and now > was:",
        "if coupon.budget_minor and now > was and whole:",
        f"{STORIES}/test_codes_returned.py::test_goods_that_come_back_bring_their_part_of_a_budget_and_of_a_voucher_back",
    ),
)

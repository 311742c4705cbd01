"""The conventions that a program chooses: how its promises are counted, rounded, stacked, taken back and kept."""

from typing import Literal

from zegel.core.value import value


@value
class Settings:
    """The conventions (semantics.md) that this engine lets a program choose; program.settings documents each."""

    multipliers: Literal["largest", "sum", "product"]
    returns_earned: Literal[
        "as if never bought", "in proportion", "per line", "by today's rules", "by today's rules alone", "as if bought alone",
        "all or nothing",
    ]  # fmt: skip
    returns_spent: Literal["back to its lots", "by value", "on a full return", "never"]
    below_zero: Literal["allowed", "stops at zero", "refused"]
    returned_points_last_days: int
    return_within_days: int
    hold_minutes: int
    late_hours: int
    claim_within_days: int
    returned_earned_on: Literal["what was paid", "price before discounts"] = "what was paid"
    returned_discounts: Literal["share", "reprice"] = "share"
    returned_gifts: Literal["come back", "value deducted", "kept"] = "come back"
    points_paid_earn: Literal["earns nothing", "earns"] = "earns nothing"
    returned_uses: Literal["come back with the goods", "come back with everything", "stay used"] = "come back with the goods"
    pick_up_hours: int = 24
    points_notice_days: int = 14
    voucher_notice_days: int = 14
    least_age: int = 16
    keep_lines_months: int = 26
    keep_messages_months: int = 13
    keep_addresses_days: int = 1
    keep_visits_days: int = 30
    keep_marks_days: int = 90
    keep_lost_months: int = 24
    keep_cases_months: int = 24
    keep_accounts_days: int = 60
    members_are: Literal["u", "je"] = "u"
    """How Dutch speaks to members: on the card, in mails, and in what the till says or prints for them."""
    staff_are: Literal["u", "je"] = "u"
    """How Dutch speaks to who works there: on the till and in the office."""
    proof_above_minor: int = 2_500
    """What may be spent at once without a second proof."""
    powerful_roles: Literal["one person", "two people"] = "one person"
    """Whether a role that gives power waits for a second colleague (access.proposing)."""
    business_gifts: Literal["given", "refused"] = "given"
    order: Literal["lanes", "priority", "as entered", "listed"] = "lanes"
    choosing: Literal["best of a group", "all stack", "best only", "first only"] = "best of a group"
    basket_percentages: Literal["stack", "best only"] = "stack"
    percents: Literal["what is left", "added up", "the original price", "added up inside a rule"] = "what is left"
    thresholds: Literal["after discounts so far", "before discounts"] = "after discounts so far"
    threshold_shipping: Literal["without", "with"] = "without"
    threshold_vat: Literal["as prices", "including VAT", "excluding VAT"] = "as prices"
    step_bounds: Literal["at their threshold", "above their threshold"] = "at their threshold"
    amounts: Literal["as prices", "including VAT", "excluding VAT"] = "as prices"
    spare_cents: Literal["largest remainder", "last line", "first line", "first items"] = "largest remainder"
    rounding: Literal["half up", "down", "half even", "up"] = "half up"
    rounded_per: Literal["line", "item", "basket"] = "line"
    at_the_floor: Literal["moves on", "lapses"] = "moves on"
    free_items: Literal["cheapest", "cheapest of all", "dearest", "first", "chosen"] = "cheapest"
    free_off: Literal["what is free", "all of the deal"] = "what is free"
    used_items: Literal["for that rule", "for every rule", "may count again", "never as free"] = "for that rule"
    per_basket: Literal["as often as it fits", "once"] = "as often as it fits"
    earning_rules: Literal["add up", "best only", "first match"] = "add up"
    promotions: Literal["on their own", "need base points"] = "on their own"
    several_promotions: Literal["all count", "the newest"] = "all count"
    points_rounding: Literal["down", "half up", "half even", "up"] = "down"
    points_rounded_per: Literal["basket", "line"] = "basket"
    points_remainder: Literal["lapses", "carried"] = "lapses"
    earning_base: Literal["after discounts", "before discounts", "own discounts only"] = "after discounts"
    earning_vat: Literal["as prices", "including VAT", "excluding VAT"] = "as prices"
    earning_shipping: Literal["with", "without"] = "with"
    gift_cards_earn: Literal["earns", "earns nothing"] = "earns"
    store_credit_earns: Literal["earns", "earns nothing"] = "earns"
    points_limits: Literal["reduce", "refuse"] = "reduce"
    codes_count: Literal["when paid", "when entered", "when completed"] = "when paid"
    cancelled_codes: Literal["come back", "stay used"] = "come back"
    returned_codes: Literal["come back with everything", "stay used"] = "come back with everything"
    wrong_codes: Literal["refused", "left out"] = "refused"
    facts: Literal["before this purchase", "including this purchase"] = "before this purchase"
    points_at_once: Literal["from the next purchase", "at once"] = "from the next purchase"

    @property
    def returns_by_today(self) -> bool:
        """Whether a return takes back what today's rules say."""
        return self.returns_earned in ("by today's rules", "by today's rules alone")

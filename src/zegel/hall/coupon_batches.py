"""What is asked of a batch of codes, whichever door it comes by: for which coupon, and from when to when."""

from zegel.core.periods import NEVER, Day, Instant, end_of_day, start_of_day
from zegel.core.refusals import Malformed, UnknownCoupon
from zegel.hall.refusals import NoSuchDay
from zegel.hall.translate import is_day
from zegel.program.coupons import Coupon
from zegel.program.model import Program


def span_of(program: Program, first: str, last: str) -> tuple[Instant, Instant]:
    """From when to when codes can be used; "" for from now on and without end."""
    for field, day in (("valid_from", first), ("valid_until", last)):
        if day and not is_day(day):
            raise NoSuchDay(field=field)
    if first and last and last < first:
        raise NoSuchDay(field="valid_until")
    zone = program.company_zone
    return (start_of_day(Day(first), zone) if first else Instant(0)), (end_of_day(Day(last), zone) if last else NEVER)


def coupon_of(program: Program, named: str, *, worth: bool) -> Coupon:
    """The coupon of the live program that codes are made for; `worth`: they shall have a worth of their own."""
    coupon = next((one for one in program.coupons if one.id == named and not one.codes), None)
    if coupon is None:
        raise UnknownCoupon()
    if coupon.capitals_matter:
        raise Malformed("coupon: capitals matter in its codes; they are made elsewhere, and `zegel codes import` brings them in.",
                        field="coupon")  # fmt: skip
    if worth and not coupon.worth_minor:
        raise Malformed("worth_minor: this coupon is no voucher; its codes have no worth of their own.", field="worth_minor")
    return coupon

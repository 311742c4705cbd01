"""What a reward is, what it costs and how often it may be had, in a sentence."""

from zegel.program.coupon_words import coupon_names
from zegel.program.coupons import token_of
from zegel.program.expiry_words import lasts
from zegel.program.model import Expiry, Program, Reward
from zegel.program.often import budget_said, limits_said, stock_said, times_said
from zegel.program.stored_value import STORE_CREDIT
from zegel.program.words import Language, articles, conditions, counted, joined, money, of, percent, period, pieces, unit_names

_WHICH = {
    "": ("", ""), "cheapest": (", de goedkoopste eerst", ", the cheapest first"), "dearest": (", de duurste eerst", ", the dearest first"),
    "first": (", de bovenste op de bon eerst", ", the first on the receipt first"), "chosen": (", naar keuze", ", of your choice"),
}  # fmt: skip


def reward_sentence(program: Program, reward: Reward, language: Language) -> str:
    """The whole of it."""
    nl, name = language == "nl", of(reward.names, language)
    said = f"{name}: {_gift(program, reward, language)} {_price(program, reward, language)}{_free_most(program, reward, language)}"
    unit = next((u for u in program.units if reward.token and u.id == reward.token), None)
    if unit and unit.expiry.ends:
        said += _lasting(unit.expiry, language)
    said += stock_said(program, reward, language)
    if reward.times:
        said += f"; {times_said(reward.times, language)} {'per mandje' if nl else 'in a basket'}"
    for limit in limits_said(program, reward.limits, language):
        said += f"; {limit}"
    for budget in program.budgets:
        if budget.of == reward.id:
            said += f"; {budget_said(program, budget, language)}"
    if reward.by_itself:
        said += (
            "; vanzelf, zodra het kan, tenzij u zelf wilt kiezen" if nl else "; by itself, as soon as it can be, unless you wish to choose"
        )
    when = conditions(program, reward.tests, language)
    return f"{said}{f', {when}' if when else ''}."


def _lasting(expiry: Expiry, language: Language) -> str:
    """`, 3 maanden geldig`; what is more than a period is said whole."""
    plain = expiry.count and not (expiry.idle or expiry.until_end_of or expiry.plus_count or expiry.from_release)
    if not plain:
        return f", {'het' if language == 'nl' else 'it'} {lasts(expiry, language)}"
    long = period(expiry.count, expiry.period, language)
    return f", {long} geldig" if language == "nl" else f", valid for {long}"


def _price(program: Program, reward: Reward, language: Language) -> str:
    """`500 punten`, `300 punten en € 5,00`, `een volle kaart`."""
    nl = language == "nl"
    if reward.token:
        if any(card.gives == reward.id for card in program.cards):
            return "voor een volle kaart" if nl else "for a full card"
        return "als gebaar van ons" if nl else "as a gesture of ours"
    if not reward.cost_unit:
        return "cadeau van ons" if nl else "as a present from us"
    cost = counted(reward.cost, unit_names(program, reward.cost_unit), language)
    cost = f"{'voor' if nl else 'for'} {cost}"
    if not reward.cash_minor:
        return cost
    cash = money(reward.cash_minor, program.currency, language) + ((" per stuk" if nl else " each") if reward.free_items > 1 else "")
    return f"{cost} {'en' if nl else 'and'} {cash}"


def _gift(program: Program, reward: Reward, language: Language) -> str:
    nl = language == "nl"
    if reward.off_minor:
        off = money(reward.off_minor, program.currency, language)
        on = f" {'op' if nl else 'on'} {articles(program, reward.articles, language)}" if reward.articles else ""
        return f"{off} korting{on}" if nl else f"{off} off{on}"
    if reward.off_bp:
        off, on = percent(reward.off_bp, language), articles(program, reward.articles, language)
        return f"{off} korting op {on}" if nl else f"{off} off {on}"
    if reward.credit_minor:
        return counted(reward.credit_minor, unit_names(program, STORE_CREDIT), language)
    piece = next((coupon.piece for coupon in program.coupons if coupon.id == reward.coupon and coupon.in_parts), 0)
    if piece:
        return counted(piece, unit_names(program, token_of(reward.coupon)), language)
    if reward.coupon:
        called = of(coupon_names(program, reward.coupon), language)
        return f"de coupon “{called}”" if nl else f"the coupon “{called}”"
    if not reward.free_items:
        worth = money(reward.worth_minor, program.currency, language)
        if reward.options:
            listed = joined([of(option, language) for option in reward.options], "of" if nl else "or")
            each = (f", elk ter waarde van {worth}" if nl else f", each worth {worth}") if reward.worth_minor else ""
            return f"{'naar keuze' if nl else 'of your choice'}: {listed}{each},"
        return (
            (f"ter waarde van {worth}" if nl else f"worth {worth}") if reward.worth_minor else ("om mee te nemen" if nl else "to take home")
        )
    said = pieces(program, reward.free_items, reward.articles, language)
    if not (reward.cost_unit or reward.token):
        return f"{said},"
    return said if reward.cash_minor else f"{said} {'gratis' if nl else 'free'}"


def _free_most(program: Program, reward: Reward, language: Language) -> str:
    """Up to what an article may cost, and which one it is, behind the price; "" where that does not matter."""
    nl, said = language == "nl", ""
    most = money(reward.most_minor, program.currency, language)
    if reward.off_bp and reward.most_minor:
        said += f", hoogstens {most}" if nl else f", at most {most}"
    elif reward.free_items and reward.most_minor:
        said += f", tot {most} per stuk" if nl else f", up to {most} each"
    return said + (_WHICH[reward.which][0 if nl else 1] if reward.free_items else "")

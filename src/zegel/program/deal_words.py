"""How discounts are said: every kind of deal short, as a till has room for it, and as one sentence, in Dutch and English."""

from typing import Final

from zegel.program.deals import Amount, AmountEach, Bundle, BuyGet, EachBundle, Gift, Percent, Picked, Steps, UnitPrice, WholePrice
from zegel.program.model import ALL_ARTICLES, Discount, Program, Words
from zegel.program.often import budget_said, limits_said, stock_said
from zegel.program.words import Language, articles, joined, money, number, of, one_of, ordinal, percent, pieces

_WHICH: Final = {
    "cheapest": Words("de goedkoopste", "the cheapest"),
    "cheapest of all": Words("de goedkoopste van alles", "the cheapest of all"),
    "dearest": Words("de duurste", "the dearest"),
    "first": Words("de eerste op de bon", "the first on the receipt"),
    "chosen": Words("u kiest", "you choose"),
}


Whole = Percent | Amount | AmountEach | UnitPrice | WholePrice | Bundle | EachBundle | BuyGet | Gift
"""Deals that are said in one breath; steps are a list."""


def deal_bare(program: Program, rule: Discount, language: Language) -> str:
    """What the discount is, without articles and conditions: `5% korting`, `6 halen, 5 betalen`."""
    nl, deal, euros = language == "nl", rule.deal, _Money(program, language)
    match deal:
        case Percent(10_000) if _is_all_shipping(program, rule):
            return "gratis verzending" if nl else "free shipping"
        case Percent():
            return f"{_percents(program, deal, language)} {'korting' if nl else 'off'}"
        case Amount(minor, per):
            each = f" {'per volle' if nl else 'for every full'} {euros(per)}" if per else ""
            return f"{euros(minor)} {'korting' if nl else 'off'}{each}"
        case AmountEach(minor, per_what):
            each = _each(per_what, language)
            return f"{euros(minor)} korting {each}" if nl else f"{euros(minor)} off {each}"
        case UnitPrice(minor):
            return f"{euros(minor)} {_each('item', language)}"
        case WholePrice(minor):
            return f"samen {euros(minor)}" if nl else f"{euros(minor)} together"
        case Bundle(parts, 0):
            off = _off_bundle(program, deal, language)
            if len(parts) > 1:
                return f"{off} korting op de set" if nl else f"{off} off the set"
            return f"{off} korting per {parts[0][1]} stuks" if nl else f"{off} off every {parts[0][1]}"
        case Bundle(((_, count),), minor):
            return f"{count} voor {euros(minor)}" if nl else f"{count} for {euros(minor)}"
        case Bundle(_, minor):
            return f"samen {euros(minor)}" if nl else f"{euros(minor)} together"
        case EachBundle():
            off = _off_bundle(program, deal, language)
            return f"{off} korting per set" if nl else f"{off} off for each set"
        case BuyGet():
            return _buy_get_bare(rule, deal, language)
        case Steps():
            return "staffelkorting" if nl else "stepped discount"
        case Gift(options, upgrade=upgrade):
            listed = _listed(options, language)
            if upgrade:
                return f"upgrade: {listed}"
            listed = f"{deal.get} × {listed}" if deal.get > 1 else listed
            return f"cadeau: {listed}" if nl else f"gift: {listed}"


def deal_sentence(program: Program, rule: Discount, when: str, language: Language) -> str:
    """The discount and `when` it holds as a sentence, its first letter small, no stop at the end."""
    if isinstance(rule.deal, Steps):
        what = f"{_what(program, rule, language)}{when}"
        return f"{'u krijgt' if language == 'nl' else 'you get'} {_steps(program, rule.deal, what, language)}"
    return f"{_sentence(program, rule, rule.deal, language)}{when}"


def _sentence(program: Program, rule: Discount, deal: Whole, language: Language) -> str:
    nl, euros = language == "nl", _Money(program, language)
    what, you = _what(program, rule, language), "u krijgt " if nl else "you get "
    match deal:
        case Percent(10_000) if _is_all_shipping(program, rule):
            return "u betaalt geen verzendkosten" if nl else "you pay no shipping"
        case Percent():
            off = _percents(program, deal, language)
            return you + (f"{off} korting op {what}" if nl else f"{off} off {what}")
        case Amount(minor, per, by_quantity):
            every = (f" voor elke volle {euros(per)}" if nl else f" for every full {euros(per)}") if per else ""
            if by_quantity:
                every += ", verdeeld naar aantal" if nl else ", shared by quantity"
            return you + (f"{euros(minor)} korting op {what}{every}" if nl else f"{euros(minor)} off {what}{every}")
        case AmountEach(minor, per_what):
            each = _each(per_what, language)
            piece = "each line" if per_what == "line" else "each piece"
            return you + (f"{euros(minor)} korting {each} op {what}" if nl else f"{euros(minor)} off {piece} of {what}")
        case UnitPrice(minor):
            each = _each("item", language)
            return f"u betaalt {euros(minor)} {each} voor {what}" if nl else f"you pay {euros(minor)} {each} for {what}"
        case WholePrice(minor):
            all_of_it = articles(program, rule.articles, language)
            return (
                f"u betaalt samen hoogstens {euros(minor)} voor {all_of_it}"
                if nl
                else f"you pay at most {euros(minor)} together for {all_of_it}"
            )
        case Bundle(parts, minor):
            listed = joined([pieces(program, count, index, language) for index, count in parts], "en" if nl else "and")
            if not minor:
                off = _off_bundle(program, deal, language)
                if len(parts) == 1:
                    return you + (f"{off} korting op elke {listed} samen" if nl else f"{off} off every {listed} together")
                return you + (f"{off} korting op elke set van {listed}" if nl else f"{off} off every set of {listed}")
            return f"u betaalt samen {euros(minor)} voor {listed}" if nl else f"you pay {euros(minor)} together for {listed}"
        case EachBundle():
            return _each_bundle(program, deal, what, language)
        case BuyGet():
            return _buy_get(program, rule, deal, language)
        case Gift() if deal.parts:
            return _brought(program, deal, language)
        case Gift(options, worth):
            return you + _gift(program, rule, options, worth, language)


def more_said(program: Program, rule: Discount, language: Language) -> str:
    """What else holds for the discount, behind semicolons; "" where nothing does."""
    nl, said = language == "nl", ""
    if isinstance(rule.deal, Gift):
        said += _lacks(program, rule.deal, language) + stock_said(program, rule, language)
    if rule.picked:
        said += f"; {_picked(rule.picked, language)}"
    if isinstance(rule.deal, Bundle) and rule.deal.cheapest:
        said += "; de goedkoopste stuks eerst" if nl else "; the cheapest pieces first"
    if rule.most_minor:
        most = money(rule.most_minor, program.currency, language)
        said += f"; hoogstens {most}" if nl else f"; at most {most}"
    if rule.line_most_minor:
        most = money(rule.line_most_minor, program.currency, language)
        said += f"; hoogstens {most} per regel" if nl else f"; at most {most} for each line"
    if rule.line_pieces:
        few = number(rule.line_pieces, language)
        one = rule.line_pieces == 1
        said += (
            f"; van elke regel {'telt' if one else 'tellen'} hoogstens {few} {'stuk' if one else 'stuks'}"
            if nl
            else f"; of each line at most {few} {'piece counts' if one else 'pieces count'}"
        )
    if rule.times:
        times = number(rule.times, language)
        said += f"; hoogstens {times} × per aankoop" if nl else f"; at most {times} × a purchase"
    for limit in limits_said(program, rule.limits, language):
        said += f"; {limit}"
    for budget in program.budgets:
        if budget.of == rule.id:
            said += f"; {budget_said(program, budget, language)}"
            if rule.over_budget == "not at all":
                said += ", en wat daar niet meer in past wordt niet gegeven" if nl else ", and what no longer fits in it is not given"
            elif rule.over_budget == "last one whole":
                whole = Words(
                    ", en wie daar net overheen gaat krijgt de korting nog helemaal", ", and whoever just passes it still gets all"
                )
                said += of(whole, language)
    if rule.group:
        said += _best_of(program, rule.group, language)
    if rule.alone:
        said += "; dan geldt geen andere korting" if nl else "; then no other discount applies"
    if rule.not_with:
        listed = joined([f"“{other}”" for other in rule.not_with], "of" if nl else "or")
        said += f"; niet samen met {listed}" if nl else f"; not together with {listed}"
    if rule.announced:
        said += "; openbaar aangekondigd" if nl else "; announced to everybody"
    return said


class _Money:
    """Amounts of a program in one language."""

    def __init__(self, program: Program, language: Language) -> None:
        self.currency, self.language = program.currency, language

    def __call__(self, minor: int) -> str:
        return money(minor, self.currency, self.language)


def _off_bundle(program: Program, deal: Bundle | EachBundle, language: Language) -> str:
    minor = deal.off_minor if isinstance(deal, Bundle) else deal.minor
    return percent(deal.bp, language) if deal.bp else money(minor, program.currency, language)


def _each_bundle(program: Program, deal: EachBundle, what: str, language: Language) -> str:
    nl, off = language == "nl", _off_bundle(program, deal, language)
    if len(deal.parts) == 1:
        listed = with_every(program, deal.parts[0][1], deal.parts[0][0], language)
    else:
        listed = joined([pieces(program, count, index, language) for index, count in deal.parts], "en" if nl else "and")
        listed = f"bij elke set van {listed}" if nl else f"with every set of {listed}"
    said = f"{listed} krijgt u {off} korting op {what}" if nl else f"{listed} you get {off} off {what}"
    if deal.bp:
        said += ", bij elkaar opgeteld" if nl else ", added up"
    if deal.by_quantity:
        said += ", verdeeld naar aantal" if nl else ", shared by quantity"
    return said


def _picked(how: Picked, language: Language) -> str:
    """`alleen voor elk 2e stuk, van duur naar goedkoop`."""
    if language == "nl":
        what = "stuk" if how.per == "item" else "regel"
        every = f"{'elk' if how.per == 'item' else 'elke'} {f'{ordinal(how.every, language)} ' if how.every > 1 else ''}{what}"
        begins = "" if how.first == how.every else f" vanaf {'het' if how.per == 'item' else 'de'} {ordinal(how.first, language)}"
        order = {"receipt": "in de volgorde van de bon", "dearest": "van duur naar goedkoop", "cheapest": "van goedkoop naar duur"}
        return f"alleen voor {every}{begins}, {order[how.order]}"
    what = "piece" if how.per == "item" else "line"
    every = f"every {f'{ordinal(how.every, language)} ' if how.every > 1 else ''}{what}"
    begins = "" if how.first == how.every else f" from the {ordinal(how.first, language)} on"
    order = {"receipt": "in the order of the receipt", "dearest": "from dear to cheap", "cheapest": "from cheap to dear"}
    return f"only for {every}{begins}, {order[how.order]}"


def _percents(program: Program, deal: Percent, language: Language) -> str:
    """`10% en dan 5%`; `10% plus 5%` where `settings.percent on percent` adds them up."""
    parts, nl = [percent(bp, language) for bp in (deal.bp, *deal.more)], language == "nl"
    if program.settings.percents == "what is left":
        return (" en dan " if nl else " and then ").join(parts)
    return " plus ".join(parts)


def _each(per: str, language: Language) -> str:
    if per == "line":
        return "per regel" if language == "nl" else "each line"
    return "per stuk" if language == "nl" else "each"


def _is_all_shipping(program: Program, rule: Discount) -> bool:
    """Whether it is on whatever shipping costs; with `of` it is on a part of that."""
    return rule.lane == "shipping" and rule.articles == program.shipping


def _what(program: Program, rule: Discount, language: Language) -> str:
    """The articles that the discount is on."""
    nl = language == "nl"
    if _is_all_shipping(program, rule):
        return "de verzendkosten" if nl else "shipping"
    what = articles(program, rule.articles, language)
    if rule.lane == "basket":
        return f"het totaal van {what}" if nl else f"the total of {what}"
    return what


def which_said(deal: BuyGet, language: Language) -> str:
    """Which pieces are free or reduced, "" where the settings say."""
    if deal.which == "n-th":
        return f"elke {ordinal(deal.nth, 'nl')} op de bon" if language == "nl" else f"every {ordinal(deal.nth, 'en')} on the receipt"
    return of(_WHICH[deal.which], language) if deal.which else ""


def with_every(program: Program, count: int, index: int, language: Language) -> str:
    """`bij elke 3 bolletjes`, `per bolletje`, `bij elk artikel uit rolls`; `bij elke 1 × taart` where one of it has no word of its own."""
    said, one = pieces(program, count, index, language), one_of(program, index, language)
    if count > 1 or not one:
        return f"bij elke {said}" if language == "nl" else f"with every {said}"
    if language == "en":
        return f"with every {one}"
    unnamed = index == ALL_ARTICLES or not program.sets[index].names.nl
    return f"bij elk {one}" if unnamed else f"per {one}"


def _buy_get_bare(rule: Discount, deal: BuyGet, language: Language) -> str:
    nl = language == "nl"
    if deal.out_of == rule.articles and deal.off_bp == 10_000 and deal.buy:
        return f"{deal.buy + deal.get} halen, {deal.buy} betalen" if nl else f"{deal.buy + deal.get} for the price of {deal.buy}"
    off = ("gratis" if nl else "free") if deal.off_bp == 10_000 else f"{percent(deal.off_bp, language)} {'korting' if nl else 'off'}"
    return f"{deal.buy} kopen, {deal.get} × {off}" if nl else f"buy {deal.buy}, get {deal.get} × {off}"


def _buy_get(program: Program, rule: Discount, deal: BuyGet, language: Language) -> str:
    nl, which = language == "nl", which_said(deal, language)
    free = deal.off_bp == 10_000 and deal.which != "chosen" and deal.buy > 0
    which = f" ({('gratis: ' if nl else 'free: ') if free else ''}{which})" if which else ""
    if not deal.buy and deal.off_bp == 10_000:
        got = pieces(program, deal.get, deal.out_of, language)
        return f"u krijgt {got} gratis{which}" if nl else f"you get {got} free{which}"
    if deal.out_of == rule.articles and deal.off_bp == 10_000:
        take = pieces(program, deal.buy + deal.get, rule.articles, language)
        return f"van elke {take} betaalt u er {deal.buy}{which}" if nl else f"of every {take} you pay for {deal.buy}{which}"
    gets = pieces(program, deal.get, deal.out_of, language)
    if deal.off_bp == 10_000:
        got = f"{gets} gratis" if nl else f"{gets} free"
    else:
        off = percent(deal.off_bp, language)
        got = f"{off} korting op {gets}" if nl else f"{off} off {gets}"
    buys = with_every(program, deal.buy, rule.articles, language)
    return f"{buys} krijgt u {got}{which}" if nl else f"{buys} you get {got}{which}"


def _steps(program: Program, deal: Steps, what: str, language: Language) -> str:
    nl, euros = language == "nl", _Money(program, language)
    above = program.settings.step_bounds == "above their threshold"
    begins = ("boven" if nl else "above") if above else ("vanaf" if nl else "from")
    parts = []
    for step in deal.steps:
        off = (
            percent(step.bp, language)
            if step.bp
            else euros(step.minor)
            if step.minor
            else f"{euros(step.price_minor)} {_each('item', language)}"
        )
        at = euros(step.least) if deal.by == "amount" else f"{number(step.least, language)} {'stuks' if nl else 'pieces'}"
        parts.append(f"{off} {begins} {at}")
    whole = deal.method == "whole"
    how = (
        ("de hoogste trede geldt voor alles" if whole else "elke trede geldt voor wat erin valt")
        if nl
        else ("the highest step counts for everything" if whole else "each step counts for what lies in it")
    )
    return f"korting op {what}: {', '.join(parts)}; {how}" if nl else f"a discount on {what}: {', '.join(parts)}; {how}"


def _best_of(program: Program, group: str, language: Language) -> str:
    """That one of a group counts; a group needs no name where there is no other."""
    if {rule.group for rule in program.discounts if rule.group} == {group}:
        return (
            "; hiervan en van de andere kortingen die elkaar uitsluiten, telt alleen de beste"
            if language == "nl"
            else "; of this and the other discounts that exclude each other, only the best counts"
        )
    return (
        f"; van de kortingen “{group}” telt alleen de beste" if language == "nl" else f"; of the discounts “{group}” only the best counts"
    )


def options_said(gift: Gift, language: Language) -> str:
    """What is given: all that can be chosen from."""
    return _listed(gift.options, language)


def _listed(options: tuple[tuple[str, str], ...], language: Language) -> str:
    return joined([nl if language == "nl" else en for nl, en in options], "of" if language == "nl" else "or")


def _gift(program: Program, rule: Discount, options: tuple[tuple[str, str], ...], worth: int, language: Language) -> str:
    nl, listed = language == "nl", _listed(options, language)
    what = "" if rule.articles == ALL_ARTICLES else f" {'bij' if nl else 'with'} {articles(program, rule.articles, language)}"
    listed = f"{rule.deal.get} × {listed}" if isinstance(rule.deal, Gift) and rule.deal.get > 1 else listed
    said = f"cadeau{what}: {listed}" if nl else f"a gift{what}: {listed}"
    if len(options) > 1:
        said += ", u kiest" if nl else ", you choose"
    if worth:
        said += f", ter waarde van {money(worth, program.currency, 'nl')}" if nl else f", worth {money(worth, program.currency, 'en')}"
    return said


def _lacks(program: Program, deal: Gift, language: Language) -> str:
    """That only what the basket lacks is handed over, "" where all of it always is."""
    if deal.out_of < 0:
        return ""
    what = articles(program, deal.out_of, language)
    if language == "nl":
        return f"; wat u al koopt ({what}) is gratis, en alleen wat nog ontbreekt komt erbij"
    return f"; what you buy already ({what}) is free, and only what is missing is added"


def _brought(program: Program, deal: Gift, language: Language) -> str:
    """A gift that comes with every so many pieces, or in the place of each."""
    nl, listed = language == "nl", options_said(deal, language)
    listed = f"{deal.get} × {listed}" if deal.get > 1 else listed
    with_them = joined([pieces(program, count, index, language) for index, count in deal.parts], "en" if nl else "and")
    if deal.upgrade:
        what = articles(program, deal.parts[0][0], language)
        said = (
            f"u krijgt {listed} in plaats van {what}, voor dezelfde prijs"
            if nl
            else f"you get {listed} instead of {what}, at the same price"
        )
    elif len(deal.parts) > 1:
        said = f"bij {with_them} samen krijgt u cadeau: {listed}" if nl else f"with {with_them} together you get as a gift: {listed}"
    else:
        with_them = with_every(program, deal.parts[0][1], deal.parts[0][0], language)
        said = f"{with_them} krijgt u cadeau: {listed}" if nl else f"{with_them} you get as a gift: {listed}"
    if len(deal.options) > 1:
        said += ", u kiest" if nl else ", you choose"
    if deal.worth_minor:
        worth = money(deal.worth_minor, program.currency, language)
        said += f", ter waarde van {worth} per stuk" if nl else f", worth {worth} each"
    return said

"""A program says itself: every rule and every setting as one plain sentence, in Dutch (B1) and English.

The terms for members are nothing but these sentences in order.
"""

from collections.abc import Callable, Iterable, Iterator
from json import loads
from typing import Final, TypeVar

from zegel.core.value import value
from zegel.program.called_words import called
from zegel.program.care_words import care_sentences
from zegel.program.clauses import behind
from zegel.program.conditions import Any as AnyOf
from zegel.program.conditions import Every, OneOf, Test
from zegel.program.correction_words import correction_sentences
from zegel.program.country import pack
from zegel.program.coupon_words import coupon_names, coupon_said
from zegel.program.coupons import Coupon
from zegel.program.deal_words import deal_sentence, more_said
from zegel.program.errand_words import errand_sentences
from zegel.program.events import Event
from zegel.program.expiry_words import lasts
from zegel.program.gesture_words import gesture_sentences
from zegel.program.group_words import city, edition, groups, states_branches
from zegel.program.ladder_words import ladder_sentences
from zegel.program.limit_words import bounds_said
from zegel.program.membership_words import entitlement_sentence, membership_sentence
from zegel.program.model import (
    ALL_ARTICLES,
    ArticleSet,
    Branch,
    Budget,
    Discount,
    EarnRule,
    Floor,
    Multiplier,
    PointsOff,
    Program,
    Reward,
    StampCard,
    Tiers,
    TierStep,
    Words,
)
from zegel.program.occasion_words import occasion_sentences
from zegel.program.often import budget_said
from zegel.program.partner_words import partner_sentences
from zegel.program.referral_words import referral_sentence
from zegel.program.reward_words import reward_sentence
from zegel.program.rule_paths import is_shipping_of_an_entitlement, path_of
from zegel.program.seat_words import seat_sentences
from zegel.program.second_person import running_sentences
from zegel.program.settings import SETTINGS, setting_sentence, setting_value
from zegel.program.stored_value import STORE_CREDIT
from zegel.program.stored_value_words import stored_value_sentences
from zegel.program.thing_names import FIELD
from zegel.program.tier_words import amount_measured, measured_by, moves
from zegel.program.unit_words import unit_sentence
from zegel.program.why import per
from zegel.program.words import (
    Language,
    articles,
    articles_test,
    both,
    clock,
    conditions,
    counted,
    decimal,
    joined,
    many,
    money,
    named,
    of,
    percent,
    unit_names,
)

T = TypeVar("T")
R = TypeVar("R", EarnRule, Discount)

FEW: Final = 5


@value
class Sentence:
    """What the file says at `path` (a rule, a setting), in one sentence a language."""

    path: str
    nl: str
    en: str


def sentences(program: Program, *, full: bool = False) -> list[Sentence]:
    """Every rule as a sentence, with `full` every setting too, else only those that the file states."""
    return [
        *_company(program),
        *(_says(path, words) for path, words in running_sentences(program)),
        *_units(program),
        *_sets(program),
        *called_sentences(program),
        *_earning(program),
        *_tiers(program),
        *_memberships(program),
        *_discounts(program),
        *_coupons(program),
        *_floors(program, full=full),
        *_rewards(program),
        *(_says(path, words) for path, words in gesture_sentences(program)),
        *(_says(path, words) for path, words in correction_sentences(program)),
        *(_says(path, words) for path, words in occasion_sentences(program)),
        *(_says(path, words) for path, words in errand_sentences(program)),
        *(_says(path, words) for path, words in partner_sentences(program)),
        *(_says(path, words) for ladder in program.ladders for path, words in ladder_sentences(program, ladder)),
        *(_says(path, words) for path, words in stored_value_sentences(program)),
        *_referral(program),
        *(_says(path, words) for path, words in care_sentences(program)),
        *(_says(path, words) for path, words in seat_sentences(program)),
        *_settings(program, full=full),
    ]


def _referral(program: Program) -> Iterator[Sentence]:
    if program.referral is not None:
        yield _says("referral", both(lambda language: referral_sentence(program, language)))


def show(program: Program, *, full: bool = False) -> str:
    """The program read aloud: a line with the path, then the sentence in both languages."""
    blocks = [f"{s.path}\n  {s.nl}\n  {s.en}" for s in sentences(program, full=full)]
    return "\n".join([program.name, *blocks]) + "\n"


def _says(path: str, words: Words) -> Sentence:
    return Sentence(path, *(_capital(text) for text in (words.nl, words.en)))


def _each(program: Program, items: Iterable[T], path: Callable[[T], str], say: Callable[[Program, T, Language], str]) -> Iterator[Sentence]:
    """A sentence an item."""
    for item in items:
        yield _says(path(item), Words(say(program, item, "nl"), say(program, item, "en")))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _when(program: Program, rule: EarnRule | Multiplier | StampCard | Discount | PointsOff | Reward, language: Language) -> str:
    """The rule's conditions, as they follow what it gives."""
    return behind(conditions(program, rule.tests, language))


# -- company, branches, units, articles


_COINS: Final = {"EUR": Words("euro", "euros"), "USD": Words("dollar", "dollars"), "GBP": Words("pond", "pounds")}
"""What people call a currency; any other by its letters."""


def _company(program: Program) -> Iterator[Sentence]:
    vat = Words("inclusief btw", "including VAT") if program.prices_include_vat else Words("exclusief btw", "excluding VAT")
    zone, coin = city(program.company_zone), _COINS.get(program.currency, Words(program.currency, program.currency))
    yield _says(
        "company",
        Words(
            f"bij {program.name} zijn de prijzen in {coin.nl}, {vat.nl}; dagen tellen in de tijd van {zone}.",
            f"prices at {program.name} are in {coin.en}, {vat.en}; days are those of {zone}.",
        ),
    )
    groups: dict[tuple[str, int], list[Branch]] = {}
    for branch in program.branches if states_branches(program) else ():
        groups.setdefault((branch.zone, branch.day_starts), []).append(branch)
    yield from _each(program, groups.values(), lambda members: f"branches.{members[0].id}" if len(groups) > 1 else "branches", _branches)
    yield _says("never", both(lambda language: _never(program, language)))


def _branches(program: Program, members: list[Branch], language: Language) -> str:
    zone, starts = city(members[0].zone), members[0].day_starts
    nl = language == "nl"
    ids = [named(program, "branch", branch.id, language) for branch in members]
    listed = joined(ids, "en" if nl else "and")
    if len(ids) > FEW:
        listed = f"{len(ids)} filialen, van {ids[0]} tot {ids[-1]}" if nl else f"{len(ids)} branches, from {ids[0]} to {ids[-1]}"
    begins = ""
    if starts:
        begins = f"; de dag begint er om {clock(starts)}" if nl else f"; a day begins there at {clock(starts)}"
    if nl:
        return f"hier geldt dit programma: {listed}, in de tijd van {zone}{begins}."
    return f"this program holds here: {listed}, in the time of {zone}{begins}."


def _never(program: Program, language: Language) -> str:
    listed = groups(program, program.sets[program.never].test, language)
    return (
        f"{listed} leveren nooit iets op en krijgen nooit korting."
        if language == "nl"
        else f"{listed} never earn anything and are never discounted."
    )


def _units(program: Program) -> Iterator[Sentence]:
    counted_ones = [unit for unit in program.units if unit.kind in ("points", "status")]
    return _each(program, counted_ones, lambda unit: f"units.{unit.id}", unit_sentence)


def _sets(program: Program) -> Iterator[Sentence]:
    named = [s for s in program.sets if s.names.nl and not _says_nothing(program, s)]
    return _each(program, named, lambda s: f"sets.{s.id}", _set)


def _says_nothing(program: Program, named: ArticleSet) -> bool:
    """Whether it is one group of articles that goes by the same name: bread is what is called bread."""
    test = both(lambda language: articles_test(named.test, program, language))
    return (test.nl, test.en) == (f"uit {named.names.nl}", f"in {named.names.en}")


def _set(program: Program, named: ArticleSet, language: Language) -> str:
    test, name = articles_test(named.test, program, language), of(named.names, language)
    return f"met {name} bedoelen wij artikelen {test}." if language == "nl" else f"by {name} we mean articles {test}."


def called_sentences(program: Program) -> Iterator[Sentence]:
    """What the shop means by its own names for days and for members."""
    for path, nl, en in called(program):
        yield _says(path, Words(nl, en))


# -- earning


def _event(program: Program, event: Event, language: Language) -> str:
    """`behalve uw aankopen noteren wij: een review schrijven, met daarbij: sterren`."""
    nl, fields = language == "nl", [named(program, FIELD, field.id, language) for field in event.fields]
    said = f"behalve uw aankopen noteren wij: {of(event.names, 'nl')}" if nl else f"besides your purchases we note: {of(event.names, 'en')}"
    if fields:
        said += f", met daarbij: {joined(fields, 'en')}" if nl else f", and with it: {joined(fields, 'and')}"
    if any(field.form == "score" for field in event.fields):
        said += "; het cijfer telt niet voor wat u krijgt" if nl else "; the score does not count for what you get"
    return f"{said}."


def _profile(program: Program, language: Language) -> str:
    """`wat u van uzelf mag vertellen: schoenmaat en dieet`."""
    fields = [named(program, FIELD, field.id, language) for field in program.profile_fields]
    if language == "nl":
        return f"wat u van uzelf mag vertellen, en altijd weer kunt laten vergeten: {joined(fields, 'en')}."
    return f"what you may tell of yourself, and have forgotten at any time: {joined(fields, 'and')}."


def _earning(program: Program) -> Iterator[Sentence]:
    if program.profile_fields:
        yield _says("profile", Words(_profile(program, "nl"), _profile(program, "en")))
    yield from _each(program, program.events, lambda event: f"events.{event.id}", _event)
    yield from _each(program, program.event_rules, lambda rule: f"earn.{rule.id}", _earn)
    coupons = {coupon.id for coupon in program.coupons}
    yield from _each(
        program,
        _without([rule for rule in program.earn if ":" not in rule.id], coupons),
        lambda rule: f"earn.{rule.id}",
        _earn,
    )
    yield from _each(program, program.multipliers, lambda rule: path_of(rule.id, "earn"), _multiplier)
    yield from _each(program, program.cards, lambda card: f"stamp cards.{card.id}", _card)


def _earn(program: Program, rule: EarnRule, language: Language) -> str:
    given = counted(rule.count, unit_names(program, rule.unit), language)
    what = given if rule.per == "purchase" and any(_names_purchase(one.test) for one in rule.tests) else per(program, rule, given, language)
    you = "u krijgt" if language == "nl" else "you get"
    return f"{you} {what}{_on(program, rule, language)}{_when(program, rule, language)}{bounds_said(program, rule, language)}."


def _names_purchase(test: Test) -> bool:
    """Whether it says at which purchase: `bij elke 10e aankoop` is not `per aankoop` too."""
    match test:
        case AnyOf(tests):
            return all(_names_purchase(one) for one in tests)
        case OneOf(fact, _) | Every(fact, _):
            return fact == "purchase_number"
        case _:
            return False


def _on(program: Program, rule: EarnRule | StampCard, language: Language) -> str:
    """Which articles count: `per stuk voor brood`, `per aankoop met brood`, `per volle € 1,00 aan brood`."""
    if rule.articles == ALL_ARTICLES:
        return ""
    words = {"item": Words("voor", "for"), "purchase": Words("met", "with")}.get(rule.per, Words("aan", "on"))
    if rule.unit == STORE_CREDIT and rule.per == "spend":
        words = Words("op", "on")
    return f" {of(words, language)} {articles(program, rule.articles, language)}"


def _multiplier(program: Program, rule: Multiplier, language: Language) -> str:
    nl = language == "nl"
    unit, factor = many(unit_names(program, rule.unit), language), decimal(rule.factor, language)
    on = "" if rule.articles == ALL_ARTICLES else f" {'op' if nl else 'on'} {articles(program, rule.articles, language)}"
    how, times = program.settings.multipliers, f"{'tellen' if nl else 'count'} × {factor}"
    if not rule.factor and how != "sum":
        times = "tellen niet mee (× 0)" if nl else "do not count (× 0)"
    elif rule.factor < 1 and how == "largest":
        times += ", ook naast een hogere" if nl else ", next to a larger one too"
    return f"{unit}{on} {times}{_when(program, rule, language)}{bounds_said(program, rule, language)}."


def _card(program: Program, card: StampCard, language: Language) -> str:
    nl, names = language == "nl", unit_names(program, card.unit)
    what = per(program, card, counted(card.count, names, language), language)
    gives = _reward_name(program, card.gives, language)
    full = counted(card.slots, names, language)
    when = f"{_on(program, card, language)}{_when(program, card, language)}"
    unit = next(u for u in program.units if u.id == card.unit)
    when += bounds_said(program, card, language)
    each = f"; {'elke' if nl else 'each'} {names.nl_one if nl else names.en_one} {lasts(unit.expiry, language)}" if unit.expiry.ends else ""
    return f"u krijgt {what}{when}; {full} geven: {gives}{each}." if nl else f"you get {what}{when}; {full} give: {gives}{each}."


def _reward_name(program: Program, reward: str, language: Language) -> str:
    return next((of(r.names, language) for r in program.rewards if r.id == reward), reward)


# -- tiers


def _tiers(program: Program) -> Iterator[Sentence]:
    tiers = program.tiers
    if tiers is None:
        return
    yield _says("tiers.measure", both(lambda language: _measure(program, tiers, language)))
    yield from _each(program, tiers.steps, lambda step: f"tiers.steps.{step.id}", _step)


def _measure(program: Program, tiers: Tiers, language: Language) -> str:
    return f"{measured_by(program, tiers, language)}; {moves(tiers, program.windows[tiers.window], language)}."


def _step(program: Program, step: TierStep, language: Language) -> str:
    said = _begins(program, step, language)
    if not step.coupons:
        return said
    listed = joined([f"“{of(coupon_names(program, coupon), language)}”" for coupon in step.coupons], "en" if language == "nl" else "and")
    what = ("coupon" if len(step.coupons) == 1 else "coupons", "de" if language == "nl" else "the")
    got = f"u krijgt dan {what[1]} {what[0]} {listed}" if language == "nl" else f"you are given {what[1]} {what[0]} {listed} then"
    return f"{said.removesuffix('.')}; {got}."


def _begins(program: Program, step: TierStep, language: Language) -> str:
    tiers = program.tiers
    assert tiers is not None
    name, at = of(step.names, language), amount_measured(program, tiers, step.threshold, language)
    if not step.threshold:
        return f"{name} is voor elk lid." if language == "nl" else f"{name} is for every member."
    if program.windows[tiers.window].measure == "tenure":
        return f"{name} begint na {at}." if language == "nl" else f"{name} begins after {at}."
    if tiers.same_basket:
        return f"{name} begint bij {at}, al bij die aankoop." if language == "nl" else f"{name} begins at {at}, with that very purchase."
    return (
        f"{name} begint bij {at}, vanaf uw volgende aankoop." if language == "nl" else f"{name} begins at {at}, from your next purchase on."
    )


def _memberships(program: Program) -> Iterator[Sentence]:
    """Memberships, and what tiers, memberships and rules entitle to."""
    yield from _each(program, program.memberships, lambda one: f"memberships.{one.id}", membership_sentence)
    yield from _each(program, program.entitlements, lambda one: path_of(one.id, "entitlements"), entitlement_sentence)


# -- discounts, rewards


def _discounts(program: Program) -> Iterator[Sentence]:
    coupons = {coupon.id for coupon in program.coupons}
    yield from _each(
        program,
        _without([rule for rule in program.discounts if not is_shipping_of_an_entitlement(rule.id)], coupons),
        lambda rule: path_of(rule.id, "discounts"),
        _discount,
    )
    yield from _each(program, program.points_off, lambda rule: f"discounts.{rule.id}", _points_off)


def _discount(program: Program, rule: Discount, language: Language) -> str:
    return f"{deal_sentence(program, rule, _when(program, rule, language), language)}{more_said(program, rule, language)}."


def _perishable(program: Program, language: Language) -> str:
    what = articles(program, program.perishable, language)
    if language == "nl":
        return f"voor {what} geldt de regel van de laagste prijs van 30 dagen niet, want dat bederft."
    return f"the rule of the lowest price of 30 days does not hold for {what}, for that spoils."


def _without(rules: Iterable[R], coupons: set[str]) -> list[R]:
    """The rules that no code opens."""
    return [rule for rule in rules if rule.id not in coupons]


def _coupons(program: Program) -> Iterator[Sentence]:
    return _each(program, program.coupons, lambda coupon: f"coupons.{coupon.id}", _coupon)


def _coupon(program: Program, coupon: Coupon, language: Language) -> str:
    off = [rule for rule in program.discounts if rule.id == coupon.id]
    gives = [rule for rule in program.earn if rule.id == coupon.id]
    said = _discount(program, off[0], language) if off else _earn(program, gives[0], language)
    return f"{said[:-1]}{coupon_said(program, coupon, language)}."


def _floors(program: Program, *, full: bool) -> Iterator[Sentence]:
    if program.perishable >= 0:
        yield _says("perishable", both(lambda language: _perishable(program, language)))
    if program.shipping >= 0:
        yield _says("shipping", both(lambda language: _shipping(program, language)))
    yield from _each(program, program.floors, lambda floor: f"floors.{floor.id}", _floor)
    if full and program.caps and program.discounts:
        yield _says("caps", both(lambda language: _caps(program, language)))


def _shipping(program: Program, language: Language) -> str:
    what = articles(program, program.shipping, language)
    return f"verzendkosten zijn {what}." if language == "nl" else f"shipping is {what}."


def _floor(program: Program, floor: Floor, language: Language) -> str:
    nl, what = language == "nl", articles(program, floor.articles, language)
    if floor.cost:
        least = "wat het de winkel kost" if nl else "what it costs the shop"
    elif floor.bp:
        least = f"{percent(floor.bp, language)} van de gewone prijs" if nl else f"{percent(floor.bp, language)} of the normal price"
    else:
        least = f"{money(floor.minor, program.currency, language)} {'per stuk' if nl else 'each'}"
    return f"de laagste prijs met korting van {what} is {least}." if nl else f"the lowest price with a discount of {what} is {least}."


def _caps(program: Program, language: Language) -> str:
    nl = language == "nl"
    caps = pack(program.country, edition(program)).caps
    listed = [f"{percent(cap.most_bp, language)} {'korting op' if nl else 'off'} {of(cap.says, language)}" for cap in caps]
    said = joined(listed, "en" if nl else "and")
    return f"de wet staat hoogstens {said} toe, alles bij elkaar." if nl else f"the law allows at most {said}, in all."


def _points_off(program: Program, rule: PointsOff, language: Language) -> str:
    nl = language == "nl"
    unit = next(u for u in program.units if u.id == rule.unit)
    step, worth = counted(rule.step, unit.names, language), money(int(rule.takes_off(unit, rule.step)), program.currency, language)
    most = percent(rule.most_bp, language)
    on = "" if rule.articles == ALL_ARTICLES else f" {'op' if nl else 'on'} {articles(program, rule.articles, language)}"
    said = (
        f"elke {step} geven {worth} korting{on}, tot {most} van het mandje"
        if nl
        else f"every {step} give {worth} off{on}, up to {most} of the basket"
    )
    if rule.by_itself:
        said += (
            "; vanzelf, zodra het kan, tenzij u zelf wilt kiezen" if nl else "; by itself, as soon as it can be, unless you wish to choose"
        )
    return f"{said}{_when(program, rule, language)}."


def _rewards(program: Program) -> Iterator[Sentence]:
    yield from _each(program, [b for b in program.budgets if b.of == "rewards"], lambda b: f"budget.{b.of}", _budget)
    yield from _each(program, program.rewards, lambda reward: f"rewards.{reward.id}", reward_sentence)


def _budget(program: Program, budget: Budget, language: Language) -> str:
    said = budget_said(program, budget, language)
    return f"alle beloningen samen: {said}." if language == "nl" else f"all rewards together: {said}."


# -- settings


def _settings(program: Program, *, full: bool) -> Iterator[Sentence]:
    stated = loads(program.document)
    listed = [f"“{rule.id}”" for rule in sorted(program.discounts, key=lambda rule: rule.place) if rule.place]
    if listed:
        yield _says("settings.listed", Words(f"eerst {joined(listed, 'dan')}.", f"first {joined(listed, 'then')}."))
    for setting in SETTINGS:
        section, _, key = setting.key.partition(".")
        if full or key in stated.get(section, {}):
            assert setting_value(program.settings, setting) is not None
            yield _says(setting.key, setting_sentence(program.settings, setting, program.currency))

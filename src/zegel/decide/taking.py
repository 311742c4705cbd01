"""What each kind of deal would take off the lines of a basket, before floors and caps."""

from zegel.core.purchase import Line
from zegel.core.rounding import half_up
from zegel.core.value import value
from zegel.decide.basket import Basket
from zegel.decide.items import Run, bundled, dearest_first, first_of, in_order, of_one_kind, of_two_kinds
from zegel.decide.picked import picked
from zegel.program.deals import Amount, AmountEach, Bundle, BuyGet, EachBundle, Gift, Percent, Steps, UnitPrice, WholePrice
from zegel.program.model import Discount

WHOLE = 10_000


@value
class Wanted:
    """What a rule would take off each line, the pieces that it makes free or cheaper, and those that it uses up besides.

    Of a deal that is no BuyGet `items` are the pieces that are free where all of the line's share is given.
    """

    shares: list[int]
    items: dict[int, int]
    used: dict[int, int]
    things: int = 0
    """Of a gift: how many are handed over."""


def wanted(basket: Basket, rule: Discount) -> Wanted:
    """What `rule` takes off `basket` as it is now."""
    found = _wanted(basket, rule)
    if not rule.line_most_minor:
        return found
    items = found.items if isinstance(rule.deal, BuyGet) else {}
    return Wanted([min(share, rule.line_most_minor) for share in found.shares], items, found.used, found.things)


def _wanted(basket: Basket, rule: Discount) -> Wanted:
    deal = rule.deal
    match deal:
        case Percent():
            return _some(basket, rule, _percent(basket, rule, deal))
        case Amount():
            return _only(_amount(basket, rule, deal))
        case AmountEach():
            return _some(basket, rule, _amount_each(basket, rule, deal))
        case UnitPrice(minor):
            measures = _measures(basket, rule)
            part = _few(basket, rule, basket.eligible(rule.articles))
            return _some(basket, rule, [_above(p, minor, measure) for p, measure in zip(part, measures, strict=True)])
        case WholePrice(minor):
            eligible = basket.eligible(rule.articles)
            off = max(sum(eligible) - minor, 0)
            return _only(basket.shared(off, eligible) if off else [0] * len(eligible))
        case Bundle():
            return _bundle(basket, rule, deal)
        case EachBundle():
            return _each_bundle(basket, rule, deal)
        case BuyGet():
            return _buy_get(basket, rule, deal)
        case Steps():
            return _only(_steps(basket, rule, deal))
        case Gift():
            return _gift(basket, rule, deal)


def _only(shares: list[int]) -> Wanted:
    return Wanted(shares, {}, {})


def _some(basket: Basket, rule: Discount, shares: list[int]) -> Wanted:
    """What goes off some pieces of each line: those of which all goes off are free. Off all of a line nothing of it is left anyway."""
    if not (rule.line_pieces or rule.picked):
        return _only(shares)
    part, measures = _few(basket, rule, basket.eligible(rule.articles)), _measures(basket, rule)
    there = zip(shares, part, measures, basket.lines, strict=True)
    free = {n: m // 1000 for n, (share, p, m, line) in enumerate(there) if 0 < p <= share and line.measure == "piece"}
    return Wanted(shares, free, {})


def times_of(basket: Basket, rule: Discount) -> int:
    """How often the rule counts in a basket at most, 0 for as often as it fits."""
    return rule.times or (1 if basket.settings.per_basket == "once" else 0)


# -- percentages


def _percent(basket: Basket, rule: Discount, deal: Percent) -> list[int]:
    how = basket.settings.percents
    if not deal.more:
        return _off(basket, rule, _few(basket, rule, _base(basket, rule.articles)), deal.bp)
    bps = (deal.bp, *deal.more)
    if how != "what is left":
        bps = (min(sum(bps), WHOLE),)
    base = _few(basket, rule, _base(basket, rule.articles))
    found = [0] * len(base)
    for bp in bps:
        now = [b - f for b, f in zip(base, found, strict=True)]
        off = _off(basket, rule, now, bp)
        found = [f + o for f, o in zip(found, off, strict=True)]
    return found


def _base(basket: Basket, articles: int) -> list[int]:
    """What a percentage is of, per line (semantics 3)."""
    paid, how = basket.eligible(articles), basket.settings.percents
    if how == "added up":
        return [p + taken if p else 0 for p, taken in zip(paid, basket.by_percent, strict=True)]
    if how == "the original price":
        return [line.net_minor if p else 0 for p, line in zip(paid, basket.lines, strict=True)]
    return paid


def _off(basket: Basket, rule: Discount, base: list[int], bp: int) -> list[int]:
    per = basket.settings.rounded_per
    if rule.lane == "basket" or per == "basket":
        return basket.shared(basket.rounded(sum(base) * bp, WHOLE), base)
    if per == "item":
        most = [m // 1000 for m in _measures(basket, rule)] if rule.picked else [rule.line_pieces] * len(base)
        return [_per_piece(basket, b, line, bp, few) for b, line, few in zip(base, basket.lines, most, strict=True)]
    if basket.settings.rounding == "half up":
        return [(2 * b * bp + WHOLE) // (2 * WHOLE) for b in base]  # half_up, written out: most discounts pass here
    return [basket.rounded(b * bp, WHOLE) for b in base]


def _per_piece(basket: Basket, minor: int, line: Line, bp: int, most: int) -> int:
    """Rounded for each piece (`most` of them, 0 for all); the cents that they do not share evenly make the first a cent dearer."""
    pieces = line.quantity // 1000 if line.measure == "piece" else 1
    pieces = min(pieces, most) if most else pieces
    if pieces <= 1:
        return basket.rounded(minor * bp, WHOLE)
    each, dearer = divmod(minor, pieces)
    return basket.rounded(each * bp, WHOLE) * (pieces - dearer) + basket.rounded((each + 1) * bp, WHOLE) * dearer


# -- amounts


def _amount(basket: Basket, rule: Discount, deal: Amount) -> list[int]:
    weights = [_in_other(basket, p, line) for p, line in zip(basket.eligible(rule.articles), basket.lines, strict=True)]
    code = basket.codes.get(rule.id)
    # A voucher takes off what is on it: a batch, or what is left of one, may be worth more or less than the program says.
    minor = deal.minor if code is None or code.value_minor < 0 else code.value_minor
    if deal.per_minor:
        times = sum(weights) // deal.per_minor
        minor *= min(times, rule.times) if rule.times else times
    if not minor or not any(weights):
        return [0] * len(weights)
    if deal.by_quantity:
        weights = [_count(basket, n) if weight else 0 for n, weight in enumerate(weights)]
    return [_as_price(basket, share, line) for share, line in zip(basket.shared(minor, weights), basket.lines, strict=True)]


def _amount_each(basket: Basket, rule: Discount, deal: AmountEach) -> list[int]:
    found = []
    measures = _measures(basket, rule) if deal.per == "item" else [1000] * len(basket.lines)
    for p, line, measure in zip(_few(basket, rule, basket.eligible(rule.articles)), basket.lines, measures, strict=True):
        found.append(min(_as_price(basket, half_up(deal.minor * measure, 1000), line), p) if p else 0)
    return found


def _above(paid: int, minor: int, measure: int) -> int:
    """What `measure` thousandths that cost `paid` cost above `minor` for one whole measure."""
    return max(paid - half_up(minor * measure, 1000), 0) if paid else 0


def _left(basket: Basket, n: int) -> int:
    """What of line `n` is not free, in thousandths of its measure."""
    return max(basket.lines[n].quantity - 1000 * basket.free[n], 0)


def _measures(basket: Basket, rule: Discount) -> list[int]:
    """The same of each line, and no more than the rule is on: all of it, so many pieces of each line, or every so many."""
    if rule.picked:
        return picked(rule.picked, basket.lines, basket.free, basket.eligible(rule.articles), rule.times)
    left = [_left(basket, n) for n in range(len(basket.lines))]
    if not rule.line_pieces:
        return left
    return [min(m, 1000 * rule.line_pieces) if line.measure == "piece" else m for m, line in zip(left, basket.lines, strict=True)]


def _few(basket: Basket, rule: Discount, minors: list[int]) -> list[int]:
    """Of what the lines cost, the part of the pieces that the rule is on."""
    if not (rule.line_pieces or rule.picked):
        return minors
    measures = _measures(basket, rule)
    return [half_up(m * measures[n], _left(basket, n)) if m and _left(basket, n) else m for n, m in enumerate(minors)]


def _in_other(basket: Basket, minor: int, line: Line) -> int:
    """A price as amounts off are meant (semantics 5)."""
    return with_vat(minor, line.vat_bp, basket.plan.amounts_vat)


def _as_price(basket: Basket, minor: int, line: Line) -> int:
    return with_vat(minor, line.vat_bp, -basket.plan.amounts_vat)


def with_vat(minor: int, vat_bp: int, way: int) -> int:
    """`minor` with VAT put on (1), taken out (-1), or as it is (0), half up."""
    if way == 0:
        return minor
    return half_up(minor * (WHOLE + vat_bp), WHOLE) if way > 0 else half_up(minor * WHOLE, WHOLE + vat_bp)


# -- steps


def _steps(basket: Basket, rule: Discount, deal: Steps) -> list[int]:
    eligible = basket.eligible(rule.articles)
    over = 0 if basket.settings.step_bounds == "at their threshold" else 1
    if deal.by == "amount":
        reached = sum(eligible)
    else:
        reached = sum([_count(basket, n) for n, p in enumerate(eligible) if p])
    steps = [step for step in deal.steps if reached >= step.least + over]
    if not steps:
        return [0] * len(eligible)
    if deal.method == "marginal":
        return _slices(basket, deal, eligible, reached)
    top = steps[-1]
    if top.price_minor:
        return [_above(p, top.price_minor, _left(basket, n)) for n, p in enumerate(eligible)]
    if top.bp:
        return _off(basket, rule, eligible, top.bp)
    return basket.shared(top.minor, eligible)


def _count(basket: Basket, n: int) -> int:
    """How many pieces line `n` counts for in a ladder of pieces."""
    line = basket.lines[n]
    return line.quantity // 1000 - basket.free[n] if line.measure == "piece" else 1


def _slices(basket: Basket, deal: Steps, eligible: list[int], reached: int) -> list[int]:
    """Each step for what lies in it; pieces go by the order of the lines, and what lies across two steps is split."""
    if deal.by == "amount":
        ends = [*(step.least for step in deal.steps[1:]), reached]
        off = sum([max(min(end, reached) - step.least, 0) * step.bp for step, end in zip(deal.steps, ends, strict=True)])
        return basket.shared(basket.rounded(off, WHOLE), eligible)
    # The third piece is in a step that begins at 3, and not in one that begins above it.
    before = 1 if basket.settings.step_bounds == "at their threshold" else 0
    ends = [*(step.least - before for step in deal.steps[1:]), reached]
    found, at = [0] * len(eligible), 0
    for n, p in enumerate(eligible):
        pieces = _count(basket, n) if p else 0
        for step, end in zip(deal.steps, ends, strict=True):
            low, high = max(step.least - before, at), min(end, at + pieces)
            if high > low:
                mine = half_up(p * (high - at), pieces) - half_up(p * (low - at), pieces)
                found[n] += basket.rounded(mine * step.bp, WHOLE) if step.bp else max(mine - step.price_minor * (high - low), 0)
        at += pieces
    return found


# -- pieces


def _bundle(basket: Basket, rule: Discount, deal: Bundle) -> Wanted:
    every = basket.settings.used_items == "for every rule"
    parts = [(basket.runs(articles, every_rule=every), count) for articles, count in deal.parts]
    counts, bundles = bundled(parts, deal.minor, times_of(basket, rule), cheapest=deal.cheapest)
    if not bundles:
        return _only([0] * len(basket.lines))
    runs = {run.n: run for part, _ in parts for run in part}
    values = [runs[n].worth(counts[n]) if n in counts else 0 for n in range(len(basket.lines))]
    shares = _off_bundles(basket, rule, deal, values, counts, bundles)
    free = {n: count for n, count in counts.items() if 0 < values[n] <= shares[n]}
    return Wanted(shares, free, {n: count for n, count in counts.items() if n not in free})


def _off_bundles(basket: Basket, rule: Discount, deal: Bundle, values: list[int], counts: dict[int, int], bundles: int) -> list[int]:
    """What goes off the pieces in bundles, which cost `values` by line; never more than they cost together."""
    if deal.bp and basket.settings.rounded_per == "item":
        return [
            _per_piece(basket, v, line, deal.bp, counts.get(n, 0)) for n, (v, line) in enumerate(zip(values, basket.lines, strict=True))
        ]
    if deal.bp:
        return _off(basket, rule, values, deal.bp)
    if deal.off_minor:
        weights = [_in_other(basket, v, line) for v, line in zip(values, basket.lines, strict=True)]
        shares = basket.shared(min(deal.off_minor * bundles, sum(weights)), weights)
        return [_as_price(basket, share, line) for share, line in zip(shares, basket.lines, strict=True)]
    off = sum(values) - bundles * deal.minor
    return basket.shared(off, values) if off > 0 else [0] * len(values)


def _each_bundle(basket: Basket, rule: Discount, deal: EachBundle) -> Wanted:
    every = basket.settings.used_items == "for every rule"
    parts = [(basket.runs(articles, every_rule=every), count) for articles, count in deal.parts]
    used, times = bundled(parts, 0, times_of(basket, rule))
    if not times:
        return _only([0] * len(basket.lines))
    if deal.bp:
        return Wanted(_percent(basket, rule, Percent(min(deal.bp * times, WHOLE))), {}, used)
    return Wanted(_amount(basket, rule, Amount(deal.minor * times, 0, deal.by_quantity)), {}, used)


def _gift(basket: Basket, rule: Discount, deal: Gift) -> Wanted:
    none = [0] * len(basket.lines)
    every = basket.settings.used_items == "for every rule"
    used, times = dict[int, int](), int(any(basket.eligible(rule.articles)))
    if deal.parts:
        runs = [(basket.runs(articles, every_rule=every), count) for articles, count in deal.parts]
        used, times = bundled(runs, 0, times_of(basket, rule))
    things = times * deal.get
    if deal.out_of < 0 or not things:
        return Wanted(none, {}, used, things)
    there = [Run(r.n, r.count - used.get(r.n, 0), r.pieces, r.minor) for r in basket.runs(deal.out_of, every_rule=every)]
    free = first_of(in_order([run for run in there if run.count > 0], basket.settings.free_items, -1), things)
    worths = {run.n: run.worth(free[run.n]) for run in there if run.n in free}
    return Wanted([worths.get(n, 0) for n in range(len(none))], free, used, things - sum(free.values()))


def _buy_get(basket: Basket, rule: Discount, deal: BuyGet) -> Wanted:
    settings = basket.settings
    every = settings.used_items == "for every rule"
    which = deal.which or settings.free_items
    chosen = basket.chosen.get(rule.id, 0)
    at = next((n for n, line in enumerate(basket.lines) if line.number == chosen), -1) if chosen else -1
    buys, times = basket.runs(rule.articles, every_rule=every), times_of(basket, rule)
    if deal.out_of == rule.articles:
        gets = buys
        counts, groups = of_one_kind(deal, which, buys, times, at, settings.used_items)
    else:
        gets = basket.runs(deal.out_of, every_rule=every)
        counts, groups = of_two_kinds(deal, which, buys, gets, times, at, settings.used_items)
    by_line = {run.n: run for run in gets}
    shares = [0] * len(basket.lines)
    for n, count in counts.items():
        shares[n] = basket.rounded(by_line[n].worth(count) * deal.off_bp, WHOLE)
    left = [Run(run.n, run.count - counts.get(run.n, 0), run.pieces, run.minor) for run in buys if run.count > counts.get(run.n, 0)]
    paid_for = first_of(dearest_first(left), groups * deal.buy)
    if settings.free_off == "what is free":
        return Wanted(shares, counts, paid_for)
    deal_pieces = {n: counts.get(n, 0) + paid_for.get(n, 0) for n in {*counts, *paid_for}}
    runs = {run.n: run for run in (*gets, *buys)}
    worths = [runs[n].worth(deal_pieces[n]) if n in deal_pieces else 0 for n in range(len(basket.lines))]
    return Wanted(basket.shared(sum(shares), worths), {}, deal_pieces)

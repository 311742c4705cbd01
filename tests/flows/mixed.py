"""Programs, baskets and wishes where everything meets: what other properties try one by one. One seed of `random` is one shop."""

from dataclasses import replace
from random import Random
from typing import Final

from tests import make
from tests.make import line
from tests.paper import PaperShop
from zegel.core.purchase import Identifier, Line, Tender
from zegel.flows.commands import IssueCredit, IssueGiftCard

HEAD: Final = """
zegel: 1
program: Alles
company: {currency: EUR, country: NL, prices: PRICES}
branches: [dorpsstraat]
units:
  points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR, expires: 12 months, pending: at once}
  stars: {names: {nl: [ster, sterren], en: [star, stars]}, pending: at once, decimals: 1}
sets: {bread: {category: bread}, cake: {category: cake}, jam: {category: jam}}
shipping: {category: shipping}
gift cards: {}
store credit: {}
price protection: {within: 14 days, valid for: 60 days}
paid stamps: {price: 0.10 EUR, at most: 1 per 1.00 EUR, book: 490, pays: 52.00 EUR, counted: false}
trials: {beds: {of: jam, lasts: 20 days, charge: before}}
stamp cards: {bread card: {stamp: 1 per item, of: bread, slots: 3, full gives: free bread}}
rewards:
  free bread: {gives: {free: 1, of: bread, worth at most: 2.50 EUR}}
  five: {gives: {off: 5.00 EUR}, costs: 100 points}
  loaf: {gives: {free: 1, of: bread}, costs: 50 points + 1.00 EUR}
  in bon: {gives: {coupon: bon}, costs: 100 points}
"""
OF: Final = ("", ", of: bread", ", of: cake", ", of: {tag: sale}", ", of: {not: {category: bread}}")
DEALS: Final = (
    "off: 10%", "off: 10% + 5%", "off: 33.33%, on: basket", "off: 5.00 EUR", "off: 0.07 EUR per item", "off: 0.77 EUR per 9.99 EUR",
    "price: 0.99 EUR", "take: 3, pay: 2", "take: 2, pay: 1, free: dearest", "take: 3, price: 3.33 EUR",
    "buy: 2, get: 1, out of: cake, off: 50%", "buy: 1, get: 1, free: first", "bundle: [{take: 2, of: bread}, {of: cake}], price: 5.00 EUR",
    "steps: [{from: 5.00 EUR, off: 3%}, {from: 15.00 EUR, off: 2.22 EUR}], method: whole",
    "steps: [{from: 5.00 EUR, off: 3%}, {from: 15.00 EUR, off: 10%}], method: marginal",
    "steps: [{from: 2, off: 5%}, {from: 4, off: 12.5%}], method: marginal",
    "gift: mok, worth: 4.00 EUR", "buy: 2, get: 2, gift: mok, worth: 0.50 EUR", "off: 100%, on: shipping", "off: 4.95 EUR, on: shipping",
)  # fmt: skip
STANDING: Final = (
    "",
    "",
    "",
    ", group: g",
    ", alone: true",
    ", priority: 2",
    ", basket: at least 15.00 EUR",
    ", basket: {holds: bread, at least: 2}",
)
EARN: Final = (
    "base: {give: 3 points, per: 0.77 EUR}", "cakes: {give: 2 points, per: item, of: cake}", "stars: {give: 1 star, per: 5.00 EUR}",
    "weighed: {give: 2 points, per: 0.5 kg}", "twice: {multiply: points × 2, of: bread}",
    "jam: {give: 4 points, per: 1.00 EUR, of: jam, at most: 20 per day}",
    "small: {give: 10 points, per: purchase, not: {basket: at least 15.00 EUR}}", "promo: {give: 7 points, per: purchase, promotion: true}",
    "rise: {give: 1 point, per: 1.00 EUR, steps: [{from: 9.00 EUR, give: 3 points}, {from: 20.00 EUR, give: 2 points}], method: marginal}",
    "month: {give: 1 star, per: 4.00 EUR, of: bread, steps: [{from: 8.00 EUR, give: 2 stars}], method: whole, counted per: month}",
    "less: {less: 3 points}", "cakes less: {less: 1 point, per: 2.00 EUR, of: cake}",
    "large: {give: 9 points, per: purchase, for: {purchase: every 2nd of more than 12.00 EUR}}",
)  # fmt: skip
SETTINGS: Final = (
    "order: priority", "order: as entered", "choosing: all stack", "choosing: best only", "percent on percent: added up",
    "thresholds: before discounts", "spare cents: last line", "rounded per: item", "at the floor: lapses", "used items: for every rule",
    "free items come off: all of the deal",
    "earning rules: best only", "rounding points: half up", "points rounded per: line", "points remainder: carried",
    "earning base: before discounts", "earning base: own discounts only", "paid with points: earns", "paid with gift cards: earns nothing",
    "points of this basket: at once", "multipliers: product", "facts: including this purchase",
)  # fmt: skip
RETURNS: Final = (
    "earned: in proportion",
    "earned: per line",
    "earned: by today's rules",
    "earned: by today's rules alone",
    "earned on: price before discounts",
    "spent: by value",
    "spent: on a full return",
    "gifts: kept",
)
USES: Final = (("points off", 0), ("points off", 100), ("free bread", 1), ("five", 1), ("loaf", 1), ("bon", 1), ("paid stamps", 1))


def text_of(random: Random) -> str:
    """A program of some of all that."""
    deals = [random.choice(DEALS) for _ in range(random.randint(1, 4))]
    rules = [f"  d{n}: {{{deal}{_of(random, deal)}{random.choice(STANDING)}}}\n" for n, deal in enumerate(deals)]
    code = random.choice([deal for deal in DEALS if "gift" not in deal])
    text = HEAD.replace("PRICES", random.choice(("including VAT", "including VAT", "excluding VAT")))
    text += f"discounts:\n{''.join(rules)}  points off: {{spend: points, step: 10, at most: 50% of basket}}\n"
    text += f"coupons:\n  zomer: {{code: ZOMER, {code}{_of(random, code)}}}\n  bon: {{voucher: 7.00 EUR, in parts: true}}\n"
    earn = random.sample(EARN, random.randint(1, 5))
    if random.random() < 0.3:
        text += "floors: {f: {of: bread, least: 60%}}\n"
    chosen = {one.partition(":")[0]: one for one in random.sample(SETTINGS, random.randint(0, 6))}
    looked_at = {"line": "steps:", "carried": "rise:"}  # what looks at whole baskets does not go with these
    apart = [what for word, what in looked_at.items() if any(one.startswith("points r") and one.endswith(word) for one in chosen.values())]
    earn = [rule for rule in earn if not any(what in rule for what in apart)] or [EARN[0]]
    text += "earn:\n" + "".join(f"  {rule}\n" for rule in earn)
    ways = {one.partition(":")[0]: one for one in random.sample(RETURNS, random.randint(0, 3))}
    if ways.get("earned") == "earned: per line":
        ways.pop("earned on", None)  # nothing of it is looked at there
    return f"{text}settings: {{{', '.join(chosen.values())}}}\nreturns: {{{', '.join(['within: 30 days', *ways.values()])}}}\n"


def _of(random: Random, deal: str) -> str:
    return "" if "shipping" in deal or deal.startswith("bundle") else random.choice(OF)


def basket_of(random: Random) -> list[Line]:
    """One to six lines: weighed ones, half ones, free ones, three rates of VAT, beer, and empties that come back."""
    found = []
    for _ in range(random.randint(1, 6)):
        category = random.choice(("bread", "bread", "cake", "jam", "shipping"))
        net = random.choice((0, 1, random.randint(1, 99), random.randint(100, 999), random.randint(1000, 9999)))
        made = line(net, random.randint(1, 5), category, vat_bp=random.choice((0, 900, 2100)))
        kind = random.random()
        if kind < 0.12:
            made = replace(made, measure="kg", quantity=random.choice((1, 370, 1250)))
        elif kind < 0.2:
            made = replace(made, legal_class=random.choice(("alcohol", "tobacco")))
        elif kind < 0.28:
            made = line(-random.choice((15, 25, 300)), 1, "deposits", legal_class="deposit", vat_bp=0)
        elif kind < 0.4:
            made = replace(made, tags=("sale",))
        found.append(made)
    return found


def wishes_of(random: Random) -> tuple[list[tuple[str, int]], list[str]]:
    """What is used, and the codes that are entered."""
    return [use for use in USES if random.random() < 0.15], ["ZOMER"] if random.random() < 0.3 else []


def tenders_of(random: Random, pays: int) -> tuple[Tender, ...]:
    """How that is paid: gift cards, store credit, the rest in cash; () where nobody says so."""
    found, left = [], pays
    for name, most in (("a", 2000), ("b", 500), ("", 1500)):
        if left > 0 and random.random() < 0.3:
            amount = min(left, random.randint(1, most))
            found.append(Tender("gift_card", amount, Identifier("gift_card", name)) if name else Tender("store_credit", amount))
            left -= amount
    return (*found, Tender("cash", left)) if found and left else tuple(found)


def stocked(shop: PaperShop) -> Identifier:
    """A member with points of two ages, stamps, a free bread, a voucher and store credit; and two gift cards."""
    fatima = shop.enrol(since="2015-05-01")
    shop.gives(fatima, 800)
    shop.gives(fatima, 350, at=shop.at + 31 * make.DAY_MS)
    shop.gives(fatima, 2, unit="bread card")
    shop.gives(fatima, 1, unit="reward:free bread")
    shop.redeems(fatima, "in bon")
    shop.done(IssueCredit(make.header(shop.at), fatima, 1500, "to begin with"))
    for n, (name, minor) in enumerate((("a", 2000), ("b", 500)), 50):
        shop.done(IssueGiftCard(make.header(shop.at), make.purse(n), Identifier("gift_card", name), minor, ""))
    return fatima

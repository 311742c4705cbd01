"""docs/reference/program.md and examples/README.md, made from the code; tests hold the files to it."""

from collections.abc import Mapping, Sequence
from typing import Final

from zegel.core.purchase import CHANNELS, MEASURES
from zegel.program.conditions import BASKET_FACTS, DATE_FACTS, LINE_FACTS
from zegel.program.country import editions, pack
from zegel.program.keys import KEYS, LATER, Key
from zegel.program.lints import LINTS
from zegel.program.page import MAX_ID, MAX_WHY, PLACEHOLDERS
from zegel.program.read import read_yaml
from zegel.program.read_discounts import LEADS
from zegel.program.read_rewards import VAT
from zegel.program.sentences import sentences
from zegel.program.settings import SETTINGS
from zegel.program.stored_value_keys import STORED_VALUE_NOT_LAWFUL, STORED_VALUE_TITLES
from zegel.program.tree import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_TEXT
from zegel.program.turns import ORDER
from zegel.program.words import percent

FORMS: Final = (
    ("amount", "`1.00 EUR`, `20_000.00 EUR`", "All decimals of the currency, no more, no fewer; `_` may set thousands apart."),
    ("percentage", "`5%`, `2.5%`", "More than 0, at most 100, up to two decimals."),
    ("count", "`500`, `20_000`", "Whole; no sign, no leading zero."),
    ("count of a unit", "`1 point`, `50 points`, `1 ster`", "The unit's id or one of its names, in either language."),
    ("multiplication", "`points × 2`, `points x 1.25`, `points * 1.25`", "At least 0 (tiers, memberships: 1), at most 100, 4 decimals."),
    ("comparison", "`at least 500`, `more than 2.00 EUR`, `at most …`, `less than …`", "Also minstens, meer dan, hoogstens, minder dan."),
    ("period", "`12 months`, `30 days`, `2 weeks`, `1 year`, `10 minutes`", "In Dutch too. A year is twelve calendar months."),
    ("time of day", '`"07:00"`', "Two digits each."),
    ("hours", "`09:00-12:00`, `22:00-02:00`", "The end is not included; over midnight is fine."),
    ("date", "`2026-03-01`", "A day that exists."),
    ("dates", "`2026-03-01 .. 2026-03-31`, `from 2026-03-01`, `until 2026-03-31`", "Both days are included."),
    ("days of the year", "`12-20 .. 01-05`", "Month and day, both included; over New Year is fine."),
    ("weekdays", "`tuesday`, `dinsdag`, `monday-friday`, `weekend`, `weekdays`", "In Dutch or English."),
    ("place in a row", "`10th`, `every 10th`, `first`, `10e`", "Of the member's purchases."),
    ("stamps", "`1 per item`, `1 per visit`, `1 per 10.00 EUR`", ""),
    ("share", "`50% of basket`", ""),
    (
        "discount",
        "`5%`, `5% + 3%`, `5.00 EUR`, `5.00 EUR by quantity`, `5.00 EUR per 50.00 EUR`, `0.50 EUR per item`, `1.00 EUR per line`",
        "Percentages off each other, or added up (`settings.percent on percent`); an amount off together, or for each.",
    ),
    ("how often", "`once`, `3 times`, `as often as it fits`", ""),
    ("true or false", "`true`, `false`", "Never yes, no, on or off."),
)  # fmt: skip
"""The short forms: name, examples, what to know."""

_TITLES: Final = {
    "program": "The file", "words": "Words", "company": "`company`",
    "payments": "`payments`", "branch": "`branches`", "unit": "`units`", "expires": "`expires`",
    "event": "`events`",
    "earning rule": "`earn`", "earning step": "`earn.….steps`",
    "stamp card": "`stamp cards`", "tiers": "`tiers`", "measure": "`tiers.measure`", "step": "`tiers.steps`",
    "benefit": "`tiers.steps.….gives`, `memberships.….gives`", "membership": "`memberships`",
    "entitlement": "`entitlements`", "discount": "`discounts`", "part": "`discounts.….bundle`",
    "price step": "`discounts.….steps`", "coupon": "`coupons`", "coupon uses": "`coupons.….uses`", "floor": "`floors`",
    "reward": "`rewards`", "gift": "`rewards.….gives`", "budget": "`budget`",
    "gestures": "`gestures`", "gesture": "`gestures.kinds`", "surprise": "`gestures.surprise`", "correction": "`corrections`",
    "returns": "`returns`", "settings": "`settings`", "conditions": "Conditions", "when": "`when`", "basket": "`basket`",
    "calendar": "`calendars`", "warranty": "`warranties`", "rebate": "`rebates`", "trade in": "`trade in`",
    "longer": "`returns.longer`", "trial": "`trials`",
    "goodwill": "`goodwill`", "offer": "`goodwill.offers`",
    "referral": "`referral`", "experience": "`experiences`", "occasion": "`occasions`", "called": "`names`",
    "message": "`messages`", "task": "`tasks`",
    "where": "`where`", "for": "`for`", "segment": "`segments`",
    **STORED_VALUE_TITLES,
    "history": "Looking back: `spend`, `visits`, `items`, `earned`", "articles": "Articles (`of`, `never`)", "set": "`sets`",
    "publishing": "`publishing`", "partners": "`partners`", "partner": "`partners.who`",
    "agreement": "`agreements`", "turnover": "`agreements.….measure`", "rung": "`agreements.….ladder`", "growth": "`agreements.….growth`",
    "target": "`agreements.….target`", "pays": "`agreements.….pays`",
}  # fmt: skip

_HEAD: Final = """# The program file

Made from the code by `zegel.program.reference`; a test holds it to that. What a program is and how it should feel is told in
`examples/`, where each file stands beside the sentences that it means.

A program is one YAML 1.2 document, or the same as JSON. Every value is text until a short form reads it, so nothing is ever
guessed: `no` is a word, `010` is not a number, dates are not turned into anything. All mistakes are reported at once, each with
its line, its path, a hint and, where it can be known, the line put right. The order of keys never matters; lists keep theirs.
"""


def reference() -> str:
    """The text of docs/reference/program.md."""
    parts = [_HEAD, _limits(), _forms()]
    parts += [_section(kind, keys) for kind, keys in KEYS.items()]
    parts += [_vat(), _facts(), _settings(), _country(), _later(), _mistakes(), _lints()]
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(map(_cell, row)) + " |" for row in rows)]) + "\n"


def _limits() -> str:
    return (
        "## Limits\n\n"
        f"At most {MAX_BYTES:,} bytes, {MAX_NODES:,} parts, {MAX_DEPTH} levels deep; a text has at most {MAX_TEXT} characters.\n"
        "Anchors, aliases, tags, directives, a second document, duplicate keys and characters that nobody sees are refused;\n"
        "so are floats in JSON.\n\n"
        f"Ids are words of at most {MAX_ID} characters that a cashier could say: letters (also é, ë …), digits, and single spaces, dots,\n"
        "dashes or `_ ' & +` between them. They stay when texts change. No id stands for two things: rules and rewards share one\n"
        "space of names, units and stamp cards another.\n"
    )


def _forms() -> str:
    return "## Short forms\n\n" + _table(("form", "written", "to know"), list(FORMS))


def _section(kind: str, keys: tuple[Key, ...]) -> str:
    return f"## {_TITLES[kind]}\n\n" + key_table(keys) + _NOTES.get(kind, "")


def key_table(keys: tuple[Key, ...]) -> str:
    """The keys of one table of a file: what each takes, says, and is when it is left out."""
    rows = [(f"`{k.name}`", k.form, k.says, "**must stand**" if k.needed else k.default or "–") for k in keys]
    return _table(("key", "takes", "says", "default"), rows)


_NOTES: Final[Mapping[str, str]] = {
    "earning rule": "\nOne of `give` (with `per`) and `multiply`. Of several multipliers `settings.multipliers` says what counts.\n",
    "event": (
        "\nA field holds a `count`, a `text`, `yes or no`, one of a list of words, or a `score`. All of them must be told.\n"
        "No rule may ask for a score: whoever writes a review is rewarded whatever it is.\n"
    ),
    "discount": (
        "\nWhat kind of discount it is says the first of these keys: " + ", ".join(f"`{key}`" for key in LEADS) + ".\n"
        "Discounts go lane by lane (catalogue, line, basket, shipping, points); in a lane by `priority`, then by id.\n"
        "Where a floor or a cap of the law stops a discount, the receipt says how much was left out, and why.\n"
    ),
    "coupon": (
        "\nA code opens a discount (the keys of `discounts`), points (`give`) or a voucher (`voucher`). Codes are read trimmed, without\n"
        "dashes, in capitals, and look-alikes (0 and O; 1, I and L) are the same, unless `capitals matter`.\n"
    ),
    "stamp card": "\nA card makes a unit of stamps called as the card is; its reward makes a unit of tokens called `reward:<id>`.\n",
    "step": "\nA step without a benefit for a unit keeps that of the step below it.\n",
    "conditions": (
        "\nA rule holds when all of its conditions do. They are tried in one fixed order, and a receipt says the first that failed: "
        + ", ".join(f"`{name}`" for name in ORDER)
        + ".\n"
    ),
    "words": (
        f"\nOne language alone stands for both. A `why` becomes at most {MAX_WHY} characters. It may hold "
        + ", ".join(f"`{{{name}}}`" for name in PLACEHOLDERS)
        + "; where\none of them is not true of a member (no year yet, no tier), words made from the rule are said instead.\n"
    ),
    "articles": "\nSeveral keys must all hold. A list means one of them; the name of a set may stand for the table.\n",
}


def _vat() -> str:
    return "## VAT of rewards\n\nOne of: " + ", ".join(f"`{word}`" for word in VAT) + ".\n"


def _facts() -> str:
    basket = ", ".join(f"`{fact}`" for fact in (*BASKET_FACTS, *DATE_FACTS))
    line = ", ".join(f"`{fact}`" for fact in LINE_FACTS)
    return (
        "## Facts\n\n"
        f"Conditions become typed trees over a closed set of facts, never code. Of the basket: {basket}, and windows of history.\n"
        f"Of a line: {line}. Channels: {', '.join(f'`{c}`' for c in CHANNELS)}. Measures: {', '.join(f'`{m}`' for m in MEASURES)}.\n"
    )


def _settings() -> str:
    rows = [(f"`{s.key}`", f"`{s.default}`", s.allowed(), s.sentence.en or s.choices[s.default].en) for s in SETTINGS]
    return "## Settings\n\nThe sentence is the default's; `{n}` stands for the period.\n\n" + _table(
        ("setting", "default", "allowed", "means"), rows
    )


def _country() -> str:
    found = pack("NL", editions("NL")[-1])
    rows = [(f"`{c.id}`", ", ".join(f"`{w}`" for w in c.words), c.law, c.read) for c in found.classes]
    holidays = [
        (f"`{h.id}`", ", ".join(f"`{w}`" for w in h.words), h.days + (f"; on a Sunday {h.on_sunday}" if h.on_sunday else ""), h.law, h.read)
        for h in found.holidays
    ]  # fmt: skip
    caps = [(f"`{c.id}`", ", ".join(f"`{w}`" for w in c.words), percent(c.most_bp, "en"), c.law, c.read) for c in found.caps]
    return (
        "## Country packs\n\n"
        "What a country keeps out of every program is data with its source and the day it was read; a program may only add to it.\n"
        f"The stored program names the edition (`company.pack`, now {found.edition}), so an old version means the same for ever.\n"
        "A country without a pack of its own is treated like the Netherlands.\n\n"
        + _table(("legal class", "words in a file", "source", "read"), rows)
        + "\nOf these classes only a part of the list price may go off, points and the till's own discount included.\n"
        "It is checked after stacking; what does not fit is left out.\n\n"
        + _table(("legal class", "words in a file", "at most", "source", "read"), caps)
        + "\nHolidays have a name in every program of the country; all of them together are `holidays` (feestdagen).\n\n"
        + _table(("holiday", "words in a file", "days", "source", "read"), holidays)
    )


def _later() -> str:
    words = sorted({word for words in LATER.values() for word in words})
    head = "## Words kept for later\n\nThese belong to the language but not yet to this version, and are refused as such: "
    return head + ", ".join(f"`{w}`" for w in words) + ".\n"


def _lints() -> str:
    rows = [(f"`{code}`", says) for code, says in LINTS.items()]
    head = "## Warnings\n\nWhat looks wrong with a file that has no mistakes; `zegel program check --strict` ends with code 1 for them:\n\n"
    return head + _table(("code", "means"), rows)


def _mistakes() -> str:
    rows = [(f"`{code}`", says) for code, says in MISTAKES.items()]
    return "## Mistakes\n\nA file with mistakes is refused as `program_mistakes`. Each mistake has a code:\n\n" + _table(
        ("code", "means"), rows
    )


MISTAKES: Final = {
    "circle": "A set, a calendar or a segment is made of itself.",
    "duplicate_key": "A key, or a branch in a list, stands there twice.",
    "empty": "Something is empty that must not be.",
    "id_taken": "The id stands for something else already.",
    "missing_key": "A key must stand and does not.",
    "no_aliases": "A YAML alias.",
    "no_anchors": "A YAML anchor.",
    "no_directives": "A YAML directive.",
    "no_tags": "A YAML tag.",
    "not_a_key": "A table or a list stands where a key should.",
    "not_an_id": "Not of the form of an id.",
    "not_exact": "A JSON number that is not whole, or null.",
    "not_json": "The text is not JSON.",
    "not_lawful": STORED_VALUE_NOT_LAWFUL,
    "not_of_this_form": "Not of the short form that belongs there.",
    "not_text": "Not UTF-8.",
    "not_together": "Two things that do not go together.",
    "not_yaml": "The text is not YAML.",
    "not_yet": "A word of the language that this version does not keep yet.",
    "one_document": "A second YAML document.",
    "too_deep": "Nested too deep.",
    "too_large": "Too many of something.",
    "too_long": "A text is too long.",
    "unknown_budget": "The gestures of the program have no such budget.",
    "unknown_calendar": "The program has no such calendar, nor its country such a holiday.",
    "unknown_segment": "The program has no such segment.",
    "unknown_branch": "The program has no such branch.",
    "unknown_card": "The program has no such stamp card.",
    "unknown_channel": "There is no such channel.",
    "unknown_class": "Nearly the name of a legal class.",
    "unknown_condition": "There is no such condition of an article.",
    "unknown_coupon": "The program has no such coupon.",
    "unknown_currency": "There is no such currency.",
    "unknown_discount": "The program has no such discount.",
    "unknown_edition": "The country pack has no such edition.",
    "unknown_key": "The table has no such key.",
    "unknown_language": "Neither nl nor en.",
    "unknown_measure": "There is no such measure.",
    "unknown_placeholder": "A `why` holds a variable that there is not.",
    "unknown_membership": "The program has no such membership.",
    "unknown_gesture": "`gestures` has no such kind.",
    "unknown_reason": "There is no such reason that an amount a month can be set apart for.",
    "unknown_reward": "The program has no such reward.",
    "unknown_set": "The program has no such set.",
    "unknown_tier": "The program has no such tier.",
    "unknown_unit": "The program has no such unit.",
    "unknown_event": "The program declares no such event.",
    "unknown_field": "The event, or the program, has no such field.",
    "unknown_answer": "No field of the program may hold that text.",
    "unknown_invitation": "The program invites to no such thing.",
    "unknown_offer": "The program has no such offer of goodwill.",
    "unknown_rebate": "The program has no such rebate.",
    "unknown_role": "The program names no such role of the shop's own.",
    "unknown_trade_in": "The program takes in no such thing.",
    "unknown_trial": "The program has no such trial.",
    "unknown_warranty": "The program has no such warranty.",
    "against_the_law": "The law does not allow a rule to ask that; the hint names it.",
    "unknown_version": "Another version of the language.",
    "unknown_word": "None of the words that may stand there.",
    "unknown_zone": "There is no such time zone.",
    "unseen_character": "A character that nobody sees.",
    "wrong_kind": "A table, a list or a text stands where another of them should.",
}
"""Every code that a mistake can have."""


def examples_readme(files: Mapping[str, str]) -> str:
    """The text of examples/README.md: each example (file name → YAML) beside the sentences that it means."""
    parts = [
        "# Examples\n\nWhole programs that a shop could run, each with the sentences that it says of itself. Made from the files by\n"
        "`zegel.program.reference`; a test holds it to them. `stories/` says what must come of each:\n"
        "`zegel program test examples/bakery.yaml` plays them. `complete-journey/` is a sample of the demo's data.\n"
    ]
    for name, text in sorted(files.items()):
        program = read_yaml(text)
        parts.append(f"## {program.name} (`{name}`)\n\n```yaml\n{text.rstrip()}\n```\n")
        rows = [(f"`{s.path}`", s.nl, s.en) for s in sentences(program, full=True)]
        parts.append(_table(("in the file", "Nederlands", "English"), rows))
    return "\n".join(parts)

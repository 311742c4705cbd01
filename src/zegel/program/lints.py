"""What looks wrong with a program that has no mistakes: promises that never come true, get in each other's way, or break a law.

Each warning has a stable code, the line and the path of what it is about, a sentence and a hint in both languages. Nothing here
refuses anything: the shop may be right.
"""

from collections.abc import Iterator, Mapping
from json import loads
from re import match
from typing import Any, Final

from zegel.core.money import CURRENCIES
from zegel.core.periods import Day
from zegel.core.value import value
from zegel.program.compile import Compiled, Rule
from zegel.program.conditions import NamedTest, Not, Test, called_in
from zegel.program.familiar import polite_texts
from zegel.program.keys import KEYS
from zegel.program.lints_budget import unbounded
from zegel.program.lints_earning import EARNING_LINTS, earning_lints
from zegel.program.lints_ladders import LADDER_LINTS, ladder_lints
from zegel.program.lints_legal import legal
from zegel.program.lints_shadows import shadows
from zegel.program.model import ALL_ARTICLES, EarnRule, Expiry, Program, Reward, StampCard, Words
from zegel.program.rule_paths import path_of
from zegel.program.satisfy import can_hold, world_of
from zegel.program.thing_names import unnamed
from zegel.program.tree import Node, Row, Table
from zegel.program.words import Language, both, counted, money, number, of, unit_names

PURCHASES: Final = 50
"""Purchases a year of the member that we imagine: about one a week."""
PURCHASE: Final = 20
"""What each of them comes to, in whole units of the currency (thousands where it has no smaller ones)."""

LINTS: Final = {
    "never_fires": "The conditions of a rule contradict each other, or its articles never count: it never applies.",
    "over": "The days of a rule are behind us.",
    "shadowed": "Another rule always goes before this one: it is at least as good, stands alone, or comes first and does not go with it.",
    "out_of_reach": f"Nobody can reach this reward in a year of {PURCHASES} purchases of {PURCHASE}.00.",
    "no_budget": (
        "Nobody can say what this may come to: a reward without stock, budget or cost price, a gift, an event, a code or friends without"
        " any limit."
    ),
    "missing_why": "A rule has no `why` in a language of the program: members read words made from the rule.",
    "unnamed": "A category, brand, tag or coupon has no name in a language of the program, where others have one.",
    "polite": "The shop says `je` to its members (`members are`), and a text of its own says `u`: such texts stay as they are written.",
    "unused": "A calendar or a segment has a name, and nothing uses it.",
    "legal_never": "A rule names articles that law or trade keep out of programs; they stay out.",
    "legal_most_off": "A discount is larger than the law allows for such articles.",
    "legal_meter": "Money that members pay beforehand must be told of above an amount, and partners may not share it without a licence.",
    "legal_valid": "Something is valid for a shorter time than the law asks.",
    **LADDER_LINTS,
    **EARNING_LINTS,
}
"""Every code that a warning can have."""


_SAY_WHY: Final = Words("Zeg in een zin waarom het lid dit krijgt.", "Say in a sentence why the member gets this.")


@value
class Lint:
    """One warning."""

    line: int
    path: str
    code: str
    says: Words
    hint: Words

    def text(self, language: Language) -> str:
        """The warning as a line for people."""
        line = "regel" if language == "nl" else "line"
        return f"{line} {self.line}, {self.path}: {of(self.says, language)} {of(self.hint, language)} [{self.code}]"


Found = tuple[str, str, Words, Words]
"""(path, code, sentence, hint) of a warning before it has a line."""


def lines_of(tree: Node) -> dict[str, int]:
    """Every path of a file with its line."""
    found = {tree.path: tree.line}
    if isinstance(tree, Table):
        for entry in tree.entries.values():
            found |= lines_of(entry.node) | {entry.node.path: entry.key.line}
    elif isinstance(tree, Row):
        for item in tree.items:
            found |= lines_of(item)
    return found


def lints(program: Program, lines: Mapping[str, int], today: Day) -> list[Lint]:
    """Everything that looks wrong, in the order of the lines. `lines` is of the file (`lines_of`); `today` is when it is looked at."""
    looker = _Looker(program, today)
    found = [
        *looker.rules(),
        *shadows(program, looker.world, looker.all_rules, looker.paths),
        *unbounded(program, looker.paths),
        *looker.rewards(),
        *looker.whys(),
        *looker.unused(),
        *looker.unnamed(),
        *looker.polite(),
        *ladder_lints(program),
        *earning_lints(program, looker.paths),
        *legal(program, looker.all_rules, looker.paths),
    ]
    made = [Lint(_line(path, lines), path, code, says, hint) for path, code, says, hint in found]
    return sorted(made, key=lambda lint: (lint.line, lint.path, lint.code))


def _line(path: str, lines: Mapping[str, int]) -> int:
    """The line of what stands at `path`, else of the table around it."""
    while path and path not in lines:
        path = max(path.rpartition(".")[0], path.rpartition("[")[0], key=len)
    return lines.get(path, 1)


class _Looker:
    """Looks at one program."""

    def __init__(self, program: Program, today: Day) -> None:
        self.program, self.today = program, today
        self.world = world_of(program)
        self.document: dict[str, Any] = loads(program.document)
        self.all_rules: tuple[Rule, ...] = Compiled(program).rules
        self.paths = {rule.id: self._path(rule.id) for rule in self.all_rules}

    def _path(self, rule: str) -> str:
        """Where a rule stands in the file; what a tier gives stands with its step."""
        if ":" in rule:
            return path_of(rule, "").rpartition(".")[0] if rule.partition(":")[0] != "entitlement" else path_of(rule, "")
        tables = (
            (name, entries) for name, entries in self.document.items() if name not in ("units", "sets", "branches", "calendars", "segments")
        )
        return next((f"{name}.{rule}" for name, entries in tables if isinstance(entries, dict) and rule in entries), rule)

    # -- rules that never apply

    def rules(self) -> Iterator[Found]:
        """Rules of which the conditions never hold, or not any more."""
        never = self.program.sets[self.program.never].test
        for rule in self.all_rules:
            tests, path = _tests(tuple(one for one in rule.tests if one.name != "paused")), self.paths[rule.id]
            if not can_hold(tests, self.world):
                yield path, "never_fires", Words(
                    f"De voorwaarden van “{rule.id}” kunnen nooit tegelijk waar zijn.",
                    f"The conditions of “{rule.id}” can never hold together.",
                ), Words("Haal er een weg.", "Take one of them out.")  # fmt: skip
            elif not can_hold(tests, self.world, self.today):
                yield path, "over", Words(f"De dagen van “{rule.id}” zijn voorbij.", f"The days of “{rule.id}” are over."), Words(
                    "Haal de regel weg, of geef hem nieuwe dagen.", "Take the rule out, or give it new days."
                )  # fmt: skip
            elif not can_hold([self.program.sets[rule.articles].test, Not(never)], self.world):
                yield path, "never_fires", Words(
                    f"Geen artikel van “{rule.id}” telt ooit mee.", f"No article of “{rule.id}” ever counts."
                ), Words("Kijk naar `of` en `never`.", "Look at `of` and `never`.")  # fmt: skip

    # -- rewards

    def rewards(self) -> Iterator[Found]:
        """Rewards that nobody can reach."""
        for reward in self.program.rewards:
            unit, needed, have = self._needed(reward)
            if needed > have:
                yield self.paths[reward.id], "out_of_reach", *self._far(reward, unit, needed, have)

    def _far(self, reward: Reward, unit: str, needed: int, have: int) -> tuple[Words, Words]:
        names, currency = unit_names(self.program, unit), self.program.currency
        says = both(
            lambda language: (
                f"“{reward.id}” vraagt {counted(needed, names, 'nl')}, en een jaar geeft er {number(have, 'nl')}."
                if language == "nl"
                else f"“{reward.id}” takes {counted(needed, names, 'en')}, and a year gives {number(have, 'en')}."
            )
        )
        each = both(lambda language: money(_purchase_minor(currency), currency, language))
        return says, Words(
            f"Aangenomen zijn {PURCHASES} aankopen van {each.nl}, zonder acties.",
            f"Assumed are {PURCHASES} purchases of {each.en}, without promotions.",
        )

    def _needed(self, reward: Reward) -> tuple[str, int, int]:
        """(unit, how much of it the reward takes, how much a year gives)."""
        if not reward.token:
            return reward.cost_unit, reward.cost, self._in_a_year(reward.cost_unit, list(self.program.earn))
        cards = [card for card in self.program.cards if card.gives == reward.id]
        if not cards:
            return reward.token, 0, 0
        return cards[0].unit, cards[0].slots, self._in_a_year(cards[0].unit, cards)

    def _in_a_year(self, unit: str, rules: "list[EarnRule] | list[StampCard]") -> int:
        """What the rules for `unit` give in a year: those for every member and article, or all of them where there are none such.

        Besides them each event happens once with each purchase, and each day on which something is given comes once, a calendar's as
        often as there are purchases.
        """
        mine = [rule for rule in rules if rule.unit == unit and not (isinstance(rule, EarnRule) and rule.less)]
        plain = [rule for rule in mine if rule.articles == ALL_ARTICLES and all(test.name == "member" for test in rule.tests)]
        each = _purchase_minor(self.program.currency)
        year = sum(_by_purchases(rule, each) for rule in plain or mine)
        year += sum(PURCHASES * rule.count for rule in self.program.event_rules if rule.unit == unit)
        year += sum(one.count * (PURCHASES if one.on == "calendar" else 1) for one in self.program.occasions if one.unit == unit)
        return _kept(year, next((u.expiry for u in self.program.units if u.id == unit), Expiry(0, "days", "")))

    # -- names

    def unused(self) -> Iterator[Found]:
        """Calendars and segments that no rule looks at, and no occasion, message or task falls on."""
        tests = [*(rule.tests for rule in self.all_rules), *(one.days for one in self.program.occasions)]
        used = {(one.kind, one.id) for those in tests for named in those for one in called_in(named.test)}
        for one in (*self.program.calendars, *self.program.segments):
            if (one.kind, one.id) not in used:
                path = f"{one.kind}s.{one.id}"
                what = "De kalender" if one.kind == "calendar" else "Het segment"
                says = Words(f"{what} “{one.id}” wordt nergens gebruikt.", f"The {one.kind} “{one.id}” is used nowhere.")
                yield path, "unused", says, Words("Haal hem weg, of gebruik hem.", "Take it out, or use it.")

    def unnamed(self) -> Iterator[Found]:
        """What members read as an id, in a language in which other things have names."""
        for path, missing in unnamed(self.program):
            word = path.split(".", 2)[-1]
            for code in missing:
                dutch, english = {"nl": ("het Nederlands", "Dutch"), "en": ("het Engels", "English")}[code]
                says = Words(f"“{word}” heeft geen naam in {dutch}.", f"“{word}” has no name in {english}.")
                yield path, "unnamed", says, Words("Noem hem onder `names`.", "Give it one under `names`.")

    # -- words

    def polite(self) -> Iterator[Found]:
        """Texts of the shop's own that say `u` where it says `je`."""
        for path, text in polite_texts(self.document) if self.program.settings.members_are == "je" else ():
            says = Words(f"“{text}” spreekt leden met u aan, de kaart met je.", f"“{text}” says `u`, and the rest of the card says `je`.")
            yield path, "polite", says, Words("Schrijf hem met je.", "Write it with `je`.")

    def whys(self) -> Iterator[Found]:
        """Rules that leave their `why` to Zegel, in a language that members are spoken to in."""
        for path, table in self._tables_with_why():
            why = table.get("why", {})
            missing = [code for code in self.program.languages if code not in why]
            if len(missing) == len(self.program.languages):
                yield path, "missing_why", Words("Er is geen `why`.", "There is no `why`."), _SAY_WHY
            elif missing:
                yield path, "missing_why", Words("De `why` is er maar in één taal.", "The `why` is in one language only."), _SAY_WHY

    def _tables_with_why(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every table of the file that may hold a `why` and is said by it; a reward is said by its name."""
        for key in KEYS["program"]:
            kind = match(r"ids with table `(.+?)`", key.form)
            if kind and key.name != "rewards" and any(inner.name == "why" for inner in KEYS[kind[1]]):
                for name, table in self.document.get(key.name, {}).items():
                    yield f"{key.name}.{name}", table
        for name, step in self.document.get("tiers", {}).get("steps", {}).items():
            gives = step.get("gives", [])
            for n, benefit in enumerate(gives if isinstance(gives, list) else [gives], 1):
                yield f"tiers.steps.{name}.gives[{n}]", benefit


def _tests(named: tuple[NamedTest, ...]) -> list[Test]:
    return [one.test for one in named]


def _purchase_minor(currency: str) -> int:
    """What the purchases that we imagine come to."""
    return PURCHASE * int(10 ** (CURRENCIES[currency] or 3))


def _by_purchases(rule: "EarnRule | StampCard", each: int) -> int:
    """What a rule gives for a year of purchases of `each` minor units."""
    if isinstance(rule, EarnRule) and rule.rising is not None:
        times, spent = (1, PURCHASES * each) if rule.carry >= 0 else (PURCHASES, each)
        return times * (rule.rising.counted(rule.count, spent, spent) // rule.per_minor)
    return PURCHASES * rule.count * (each // rule.per_minor if rule.per == "spend" else 1)


def _kept(year: int, expiry: Expiry) -> int:
    """What can be there at once of what a year gives, where it lapses sooner than that."""
    if not expiry.count or expiry.until_end_of:
        return year
    whole = 12 if expiry.period == "months" else 365
    return year * min(expiry.count, whole) // whole

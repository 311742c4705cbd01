"""A program file becomes a Program, or the list of all its mistakes.

The order of keys never matters: rules are kept in the order of their ids, so that YAML, JSON and the stored document
(canonical JSON of the tree, whose SHA-256 is the version's digest) give the very same program.
"""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import Final, Literal

from zegel.core.canonical import document_bytes
from zegel.core.money import CURRENCIES
from zegel.core.periods import known_zone
from zegel.program import forms
from zegel.program.country import editions, pack
from zegel.program.errands import Errand
from zegel.program.events import Event
from zegel.program.gestures import Gestures
from zegel.program.given_coupons import given_coupons
from zegel.program.model import Branch, Budget, Expiry, Names, Program, Reward, Settings, StampCard, Tiers, Unit
from zegel.program.occasion_gifts import Occasion
from zegel.program.often import budget
from zegel.program.page import Page
from zegel.program.pausing import is_paused
from zegel.program.phrases import phrase
from zegel.program.read_agreements import AgreementReader
from zegel.program.read_articles import NEVER, SetBook
from zegel.program.read_benefits import BenefitReader
from zegel.program.read_care import CareReader
from zegel.program.read_conditions import ConditionReader, UnitBook
from zegel.program.read_corrections import read_corrections
from zegel.program.read_coupons import CouponReader, pieces
from zegel.program.read_errands import read_errands
from zegel.program.read_events import read_event, read_fields
from zegel.program.read_expiry import read_expiry, read_pending
from zegel.program.read_gestures import gestures
from zegel.program.read_occasions import read_occasions
from zegel.program.read_order import placed
from zegel.program.read_partners import read_partners
from zegel.program.read_referral import read_referral
from zegel.program.read_rules import RuleReader
from zegel.program.read_seats import read_experiences
from zegel.program.read_stored_value import StoredValueReader
from zegel.program.read_tiers import TierReader
from zegel.program.seats import Experience
from zegel.program.second_person import read_publishing
from zegel.program.setting import MONEY
from zegel.program.settings import SETTINGS, Setting
from zegel.program.thing_names import read_called
from zegel.program.tree import Node, Row, Table, Text, json_tree, plain, yaml_tree
from zegel.program.tree import Problem as Problem
from zegel.program.tree import ProgramMistakes as ProgramMistakes
from zegel.program.why import why_of

_STAMP: Final = Names("stempel", "stempels", "stamp", "stamps")
_ONE_SPACE: Final = (
    ("earn", "stamp cards", "discounts", "coupons", "rewards", "agreements", "messages", "tasks"), ("units", "stamp cards"),
    ("occasions", "messages", "tasks"),
)  # fmt: skip
"""Sections in which no id stands for two things."""
_PRICES: Final = ("including VAT", "excluding VAT")
MAX_RULES: Final = 2_000
MAIN: Final = "main"
"""The one branch of a company that names none."""


def read_yaml(text: str) -> Program:
    """The program that a YAML 1.2 text describes; raises ProgramMistakes with every mistake in it."""
    tree, problems = yaml_tree(text)
    return _read(text, tree, problems)


def read_json(text: str) -> Program:
    """The program that a JSON text describes; raises ProgramMistakes with every mistake in it."""
    tree, problems = json_tree(text)
    return _read(text, tree, problems)


def read_document(document: bytes) -> Program:
    """The program that was stored as `document`. It was read before, so a mistake in it is a bug of this version."""
    return read_json(document.decode("utf-8"))


def _read(source: str, tree: Node, problems: list[Problem]) -> Program:
    page = Page(source, list(problems))
    reader = _ProgramReader(page)
    program = reader.program(tree)
    if page.problems:
        raise ProgramMistakes(page.mistakes())
    assert program is not None
    return _with_whys(program)


def _with_whys(program: Program) -> Program:
    """`program` with words for every rule that has none of its own."""
    return replace(
        program,
        earn=tuple(replace(rule, why=why_of(program, rule)) for rule in program.earn),
        event_rules=tuple(replace(rule, why=why_of(program, rule)) for rule in program.event_rules),
        multipliers=tuple(replace(rule, why=why_of(program, rule)) for rule in program.multipliers),
        cards=tuple(replace(rule, why=why_of(program, rule)) for rule in program.cards),
        discounts=tuple(replace(rule, why=why_of(program, rule)) for rule in program.discounts),
        points_off=tuple(replace(rule, why=why_of(program, rule)) for rule in program.points_off),
        rewards=tuple(replace(reward, why=why_of(program, reward)) for reward in program.rewards),
    )


class _ProgramReader:
    """Reads the sections in the order in which they need each other."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.currency = "EUR"
        self.country = "NL"
        self.edition = editions("NL")[-1]
        self.zone = "Europe/Amsterdam"
        self.including_vat = True
        self.languages: tuple[str, ...] = ("nl", "en")
        self.units = UnitBook()
        self.valid_for: dict[str, Expiry] = {}
        self.gestures: Gestures | None = None
        self.occasions: tuple[Occasion, ...] = ()
        self.errands: tuple[Errand, ...] = ()
        self.members = BenefitReader()
        self.events: dict[str, Event] = {}
        """The events that the program declares."""

    def program(self, tree: Node) -> Program | None:
        """The program; None only where the file is no table at all."""
        if not isinstance(tree, Table):
            self.page.wrong(tree, "wrong_kind", "A program is a table that begins with `zegel: 1`.")
            return None
        top = self.page.table(tree, "program")
        self._language(top)
        name = self.page.text(top["program"]) if "program" in top else ""
        self.company(top.get("company"))
        branches = self.branches(top.get("branches"))
        settings = self.settings(top)
        self.events = {name: read_event(self.page, name, node) for name, node in self._ids(top, "events", "event")}
        units = self.read_units(top.get("units"), settings)
        stored = StoredValueReader(self.page, top, self.currency, self.country, self.expiry, self.events)
        kept = stored.units(units)
        sets = SetBook(self.page, self.currency, pack(self.country, self.edition))
        sets.read(self._ids(top, "sets", "set"), top.get("never"))
        conditions = ConditionReader(self.page, sets, self.units, dict.fromkeys(branch.id for branch in branches))
        rules = RuleReader(self.page, sets, self.units, conditions, settings)
        conditions.days.read(self._ids(top, "calendars", "calendar"))
        self._unique(top)
        rules.events = self.events
        rules.deals.shipping = sets.index(top["shipping"]) if "shipping" in top else -1
        perishable = sets.index(top["perishable"]) if "perishable" in top else -1
        floors = tuple(rules.deals.floor(name, node) for name, node in self._ids(top, "floors", "floor"))
        rules.all_paused = is_paused(self.page, top)
        tiers, cards, rewards = self.rules(top, rules)
        units = [self._limited(top, unit, rules) for unit in units]
        coupons = CouponReader(self.page, rules).read(self._ids(top, "coupons", "coupon"))
        referral = read_referral(rules, top["referral"]) if "referral" in top else None
        care = CareReader(rules, settings.return_within_days).care(top)
        units += kept + [self._card_unit(top, card) for card in cards] + [self._token(reward) for reward in rewards if reward.token]
        units += self.members.units(tiers) + given_coupons(rules, coupons.coupons, rewards, tiers)
        experiences = read_experiences(rules, self._ids(top, "experiences", "experience"), branches)
        self._checks(top, units, rules, rewards)
        self._seats_cost(top, units, experiences)
        coalition = read_partners(rules, top.get("partners"), {branch.id for branch in branches}, units)
        agreements = AgreementReader(self.page, sets, above=settings.step_bounds == "above their threshold")
        ladders = tuple(agreements.ladder(name, node) for name, node in self._ids(top, "agreements", "agreement"))
        budgets = self._budgets(top)
        made = Program(
            name, self.zone, self.currency, self.including_vat, self.country, self.languages, branches, tuple(units), tuple(sets.sets),
            NEVER, tuple(conditions.windows), tuple(sorted(rules.earn, key=lambda rule: rule.id)),
            tuple(sorted(rules.multipliers, key=lambda rule: rule.id)), tuple(cards),
            placed(self.page, top.get("settings"), rules.discounts), tuple(rules.points_off), tuple(rewards), tiers,
            settings, self._document(tree), floors, rules.deals.shipping, pack(self.country, self.edition).caps_by_class(),
            tuple(conditions.days.calendars[name] for name in sorted(conditions.days.calendars)),
            tuple(conditions.segments.segments[name] for name in sorted(conditions.segments.segments)),
            ladders=ladders, coalition=coalition, budgets=budgets, referral=referral, care=care, experiences=experiences,
            occasions=self.occasions, errands=self.errands,
            corrections=read_corrections(rules, self._ids(top, "corrections", "correction")), questions=tuple(conditions.people.questions),
            coupons=tuple(coupons.coupons), stored=stored.rest(),
            gestures=self.gestures, events=tuple(self.events[name] for name in sorted(self.events)), event_rules=tuple(rules.event_rules),
            memberships=tuple(self.members.memberships), entitlements=tuple(self.members.entitlements),
            perishable=perishable, profile_fields=read_fields(self.page, top.get("profile")), paused=rules.all_paused,
            second_person_above=read_publishing(self.page, top.get("publishing"), self.currency),
        )  # fmt: skip
        return replace(made, called=read_called(self.page, top.get("names"), made))

    def _document(self, tree: Table) -> bytes:
        """The tree as canonical JSON, the edition of the country pack written in: the same document is the same promise for ever."""
        found = plain(tree)
        assert isinstance(found, dict)
        company = found.get("company")
        if isinstance(company, dict):
            company.setdefault("pack", self.edition)
        return document_bytes(found)

    def _language(self, top: dict[str, Node]) -> None:
        node = top.get("zegel")
        if node is not None and not (isinstance(node, Text) and node.text == "1"):
            self.page.wrong(node, "unknown_version", "This engine reads version 1 of the language.", "", "1")

    def _ids(self, top: dict[str, Node], section: str, what: str) -> list[tuple[str, Node]]:
        found = self.page.named(top[section], what) if section in top else []
        if len(found) > MAX_RULES:
            self.page.wrong(top[section], "too_large", phrase("A section has at most {most} entries.", most=MAX_RULES))
            return found[:MAX_RULES]
        return found

    # -- company, branches

    def company(self, node: Node | None) -> None:
        """The company's own lines; what is wrong in them falls back to harmless values."""
        found = self.page.table(node, "company") if node is not None else {}
        if "currency" in found:
            self.currency = self.page.choice(found["currency"], CURRENCIES, "currency")
        if "prices" in found:
            self.including_vat = self.page.choice(found["prices"], _PRICES, "word") == "including VAT"
        if "country" in found:
            self.country = self._country(found["country"])
        self.edition = editions(self.country)[-1]
        if "pack" in found:
            self.edition = self.page.choice(found["pack"], editions(self.country), "edition")
        land = pack(self.country, self.edition)
        if "zone" in found:
            self.zone = self._zone(found["zone"])
        elif land.zone:
            self.zone = land.zone
        elif node is not None:
            self.page.wrong(
                node,
                "missing_key",
                phrase("The key `{name}` is missing.", name="zone"),
                phrase("Zegel does not know the zone of {country}; say e.g. `zone: Europe/Amsterdam`.", country=self.country),
            )
        if "languages" in found:
            words = [self.page.choice(item, ("nl", "en"), "language") for item in self.page.items(found["languages"])]
            self.languages = tuple(dict.fromkeys(words))

    def _country(self, node: Node) -> str:
        text = self.page.text(node, "a country")
        if text and not (len(text) == 2 and text.isascii() and text.isalpha() and text.isupper()):
            fix = text.upper() if len(text) == 2 and text.isascii() and text.isalpha() else ""
            self.page.wrong(node, "not_of_this_form", phrase("`{text}` is no country code of two capitals.", text=text[:40]), "", fix)
            return "NL"
        return text or "NL"

    def _zone(self, node: Node) -> str:
        text = self.page.text(node, "a zone")
        if text and not known_zone(text):
            self.page.wrong(
                node, "unknown_zone", phrase("There is no zone `{text}`.", text=text[:60]), "A zone is written like Europe/Amsterdam."
            )
            return self.zone
        return text or self.zone

    def branches(self, node: Node | None) -> tuple[Branch, ...]:
        """A table of branches, or a list of ids that are all in the company's zone; where there is neither, one branch."""
        if node is None:
            return (Branch(MAIN, self.zone, 0),)
        if isinstance(node, Row):
            ids = Counter(self.page.id(item) for item in node.items if isinstance(item, Text))
            for item in node.items:
                if not isinstance(item, Text):
                    self.page.wrong(item, "wrong_kind", "Here a branch's id is needed.")
                elif ids[item.text] > 1:
                    self.page.wrong(
                        item,
                        "duplicate_key",
                        phrase("The branch `{text}` stands here twice.", text=item.text[:60]),
                        "Take one of them out.",
                    )
            branches = [Branch(name, self.zone, 0) for name in sorted(ids)]
        else:
            branches = [self._branch(name, entry) for name, entry in self.page.named(node, "branch")]
        if not branches:
            self.page.wrong(node, "empty", "A company has at least one branch.")
        return tuple(branches)

    def _branch(self, name: str, node: Node) -> Branch:
        found = self.page.table(node, "branch")
        zone = self._zone(found["zone"]) if "zone" in found else self.zone
        return Branch(name, zone, self.page.form(found["opens"], forms.clock, 0) if "opens" in found else 0)

    # -- settings

    def settings(self, top: dict[str, Node]) -> Settings:
        """The sections `returns` and `settings`, over the defaults."""
        found = {section: self.page.table(top[section], section) if section in top else {} for section in ("returns", "settings")}
        values: dict[str, str | int] = {}
        for setting in SETTINGS:
            section, _, key = setting.key.partition(".")
            values[setting.field] = self._setting(setting, found[section].get(key))
        earned, on = values["returns_earned"], found["returns"].get("earned on")
        if on is not None and earned in ("per line", "as if bought alone") and values["returned_earned_on"] == "price before discounts":
            said = phrase("`{key}` does not go with `{other}`.", key="price before discounts", other=earned)
            self.page.wrong(on, "not_together", said, "Take it out.")
        return Settings(**values)  # type: ignore[arg-type]  # SETTINGS names every field with its kind; a test holds them together

    def _setting(self, setting: Setting, node: Node | None) -> str | int:
        if setting.choices:
            return setting.default if node is None else self.page.choice(node, setting.choices, "word")
        if setting.period == MONEY:
            usual = int(setting.default.partition(".")[0]) * 10 ** CURRENCIES[self.currency]
            amount: int = usual if node is None else self.page.form(node, lambda text: forms.money(text, self.currency), usual)
            return amount
        default = _in_periods(setting, setting.default)
        return default if node is None else self.page.form(node, lambda text: _in_periods(setting, text), default)

    # -- units

    def read_units(self, node: Node | None, settings: Settings) -> list[Unit]:
        """The section `units`; names are known to every rule from here on."""
        units = [self._unit(name, entry, settings) for name, entry in self.page.named(node, "unit")] if node is not None else []
        for unit in units:
            self.units.ids.append(unit.id)
            self.units.decimals[unit.id] = unit.names.decimals
            names = unit.names
            for word in (unit.id, names.nl_one, names.nl_many, names.en_one, names.en_many):
                other = self.units.called.setdefault(word.lower(), unit.id)
                if other != unit.id and node is not None:
                    self.page.wrong(
                        node,
                        "not_together",
                        phrase("`{other}` and `{unit}` are both called `{word}`.", other=other, unit=unit.id, word=word),
                        "Give one another name.",
                    )
        return units

    def _unit(self, name: str, node: Node, settings: Settings) -> Unit:
        found = self.page.table(node, "unit")
        names = self.page.names(found["names"]) if "names" in found else Names(name, name, name, name)
        kind: Literal["points", "status"] = "points"
        if "never spent" in found and self.page.form(found["never spent"], forms.yes_no, harmless=False):
            kind = "status"
        value = (
            self.page.form(found["worth"], lambda text: forms.worth(text, self.currency), Fraction(0)) if "worth" in found else Fraction(0)
        )
        if kind == "status" and "worth" in found:
            self.page.wrong(found["worth"], "not_together", "What is never spent is worth nothing.", "Take `worth` out.")
        default = (("web", settings.return_within_days),) if kind == "points" else ()
        pending, until = read_pending(self.page, found["pending"], self.events) if "pending" in found else (default, ())
        decimals = self.page.form(found["decimals"], _decimals, 0) if "decimals" in found else 0
        if decimals:
            names = replace(names, decimals=decimals)
        return Unit(name, kind, names, value / 10**decimals, self.expiry(found.get("expires")), pending, until)

    def _limited(self, top: dict[str, Node], unit: Unit, rules: RuleReader) -> Unit:
        """`unit` with what all rules together give of it at most."""
        node = top["units"]
        entry = node.entries[unit.id].node if isinstance(node, Table) else None
        entries = entry.entries if isinstance(entry, Table) else {}
        if "at most" not in entries:
            return unit
        return replace(unit, limits=rules.limits.limits(entries["at most"].node, unit.id, f"unit:{unit.id}"))

    def expiry(self, node: Node | None) -> Expiry:
        """`12 months`, `never`, or a table (read_expiry)."""
        return read_expiry(self.page, node)

    def _card_unit(self, top: dict[str, Node], card: StampCard) -> Unit:
        cards = top["stamp cards"]
        assert isinstance(cards, Table)
        node = cards.entries[card.id].node
        entries = node.entries if isinstance(node, Table) else {}
        names = self.page.names(entries["names"].node) if "names" in entries else _STAMP
        return Unit(card.unit, "stamps", names, Fraction(0), self.expiry(entries["expires"].node if "expires" in entries else None), ())

    # -- rules

    def rules(self, top: dict[str, Node], rules: RuleReader) -> tuple[Tiers | None, list[StampCard], list[Reward]]:
        """Every rule, in the order in which they know each other."""
        rewards = self._ids(top, "rewards", "reward")
        rules.rewards = dict.fromkeys(name for name, _ in rewards)
        rules.keeps_credit = "store credit" in top
        rules.coupons = pieces(self._ids(top, "coupons", "coupon"), self.currency)
        memberships = self._ids(top, "memberships", "membership")
        rules.conditions.memberships = dict.fromkeys(name for name, _ in memberships)
        tiers = TierReader(rules, self.members).tiers(top["tiers"]) if "tiers" in top else None
        rules.conditions.segments.read(self._ids(top, "segments", "segment"))
        self.members.read(rules, memberships, self._ids(top, "entitlements", "entitlement"))
        for name, node in self._ids(top, "earn", "rule"):
            rules.earning_rule(name, node)
        cards = [rules.stamp_card(name, node) for name, node in self._ids(top, "stamp cards", "stamp card")]
        for name, node in self._ids(top, "discounts", "discount"):
            rules.discount(name, node)
        if "gestures" in top:
            self.gestures = gestures(rules, top["gestures"])
        self.occasions = read_occasions(rules, self._ids(top, "occasions", "occasion"))
        self.errands, days = read_errands(rules, self._ids(top, "messages", "message"), self._ids(top, "tasks", "task"))
        self.occasions += days
        made = [rules.reward(name, node) for name, node in rewards]
        self.valid_for = {name: self._valid_for(node) for name, node in rewards}
        return tiers, cards, made

    def _valid_for(self, node: Node) -> Expiry:
        entry = node.entries.get("valid for") if isinstance(node, Table) else None
        return self.expiry(entry.node if entry else None)

    def _unique(self, top: dict[str, Node]) -> None:
        """An id means one thing: rules and rewards among each other, units and stamp cards among each other."""
        for sections in _ONE_SPACE:
            seen: dict[str, str] = {}
            for section in sections:
                node = top.get(section)
                for name, entry in node.entries.items() if isinstance(node, Table) else ():
                    if name in seen:
                        key = entry.named
                        self.page.wrong(
                            key,
                            "id_taken",
                            phrase("`{name}` stands in `{seen}` as well.", name=name[:60], seen=seen[name]),
                            "Give one of them another name.",
                        )
                    seen.setdefault(name, section)

    def _budgets(self, top: dict[str, Node]) -> tuple[Budget, ...]:
        """What everything together may cost, and each rule by itself."""
        found = self.page.table(top["budget"], "budget") if "budget" in top else {}
        made = [budget(self.page, node, of, self.currency) for of, node in sorted(found.items())]
        for section in ("rewards", "discounts"):
            for name, node in self._ids(top, section, "rule"):
                if isinstance(node, Table) and "budget" in node.entries:
                    made.append(budget(self.page, node.entries["budget"].node, name, self.currency))
        return tuple(made)

    def _checks(self, top: dict[str, Node], units: list[Unit], rules: RuleReader, rewards: list[Reward]) -> None:
        """What only the whole program shows: units that cannot be used as a rule wants."""
        kinds = {unit.id: unit for unit in units}
        ids = {rule.id for rule in rules.discounts}
        for discount in rules.discounts:
            for other in discount.not_with:
                if other not in ids or other == discount.id:
                    coupons = top.get("coupons")
                    section = "coupons" if isinstance(coupons, Table) and discount.id in coupons.entries else "discounts"
                    self._at(top, section, discount.id, phrase("There is no other discount `{other}` for it to go without.", other=other))
        for off in rules.points_off:
            unit = kinds.get(off.unit)
            one = off.takes_off(unit, 1) if unit is not None else Fraction(1)
            if unit is not None and (unit.kind != "points" or one == 0):
                why = phrase("is never spent" if unit.kind != "points" else "has no worth")
                said = phrase("`{unit}` {why}, so it cannot be a discount.", unit=unit.id, why=why)
                self._at(top, "discounts", off.id, said, "Give the unit a `worth`.")
            elif (one * off.step).denominator != 1:
                said = phrase("A step of {step} is worth no whole cents.", step=off.step)
                self._at(top, "discounts", off.id, said, phrase("Take a step that is a multiple of {number}.", number=one.denominator))
        for reward in rewards:
            unit = kinds.get(reward.cost_unit)
            if unit is not None and unit.kind != "points":
                self._at(top, "rewards", reward.id, phrase("`{unit}` is never spent, so a reward cannot cost it.", unit=unit.id))

    def _seats_cost(self, top: dict[str, Node], units: list[Unit], experiences: tuple[Experience, ...]) -> None:
        """A seat costs what can be spent."""
        kinds = {unit.id: unit.kind for unit in units}
        for one in experiences:
            if kinds.get(one.unit, "points") != "points":
                self._at(top, "experiences", one.id, phrase("`{unit}` is never spent, so a seat cannot cost it.", unit=one.unit))

    def _at(self, top: dict[str, Node], section: str, name: str, said: str, hint: str = "") -> None:
        node = top[section]
        assert isinstance(node, Table)
        self.page.wrong(node.entries[name].node, "not_together", said, hint)

    def _token(self, reward: Reward) -> Unit:
        """The unit of a reward that full cards give: one is one reward to be had."""
        names = Names(reward.names.nl, reward.names.nl, reward.names.en, reward.names.en)
        return Unit(reward.token, "reward", names, Fraction(0), self.valid_for[reward.id], ())


def _decimals(text: str) -> int:
    """How many decimals a unit keeps."""
    if text not in ("0", "1", "2", "3", "4", "5", "6"):
        raise forms.Wrong("A unit keeps 0 to 6 decimals.")
    return int(text)


def _in_periods(setting: Setting, text: str) -> int:
    """A period in the setting's own periods: `1 year` is 365 days, `1 hour` is 60 minutes."""
    long = forms.duration(text)
    factors = {("months", "days"): 0, ("hours", "minutes"): 60, ("days", "hours"): 24, ("days", "minutes"): 1440}
    factor = 1 if long.period == setting.period else factors.get((long.period, setting.period), -1)
    if (long.period, setting.period) == ("months", "years"):
        found, rest = divmod(long.count, 12)
        factor = -1 if rest else 0
    elif factor == 0:
        years, rest = divmod(long.count, 12)
        found = 365 * years + 30 * rest
    else:
        found = long.count * factor
    if factor < 0 or not setting.least <= found <= setting.most:
        raise forms.Wrong(
            phrase(
                "This is counted in {period}, from {least} to {most}.",
                period=phrase(setting.period),
                least=setting.least,
                most=setting.most,
            )
        )
    return found

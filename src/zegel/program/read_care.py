"""The sections `returns.longer`, `trials`, `warranties`, `rebates`, `trade in` and `goodwill`."""

from itertools import pairwise
from typing import Final

from zegel.core.iban import MOST_NAME, Account, iban_bare, iban_fault
from zegel.core.periods import Day
from zegel.program import forms
from zegel.program.bringing_back import CHARGES, NOTICE_DAYS, BackWindow
from zegel.program.care import CONDITIONS, SEVERITIES, Care, Goodwill, Rebate, TradeIn, Warranty
from zegel.program.forms import Wrong
from zegel.program.gives import Gives
from zegel.program.phrases import phrase
from zegel.program.read_gestures import read_roles
from zegel.program.read_gives import read_gives
from zegel.program.read_rules import RuleReader
from zegel.program.stored_value import CASH_BACK
from zegel.program.tree import Node, Table, Text

CLAIM_DAYS: Final = 30
MOST_MONTHS: Final = 600
MOST_DAYS: Final = 3650
MOST_LABEL: Final = 200


class CareReader:
    """Reads them, with the rules' own forms."""

    def __init__(self, rules: RuleReader, return_days: int) -> None:
        self.rules, self.page, self.return_days = rules, rules.page, return_days

    def care(self, top: dict[str, Node]) -> Care:
        """All of them; none is needed."""
        warranties = tuple(self._warranty(name, node) for name, node in self._named(top, "warranties", "warranty"))
        rebates = tuple(self._rebate(name, node) for name, node in self._named(top, "rebates", "rebate"))
        trades = tuple(self._trade_in(name, node) for name, node in self._named(top, "trade in", "trade-in"))
        goodwill, most, alone = self._goodwill(top["goodwill"]) if "goodwill" in top else ((), 0, ())
        return Care(warranties, rebates, trades, goodwill, most, alone, self._windows(top), self._payer(top))

    def _windows(self, top: dict[str, Node]) -> tuple[BackWindow, ...]:
        returns = top.get("returns")
        longer = returns.entries.get("longer") if isinstance(returns, Table) else None
        made = [self._longer(name, node) for name, node in (self.page.named(longer.node, "longer time") if longer else [])]
        trials = self._named(top, "trials", "trial")
        for name, node in trials:
            if any(one.id == name for one in made):
                self.page.wrong(
                    node,
                    "id_taken",
                    phrase("`{name}` stands in `{seen}` as well.", name=name[:60], seen="returns.longer"),
                    "Give one of them another name.",
                )
        return (*made, *[self._trial(name, node) for name, node in trials])

    def _longer(self, name: str, node: Node) -> BackWindow:
        found = self.page.table(node, "longer")
        days = self.page.form(found["within"], _window_days, MOST_DAYS) if "within" in found else MOST_DAYS
        if days <= self.return_days:
            said = phrase("This is no longer than the {days} days of `returns.within`.", days=self.return_days)
            self.page.wrong(found["within"], "not_together", said, "Say more days, or take it out.")
        return BackWindow(name, self.rules.of(found), days, self.rules.tests(found), on_trial=False)

    def _trial(self, name: str, node: Node) -> BackWindow:
        found = self.page.table(node, "trial")
        days = self.page.form(found["lasts"], _window_days, 1) if "lasts" in found else 1
        notice = self.page.form(found["notice"], _window_days, NOTICE_DAYS) if "notice" in found else min(NOTICE_DAYS, days)
        if notice > days:
            said = phrase("The trial lasts {days} days.", days=days)
            self.page.wrong(found["notice"], "not_together", said, "Say no more days than that.")
        chosen = self.page.choice(found["charge"], CHARGES, "word") if "charge" in found else CHARGES[0]
        charge = next(one for one in CHARGES if one == chosen)
        label = self.page.form(found["label"], _label, "") if "label" in found else ""
        tests = self.rules.tests(found)
        return BackWindow(name, self.rules.of(found), days, tests, on_trial=True, notice_days=notice, charge=charge, label=label)

    def _named(self, top: dict[str, Node], section: str, what: str) -> list[tuple[str, Node]]:
        return self.page.named(top[section], what) if section in top else []

    def _warranty(self, name: str, node: Node) -> Warranty:
        found = self.page.table(node, "warranty")
        months = self.page.form(found["lasts"], _months, 1) if "lasts" in found else 1
        return Warranty(name, self.rules.of(found), months, self.rules.tests(found))

    def _rebate(self, name: str, node: Node) -> Rebate:
        found = self.page.table(node, "rebate")
        gives = self._pays(found["pays"]) if "pays" in found else read_gives(self.rules, found.get("gives"), shares=True)
        if ("pays" in found) == ("gives" in found):
            self.page.wrong(node, "not_together", "A rebate `gives` or `pays`, one of them.", "Say `pays: 5.00 EUR` or `gives: 30 points`.")
        first, last = self.page.form(found["bought"], forms.dates, (Day("0001-01-01"), Day("9999-12-31"))) if "bought" in found else (
            Day("0001-01-01"), Day("9999-12-31"),
        )  # fmt: skip
        claim = self.page.form(found["claim within"], forms.days, CLAIM_DAYS) if "claim within" in found else CLAIM_DAYS
        return Rebate(name, self.rules.of(found), gives, first, last, claim)

    def _pays(self, node: Node) -> Gives:
        """`25.00 EUR` or `10%`, into the member's bank account; a bank takes such payments in euros only."""
        if self.rules.currency != "EUR":
            self.page.wrong(node, "not_together", "Rebates are paid into bank accounts in euros only.", "Say `gives` with store credit.")
        unit = f"{CASH_BACK}:{self.rules.currency}"
        if isinstance(node, Text) and node.text.endswith("%"):
            return Gives(unit, 0, self.page.form(node, forms.percent, 0))
        return Gives(unit, self.page.form(node, lambda text: forms.more_than_nothing(text, self.rules.currency), 1))

    def _payer(self, top: dict[str, Node]) -> Account | None:
        if "payments" not in top:
            return None
        found, name = self.page.table(top["payments"], "payments"), top.get("program")
        iban = self.page.form(found["from"], _iban, "") if "from" in found else ""
        holder = self.page.text(found["name"], "a name") if "name" in found else name.text if isinstance(name, Text) else ""
        return Account(iban, holder[:MOST_NAME])

    def _trade_in(self, name: str, node: Node) -> TradeIn:
        found = self.page.table(node, "trade in")
        worth = self._worth(found["worth"]) if "worth" in found else ()
        return TradeIn(name, read_gives(self.rules, found.get("gives"), shares=True), worth)

    def _worth(self, node: Node) -> tuple[tuple[str, int], ...]:
        """Condition → what one is bought for: no more in a worse condition than in a better one."""
        if not isinstance(node, Table) or not node.entries:
            self.page.wrong(node, "wrong_kind", "Here conditions are needed, each with an amount: {A: 60.00 EUR, C: 15.00 EUR}.")
            return ()
        made = {}
        for entry in node.entries.values():
            condition = self.page.choice(entry.named, CONDITIONS, "condition")
            made[condition] = self.page.form(entry.node, self._bought_for, 0)
        table = tuple([(one, made[one]) for one in CONDITIONS if one in made])
        if any(worse > better for (_, better), (_, worse) in pairwise(table)):
            self.page.wrong(node, "not_together", "In a worse condition it is worth more.", "Let A be worth most, then B, C and D.")
        return table

    def _bought_for(self, text: str) -> int:
        return forms.money(text, self.rules.currency)

    def _goodwill(self, node: Node) -> tuple[tuple[Goodwill, ...], int, tuple[tuple[str, int], ...]]:
        found = self.page.table(node, "goodwill")
        most = self.page.form(found["at most"], _a_year, 0) if "at most" in found else 0
        alone = read_roles(self.rules, found["alone"]) if "alone" in found else ()
        offers = [self._offer(name, entry) for name, entry in self.page.named(found["offers"], "offer")] if "offers" in found else []
        return tuple(offers), most, alone

    def _offer(self, name: str, node: Node) -> Goodwill:
        found = self.page.table(node, "offer")
        gives = read_gives(self.rules, found.get("gives"), shares=True)
        severities = tuple([self.page.choice(one, SEVERITIES, "word") for one in self.page.items(found["for"])]) if "for" in found else ()
        return Goodwill(name, gives, severities, self.page.form(found["from"], _nth, 1) if "from" in found else 1)


def _iban(text: str) -> str:
    """An IBAN, with spaces or without."""
    bare = iban_bare(text)
    if iban_fault(bare):
        raise Wrong(phrase("`{text}` is no IBAN of an account in euros.", text=text[:40]))
    return bare


def _label(text: str) -> str:
    """An address of a web page, of at most 200 characters."""
    if not text.startswith("https://") or len(text) > MOST_LABEL or any(one.isspace() for one in text):
        raise Wrong("An address is needed here, such as https://retour.example/{receipt}.")
    return text


def _window_days(text: str) -> int:
    days = forms.days(text)
    if not 0 < days <= MOST_DAYS:
        raise Wrong(phrase("This is from 1 to {most} days.", most=MOST_DAYS))
    return days


def _months(text: str) -> int:
    long = forms.duration(text)
    if long.period != "months" or not 0 < long.count <= MOST_MONTHS:
        raise Wrong("A warranty lasts months or years.")
    return long.count


def _nth(text: str) -> int:
    """`2nd`: from the second time on."""
    nth, every = forms.ordinal(text)
    if every:
        raise Wrong("This is from which time on: 2nd.", text.partition(" ")[2])
    return nth


def _a_year(text: str) -> int:
    """`2 per year`."""
    number, _, rest = text.partition(" ")
    if rest != "per year":
        raise Wrong(phrase("`{text}` is no number of times a year.", text=text[:40]), f"{number} per year" if number.isdigit() else "")
    return forms.count(number, 1)

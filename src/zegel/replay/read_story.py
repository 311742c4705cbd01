"""A story file becomes a Story, or the list of all its mistakes. The same strict short forms as a program's."""

import re
from collections.abc import Mapping
from typing import Final, Literal, TypeVar

from zegel.core.periods import Day
from zegel.core.purchase import CHANNELS, CONDITIONS, MEASURES
from zegel.flows.agreements import STEPS as BONUS_STEPS
from zegel.flows.commands import CAUSES, Use
from zegel.program import forms
from zegel.program.forms import Wrong
from zegel.program.model import Program
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.stored_value import PAID_STAMPS
from zegel.program.tree import Node, ProgramMistakes, Row, Table, Text, json_tree, yaml_tree
from zegel.replay.care_deeds import CARE_DEEDS, read_care_deed
from zegel.replay.club_deeds import CLUB_DEEDS, read_club_deed
from zegel.replay.deeds import DEEDS, read_deed
from zegel.replay.friend_deeds import FRIEND_DEEDS, friends, read_friend_deed
from zegel.replay.kept_money import DOES, read_kept
from zegel.replay.read_expectations import ExpectationReader
from zegel.replay.shelf_deeds import SHELF_DEEDS, read_shelf_deed
from zegel.replay.story import STORY_KEYS, Article, Back, Bought, Deed, Step, Story
from zegel.replay.trade_steps import TRADES, read_trade

T = TypeVar("T")

_NO_DAY: Final = Day("2000-01-01")
_BOUGHT: Final = re.compile(r"(?:([0-9.]+) [×xX*] )?(\S.*?)(?: at (.+))?")
_BACK: Final = re.compile(r"(?:(everything)|(?:([0-9.]+) [×xX*] )?(\S.*?)) of step ([1-9][0-9]{0,3})")
_NOTHING: Final = Article("", "", "", (), "", "piece", 0, 0)
MAX_STEPS: Final = 1_000
BY_HAND: Final = (*DEEDS, *CLUB_DEEDS, *CARE_DEEDS, *FRIEND_DEEDS, *SHELF_DEEDS)
"""What people do in a step besides selling."""


def read_articles(text: str, program: Program) -> dict[str, Article]:
    """The articles of a folder's `articles.yaml`; raises ProgramMistakes with every mistake in it."""
    page, tree = _opened(text)
    found = page.table(tree, "articles.yaml")
    articles = _Reader(page, program, {}).articles(found.get("articles"))
    return _sound(page, articles)


def read_story(text: str, program: Program, articles: Mapping[str, Article]) -> Story:
    """The story that a YAML text tells of `program`; raises ProgramMistakes with every mistake in it."""
    page, tree = _opened(text)
    return _sound(page, _Reader(page, program, articles).story(tree))


def articles_from_json(text: str, program: Program) -> dict[str, Article]:
    """The same of a JSON text."""
    page, tree = _opened_json(text)
    return _sound(page, _Reader(page, program, {}).articles(page.table(tree, "articles.yaml").get("articles")))


def story_from_json(text: str, program: Program, articles: Mapping[str, Article]) -> Story:
    """The story that a JSON text tells of `program`; raises ProgramMistakes with every mistake in it."""
    page, tree = _opened_json(text)
    return _sound(page, _Reader(page, program, articles).story(tree))


def _opened_json(text: str) -> tuple[Page, Node]:
    tree, problems = json_tree(text)
    return Page(text, list(problems), STORY_KEYS, {}), tree


def _opened(text: str) -> tuple[Page, Node]:
    tree, problems = yaml_tree(text)
    return Page(text, list(problems), STORY_KEYS, {}), tree


def _sound(page: Page, made: T) -> T:
    if page.problems:
        raise ProgramMistakes(page.mistakes())
    return made


class _Reader:
    """Reads one file."""

    def __init__(self, page: Page, program: Program, articles: Mapping[str, Article]) -> None:
        self.page, self.program, self.known = page, program, dict(articles)
        self.branches = {branch.id: branch for branch in program.branches}
        self.usable = [reward.id for reward in program.rewards] + [off.id for off in program.points_off]
        self.usable += [coupon.id for coupon in program.coupons]
        if program.stored.stamps is not None:
            self.usable.append(PAID_STAMPS)
        self.expectations = ExpectationReader(page, program)

    def money(self, text: str) -> int:
        return forms.money(text, self.program.currency)

    # -- articles

    def articles(self, node: Node | None) -> dict[str, Article]:
        """The articles of a table, by their numbers."""
        if node is None:
            return {}
        if not isinstance(node, Table):
            self.page.wrong(node, "wrong_kind", "Here articles are needed, each with a table such as {category: bread}.")
            return {}
        return {name: self._article(name, entry.node) for name, entry in node.entries.items()}

    def _article(self, sku: str, node: Node) -> Article:
        found, page = self.page.table(node, "article"), self.page
        category, brand, legal_class = (page.text(found[k]) if k in found else "" for k in ("category", "brand", "legal class"))
        tags = tuple(page.text(item) for item in page.items(found["tag"])) if "tag" in found else ()
        measure = page.choice(found["measure"], MEASURES, "measure") if "measure" in found else "piece"
        vat = page.form(found["VAT"], _rate, 0) if "VAT" in found else 2100
        price = page.form(found["price"], self.money, 0) if "price" in found else None
        cost, least = (page.form(found[k], self.money, 0) if k in found else None for k in ("cost", "least"))
        condition = page.choice(found["condition"], CONDITIONS, "word") if "condition" in found else ""
        return Article(sku, category, brand, tags, legal_class, measure, vat, price, condition, cost, least)

    # -- the story

    def story(self, node: Node) -> Story:
        """The whole file."""
        found = self.page.table(node, "story")
        name = self.page.text(found["story"]) if "story" in found else ""
        self.known |= self.articles(found.get("articles"))
        steps: list[Step] = []
        if "steps" in found:
            items = found["steps"].items if isinstance(found["steps"], Row) else []
            if not items:
                self.page.wrong(found["steps"], "empty", "A story needs a list of steps, each beginning with a dash.")
            for item in items[:MAX_STEPS]:
                steps.append(self._step(item, steps))
        who, since = self._who(found, steps[0].on if steps else _NO_DAY)
        return Story(name, who, since, tuple(steps), self._birthday(found.get("member")))

    def _birthday(self, node: Node | None) -> str:
        entry = node.entries.get("birthday") if isinstance(node, Table) else None
        return self.page.form(entry.node, _birthday, "") if entry is not None else ""

    def _who(self, found: dict[str, Node], first: Day) -> tuple[Literal["member", "card", "nobody"], Day]:
        if "member" in found and "card" in found:
            self.page.wrong(found["card"], "not_together", "`member` and `card` do not go together.", "A member has a card already.")
        if "card" in found:
            self.page.text(found["card"], "a name")
            return "card", first
        if "member" not in found:
            return "nobody", first
        if isinstance(found["member"], Text):
            self.page.text(found["member"], "a name")
            return "member", first
        member = self.page.table(found["member"], "member")
        since = self.page.form(member["since"], forms.day, first) if "since" in member else first
        if since > first:
            self.page.wrong(member["since"], "not_together", "The member joins after the first step.", "", first)
        return "member", since

    # -- steps

    def _step(self, node: Node, before: list[Step]) -> Step:
        found, page = self.page.table(node, "step"), self.page
        on = page.form(found["on"], forms.day, _NO_DAY) if "on" in found else _NO_DAY
        minute = page.form(found["at"], forms.clock, 720) if "at" in found else 720
        if before and "on" in found and (on, minute) < (before[-1].on, before[-1].minute):
            page.wrong(found["on"], "not_together", "This is before the step above it.", "Steps stand in order of time.")
        branch = page.known(found["branch"], self.branches, "branch") if "branch" in found else ""
        channel = page.choice(found["channel"], CHANNELS, "channel") if "channel" in found else "till"
        came = friends(before)
        shows = page.choice(found["shows"], ("card", "nothing", *came), "word") if "shows" in found else "card"
        self._one_thing(found)
        buys = tuple(self._bought(item) for item in page.items(found["buys"])) if "buys" in found else ()
        uses = self._uses(found["uses"], self.usable) if "uses" in found else ()
        returns = tuple(self._back(item, before) for item in page.items(found["returns"])) if "returns" in found else ()
        reason = page.text(found["reason"]) if "reason" in found else ""
        cause = page.choice(found["cause"], CAUSES, "word") if "cause" in found else ""
        redeems = self._uses(found["redeems"], [reward.id for reward in self.program.rewards]) if "redeems" in found else ()
        deed = self._deed(found, before)
        expect = (
            self.expectations.read(
                found["expect"], bought=bool(buys), friends=[*came, *([deed.what] if deed and deed.kind == "brings" else ())]
            )
            if "expect" in found
            else ()
        )
        agrees = page.known(found["agrees"], [ladder.id for ladder in self.program.ladders], "agreement") if "agrees" in found else ""
        bonus = page.choice(found["bonus"], BONUS_STEPS, "word") if "bonus" in found else ""
        by = page.text(found["by"], "a name") if "by" in found else ""
        kept = read_kept(self.page, self.program, found, before)
        return Step(
            node.line, on, minute, branch, channel, shows != "nothing", buys, uses, returns, reason, cause, redeems, expect, agrees, bonus,
            by, deed, tuple(page.text(item, "a code") for item in page.items(found["codes"])) if "codes" in found else (),
            kept, read_trade(page, self.program, found, before), shows if shows in came else "",
        )  # fmt: skip

    def _deed(self, found: dict[str, Node], before: list[Step]) -> Deed | None:
        page, program = self.page, self.program
        there = read_deed(page, program, found, len(before)) or read_club_deed(page, program, found, before)
        there = there or read_care_deed(page, program, found, before) or read_friend_deed(page, found, before)
        return there or read_shelf_deed(page, program, found, self.known)

    def _one_thing(self, found: dict[str, Node]) -> None:
        there = [key for key in ("buys", "returns", "redeems", "agrees", "bonus", *BY_HAND, *DOES, *TRADES) if key in found]
        if there[:2] == ["buys", "returns"]:
            there = there[1:]  # an exchange
        for key in there[1:]:
            self.page.wrong(
                found[key], "not_together", phrase("`{one}` and `{key}` do not go together.", one=there[0], key=key), "Make it two steps."
            )
        for why in ("reason", "cause"):
            if why in found and not {"returns", "bonus", *BY_HAND, *DOES, *TRADES} & found.keys():
                self.page.wrong(found[why], "not_together", "Nothing comes back here.", phrase("Take the {why} out.", why=why))
        if "redeems" in found and isinstance(found["redeems"], Table | Row):
            count = len(found["redeems"].entries if isinstance(found["redeems"], Table) else found["redeems"].items)
            if count > 1:
                self.page.wrong(found["redeems"], "not_together", "One reward is handed over at a time.", "Make it two steps.")
        if "codes" in found and "buys" not in found:
            self.page.wrong(found["codes"], "not_together", "Nothing is bought here.", "A code is entered with a purchase.")
        if "uses" in found and "buys" not in found:
            self.page.wrong(found["uses"], "not_together", "Nothing is bought here.", "For a reward without a purchase say `redeems`.")

    def _bought(self, node: Node) -> Bought:
        """`10 × BREAD at 2.50 EUR`, `BREAD`."""
        text = self.page.text(node, "an article")
        match = _BOUGHT.fullmatch(text)
        if match is None:
            return Bought(_NOTHING, 1000, 0)
        quantity = self.page.part(node, match[1], _thousandths, 1000) if match[1] else 1000
        article = self.known.get(match[2])
        if article is None:
            self.page.unknown(node, match[2], self.known, "article")
        price = self.page.part(node, match[3], self.money, 0) if match[3] else article.price_minor if article else 0
        if price is None:
            self.page.wrong(
                node,
                "missing_key",
                phrase("What does {article} cost?", article=match[2]),
                "Say `at` with an amount, or give the article a price.",
            )
        return Bought(article or _NOTHING, quantity, price or 0)

    def _uses(self, node: Node, known: list[str]) -> tuple[Use, ...]:
        """A name, a list of names, or a table of names with how many."""
        rewards = {reward.id for reward in self.program.rewards}
        if isinstance(node, Table):
            uses = []
            for entry in node.entries.values():
                uses.append(
                    Use(self.page.known(entry.named, known, "reward"), self.page.form(entry.node, lambda text: forms.count(text, 1), 1))
                )
            return tuple(uses)
        names = [self.page.known(item, known, "reward") for item in self.page.items(node)]
        return tuple(Use(name, int(name in rewards)) for name in names)

    def _back(self, node: Node, before: list[Step]) -> Back:
        """`2 × BREAD of step 1`, `everything of step 1`."""
        text = self.page.text(node, "what comes back")
        match = _BACK.fullmatch(text)
        if match is None:
            if text:
                self.page.wrong(node, "not_of_this_form", phrase("`{text}` is not of the form `2 × BREAD of step 1`.", text=text[:60]))
            return Back(1, "", 0)
        number, sku = int(match[4]), match[3] or ""
        bought = before[number - 1].buys if number <= len(before) else ()
        if not bought:
            self.page.wrong(
                node, "unknown_step", phrase("Nothing is bought in a step {number} above this one.", number=number), "Steps count from 1."
            )
        elif sku and sku not in {one.article.sku for one in bought}:
            self.page.unknown(node, sku, [one.article.sku for one in bought], "article")
        return Back(number, sku, self.page.part(node, match[2], _thousandths, 1000) if match[2] else 1000 if sku else 0)


def _thousandths(text: str) -> int:
    """`10`, `0.350`."""
    found = forms.decimal(text, 3) * 1000
    if found <= 0:
        raise Wrong("This must be more than nothing.")
    return int(found)


def _rate(text: str) -> int:
    """A VAT rate in basis points."""
    return 0 if text == "0%" else forms.percent(text)


def _birthday(text: str) -> str:
    """`03-10`, `1990-03-10`."""
    forms.day(text if len(text) == 10 else f"2000-{text}")
    return text

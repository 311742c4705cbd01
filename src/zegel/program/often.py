"""How often a thing may be had: `once per: year`, `limit: 2 per member`, `limit: [100 in total, 5 per branch per day]`."""

import re
from typing import Final

from zegel.program import forms
from zegel.program.forms import Wrong
from zegel.program.model import Budget, Discount, Often, Period, Program, Reward, Window, WindowKind
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.read_conditions import ConditionReader
from zegel.program.tree import Node
from zegel.program.words import Language, joined, money, named, number

PERIODS: Final = ("day", "week", "month", "year")
_LIMIT: Final = re.compile(r"(\S+) (?:(per member|in total|per branch)(?: per (day|week|month|year))?|per (day|week|month|year))")
_WINDOWS: Final[dict[str, WindowKind]] = {
    "": "lifetime", "day": "calendar day", "week": "calendar week", "month": "calendar month", "year": "calendar year",
}  # fmt: skip


def limits(page: Page, conditions: ConditionReader, name: str, found: dict[str, Node], again: int = -1) -> tuple[Often, ...]:
    """The limits of rule `name`, whose table has the entries `found`.

    `again` ≥ 0: a present for a day, which is had once a year, and again after so many days (0: in the next calendar year).
    """
    made: list[Often] = []
    if "once per" in found:
        period = page.choice(found["once per"], ("member", *PERIODS), "word")
        if period != "year" or again <= 0:
            made.append(Often(1, _window(conditions, name, "" if period == "member" else period, found["once per"])))
    if again > 0:
        made.append(Often(1, conditions.over(Window(f"taken:{name}", "rolling", again, "days"), None)))
    elif again == 0 and "once per" not in found:
        made.append(Often(1, conditions.over(Window(f"taken:{name}", "calendar year", 0, "days"), None)))
    for item in page.items(found["limit"]) if "limit" in found else []:
        most, scope, period = page.form(item, _limit, (1, "in total", ""))
        if scope in ("per member", ""):
            made.append(Often(most, _window(conditions, name, period, item)))
        else:
            made.append(Often(most, -1, _period(period), scope == "per branch"))
    return tuple(made)


def _window(conditions: ConditionReader, name: str, period: str, node: Node) -> int:
    """The number of the window that counts how often a member had rule `name`."""
    return conditions.over(Window(f"taken:{name}", _WINDOWS[period], 0, "days"), node)


def _limit(text: str) -> tuple[int, str, str]:
    """`2 per member`, `1 per month` (each member), `100 in total`, `20 in total per day`, `5 per branch per day`."""
    match = _LIMIT.fullmatch(text)
    if match is None:
        raise Wrong(
            phrase("`{text}` is no limit like `2 per member`, `1 per month`, `100 in total` or `5 per branch per day`.", text=text[:40])
        )
    return forms.count(match[1], 1), match[2] or "", match[3] or match[4] or ""


def budget(page: Page, node: Node, of: str, currency: str) -> Budget:
    """`250.00 EUR per month` for `of`; without a period: in all."""
    minor, period = page.form(node, lambda text: _budget(text, currency), (1, ""))
    return Budget(of, minor, _period(period))


def _budget(text: str, currency: str) -> tuple[int, str]:
    amount, per, period = text.partition(" per ")
    if per and period not in PERIODS:
        near = forms.closest(period, PERIODS)
        raise Wrong(
            phrase("A budget is for a day, a week, a month or a year, not for `{period}`.", period=period[:20]),
            f"{amount} per {near}" if near else "",
        )
    try:
        minor = forms.money(amount, currency)
    except Wrong as wrong:
        raise Wrong(wrong.message, f"{wrong.fix}{per}{period}" if wrong.fix else "") from None
    if not minor:
        raise Wrong("This must be more than nothing.")
    return minor, period


def _period(text: str) -> Period:
    return {"day": "day", "week": "week", "month": "month", "year": "year"}.get(text, "")  # type: ignore[return-value]  # one of its words


# -- and said

_PER: Final = {
    "nl": {"": "", "day": " per dag", "week": " per week", "month": " per maand", "year": " per jaar"},
    "en": {"": "", "day": " a day", "week": " a week", "month": " a month", "year": " a year"},
}


def limits_said(program: Program, of: tuple[Often, ...], language: Language) -> list[str]:
    """`hoogstens 2 keer per lid`, one phrase a limit."""
    return [limit_said(program, limit, language) for limit in of]


def limit_said(program: Program, limit: Often, language: Language) -> str:
    """One limit in words."""
    nl = language == "nl"
    often = times_said(limit.most, language)
    if limit.window >= 0:
        period = period_of(program.windows[limit.window])
        who = " per lid" if nl else " per member"
        return f"{often}{who}{_PER[language][period]}"
    branch = (" per filiaal" if nl else " at each branch") if limit.each_branch else ""
    together = "" if limit.each_branch else (" voor iedereen samen" if nl else " for everybody together")
    return f"{often}{branch}{together}{_PER[language][limit.period]}"


def stock_said(program: Program, of: Reward | Discount, language: Language) -> str:
    """`; er zijn er 30`, or how many each branch has; "" where there are as many as it takes."""
    nl, each = language == "nl", str(of.stock) if of.stock is not None else ""
    if of.stocks:
        there = [f"{n} {'in' if nl else 'at'} {named(program, 'branch', branch, language)}" for branch, n in of.stocks]
        each = joined(there, "en" if nl else "and")
    return (f"; er zijn er {each}" if nl else f"; there are {each}") if each else ""


def period_of(window: Window) -> Period:
    """The period of a limit's window."""
    return {"calendar day": "day", "calendar week": "week", "calendar month": "month", "calendar year": "year", "rolling": "year"}.get(
        window.kind, ""
    )  # type: ignore[return-value]  # one of its words


def times_said(most: int, language: Language) -> str:
    """`hoogstens 2 keer`."""
    if language == "nl":
        return f"hoogstens {number(most, language)} keer"
    return "at most once" if most == 1 else f"at most {number(most, language)} times"


def budget_said(program: Program, one: Budget, language: Language) -> str:
    """`tot € 250,00 per maand`."""
    amount = money(one.minor, program.currency, language)
    if not one.period:
        return f"tot {amount} in totaal" if language == "nl" else f"up to {amount} in all"
    return f"{'tot' if language == 'nl' else 'up to'} {amount}{_PER[language][one.period]}"

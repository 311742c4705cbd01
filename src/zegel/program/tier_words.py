"""How the ladder says itself: what decides, how long a tier is kept, how far one falls."""

from zegel.program.model import Program, Tiers, Window
from zegel.program.words import Language, many, over, period, unit_names


def measured_by(program: Program, tiers: Tiers, language: Language) -> str:
    """What the tier depends on, over which time."""
    nl, window = language == "nl", program.windows[tiers.window]
    kind, _, name = window.measure.partition(":")
    head = "uw niveau hangt af van" if nl else "your tier depends on"
    if kind == "tenure":
        return f"{head} hoe lang u lid bent" if nl else f"{head} how long you have been a member"
    if kind == "balance":
        unit = many(unit_names(program, name), language)
        return f"{head} hoeveel {unit} u hebt" if nl else f"{head} how many {unit} you have"
    spent = "wat u besteedt" if nl else "what you spend"
    bought = "hoe vaak u koopt" if nl else "how often you buy"
    what = spent if kind == "spend" else bought if kind == "visits" else many(unit_names(program, name), language)
    return f"{head} {what} {over(window, language)}"


def moves(tiers: Tiers, window: Window, language: Language) -> str:
    """How long a tier is kept and how far one falls."""
    nl = language == "nl"
    if window.measure == "tenure":
        return "u houdt het zolang u lid bent" if nl else "you keep it for as long as you are a member"
    down = {0: ("u zakt nooit", "you never fall"), 1: ("u zakt hoogstens één niveau", "you fall one step at most")}
    falls = down.get(tiers.down_steps, (f"u zakt hoogstens {tiers.down_steps} niveaus", f"you fall {tiers.down_steps} steps at most"))
    parts = [_kept(tiers, window, language), falls[0] if nl else falls[1]]
    if tiers.grace_days and tiers.down_steps:
        grace = period(tiers.grace_days, "days", language)
        later = f"u hebt daarna nog {grace} om het te halen" if nl else f"after that you have {grace} more to reach it"
        parts.insert(1, later)
    if tiers.notice_days and tiers.down_steps and (tiers.notice_days != 30 or tiers.grace_days):
        notice = period(tiers.notice_days, "days", language)
        parts.append(f"u hoort het {notice} van tevoren" if nl else f"you are told {notice} before")
    return "; ".join(parts)


def _kept(tiers: Tiers, window: Window, language: Language) -> str:
    nl = language == "nl"
    year = ("lidmaatschapsjaar", "membership year") if window.kind == "membership year" else ("jaar", "year")
    if tiers.kept == "through next year":
        return f"u houdt het tot het einde van het volgende {year[0]}" if nl else f"you keep it through the next {year[1]}"
    if tiers.kept == "through this year":
        return f"u houdt het tot het einde van dit {year[0]}" if nl else f"you keep it through this {year[1]}"
    long = period(tiers.review_months, "months", language)
    return f"het wordt elke {long} opnieuw bekeken" if nl else f"it is looked at again every {long}"

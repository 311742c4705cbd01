"""How the ladder says itself: what decides, how long a tier is kept, how far one falls."""

from zegel.core.periods import Day
from zegel.program.model import Names, Program, Tiers, Window
from zegel.program.words import Language, counted, day, many, money, over, period, tier_name, unit_names


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
    when = over(window, language)
    if kind in ("spend", "visits"):
        return f"{head} {spent if kind == 'spend' else bought} {when}"
    units = many(unit_names(program, name), language)
    return f"{head} de {units} die u {when} spaart" if nl else f"{head} the {units} that you earn {when}"


def amount_measured(program: Program, tiers: Tiers, n: int, language: Language) -> str:
    """`500 sterren`, `€ 500,00`, `10 aankopen`."""
    kind, _, name = program.windows[tiers.window].measure.partition(":")
    if kind == "spend":
        return money(n, program.currency, language)
    if kind == "visits":
        return counted(n, Names("aankoop", "aankopen", "purchase", "purchases"), language)
    if kind == "tenure":
        return f"{period(n, 'months', language)} {'lidmaatschap' if language == 'nl' else 'of membership'}"
    return counted(n, unit_names(program, name), language)


def moves(tiers: Tiers, window: Window, language: Language) -> str:
    """How long a tier is kept and how far one falls."""
    nl = language == "nl"
    if window.measure == "tenure":
        return "u houdt het zolang u lid bent" if nl else "you keep it for as long as you are a member"
    down = {0: ("u zakt nooit", "you never fall"), 1: ("u zakt hoogstens één niveau", "you fall one step at most")}
    falls = down.get(tiers.down_steps, (f"u zakt hoogstens {tiers.down_steps} niveaus", f"you fall {tiers.down_steps} steps at most"))
    if tiers.down_steps > 1 and tiers.down_steps >= len(tiers.steps):
        falls = ("u zakt tot het niveau dat u dan haalt", "you fall to the tier that you reach then")
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
    each = _every(tiers.review_months, language)
    return f"het wordt {each} opnieuw bekeken" if nl else f"it is looked at again {each}"


def _every(months: int, language: Language) -> str:
    """`elke 6 maanden`, `elk jaar`, `every year`."""
    long = period(months, "months", language)
    if not long.startswith("1 "):
        return f"elke {long}" if language == "nl" else f"every {long}"
    return f"{'elk' if long == '1 jaar' else 'elke'} {long[2:]}" if language == "nl" else f"every {long[2:]}"


def standing_said(program: Program, tier: str, last: Day, next_tier: str, next_more: int, keep_more: int, language: Language) -> str:
    """`U bent zilver tot en met 31 december 2027. Nog 80 sterren om daarna zilver te blijven. Nog 1.080 sterren voor goud.`"""
    tiers = program.tiers
    assert tiers is not None
    nl = language == "nl"
    ranks = {step.id: n for n, step in enumerate(tiers.steps, 1)}

    def named(step: str) -> str:
        return tier_name(tiers, ranks.get(step, 0), language)

    if not tier:
        parts = ["U hebt nog geen niveau." if nl else "You have no tier yet."]
    else:
        until = f"{' tot en met' if nl else ' through'} {day(last, language)}" if last else ""
        parts = [f"U bent {named(tier)}{until}." if nl else f"You are {named(tier)}{until}."]
    if keep_more:
        more = amount_measured(program, tiers, keep_more, language)
        parts.append(f"Nog {more} om daarna {named(tier)} te blijven." if nl else f"{more} more to stay {named(tier)} after that.")
    if next_tier and not next_more:
        parts.append(
            f"Vanaf uw volgende aankoop bent u {named(next_tier)}." if nl else f"From your next purchase on you are {named(next_tier)}."
        )
    elif next_tier:
        more = amount_measured(program, tiers, next_more, language)
        parts.append(f"Nog {more} voor {named(next_tier)}." if nl else f"{more} more for {named(next_tier)}.")
    return " ".join(parts)

"""What is asked of a person, in words: as a condition, as it was on a receipt, and what would have made it hold."""

from typing import Final

from zegel.program.conditions import All, Compare, Test
from zegel.program.model import Program, Window, Words
from zegel.program.questions import UNKNOWN, YES, Question

LANGUAGES: Final = {"nl": Words("Nederlands", "Dutch"), "en": Words("Engels", "English")}
BY: Final = {
    "email": Words("per e-mail", "by e-mail"), "sms": Words("per sms", "by text message"), "phone": Words("per telefoon", "by phone"),
    "post": Words("per post", "by post"), "app": Words("in de app", "in the app"),
}  # fmt: skip
PURPOSES: Final = {
    "newsletter": Words("de nieuwsbrief", "the newsletter"), "offers": Words("aanbiedingen", "offers"),
    "proposals": Words("persoonlijke voorstellen", "personal suggestions"),
    "surveys": Words("vragen hoe het ging", "being asked how it went"),
}  # fmt: skip
"""Any other purpose is called as the program writes it."""


def consent_words(word: str) -> Words:
    """`newsletter by email` as people say it."""
    purpose, _, channel = word.rpartition(" by ")
    what = PURPOSES.get(purpose, Words(purpose, purpose))
    return Words(f"{what.nl} {BY[channel].nl}", f"{what.en} {BY[channel].en}")


def asked_words(question: Question, *, holds: bool) -> Words:
    """A question as a condition: what must be so (`holds`), or must be known not to be so."""
    words = _said(question)
    if question.kind == "age" and not holds:
        return Words(f"als u jonger dan {question.count} bent", f"if you are younger than {question.count}")
    return words if holds else Words(f"niet {words.nl}", f"not {words.en}")


def _said(question: Question) -> Words:
    n = question.count
    match question.kind:
        case "language":
            name = LANGUAGES[question.word]
            return Words(f"als uw taal {name.nl} is", f"if your language is {name.en}")
        case "birthday":
            return _around(question.days, Words("op uw verjaardag", "on your birthday"), Words("uw verjaardag", "your birthday"))
        case "birthday month":
            return Words("in de maand van uw verjaardag", "in the month of your birthday")
        case "birthday known":
            return Words("als wij uw verjaardag weten", "if we know your birthday")
        case "age":
            return Words(f"als u {n} jaar of ouder bent", f"if you are {n} or older")
        case "consent":
            what = consent_words(question.word)
            return Words(f"als u toestemming gaf voor {what.nl}", f"if you consented to {what.en}")
        case "jubilee":
            return _jubilee(question)


def _jubilee(question: Question) -> Words:
    n = question.count
    if question.every:
        each = Words("elk jaar", "each year") if n == 1 else Words(f"elke {n} jaar", f"every {n} years")
        day = Words(f"de dag waarop u lid werd, {each.nl}", f"the day on which you became a member, {each.en}")
    else:
        years = "year" if n == 1 else "years"
        day = Words(f"de dag waarop u {n} jaar lid bent", f"the day on which you have been a member for {n} {years}")
    return _around(question.days, Words(f"op {day.nl}", f"on {day.en}"), day)


def _around(days: int, on: Words, day: Words) -> Words:
    if not days:
        return on
    nl, en = ("1 dag", "1 day") if days == 1 else (f"{days} dagen", f"{days} days")
    return Words(f"tot {nl} vóór of na {day.nl}", f"up to {en} before or after {day.en}")


def was_words(question: Question, answer: int) -> Words:
    """How it stood."""
    if answer == UNKNOWN:
        return Words("dat weten wij niet van u", "we do not know that of you")
    match question.kind:
        case "consent":
            return Words("die toestemming was er", "there was such a consent") if answer else Words(
                "die toestemming was er niet", "there was no such consent"
            )  # fmt: skip
        case "age":
            return Words("u bent zo oud", "you are as old as that") if answer else Words("u bent jonger", "you are younger")
        case "language":
            return Words("dat is uw taal", "that is your language") if answer else Words(
                "uw taal is een andere", "your language is another"
            )  # fmt: skip
        case _:
            return Words("dat was zo", "that was so") if answer == YES else Words("dat was niet zo", "that was not so")


def would_words(question: Question, answer: int) -> Words | None:
    """What the member could do about it; None where nothing can be done but wait."""
    if question.kind == "consent" and answer != YES:
        return Words("Geef er toestemming voor.", "Give that consent.")
    if answer == UNKNOWN or question.kind == "birthday known":
        if question.kind == "language":
            return Words("Geef uw taal door.", "Tell us your language.")
        if question.kind != "jubilee":
            return Words("Geef uw verjaardag door.", "Tell us your birthday.")
    return None


# -- how long ago somebody was here


def away(program: Program, test: Test) -> Words | None:
    """A test of how long ago the last purchase was, None for any other."""
    match test:
        case All((Compare(lately, "==", 0), Compare(ever, ">=", 1))) if _before(program, lately) and _before(program, ever):
            days = _before(program, lately)
            assert days is not None
            return Words(f"als u minstens {_days(days, 'nl')} niet hier was", f"if you were away for at least {_days(days, 'en')}")
        case Compare(fact, ">=", 1) if (window := _before(program, fact)) is not None:
            return Words(
                f"als u korter dan {_days(window, 'nl')} geleden hier was", f"if you were here less than {_days(window, 'en')} ago"
            )
        case _:
            return None


def was_away(window: Window, visits: int) -> Words:
    """How it stood with a window of `away`."""
    if window.kind == "lifetime":
        return (
            Words("u was hier eerder", "you had been here before") if visits else Words("u was hier nog nooit", "you had never been here")
        )
    nl, en = _days(window, "nl"), _days(window, "en")
    if visits:
        return Words(f"u was hier korter dan {nl} geleden", f"you had been here less than {en} ago")
    return Words(f"u was hier in {nl} niet", f"you had not been here for {en}")


def _before(program: Program, fact: str) -> Window | None:
    window = program.windows[int(fact[7:])] if fact.startswith("window:") else None
    return window if window is not None and window.before else None


def _days(window: Window, language: str) -> str:
    if language == "nl":
        return "1 dag" if window.count == 1 else f"{window.count} dagen"
    return "1 day" if window.count == 1 else f"{window.count} days"

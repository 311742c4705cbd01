"""What people in a branch may give, in sentences."""

from collections.abc import Iterator

from zegel.program.gestures import SET_APART, GestureKind, Gestures
from zegel.program.model import Program, Words
from zegel.program.role_words import each_up_to
from zegel.program.thing_names import BUDGET
from zegel.program.words import Language, both, counted, joined, money, named, of, unit_names

NO_REASON = Words("zomaar, van ons", "just because, from us")
"""What the member is told where a gesture has no words of its own, or none that are true of this member."""


def gesture_sentences(program: Program) -> Iterator[tuple[str, Words]]:
    """(path, sentence) of the section."""
    found = program.gestures
    if found is None:
        return
    for kind in found.kinds:
        yield f"gestures.kinds.{kind.id}", both(lambda language, kind=kind: _kind(program, kind, language))  # type: ignore[misc]  # bound at once
    yield "gestures.envelope", both(lambda language: _envelope(program, found, language))
    if found.budgets:
        yield "gestures.budgets", both(lambda language: _budgets(program, found, language))
    if found.reasons:
        yield "gestures.reasons", both(lambda language: _reasons(program, found, language))
    if found.roles:
        yield "gestures.may give", both(lambda language: _roles(program, found, language))
    if found.presents:
        yield (
            "gestures.presents",
            Words(
                f"een filiaal geeft hoogstens {found.presents} presentjes per dag.",
                f"a branch gives at most {found.presents} small presents a day.",
            ),
        )
    if found.surprise:
        yield "gestures.surprise", both(lambda language: _surprise(program, found, language))


def gesture_gives(program: Program, kind: GestureKind, language: Language) -> str:
    """`500 punten`, `gratis koffie`, `bosje bloemen`."""
    if kind.unit:
        return counted(kind.count, unit_names(program, kind.unit), language)
    if kind.reward:
        return next(of(reward.names, language) for reward in program.rewards if reward.id == kind.reward)
    return of(kind.names, language)


def _kind(program: Program, kind: GestureKind, language: Language) -> str:
    nl = language == "nl"
    worth = f" ({money(kind.worth_minor, program.currency, language)})" if kind.worth_minor else ""
    small = (" als presentje" if nl else " as a small present") if kind.present else ""
    small += f" ({named(program, BUDGET, kind.budget, language)})" if kind.budget else ""
    what = gesture_gives(program, kind, language)
    return f"een filiaal mag geven{small}: {what}{worth}." if nl else f"a branch may give{small}: {what}{worth}."


def _envelope(program: Program, found: Gestures, language: Language) -> str:
    nl = language == "nl"
    amount = money(found.envelope_minor, program.currency, language)
    most = money(found.most_minor, program.currency, language)
    once = (f", en hoogstens {most} in één keer" if nl else f", and at most {most} at once") if found.most_minor else ""
    own = joined(
        [f"{named(program, 'branch', name, language)} {money(minor, program.currency, language)}" for name, minor in found.own_envelopes],
        "en" if nl else "and",
    )
    apart = f" ({own})" if own else ""
    if nl:
        return f"elk filiaal heeft daarvoor {amount} per maand{apart}{once}."
    return f"each branch has {amount} a month for that{apart}{once}."


def _budgets(program: Program, found: Gestures, language: Language) -> str:
    nl = language == "nl"
    listed = [f"{named(program, BUDGET, name, language)} {money(minor, program.currency, language)}" for name, minor in found.budgets]
    said = joined(listed, "en" if nl else "and")
    return f"daarvan is er per maand voor: {said}." if nl else f"of that there is, a month, for: {said}."


def _reasons(program: Program, found: Gestures, language: Language) -> str:
    nl = language == "nl"
    listed = [f"“{of(SET_APART[name], language)}” {money(minor, program.currency, language)}" for name, minor in found.reasons]
    said = joined(listed, "en" if nl else "and")
    return (
        f"om één reden geeft een filiaal per maand hoogstens: {said}." if nl else f"for one reason a branch gives at most, a month: {said}."
    )


def _roles(program: Program, found: Gestures, language: Language) -> str:
    nl = language == "nl"
    said = each_up_to(program, found.roles, lambda most: money(most, program.currency, language), language)
    return (
        f"zonder collega mag geven: {said}; daarboven keurt een collega het goed."
        if nl
        else f"without a colleague may give: {said}; above that a colleague approves."
    )


def _surprise(program: Program, found: Gestures, language: Language) -> str:
    kind = next(one for one in found.kinds if one.id == found.surprise)
    what, every = gesture_gives(program, kind, language), found.surprise_every
    return (
        f"eens in de {every} bezoeken verrassen wij u met: {what}."
        if language == "nl"
        else f"once in {every} visits we surprise you with: {what}."
    )

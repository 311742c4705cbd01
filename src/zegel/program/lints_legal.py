"""Promises that a law or the trade's own rules stand in the way of, out of the country's dated data."""

from collections.abc import Iterator, Mapping, Sequence
from json import loads

from zegel.program.compile import Rule
from zegel.program.conditions import All, Any, Compare, OneOf, Test
from zegel.program.country import LegalClass, editions, pack
from zegel.program.country.cautions import Caution, cautions, meter
from zegel.program.deals import Percent
from zegel.program.model import ALL_ARTICLES, Discount, Program, Reward, Words
from zegel.program.words import both, day, money, percent, period

Found = tuple[str, str, Words, Words]


def legal(program: Program, rules: Sequence[Rule], paths: Mapping[str, str]) -> Iterator[Found]:
    """(path, code, sentence, hint) of everything that a law may stand in the way of. `paths` is by rule."""
    document = loads(program.document)
    classes = pack(program.country, document.get("company", {}).get("pack", editions(program.country)[-1])).classes
    if program.stored.stamps is not None:
        yield from _metered(program, counted=program.stored.stamps.counted)
    for rule in rules:
        named = named_in(program.sets[rule.articles].test)
        for one in classes:
            if words := sorted(named & {one.id, *one.words}):
                yield paths[rule.id], "legal_never", *_never(rule, one, words[0])
        yield from _cautions(program, rule, named, paths[rule.id])


def named_in(test: Test) -> set[str]:
    """Every category (and each part of its path), tag and legal class that articles must have; what they may not have is left out."""
    match test:
        case OneOf("category" | "tag" | "legal_class", values):
            return {part.lower() for v in values for part in (str(v), *str(v).split("/"))}
        case Compare("category" | "tag" | "legal_class", "==", v):
            return {part.lower() for part in (str(v), *str(v).split("/"))}
        case All(tests) | Any(tests):
            return {word for one in tests for word in named_in(one)}
        case _:
            return set()


def _never(rule: Rule, one: LegalClass, word: str) -> tuple[Words, Words]:
    says = Words(
        f"“{rule.id}” noemt “{word}”; {one.says.nl} doen in geen enkel programma mee.",
        f"“{rule.id}” names “{word}”; {one.says.en} stay out of every program.",
    )
    law = _law(one.law, one.read)
    return says, Words(
        f"Geef zulke artikelen de wettelijke soort `{one.id}`. {law.nl}", f"Give such articles the legal class `{one.id}`. {law.en}"
    )


def _law(law: str, read: str) -> Words:
    return Words(f"{law} (gelezen op {day(read, 'nl')}).", f"{law} (read on {day(read, 'en')}).")


def _cautions(program: Program, rule: Rule, named: set[str], path: str) -> Iterator[Found]:
    for one in cautions(program.country):
        law = _law(one.law, one.read)
        if one.most_bp and (off := _off(rule)) > one.most_bp and (named & set(one.words) or _hits_all(program, rule, one)):
            yield path, "legal_most_off", Words(
                f"“{rule.id}” geeft {percent(off, 'nl')} korting; op {one.says.nl} mag dat hoogstens {percent(one.most_bp, 'nl')} zijn.",
                f"“{rule.id}” takes {percent(off, 'en')} off; on {one.says.en} that may be {percent(one.most_bp, 'en')} at most.",
            ), Words(f"Laat die artikelen erbuiten. {law.nl}", f"Leave those articles out. {law.en}")  # fmt: skip
        if one.least_months and isinstance(rule, Reward) and (months := _valid_months(program, rule, one)):
            yield path, "legal_valid", *_too_short(rule, one, months, law)


def _metered(program: Program, *, counted: bool) -> Iterator[Found]:
    """Paid stamps are other people's money: how much of it a shop may keep without telling anybody, and that partners may not share it."""
    found = meter(program.country)
    if found is None:
        return
    law, long = _law(found.law, found.read), both(lambda language: period(found.months, "months", language))
    most = both(lambda language: money(found.most_minor, found.currency, language))
    says = Words(
        f"Wie in {long.nl} voor meer dan {most.nl} aan {found.says.nl} verkoopt, moet dat {found.tell} laten weten.",
        f"If you sell more than {most.en} of {found.says.en} in {long.en}, {found.tell} must be told.",
    )
    if not counted:
        yield (
            "paid stamps",
            "legal_meter",
            says,
            Words(
                f"Laat het meetellen: `counted: true`. {law.nl}",
                f"Have it counted: `counted: true`. {law.en}",
            ),
        )
    if program.coalition is not None:
        yield "partners", "legal_meter", Words(
            f"{found.says.nl} die bij meer bedrijven te besteden zijn, vragen om een vergunning.",
            f"{found.says.en} that are spent at several companies ask for a licence.",
        ), Words(
            f"Laat elke partner zijn eigen zegels verkopen. {law.nl}", f"Let each partner sell stamps of its own. {law.en}"
        )  # fmt: skip


def _too_short(rule: Rule, one: Caution, months: int, law: Words) -> tuple[Words, Words]:
    now, least = (
        both(lambda language: period(months, "months", language)),
        both(lambda language: period(one.least_months, "months", language)),
    )
    says = Words(
        f"“{rule.id}” is {now.nl} geldig; {one.says.nl} is dat minstens {least.nl}.",
        f"“{rule.id}” is valid for {now.en}; {one.says.en} is so for at least {least.en}.",
    )
    return says, Words(f"Maak `valid for` langer. {law.nl}", f"Make `valid for` longer. {law.en}")


def _off(rule: Rule) -> int:
    """How much goes off the price at most, in basis points."""
    if isinstance(rule, Discount):
        return rule.deal.bp if isinstance(rule.deal, Percent) else 0
    if isinstance(rule, Reward):
        return 10_000 if rule.free_items else rule.off_bp
    return 0


def _hits_all(program: Program, rule: Rule, one: Caution) -> bool:
    """Whether a discount on everything falls on such articles too."""
    never = program.sets[program.never].test
    shut = never.tests if isinstance(never, Any) else (never,)
    classes = {word for test in shut for word in named_in(test)}
    return isinstance(rule, Discount) and rule.articles == ALL_ARTICLES and one.words[0] not in classes


def _valid_months(program: Program, reward: Reward, one: Caution) -> int:
    """For how many months a reward of that name is valid where that is too short; 0 where it is long enough or of another name."""
    called = f"{reward.id} {reward.names.nl} {reward.names.en}".lower()
    expiry = next((unit.expiry for unit in program.units if unit.id == reward.token), None)
    if expiry is None or not expiry.count or not any(word in called for word in one.words):
        return 0
    months = expiry.count if expiry.period == "months" else max(expiry.count // 30, 1)
    return months if months < one.least_months else 0

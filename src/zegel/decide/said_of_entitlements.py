"""Why a member has an entitlement, or what it takes: with the words that the program has for it, true variables only."""

from zegel.decide.sale import MemberFacts
from zegel.program.compile import Compiled
from zegel.program.membership_words import entitlement_bare, entitlement_why
from zegel.program.model import Entitlement, Program, Words
from zegel.program.words import Language, both, condition, of, tier_name


def why_has(compiled: Compiled, one: Entitlement, member: MemberFacts) -> Words:
    """The rule's own words with their variables filled in; words made from the rule where it has none or one is not true."""
    return both(lambda language: _why(compiled, one, member, language))


def _why(compiled: Compiled, one: Entitlement, member: MemberFacts, language: Language) -> str:
    program = compiled.program
    rank = compiled.tier_ranks.get(member.tier, 0)
    true = {
        "years": str(member.tenure_years) if member.tenure_years > 0 else "",
        "months": str(member.tenure_months) if member.tenure_months > 0 else "",
        "tier": tier_name(program.tiers, rank, language) if rank else "",
        "purchase": str(member.purchase_number) if member.purchase_number > 0 else "",
    }
    said = of(one.why, language)
    for name, known in true.items():
        if f"{{{name}}}" in said:
            if not known:
                said = ""
                break
            said = said.replace(f"{{{name}}}", known)
    return said or entitlement_why(program, _without_words(one), language)


def why_has_not(program: Program, one: Entitlement, failed: int) -> Words:
    """What it is, and what it takes."""
    test = one.tests[failed].test
    return both(
        lambda language: (
            f"{entitlement_bare(program, one, language)}: {'alleen' if language == 'nl' else 'only'} {condition(program, test, language)}"
        )
    )


def _without_words(one: Entitlement) -> Entitlement:
    return Entitlement(one.id, one.kind, one.number, one.from_minor, one.name, one.tests, Words("", ""))

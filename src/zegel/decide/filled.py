"""The words of a program with their variables filled in, as they are true of one member."""

from collections.abc import Mapping
from typing import Any

from zegel.program.compile import Compiled
from zegel.program.model import Words
from zegel.program.words import Language, of, tier_name


def filled(compiled: Compiled, words: Words, facts: Mapping[str, Any], language: Language) -> str:
    """`words` with their variables filled in; "" where one is not true of this member. `facts` are those that a receipt keeps."""
    rank = compiled.tier_ranks.get(facts["tier"], 0)
    true = {
        "years": str(facts["tenure_years"]) if facts["tenure_years"] > 0 else "",
        "months": str(facts["tenure_months"]) if facts["tenure_months"] > 0 else "",
        "tier": tier_name(compiled.program.tiers, rank, language) if rank else "",
        "purchase": str(facts["purchase_number"]) if facts["purchase_number"] > 0 else "",
    }
    said = of(words, language)
    for name, known in true.items():
        if f"{{{name}}}" in said:
            if not known:
                return ""
            said = said.replace(f"{{{name}}}", known)
    return said

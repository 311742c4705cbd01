"""What is promised to somebody who bought just before the price went down, in one sentence."""

from zegel.program.price_protection import PriceProtection
from zegel.program.words import Language, period


def protection_sentence(protection: PriceProtection, language: Language) -> str:
    """The section as one sentence."""
    within, valid = period(protection.within_days, "days", language), period(protection.valid_days, "days", language)
    if language == "nl":
        return (
            f"wordt een artikel binnen {within} nadat u het kocht goedkoper, dan krijgt u op verzoek het verschil als tegoed, "
            f"{valid} geldig; brengt u het artikel terug, dan vervalt wat daarvan nog niet besteed is."
        )
    return (
        f"if an article gets cheaper within {within} after you bought it, you get the difference as credit when you ask, "
        f"valid for {valid}; if you bring the article back, what is not spent of that lapses."
    )

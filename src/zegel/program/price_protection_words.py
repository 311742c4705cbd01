"""What is promised to somebody who bought just before the price went down, in one sentence."""

from zegel.program.price_protection import PriceProtection
from zegel.program.words import Language, period


def protection_sentence(protection: PriceProtection, language: Language) -> str:
    """The section as one sentence."""
    within, valid = period(protection.within_days, "days", language), period(protection.valid_days, "days", language)
    ahead = period(protection.ahead_days, "days", language) if protection.ahead_days else ""
    if language == "nl":
        told = f"; weten wij dat hoogstens {ahead} van tevoren, dan krijgt u het alvast, te besteden vanaf die dag" if ahead else ""
        return (
            f"wordt een artikel binnen {within} nadat u het kocht goedkoper, dan krijgt u op verzoek het verschil als tegoed, "
            f"{valid} geldig; brengt u het artikel terug, dan vervalt wat daarvan nog niet besteed is{told}."
        )
    told = f"; where we know that at most {ahead} ahead you have it before, to be spent from that day on" if ahead else ""
    return (
        f"if an article gets cheaper within {within} after you bought it, you get the difference as credit when you ask, "
        f"valid for {valid}; if you bring the article back, what is not spent of that lapses{told}."
    )

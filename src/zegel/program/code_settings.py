"""The settings about codes: (key, field, default, what it may be and the sentence each means). They join the others in program.settings."""

from typing import Final

from zegel.program.model import Words

CODE_SETTINGS: Final[tuple[tuple[str, str, str, dict[str, Words]], ...]] = (
    (
        "settings.codes count", "codes_count", "when paid",
        {
            "when paid": Words(
                "Een code telt als gebruikt zodra er betaald is; een reservering houdt hem vast.",
                "A code counts as used once it is paid; a hold sets it aside.",
            ),
            "when entered": Words(
                "Een code telt als gebruikt zodra hij is ingevoerd, ook als er niets van afgaat.",
                "A code counts as used once it is entered, even where nothing comes off.",
            ),
            "when completed": Words(
                "Een code telt pas als gebruikt als er betaald is; een reservering houdt hem niet vast.",
                "A code counts as used only once it is paid; a hold does not set it aside.",
            ),
        },
    ),
    (
        "settings.cancelled codes", "cancelled_codes", "come back",
        {
            "come back": Words(
                "Gaat de aankoop niet door, dan is de code weer te gebruiken.", "Where a purchase is cancelled, its code can be used again."
            ),
            "stay used": Words(
                "Gaat de aankoop niet door, dan blijft de code gebruikt.", "Where a purchase is cancelled, its code stays used."
            ),
        },
    ),
    (
        "settings.wrong codes", "wrong_codes", "refused",
        {
            "refused": Words(
                "Een code die niet geldt, wordt geweigerd met de reden; andermans code blijft alleen buiten beschouwing.",
                "A code that does not hold is refused with the reason; somebody else's code is only left out.",
            ),
            "left out": Words(
                "Een code die niet geldt, blijft buiten beschouwing; de bon zegt waarom.",
                "A code that does not hold is left out; the receipt says why.",
            ),
        },
    ),
    (
        "returns.codes", "returned_codes", "come back with everything",
        {
            "come back with everything": Words(
                "Komt een hele aankoop terug, dan is de code weer te gebruiken; wat afging van een budget, of van een tegoedbon in delen,"
                " komt met de artikelen terug.",
                "Where a whole purchase comes back, its code can be used again; what it took of a budget, or of a voucher in parts,"
                " comes back with the goods.",
            ),
            "stay used": Words("Een gebruikte code blijft gebruikt, ook na een retour.", "A used code stays used, also after a return."),
        },
    ),
)  # fmt: skip

"""What the card says of things that a member has on trial."""

from typing import Final

from zegel.program.model import Words

TRIALS: Final[dict[str, Words]] = {
    "on trial": Words("Op proef", "On trial"),
    "on trial what": Words(
        "Wat u hier probeert, brengt u tot en met de laatste dag terug als het niet bevalt. Niemand vraagt waarom.",
        "What you are trying here you bring back by the last day if you do not like it. Nobody asks why.",
    ),
    "nothing on trial": Words("U hebt niets op proef.", "You have nothing on trial."),
    "trials running": Words("Wat nu loopt", "What runs now"),
    "trials over": Words("Voorbij", "Over"),
    "trial until": Words("Tot en met {day}", "Through {day}"),
    "trial days": Words("nog {days} dagen", "{days} days left"),
    "trial one day": Words("nog 1 dag", "1 day left"),
    "trial last day": Words("vandaag is de laatste dag", "today is the last day"),
    "trial before": Words(
        "U hebt al betaald. Brengt u het op tijd terug, dan krijgt u uw geld terug.",
        "You have paid. If you bring it back in time, you get your money back.",
    ),
    "trial hold": Words(
        "{amount} staat vast. Houdt u het, dan schrijven wij dat daarna af. Brengt u het terug, dan komt het vrij.",
        "{amount} is held. If you keep it, we charge that afterwards. If you bring it back, it is set free.",
    ),
    "trial after": Words(
        "{amount} betaalt u later. Houdt u het, dan schrijven wij dat daarna af. Brengt u het terug, dan betaalt u niets.",
        "You pay {amount} later. If you keep it, we charge that afterwards. If you bring it back, you pay nothing.",
    ),
    "trial stored": Words(
        "{amount} betaalde u al met tegoed of een cadeaukaart; dat krijgt u terug als u het terugbrengt.",
        "You paid {amount} with credit or a gift card; that comes back if you bring it back.",
    ),
    "trial nothing": Words("Hiervoor betaalt u niets meer.", "You pay nothing more for this."),
    "trial label": Words("Open het retourlabel", "Open the return label"),
    "trial bought": Words("Gekocht op {day}", "Bought on {day}"),
    "trial running": Words("loopt nog", "running"),
    "trial kept": Words("gehouden", "kept"),
    "trial returned": Words("teruggebracht", "returned"),
    "trial to charge": Words("gehouden: wij schrijven {amount} af", "kept: we charge {amount}"),
    "trial charged": Words("gehouden: {amount} is afgeschreven", "kept: {amount} was charged"),
    "trial not charged": Words("{amount} afschrijven lukte niet", "{amount} could not be charged"),
    "trial ask": Words("Vraag in de winkel hoe u het betaalt.", "Ask in the shop how you can pay."),
    "trial to release": Words("teruggebracht: {amount} komt vrij", "returned: {amount} is being set free"),
    "trial released": Words("teruggebracht: {amount} is weer vrij", "returned: {amount} is free again"),
}

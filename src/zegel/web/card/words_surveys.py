"""What the card asks a member whose complaint was closed."""

from typing import Final

from zegel.program.model import Words

SURVEYS: Final[dict[str, Words]] = {
    "survey title": Words("Hoe ging het?", "How did it go?"),
    "survey about": Words("U meldde: “{about}”. Hoe hebben wij dat opgelost?", "You told us: “{about}”. How did we solve it?"),
    "survey scale": Words("Van {low} (slecht) tot {high} (heel goed)", "From {low} (badly) to {high} (very well)"),
    "survey send": Words("Verstuur", "Send"),
    "survey once": Words("U antwoordt één keer. Elk cijfer telt even zwaar.", "You answer once. Every score counts alike."),
    "survey choose": Words("Kies eerst een cijfer.", "Choose a score first."),
    "survey thanks": Words("Dank u wel", "Thank you"),
    "survey given": Words("U gaf een {score} van {high}.", "You gave a {score} of {high}."),
}

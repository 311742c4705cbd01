"""The Dutch of what is wrong with the stories of a program, beside `mistake_words`."""

from collections.abc import Mapping
from typing import Final

ABOUT_STORIES: Final[Mapping[str, str]] = {
    "A story needs a list of steps, each beginning with a dash.": "Een verhaal heeft een lijst van stappen, elk met een streepje ervoor.",
    "Steps stand in order of time.": "Stappen staan in de volgorde van de tijd.",
    "This is before the step above it.": "Dit is vóór de stap erboven.",
    "The member joins after the first step.": "Het lid komt er pas na de eerste stap bij.",
    "Steps count from 1.": "Stappen tellen vanaf 1.",
    "Say it as `step 2`; steps count from 1.": "Zeg het als `step 2`; stappen tellen vanaf 1.",
    "Say it as `step 2 into NL91ABNA0417164300 of A. Visser`.": "Zeg het als `step 2 into NL91ABNA0417164300 of A. Visser`.",
    "Say it as `step 2 to approved`, or `WASHER of step 2 to charged`.": (
        "Zeg het als `step 2 to approved`, of als `WASHER of step 2 to charged`."
    ),
    "Say it as `BOX in condition C`: A, B, C or D.": "Zeg het als `BOX in condition C`: A, B, C of D.",
    "Say it as `yes to tasting with 1 guest`, or `no to tasting`.": "Zeg het als `yes to tasting with 1 guest`, of als `no to tasting`.",
    "Say it as `1 book`, `2 books as store credit` or `everything`.": ("Zeg het als `1 book`, `2 books as store credit` of `everything`."),
    "Say it as `spring on WASHER of step 2`.": "Zeg het als `spring on WASHER of step 2`.",
    "There is no such step above this one.": "Zo'n stap staat hier niet boven.",
    "Make it two steps.": "Maak er twee stappen van.",
    "`{key}` needs `{needs}`.": "Bij `{key}` hoort `{needs}`.",
    "`{one}` and `{key}` do not go together.": "`{one}` en `{key}` gaan niet samen.",
    "Take the {why} out.": "Haal de {why} weg.",
    "`member` and `card` do not go together.": "`member` en `card` gaan niet samen.",
    "A member has a card already.": "Een lid heeft al een kaart.",
    "Somebody of that name is there already.": "Er is al iemand die zo heet.",
    "Give the friend another name.": "Geef de vriend een andere naam.",
    "Here friends are needed, each with how it stands: {bram: rewarded}.": (
        "Hier horen vrienden, elk met hoe het ermee staat: {bram: rewarded}."
    ),
    # what is bought, paid with and brought back
    "Nothing is bought here.": "Hier wordt niets gekocht.",
    "Nothing comes back here.": "Hier komt niets terug.",
    "Nothing is bought in such a step above this one.": "In zo'n stap hierboven wordt niets gekocht.",
    "Nothing is bought in a step {number} above this one.": "In een stap {number} hierboven wordt niets gekocht.",
    "`{text}` is not of the form `2 × BREAD of step 1`.": "`{text}` heeft niet de vorm `2 × BREAD of step 1`.",
    "What does {article} cost?": "Wat kost {article}?",
    "Say `at` with an amount, or give the article a price.": "Zeg `at` met een bedrag, of geef het artikel een prijs.",
    "A code is entered with a purchase.": "Een code wordt bij een aankoop ingevoerd.",
    "One reward is handed over at a time.": "Er wordt één beloning tegelijk gegeven.",
    "For a reward without a purchase say `redeems`.": "Zeg voor een beloning zonder aankoop `redeems`.",
    "In an exchange the goods pay.": "Bij ruilen betalen de artikelen.",
    "Nothing is disputed in such a step above this one.": "In zo'n stap hierboven wordt niets betwist.",
    "This is no month.": "Dit is geen maand.",
    "Here articles are needed, each with a table such as {category: bread}.": (
        "Hier horen artikelen, elk met een tabel zoals {category: bread}."
    ),
    "Here cards are needed, each with an amount: {blue: 20.00 EUR}.": "Hier horen kaarten, elk met een bedrag: {blue: 20.00 EUR}.",
    "Here partners are needed, each with an amount: {bakkerij: 0.06 EUR}.": (
        "Hier horen partners, elk met een bedrag: {bakkerij: 0.06 EUR}."
    ),
    # what is expected
    "Here cases are needed, each with how it stands: {WASHER: to charge}.": (
        "Hier horen zaken, elk met hoe het ermee staat: {WASHER: to charge}."
    ),
    "Here experiences are needed, each with how it stands: {tasting: accepted}.": (
        "Hier horen belevenissen, elk met hoe het ermee staat: {tasting: accepted}."
    ),
    "Here something to expect is needed, such as {points: 12}.": "Hier hoort iets wat u verwacht, zoals {points: 12}.",
    "Here units are needed, each with a count: {points: 12}.": "Hier horen eenheden, elk met een aantal: {points: 12}.",
    "Here gift cards are needed, each with an amount: {blue: 5.00 EUR}.": "Hier horen cadeaukaarten, elk met een bedrag: {blue: 5.00 EUR}.",
    "Here cards are needed, each with a count or `full`: {bread card: 3}.": (
        "Hier horen kaarten, elk met een aantal of `full`: {bread card: 3}."
    ),
    # what a place takes
    "a score": "een cijfer",
    "a step": "een stap",
    "a name": "een naam",
    "a reply": "een antwoord",
    "how many books": "hoeveel boekjes",
    "an article": "een artikel",
    "remedy": "oplossing",
    "role": "rol",
    "friend": "vriend",
    "trade-in": "inruil",
    "what went wrong": "wat er misging",
    "what is handed in": "wat er ingeleverd wordt",
    "what comes back": "wat er terugkomt",
    "what the receipt says": "wat de bon zegt",
}

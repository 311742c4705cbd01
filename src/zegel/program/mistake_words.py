"""The Dutch of what is wrong with a program file: the English words (where they are written, with their variables) → the Dutch ones.

Keys of the language stay as they are: they stand between backticks.
"""

from collections.abc import Mapping
from typing import Final

from zegel.core.codes import LEAST_RANDOM, LONGEST, PLACE

DUTCH: Final[Mapping[str, str]] = {
    # the file itself
    "The file is empty.": "Het bestand is leeg.",
    "Begin with `zegel: 1`.": "Begin met `zegel: 1`.",
    "The file is not valid UTF-8 text.": "Het bestand is geen UTF-8-tekst.",
    "A program has at most {most} bytes; this one has {size}.": "Een programma heeft hoogstens {most} bytes; dit heeft er {size}.",
    "The file has more than {most} parts.": "Het bestand heeft meer dan {most} delen.",
    "This is nested more than {most} deep.": "Dit zit meer dan {most} lagen diep.",
    "A text has at most {most} characters.": "Een tekst heeft hoogstens {most} tekens.",
    "This text holds a character that nobody sees ({name}).": "In deze tekst staat een teken dat niemand ziet ({name}).",
    "Type it again.": "Typ het opnieuw.",
    "A key is a word, never a table or a list.": "Een sleutel is een woord, nooit een tabel of een lijst.",
    "The key `{text}` stands here twice; the first is on line {first}.": (
        "De sleutel `{text}` staat hier twee keer; de eerste staat op regel {first}."
    ),
    "Give one of them another name, or take it out.": "Geef een van beide een andere naam, of haal hem weg.",
    "A program is one document; a second begins here.": "Een programma is één document; hier begint een tweede.",
    "Directives (`%…`) have no place in a program.": "Aanwijzingen (`%…`) horen niet in een programma.",
    "An alias (`*name`) hides what stands here.": "Een verwijzing (`*naam`) verbergt wat hier staat.",
    "Write it out.": "Schrijf het uit.",
    "An anchor (`&{anchor}`) has no place in a program.": "Een anker (`&{anchor}`) hoort niet in een programma.",
    "A tag (`{tag}`) has no place in a program.": "Een label (`{tag}`) hoort niet in een programma.",
    "This is not YAML: {why}.": "Dit is geen YAML: {why}.",
    "it cannot be read": "het is niet te lezen",
    "A tab stands at the beginning of a line.": "Een regel begint met een tab.",
    "Use spaces.": "Gebruik spaties.",
    "A text cannot begin with “{sign}”.": "Een tekst kan niet met “{sign}” beginnen.",
    "Put it in quotes.": "Zet hem tussen aanhalingstekens.",
    "A colon stands where none can, or the line begins too far to the right.": (
        "Er staat een dubbele punt waar dat niet kan, of de regel begint te ver naar rechts."
    ),
    "Begin it where its neighbours begin; put a text with a colon in quotes.": (
        "Begin hem waar zijn buren beginnen; zet een tekst met een dubbele punt tussen aanhalingstekens."
    ),
    "A list that begins with `[` does not end well.": "Een lijst die met `[` begint, eindigt niet goed.",
    "A comma or `]` is missing.": "Er ontbreekt een komma of `]`.",
    "A table between braces does not end well.": "Een tabel tussen accolades eindigt niet goed.",
    "A comma or the closing brace is missing.": "Er ontbreekt een komma of de sluitaccolade.",
    "Behind a key its colon is missing.": "Achter een sleutel ontbreekt de dubbele punt.",
    "Write it as `key: value`, with a space behind the colon.": "Schrijf hem als `key: value`, met een spatie achter de dubbele punt.",
    "This line begins at another place than its neighbours.": "Deze regel begint op een andere plek dan zijn buren.",
    "Begin it below the first letter of the line above.": "Begin hem onder de eerste letter van de regel erboven.",
    "A `-` stands where no list can begin.": "Er staat een `-` waar geen lijst kan beginnen.",
    "Begin the list on the next line, or write it as `[a, b]`.": "Begin de lijst op de volgende regel, of schrijf hem als `[a, b]`.",
    "A character that nobody can see stands in the file.": "In het bestand staat een teken dat niemand ziet.",
    "Behind `|` or `>` nothing else can stand.": "Achter `|` of `>` kan niets anders staan.",
    "Put the text in quotes.": "Zet de tekst tussen aanhalingstekens.",
    "Something in quotes has no end.": "Een tekst tussen aanhalingstekens heeft geen einde.",
    "Close it with the same quote that it begins with.": "Sluit hem met hetzelfde aanhalingsteken als waarmee hij begint.",
    "Between double quotes a backslash has a meaning of its own.": (
        "Tussen dubbele aanhalingstekens heeft een backslash een eigen betekenis."
    ),
    "Use single quotes.": "Gebruik enkele aanhalingstekens.",
    "text in quotes has no end.": "een tekst tussen aanhalingstekens heeft geen einde.",
    "a tab or a line break stands in text in quotes.": "er staat een tab of een regeleinde in een tekst tussen aanhalingstekens.",
    "a backslash stands before something that it cannot stand before.": "er staat een backslash voor iets waar hij niet voor kan staan.",
    "This is not JSON: {why}": "Dit is geen JSON: {why}",
    "Something stands behind the end.": "er staat iets na het einde.",
    "a key in quotes is missing.": "er ontbreekt een sleutel tussen aanhalingstekens.",
    "a colon is missing behind a key.": "er ontbreekt een dubbele punt achter een sleutel.",
    "a comma or `{close}` is missing.": "er ontbreekt een komma of `{close}`.",
    "a value is missing.": "er ontbreekt een waarde.",
    "`{word}` is no number.": "`{word}` is geen getal.",
    "`null` says nothing.": "`null` zegt niets.",
    "Leave the key out.": "Laat de sleutel weg.",
    "The number {word} is not whole.": "Het getal {word} is niet heel.",
    "Write it as text, with its unit.": "Schrijf het als tekst, met de eenheid erbij.",
    "There are {count} mistakes more.": "Er zijn nog {count} fouten.",
    "Put these right first.": "Verbeter eerst deze.",
    # tables, keys, words
    "Here a table is needed ({kind}), with keys such as {keys}.": "Hier hoort een tabel ({kind}), met sleutels zoals {keys}.",
    "`{name}` is a word of the language that this version does not keep yet.": (
        "`{name}` is een woord van de taal dat deze versie nog niet kent."
    ),
    "Take it out for now.": "Haal het voorlopig weg.",
    "`{name}` is no key of {kind}.": "`{name}` is geen sleutel van {kind}.",
    "It knows {listed}.": "Er zijn: {listed}.",
    "The key `{name}` is missing.": "De sleutel `{name}` ontbreekt.",
    "The key {listed} is missing.": "De sleutel {listed} ontbreekt.",
    "It takes {form}.": "Daar hoort {form}.",
    "Here ids are needed, each with a {what}.": "Hier horen namen, elk met een {what}.",
    "`{text}` is no id: letters, digits, single spaces, dots, dashes or _ ' & + between them, at most {most}.": (
        "`{text}` kan geen naam zijn: letters, cijfers, en daartussen één spatie, punt, streepje of _ ' & +, hoogstens {most} tekens."
    ),
    "The list is empty.": "De lijst is leeg.",
    "Take the key out.": "Haal de sleutel weg.",
    "Take the key out, or fill it in.": "Haal de sleutel weg, of vul hem in.",
    "Take it out.": "Haal het weg.",
    "Take one out.": "Haal er een weg.",
    "Take one of them out.": "Haal een van beide weg.",
    "Take another.": "Neem een andere.",
    "Make it two.": "Maak er twee van.",
    "Make it two rewards.": "Maak er twee beloningen van.",
    "Give one another name.": "Geef een van beide een andere naam.",
    "Give one of them another name.": "Geef een van beide een andere naam.",
    "Give this one another name.": "Geef deze een andere naam.",
    "Here {what} is needed.": "Hier hoort {what}.",
    "Here {what} is needed; it is empty.": "Hier hoort {what}; er staat niets.",
    "Here one of these is needed: {listed}.": "Hier hoort een van deze: {listed}.",
    "`{text}` is none of: {listed}.": "`{text}` is geen van deze: {listed}.",
    "Did you mean `{fix}`?": "Bedoelt u `{fix}`?",
    "Write `{fix}`.": "Schrijf `{fix}`.",
    "The program has no {what} `{word}`.": "In het programma staat geen {what} `{word}`.",
    "It has {listed}.": "Er is: {listed}.",
    "It has no {what} at all.": "Er staat nog geen {what} in.",
    "Words in nl or en are missing.": "Woorden in nl of en ontbreken.",
    "One and many: two words.": "Eén en meer: twee woorden.",
    "Nothing is known to stand for `{{{name}}}`.": "Niets is bekend voor `{{{name}}}`.",
    "A brace stands alone.": "Er staat een accolade alleen.",
    "Write `{years}`, or no brace.": "Schrijf `{years}`, of geen accolade.",
    "This becomes up to {length} characters; a till has room for {most}.": (
        "Dit wordt tot {length} tekens lang; een kassa heeft plaats voor {most}."
    ),
    "`{key}` does not go with `{other}`.": "`{key}` gaat niet samen met `{other}`.",
    "`{other}` and `{key}` do not go together.": "`{other}` en `{key}` gaan niet samen.",
    "`{name}` stands in `{seen}` as well.": "`{name}` staat ook in `{seen}`.",
    "`{text}` stands here twice.": "`{text}` staat hier twee keer.",
    "`{kind}` needs it.": "`{kind}` kan niet zonder.",
    "Say one of {listed}.": "Noem een van {listed}.",
    "Say `worth`.": "Noem `worth`.",
    # what a text can be
    "the id of a {what}": "de naam van een {what}",
    "a text": "een tekst",
    "a short text": "een korte tekst",
    "a word": "een woord",
    "a country": "een land",
    "a zone": "een tijdzone",
    "a category": "een categorie",
    "a legal class": "een wettelijke soort",
    "the name of a set": "de naam van een verzameling",
    "a tier": "een niveau",
    "what codes look like": "hoe codes eruitzien",
    "a code": "een code",
    "a day": "een dag",
    "the name of a calendar": "de naam van een kalender",
    "the name of a segment": "de naam van een segment",
    "an event": "een gebeurtenis",
    "an amount": "een bedrag",
    "a unit": "een eenheid",
    "no": "geen",
    "next": "volgend",
    "this": "dit",
    # what a key takes
    "or": "of",
    "text": "tekst",
    "count": "een aantal",
    "count or amount": "een aantal of een bedrag",
    "table": "een tabel",
    "ids with table": "namen met elk een tabel",
    "list of table": "een lijst van tabellen",
    "a unit's id": "de naam van een eenheid",
    "a reward's id": "de naam van een beloning",
    "a gesture's id": "de naam van een gebaar",
    "an id or a list": "een naam of een lijst",
    "a date": "een datum",
    ", a calendar's id": ", de naam van een kalender",
    ", a calendar's id, or a list": ", de naam van een kalender, of een lijst",
    ", or": ", of",
    "or a count of pieces": "of een aantal stuks",
    "ISO 4217": "een ISO 4217-code",
    # short forms
    "This must be more than nothing.": "Dit hoort meer dan niets te zijn.",
    "This must be {least} or more.": "Dit hoort {least} of meer te zijn.",
    "`{text}` is no whole number like 500 or 20_000.": "`{text}` is geen heel getal zoals 500 of 20_000.",
    "{text} is more than Zegel counts (10^12).": "{text} is meer dan Zegel telt (10^12).",
    "{text} is more than Zegel keeps (10^12).": "{text} is meer dan Zegel bewaart (10^12).",
    "`{text}` is no number like 2 or 1.25.": "`{text}` is geen getal zoals 2 of 1.25.",
    "`{text}` has more than {most} decimals.": "`{text}` heeft meer dan {most} decimalen.",
    "`{text}` is no percentage like 5% or 2.5%.": "`{text}` is geen percentage zoals 5% of 2.5%.",
    "A percentage is more than 0 and at most 100.": "Een percentage is meer dan 0 en hoogstens 100.",
    "`{text}` must say of what.": "Bij `{text}` hoort waarvan.",
    "`{text}` is no limit like `10.00 EUR`, `25.00 EUR per line` or `1 item per line`.": (
        "`{text}` is geen grens zoals `10.00 EUR`, `25.00 EUR per line` of `1 item per line`."
    ),
    "Off a bundle goes one percentage or one amount: `10%` or `5.00 EUR`.": (
        "Van een set gaat één percentage of één bedrag af: `10%` of `5.00 EUR`."
    ),
    "Say `free`.": "Zeg `free`.",
    "Only of a promotion it counts when it was made.": "Alleen van een actie telt wanneer die is gemaakt.",
    "Say `promotion: true` too.": "Zeg ook `promotion: true`.",
    "Say `pieces`.": "Zeg `pieces`.",
    "A deal on pieces has no limit for each line.": "Een korting op stuks heeft geen grens per regel.",
    "Say `per basket`, or an amount in all.": "Noem `per basket`, of een bedrag in totaal.",
    "Pieces are counted only where something goes off each of them.": "Stuks tellen alleen waar van elk stuk iets af gaat.",
    "Say an amount: `25.00 EUR per line`.": "Noem een bedrag: `25.00 EUR per line`.",
    "`{text}` is no percentage and no amount.": "`{text}` is geen percentage en geen bedrag.",
    "`{text}` is no amount like {example}.": "`{text}` is geen bedrag zoals {example}.",
    "`{text}` is no amount in {currency} like 0.01 {currency}.": "`{text}` is geen bedrag in {currency} zoals 0.01 {currency}.",
    "A comma cuts an amount in two here: it has a point.": "Een komma deelt hier een bedrag in tweeën: er hoort een punt.",
    "A currency is written in capitals.": "Een munt staat in hoofdletters.",
    "Zegel does not know the currency {named}.": "Zegel kent de munt {named} niet.",
    "The company counts in {currency}, this is {named}.": "Het bedrijf rekent in {currency}, dit is {named}.",
    "An amount in {currency} has {decimals} decimals.": "Een bedrag in {currency} heeft {decimals} decimalen.",
    "{message} An amount is written like 10.00 {currency}.": "{message} Een bedrag schrijft u zoals 10.00 {currency}.",
    "A unit is worth more than nothing; leave `worth` out where it has no value.": (
        "Een eenheid is meer waard dan niets; laat `worth` weg als ze geen waarde heeft."
    ),
    "`{text}` is no count of a unit like `50 points`.": "`{text}` is geen aantal van een eenheid zoals `50 points`.",
    "`{text}` is no multiplication like `points × 2`.": "`{text}` is geen vermenigvuldiging zoals `points × 2`.",
    "A factor below 1 gives nothing more, so that there is nothing to limit.": (
        "Een factor onder de 1 geeft niets extra, dus er valt niets te begrenzen."
    ),
    "Whoever has this gets no less than others: the factor is at least 1.": (
        "Wie dit heeft, krijgt niet minder dan anderen: de factor is minstens 1."
    ),
    "A factor is at least 0 and at most 100.": "Een factor is minstens 0 en hoogstens 100.",
    "`{text}` must begin with at least, more than, at most or less than.": (
        "`{text}` hoort te beginnen met at least, more than, at most of less than (minstens, meer dan, hoogstens, minder dan)."
    ),
    "`{text}` is not of the form `1 per item`, `1 per visit` or `1 per 10.00 EUR`.": (
        "`{text}` heeft niet de vorm `1 per item`, `1 per visit` of `1 per 10.00 EUR`."
    ),
    "`{text}` is no place in a row like `10th` or `every 10th`.": "`{text}` is geen plaats in een rij zoals `10th` of `every 10th`.",
    "`{text}` is no place in a row.": "`{text}` is geen plaats in een rij.",
    "`{text}` is no period like `12 months` or `30 days`.": "`{text}` is geen tijd zoals `12 months` of `30 days`.",
    "`{text}` is longer than Zegel looks.": "`{text}` is langer dan Zegel kijkt.",
    "This is counted in days.": "Dit telt in dagen.",
    "`{text}` is no time of day like 07:00.": "`{text}` is geen tijdstip zoals 07:00.",
    "`{text}` is no range of hours like 09:00-12:00.": "`{text}` is geen reeks uren zoals 09:00-12:00.",
    "The hours begin and end at the same time.": "De uren beginnen en eindigen tegelijk.",
    "`{text}` is no date like 2026-03-01.": "`{text}` is geen datum zoals 2026-03-01.",
    "There is no day {text}.": "De dag {text} bestaat niet.",
    "The year of {text} is out of reach (1900 to 2199).": "Het jaar van {text} ligt te ver weg (1900 tot en met 2199).",
    "The dates end before they begin.": "De data eindigen voor ze beginnen.",
    "The days end before they begin.": "De dagen eindigen voor ze beginnen.",
    "`{part}` is no day of the year like 12-31 (month-day).": "`{part}` is geen dag van het jaar zoals 12-31 (maand-dag).",
    "`{text}` is no day of the week.": "`{text}` is geen dag van de week.",
    "`{text}` is neither true nor false.": "`{text}` is niet `true` en niet `false`.",
    "`{text}` is no limit like `2 per member`, `1 per month`, `100 in total` or `5 per branch per day`.": (
        "`{text}` is geen grens zoals `2 per member`, `1 per month`, `100 in total` of `5 per branch per day`."
    ),
    "`{text}` is no limit like `100 points per day`; per purchase, day, week, month, year or member.": (
        "`{text}` is geen grens zoals `100 points per day`; per purchase, day, week, month, year of member."
    ),
    "A budget is for a day, a week, a month or a year, not for `{period}`.": (
        "Een budget is voor een dag, een week, een maand of een jaar, niet voor `{period}`."
    ),
    "This is counted in {period}, from {least} to {most}.": "Dit telt in {period}, van {least} tot en met {most}.",
    "This is counted{end}.": "Dit telt{end}.",
    "minutes": "minuten",
    "hours": "uren",
    "days": "dagen",
    "months": "maanden",
    f"A pattern has letters, digits, dashes and `{PLACE}`, and at most {LONGEST} of them.": (
        f"Een patroon heeft letters, cijfers, streepjes en `{PLACE}`, hoogstens {LONGEST} bij elkaar."
    ),
    f"A pattern has {LEAST_RANDOM + 1} to 30 × `{PLACE}`, or its codes can be guessed.": (
        f"Een patroon heeft {LEAST_RANDOM + 1} tot 30 × `{PLACE}`, anders zijn de codes te raden."
    ),
}
"""Of the file, its shapes and its short forms."""

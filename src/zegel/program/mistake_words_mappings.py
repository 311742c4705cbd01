"""The Dutch of what is wrong with a mapping file of an import, as in `mistake_words`."""

from collections.abc import Mapping
from typing import Final

ABOUT_MAPPINGS: Final[Mapping[str, str]] = {
    "A mapping is a table of keys.": "Een koppelbestand is een tabel van sleutels.",
    "The key `{key}` is missing here.": "De sleutel `{key}` ontbreekt hier.",
    "Nobody knows the key `{key}` here.": "De sleutel `{key}` kent hier niemand.",
    "Known here: {listed}.": "Bekend zijn hier: {listed}.",
    "`{key}` is a table of keys.": "`{key}` is een tabel van sleutels.",
    "`{key}` is a text.": "`{key}` is een tekst.",
    "`{key}` says `{found}`, and only `{expected}` is known.": "`{key}` zegt `{found}`, en alleen `{expected}` is bekend.",
    "`{found}` is not one of {listed} …": "`{found}` kan hier niet; wel {listed} …",
    "`{found}` is not one of {listed} or {last}.": "`{found}` kan hier niet; wel {listed} of {last}.",
    "`{key}` is a column's name or a table.": "`{key}` is de naam van een kolom of een tabel.",
    'Write {join: [a, b], by: "/"} to join columns.': 'Schrijf {join: [a, b], by: "/"} om kolommen samen te voegen.',
    "`{key}` is a sum of columns.": "`{key}` is een som van kolommen.",
    "Write it like `gross - discount`.": "Schrijf het als `bruto - korting`.",
    "`{factor}` is no whole number from 1 to 999999.": "`{factor}` is geen heel getal van 1 tot en met 999999.",
    "An empty cell can only stand for 0.": "Een lege cel kan alleen voor 0 staan.",
    "`{text}` is no sum of columns.": "`{text}` is geen som van kolommen.",
    "Write it like `gross - discount`, odd names as [gross price].": (
        "Schrijf het als `bruto - korting`, vreemde namen als [bruto prijs]."
    ),
    "{name} has more decimals than are kept.": "{name} heeft meer decimalen dan er worden bewaard.",
    "One of `column`, `join` and `is` must stand here.": "Hier moet `column`, `join` of `is` staan.",
    "The thousands sign is the decimal sign.": "Het teken voor duizendtallen is het decimaalteken.",
    "No zone is called `{zone}`.": "Geen tijdzone heet `{zone}`.",
    "Write it like Europe/Amsterdam.": "Schrijf hem als Europe/Amsterdam.",
    "`{form}` is no form of a moment.": "`{form}` is geen vorm van een tijdstip.",
    "Write ISO, seconds, milliseconds or a pattern like %d-%m-%Y %H:%M.": (
        "Schrijf ISO, seconds, milliseconds of een patroon als %d-%m-%Y %H:%M."
    ),
    "No encoding is called `{encoding}`.": "Geen codering heet `{encoding}`.",
    "Write utf-8, utf-16 or windows-1252.": "Schrijf utf-8, utf-16 of windows-1252.",
    "Tenders are a list.": "Betaalwijzen zijn een lijst.",
    "Write each as `- {kind: card, amount: paid_by_card}`.": "Schrijf elke als `- {kind: card, amount: paid_by_card}`.",
    "Only one tender can be `{rest}`.": "Maar één betaalwijze kan `{rest}` zijn.",
    "A tender is a table.": "Een betaalwijze is een tabel.",
    "Write it as {kind: card, amount: paid_by_card}.": "Schrijf hem als {kind: card, amount: paid_by_card}.",
}

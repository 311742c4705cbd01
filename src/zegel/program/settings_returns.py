"""The settings of returns (semantics 18-20, 26): what goes back on either side when goods do."""

from typing import Final

from zegel.program.model import Words
from zegel.program.setting import NO_WORDS, Setting

RETURN_SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        "returns.within", "return_within_days", "14 days", {},
        Words(
            "Terugbrengen kan binnen {n} dagen, daarna alleen met een reden.",
            "Goods may come back within {n} days, later only with a reason.",
        ),
        "days", 1, 3650,
    ),
    Setting(
        "returns.earned", "returns_earned", "as if never bought",
        {
            "as if never bought": Words(
                "Wie iets terugbrengt, houdt wat hij zonder dat artikel ook had gekregen.",
                "Whoever returns something keeps what they would have earned without it.",
            ),
            "in proportion": Words(
                "Wie iets terugbrengt, levert naar verhouding van het bedrag in wat hij ermee kreeg.",
                "Whoever returns something gives back what it earned, in proportion to its price.",
            ),
            "per line": Words(
                "Wie iets terugbrengt, levert in wat die regel van de bon opbracht.",
                "Whoever returns something gives back what that line of the receipt earned.",
            ),
            "by today's rules": Words(
                "Wie iets terugbrengt, levert in wat het vandaag zou opbrengen, nooit meer dan hij kreeg.",
                "Whoever returns something gives back what it would earn today, never more than it earned.",
            ),
            "by today's rules alone": Words(
                "Wie iets terugbrengt, levert in wat het vandaag zou opbrengen: niets als de regel weg is, nooit meer dan hij kreeg.",
                "Whoever returns something gives back what it would earn today: nothing where the rule is gone, never more than it got.",
            ),
            "as if bought alone": Words(
                "Wie iets terugbrengt, levert in wat dat op zichzelf had opgeleverd, nooit meer dan hij kreeg.",
                "Whoever returns something gives back what that would have earned by itself, never more than it earned.",
            ),
            "all or nothing": Words(
                "Wie alles terugbrengt, levert in wat hij ermee kreeg; wie een deel terugbrengt, houdt alles.",
                "Whoever returns everything gives back what it earned; whoever returns a part keeps all of it.",
            ),
        },
        NO_WORDS,
    ),
    Setting(
        "returns.earned on", "returned_earned_on", "what was paid",
        {
            "what was paid": Words(
                "Wat terugkomt, telt daarbij voor wat u ervoor hebt betaald, na zijn deel van de korting.",
                "What comes back counts there for what you paid for it, after its share of the discount.",
            ),
            "price before discounts": Words(
                "Wat terugkomt, telt daarbij voor zijn prijs vóór korting; meer dan u kreeg, levert u nooit in.",
                "What comes back counts there for its price before discounts; you never give back more than you got.",
            ),
        },
        NO_WORDS,
    ),
    Setting(
        "returns.spent", "returns_spent", "back to its lots",
        {
            "back to its lots": Words(
                "Wat bij een teruggebrachte aankoop is ingewisseld, komt terug met zijn oude einddatum.",
                "What was spent on a returned purchase comes back with its old last day.",
            ),
            "by value": Words(
                "Wat is ingewisseld, komt terug naar verhouding van de prijs van wat u terugbrengt.",
                "What was spent comes back in proportion to the price of what is returned.",
            ),
            "on a full return": Words(
                "Wat is ingewisseld, komt alleen terug als de hele aankoop terugkomt.",
                "What was spent comes back only when the whole purchase does.",
            ),
            "never": Words("Wat is ingewisseld, komt niet terug.", "What was spent does not come back."),
        },
        NO_WORDS,
    ),
    Setting(
        "returns.below zero", "below_zero", "allowed",
        {
            "allowed": Words(
                "Is het saldo te laag om iets terug te nemen, dan wordt het later verrekend.",
                "Where the balance is too low to take something back, it is settled with what is earned next.",
            ),
            "stops at zero": Words(
                "Is het saldo te laag om iets terug te nemen, dan vervalt de rest; de bon zegt hoeveel dat is.",
                "Where the balance is too low to take something back, the rest lapses; the receipt says how much.",
            ),
            "refused": Words(
                "Is het saldo te laag om iets terug te nemen, dan wordt de teruggave geweigerd.",
                "Where the balance is too low to take something back, the return is refused.",
            ),
        },
        NO_WORDS,
    ),
    Setting(
        "returns.points last at least", "returned_points_last_days", "30 days", {},
        Words("Wat terugkomt, blijft daarna nog minstens {n} dagen geldig.", "What comes back stays valid for at least {n} days."),
        "days", 0, 3650,
    ),
    Setting(
        "returns.discounts", "returned_discounts", "share",
        {
            "share": Words(
                "U krijgt terug wat u voor het artikel hebt betaald, na zijn deel van de korting.",
                "You get back what you paid for the article, after its share of the discount.",
            ),
            "reprice": Words(
                "Bedenkt u zich zonder dat er iets mis is, dan betaalt u voor wat u houdt wat het zonder de rest had gekost.",
                "Where you change your mind and nothing is wrong, what you keep costs what it would have without the rest.",
            ),
        },
        NO_WORDS,
    ),
    Setting(
        "returns.gifts", "returned_gifts", "come back",
        {
            "come back": Words(
                "Is er door een retour geen recht meer op een cadeau, dan komt het cadeau mee terug.",
                "Where a return takes away what a gift was given for, the gift comes back too.",
            ),
            "value deducted": Words(
                "Is er door een retour geen recht meer op een cadeau, dan gaat de waarde ervan van de teruggave af.",
                "Where a return takes away what a gift was given for, its value comes off the refund.",
            ),
            "kept": Words("Een cadeau mag u altijd houden.", "A gift is always yours to keep."),
        },
        NO_WORDS,
    ),
    Setting(
        "returns.rewards", "returned_uses", "come back with the goods",
        {
            "come back with the goods": Words(
                "Brengt u terug waarvoor u een beloning gebruikte, dan telt die niet meer als gebruikt.",
                "Where what a reward was used on comes back, that does not count as used any more.",
            ),
            "come back with everything": Words(
                "Een beloning telt als gebruikt totdat de hele aankoop terugkomt.",
                "A reward counts as used until the whole purchase comes back.",
            ),
            "stay used": Words(
                "Een gebruikte beloning blijft gebruikt, ook als alles terugkomt.",
                "A reward that was used stays used, also when everything comes back.",
            ),
        },
        NO_WORDS,
    ),
)  # fmt: skip

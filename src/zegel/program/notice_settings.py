"""Settings about members themselves, and their keys: from which age, how long before an end they are told, how long what is kept."""

from typing import Final

from zegel.program.key import Key
from zegel.program.model import Words
from zegel.program.setting import MONEY, NO_WORDS, Setting

NOTICE_SETTINGS: Final = (
    Setting(
        "settings.members are", "members_are", "u",
        {
            "u": Words(
                "In het Nederlands spreken de kaart en de mails leden beleefd aan.",
                "In Dutch, the card and the mails say `u` to members.",
            ),
            "je": Words(
                "In het Nederlands zeggen de kaart en de mails je en jij tegen leden.",
                "In Dutch, the card and the mails say `je` to members.",
            ),
        },
        NO_WORDS,
    ),
    Setting(
        "settings.staff are", "staff_are", "u",
        {
            "u": Words(
                "In het Nederlands spreken de kassa en het kantoor medewerkers beleefd aan.",
                "In Dutch, the till and the office say `u` to staff.",
            ),
            "je": Words(
                "In het Nederlands zeggen de kassa en het kantoor je en jij tegen medewerkers.",
                "In Dutch, the till and the office say `je` to staff.",
            ),
        },
        NO_WORDS,
    ),
    Setting(
        "settings.least age", "least_age", "16 years", {},
        Words(
            "Een eigen kaart op naam is er vanaf {n} jaar; wie jonger is, wordt door een ouder toegevoegd aan het huishouden.",
            "A card in one's own name is from {n} years of age; whoever is younger is added to the household by a parent.",
        ),
        "years", 13, 18,
    ),
    Setting(
        "settings.powerful roles", "powerful_roles", "one person",
        {
            "one person": Words(
                "Een rol waarmee iemand goedkeurt of collega's aanneemt, geeft één collega.",
                "A role with which somebody agrees to things or takes on colleagues is given by one colleague.",
            ),
            "two people": Words(
                "Een rol waarmee iemand goedkeurt of collega's aanneemt, stelt de een voor; een ander geeft akkoord.",
                "A role with which somebody agrees to things or takes on colleagues is proposed by one and agreed to by another.",
            ),
        },
        NO_WORDS,
    ),
    Setting(
        "settings.proof above", "proof_above_minor", "25.00 EUR", {},
        Words(
            "Wie in één keer meer dan {n} aan punten of tegoed gebruikt, laat eerst nog eens zien wie hij is.",
            "Whoever uses more than {n} of points or credit at once first shows once more who they are.",
        ),
        MONEY,
    ),
    Setting(
        "settings.notice of points", "points_notice_days", "14 days", {},
        Words(
            "Wat binnen {n} dagen verloopt, mailen wij u, als wij uw adres hebben.",
            "What lapses within {n} days is told to you by e-mail, if we have your address.",
        ),
        "days", 1, 365,
    ),
    Setting(
        "settings.notice of vouchers", "voucher_notice_days", "14 days", {},
        Words(
            "Een beloning of bon die binnen {n} dagen verloopt, mailen wij u, als wij uw adres hebben.",
            "A reward or coupon that ends within {n} days is told to you by e-mail, if we have your address.",
        ),
        "days", 1, 365,
    ),
    Setting(
        "settings.keep lines", "keep_lines_months", "26 months", {},
        Words(
            "Wat er op uw bonnen staat, bewaren wij hooguit {n} maanden; daarna weten wij alleen nog de bedragen.",
            "What stands on your receipts is kept for {n} months at most; after that we only know the amounts.",
        ),
        "months", 3, 84,
    ),
    Setting(
        "settings.keep messages", "keep_messages_months", "13 months", {},
        Words(
            "Welke mail wij u stuurden, bewaren wij {n} maanden; daarna wissen wij het.",
            "Which mail we sent you is kept for {n} months; then we erase it.",
        ),
        "months", 1, 60,
    ),
    Setting(
        "settings.keep addresses", "keep_addresses_days", "1 day", {},
        Words(
            "Een code per mail, en een adres van iemand die geen lid werd, wissen wij na {n} dagen.",
            "A code by e-mail, and the address of somebody who became no member, is erased after {n} days.",
        ),
        "days", 1, 30,
    ),
    Setting(
        "settings.keep visits", "keep_visits_days", "30 days", {},
        Words(
            "Waar u aangemeld was en welke code u liet scannen, wissen wij na {n} dagen.",
            "Where you were signed in, and which code you had scanned, is erased after {n} days.",
        ),
        "days", 7, 365,
    ),
    Setting(
        "settings.keep marks", "keep_marks_days", "90 days", {},
        Words(
            "Het apparaat of de betaalpas waarmee u kwam, herkennen wij {n} dagen, om te zien of twee leden dezelfde zijn;"
            " daarna wissen wij het.",
            "The device or payment card you came with is recognised for {n} days, to see whether two members are one; then it is erased.",
        ),
        "days", 15, 365,
    ),
    Setting(
        "settings.keep cases", "keep_cases_months", "24 months", {},
        Words(
            "Een klacht die is afgehandeld, en wat ons team voor u deed, wissen wij na {n} maanden.",
            "A complaint that was settled, and what our team did for you, is erased after {n} months.",
        ),
        "months", 13, 84,
    ),
    Setting(
        "settings.keep lost cards", "keep_lost_months", "24 months", {},
        Words(
            "Het nummer van een kaart die kwijt is of vervangen werd, wissen wij na {n} maanden.",
            "The number of a card that was lost or replaced is erased after {n} months.",
        ),
        "months", 1, 60,
    ),
    Setting(
        "settings.keep bank accounts", "keep_accounts_days", "60 days", {},
        Words(
            "Het rekeningnummer voor een teruggave wissen wij {n} dagen nadat wij betaalden.",
            "The bank account that a rebate went to is erased {n} days after we paid.",
        ),
        "days", 14, 365,
    ),
)  # fmt: skip

KEEPING: Final = tuple(one for one in NOTICE_SETTINGS if one.key.startswith("settings.keep "))
"""How long what is known of people is kept: said on the card and in the office, and done by the worker (worker.keeping)."""

NOTICE_KEYS: Final = (
    Key("members are", "`u`", "How the card and the mails address members in Dutch: `u` or `je`.", "je"),
    Key("staff are", "`u`", "How the till and the office address staff in Dutch: `u` or `je`.", "je"),
    Key("least age", "`16 years`", "From which age somebody has a card in their own name, outside a household.", "16 years"),
    Key("claim within", "`14 days`", "How long an anonymous purchase or card can still be claimed.", "14 days"),
    Key(
        "proof above",
        "`25.00 EUR`",
        "What a member may spend at once before they prove again who they are.",
        "25.00 EUR",
    ),
    Key(
        "powerful roles",
        "`one person` or `two people`",
        "Whether a role with which somebody approves, or makes colleagues, keys or tills, waits for a second colleague's agreement.",
        "one person",
    ),
    Key("notice of points", "`14 days`", "How long before points and credit lapse a member is told.", "14 days"),
    Key("notice of vouchers", "`14 days`", "How long before a reward or coupon ends a member is told.", "14 days"),
    Key(
        "keep lines",
        "`26 months`",
        "How long it is kept which articles somebody bought; never shorter than they may bring them back.",
        "26 months",
    ),
    Key("keep messages", "`13 months`", "How long it is kept which mail a member was sent.", "13 months"),
    Key("keep addresses", "`1 day`", "How long codes by e-mail and addresses of people who became no member are kept.", "1 day"),
    Key("keep cases", "`24 months`", "How long settled complaints, and tasks of the team that are done, are kept.", "24 months"),
    Key("keep lost cards", "`24 months`", "How long a till still knows the number of a card that was lost or replaced.", "24 months"),
    Key("keep bank accounts", "`60 days`", "How long it is kept which bank account a rebate was paid into.", "60 days"),
    Key("keep visits", "`30 days`", "How long it is kept where somebody was signed in, and which codes of theirs were scanned.", "30 days"),
    Key(
        "keep marks",
        "`90 days`",
        "How long marks (a hash of a device, a payment card, an address) are kept that show who brings themselves as a friend.",
        "90 days",
    ),
)

"""The Dutch of what is wrong with a program's sections and rules, beside `mistake_words`."""

from collections.abc import Mapping
from typing import Final

ABOUT_RULES: Final[Mapping[str, str]] = {
    # the company
    "A program is a table that begins with `zegel: 1`.": "Een programma is een tabel die begint met `zegel: 1`.",
    "This engine reads version 1 of the language.": "Deze Zegel leest versie 1 van de taal.",
    "A section has at most {most} entries.": "Een onderdeel heeft hoogstens {most} regels.",
    "Zegel does not know the zone of {country}; say e.g. `zone: Europe/Amsterdam`.": (
        "Zegel kent de tijdzone van {country} niet; noem bijvoorbeeld `zone: Europe/Amsterdam`."
    ),
    "`{text}` is no country code of two capitals.": "`{text}` is geen landcode van twee hoofdletters.",
    "There is no zone `{text}`.": "De tijdzone `{text}` bestaat niet.",
    "A zone is written like Europe/Amsterdam.": "Een tijdzone schrijft u zoals Europe/Amsterdam.",
    "A company has at least one branch.": "Een bedrijf heeft minstens één filiaal.",
    "Here a branch's id is needed.": "Hier hoort de naam van een filiaal.",
    "The branch `{text}` stands here twice.": "Het filiaal `{text}` staat hier twee keer.",
    "What members saved they can spend, also while others stand still.": (
        "Wat leden spaarden kunnen ze besteden, ook als andere regels stilstaan."
    ),
    # units and points
    "What is never spent is worth nothing.": "Wat nooit besteed wordt is niets waard.",
    "Take `worth` out.": "Haal `worth` weg.",
    "Give the unit a `worth`.": "Geef de eenheid een `worth`.",
    "Give the unit another name.": "Geef de eenheid een andere naam.",
    "A unit keeps 0 to 6 decimals.": "Een eenheid heeft 0 tot en met 6 decimalen.",
    "`{other}` and `{unit}` are both called `{word}`.": "`{other}` en `{unit}` heten allebei `{word}`.",
    "is never spent": "wordt nooit besteed",
    "has no worth": "heeft geen waarde",
    "`{unit}` {why}, so it cannot be a discount.": "`{unit}` {why}, dus het kan geen korting zijn.",
    "A step of {step} is worth no whole cents.": "Een stap van {step} is geen hele centen waard.",
    "Take a step that is a multiple of {number}.": "Neem een stap die een veelvoud is van {number}.",
    "`{unit}` is never spent, so a reward cannot cost it.": "`{unit}` wordt nooit besteed, dus een beloning kan het niet kosten.",
    "`{unit}` is never spent, so a seat cannot cost it.": "`{unit}` wordt nooit besteed, dus een plaats kan het niet kosten.",
    "When it lapses is missing.": "Wanneer het vervalt ontbreekt.",
    "Say `after`, `after inactivity`, `on` or `each year`.": "Noem `after`, `after inactivity`, `on` of `each year`.",
    "Inactivity is counted from the last time.": "Stilstand telt vanaf de laatste keer.",
    "Take `from` out.": "Haal `from` weg.",
    "What lapses does so at the end of a day: count days, months or years.": (
        "Wat vervalt doet dat aan het eind van een dag: tel dagen, maanden of jaren."
    ),
    "At most {most} days.": "Hoogstens {most} dagen.",
    "A limit here is one of `{unit}`, not of `{named}`.": "Een grens is hier er een van `{unit}`, niet van `{named}`.",
    "There is a limit per {kind} already.": "Er is al een grens per {kind}.",
    "This is counted in minutes, hours or days, a week at most.": "Dit telt in minuten, uren of dagen, hoogstens een week.",
    # articles, days, who
    "Nothing says which articles.": "Er staat niet welke artikelen.",
    "Leave `of` out for all articles.": "Laat `of` weg voor alle artikelen.",
    "A category is a path such as bakery/bread.": "Een categorie is een pad zoals bakery/bread.",
    "A category is written {{category: {word}}}.": "Een categorie schrijft u als {{category: {word}}}.",
    "Did you mean `{near}`? A category of that name is written {{category: {word}}}.": (
        "Bedoelt u `{near}`? Een categorie met die naam schrijft u als {{category: {word}}}."
    ),
    "`{word}` is not the name of a legal class.": "`{word}` is geen naam van een wettelijke soort.",
    "`{name}` is a set that every program has.": "`{name}` is een verzameling die elk programma heeft.",
    "The program has no set `{word}`.": "In het programma staat geen verzameling `{word}`.",
    "With the sets that it is made of, this has more than {most} parts.": (
        "Met de verzamelingen waaruit dit bestaat zijn het meer dan {most} delen."
    ),
    "With the sets that it is made of, this set has more than {most} parts.": (
        "Met de verzamelingen waaruit ze bestaat heeft deze verzameling meer dan {most} delen."
    ),
    "A program has at most {most} article sets.": "Een programma heeft hoogstens {most} verzamelingen van artikelen.",
    "The set is made of itself: {circle}.": "De verzameling bestaat uit zichzelf: {circle}.",
    "Sets that are made of sets go at most {most} deep.": "Verzamelingen van verzamelingen gaan hoogstens {most} lagen diep.",
    "`{part}` is no day around Easter like easter + 1.": "`{part}` is geen dag rond Pasen zoals easter + 1.",
    "Days around Easter go at most {most} days from it.": "Dagen rond Pasen liggen er hoogstens {most} dagen vandaan.",
    "`{name}` are the country's holidays.": "`{name}` zijn de feestdagen van het land.",
    "`{name}` is a holiday of the country.": "`{name}` is een feestdag van het land.",
    "Give this calendar another name.": "Geef deze kalender een andere naam.",
    "The calendar is made of itself: {circle}.": "De kalender bestaat uit zichzelf: {circle}.",
    "Calendars that are made of calendars go at most {most} deep.": "Kalenders van kalenders gaan hoogstens {most} lagen diep.",
    "A list has at most {most} days.": "Een lijst heeft hoogstens {most} dagen.",
    "The segment is made of itself: {circle}.": "Het segment bestaat uit zichzelf: {circle}.",
    "Segments that are made of segments go at most {most} deep.": "Segmenten van segmenten gaan hoogstens {most} lagen diep.",
    "Nothing says who is in it.": "Er staat niet wie erin zit.",
    "Say it as in `for`.": "Zeg het zoals in `for`.",
    "Nobody is that old.": "Zo oud is niemand.",
    "`{text}` is not of the form `± 3 days` (at most {most}), `today`, `this month` or `known`.": (
        "`{text}` heeft niet de vorm `± 3 days` (hoogstens {most}), `today`, `this month` of `known`."
    ),
    "`{text}` is no jubilee like `10 years`, `every year` or `every 5 years ± 3 days` (at most {most}).": (
        "`{text}` is geen jubileum zoals `10 years`, `every year` of `every 5 years ± 3 days` (hoogstens {most})."
    ),
    "`{text}` is no consent like `newsletter by email`.": "`{text}` is geen toestemming zoals `newsletter by email`.",
    "A program asks at most {most} things of a person.": "Een programma vraagt hoogstens {most} dingen van een mens.",
    # conditions
    "Here a condition is needed, such as {when: {day: tuesday}}.": "Hier hoort een voorwaarde, zoals {when: {day: tuesday}}.",
    "The table `{kind}` is empty.": "De tabel `{kind}` is leeg.",
    "Membership counts whole years or months: say `at least` or `less than`.": (
        "Lidmaatschap telt hele jaren of maanden: noem `at least` of `less than`."
    ),
    "Membership is counted in months or years.": "Lidmaatschap telt in maanden of jaren.",
    "Say `at least 30 days` or `less than 30 days`.": "Noem `at least 30 days` of `less than 30 days`.",
    "`of` has no place in {key}.": "`of` hoort niet in {key}.",
    "How much is missing.": "Hoeveel ontbreekt.",
    "Say `at least`, `more than`, `at most` or `less than`.": "Noem `at least`, `more than`, `at most` of `less than`.",
    "Both bounds must be in one unit.": "Beide grenzen horen in één eenheid te staan.",
    "A window is counted in days, months or years.": "Terugkijken telt in dagen, maanden of jaren.",
    "A program looks back over at most {most} windows.": "Een programma kijkt over hoogstens {most} tijden terug.",
    "Say `holds` or `without`, one of them.": "Noem `holds` of `without`, een van beide.",
    "For instance {holds: cakes, at least: 3}.": "Bijvoorbeeld {holds: cakes, at least: 3}.",
    # earning, stamps, events
    "Say per what: `1.00 {currency}`, `item` or `purchase`.": "Zeg per wat: `1.00 {currency}`, `item` of `purchase`.",
    "`with` asks something of an event.": "`with` vraagt iets van een gebeurtenis.",
    "Say `on: event …` too.": "Noem ook `on: event …`.",
    "`{text}` is no event.": "`{text}` is geen gebeurtenis.",
    "`{key}` belongs to purchases, not to an event.": "`{key}` hoort bij aankopen, niet bij een gebeurtenis.",
    "`{text}` is not something to count.": "`{text}` is niets om te tellen.",
    "An amount of money is worth what it is.": "Een bedrag is waard wat het is.",
    "A gift without `buy` comes once in a basket.": "Een cadeau zonder `buy` is er één keer per mandje.",
    "A percentage goes off a basket once.": "Een percentage gaat één keer van een mandje af.",
    "A card has at most 1000 slots.": "Een kaart heeft hoogstens 1000 plaatsen.",
    "The stamp card `{other}` gives that reward already: a stamp that comes back must know its card.": (
        "De stempelkaart `{other}` geeft die beloning al: een stempel die terugkomt hoort zijn kaart te kennen."
    ),
    "Here fields are needed, such as {pages: count}.": "Hier horen velden, zoals {pages: count}.",
    "Here fields of the event are needed, such as {pages: at least 3}.": "Hier horen velden van de gebeurtenis, zoals {pages: at least 3}.",
    "A score cannot decide what a review earns.": "Een cijfer kan niet bepalen wat een beoordeling geeft.",
    (
        "Whoever writes a review is rewarded whatever the score: negative ones are treated alike (ACM guideline on protecting the online "
        "consumer, reviews; Civil Code 6:193g)."
    ): (
        "Wie een beoordeling schrijft krijgt hetzelfde bij elk cijfer, ook bij een laag (ACM-leidraad bescherming online consument, "
        "beoordelingen; BW 6:193g)."
    ),
    "What does it cost the branch?": "Wat kost het het filiaal?",
    "Say its `worth`; it comes out of the envelope.": "Noem de `worth`; die gaat van de envelop af.",
    "Here branches are needed, each with an amount: {markt: 150.00 EUR per month}.": (
        "Hier horen filialen, elk met een bedrag: {markt: 150.00 EUR per month}."
    ),
    "`asks` belongs to a complaint.": "`asks` hoort bij een melding.",
    "Say `on: complaint closed` too.": "Zeg er ook `on: complaint closed` bij.",
    "The event `survey` is answered with a score alone.": "De gebeurtenis `survey` krijgt alleen een cijfer als antwoord.",
    "Declare no other fields.": "Noem geen andere velden.",
    "Here reasons are needed, each with an amount: {waited: 30.00 EUR per month}.": (
        "Hier staan redenen, elk met een bedrag: {waited: 30.00 EUR per month}."
    ),
    "Here reasons are needed, each with an amount: {complaint: 40.00 EUR per month}.": (
        "Hier horen redenen, elk met een bedrag: {complaint: 40.00 EUR per month}."
    ),
    "Here roles are needed, each with an amount: {cashier: 5.00 EUR}.": "Hier horen rollen, elk met een bedrag: {cashier: 5.00 EUR}.",
    "Here conditions are needed, each with an amount: {A: 60.00 EUR, C: 15.00 EUR}.": (
        "Hier horen staten, elk met een bedrag: {A: 60.00 EUR, C: 15.00 EUR}."
    ),
    "In a worse condition it is worth more.": "In een slechtere staat is het meer waard.",
    "Let A be worth most, then B, C and D.": "Laat A het meest waard zijn, dan B, C en D.",
    "Here roles are needed, each with a count: {{cashier: 100 {name}}}.": "Hier horen rollen, elk met een aantal: {{cashier: 100 {name}}}.",
    "These are corrections of `{name}`.": "Dit zijn correcties van `{name}`.",
    "`{other}` gives that reward already.": "`{other}` geeft die beloning al.",
    "This is given on the day itself.": "Dit wordt op de dag zelf gegeven.",
    "Nobody gets anything.": "Niemand krijgt iets.",
    "Say what the friend or the member gets: `friend gets: 500 points`.": "Zeg wat de vriend of het lid krijgt: `friend gets: 500 points`.",
    "`{text}` is no number of friends a month.": "`{text}` is geen aantal vrienden per maand.",
    "`{text}` is no number of friends in a time.": "`{text}` is geen aantal vrienden in een tijd.",
    # tiers and memberships
    "A tier is kept for whole months or years.": "Een niveau blijft hele maanden of jaren.",
    "A ladder needs a step.": "Een ladder heeft minstens één trede.",
    "Only a calendar year and a membership year have a {which} year.": (
        "Alleen een kalenderjaar en een lidmaatschapsjaar hebben een {which} jaar."
    ),
    "Say a period, such as `12 months`.": "Noem een tijd, zoals `12 months`.",
    "`none` stands for no tier at all.": "`none` betekent: geen niveau.",
    "Give this step another name.": "Geef deze trede een andere naam.",
    "This step multiplies that unit already.": "Deze trede vermenigvuldigt die eenheid al.",
    "This step gives that already.": "Deze trede geeft dat al.",
    "`{other}` begins at the same measure.": "`{other}` begint bij dezelfde stand.",
    "Steps must differ.": "Treden horen te verschillen.",
    "Who has been a member for long enough stays so.": "Wie lang genoeg lid is blijft dat.",
    "Take `kept` out.": "Haal `kept` weg.",
    "One falls `one step`, `2 steps`, `all the way`, `to the level reached` or `never`.": (
        "Men zakt `one step`, `2 steps`, `all the way`, `to the level reached` of `never`."
    ),
    "A term is counted in days, months or years.": "Een termijn telt in dagen, maanden of jaren.",
    "A coupon is given when a tier is reached.": "Een coupon krijgt wie een niveau haalt.",
    "Let an earning rule give it, or a tier.": "Laat een spaarregel of een niveau hem geven.",
    # discounts
    "`{key}` does not go with `take` and `price`.": "`{key}` gaat niet samen met `take` en `price`.",
    "`{lead}` needs {wanted}.": "`{lead}` kan niet zonder {wanted}.",
    "Say `off: 5% per bundle`, or take it out.": "Zeg `off: 5% per bundle`, of haal het weg.",
    "Of several things nobody can tell which the basket lacks.": "Van meer dan één ding weet niemand welk ervan in het mandje ontbreekt.",
    "Name one gift.": "Noem één cadeau.",
    "an article number": "een artikelnummer",
    "Each thing to choose from has one article number.": "Elk ding waaruit men kiest heeft één artikelnummer.",
    "Say as many as there are.": "Noem er evenveel als er zijn.",
    "Which of them is said only where something goes off each.": "Welke ervan is alleen te kiezen waar van elk iets afgaat.",
    "Say a percentage, `5.00 EUR per item`, `5.00 EUR per line` or a price for each.": (
        "Noem een percentage, `5.00 EUR per item`, `5.00 EUR per line` of een prijs per stuk."
    ),
    "What goes off each line is not counted by piece.": "Wat van elke regel afgaat, telt niet per stuk.",
    "Say `line` here, or `per item` there.": "Zeg hier `line`, of daar `per item`.",
    "Say `per basket: 3 times` for how many it may be in all.": "Zeg `per basket: 3 times` voor hoeveel het er samen mogen zijn.",
    "`{key}` counts pieces, and nothing here says which.": "`{key}` telt stuks, en hier staat niet welke.",
    "Add `every: 1st item`, or take it out.": "Zet er `every: 1st item` bij, of haal het weg.",
    "What goes off all there is chooses no pieces.": "Wat van alles samen af gaat kiest geen stuks.",
    "`{text}` is no form like `2nd item`, `3rd line` or `2nd item from the 1st`.": (
        "`{text}` is geen vorm zoals `2nd item`, `3rd line` of `2nd item from the 1st`."
    ),
    "Each part of a bundle has its own `of`.": "Elk deel van een bundel heeft een eigen `of`.",
    "The program does not say what shipping is.": "Het programma zegt niet wat verzenden is.",
    "Add e.g. `shipping: {category: shipping}`.": "Voeg bijvoorbeeld `shipping: {category: shipping}` toe.",
    "At most 10000 pieces.": "Hoogstens 10000 stuks.",
    "One pays for less than one takes.": "Men betaalt voor minder dan men meeneemt.",
    "There is no such place among {count} pieces of one kind.": "Die plaats is er niet bij {count} stuks van één soort.",
    "Here a list of steps is needed.": "Hier hoort een lijst van treden.",
    "The other steps count something else.": "De andere treden tellen iets anders.",
    "Take amounts, or pieces.": "Neem bedragen, of stuks.",
    "Two steps begin at the same place.": "Twee treden beginnen op dezelfde plaats.",
    "`whole`: the highest step counts for everything; `marginal`: each step for what lies in it. Nothing goes without saying.": (
        "`whole`: de hoogste trede geldt voor alles; `marginal`: elke trede voor wat erin valt. Niets spreekt vanzelf."
    ),
    "Less is given per purchase, per item or by the amount.": "Minder geldt per aankoop, per stuk of per bedrag.",
    "Say `per: item`.": "Noem `per: item`.",
    "A step gives more of `{unit}`, not of `{named}`.": "Een trede geeft meer van `{unit}`, niet van `{named}`.",
    "Make it a rule of its own.": "Maak er een eigen regel van.",
    "Each step counts full amounts of its own: it begins at a whole number of them.": (
        "Elke trede telt eigen hele bedragen: ze begint bij een heel aantal daarvan."
    ),
    "Say `method: whole`, or let it begin elsewhere.": "Noem `method: whole`, of laat haar ergens anders beginnen.",
    "Steps are for points by the amount that is spent.": "Treden zijn er voor punten per besteed bedrag.",
    "Say e.g. `per: 1.00 EUR`.": "Noem bijvoorbeeld `per: 1.00 EUR`.",
    "Steps look at all that is bought, and points are rounded for each line here.": (
        "Treden kijken naar alles wat is gekocht, en hier worden punten per regel afgerond."
    ),
    "Take `points rounded per: line` out.": "Haal `points rounded per: line` weg.",
    "Remainders count with the next purchase here: say with which purchases the steps count too.": (
        "Resten tellen hier met de volgende aankoop mee: zeg met welke aankopen de treden ook samen tellen."
    ),
    "Say e.g. `counted per: year`.": "Noem bijvoorbeeld `counted per: year`.",
    "`{key}` says how steps count.": "`{key}` zegt hoe treden tellen.",
    "Say `steps: [{from: …, give: …}]` too.": "Noem ook `steps: [{from: …, give: …}]`.",
    "Purchases are counted from an amount on: say `at least` or `more than`.": (
        "Aankopen tellen vanaf een bedrag: noem `at least` of `more than`."
    ),
    "`each` has no place in {key}.": "`each` hoort niet in {key}.",
    "A step of a marginal ladder is a percentage.": "Een trede van een ladder per deel is een percentage.",
    "A price for each piece needs steps in pieces.": "Bij een prijs per stuk horen treden in stuks.",
    "A step has `off` or `price`.": "Een trede heeft `off` of `price`.",
    "A step takes off a percentage or an amount.": "Een trede geeft een percentage of een bedrag korting.",
    "Say `once`, `3 times` or `as often as it fits`.": "Noem `once`, `3 times` of `as often as it fits`.",
    "There is no other discount `{other}` for it to go without.": "Er is geen andere korting `{other}` om niet mee samen te gaan.",
    "There is no `budget` to go over.": "Er is geen `budget` om overheen te gaan.",
    "Take it out, or say the budget.": "Haal het weg, of noem het budget.",
    "What the gift is worth is not known, so no budget can count it.": "Wat het cadeau waard is staat er niet, dus telt geen budget het.",
    # coupons
    "A code that everybody may use is not `unique` or `personal`.": "Een code voor iedereen is niet `unique` of `personal`.",
    "A code that everybody may use has no uses `per code`.": "Een code voor iedereen telt niet `per code`.",
    "Say `in all`.": "Noem `in all`.",
    "Such as ZOMER-####-####-####-#.": "Zoals ZOMER-####-####-####-#.",
    "In a pattern capitals do not matter.": "In een patroon maken hoofdletters niets uit.",
    "Take `capitals matter` out.": "Haal `capitals matter` weg.",
    "`{text}` is no code: letters and digits, at most 64.": "`{text}` kan geen code zijn: letters en cijfers, hoogstens 64.",
    "`{text}` opens `{other}` already: look-alikes are the same.": "`{text}` opent `{other}` al: wat erop lijkt is hetzelfde.",
    "Only a `voucher` is used in parts.": "Alleen een `voucher` gaat in delen.",
    "That is as good as no limit.": "Dat is zo goed als geen grens.",
    # rewards and credit
    "An amount of money has no price in money.": "Een bedrag in geld heeft geen prijs in geld.",
    "Let it cost points only.": "Laat het alleen punten kosten.",
    "What comes off a basket is a lower price, no gift.": "Wat van het mandje af gaat is een lagere prijs, geen cadeau.",
    "A business gift is an `item`.": "Een zakelijk cadeau is een `item`.",
    "The program keeps no store credit.": "Het programma kent geen winkeltegoed.",
    "Say `store credit: {}`.": "Noem `store credit: {}`.",
    "A thing that is handed over is asked for.": "Om een ding dat men meekrijgt vraagt men.",
    "Only what comes off a basket is used by itself.": "Alleen wat van het mandje af gaat werkt vanzelf.",
    "This is had at once; only what a full card or a gesture gives can be kept.": (
        "Dit krijgt men meteen; bewaren kan men alleen wat een volle kaart of een gebaar geeft."
    ),
    "Nobody can get this reward.": "Niemand kan deze beloning krijgen.",
    "Say what it `costs`, let a stamp card give it, or say `on` which day it is a present.": (
        "Zeg wat ze kost (`costs`), laat een stempelkaart haar geven, of zeg `on` welke dag ze een cadeau is."
    ),
    "The stamp card `{other}` gives this; it costs nothing more.": "De stempelkaart `{other}` geeft dit; het kost verder niets.",
    "To choose there must be two things or more.": "Om te kiezen zijn er twee of meer dingen nodig.",
    "Write the one thing without brackets.": "Schrijf dat ene zonder haken.",
    "Of what is spent a percentage is given.": "Van wat besteed wordt krijgt men een percentage.",
    "Say e.g. `give: 2% store credit`.": "Noem bijvoorbeeld `give: 2% store credit`.",
    "A percentage is of what is spent.": "Een percentage is van wat besteed wordt.",
    "Here there is nothing to take a percentage of.": "Hier is niets om een percentage van te nemen.",
    "Say an amount: `5.00 EUR store credit`.": "Noem een bedrag: `5.00 EUR store credit`.",
    "What is given is store credit.": "Wat men krijgt is winkeltegoed.",
    "Say how long that lasts: `store credit: {expires: never}`.": "Zeg hoe lang dat geldig is: `store credit: {expires: never}`.",
    "A gift card is valid for at least {long} here ({law}).": "Een cadeaukaart is hier minstens {long} geldig ({law}).",
    "Make it {long} or longer.": "Maak er {long} of langer van.",
    "A full book pays less than was paid for it.": "Een vol boekje betaalt minder uit dan ervoor betaald is.",
    "The shares of the VAT rates come to 100% together, each rate once.": (
        "De delen van de btw-tarieven zijn samen 100%, elk tarief één keer."
    ),
    "The most is less than the least.": "Het meeste is minder dan het minste.",
    # care after a sale
    "This is from 1 to {most} days.": "Dit is van 1 tot en met {most} dagen.",
    "This is no longer than the {days} days of `returns.within`.": "Dit is niet langer dan de {days} dagen van `returns.within`.",
    "Say more days, or take it out.": "Noem meer dagen, of haal het weg.",
    "Nothing is counted here.": "Hier wordt niets geteld.",
    "Take it out, or say `counted: true`.": "Haal het weg, of schrijf `counted: true`.",
    "The program has no branch `{text}`.": "Het programma heeft geen filiaal `{text}`.",
    "This is after how long: at least 7 days.": "Dit is na hoe lang: at least 7 days.",
    "An address is needed here, such as https://retour.example/{receipt}.": "Hier is een webadres nodig, zoals https://retour.example/{receipt}.",
    "The trial lasts {days} days.": "De proef duurt {days} dagen.",
    "Say no more days than that.": "Noem niet meer dagen dan dat.",
    "A warranty lasts months or years.": "Een garantie duurt maanden of jaren.",
    "This is from which time on: 2nd.": "Dit is vanaf welke keer: 2nd.",
    "`{text}` is no number of times a year.": "`{text}` is geen aantal keren per jaar.",
    # business and partners
    "`whole`: the highest step counts for the whole turnover; `marginal`: each step for what lies in it. Nothing goes without saying.": (
        "`whole`: de hoogste trede geldt voor de hele omzet; `marginal`: elke trede voor wat erin valt. Niets spreekt vanzelf."
    ),
    "A ladder has at most {most} steps.": "Een ladder heeft hoogstens {most} treden.",
    "The steps do not go up.": "De treden gaan niet omhoog.",
    "Each begins above the one before it.": "Elke trede begint boven de vorige.",
    "A step gives something: `gives`, or `term`.": "Een trede geeft iets: `gives`, of `term`.",
    "A step of a marginal ladder gives a percentage, or so much a piece.": (
        "Een trede van een ladder per deel geeft een percentage, of iets per stuk."
    ),
    "Take `whole`, or say it as a `target`.": "Neem `whole`, of noem het als `target`.",
    "An amount is given at once, or per piece.": "Een bedrag is ineens, of per stuk.",
    "A target gives an amount at once, or a percentage.": "Een doel geeft een bedrag ineens, of een percentage.",
    "`give` and `per` go together.": "`give` en `per` horen bij elkaar.",
    "`{branch}` belongs to `{other}` as well.": "`{branch}` hoort ook bij `{other}`.",
    "A branch has one partner.": "Een filiaal heeft één partner.",
    "Partners issue the points that they share.": "Partners geven de punten die ze delen.",
    "Give `{unit}`.": "Geef `{unit}`.",
    # experiences
    "The last day to reply comes after the day itself.": "De laatste dag om te antwoorden is na de dag zelf.",
    "The last day to say no comes after the day itself.": "De laatste dag om af te zeggen is na de dag zelf.",
    "With so many guests one member needs more seats than there are.": "Met zoveel gasten heeft één lid meer plaatsen nodig dan er zijn.",
    "A seat costs nothing here.": "Een plaats kost hier niets.",
    "Say what it `costs`, or take this out.": "Noem wat het kost (`costs`), of haal dit weg.",
    "Say in which `branch` it is.": "Noem in welk filiaal (`branch`) het is.",
    # the order of discounts
    "It stands here twice.": "Het staat hier twee keer.",
    "A list counts only with `order: listed`.": "Een lijst telt alleen met `order: listed`.",
    "Take it out, or say `order: listed`.": "Haal hem weg, of zeg `order: listed`.",
    "Nothing says in which order.": "Niets zegt in welke volgorde.",
    "Name the discounts under `listed`.": "Noem de kortingen onder `listed`.",
    # messages and tasks
    "A day comes once a year by itself.": "Een dag komt vanzelf eens per jaar.",
    "A text here has at most {most} characters.": "Een tekst heeft hier hoogstens {most} tekens.",
    "One word of small letters.": "Eén woord van kleine letters.",
    "`basket` belongs to purchases.": "`basket` hoort bij aankopen.",
    "`{text}` is no purpose like `newsletter`.": "`{text}` is geen doel zoals `newsletter`.",
    "a purpose": "een doel",
    # rebates in money
    "a name": "een naam",
    "A rebate `gives` or `pays`, one of them.": "Bij een teruggave hoort `gives` of `pays`, één van de twee.",
    "Say `pays: 5.00 EUR` or `gives: 30 points`.": "Zeg `pays: 5.00 EUR` of `gives: 30 points`.",
    "Rebates are paid into bank accounts in euros only.": "Een teruggave op een rekening kan alleen in euro's.",
    "Say `gives` with store credit.": "Zeg `gives` met winkeltegoed.",
    "`{text}` is no IBAN of an account in euros.": "`{text}` is geen IBAN van een rekening in euro's.",
}
"""Of sections and rules."""

KINDS: Final[Mapping[str, str]] = {
    "VAT share": "btw-deel", "agreement": "bonusafspraak", "articles": "artikelen", "article": "artikel", "basket": "mandje",
    "benefit": "voordeel", "branch": "filiaal", "budget": "budget", "calendar": "kalender", "card": "kaart", "company": "bedrijf",
    "condition": "voorwaarde", "conditions": "voorwaarden", "correction": "correctie", "coupon": "coupon",
    "coupon uses": "gebruik van een coupon", "discount": "korting", "earning rule": "spaarregel", "entitlement": "recht",
    "event": "gebeurtenis", "experience": "belevenis", "field": "veld", "answer": "antwoord", "invitation": "uitnodiging",
    "floor": "laagste prijs", "gesture": "gebaar",
    "gestures": "gebaren", "gift": "cadeau", "gift cards": "cadeaukaarten", "goodwill": "gebaren bij een melding", "growth": "groei",
    "history": "geschiedenis", "longer": "langer terug", "longer time": "langere tijd", "measure": "wat telt", "member": "lid",
    "membership": "lidmaatschap", "message": "bericht", "task": "taak",
    "occasion": "gelegenheid", "offer": "aanbod", "paid stamps": "koopzegels", "part": "deel",
    "partner": "partner", "partners": "partners", "payments": "betalingen",
    "price protection": "prijsbescherming", "price step": "prijstrede",
    "program": "programma", "publishing": "publiceren", "purchase": "aankoop", "rebate": "teruggave", "reason": "reden",
    "referral": "aanbrengen",
    "returns": "retour", "reward": "beloning", "rule": "regel", "rung": "trede", "segment": "segment", "set": "verzameling",
    "settings": "instellingen", "stamp card": "stempelkaart", "step": "trede", "store credit": "winkeltegoed", "surprise": "verrassing",
    "target": "doel", "tier": "niveau", "tiers": "niveaus", "trade in": "inruil", "trial": "op proef", "turnover": "omzet",
    "unit": "eenheid", "warranty": "garantie", "word": "woord", "words": "woorden", "day": "dag", "week": "week", "month": "maand",
    "year": "jaar", "calendar day": "dag", "calendar week": "week", "calendar month": "maand", "calendar year": "jaar",
    "lifetime": "leven",
}  # fmt: skip
"""What things of a program are called."""

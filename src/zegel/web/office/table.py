"""The office's pages."""

from typing import Final

from zegel.web.office import (
    behind,
    cards,
    differences,
    elsewhere,
    giving,
    home,
    inviting,
    log,
    member,
    members,
    myself,
    notes,
    receipt,
    requests,
    signing_in,
    team,
    till_files,
)
from zegel.web.office import program_table as program
from zegel.web.office.after import table as after
from zegel.web.office.house import table as house
from zegel.web.office.people import table as people
from zegel.web.office.shelf import table as shelf
from zegel.web.office.trade import table as trade
from zegel.web.parts.door import Route
from zegel.web.parts.multipart import MULTIPART
from zegel.web.parts.visitors import OPEN

ROUTES: Final = (
    Route("GET", "/kantoor/aanmelden", "office", OPEN, signing_in.show),
    Route("POST", "/kantoor/aanmelden", "office", OPEN, signing_in.sign_in),
    Route("GET", "/kantoor/aanmelden/elders", "office", OPEN, elsewhere.leave),
    Route("GET", "/kantoor/aanmelden/terug", "office", OPEN, elsewhere.back),
    Route("POST", "/kantoor/aanmelden/vraag", "office", OPEN, myself.ask),
    Route("POST", "/kantoor/aanmelden/sleutel", "office", OPEN, myself.enter),
    Route("GET", "/kantoor/ik", "office", OPEN, myself.show),
    Route("POST", "/kantoor/ik/vraag", "office", OPEN, myself.ask_new),
    Route("POST", "/kantoor/ik/sleutels", "office", OPEN, myself.add),
    Route("POST", "/kantoor/ik/sleutel-weg", "office", OPEN, myself.remove),
    Route("POST", "/kantoor/ik/wachtwoord", "office", OPEN, myself.set_password),
    Route("POST", "/kantoor/ik/overal-weg", "office", OPEN, myself.leave_everywhere),
    Route("GET", "/kantoor/welkom/{link}", "office", OPEN, signing_in.welcome),
    Route("POST", "/kantoor/welkom/{link}", "office", OPEN, signing_in.accept),
    Route("GET", "/kantoor/tweede-bewijs", "office", OPEN, signing_in.second),
    Route("POST", "/kantoor/tweede-bewijs", "office", OPEN, signing_in.confirm),
    Route("POST", "/kantoor/bewijs", "office", OPEN, signing_in.prove),
    Route("POST", "/kantoor/bewijs/vraag", "office", OPEN, myself.ask_again),
    Route("POST", "/kantoor/afmelden", "office", OPEN, signing_in.sign_out),
    Route("GET", "/kantoor", "office", "members:list", home.show),
    Route("GET", "/kantoor/wegblijvers", "office", "members:list", home.quiet),
    Route("POST", "/kantoor/wegblijvers/{member}/geste", "office", "gestures:write", giving.give),
    Route("GET", "/kantoor/cijfers", "office", "members:list", behind.rows),
    Route("GET", "/kantoor/leden", "office", "members:list", members.show),
    Route("GET", "/kantoor/leden/bereik", "office", "members:list", members.reach),
    Route("GET", "/kantoor/leden/{member}/kaart", "office", "members:write", cards.show),
    Route("POST", "/kantoor/leden/{member}/kaart", "office", "members:write", cards.replace),
    Route("POST", "/kantoor/leden/{member}/notitie", "office", "members:write", notes.write),
    Route("POST", "/kantoor/leden/{member}/samen", "office", "claims:write", cards.merge),
    Route("GET", "/kantoor/leden/{member}", "office", "members:list", member.show),
    Route("GET", "/kantoor/bonnen/{receipt}", "office", "books:read", receipt.show),
    *program.ROUTES,
    Route("GET", "/kantoor/aanvragen", "office", "gestures:approve", requests.show),
    Route("POST", "/kantoor/aanvragen/correctie/{adjustment}", "office", "adjustments:approve", requests.decide_correction),
    Route("POST", "/kantoor/aanvragen/samenvoegen/{merge}", "office", "adjustments:approve", requests.decide_merge),
    Route("POST", "/kantoor/aanvragen/{gesture}", "office", "gestures:approve", requests.decide),
    Route("GET", "/kantoor/offline", "office", "reviews:write", differences.show),
    Route("POST", "/kantoor/offline/{sale}", "office", "reviews:write", differences.settle),
    Route("POST", "/kantoor/kassabestand", "office", "reviews:write", till_files.bring_in, (MULTIPART,), most=till_files.MOST_FILE),
    Route("GET", "/kantoor/team", "office", "staff:read", team.show),
    Route("POST", "/kantoor/team", "office", "staff:write", team.take_on),
    Route("GET", "/kantoor/team/{staff}", "office", "staff:read", team.one),
    Route("POST", "/kantoor/team/{staff}", "office", "staff:write", team.change),
    Route("POST", "/kantoor/team/{staff}/rol", "office", "staff:write", team.add_role),
    Route("POST", "/kantoor/team/{staff}/rol-weg", "office", "staff:write", team.drop_role),
    Route("POST", "/kantoor/team/{staff}/uitnodiging", "office", "staff:write", inviting.invite),
    Route("POST", "/kantoor/team/{staff}/kaart", "office", "staff:write", inviting.set_card),
    Route("POST", "/kantoor/team/{staff}/pin", "office", "staff:write", team.set_pin),
    Route("POST", "/kantoor/team/{staff}/pin-open", "office", "pins:unlock", team.unlock),
    Route("POST", "/kantoor/team/{staff}/weg", "office", "staff:write", team.leave),
    Route("POST", "/kantoor/team/{staff}/terug", "office", "staff:write", team.come_back),
    Route("POST", "/kantoor/kassas", "office", "tills:write", team.enrol_till),
    Route("POST", "/kantoor/kassas/{device}/weg", "office", "tills:write", team.revoke_till),
    Route("GET", "/kantoor/logboek", "office", "audit:read", log.show),
    *after.ROUTES,
    *house.ROUTES,
    *people.ROUTES,
    *shelf.ROUTES,
    *trade.ROUTES,
)

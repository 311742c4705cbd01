"""One table of who may what: every route of every door crossed with every role; docs/reference/rights.md is its reviewed snapshot."""

import json
import os

import pytest

from tests.access.crew import Browser, browser, done, enrolled, signed_in, take_on, visit
from tests.api.test_rights import ask
from tests.client import Client
from tests.house.tree import ROOT
from tests.korenaar import KORENAAR, OTHER
from zegel.access.rights import AT_A_TILL, ROLES
from zegel.access.scopes import OF_PEOPLE, SCOPES
from zegel.api.documented import BASKET, CARD
from zegel.api.table import ROUTES
from zegel.core.ids import purse_of
from zegel.web.parts.visitors import OPEN, OWN
from zegel.web.table import ROUTES as PAGES

pytestmark = pytest.mark.anyio

PAGE = ROOT / "docs" / "reference" / "rights.md"
HEAD = """# Who may what

Nothing may be done by whoever has no right to it. A right is a scope: keys are given scopes, people roles. Written by the code.

Someone has a role at one branch or at every one, and speaks for no other. At a till, with a PIN, a role opens what stands under
"at a till" and only at that till's branch; everything else asks for the office: a password and an authenticator app, or a passkey. Nobody
changes their own roles or acts on their own card, whatever their role.

"""


def page() -> str:
    """The table as the code has it."""
    roles = list(ROLES)
    lines = [HEAD, "## Rights of roles\n\n", f"| right | {' | '.join(roles)} | at a till |\n", f"|---|{'---|' * (len(roles) + 1)}\n"]
    for right in sorted((*SCOPES, *OF_PEOPLE)):
        marks = ["✓" if right in ROLES[role] else "" for role in roles] + ["✓" if right in AT_A_TILL else ""]
        lines.append(f"| `{right}` | {' | '.join(marks)} |\n")
    lines += ["\n## Routes of the API\n\n", "| route | right | roles |\n", "|---|---|---|\n"]
    for route in sorted(ROUTES, key=lambda one: (one.path, one.method)):
        may = ", ".join(role for role in roles if route.scope in ROLES[role]) if route.scope else "everybody"
        lines.append(f"| `{route.template}` | {f'`{route.scope}`' if route.scope else '–'} | {may} |\n")
    lines += ["\n## Pages\n\n", "| page | right | roles |\n", "|---|---|---|\n"]
    for one in sorted(PAGES, key=lambda one: (one.path, one.method)):
        may = "everybody" if one.right == OPEN else "members, their own card" if one.right == OWN else ""
        may = may or ", ".join(role for role in roles if one.right in ROLES[role])
        lines.append(f"| `{one.template}` | {f'`{one.right}`' if one.right else '–'} | {may} |\n")
    return "".join(lines)


def test_the_page_is_the_table_that_the_code_goes_by():
    if os.environ.get("ZEGEL_ACCEPT") == "1":
        PAGE.write_text(page(), encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_route_and_every_page_asks_for_a_right_that_some_role_has():
    known = frozenset().union(*ROLES.values())

    assert known == {*SCOPES, *OF_PEOPLE}
    assert [route.template for route in ROUTES if route.scope and route.scope not in known] == []
    assert [route.template for route in PAGES if route.right and route.right not in known | {OWN}] == []


async def test_every_route_is_asked_by_every_role_and_only_who_may_gets_past_the_door(shop):
    """S1: anybody who is signed in, by cookie; keys are in tests/api/test_rights.py."""
    people = shop.door.people
    askers: dict[str, tuple[Client, frozenset[str]]] = {}
    for role, rights in ROLES.items():
        askers[role] = (await browser(shop, await take_on(shop, role.title().replace(" ", ""), role)), rights)
    cashier = await take_on(shop, "Cashier2", "cashier", at="station")
    askers["cashier of one branch"] = (await browser(shop, cashier), ROLES["cashier"])
    await people.tills.set_pin(done(), KORENAAR, (await take_on(shop, "Dirk", "cashier", at="station")).one.id, "280491")
    inside = await people.tills.switch(visit(device=(await enrolled(shop)).cookie), "280491", shop.clock.now())
    askers["cashier at a till"] = (Browser(shop, inside.cookie, inside.session), ROLES["cashier"] & AT_A_TILL)
    member = await people.sessions.begin("member", KORENAAR, await a_member(shop), shop.clock.now(), method="code")
    askers["member"] = (Browser(shop, member.cookie, member.session), frozenset())
    weak = await people.sessions.begin("staff", KORENAAR, cashier.one.id, shop.clock.now(), method="password")
    askers["a password alone"] = (Browser(shop, weak.cookie, weak.session), frozenset())

    for route in ROUTES:
        for name, (client, rights) in askers.items():
            answer = await ask(client, route)
            expected = not route.scope or route.scope in rights
            refused = answer.status == 403 and answer.json["data"].get("scope") == route.scope
            assert refused is not expected, (route.template, name, answer.body)
            assert answer.status != 401, (route.template, name)
    assert shop.reported == []


async def a_member(shop) -> str:
    found = await shop.client().post("/v1/members", {"name": "Fatima", "identifiers": [{"kind": "card", "value": "88"}]})
    return str(found.json["member"])


async def test_an_owner_of_another_company_finds_nothing_of_this_one(shop):
    await shop.add_company(OTHER)
    eve = await take_on(shop, "Eve", "owner", company=OTHER)
    begun = await shop.door.people.sessions.begin("staff", OTHER, eve.one.id, shop.clock.now(), method="passkey")
    member = await a_member(shop)
    theirs = await Browser(shop, begun.cookie, begun.session).get(f"/v1/members/{member}")
    assert theirs.code == "unknown_member"
    assert await shop.door.people.register.people.all_staff(OTHER) != await shop.door.people.register.people.all_staff(KORENAAR)


async def test_nobody_acts_on_their_own_card_by_whatever_it_is_named(shop, till):
    mine = (await till.post("/v1/members", {"name": "Bas", "identifiers": [CARD]})).json["member"]
    sale = (await till.post("/v1/purchases", BASKET)).json["receipt"]
    bas = await take_on(shop, "Bas", "owner", card=purse_of(mine))
    client = await browser(shop, bas)
    before = await shop.entries()

    for path, body in (
        ("/v1/purchases", {"branch": "station", "identifier": CARD, "lines": [{"net_minor": 100}]}),
        ("/v1/purchases", {"branch": "station", "member": mine, "lines": [{"net_minor": 100}]}),
        ("/v1/adjustments", {"member": mine, "unit": "points", "count": 1, "reason": "x"}),
        ("/v1/redemptions", {"identifier": CARD, "reward": "mug"}),
        ("/v1/returns", {"receipt": sale}),
        ("/v1/exchanges", {"branch": "station", "lines": [{"net_minor": 100}], "returns": {"receipt": sale}}),
    ):
        assert (await client.post(path, body)).code == "not_yourself", path
    line = {"key": "k-1", "branch": "station", "identifier": CARD, "lines": [{"net_minor": 100}]}
    bulk = await client.send("POST", "/v1/purchases/bulk", json.dumps(line).encode(), [("content-type", "application/x-ndjson")])
    assert json.loads(bulk.body)["code"] == "not_yourself"
    assert await shop.entries() == before
    cato = await browser(shop, await take_on(shop, "Cato", "owner"))
    assert (await cato.post("/v1/adjustments", {"member": mine, "unit": "points", "count": 1, "reason": "x"})).status == 201


async def test_what_is_corrected_by_hand_stands_in_the_audit_log_once(shop, till):
    member = (await till.post("/v1/members", {})).json["member"]
    body = {"member": member, "unit": "points", "count": 5, "reason": "forgotten"}

    first = await till.post("/v1/adjustments", body, key="k-1")
    again = await till.post("/v1/adjustments", body, key="k-1")
    assert (await till.post("/v1/adjustments", body | {"unit": "dust"})).code == "unknown_unit"

    assert first.body == again.body
    (line,) = await shop.door.people.register.people.audit_lines(KORENAAR, 0, 9)
    assert (line.deed.what, line.deed.object, line.deed.reason) == ("books.adjust", f"receipt:{first.json['receipt']}", "forgotten")
    assert line.deed.request == first.headers["x-request-id"]
    assert line.deed.after == {"member": member, "entry": 2, "branch": ""}


async def test_another_way_to_a_card_stands_in_the_audit_log_by_its_kind_and_never_by_itself(shop, till):
    member = (await till.post("/v1/members", {"identifiers": [{"kind": "card", "value": "2620000012345"}]})).json["member"]

    added = await till.post(f"/v1/members/{member}/identifiers", {"identifier": {"kind": "email", "value": "fatima@example.nl"}})

    (line,) = await shop.door.people.register.people.audit_lines(KORENAAR, 0, 9)
    assert (line.deed.what, line.deed.object) == ("member.identifier", f"receipt:{added.json['receipt']}")
    assert line.deed.after == {"member": member, "entry": 2, "branch": "", "kind": "email"}
    assert "fatima" not in str(line)


async def test_a_cashier_gives_what_their_own_role_may_and_names_no_other(shop):
    client = await browser(shop, await take_on(shop, "Bas", "cashier", at="station"))
    answer = await client.post("/v1/gestures", {"branch": "station", "gesture": "coffee", "role": "manager", "reason": "x"})

    assert (answer.status, answer.json["data"]["field"]) == (400, "role")
    assert (await signed_in(shop, await take_on(shop, "Cato", "owner")))[1].kind == "staff"

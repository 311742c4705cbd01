"""What the tests' client holds every answer of the API to: a refusal that the document does not name at its route is noticed."""

import pytest

from tests.house.reached import reached
from tests.promised import undocumented
from zegel.api.documented import DOCS
from zegel.api.openapi import refusals_of
from zegel.api.table import ROUTES

PROBLEM = "application/problem+json"


def test_a_refusal_that_the_document_names_is_as_promised_and_another_is_not():
    assert undocumented("POST", "/v1/purchases", PROBLEM, b'{"code": "unknown_member"}') == ""
    assert undocumented("POST", "/v1/purchases", PROBLEM, b'{"code": "month_not_over"}') == (
        "POST /v1/purchases answered month_not_over, which its documentation does not name"
    )


def test_an_exact_path_goes_before_a_pattern_and_what_is_no_route_is_left():
    assert "GET /v1/program/drafts/{draft} answered no_program" in undocumented(
        "GET", "/v1/program/drafts/1", PROBLEM, b'{"code":"no_program"}'
    )
    assert undocumented("POST", "/v1/members/lookup", PROBLEM, b'{"code": "qr_spent"}') == ""
    assert undocumented("GET", "/v1/nowhere", PROBLEM, b'{"code": "no_such_address"}') == ""
    assert undocumented("GET", "/v1/program", "application/json", b"{}") == ""


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.template)
def test_a_route_promises_no_refusal_that_nothing_in_it_can_come_to(route):
    promised = set(DOCS[route.template].codes) - refusals_of(route)

    assert sorted(promised - reached(route)) == []


def test_what_a_route_can_come_to_is_found_through_its_flow_and_no_further():
    (sale,) = [one for one in ROUTES if one.template == "POST /v1/returns"]
    (look,) = [one for one in ROUTES if one.template == "GET /v1/members/{member}/consents"]

    assert {"return_too_late", "lines_removed", "more_than_sold", "no_such_day"} <= reached(sale)
    assert {"month_not_over", "invalid_iban", "draft_changed"}.isdisjoint(reached(sale))
    assert "unknown_member" in reached(look)
    assert {"purse_merged", "qr_stale", "return_too_late"}.isdisjoint(reached(look))

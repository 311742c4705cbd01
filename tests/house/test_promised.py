"""What the tests' client holds every answer of the API to: a refusal that the document does not name at its route is noticed."""

from tests.promised import undocumented

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

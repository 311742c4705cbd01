"""Ik: what somebody typed stays in the form when the shop cannot take it, with the reason beside it; each switch is one of its own."""

import pytest

from tests.pages import Fields
from tests.web.test_card import filled, opened, text

pytestmark = pytest.mark.anyio

HERE = "/pas/ik"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"birthday": "1980-02-31"}, "Die geboortedatum bestaat niet"),
        ({"birthday": "2020-05-04"}, "16"),
        ({"branch": "maan"}, "filiaal"),
    ],
)
async def test_what_cannot_be_taken_is_said_in_the_form_and_the_rest_is_not_typed_again(house, wrong, says):
    phone = await opened(await filled(house))

    refused = await phone.fill(await phone.get(HERE), HERE, **({"name": "Fatima Zahra", "language": "en"} | wrong))
    page = refused.body.decode()
    alert = page.partition('role="alert"')[2].partition("</p>")[0]

    assert refused.status == 422
    assert says in alert
    assert 'value="Fatima Zahra"' in page
    assert '<option value="en" selected' in page
    assert wrong.get("birthday", "") in page
    assert "Fatima Zahra" not in await text(phone, HERE), "nothing was kept"
    mended = await phone.fill(refused, HERE, birthday="1980-05-04", branch="station")
    assert (mended.status, 'value="Fatima Zahra"' in await text(phone, HERE)) == (303, True)


async def test_two_switches_of_one_page_are_two_answers(house):
    phone = await opened(await filled(house))
    forms = [fields for _, fields in Fields(await text(phone, HERE)).forms if "purpose" in fields]

    answers = [await phone.post("/pas/toestemming", one) for one in forms]

    assert [answer.status for answer in answers] == [303] * len(forms)
    assert (await text(phone, HERE)).count('aria-checked="true"') == len(forms) > 4

"""README opens with pictures of the three faces, and names addresses that there are."""

import re

from tests.house.tree import ROOT
from zegel.web.table import ROUTES

README = (ROOT / "README.md").read_text(encoding="utf-8")
MOST_BYTES = 160 * 1024


def test_the_pictures_of_the_three_faces_are_there_and_are_small():
    named = set(re.findall(r"docs/pictures/[a-z]+\.png", README))
    kept = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "docs" / "pictures").iterdir()}

    assert named == set(kept) == {f"docs/pictures/{face}.png" for face in ("till", "card", "office")}
    assert all(picture.startswith(b"\x89PNG") and len(picture) <= MOST_BYTES for picture in kept.values())


def test_every_address_of_a_page_in_readme_is_one():
    addresses = set(re.findall(r"`(/(?:kassa|pas|kantoor)[a-z/-]*)`", README))

    assert addresses == {"/kassa", "/pas", "/kantoor"}
    assert addresses <= {route.path for route in ROUTES}

"""The bakery that these stories happen in: on paper, on an ordinary Wednesday."""

import pytest

from tests.paper import PaperShop


@pytest.fixture
def shop() -> PaperShop:
    """The bakery of tests/make.py; fatima is not a member yet."""
    return PaperShop()

"""The browser of the stories."""

from tests.browser.conftest import chromium, launched

__all__ = ["chromium", "launched"]

"""Counters as a page reads them: what is left of each, also where the program says another number by now."""

from collections.abc import Mapping


class Counters(dict[str, int]):
    """Counter → what was left of it when it was drawn on last."""

    def __init__(self, left: Mapping[str, int], began: Mapping[str, int]) -> None:
        super().__init__(left)
        self._began = dict(began)

    def left(self, name: str, of: int) -> int:
        """What is left of a counter of which there are `of` by now; all of them where nobody drew on it."""
        return max(self[name] + of - self._began.get(name, of), 0) if name in self else of

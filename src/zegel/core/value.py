"""`@value`: a slotted class that mypy holds frozen, tests freeze for real, and run time leaves plain.

A frozen dataclass costs 885 ns to make against 383 ns for a plain slotted one; a purchase makes dozens of them.
Tests set `frozen_at_run_time` before the first import of any other part of Zegel, so a mutation fails there.
"""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

frozen_at_run_time: bool = False

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(cls: type[T]) -> type[T]:
    """Make `cls` a value: slots, equality and hash by fields, no dictionary; frozen for mypy and in tests."""
    return dataclass(slots=True, unsafe_hash=True, frozen=frozen_at_run_time)(cls)

"""`@value`: a slotted class that mypy holds frozen, tests freeze for real, and run time leaves plain.

A frozen dataclass costs 885 ns to make against 383 ns for a plain slotted one; a purchase makes dozens of them.
Tests set `frozen_at_run_time` before the first import of any other part of Zegel, so a mutation fails there.

Most values are never compared, so equality and hash are written when somebody first asks: a third of what starting took was writing them.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, TypeVar, dataclass_transform

frozen_at_run_time: bool = False

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(cls: type[T]) -> type[T]:
    """Make `cls` a value: slots, equality and hash by fields, no dictionary; frozen for mypy and in tests."""
    made = dataclass(slots=True, eq=False, repr=False, frozen=frozen_at_run_time)(cls)
    for name, method in _METHODS.items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made


def _eq(self: Any, other: object) -> Any:
    return _written("__eq__", "return ({0}) == ({1}) if other.__class__ is self.__class__ else NotImplemented", self)(self, other)


def _hash(self: Any) -> int:
    return int(_written("__hash__", "return hash(({0}))", self)(self))


def _repr(self: Any) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{one.name}={getattr(self, one.name)!r}' for one in fields(self) if one.repr)})"


def _written(name: str, does: str, self: Any) -> Callable[..., Any]:
    """The method of that name for the class of `self`, there from now on: its fields by name, as a person would write it."""
    owner = next(one for one in type(self).__mro__ if one.__dict__.get(name) is _METHODS[name])
    names = [one.name for one in fields(owner) if one.compare]
    mine, others = ("".join(f"{whose}.{one}, " for one in names) for whose in ("self", "other"))
    made: dict[str, Callable[..., Any]] = {}
    exec(f"def {name}(self, other=None):\n {does.format(mine, others)}", made)  # noqa: S102 - nothing in it but names of fields
    setattr(owner, name, made[name])
    return made[name]


_METHODS = {"__eq__": _eq, "__hash__": _hash, "__repr__": _repr}

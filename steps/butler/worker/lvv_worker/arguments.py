"""Validation of what a request brings."""

from __future__ import annotations

from typing import Any


class BadRequest(Exception):
    """A request does not fit the protocol: an error in the runner, not in the data."""


class Arguments:
    """Typed access to the arguments of one request; `done` refuses what nobody asked for.

    Parameters
    ----------
    values
        Decoded arguments.
    """

    def __init__(self, values: Any):
        if not isinstance(values, dict):
            raise BadRequest("the arguments are no object")
        self._values = dict(values)

    def text(self, name: str, default: str | None = None) -> str:
        """A string; an error where it is absent and has no default."""
        return self._take(name, str, default)

    def texts(self, name: str) -> list[str]:
        """A list of strings, empty where absent."""
        values = self._take(name, list, [])
        if not all(isinstance(value, str) for value in values):
            raise BadRequest(f"{name} is not a list of strings")
        return values

    def items(self, name: str) -> list[dict[str, Any]]:
        """A list of objects, empty where absent."""
        values = self._take(name, list, [])
        if not all(isinstance(value, dict) for value in values):
            raise BadRequest(f"{name} is not a list of objects")
        return values

    def count(self, name: str, default: int) -> int:
        """An integer that is not negative."""
        value = self._take(name, int, default)
        if isinstance(value, bool) or value < 0:
            raise BadRequest(f"{name} is no count")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean."""
        return self._take(name, bool, default)

    def mapping(self, name: str) -> dict[str, Any]:
        """An object, empty where absent."""
        return self._take(name, dict, {})

    def anything(self, name: str) -> Any:
        """Any plain value, None where absent."""
        return self._values.pop(name, None)

    def done(self) -> None:
        """Refuses what is left over."""
        if self._values:
            raise BadRequest(f"unknown arguments: {', '.join(sorted(self._values))}")

    def _take(self, name: str, kind: type, default: Any) -> Any:
        value = self._values.pop(name, default)
        if not isinstance(value, kind):
            raise BadRequest(f"{name} is no {kind.__name__}")
        return value

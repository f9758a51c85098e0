"""What went wrong, as one of a few kinds. The runner decides by the kind whether a row fails or is blocked."""

from __future__ import annotations

import errno
from typing import Any

from .arguments import BadRequest
from .channel import TooLarge


class Failure(Exception):
    """A failure that an operation understood itself.

    Parameters
    ----------
    kind
        One of the kinds that the runner knows.
    message
        What happened, to what.
    hint
        What to do about it.
    """

    def __init__(self, kind: str, message: str, hint: str = ""):
        super().__init__(message)
        self.kind = kind
        self.hint = hint


def describe(error: BaseException) -> dict[str, Any]:
    """Plain data of a failure: kind, Python type, message, hint."""
    return {
        "kind": error.kind if isinstance(error, Failure) else _kind_of(error),
        "type": f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins."),
        "message": _message_of(error),
        "hint": error.hint if isinstance(error, Failure) else "",
    }


def _kind_of(error: BaseException) -> str:
    if isinstance(error, BadRequest):
        return "bad-request"
    if isinstance(error, TooLarge | MemoryError):
        return "too-large"
    if isinstance(error, ImportError):
        return "software-missing"
    for cause in _chain(error):
        if kind := _kind_of_system_error(cause):
            return kind
    for cause in _chain(error):
        if kind := _KINDS.get(type(cause).__name__):
            return kind
    return "unexpected"


# By name, because not every release of the middleware has every type.
_KINDS = {
    "MissingCollectionError": "collection-missing",
    "CollectionTypeError": "query-wrong",
    "MissingDatasetTypeError": "dataset-type-missing",
    "DatasetNotFoundError": "dataset-missing",
    "UnknownComponentError": "query-wrong",
    "CalibrationLookupError": "ambiguous",
    "InvalidQueryError": "query-wrong",
    "UserExpressionError": "query-wrong",
    "UserExpressionSyntaxError": "query-wrong",
    "ParserLexError": "query-wrong",
    "ParserYaccError": "query-wrong",
    "ParserEOFError": "query-wrong",
    "ExpressionTypeError": "query-wrong",
    "DatasetTypeExpressionError": "query-wrong",
    "CollectionExpressionError": "query-wrong",
    "UnimplementedQueryError": "query-wrong",
    "DataIdError": "query-wrong",
    "DataIdValueError": "query-wrong",
    "DimensionNameError": "query-wrong",
    "DimensionValueError": "query-wrong",
    "InconsistentDataIdError": "query-wrong",
    "MissingDimensionError": "query-wrong",
    "ConflictingDefinitionError": "conflict",
    "OperationalError": "repository-unreachable",
    "InterfaceError": "repository-unreachable",
    "DatabaseError": "repository-unreachable",
    "ReadOnlyDatabaseError": "permission",
    "ConnectionError": "repository-unreachable",
    "TimeoutError": "repository-unreachable",
}


def _kind_of_system_error(error: BaseException) -> str | None:
    number = getattr(error, "errno", None) if isinstance(error, OSError) else None
    text = str(error)
    if number in (errno.ENOSPC, errno.EDQUOT) or "database or disk is full" in text:
        return "disk-full"
    if number in (errno.EACCES, errno.EPERM, errno.EROFS) or "readonly database" in text:
        return "permission"
    if isinstance(error, ConnectionError | TimeoutError) or number in (errno.EIO, errno.ESTALE):
        return "repository-unreachable"
    return None


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found:
        found.append(current)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return found


def _message_of(error: BaseException) -> str:
    # str() of a KeyError is the repr of its text.
    first = error.args[0] if isinstance(error, KeyError) and error.args else None
    text = first if isinstance(first, str) else str(error)
    text = text.strip() or type(error).__name__
    return text if len(text) <= 4000 else text[:2000] + " … " + text[-1900:]

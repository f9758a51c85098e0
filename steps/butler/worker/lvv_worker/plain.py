"""Plain data with everything that JSON cannot say, and what Butler values become in it."""

from __future__ import annotations

import datetime
import json
import math
import uuid
from collections.abc import Mapping
from typing import Any

_EXACT = 2**53


def encode(value: Any) -> str:
    """JSON text: an integer beyond 2^53 is ``{"$int": "…"}``, NaN and infinities are ``{"$number": "NaN"}``."""
    return json.dumps(_mark(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def decode(text: str) -> Any:
    """Reads what `encode` wrote."""
    return json.loads(text, object_hook=_unmark)


def _mark(value: Any) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return int(value) if -_EXACT <= value <= _EXACT else {"$int": str(int(value))}
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else {"$number": _number_name(value)}
    if isinstance(value, dict):
        return {str(key): _mark(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_mark(item) for item in value]
    raise TypeError(f"no plain form for {type(value).__module__}.{type(value).__qualname__}")


def _number_name(value: float) -> str:
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _unmark(item: dict[str, Any]) -> Any:
    if len(item) == 1:
        if isinstance(number := item.get("$int"), str):
            return int(number)
        if isinstance(number := item.get("$number"), str):
            return float(number)
    return item


def plain(value: Any) -> Any:
    """Plain data of what Butler, astropy, numpy and pydantic return. What has no plain form becomes its text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, datetime.datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc)
        return aware.astimezone(datetime.timezone.utc).isoformat().replace("+00:00", "Z")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    return _foreign(value)


def _foreign(value: Any) -> Any:
    if hasattr(value, "isot") and hasattr(value, "utc"):  # astropy Time
        return value.utc.isot + "Z"
    if hasattr(value, "begin") and hasattr(value, "end"):  # Timespan
        return {"begin": plain(value.begin), "end": plain(value.end)}
    if hasattr(value, "unit") and hasattr(value, "value"):  # astropy Quantity
        return {"value": plain(value.value), "unit": str(value.unit)}
    if hasattr(value, "tolist"):  # numpy scalars and arrays
        return plain(value.tolist())
    if hasattr(value, "getVertices"):  # sphgeom polygon, degrees
        return {"vertices": [_degrees(vertex) for vertex in value.getVertices()]}
    if hasattr(value, "model_dump"):  # pydantic
        return plain(value.model_dump(mode="json"))
    if hasattr(value, "to_dict"):
        return plain(value.to_dict())
    return str(value)


def _degrees(vector: Any) -> list[float]:
    from lsst.sphgeom import LonLat

    place = LonLat(vector)
    return [place.getLon().asDegrees(), place.getLat().asDegrees()]

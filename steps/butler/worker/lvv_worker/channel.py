"""The pipe to the runner, kept apart from whatever libraries print."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any, TextIO

from .plain import encode

_PART = 128 * 1024
_LARGEST = 16 * 1024 * 1024


class TooLarge(Exception):
    """An answer is larger than the pipe is meant for."""


class Channel:
    """Requests in, answers out, one JSON line each; a long answer goes in parts.

    Parameters
    ----------
    source
        Stream of request lines.
    sink
        Stream of answer lines.
    """

    def __init__(self, source: TextIO, sink: TextIO):
        self._source = source
        self._sink = sink

    @classmethod
    def take_over_standard_streams(cls) -> Channel:
        """Moves the standard streams aside: later prints go to standard error, later reads find nothing."""
        source = os.fdopen(os.dup(0), "r", encoding="utf-8", newline="\n")
        sink = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        return cls(source, sink)

    def requests(self) -> Iterator[str]:
        """Lines until the runner closes its end."""
        for line in self._source:
            if line.strip():
                yield line

    def ready(self, facts: dict[str, Any]) -> None:
        """Says that requests are welcome."""
        self._write({"ready": facts})

    def answer(self, request: int, reply: dict[str, Any]) -> None:
        """Sends the reply to a request. Raises `TooLarge` before anything was sent."""
        text = encode(reply)
        if len(text) > _LARGEST:
            raise TooLarge(f"the answer has {len(text):,} characters, more than {_LARGEST:,}")
        for start in range(0, len(text), _PART):
            last = start + _PART >= len(text)
            self._write({"id": request, "part": text[start : start + _PART], "last": last})

    def _write(self, message: dict[str, Any]) -> None:
        self._sink.write(encode(message) + "\n")
        self._sink.flush()

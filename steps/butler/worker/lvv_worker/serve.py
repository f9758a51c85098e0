"""The loop: one request at a time, in the order they come."""

from __future__ import annotations

import platform
import sys
import traceback
from typing import Any

from .arguments import Arguments, BadRequest
from .channel import Channel, TooLarge
from .failures import describe
from .operations import OPERATIONS
from .plain import decode


def serve(channel: Channel) -> None:
    """Answers until the runner closes the pipe."""
    channel.ready({"protocol": 1, "python": platform.python_version()})
    for line in channel.requests():
        request, reply = _handle(line)
        try:
            channel.answer(request, reply)
        except (TooLarge, TypeError) as error:
            channel.answer(request, {"ok": False, "error": describe(error)})


def _handle(line: str) -> tuple[int, dict[str, Any]]:
    request = -1
    try:
        message = decode(line)
        request = message["id"]
        operation = OPERATIONS.get(message["op"])
        if operation is None:
            raise BadRequest(f"no operation is called {message['op']}")
        return request, {"ok": True, "result": operation(Arguments(message["args"]))}
    except (Exception, SystemExit) as error:
        traceback.print_exc(file=sys.stderr)
        return request, {"ok": False, "error": describe(error)}

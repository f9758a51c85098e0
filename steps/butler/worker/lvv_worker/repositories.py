"""Open repositories, kept while they are what they were."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from lsst.daf.butler import Butler

from .failures import Failure


@dataclass(frozen=True)
class _Open:
    butler: Any
    identity: tuple[int, int, int] | None


_open: dict[tuple[str, bool], _Open] = {}


def repository(name: str, writeable: bool = False) -> Any:
    """An up-to-date Butler of a repository given by path, URI or label.

    A local repository that was removed, or made anew, since the last request is noticed: an open database file would go
    on answering for one that no longer exists.
    """
    config = _config_file(name)
    identity = _identity(config) if config else None
    key = (name, writeable)
    known = _open.get(key)
    if known is None or known.identity != identity:
        _forget(name)
        known = _Open(_connect(name, config, writeable), identity)
        _open[key] = known
    else:
        known.butler.registry.refresh()
    return known.butler


def _forget(name: str) -> None:
    for key in [key for key in _open if key[0] == name]:
        closing = getattr(_open.pop(key).butler, "close", None)
        if closing is not None:
            closing()


def _config_file(name: str) -> str | None:
    """Path of the configuration of a local repository; None for a URI and for a label of the repository index."""
    if "://" in name:
        return name.removeprefix("file://") if name.startswith("file://") else None
    if not os.path.isabs(name):
        return None
    return name if name.endswith((".yaml", ".yml")) else os.path.join(name, "butler.yaml")


def _identity(config: str) -> tuple[int, int, int]:
    try:
        found = os.stat(config)
    except FileNotFoundError as error:
        raise Failure(
            "repository-missing",
            f"there is no Butler repository at {os.path.dirname(config)}: it holds no {os.path.basename(config)}",
            "Check `repository` of the environment, or create it with butler.create.",
        ) from error
    database = os.path.join(os.path.dirname(config), "gen3.sqlite3")
    inode = os.stat(database).st_ino if os.path.exists(database) else 0
    return found.st_ino, found.st_mtime_ns, inode


def _connect(name: str, config: str | None, writeable: bool) -> Any:
    try:
        return Butler.from_config(config or name, writeable=writeable)
    except (FileNotFoundError, KeyError) as error:
        if config is None and "://" not in name:
            labels = sorted(Butler.get_known_repos())
            raise Failure(
                "repository-missing",
                f"no repository is called {name}; the index of this installation has {', '.join(labels) or 'none'}",
                "Give a path, or set DAF_BUTLER_REPOSITORY_INDEX in the environment's stack.environment.",
            ) from error
        raise Failure("repository-missing", f"repository {name} cannot be opened: {error}") from error


def close_all(name: str) -> None:
    """Drops what is held open of a repository, so that the next request opens it afresh."""
    _forget(name)

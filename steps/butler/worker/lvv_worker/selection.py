"""Which collections, data ids and datasets a request means."""

from __future__ import annotations

import difflib
from typing import Any

from .arguments import Arguments
from .failures import Failure
from .plain import plain


def where_of(arguments: Arguments) -> dict[str, Any]:
    """Keyword arguments of a Butler query: the expression and the values bound to its names."""
    return {"where": arguments.text("where", ""), "bind": arguments.mapping("bind") or None}


def collections_of(butler: Any, names: list[str]) -> list[str]:
    """The named collections; an error naming the first one that does not exist."""
    if not names:
        raise Failure(
            "query-wrong",
            "no collections are given",
            "Name collections in butler.open or in the step itself.",
        )
    known: list[str] = []
    for name in names:
        if not collection_exists(butler, name):
            known = known or list(butler.collections.query("*", include_chains=True))
            raise Failure("collection-missing", f"collection {name} does not exist", _near(name, known))
    return names


def collection_exists(butler: Any, name: str) -> bool:
    """True when a collection, or one that a glob matches, is there."""
    try:
        return bool(butler.collections.query(name, include_chains=True))
    except LookupError:
        return False
    except Exception as error:
        if type(error).__name__ == "MissingCollectionError":
            return False
        raise


def searching(butler: Any, collections: list[str]) -> Any:
    """A Butler whose queries take instrument and skymap from the collections where these hold only one, as
    ``Butler(repository, collections=…)`` does."""
    collections_of(butler, collections)
    return butler.clone(collections=collections) if hasattr(butler, "clone") else butler


def dataset_type_of(butler: Any, name: str) -> Any:
    """The registered dataset type; an error with the nearest names where there is none."""
    try:
        return butler.get_dataset_type(name)
    except KeyError as error:
        known = [found.name for found in butler.registry.queryDatasetTypes(...)]
        raise Failure(
            "dataset-type-missing",
            f"dataset type {name} is not registered in this repository",
            _near(name, known),
        ) from error


def one_dataset(butler: Any, arguments: Arguments) -> Any:
    """The one dataset that is meant: by the id of a reference, or by its type, collections and expression."""
    identity = arguments.text("id", "")
    name = arguments.text("datasetType", "")
    collections = arguments.texts("collections")
    where = where_of(arguments)
    if identity:
        found = butler.get_dataset(identity)
        if found is None:
            raise Failure("dataset-missing", f"dataset {identity} is not in the repository any more")
        return found.expanded(butler.registry.expandDataId(found.dataId))
    dataset_type_of(butler, name)
    butler = searching(butler, collections)
    found = butler.query_datasets(name, collections, limit=6, explain=False, **where)
    place = f"in {', '.join(collections)}" + (f" where {shown(where)}" if where["where"] else "")
    if not found:
        raise Failure("dataset-missing", f"no dataset of type {name} exists {place}")
    if len(found) > 1:
        ids = "; ".join(shown_id(ref) for ref in found[:5])
        more = " and more" if len(found) > 5 else ""
        raise Failure(
            "ambiguous",
            f"more than one dataset of type {name} exists {place}: {ids}{more}",
            "Narrow it by `where`.",
        )
    return found[0]


def shown(where: dict[str, Any]) -> str:
    """The expression with the bound values in place, for messages."""
    text = where["where"]
    for name, value in sorted((where["bind"] or {}).items(), key=lambda item: -len(item[0])):
        text = text.replace(f":{name}", repr(value))
    return text


def data_id(ref: Any) -> dict[str, Any]:
    """Plain data id of a reference, with implied dimensions where they are known."""
    found = ref.dataId
    return plain(dict((found.mapping if found.hasFull() else found.required).items()))


def shown_id(ref: Any) -> str:
    """The data id of a reference for messages: ``{instrument: SimCam, visit: 1}``."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in ref.dataId.required.items()) + "}"


def plain_refs(butler: Any, refs: list[Any]) -> list[dict[str, Any]]:
    """Plain references with the places of their files."""
    places = butler.get_many_uris(refs, predict=False, allow_missing=True) if refs else {}
    return [
        {
            "id": str(ref.id),
            "datasetType": ref.datasetType.name,
            "storageClass": ref.datasetType.storageClass_name,
            "run": ref.run,
            "dataId": data_id(ref),
            "uri": _place(places.get(ref)),
        }
        for ref in refs
    ]


def _place(uris: Any) -> str | None:
    if uris is None:
        return None
    primary = getattr(uris, "primaryURI", None)
    parts = getattr(uris, "componentURIs", {}) or {}
    found = primary if primary is not None else next(iter(parts.values()), None)
    return None if found is None else str(found)


def _near(name: str, known: list[str]) -> str:
    found = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    if found:
        return f"Did you mean {' or '.join(found)}?"
    return f"It has {', '.join(sorted(known)[:10])}{' …' if len(known) > 10 else ''}." if known else "It has none."

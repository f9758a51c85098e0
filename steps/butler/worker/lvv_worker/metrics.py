"""Measured metrics as they lie in a repository, whatever wrote them."""

from __future__ import annotations

import json
from typing import Any

from .arguments import Arguments
from .failures import Failure
from .plain import plain
from .repositories import repository
from .selection import dataset_type_of, plain_refs, searching, shown_id, where_of

_BUNDLE = "MetricMeasurementBundle"
_PREFIX = "metricvalue_"
_MOST = 2000


def read_metrics(arguments: Arguments) -> dict[str, Any]:
    """Every stored measurement of some metrics: those of datasets of their own, and those inside bundles.

    The Python types need not be installed: datasets are read as the JSON or YAML files that they are.
    """
    name, names = arguments.text("repository"), arguments.texts("metrics")
    collections, where = arguments.texts("collections"), where_of(arguments)
    type_name, source = arguments.text("datasetType", ""), arguments.text("source", "auto")
    arguments.done()
    butler = repository(name)
    search = searching(butler, collections)
    if type_name:
        types = [dataset_type_of(butler, type_name)]
    else:
        types = _types_present(butler, collections)
    chosen = [
        one
        for one in types
        if source in ("auto", _form_of(one)) and (type_name or _may_hold(one, names))
    ]
    found: list[dict[str, Any]] = []
    for one in chosen:
        refs = search.query_datasets(one.name, collections, limit=_MOST + 1, explain=False, **where)
        if len(refs) > _MOST:
            raise Failure(
                "too-large",
                f"more than {_MOST} datasets of type {one.name} match",
                "Narrow them by `where`.",
            )
        for ref in refs:
            plain_ref = plain_refs(butler, [ref])[0]
            found.append({"ref": plain_ref, "form": _form_of(one), "document": _document(butler, ref)})
    return {"documents": found, "looked": [one.name for one in chosen]}


def _form_of(dataset_type: Any) -> str:
    return "bundle" if dataset_type.storageClass_name == _BUNDLE else "dataset"


def _may_hold(dataset_type: Any, names: list[str]) -> bool:
    return _form_of(dataset_type) == "bundle" or any(_is_type_of(dataset_type.name, name) for name in names)


def _types_present(butler: Any, collections: list[str]) -> list[Any]:
    present: set[str] = set()
    for info in butler.collections.query_info(collections, flatten_chains=True, include_summary=True):
        present.update(info.dataset_types or ())
    types = [butler.get_dataset_type(name) for name in sorted(present)]
    return [one for one in types if one.name.startswith(_PREFIX) or one.storageClass_name == _BUNDLE]


def _is_type_of(type_name: str, metric: str) -> bool:
    """``metricvalue_AM1`` and, with the package before it, ``metricvalue_validate_drp_AM1``."""
    wanted = metric.replace(".", "_")
    return type_name == _PREFIX + wanted or (
        type_name.startswith(_PREFIX) and type_name.endswith("_" + wanted)
    )


def _document(butler: Any, ref: Any) -> Any:
    uri = butler.getURI(ref)
    try:
        text = uri.read().decode("utf-8")
        if uri.getExtension() == ".json":
            return plain(json.loads(text))
        return plain(_plain_yaml(text))
    except FileNotFoundError as error:
        raise Failure(
            "artifact-missing", f"the file of {ref.datasetType.name} {shown_id(ref)} is gone: {uri}"
        ) from error
    except ValueError as error:
        raise Failure(
            "unreadable", f"{ref.datasetType.name} {shown_id(ref)} is neither JSON nor YAML: {error}"
        ) from error


def _plain_yaml(text: str) -> Any:
    """YAML as plain data, objects of any Python type as their fields: nothing of them is run."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        pass

    def construct(loader: Any, _suffix: str, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            return loader.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return loader.construct_sequence(node, deep=True)
        return loader.construct_scalar(node)

    Loader.add_multi_constructor("", construct)
    try:
        return yaml.load(text, Loader=Loader)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error

"""Questions about a repository that change nothing."""

from __future__ import annotations

from typing import Any

from lsst.daf.butler import CollectionType

from .arguments import Arguments
from .failures import Failure
from .plain import plain
from .repositories import repository
from .selection import collections_of, dataset_type_of, one_dataset, plain_refs, searching, where_of


def open_repository(arguments: Arguments) -> dict[str, Any]:
    """Opens a repository and checks that the wanted collections exist."""
    name, collections = arguments.text("repository"), arguments.texts("collections")
    arguments.done()
    butler = repository(name)
    if collections:
        collections_of(butler, collections)
    return {"collections": collections, "dimensions": butler.dimensions.version}


def query_collections(arguments: Arguments) -> dict[str, Any]:
    """Collections by a glob, with their kind, their members in search order, and the chains they are in."""
    name, expression = arguments.text("repository"), arguments.text("expression", "*")
    kinds = {CollectionType.from_name(kind) for kind in arguments.texts("types")}
    arguments.done()
    found = repository(name).collections.query_info(
        expression,
        include_chains=True,
        include_parents=True,
        include_doc=True,
        **({"collection_types": kinds} if kinds else {}),
    )
    collections = [
        {
            "name": info.name,
            "type": info.type.name,
            "children": list(info.children),
            "parents": sorted(info.parents or ()),
            "doc": info.doc or "",
        }
        for info in sorted(found, key=lambda info: info.name)
    ]
    return {"collections": collections, "count": len(collections)}


def query_dataset_types(arguments: Arguments) -> dict[str, Any]:
    """Registered dataset types by a glob, and those of them that have datasets in the collections."""
    import fnmatch

    name, expression = arguments.text("repository"), arguments.text("expression", "*")
    collections = arguments.texts("collections")
    arguments.done()
    butler = repository(name)
    types = [
        found for found in butler.registry.queryDatasetTypes(...) if fnmatch.fnmatchcase(found.name, expression)
    ]
    if collections:
        collections_of(butler, collections)
        present: set[str] = set()
        for info in butler.collections.query_info(
            collections, flatten_chains=True, include_summary=True
        ):
            present.update(info.dataset_types or ())
        types = [found for found in types if found.name in present]
    plain_types = [
        {
            "name": found.name,
            "dimensions": list(found.dimensions.required),
            "storageClass": found.storageClass_name,
            "isCalibration": found.isCalibration(),
        }
        for found in sorted(types, key=lambda found: found.name)
    ]
    return {"datasetTypes": plain_types, "count": len(plain_types)}


def query_datasets(arguments: Arguments) -> dict[str, Any]:
    """References of datasets, in the order of their data ids."""
    name, type_name = arguments.text("repository"), arguments.text("datasetType")
    collections, where = arguments.texts("collections"), where_of(arguments)
    limit, find_first = arguments.count("limit", 1000), arguments.flag("findFirst", True)
    arguments.done()
    butler = repository(name)
    dataset_type = dataset_type_of(butler, type_name)
    butler = searching(butler, collections)
    order = list(dataset_type.dimensions.required)
    with butler.query() as query:
        found = query.datasets(type_name, collections, find_first=find_first).where(
            where["where"], bind=where["bind"]
        )
        refs = list((found.order_by(*order) if order else found).limit(limit + 1))
        truncated = len(refs) > limit
        total = found.count(exact=True, discard=True) if truncated else len(refs)
    return {"refs": plain_refs(butler, refs[:limit]), "count": total, "truncated": truncated}


def count(arguments: Arguments) -> dict[str, Any]:
    """Number of datasets of a type."""
    name, type_name = arguments.text("repository"), arguments.text("datasetType")
    collections, where = arguments.texts("collections"), where_of(arguments)
    find_first = arguments.flag("findFirst", True)
    arguments.done()
    butler = repository(name)
    dataset_type_of(butler, type_name)
    butler = searching(butler, collections)
    with butler.query() as query:
        found = query.datasets(type_name, collections, find_first=find_first)
        return {"count": found.where(where["where"], bind=where["bind"]).count(exact=True, discard=True)}


def exists(arguments: Arguments) -> dict[str, Any]:
    """Whether the repository knows a dataset, and whether its files are there."""
    butler = repository(arguments.text("repository"))
    try:
        ref = one_dataset(butler, arguments)
    except Failure as failure:
        if failure.kind != "dataset-missing":
            raise
        return {"exists": False, "registered": False, "stored": False, "ref": None}
    arguments.done()
    found = butler.exists(ref, full_check=True)
    return {
        "exists": bool(found),
        # The truth value of a flag is that of the whole answer: compare the bits.
        "registered": found.value & type(found).RECORDED.value != 0,
        "stored": found.value & type(found)._ARTIFACT.value != 0,
        "ref": plain_refs(butler, [ref])[0],
    }


def query_data_ids(arguments: Arguments) -> dict[str, Any]:
    """Data ids of some dimensions, in their order."""
    name, dimensions = arguments.text("repository"), arguments.texts("dimensions")
    type_name, collections = arguments.text("datasetType", ""), arguments.texts("collections")
    where, limit = where_of(arguments), arguments.count("limit", 1000)
    arguments.done()
    butler = repository(name)
    if type_name:
        dataset_type_of(butler, type_name)
    for dimension in dimensions:
        if dimension not in butler.dimensions.dimensions.names:
            raise Failure("query-wrong", f"{dimension} is no dimension of this repository")
    butler = searching(butler, collections) if collections else butler
    with butler.query() as query:
        if type_name:
            query = query.join_dataset_search(type_name, collections)
        found = query.data_ids(dimensions).where(where["where"], bind=where["bind"])
        ids = list((found.order_by(*dimensions) if dimensions else found).limit(limit + 1))
        truncated = len(ids) > limit
        total = found.count(exact=True, discard=True) if truncated else len(ids)
    return {
        "dataIds": [plain(dict(found.mapping.items())) for found in ids[:limit]],
        "count": total,
        "truncated": truncated,
    }


def query_dimension_records(arguments: Arguments) -> dict[str, Any]:
    """Records of one dimension element: its fields, instants as UTC, regions as vertices in degrees."""
    name, element = arguments.text("repository"), arguments.text("element")
    collections = arguments.texts("collections")
    where, limit = where_of(arguments), arguments.count("limit", 1000)
    arguments.done()
    butler = repository(name)
    if element not in butler.dimensions.elements.names:
        raise Failure("query-wrong", f"{element} is no dimension element of this repository")
    butler = searching(butler, collections) if collections else butler
    keys = list(butler.dimensions[element].required.names)
    with butler.query() as query:
        found = query.dimension_records(element).where(where["where"], bind=where["bind"])
        records = list(found.order_by(*keys).limit(limit + 1))
        truncated = len(records) > limit
        total = found.count(exact=True, discard=True) if truncated else len(records)
    return {
        "records": [plain(record.toDict()) for record in records[:limit]],
        "count": total,
        "truncated": truncated,
    }

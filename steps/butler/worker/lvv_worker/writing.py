"""What changes a repository. Doing it again ends in the same state."""

from __future__ import annotations

import os
from typing import Any

from lsst.daf.butler import Butler, CollectionType, DatasetRef, DatasetType, FileDataset

from .arguments import Arguments
from .failures import Failure
from .repositories import close_all, repository
from .selection import collection_exists, dataset_type_of, plain_refs


def create(arguments: Arguments) -> dict[str, Any]:
    """Makes an empty repository where there is none."""
    name = arguments.text("repository")
    arguments.done()
    if os.path.exists(os.path.join(name, "butler.yaml")):
        repository(name)
        return {"repository": name, "created": False}
    if os.path.isdir(name) and os.listdir(name):
        raise Failure("conflict", f"{name} is a folder with other things in it", "Choose an empty folder.")
    close_all(name)
    Butler.makeRepo(name)
    return {"repository": name, "created": True}


def register_instrument(arguments: Arguments) -> dict[str, Any]:
    """Writes the dimension records of an instrument given by its Python class."""
    from lsst.utils import doImportType

    name, class_name = arguments.text("repository"), arguments.text("instrument")
    update = arguments.flag("update")
    arguments.done()
    instrument = doImportType(class_name)()
    instrument.register(repository(name, writeable=True).registry, update=update)
    return {"instrument": instrument.getName()}


def register_dataset_type(arguments: Arguments) -> dict[str, Any]:
    """Registers a dataset type; one that is registered with another definition is a conflict."""
    butler = repository(arguments.text("repository"), writeable=True)
    wanted = DatasetType(
        arguments.text("name"),
        tuple(arguments.texts("dimensions")),
        arguments.text("storageClass"),
        universe=butler.dimensions,
        isCalibration=arguments.flag("isCalibration"),
    )
    arguments.done()
    return {"name": wanted.name, "registered": bool(butler.registry.registerDatasetType(wanted))}


def put(arguments: Arguments) -> dict[str, Any]:
    """Stores a value or the table of a Parquet file. The same content at the same place is left as it is."""
    butler = repository(arguments.text("repository"), writeable=True)
    dataset_type = dataset_type_of(butler, arguments.text("datasetType"))
    run, data_id = arguments.text("run"), arguments.mapping("dataId")
    value, table = arguments.anything("value"), arguments.text("table", "")
    arguments.done()
    new = _read_table(table) if table else value
    butler.collections.register(run, CollectionType.RUN)
    known = butler.find_dataset(dataset_type, data_id, collections=run)
    if known is not None:
        if not _same(new, butler.get(known, storageClass="ArrowTable") if table else butler.get(known)):
            raise Failure("conflict", f"{run} already holds another {dataset_type.name} at {data_id}")
        return {"ref": plain_refs(butler, [known])[0], "created": False}
    ref = butler.put(_as_stored(new, dataset_type) if table else new, dataset_type, data_id, run=run)
    return {"ref": plain_refs(butler, [ref])[0], "created": True}


def ingest(arguments: Arguments) -> dict[str, Any]:
    """Takes files into a run. A dataset that is there already is left as it is."""
    butler = repository(arguments.text("repository"), writeable=True)
    dataset_type = dataset_type_of(butler, arguments.text("datasetType"))
    run, transfer = arguments.text("run"), arguments.text("transfer", "copy")
    files = [Arguments(item) for item in arguments.items("files")]
    arguments.done()
    wanted = [(item.text("path"), item.mapping("dataId")) for item in files]
    for path, _ in wanted:
        if not os.path.isfile(path):
            raise Failure("query-wrong", f"there is no file {path} to ingest")
    butler.collections.register(run, CollectionType.RUN)
    refs, new = [], []
    for path, data_id in wanted:
        ref = butler.find_dataset(dataset_type, data_id, collections=run)
        if ref is None:
            ref = DatasetRef(dataset_type, butler.registry.expandDataId(data_id), run=run)
            new.append(FileDataset(path, [ref]))
        refs.append(ref)
    if new:
        try:
            butler.ingest(*new, transfer=transfer)
        except ValueError as error:
            raise Failure("query-wrong", f"the files do not fit {dataset_type.name}: {error}") from error
    return {"refs": plain_refs(butler, refs), "ingested": len(new)}


def remove_run(arguments: Arguments) -> dict[str, Any]:
    """Removes a run with its datasets and files, also from the chains that hold it."""
    name, run = arguments.text("repository"), arguments.text("run")
    arguments.done()
    butler = repository(name, writeable=True)
    if not collection_exists(butler, run):
        return {"run": run, "removed": False}
    found = butler.collections.query_info(run, include_chains=True)
    if found[0].type is not CollectionType.RUN:
        raise Failure("conflict", f"{run} is no run but a {found[0].type.name} collection")
    butler.removeRuns([run], unlink_from_chains=True)
    return {"run": run, "removed": True}


def _read_table(path: str) -> Any:
    import pyarrow.parquet

    return pyarrow.parquet.read_table(path)


def _as_stored(table: Any, dataset_type: Any) -> Any:
    # put takes the Python type of the dataset type's storage class, or one that it can convert.
    if dataset_type.storageClass_name == "ArrowAstropy":
        from lsst.daf.butler.formatters.parquet import arrow_to_astropy

        return arrow_to_astropy(table)
    return table


def _same(one: Any, other: Any) -> bool:
    return bool(one.equals(other)) if hasattr(one, "equals") else bool(one == other)

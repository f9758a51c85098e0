"""Content of datasets: tables stay files, everything else that is small becomes plain data."""

from __future__ import annotations

import os
import shutil
from typing import Any

from .arguments import Arguments
from .column_statistics import ColumnStatistics
from .failures import Failure
from .plain import plain
from .repositories import repository
from .selection import one_dataset, plain_refs, shown_id

_PARQUET = (".parq", ".parquet", ".pq")


def read_columns(arguments: Arguments) -> dict[str, Any]:
    """Names, types and units of the columns of a table, and its number of rows, without reading the table."""
    butler = repository(arguments.text("repository"))
    ref = one_dataset(butler, arguments)
    arguments.done()
    with _Table(butler, ref) as table:
        return {
            "columns": _columns(table.schema),
            "rowCount": table.row_count,
            "ref": plain_refs(butler, [ref])[0],
        }


def get(arguments: Arguments) -> dict[str, Any]:
    """Content of a dataset: for a table a Parquet file, statistics and its first rows; else a plain value."""
    butler = repository(arguments.text("repository"))
    folder, limit = arguments.text("folder"), arguments.count("limit", 0)
    wanted = arguments.texts("columns")
    ref = one_dataset(butler, arguments)
    arguments.done()
    answer = {"ref": plain_refs(butler, [ref])[0], "type": _type_name(ref)}
    if _is_table(ref):
        with _Table(butler, ref) as table:
            return answer | _table_content(table, wanted, limit, folder)
    if _is_plain(ref):
        return answer | {"kind": "value", "value": plain(_read(butler, ref))}
    return answer | _whole_file(butler, ref, folder)


def _is_table(ref: Any) -> bool:
    return ref.datasetType.storageClass_name in (
        "ArrowAstropy",
        "ArrowTable",
        "ArrowNumpy",
        "ArrowNumpyDict",
        "DataFrame",
        "AstropyTable",
        "AstropyQTable",
    )


def _type_name(ref: Any) -> str:
    """Name of the Python type of a dataset, which need not be installed."""
    storage_class = ref.datasetType.storageClass
    try:
        return storage_class.pytype.__qualname__
    except ImportError:
        return storage_class.name


def _is_plain(ref: Any) -> bool:
    name = ref.datasetType.storageClass_name
    return name.startswith("StructuredData") or name in (
        "ButlerLogRecords",
        "Config",
        "Packages",
        "PropertyList",
        "PropertySet",
        "TaskMetadata",
    )


def _whole_file(butler: Any, ref: Any, folder: str) -> dict[str, Any]:
    """The file of an image, a plot or another thing that has no plain form; its Python type need not be installed."""
    uri = butler.getURIs(ref).primaryURI
    if uri is None:
        raise Failure("query-wrong", f"{_name(ref)} is stored in several files", "Get one of its components.")
    name = f"{ref.datasetType.name}-{ref.id}{uri.getExtension()}"
    try:
        with uri.as_local() as local:
            path = local.ospath if uri.isLocal else shutil.copy(local.ospath, os.path.join(folder, name))
            os.stat(path)
    except FileNotFoundError as error:
        raise Failure("artifact-missing", f"the file of {_name(ref)} is gone: {uri}") from error
    return {"kind": "file", "path": path, "name": name}


def _name(ref: Any) -> str:
    return f"{ref.datasetType.name} {shown_id(ref)} in {ref.run}"


def _read(butler: Any, ref: Any, **options: Any) -> Any:
    try:
        return butler.get(ref, **options)
    except FileNotFoundError as error:
        raise Failure("artifact-missing", f"the file of {_name(ref)} is gone: {error}") from error
    except ImportError as error:
        raise Failure(
            "software-missing",
            f"{_name(ref)} needs software that this stack does not have: {error}",
        ) from error
    except (ValueError, RuntimeError) as error:
        raise Failure("unreadable", f"{_name(ref)} cannot be read: {error}") from error


class _Table:
    """A table dataset, read from its Parquet file in batches, or through the Butler where it is stored otherwise.

    Parameters
    ----------
    butler, ref
        Where it is.
    """

    def __init__(self, butler: Any, ref: Any):
        import pyarrow.parquet

        self.ref = ref
        self._local: Any = None
        self._table: Any = None
        self._file: Any = None
        uri = butler.getURIs(ref).primaryURI
        if uri is not None and uri.getExtension() in _PARQUET:
            try:
                self._local = uri.as_local()
                self.path = self._local.__enter__().ospath
                self._file = pyarrow.parquet.ParquetFile(self.path)
            except FileNotFoundError as error:
                raise Failure("artifact-missing", f"the file of {_name(ref)} is gone: {uri}") from error
            except (pyarrow.ArrowInvalid, OSError) as error:
                raise Failure("unreadable", f"{_name(ref)} is no readable Parquet file: {error}") from error
            self.schema, self.row_count = self._file.schema_arrow, self._file.metadata.num_rows
            self.temporary = not uri.isLocal
        elif _is_table(ref):
            self._table = _read(butler, ref, storageClass="ArrowTable")
            self.schema, self.row_count = self._table.schema, self._table.num_rows
        else:
            raise Failure(
                "query-wrong", f"{ref.datasetType.name} is no table but {ref.datasetType.storageClass_name}"
            )

    def __enter__(self) -> _Table:
        return self

    def __exit__(self, *error: object) -> None:
        if self._file is not None:
            self._file.close()
        if self._local is not None:
            self._local.__exit__(None, None, None)

    def batches(self, columns: list[str]) -> Any:
        """The rows of some columns, some thousand at a time."""
        if self._file is not None:
            return self._file.iter_batches(batch_size=16_384, columns=columns)
        return self._table.select(columns).to_batches(max_chunksize=16_384)

    def whole_file(self, folder: str) -> str | None:
        """Path of a file with the whole table, where there is one."""
        if self._file is None:
            return None
        if not self.temporary:
            return self.path
        return shutil.copy(self.path, os.path.join(folder, _file_name(self.ref)))


def _file_name(ref: Any) -> str:
    return f"{ref.datasetType.name}-{ref.id}.parquet"


def _table_content(table: _Table, wanted: list[str], limit: int, folder: str) -> dict[str, Any]:
    import pyarrow.parquet

    missing = [name for name in wanted if name not in table.schema.names]
    if missing:
        raise Failure(
            "column-missing",
            f"{_name(table.ref)} has no column {missing[0]}",
            f"It has {', '.join(table.schema.names[:40])}.",
        )
    names = wanted or table.schema.names
    whole = None if wanted else table.whole_file(folder)
    path = whole or os.path.join(folder, _file_name(table.ref))
    schema = table.schema if not wanted else _subset(table.schema, names)
    writer = None if whole else pyarrow.parquet.ParquetWriter(path, schema)
    statistics = {name: ColumnStatistics() for name in names}
    rows: list[Any] = []
    try:
        for batch in table.batches(names):
            if len(rows) < limit:
                rows += plain(batch.slice(0, limit - len(rows)).select(names).to_pylist())
            for name in names:
                statistics[name].add(batch.column(batch.schema.get_field_index(name)))
            if writer is not None:
                writer.write_batch(batch.select(names).cast(schema))
    finally:
        if writer is not None:
            writer.close()
    columns = [column | {"statistics": statistics[column["name"]].plain()} for column in _columns(schema)]
    return {
        "kind": "table",
        "rowCount": table.row_count,
        "columns": columns,
        "rows": rows,
        "path": path,
        "name": _file_name(table.ref),
    }


def _subset(schema: Any, names: list[str]) -> Any:
    import pyarrow

    return pyarrow.schema([schema.field(name) for name in names], metadata=schema.metadata)


def _columns(schema: Any) -> list[dict[str, Any]]:
    described = _described(schema)
    return [
        {
            "name": field.name,
            "type": str(field.type),
            "unit": described.get(field.name, ("", ""))[0],
            "description": described.get(field.name, ("", ""))[1],
        }
        for field in schema
    ]


def _described(schema: Any) -> dict[str, tuple[str, str]]:
    """Unit and description by column: from the astropy header, else from the fields of the Arrow schema."""
    header = (schema.metadata or {}).get(b"table_meta_yaml")
    if header:
        from astropy.table import meta

        parsed = meta.get_header_from_yaml(header.decode().split("\n"))
        return {
            column["name"]: (str(column.get("unit") or ""), str(column.get("description") or ""))
            for column in parsed["datatype"]
        }
    return {
        field.name: (
            (field.metadata or {}).get(b"unit", b"").decode(),
            (field.metadata or {}).get(b"description", b"").decode(),
        )
        for field in schema
    }

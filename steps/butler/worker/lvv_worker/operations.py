"""Every operation by its name. Importing this loads the Butler once."""

from . import metrics, pipelines, reading, tables, writing

OPERATIONS = {
    "open": reading.open_repository,
    "query_collections": reading.query_collections,
    "query_dataset_types": reading.query_dataset_types,
    "query_datasets": reading.query_datasets,
    "query_data_ids": reading.query_data_ids,
    "query_dimension_records": reading.query_dimension_records,
    "count": reading.count,
    "exists": reading.exists,
    "read_columns": tables.read_columns,
    "get": tables.get,
    "read_metrics": metrics.read_metrics,
    "create": writing.create,
    "register_instrument": writing.register_instrument,
    "register_dataset_type": writing.register_dataset_type,
    "put": writing.put,
    "ingest": writing.ingest,
    "remove_run": writing.remove_run,
    "show_pipeline": pipelines.show,
    "report": pipelines.report,
}

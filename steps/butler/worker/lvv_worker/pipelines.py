"""Pipelines and what became of their runs, by the middleware's own commands in this process."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
from typing import Any

from .arguments import Arguments
from .failures import Failure


def show(arguments: Arguments) -> dict[str, Any]:
    """Tasks of a pipeline with their classes and dimensions, its subsets, and optionally its whole configuration."""
    uri, instrument = arguments.text("pipeline"), arguments.text("instrument", "")
    overrides = arguments.items("config")
    arguments.done()
    from lsst.pipe.base import Pipeline

    try:
        pipeline = Pipeline.from_uri(uri) if hasattr(Pipeline, "from_uri") else Pipeline.fromFile(uri)
        if instrument:
            pipeline.addInstrument(instrument)
        for override in overrides:
            _override(pipeline, Arguments(override))
        graph = pipeline.to_graph()
    except FileNotFoundError as error:
        raise Failure("pipeline-missing", f"there is no pipeline {uri}: {error}", _unset(uri)) from error
    except (AttributeError, LookupError, ValueError) as error:
        raise Failure("query-wrong", f"pipeline {uri} cannot be built: {error}") from error
    tasks = [_task(graph.tasks[label]) for label in graph.tasks]
    subsets = [{"name": name, "tasks": sorted(graph.task_subsets[name])} for name in sorted(graph.task_subsets)]
    return {"description": graph.description or "", "tasks": tasks, "subsets": subsets}


def _unset(uri: str) -> str:
    missing = [name for name in re.findall(r"\$\{?(\w+)", uri) if name not in os.environ]
    return f"The stack does not set {missing[0]}: set up the product that does." if missing else ""


def _override(pipeline: Any, override: Arguments) -> None:
    task, field, value = override.text("task"), override.text("field"), override.anything("value")
    override.done()
    pipeline.addConfigOverride(task, field, value)


def _task(node: Any) -> dict[str, Any]:
    return {
        "label": node.label,
        "class": node.task_class_name,
        "dimensions": list(node.raw_dimensions),
        "inputs": sorted(edge.parent_dataset_type_name for edge in node.inputs.values()),
        "outputs": sorted(edge.parent_dataset_type_name for edge in node.outputs.values()),
        "config": node.get_config_str(),
    }


def report(arguments: Arguments) -> dict[str, Any]:
    """Runs `pipetask report` on a graph and gives its full output, with the text it shows to people."""
    repository, graphs = arguments.text("repository"), arguments.texts("graphs")
    output = arguments.text("output")
    arguments.done()
    from lsst.ctrl.mpexec.cli.pipetask import cli

    command = ["report", repository, *graphs, "--force-v2", "--full-output-filename", output]
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        code = cli.main(command, prog_name="pipetask", standalone_mode=False)
    if code:
        raise Failure("unexpected", f"pipetask report ended with code {code}")
    with open(output, encoding="utf-8") as file:
        return {"text": shown.getvalue(), "report": json.load(file)}

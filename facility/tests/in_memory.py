"""Run the pipelines' tasks over a simulated survey without a repository, for tests and studies."""

import ast

import numpy as np

from lvv_facility.optics import BANDS
from lvv_facility.simulator.repository import SKY_MAP, camera_record, make_table, visit_record
from lvv_facility.simulator.survey import make_catalogues, observe
from lvv_facility.tasks.associate import AssociateTask
from lvv_facility.tasks.calibrate import CalibrateTask
from lvv_facility.tasks.measure_absolute import MeasureAbsoluteTask
from lvv_facility.tasks.measure_colour import MeasureColourTask
from lvv_facility.tasks.measure_photometry import MeasurePhotometryTask
from lvv_facility.tasks.measure_relative import MeasureRelativeTask

TASKS = {
    "calibrate": CalibrateTask,
    "associate": AssociateTask,
    "measureRelative": MeasureRelativeTask,
    "measureAbsolute": MeasureAbsoluteTask,
    "measureColour": MeasureColourTask,
    "measurePhotometry": MeasurePhotometryTask,
}


def make_task(label, overrides=()):
    """A task with `label:field=value` overrides applied, as pipetask's -c does."""
    config = TASKS[label].ConfigClass()
    for override in overrides:
        target, _, setting = override.partition(":")
        field, _, value = setting.partition("=")
        if target == label:
            if not isinstance(getattr(config, field), str):
                value = ast.literal_eval(value)
            setattr(config, field, value)
    config.validate()
    return TASKS[label](config=config, name=label)


def process(survey, overrides=(), bands=BANDS):
    """{band: (object table, matched table)} and {visit: what calibration made}."""
    references, checks = (make_table(columns) for columns in make_catalogues(survey))
    calibrate, associate = (make_task(label, overrides) for label in ("calibrate", "associate"))
    sources, summaries = {band: [] for band in bands}, {}
    for visit in survey.visits:
        if visit.band not in bands:
            continue
        done = calibrate.run(
            raw={k: make_table(columns) for k, columns in observe(survey, visit).items()},
            visitInfo=visit_record(visit),
            camera=camera_record(),
            references=references,
            checks=checks,
        )
        sources[visit.band].append(done.sources)
        summaries[visit.number] = done
    tables = {}
    for band in bands:
        done = associate.run(sources[band], SKY_MAP, references, checks, band)
        tables[band] = (done.objects, done.matched)
    return tables, summaries


def measure(survey, tables, overrides=()):
    """{metric: {band: content of its dataset}} of processed tables."""
    references, checks = (make_table(columns) for columns in make_catalogues(survey))
    task = {label: make_task(label, overrides) for label in TASKS if label.startswith("measure")}
    values = {}
    for band, (objects, matched) in tables.items():
        done = [
            task["measureRelative"].run(objects, matched, band),
            task["measureAbsolute"].run(objects, matched, references, checks, band),
            task["measurePhotometry"].run(objects, matched, band),
        ]
        if band != "r" and "r" in tables:
            done.append(task["measureColour"].run(tables[band], tables["r"], band))
        for struct in done:
            for content in struct.getDict().values():
                if isinstance(content, dict):
                    values.setdefault(content["metric"], {})[band] = content
    return values


def pull(measured, truth):
    """Difference in combined standard uncertainties."""
    error = np.hypot(measured["uncertainty"], truth["uncertainty"])
    return (measured["value"] - truth["value"]) / error


def measure_accuracy(survey, tables):
    """Largest area offset of each visit and detector [mas]."""
    references, checks = (make_table(columns) for columns in make_catalogues(survey))
    task = make_task("measureAbsolute")
    done = [task.run(*t, references, checks, band).accuracy for band, t in tables.items()]
    return np.concatenate([np.asarray(table["worstAreaOffset"]) for table in done])

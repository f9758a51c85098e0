"""Gather the summaries of all visits into one table, a row for each visit and detector."""

import astropy.table
import lsst.pipe.base as pipeBase
import lsst.pipe.base.connectionTypes as cT


class ConsolidateConnections(pipeBase.PipelineTaskConnections, dimensions=("instrument",)):
    summaries = cT.Input(
        doc="Calibration of the detectors of each visit.",
        name="visitSummary",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit"),
        multiple=True,
    )
    table = cT.Output(
        doc="One row a visit and detector.",
        name="ccdVisitTable",
        storageClass="ArrowAstropy",
        dimensions=("instrument",),
    )


class ConsolidateConfig(pipeBase.PipelineTaskConfig, pipelineConnections=ConsolidateConnections):
    pass


class ConsolidateTask(pipeBase.PipelineTask):
    """Table of calibrations, ordered by visit and detector."""

    ConfigClass = ConsolidateConfig
    _DefaultName = "consolidate"

    def run(self, summaries):
        table = astropy.table.vstack(summaries, metadata_conflicts="silent")
        table.sort(["visit", "detector"])
        return pipeBase.Struct(table=table)

"""Gather what calibration found into one table, a row for each visit and detector."""

import astropy.table
import astropy.units as u
import lsst.pipe.base as pipeBase
import lsst.pipe.base.connectionTypes as cT
import numpy as np


class ConsolidateConnections(pipeBase.PipelineTaskConnections, dimensions=("instrument",)):
    summaries = cT.Input(
        doc="Calibration of each visit and detector.",
        name="calibrationSummary",
        storageClass="StructuredDataDict",
        dimensions=("instrument", "visit", "detector"),
        multiple=True,
    )
    table = cT.Output(
        doc="One row a visit and detector.",
        name="ccdVisitTable",
        storageClass="ArrowAstropy",
        dimensions=("instrument",),
    )


class ConsolidateConfig(
    pipeBase.PipelineTaskConfig, pipelineConnections=ConsolidateConnections
):
    pass


class ConsolidateTask(pipeBase.PipelineTask):
    """Table of calibrations, ordered by visit and detector."""

    ConfigClass = ConsolidateConfig
    _DefaultName = "consolidate"

    def runQuantum(self, butlerQC, inputRefs, outputRefs):
        inputRefs.summaries.sort(key=lambda ref: (ref.dataId["visit"], ref.dataId["detector"]))
        places = [(ref.dataId["visit"], ref.dataId["detector"]) for ref in inputRefs.summaries]
        butlerQC.put(self.run(butlerQC.get(inputRefs)["summaries"], places), outputRefs)

    def run(self, summaries, places):
        def column(section, name):
            return np.array([summary[section][name] for summary in summaries])

        table = astropy.table.Table(
            {
                "visit": np.array([visit for visit, _ in places]),
                "detector": np.array([detector for _, detector in places]),
                "band": np.array([summary["band"] for summary in summaries]),
                "zeroPoint": column("photometry", "zeroPoint") * u.mag,
                "zeroPointError": column("photometry", "zeroPointError") * u.mag,
                "photometricStandards": column("photometry", "standards"),
                "astrometricStandards": column("astrometry", "standards"),
                "astrometricRmsRa": column("astrometry", "rmsRa") * u.mas,
                "astrometricRmsDec": column("astrometry", "rmsDec") * u.mas,
            }
        )
        return pipeBase.Struct(table=table)

"""AB1 and ABF1 of each band relative to r."""

import lsst.pipe.base as pipeBase
import lsst.pipe.base.connectionTypes as cT
import numpy as np
from lsst.pex.config import Field

from ..metrics import colour
from .measure import DIMENSIONS, MeasureConfig, MeasureTask, metric_output

REFERENCE_BAND = "r"


class MeasureColourConnections(pipeBase.PipelineTaskConnections, dimensions=DIMENSIONS):
    objects = cT.Input(
        doc="Objects of the band and of the reference band.",
        name="objectTable",
        storageClass="ArrowAstropy",
        dimensions=DIMENSIONS,
        multiple=True,
    )
    matched = cT.Input(
        doc="Sources of the band and of the reference band.",
        name="matchedSourceTable",
        storageClass="ArrowAstropy",
        dimensions=DIMENSIONS,
        multiple=True,
    )
    ab1 = metric_output("AB1")
    abf1 = metric_output("ABF1")

    def adjust_all_quanta(self, adjuster):
        """Give each band the reference band as well, which is not compared with itself."""
        data_ids = list(adjuster.iter_data_ids())
        references = {i["tract"]: i for i in data_ids if i["band"] == REFERENCE_BAND}
        for data_id in data_ids:
            for connection in ("objects", "matched"):
                adjuster.add_input(data_id, connection, references[data_id["tract"]])
        for data_id in references.values():
            adjuster.remove_quantum(data_id)


class MeasureColourConfig(MeasureConfig, pipelineConnections=MeasureColourConnections):
    limit = Field[float](doc="AB2 [mas].", default=20.0)


class MeasureColourTask(MeasureTask):
    """Distances between the frames of two bands; see `lvv_facility.metrics.colour`."""

    ConfigClass = MeasureColourConfig
    _DefaultName = "measureColour"

    def runQuantum(self, butlerQC, inputRefs, outputRefs):
        tables = {ref.dataId["band"]: [butlerQC.get(ref)] for ref in inputRefs.objects}
        for ref in inputRefs.matched:
            tables[ref.dataId["band"]].append(butlerQC.get(ref))
        band = butlerQC.quantum.dataId["band"]
        butlerQC.put(self.run(tables[band], tables[REFERENCE_BAND], band), outputRefs)

    def run(self, tables, reference, band):
        own, other = (
            self.gather(objects, matched, self.astrometricStars(objects))
            for objects, matched in (tables, reference)
        )
        _, mine, theirs = np.intersect1d(own.ref_id, other.ref_id, return_indices=True)
        distance = colour.distances(own.where(mine), other.where(theirs)) * self.factor
        sample = {"n": len(mine), "measurements": int(np.isfinite(distance).sum())}
        limit = self.config.limit
        fraction = colour.abf1(distance, limit)
        return pipeBase.Struct(
            ab1=self.value("AB1", band, "mas", *colour.ab1(distance), **sample),
            abf1=self.value("ABF1", band, "%", *fraction, **sample, limit=limit, limitUnit="mas"),
        )

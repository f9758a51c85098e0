"""Measure the performance metrics of processed visits, a dataset for each metric and band."""

import lsst.pipe.base as pipeBase
import lsst.pipe.base.connectionTypes as cT
import numpy as np
from lsst.pex.config import ChoiceField, Field

from ..metrics.repeats import gather

DIMENSIONS = ("instrument", "skymap", "tract", "band")


def metric_output(name):
    """Connection of one metric value."""
    return cT.Output(
        doc=f"Value of {name} with unit, standard uncertainty and sample size.",
        name=f"metricvalue_{name}",
        storageClass="StructuredDataDict",
        dimensions=DIMENSIONS,
    )


class MeasureConnections(pipeBase.PipelineTaskConnections, dimensions=DIMENSIONS):
    objects = cT.Input(
        doc="One row an object.",
        name="objectTable",
        storageClass="ArrowAstropy",
        dimensions=DIMENSIONS,
    )
    matched = cT.Input(
        doc="One row a source.",
        name="matchedSourceTable",
        storageClass="ArrowAstropy",
        dimensions=DIMENSIONS,
    )


class MeasureConfig(pipeBase.PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """The population that all metrics share: single, unresolved, unsaturated catalogue stars."""

    leastVisits = Field[int](doc="Stars are seen in at least so many visits.", default=3)
    extendedness = Field[float](doc="Unresolved is less than this.", default=0.5)
    excludeSaturated = Field[bool](doc="Leave out stars that saturate in any visit.", default=True)
    excludeBlended = Field[bool](doc="Leave out objects that have a near neighbour.", default=True)
    brightest = Field[float](doc="Lower limit of magnitude for astrometry [mag].", default=17.0)
    faintest = Field[float](doc="Upper limit of magnitude for astrometry [mag].", default=21.5)
    clip = Field[float](doc="Leave out measurements beyond so many sigma; 0: none.", default=0.0)
    scale = ChoiceField[str](
        doc="Prefix of the units that are computed in; results are labelled mas and mmag.",
        allowed={"milli": "mas and mmag", "unit": "arcsec and mag"},
        default="milli",
    )


class MeasureTask(pipeBase.PipelineTask):
    """What the metric tasks share."""

    ConfigClass = MeasureConfig
    _DefaultName = "measure"

    def runQuantum(self, butlerQC, inputRefs, outputRefs):
        inputs = butlerQC.get(inputRefs)
        outputs = self.run(**inputs, band=butlerQC.quantum.dataId["band"])
        butlerQC.put(outputs, outputRefs)

    def stars(self, objects):
        """Mask of the population."""
        chosen = (objects["refKind"] > 0) & (objects["nVisits"] >= self.config.leastVisits)
        chosen &= objects["extendedness"] < self.config.extendedness
        if self.config.excludeBlended:
            chosen &= objects["isolated"]
        if self.config.excludeSaturated:
            chosen &= ~objects["saturated"]
        return np.asarray(chosen)

    def astrometricStars(self, objects):
        bright, faint = self.config.brightest, self.config.faintest
        if not self.config.excludeSaturated:
            bright = -np.inf
        return self.stars(objects) & (objects["mag"] >= bright) & (objects["mag"] < faint)

    def gather(self, objects, matched, chosen):
        repeats = gather(objects[chosen], matched)
        if self.config.clip > 0:
            repeats = repeats.clipped(self.config.clip)
        return repeats.where(np.isfinite(repeats.ra).sum(axis=1) >= self.config.leastVisits)

    @property
    def factor(self):
        """What takes milliarcseconds and millimagnitudes to the units that are computed in."""
        return {"milli": 1.0, "unit": 1e-3}[self.config.scale]

    def value(self, metric, band, unit, value, uncertainty, **more):
        """Content of a metric dataset."""
        if not np.isfinite(value):
            raise pipeBase.NoWorkFound(f"no {metric} in {band}: too few stars")
        self.log.info("%s %s = %.4f ± %.4f %s", metric, band, value, uncertainty, unit)
        record = {"metric": metric, "band": band, "value": value, "unit": unit}
        return {**record, "uncertainty": uncertainty, **more}

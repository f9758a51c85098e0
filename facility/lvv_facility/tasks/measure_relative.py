"""AM1, AM2, AM3 and AF1, AF2, AF3."""

import lsst.pipe.base as pipeBase
from lsst.pex.config import Field, ListField

from ..metrics import relative
from .measure import MeasureConfig, MeasureConnections, MeasureTask, metric_output


class MeasureRelativeConnections(MeasureConnections):
    am1 = metric_output("AM1")
    am2 = metric_output("AM2")
    am3 = metric_output("AM3")
    af1 = metric_output("AF1")
    af2 = metric_output("AF2")
    af3 = metric_output("AF3")


class MeasureRelativeConfig(MeasureConfig, pipelineConnections=MeasureRelativeConnections):
    radii = ListField[float](doc="Separations of pairs [arcmin].", default=[5.0, 20.0, 200.0])
    width = Field[float](doc="Width of the annuli [arcmin].", default=2.0)
    limits = ListField[float](doc="AD1, AD2, AD3 [mas].", default=[20.0, 20.0, 30.0])


class MeasureRelativeTask(MeasureTask):
    """Repeatability of separations; see `lvv_facility.metrics.relative`."""

    ConfigClass = MeasureRelativeConfig
    _DefaultName = "measureRelative"

    def run(self, objects, matched, band):
        config = self.config
        repeats = self.gather(objects, matched, self.astrometricStars(objects))
        values = {}
        for number, (radius, limit) in enumerate(zip(config.radii, config.limits), start=1):
            first, second, separations = relative.pair_separations(
                repeats, radius, config.width, config.leastVisits
            )
            pairs = first, second, separations * self.factor
            sample = {
                "n": len(repeats),
                "pairs": len(pairs[0]),
                "radius": radius,
                "radiusUnit": "arcmin",
            }
            am, af = f"AM{number}", f"AF{number}"
            values[am.lower()] = self.value(am, band, "mas", *relative.am(*pairs), **sample)
            fraction = relative.af(*pairs, limit)
            values[af.lower()] = self.value(
                af, band, "%", *fraction, **sample, limit=limit, limitUnit="mas"
            )
        return pipeBase.Struct(**values)

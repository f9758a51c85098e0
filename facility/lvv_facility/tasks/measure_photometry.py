"""PA1 and PF1."""

import lsst.pipe.base as pipeBase
import numpy as np
from lsst.pex.config import DictField, Field

from ..metrics import photometric
from .measure import MeasureConfig, MeasureConnections, MeasureTask, metric_output


class MeasurePhotometryConnections(MeasureConnections):
    pa1 = metric_output("PA1")
    pf1 = metric_output("PF1")


class MeasurePhotometryConfig(MeasureConfig, pipelineConnections=MeasurePhotometryConnections):
    signalToNoise = Field[float](doc="Bright is at least this mean signal-to-noise.", default=200.0)
    excludeVariable = Field[bool](doc="Leave out stars known to vary.", default=True)
    limits = DictField[str, float](
        doc="PA2 of each band [mmag].",
        default={"g": 15.0, "r": 15.0, "i": 15.0, "u": 22.5, "z": 22.5, "y": 22.5},
    )


class MeasurePhotometryTask(MeasureTask):
    """Repeatability of magnitudes; see `lvv_facility.metrics.photometric`."""

    ConfigClass = MeasurePhotometryConfig
    _DefaultName = "measurePhotometry"

    def run(self, objects, matched, band):
        chosen = self.stars(objects) & (objects["signalToNoise"] >= self.config.signalToNoise)
        if self.config.excludeVariable:
            chosen &= ~np.asarray(objects["variable"])
        repeats = self.gather(objects, matched, np.asarray(chosen))
        residual = photometric.residuals(repeats) * self.factor
        limit = self.config.limits[band]
        sample = {"n": len(residual), "measurements": int(np.isfinite(residual).sum())}
        return pipeBase.Struct(
            pa1=self.value("PA1", band, "mmag", *photometric.pa1(residual), **sample),
            pf1=self.value(
                "PF1",
                band,
                "%",
                *photometric.pf1(residual, limit),
                **sample,
                limit=limit,
                limitUnit="mmag",
            ),
        )

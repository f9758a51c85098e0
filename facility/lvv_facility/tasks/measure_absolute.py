"""AA1 for each axis, PA6, and the accuracy of the world coordinate system of each detector."""

import astropy.table
import astropy.units as u
import lsst.pipe.base as pipeBase
import lsst.pipe.base.connectionTypes as cT
import numpy as np
from lsst.pex.config import Field

from .. import optics
from ..catalogue import CHECK, read_standards
from ..metrics import absolute, photometric
from .measure import DIMENSIONS, MeasureConfig, MeasureConnections, MeasureTask, metric_output


def find_entries(standards, ref_ids):
    """Position of each id in the catalogues, which hold all of them."""
    order = np.argsort(standards.ref_id)
    return order[np.searchsorted(standards.ref_id, ref_ids, sorter=order)]


class MeasureAbsoluteConnections(MeasureConnections):
    references = cT.PrerequisiteInput(
        doc="Standards that the fits used.",
        name="referenceCatalog",
        storageClass="ArrowAstropy",
        dimensions=(),
    )
    checks = cT.PrerequisiteInput(
        doc="Absolute standards, which no fit has used.",
        name="checkCatalog",
        storageClass="ArrowAstropy",
        dimensions=(),
    )
    aa1ra = metric_output("AA1RA")
    aa1dec = metric_output("AA1Dec")
    pa6 = metric_output("PA6")
    accuracy = cT.Output(
        doc="Offsets of absolute standards in the areas of each detector.",
        name="wcsAccuracy",
        storageClass="ArrowAstropy",
        dimensions=DIMENSIONS,
    )


class MeasureAbsoluteConfig(MeasureConfig, pipelineConnections=MeasureAbsoluteConnections):
    epoch = Field[float](doc="Common epoch of the matched sources [yr].", default=2028.0)
    areas = Field[int](doc="Areas along each side of a detector.", default=3)


class MeasureAbsoluteTask(MeasureTask):
    """Compare measured with catalogue positions; see `lvv_facility.metrics.absolute`."""

    ConfigClass = MeasureAbsoluteConfig
    _DefaultName = "measureAbsolute"

    def run(self, objects, matched, references, checks, band):
        standards = read_standards(references, checks, 0, [band])
        chosen = self.astrometricStars(objects) & (objects["refKind"] == CHECK)
        repeats = self.gather(objects, matched, chosen)
        entry = find_entries(standards, repeats.ref_id)
        ra, dec = (value[entry] for value in standards.at(self.config.epoch))
        values = {}
        for metric, offset in zip(("AA1RA", "AA1Dec"), absolute.offsets(repeats, ra, dec)):
            sample = {"n": len(repeats), "measurements": int(np.isfinite(offset).sum())}
            result = absolute.aa1(offset * self.factor)
            values[metric.lower()] = self.value(metric, band, "mas", *result, **sample)
        difference = photometric.offsets(repeats, standards.magnitude[band][entry]) * self.factor
        result = photometric.pa6(difference)
        values["pa6"] = self.value("PA6", band, "mmag", *result, n=len(difference))
        accuracy = self.accuracy(objects[chosen], matched, standards)
        return pipeBase.Struct(accuracy=accuracy, **values)

    def accuracy(self, objects, matched, standards):
        """Largest median offset of the areas of each visit and detector."""
        matched = matched[np.isin(matched["objectId"], objects["objectId"])]
        entry = find_entries(standards, np.asarray(matched["refId"]))
        ra, dec = (value[entry] for value in standards.at(self.config.epoch))
        east = (np.asarray(matched["ra"]) - ra) * np.cos(np.radians(dec)) * 3.6e6
        north = (np.asarray(matched["dec"]) - dec) * 3.6e6
        side = optics.DETECTOR_SIZE / self.config.areas
        area = (matched["x"] // side) * self.config.areas + matched["y"] // side
        rows = []
        places = np.stack([matched["visit"], matched["detector"]], axis=-1)
        for visit, detector in np.unique(places, axis=0):
            here = (matched["visit"] == visit) & (matched["detector"] == detector)
            worst = max(
                np.hypot(np.median(east[here & (area == a)]), np.median(north[here & (area == a)]))
                for a in np.unique(area[here])
            )
            rows.append((int(visit), int(detector), int(here.sum()), float(worst)))
        visit, detector, count, worst = zip(*rows)
        return astropy.table.Table(
            {
                "visit": np.array(visit),
                "detector": np.array(detector),
                "standards": np.array(count),
                "worstAreaOffset": np.array(worst) * u.mas,
            }
        )

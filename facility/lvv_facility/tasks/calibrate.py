"""Calibrate the sources of one detector in one visit: positions on the sky, fluxes in nJy."""

import astropy.table
import astropy.units as u
import lsst.pipe.base as pipeBase
import lsst.pipe.base.connectionTypes as cT
import numpy as np
from lsst.pex.config import ChoiceField, Field

from .. import optics, wcs
from ..catalogue import REFERENCE, read_standards
from ..matching import nearest


class CalibrateConnections(
    pipeBase.PipelineTaskConnections, dimensions=("instrument", "visit", "detector")
):
    raw = cT.Input(
        doc="Sources as the detector saw them.",
        name="rawSourceTable",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )
    visitInfo = cT.Input(
        doc="What the telescope says of the visit.",
        name="visitInfo",
        storageClass="StructuredDataDict",
        dimensions=("instrument", "visit"),
    )
    camera = cT.PrerequisiteInput(
        doc="Plate scale, distortion and chromatic refraction of the instrument.",
        name="camera",
        storageClass="StructuredDataDict",
        dimensions=("instrument",),
    )
    references = cT.PrerequisiteInput(
        doc="Astrometric and photometric standards.",
        name="referenceCatalog",
        storageClass="ArrowAstropy",
        dimensions=(),
    )
    checks = cT.PrerequisiteInput(
        doc="Absolute standards; recognised, but never used in a fit.",
        name="checkCatalog",
        storageClass="ArrowAstropy",
        dimensions=(),
    )
    sources = cT.Output(
        doc="Calibrated sources.",
        name="sourceTable",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )
    summary = cT.Output(
        doc="World coordinate system, zero point, and how well they fit.",
        name="calibrationSummary",
        storageClass="StructuredDataDict",
        dimensions=("instrument", "visit", "detector"),
    )


class CalibrateConfig(pipeBase.PipelineTaskConfig, pipelineConnections=CalibrateConnections):
    searchRadius = Field[float](doc="First match to the references [arcsec].", default=15.0)
    matchRadius = Field[float](doc="Final match to the references [arcsec].", default=1.0)
    isolation = Field[float](doc="Standards have no neighbour this near [arcsec].", default=5.0)
    clip = Field[float](doc="Standards further out than this many sigma are left out.", default=5.0)
    maxStandards = Field[int](doc="Use the brightest so many standards; 0: all.", default=0)
    applyProperMotion = Field[bool](doc="Move references to the time of the visit.", default=True)
    correctRefraction = Field[bool](doc="Undo chromatic refraction by colour.", default=True)
    matrixOrder = ChoiceField[str](
        doc="How the fitted correction of the pixel axes is laid out.",
        allowed={"rows": "row by row", "columns": "column by column"},
        default="rows",
    )
    zeroPointOffset = Field[float](doc="Added to every zero point [mag].", default=0.0)
    zeroPointOffsetBand = Field[str](doc="Band of zeroPointOffset; empty: all.", default="")
    zeroPointScatter = Field[float](doc="Spread of an error of each zero point [mag].", default=0.0)
    fluxUnit = Field[str](doc="Unit of the calibrated fluxes.", default="nJy")


class CalibrateTask(pipeBase.PipelineTask):
    """Fit a TAN-SIP world coordinate system and a zero point to the standards on a detector."""

    ConfigClass = CalibrateConfig
    _DefaultName = "calibrate"

    def runQuantum(self, butlerQC, inputRefs, outputRefs):
        data_id = butlerQC.quantum.dataId
        inputs = butlerQC.get(inputRefs)
        outputs = self.run(**inputs, visit=data_id["visit"], detector=data_id["detector"])
        butlerQC.put(outputs, outputRefs)

    def run(self, raw, visitInfo, camera, references, checks, visit, detector):
        band = visitInfo["band"]
        raw = {name: np.asarray(raw[name]) for name in raw.colnames}
        standards = read_standards(references, checks, self.config.isolation, [band])
        astrometry = self.fitAstrometry(raw, visitInfo, camera, standards, detector)
        photometry = self.fitPhotometry(raw, astrometry, standards, band, (visit, detector))
        table = self.makeTable(raw, astrometry, photometry["zeroPoint"], standards, visitInfo)
        table["visit"] = np.full(len(table), visit)
        table["detector"] = np.full(len(table), detector)
        self.metadata["standards"] = astrometry.summary["standards"]
        self.log.info(
            "%d astrometric standards, zero point %.4f",
            astrometry.summary["standards"],
            photometry["zeroPoint"],
        )
        summary = {
            "band": band,
            "wcs": astrometry.header,
            "astrometry": astrometry.summary,
            "photometry": photometry,
        }
        return pipeBase.Struct(sources=table, summary=summary)

    def fitAstrometry(self, raw, visitInfo, camera, standards, detector):
        """Match and fit, twice; the second time with the narrow radius."""
        config = self.config
        pixels = np.stack([raw["x"], raw["y"]], axis=-1)
        straight = optics.distort(optics.to_focal_plane(pixels, detector), camera["distortion"])
        years = visitInfo["epoch"] if config.applyProperMotion else standards.epoch
        shift = self.refraction(standards.colour, visitInfo, camera) / 3.6e6
        ra, dec = standards.at(years)
        ra, dec = ra + shift[:, 0] / np.cos(np.radians(dec)), dec + shift[:, 1]
        tangent = (visitInfo["ra"], visitInfo["dec"])
        nominal = camera["pixelScale"] * optics.rotation(visitInfo["rotation"])
        place = np.stack(optics.project(ra, dec, *tangent), axis=-1)

        seen = straight @ nominal.T
        index, _ = nearest(seen, place, config.searchRadius)
        usable = self.usable(raw, standards, index)
        offset = np.median(place[index[usable]] - seen[usable], axis=0)
        index, _ = nearest(seen + offset, place, config.matchRadius)
        usable = self.limit(raw, self.usable(raw, standards, index))
        for _ in range(3):
            fitted, matrix = wcs.fit(
                straight[usable], ra[index[usable]], dec[index[usable]], tangent, nominal
            )
            target = np.stack(optics.project(ra[index], dec[index], *fitted), axis=-1)
            residual = 1000 * (target - straight @ matrix.T)
            spread = 1.4826 * np.median(np.abs(residual[usable]))
            kept = usable & (np.max(np.abs(residual), axis=1) < config.clip * max(spread, 1e-3))
            if kept.sum() < 3 or kept.sum() == usable.sum():
                break
            usable = kept
        if config.matrixOrder == "columns":
            matrix = (matrix @ np.linalg.inv(nominal)).T @ nominal
        header = wcs.make_header(*fitted, matrix, detector, camera["distortion"])
        return pipeBase.Struct(
            header=header,
            index=index,
            refraction=shift,
            summary={
                "standards": int(usable.sum()),
                "rmsRa": float(np.sqrt(np.mean(residual[usable, 0] ** 2))),
                "rmsDec": float(np.sqrt(np.mean(residual[usable, 1] ** 2))),
                "unit": "mas",
            },
        )

    def refraction(self, colour, visitInfo, camera):
        """Shift of each standard by chromatic refraction, east and north [mas]."""
        if not self.config.correctRefraction:
            return np.zeros((len(colour), 2))
        amount = camera["refraction"][visitInfo["band"]] * visitInfo["tanZ"]
        return np.multiply.outer(
            amount * (colour - camera["refractionColour"]), np.array(visitInfo["zenith"])
        )

    def usable(self, raw, standards, index):
        """Sources that are good standards: references, single, unresolved, not saturated."""
        good = standards.isolated & (standards.kind == REFERENCE)
        return (index >= 0) & good[index] & ~raw["saturated"] & (raw["extendedness"] < 0.5)

    def limit(self, raw, usable):
        if self.config.maxStandards <= 0:
            return usable
        brightest = np.argsort(np.where(usable, -raw["instFlux"], np.inf), kind="stable")
        chosen = np.zeros(len(usable), bool)
        chosen[brightest[: self.config.maxStandards]] = True
        return usable & chosen

    def fitPhotometry(self, raw, astrometry, standards, band, place):
        """Zero point: clipped mean of catalogue minus instrumental magnitude."""
        index = astrometry.index
        usable = self.usable(raw, standards, index) & ~standards.variable[index]
        catalogue = standards.magnitude[band][index[usable]]
        values = catalogue + 2.5 * np.log10(raw["instFlux"][usable])
        for _ in range(3):
            centre = np.median(values)
            spread = 1.4826 * np.median(np.abs(values - centre))
            values = values[np.abs(values - centre) <= self.config.clip * max(spread, 1e-6)]
        zero_point = float(np.mean(values))
        if self.config.zeroPointOffsetBand in ("", band):
            zero_point += self.config.zeroPointOffset
        rng = np.random.default_rng(place)
        zero_point += self.config.zeroPointScatter * rng.normal()
        return {
            "zeroPoint": zero_point,
            "zeroPointError": float(np.std(values, ddof=1) / np.sqrt(len(values))),
            "unit": "mag",
            "standards": len(values),
            "rms": float(np.std(values, ddof=1)),
        }

    def makeTable(self, raw, astrometry, zero_point, standards, visitInfo):
        """Calibrated columns with their units."""
        ra, dec = wcs.to_sky(astrometry.header, raw["x"], raw["y"])
        index = astrometry.index
        known = index >= 0
        shift = np.where(known[:, None], astrometry.refraction[index], 0.0)
        ra, dec = ra - shift[:, 0] / np.cos(np.radians(dec)), dec - shift[:, 1]
        nano = 10 ** (-0.4 * (zero_point - 31.4))
        error = 2.5 / np.log(10) * raw["instFluxErr"] / raw["instFlux"]
        mas = 1000 * optics.PIXEL_SCALE * u.mas
        return astropy.table.Table(
            {
                "sourceId": raw["sourceId"],
                "ra": ra * u.deg,
                "dec": dec * u.deg,
                "raErr": raw["xErr"] * mas,
                "decErr": raw["yErr"] * mas,
                "psfFlux": raw["instFlux"] * nano * u.Unit(self.config.fluxUnit),
                "psfFluxErr": raw["instFluxErr"] * nano * u.Unit(self.config.fluxUnit),
                "mag": (zero_point - 2.5 * np.log10(raw["instFlux"])) * u.mag,
                "magErr": error * u.mag,
                "x": raw["x"] * u.pix,
                "y": raw["y"] * u.pix,
                "extendedness": raw["extendedness"],
                "saturated": raw["saturated"],
                "epoch": np.full(len(ra), visitInfo["epoch"]) * u.yr,
                "refId": np.where(known, standards.ref_id[index], 0),
                "refKind": np.where(known, standards.kind[index], 0),
            }
        )

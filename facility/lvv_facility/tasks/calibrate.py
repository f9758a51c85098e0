"""Calibrate the sources of a visit, detector by detector: positions on the sky, fluxes in nJy."""

import astropy.table
import astropy.units as u
import lsst.pipe.base as pipeBase
import lsst.pipe.base.connectionTypes as cT
import numpy as np
from lsst.pex.config import ChoiceField, Field

from .. import optics, wcs
from ..catalogue import REFERENCE, read_standards
from ..matching import nearest


class CalibrateConnections(pipeBase.PipelineTaskConnections, dimensions=("instrument", "visit")):
    raw = cT.Input(
        doc="Sources as the detector saw them.",
        name="rawSourceTable",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
        multiple=True,
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
        doc="Calibrated sources of all detectors.",
        name="sourceTable",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit"),
    )
    summary = cT.Output(
        doc="Zero point and quality of the fits, a row for each detector.",
        name="visitSummary",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit"),
    )
    wcs = cT.Output(
        doc="World coordinate system of each detector, as FITS keywords by detector number.",
        name="wcs",
        storageClass="StructuredDataDict",
        dimensions=("instrument", "visit"),
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
    """Fit a TAN-SIP world coordinate system and a zero point to the standards on each detector."""

    ConfigClass = CalibrateConfig
    _DefaultName = "calibrate"

    def runQuantum(self, butlerQC, inputRefs, outputRefs):
        inputRefs.raw.sort(key=lambda ref: ref.dataId["detector"])
        detectors = [ref.dataId["detector"] for ref in inputRefs.raw]
        inputs = butlerQC.get(inputRefs)
        raw = dict(zip(detectors, inputs.pop("raw")))
        butlerQC.put(self.run(raw=raw, **inputs), outputRefs)

    def run(self, raw, visitInfo, camera, references, checks):
        """Calibrate a visit; `raw` has a table for each detector number."""
        band = visitInfo["band"]
        standards = read_standards(references, checks, self.config.isolation, [band])
        tables, rows, headers = [], [], {}
        for detector, table in raw.items():
            columns = {name: np.asarray(table[name]) for name in table.colnames}
            astrometry = self.fitAstrometry(columns, visitInfo, camera, standards, detector)
            place = (visitInfo["visit"], detector)
            photometry = self.fitPhotometry(columns, astrometry, standards, band, place)
            done = self.makeTable(columns, astrometry, photometry, standards, visitInfo)
            done["visit"], done["detector"] = (np.full(len(done), number) for number in place)
            tables.append(done)
            headers[str(detector)] = astrometry.header
            rows.append({"detector": detector, **astrometry.summary, **photometry})
            self.log.info(
                "detector %d: %d astrometric standards, zero point %.4f",
                detector,
                astrometry.summary["astrometricStandards"],
                photometry["zeroPoint"],
            )
        sources = astropy.table.vstack(tables, metadata_conflicts="silent")
        return pipeBase.Struct(
            sources=sources, summary=self.summarise(rows, visitInfo), wcs=headers
        )

    def summarise(self, rows, visitInfo):
        """Table of what was fitted, a row for each detector."""
        units = {
            "zeroPoint": u.mag,
            "zeroPointError": u.mag,
            "photometricRms": u.mag,
            "astrometricRmsRa": u.mas,
            "astrometricRmsDec": u.mas,
        }
        table = astropy.table.Table(rows)
        for name, unit in units.items():
            table[name].unit = unit
        table.add_column(np.full(len(rows), visitInfo["visit"]), name="visit", index=0)
        table.add_column(np.full(len(rows), visitInfo["band"]), name="band", index=2)
        return table

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
                "astrometricStandards": int(usable.sum()),
                "astrometricRmsRa": float(np.sqrt(np.mean(residual[usable, 0] ** 2))),
                "astrometricRmsDec": float(np.sqrt(np.mean(residual[usable, 1] ** 2))),
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
            "photometricStandards": len(values),
            "photometricRms": float(np.std(values, ddof=1)),
        }

    def makeTable(self, raw, astrometry, photometry, standards, visitInfo):
        """Calibrated columns with their units."""
        ra, dec = wcs.to_sky(astrometry.header, raw["x"], raw["y"])
        index = astrometry.index
        known = index >= 0
        shift = np.where(known[:, None], astrometry.refraction[index], 0.0)
        ra, dec = ra - shift[:, 0] / np.cos(np.radians(dec)), dec - shift[:, 1]
        zero_point = photometry["zeroPoint"]
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

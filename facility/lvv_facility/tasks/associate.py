"""Associate the sources of all visits of a band into objects."""

import astropy.table
import astropy.units as u
import lsst.pipe.base as pipeBase
import lsst.pipe.base.connectionTypes as cT
import numpy as np
from lsst.pex.config import Field

from .. import optics
from ..catalogue import moved, read_standards
from ..matching import nearest
from ..optics import BANDS


class AssociateConnections(
    pipeBase.PipelineTaskConnections, dimensions=("instrument", "skymap", "tract", "band")
):
    sources = cT.Input(
        doc="Calibrated sources of all visits that overlap the tract.",
        name="sourceTable",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit"),
        multiple=True,
    )
    skyMap = cT.PrerequisiteInput(
        doc="Where the tract is.",
        name="skyMap",
        storageClass="StructuredDataDict",
        dimensions=("skymap",),
    )
    references = cT.PrerequisiteInput(
        doc="Catalogue that knows the proper motions.",
        name="referenceCatalog",
        storageClass="ArrowAstropy",
        dimensions=(),
    )
    checks = cT.PrerequisiteInput(
        doc="Absolute standards.", name="checkCatalog", storageClass="ArrowAstropy", dimensions=()
    )
    objects = cT.Output(
        doc="One row an object.",
        name="objectTable",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "skymap", "tract", "band"),
    )
    matched = cT.Output(
        doc="One row a source, with its object and its position at the common epoch.",
        name="matchedSourceTable",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "skymap", "tract", "band"),
    )


class AssociateConfig(pipeBase.PipelineTaskConfig, pipelineConnections=AssociateConnections):
    epoch = Field[float](doc="Common epoch of all positions [yr].", default=2028.0)
    matchRadius = Field[float](doc="A source is of an object this near [arcsec].", default=0.5)
    applyProperMotion = Field[bool](doc="Move sources to the common epoch.", default=True)
    distinctBands = Field[bool](doc="Object ids of different bands differ.", default=True)
    isolation = Field[float](
        doc="An object is isolated with no other so near [arcsec].", default=5.0
    )


class AssociateTask(pipeBase.PipelineTask):
    """Match visit by visit against the mean positions found so far."""

    ConfigClass = AssociateConfig
    _DefaultName = "associate"

    def runQuantum(self, butlerQC, inputRefs, outputRefs):
        # The order in which a graph lists its inputs is no property of the data.
        inputRefs.sources.sort(key=lambda ref: ref.dataId["visit"])
        inputs = butlerQC.get(inputRefs)
        butlerQC.put(self.run(**inputs, band=butlerQC.quantum.dataId["band"]), outputRefs)

    def run(self, sources, skyMap, references, checks, band):
        table = astropy.table.vstack(sources, metadata_conflicts="silent")
        standards = read_standards(references, checks, self.config.isolation, [band])
        entry = _lookup(standards.ref_id, np.asarray(table["refId"]))
        ra, dec = np.asarray(table["ra"]), np.asarray(table["dec"])
        if self.config.applyProperMotion:
            known = entry >= 0
            years = self.config.epoch - np.asarray(table["epoch"])
            pm_ra = np.where(known, standards.pm_ra[entry], 0.0)
            pm_dec = np.where(known, standards.pm_dec[entry], 0.0)
            ra, dec = moved(ra, dec, pm_ra, pm_dec, years)
        plane = np.stack(
            optics.project(ra, dec, skyMap["tract"]["ra"], skyMap["tract"]["dec"]), axis=-1
        )
        member, centres = _associate(plane, np.asarray(table["visit"]), self.config.matchRadius)
        first_id = 10**9 * (1 + BANDS.index(band) * self.config.distinctBands)
        table["ra"], table["dec"] = ra * u.deg, dec * u.deg
        table["epoch"] = np.full(len(table), self.config.epoch) * u.yr
        table["objectId"] = first_id + member
        objects = self.summarise(table, member, centres, entry, standards, skyMap)
        objects["objectId"] = first_id + np.arange(len(centres))
        self.log.info("%d objects from %d sources", len(objects), len(table))
        return pipeBase.Struct(objects=objects, matched=table)

    def summarise(self, table, member, centres, entry, standards, skyMap):
        """Mean quantities of each object."""
        n = len(centres)
        count = np.bincount(member, minlength=n)

        def mean(name):
            return np.bincount(member, np.asarray(table[name], float), n) / count

        alone = np.ones(n, bool)
        if self.config.isolation > 0:
            alone = nearest(centres, centres, self.config.isolation, exclude_self=True)[0] < 0
        # Objects take the catalogue entry of their first source that has one.
        known = np.flatnonzero(entry >= 0)
        of_object = np.full(n, -1)
        of_object[member[known][::-1]] = entry[known][::-1]
        has = of_object >= 0
        ra, dec = optics.deproject(
            centres[:, 0], centres[:, 1], skyMap["tract"]["ra"], skyMap["tract"]["dec"]
        )
        snr = np.asarray(table["psfFlux"]) / np.asarray(table["psfFluxErr"])
        return astropy.table.Table(
            {
                "objectId": np.zeros(n, np.int64),
                "ra": ra * u.deg,
                "dec": dec * u.deg,
                "psfFlux": mean("psfFlux") * table["psfFlux"].unit,
                "mag": mean("mag") * u.mag,
                "signalToNoise": np.bincount(member, snr, n) / count,
                "nVisits": count,
                "extendedness": mean("extendedness"),
                "saturated": mean("saturated") > 0,
                "isolated": alone & (~has | standards.isolated[of_object]),
                "variable": has & standards.variable[of_object],
                "refId": np.where(has, standards.ref_id[of_object], 0),
                "refKind": np.where(has, standards.kind[of_object], 0),
            }
        )


def _lookup(ids, wanted):
    """Position of each wanted id in a list of ids, -1 where it is missing."""
    order = np.argsort(ids)
    place = np.minimum(np.searchsorted(ids, wanted, sorter=order), len(order) - 1)
    found = order[place]
    return np.where(ids[found] == wanted, found, -1)


def _associate(plane, visits, radius):
    """Object of each source and mean position of each object; a visit adds one source at most."""
    member = np.empty(len(plane), np.int64)
    sums, counts = np.empty((0, 2)), np.empty(0)
    for visit in np.unique(visits):
        rows = np.flatnonzero(visits == visit)
        centres = sums / counts[:, None]
        index, distance = nearest(plane[rows], centres, radius)
        # Two sources near one object: the nearer has it, the other is a new object.
        order = np.lexsort((distance, index))
        again = np.zeros(len(rows), bool)
        again[order[1:]] = index[order[1:]] == index[order[:-1]]
        index[again] = -1
        new = index < 0
        index[new] = len(counts) + np.arange(new.sum())
        sums = np.concatenate([sums, np.zeros((new.sum(), 2))])
        counts = np.concatenate([counts, np.zeros(new.sum())])
        sums[index] += plane[rows]
        counts[index] += 1
        member[rows] = index
    return member, sums / counts[:, None]

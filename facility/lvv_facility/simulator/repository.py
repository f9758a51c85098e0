"""Write the simulated survey into a new Butler repository: all that the pipelines may see."""

import astropy.time
import astropy.units as u
import lsst.sphgeom as sphgeom
import numpy as np
from astropy.table import Table
from lsst.daf.butler import Butler, CollectionType, DatasetType, Timespan

from .. import optics
from ..instrument import SimCam
from ..optics import BANDS
from . import noise
from .sky import CENTRE, SIDE
from .survey import make_catalogues, observe

RAW, CALIB, REFCATS, SKYMAPS = "SimCam/raw/all", "SimCam/calib", "refcats", "skymaps"
SKYMAP, TRACT = "simcam_v1", 0
SKY_MAP = {
    "name": SKYMAP,
    "tract": {"id": TRACT, "ra": CENTRE[0], "dec": CENTRE[1], "side": SIDE},
}
"""Content of the skyMap dataset."""
EXPOSURE = 30.0
UNITS = {
    "x": u.pix,
    "y": u.pix,
    "xErr": u.pix,
    "yErr": u.pix,
    "instFlux": u.electron,
    "instFluxErr": u.electron,
    "ra": u.deg,
    "dec": u.deg,
    "pmRa": u.mas / u.yr,
    "pmDec": u.mas / u.yr,
    "epoch": u.yr,
    **{f"mag_{band}": u.mag for band in BANDS},
}
"""Unit of every column that has one."""


def write_repository(path, survey):
    """Create a repository at `path` and fill it; the truth stays outside."""
    Butler.makeRepo(path)
    with Butler.from_config(path, writeable=True) as butler:
        SimCam().register(butler.registry)
        _write_sky_map(butler)
        _write_visits(butler, survey)
        _write_catalogues(butler, survey)
        _write_sources(butler, survey)
        butler.collections.register("SimCam/defaults", CollectionType.CHAINED)
        butler.collections.redefine_chain("SimCam/defaults", [RAW, CALIB, REFCATS, SKYMAPS])


def _dataset_type(butler, name, dimensions, storage_class):
    kind = DatasetType(name, dimensions, storage_class, universe=butler.dimensions)
    butler.registry.registerDatasetType(kind)
    return kind


def _polygon(ra, dec):
    corners = [sphgeom.UnitVector3d(sphgeom.LonLat.fromDegrees(a, d)) for a, d in zip(ra, dec)]
    return sphgeom.ConvexPolygon(corners)


def _square(ra0, dec0, matrix, low, high):
    """Polygon of the square between two focal-plane corners [arcsec]."""
    corners = np.array([low, (high[0], low[1]), high, (low[0], high[1])]) @ matrix.T
    return _polygon(*optics.deproject(corners[:, 0], corners[:, 1], ra0, dec0))


def _write_sky_map(butler):
    half = SIDE / 2 * 3600
    region = _square(*CENTRE, np.eye(2), (-half, -half), (half, half))
    registry = butler.registry
    grid = {"tract_max": 1, "patch_nx_max": 1, "patch_ny_max": 1}
    registry.syncDimensionData("skymap", {"name": SKYMAP, "hash": b"simcam-v1", **grid})
    registry.syncDimensionData("tract", {"skymap": SKYMAP, "id": TRACT, "region": region})
    butler.collections.register(SKYMAPS)
    butler.put(
        SKY_MAP,
        _dataset_type(butler, "skyMap", ("skymap",), "StructuredDataDict"),
        skymap=SKYMAP,
        run=SKYMAPS,
    )


def _write_visits(butler, survey):
    registry, name = butler.registry, SimCam.getName()
    registry.syncDimensionData("visit_system", {"instrument": name, "id": 0, "name": "one-to-one"})
    days, groups, visits, members, regions = {}, [], [], [], []
    reach = optics.PIXEL_SCALE * (optics.DETECTOR_SIZE / 2 + 50)
    for visit in survey.visits:
        begin = astropy.time.Time(visit.epoch, format="jyear", scale="tai")
        day = int(begin.strftime("%Y%m%d"))
        days[day] = {"instrument": name, "id": day}
        groups.append({"instrument": name, "name": f"g{visit.number}"})
        matrix = optics.rotation(visit.pointing_rotation)
        centres = optics.DETECTOR_CENTRES * optics.PIXEL_SCALE
        whole = _square(*visit.pointing, matrix, centres.min(0) - reach, centres.max(0) + reach)
        visits.append(
            {
                "instrument": name,
                "id": visit.number,
                "name": f"v{visit.number}",
                "physical_filter": f"{visit.band}_sim",
                "day_obs": day,
                "exposure_time": EXPOSURE,
                "timespan": Timespan(begin, begin + EXPOSURE * u.s),
                "region": whole,
            }
        )
        members.append({"instrument": name, "visit": visit.number, "visit_system": 0})
        for detector, centre in enumerate(centres):
            part = _square(*visit.pointing, matrix, centre - reach, centre + reach)
            place = {"instrument": name, "visit": visit.number, "detector": detector}
            regions.append({**place, "region": part})
    for element, rows in {
        "day_obs": list(days.values()),
        "group": groups,
        "visit": visits,
        "visit_system_membership": members,
        "visit_detector_region": regions,
    }.items():
        registry.insertDimensionData(element, *rows)


def _write_catalogues(butler, survey):
    butler.collections.register(REFCATS)
    butler.collections.register(CALIB)
    references, checks = make_catalogues(survey)
    for name, columns in (("referenceCatalog", references), ("checkCatalog", checks)):
        butler.put(
            make_table(columns), _dataset_type(butler, name, (), "ArrowAstropy"), run=REFCATS
        )
    kind = _dataset_type(butler, "camera", ("instrument",), "StructuredDataDict")
    butler.put(camera_record(), kind, instrument=SimCam.getName(), run=CALIB)


def camera_record():
    """Content of the camera dataset."""
    return {
        "pixelScale": optics.PIXEL_SCALE,
        "distortion": optics.DISTORTION,
        "detectorSize": optics.DETECTOR_SIZE,
        "detectorCentres": optics.DETECTOR_CENTRES.tolist(),
        "refraction": noise.DCR,
        "refractionColour": noise.DCR_COLOUR,
    }


def make_table(columns):
    """Columns with their units."""
    table = Table(columns)
    for name in table.colnames:
        table[name].unit = UNITS.get(name)
    return table


def _write_sources(butler, survey):
    butler.collections.register(RAW)
    info = _dataset_type(butler, "visitInfo", ("instrument", "visit"), "StructuredDataDict")
    raw = _dataset_type(
        butler, "rawSourceTable", ("instrument", "visit", "detector"), "ArrowAstropy"
    )
    name = SimCam.getName()
    with butler.transaction():
        for visit in survey.visits:
            butler.put(visit_record(visit), info, instrument=name, visit=visit.number, run=RAW)
            for detector, columns in observe(survey, visit).items():
                place = {"instrument": name, "visit": visit.number, "detector": detector}
                butler.put(make_table(columns), raw, run=RAW, **place)


def visit_record(visit):
    """Content of the visitInfo dataset: what the telescope says, not what is true."""
    return {
        "visit": visit.number,
        "band": visit.band,
        "epoch": visit.epoch,
        "ra": visit.pointing[0],
        "dec": visit.pointing[1],
        "rotation": visit.pointing_rotation,
        "exposureTime": EXPOSURE,
        "seeing": visit.seeing,
        "tanZ": visit.tan_z,
        "zenith": visit.zenith.tolist(),
    }

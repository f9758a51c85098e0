"""Formula for each metric: from known errors to the value that a right measurement tends to."""

import math

import numpy as np

from ..simulator import noise
from ..simulator.sky import CATALOGUE_EPOCH, CHECK
from .distributions import (
    count_at_least,
    even_median_ratio,
    form_cdf,
    normal_cdf,
    normal_pdf,
    solve_median,
    two_sided,
    variance_cumulants,
)
from .errors import population, tail_variance

BRIGHT, FAINT = 17.0, 21.5
WIDTH = 2.0
PAIRS, OUTLIER_PAIRS = 2400, 800
"""At most so many pairs stand for all of an annulus: evenly spread in the order of their noise."""


def median_deviation(variance, mean, present, share, extra):
    """Median of the sample standard deviation over rows of normal values with a tail.

    `share` is the probability that a value is of the tail, `extra` the variance it then has in
    addition. Rows with none, one and more values of the tail are summed by probability; which
    value it is goes round from row to row.
    """
    n = present.sum(axis=1)
    none, one = (1 - share) ** n, n * share * (1 - share) ** (n - 1)
    rank = np.cumsum(present, axis=1) - 1
    turn = (np.arange(len(n)) % n)[:, None]
    single = present & (rank == turn)
    double = single | (present & (rank == (turn + 1) % n[:, None]))
    ordinary = variance_cumulants(variance, mean, present)
    several = variance_cumulants(variance + extra * double, mean, present)
    # One wide value x of n: (n - 1) S² is that of the others and (n - 1)/n (x - their mean)².
    others = present & ~single
    rest = variance_cumulants(variance, mean, others)
    apart = np.sum((variance + extra) * single + variance * others / (n[:, None] - 1) ** 2, axis=1)
    offset = np.sum(mean * single - mean * others / (n[:, None] - 1), axis=1)
    z = np.linspace(-4.5, 4.5, 25)
    weights = np.exp(-(z**2) / 2) / np.sum(np.exp(-(z**2) / 2))

    def with_one(square):
        chance = np.zeros(len(n))
        for node, weight in zip(z, weights):
            taken = (n - 1) / n * (offset + np.sqrt(apart) * node) ** 2
            left = ((n - 1) * square - taken) / (n - 2)
            chance += weight * np.where(left > 0, form_cdf(rest, np.maximum(left, 0)), 0.0)
        return chance

    def cdf(t):
        square = t**2
        total = none * form_cdf(ordinary, square) + one * with_one(square)
        return float(np.mean(total + (1 - none - one) * form_cdf(several, square)))

    return solve_median(cdf, np.sqrt(np.median(ordinary[0])))


def find_pairs(ra, dec, radii):
    """All pairs of positions in each annulus [arcmin], by haversine distance."""
    ra, dec = np.radians(ra), np.radians(dec)
    found = {radius: [] for radius in radii}
    for i in range(len(ra) - 1):
        d = np.sin((dec[i + 1 :] - dec[i]) / 2) ** 2
        d = d + np.cos(dec[i]) * np.cos(dec[i + 1 :]) * np.sin((ra[i + 1 :] - ra[i]) / 2) ** 2
        angle = np.degrees(2 * np.arcsin(np.sqrt(d))) * 60
        for radius in radii:
            j = i + 1 + np.flatnonzero(np.abs(angle - radius) <= WIDTH / 2)
            found[radius].append(np.column_stack([np.full(len(j), i), j]))
    return [np.concatenate(found[radius]) for radius in radii]


def astrometric_stars(survey, band, errors):
    magnitude = survey.sky.magnitude[band]
    return np.flatnonzero(
        population(survey, band, errors) & (magnitude >= BRIGHT) & (magnitude < FAINT)
    )


def spread_evenly(order, count):
    """So many items of an order, or all of them."""
    return order[np.unique(np.linspace(0, len(order) - 1, count).astype(int))]


def pair_errors(survey, band, errors, radii):
    """For each annulus (variance, offset, present, extra variance of the tail) of separations."""
    sky, stars = survey.sky, astrometric_stars(survey, band, errors)
    found = find_pairs(sky.ra[stars], sky.dec[stars], radii)
    return [_separation_errors(errors, stars[pairs]) for pairs in found]


def _separation_errors(errors, pairs):
    together = errors.present[pairs[:, 0]] & errors.present[pairs[:, 1]]
    enough = together.sum(axis=1) >= 3
    pairs, together = pairs[enough], together[enough]
    noisy = errors.position.mean(axis=1)
    chosen = spread_evenly(np.argsort(noisy[pairs].sum(axis=1), kind="stable"), PAIRS)
    (i, j), together = pairs[chosen].T, together[chosen]
    direction = errors.design[j, :, 1:] - errors.design[i, :, 1:]
    direction /= np.maximum(np.linalg.norm(direction, axis=2, keepdims=True), 1e-12)
    offset = np.sum((errors.turbulence[j] - errors.turbulence[i]) * direction, axis=2)
    plain = errors.position[i] + errors.position[j]
    fit = (
        errors.fit_covariance(i, i) + errors.fit_covariance(j, j) - 2 * errors.fit_covariance(i, j)
    )
    extra = (noise.ASTROMETRIC_TAIL.factor**2 - 1) * plain / 2
    return plain + fit, np.where(together, offset, 0.0), together, extra


def am(pairs):
    """Median over pairs of the standard deviation of their separation [mas]."""
    share = noise.ASTROMETRIC_TAIL.share
    variance, offset, present, extra = pairs
    return median_deviation(variance, offset, present, 1 - (1 - share) ** 2, extra)


def af(pairs, limit):
    """Share of separations beyond `limit` of the median of their pair [%].

    A value x exceeds the median of its row by more than the limit if enough of the others lie below
    c = x - limit: a sum of independent chances, integrated over c.
    """
    rows = spread_evenly(np.argsort(np.sum(pairs[0] + pairs[1] ** 2, axis=1)), OUTLIER_PAIRS)
    variance, offset, present, extra = (part[rows] for part in pairs)
    n = present.sum(axis=1)
    share = noise.ASTROMETRIC_TAIL.share
    weights = ((1 - share) ** 2, 2 * share * (1 - share), share**2)
    parts = [(weight, np.sqrt(variance + k * extra)[..., None]) for k, weight in enumerate(weights)]
    c = np.arange(-26.0, 60.0, 2.0)
    total = np.zeros(len(n))
    for mean in (offset[..., None], -offset[..., None]):
        below = sum(weight * normal_cdf((c - mean) / sigma) for weight, sigma in parts)
        below = np.where(present[..., None], below, 0.0)
        for v in range(present.shape[1]):
            at_least = count_at_least(np.delete(below, v, axis=1))
            every = np.arange(len(n))
            # An even number of values has two middle ones: first as if each were the median.
            event = (at_least[every, (n + 1) // 2] + at_least[every, n // 2 + 1]) / 2
            density = sum(
                weight * normal_pdf((c + limit - mean[:, v]) / sigma[:, v]) / sigma[:, v]
                for weight, sigma in parts
            )
            beyond = sum(
                weight * normal_cdf((mean[:, v, 0] - limit - c[-1] - 1) / sigma[:, v, 0])
                for weight, sigma in parts
            )
            total += present[:, v] * (np.sum(density * event, axis=1) * 2.0 + beyond)
    typical = np.mean(variance[present]) + np.mean(offset[present] ** 2)
    widen = np.mean(extra[present]) / typical
    shares = [(weight, 1 + k * widen) for k, weight in enumerate(weights)]
    for even in np.unique(n[n % 2 == 0]):
        total[n == even] *= even_median_ratio(int(even), limit / np.sqrt(typical), shares)
    return 100 * float(total.sum() / n.sum())


def aa1(survey, band, errors, axis):
    """Median size of the offset of absolute standards along an axis [mas]."""
    stars = astrometric_stars(survey, band, errors)
    stars = stars[survey.sky.kind[stars] == CHECK]
    present = errors.present[stars]
    years = errors.epochs - CATALOGUE_EPOCH
    known = noise.CATALOGUE_POSITION**2 + (noise.CATALOGUE_MOTION * years) ** 2
    variance = errors.fit_covariance(stars, stars) + known
    centre = errors.turbulence[stars, :, axis][present]
    tail = noise.ASTROMETRIC_TAIL
    ordinary = np.sqrt((errors.position[stars] + variance)[present])
    wide = np.sqrt((tail.factor**2 * errors.position[stars] + variance)[present])

    def cdf(t):
        inside = 1 - (1 - tail.share) * two_sided(t, centre, ordinary)
        return float(np.mean(inside - tail.share * two_sided(t, centre, wide)))

    return solve_median(cdf, 0.6745 * float(np.median(ordinary)))


def colour_distances(survey, bands, errors):
    """(offset, variance of band, variance of reference, fit variance) of all distances."""
    stars = np.intersect1d(*(astrometric_stars(survey, b, e) for b, e in zip(bands, errors)))
    own, other = errors
    present = own.present[stars][:, :, None] & other.present[stars][:, None, :]
    offset = own.turbulence[stars][:, :, None] - other.turbulence[stars][:, None, :]

    def spread(first, second):
        return np.broadcast_arrays(first[:, :, None], second[:, None, :])

    mine, theirs = spread(own.position[stars], other.position[stars])
    fit = sum(spread(own.fit_covariance(stars, stars), other.fit_covariance(stars, stars)))
    return offset[present], mine[present], theirs[present], fit[present]


def ab1(distances):
    """Root mean square of the distances along each axis [mas]."""
    offset, mine, theirs, fit = distances
    factor = tail_variance(noise.ASTROMETRIC_TAIL)
    return float(np.sqrt(np.mean(offset**2) + np.mean(factor * (mine + theirs) + fit)))


def abf1(distances, limit):
    """Share of distances beyond the limit [%]."""
    offset, mine, theirs, fit = distances
    tail = noise.ASTROMETRIC_TAIL
    kinds = ((1 - tail.share, 1.0), (tail.share, tail.factor**2))
    total = 0.0
    for p, a in kinds:
        for q, b in kinds:
            sigma = np.sqrt(a * mine + b * theirs + fit)[:, None]
            total += p * q * np.mean(two_sided(limit, offset, sigma))
    return 100 * float(total)


def bright_stars(survey, band, errors):
    """Constant stars of mean signal-to-noise above 200."""
    seen = errors.present.sum(axis=1)
    # What a catalogue states as error holds the floor as well.
    ratio = 2.5 / np.log(10) * 1000 / np.sqrt(errors.magnitude)
    mean = np.sum(ratio * errors.present, axis=1) / np.maximum(seen, 1)
    constant = survey.sky.variable == 0
    return np.flatnonzero(population(survey, band, errors) & constant & (mean >= 200))


def pa1(survey, band, errors):
    """Median over bright stars of the standard deviation of their magnitudes [mmag]."""
    stars = bright_stars(survey, band, errors)
    variance, tail = errors.magnitude[stars], noise.PHOTOMETRIC_TAIL
    return median_deviation(
        variance,
        np.zeros_like(variance),
        errors.present[stars],
        tail.share,
        (tail.factor**2 - 1) * variance,
    )


def pf1(survey, band, errors, limit):
    """Share of magnitudes beyond the limit of the mean of their star [%]."""
    stars = bright_stars(survey, band, errors)
    tail, present = noise.PHOTOMETRIC_TAIL, errors.present[stars]
    variance = errors.magnitude[stars] * present
    n = present.sum(axis=1, keepdims=True)
    others = (variance.sum(axis=1, keepdims=True) - variance) / np.maximum(n - 1, 1)
    total = np.zeros(present.shape)
    widen = tail.factor**2 - 1
    for own, chance in ((1.0, 1 - tail.share), (1.0 + widen, tail.share)):
        for k in range(present.shape[1]):
            number = _binomial(k, n - 1, tail.share)
            rest = others * (n - 1 + k * widen) / n**2
            sigma = np.sqrt(own * variance * (1 - 1 / n) ** 2 + rest)
            total += chance * number * two_sided(limit, 0.0, np.maximum(sigma, 1e-9))
    return 100 * float(total[present].mean())


def _binomial(k, n, p):
    """Probability of k of n, for arrays of n."""
    table = np.array(
        [math.comb(m, k) * p**k * (1 - p) ** max(m - k, 0) for m in range(n.max() + 1)]
    )
    return table[np.maximum(n, 0)]

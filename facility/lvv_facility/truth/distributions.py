"""Distributions that the truth is written in, on numpy alone."""

import math

import numpy as np

_GRID = np.linspace(-8, 8, 16001)
_TABLE = np.array([0.5 * math.erfc(-z / math.sqrt(2)) for z in _GRID])


def normal_cdf(z):
    """Standard normal distribution function, by a table to 1e-7."""
    return np.interp(z, _GRID, _TABLE)


def normal_pdf(z):
    """Standard normal density."""
    return np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)


def two_sided(limit, centre, sigma):
    """Probability that |N(centre, sigma)| exceeds a limit."""
    return normal_cdf((centre - limit) / sigma) + normal_cdf((-limit - centre) / sigma)


def log_gamma(x):
    """Logarithm of the gamma function for x > 0: Stirling's series, seven steps up."""
    product = np.prod([x + k for k in range(7)], axis=0)
    y = x + 7
    series = 1 / (12 * y) - 1 / (360 * y**3) + 1 / (1260 * y**5)
    return (y - 0.5) * np.log(y) - y + 0.5 * math.log(2 * math.pi) + series - np.log(product)


def gamma_cdf(shape, x):
    """Regularised lower incomplete gamma function P(shape, x), by its series."""
    x = np.clip(x, 0, 80)
    term = np.exp(shape * np.log(np.maximum(x, 1e-300)) - x - log_gamma(shape + 1))
    total = term.copy()
    for k in range(1, 220):
        term = term * x / (shape + k)
        total += term
        if np.all(term < 1e-10):
            break
    return np.where(x >= 80, 1.0, np.minimum(total, 1.0))


def variance_cumulants(variance, mean, present):
    """First three cumulants of the sample variance of independent normal values.

    Arrays are (rows, values); `present` says which values a row has. The sample variance is a
    quadratic form x'Cx / (n - 1) with C the centring matrix, whose cumulants are known.
    """
    n = present.sum(axis=1)
    w = present.astype(float)
    centring = w[:, :, None] * np.eye(w.shape[1]) - w[:, :, None] * w[:, None, :] / n[:, None, None]
    m = centring * np.where(present, variance, 0.0)[:, None, :]
    m2 = m @ m
    offset = np.einsum("pij,pj->pi", centring, np.where(present, mean, 0.0))
    scaled = np.einsum("pij,pj->pi", m, offset)
    twice = np.einsum("pij,pj->pi", m, scaled)
    first = np.einsum("pii->p", m) + np.sum(offset**2, axis=1)
    second = 2 * np.einsum("pii->p", m2) + 4 * np.sum(offset * scaled, axis=1)
    third = 8 * np.einsum("pij,pji->p", m2, m) + 24 * np.sum(offset * twice, axis=1)
    return first / (n - 1), second / (n - 1) ** 2, third / (n - 1) ** 3


def form_cdf(cumulants, x):
    """Distribution function of a quadratic form by its cumulants (Hall, Buckley and Eagleson)."""
    first, second, third = cumulants
    freedom = 8 * second**3 / third**2
    z = (x - first) / np.sqrt(second / (2 * freedom)) + freedom
    return gamma_cdf(freedom / 2, np.maximum(z, 0) / 2)


def solve_median(cdf, guess):
    """Where a smooth, growing function of one number passes one half (secant within a bracket)."""
    low, high = 0.5 * guess, 2.0 * guess
    f_low, f_high = cdf(low) - 0.5, cdf(high) - 0.5
    x = guess
    for _ in range(40):
        f = cdf(x) - 0.5
        if abs(f) < 1e-6:
            break
        if f < 0:
            low, f_low = x, f
        else:
            high, f_high = x, f
        x = low - f_low * (high - low) / (f_high - f_low)
        x = min(max(x, low + 0.02 * (high - low)), high - 0.02 * (high - low))
    return float(x)


def count_at_least(chances):
    """Probability that at least k of independent events happen; rows × events × nodes.

    Returns rows × (k from 0 to the number of events and one more) × nodes.
    """
    rows, events, nodes = chances.shape
    exactly = np.zeros((rows, events + 2, nodes))
    exactly[:, 0] = 1.0
    for event in range(events):
        chance = chances[:, event][:, None]
        exactly[:, 1:] = exactly[:, 1:] * (1 - chance) + exactly[:, :-1] * chance
        exactly[:, :1] *= 1 - chance
    return np.cumsum(exactly[:, ::-1], axis=1)[:, ::-1]


def even_median_ratio(n, limit, parts):
    """How much rarer it is to exceed the median of an even n than the mean chance of its two
    middle values says; for values that mix normal ones, `parts` are (weight, variance).
    """
    c = np.linspace(-6, 8, 561)

    def below(y):
        return sum(weight * normal_cdf(y / np.sqrt(variance)) for weight, variance in parts)

    def density(y):
        return sum(
            weight * normal_pdf(y / np.sqrt(variance)) / np.sqrt(variance)
            for weight, variance in parts
        )

    half, f = n // 2, below(c)
    lower, upper = (
        sum(math.comb(n - 1, k) * f**k * (1 - f) ** (n - 1 - k) for k in range(least, n))
        for least in (half, half + 1)
    )
    # The middle of the two is below c also where they lie at c + s and below c - s.
    between, ways = np.zeros_like(c), (n - 1) * math.comb(n - 2, half)
    for s in np.arange(0.05, 6, 0.1):
        above = (1 - below(c + s)) ** (half - 2)
        between += 0.1 * ways * density(c + s) * below(c - s) ** half * above
    own = density(c + limit)
    return float(np.sum(own * (upper + between)) / np.sum(own * (upper + lower) / 2))

"""Writes the points of the comparison: points_N.f64, pairs of doubles in metres. Usage: points.py FOLDER

Half of the points lie anywhere in a town of 12.65 km square, half in bells of 100 m around 200 places; the town is
the same for every N, as the years of one town are.
"""
import sys

import numpy

for count in (20_000, 100_000, 1_000_000):
    random = numpy.random.default_rng(5)
    side_m = 12_650
    places = random.uniform(0, side_m, (200, 2))
    in_bell = places[random.integers(0, 200, count)] + random.normal(0, 100, (count, 2))
    anywhere = random.uniform(0, side_m, (count, 2))
    points = numpy.where((random.uniform(size=count) < 0.5)[:, None], anywhere, in_bell)
    (numpy.round(points, 1) + numpy.array([400_000, 200_000])).tofile(f"{sys.argv[1]}/points_{count}.f64")

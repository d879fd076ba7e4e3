"""Times scikit-learn on the points of the comparison. Usage: peers.py FOLDER"""
import sys
import time

import numpy
from sklearn.cluster import DBSCAN

points = numpy.fromfile(f"{sys.argv[1]}/points_100000.f64").reshape(-1, 2)
cpu, wall = time.process_time(), time.perf_counter()
labels = DBSCAN(eps=50, min_samples=10).fit(points).labels_
print(f"{'scikit-learn DBSCAN, 100000 points':44} cpu {time.process_time() - cpu:8.3f} s  wall "
      f"{time.perf_counter() - wall:8.3f} s  {labels.max() + 1} clusters, {(labels < 0).sum()} noise")

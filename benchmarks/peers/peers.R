# Times spdep and dbscan on the points of the comparison. Usage: Rscript peers.R FOLDER
suppressMessages({library(dbscan); library(spdep)})
folder <- commandArgs(TRUE)[1]
points <- function(n) matrix(readBin(file.path(folder, sprintf("points_%d.f64", n)), "double", 2 * n), ncol = 2, byrow = TRUE)
tell <- function(what, time, found = "") {
  cat(sprintf("%-44s cpu %8.3f s  wall %8.3f s  %s\n", what, time[1] + time[2], time[3], found))
}
for (n in c(100000L, 1000000L)) {
  p <- points(n)
  time <- system.time(r <- dbscan::dbscan(p, eps = 50, minPts = 10))
  tell(sprintf("R dbscan, %d points", n), time, sprintf("%d clusters, %d noise", max(r$cluster), sum(r$cluster == 0)))
}
p <- points(20000L)
time <- system.time(r <- dbscan::hdbscan(p, minPts = 20))
tell("R hdbscan, 20000 points", time, sprintf("%d clusters", max(r$cluster)))
side <- 400
cells <- as.matrix(expand.grid(seq_len(side) - 0.5, seq_len(side) - 0.5)) * 100
set.seed(5)
counts <- rpois(side^2, 1)
time <- system.time({
  near <- include.self(dnearneigh(cells, 0, 500))
  localG(counts, nb2listw(near, style = "B"))
})
tell("spdep dnearneigh + localG, 160000 cells", time)

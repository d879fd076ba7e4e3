#!/usr/bin/env Rscript
# What spatstat says of an invented pattern, as tests/data/density/spatstat_quartic_{points,pixels}.csv hold it:
#   tests/reference/spatstat_quartic.R tests/data/density
# In the second file the points lie on the centres of their pixels, where spatstat's bins do not move them.
suppressPackageStartupMessages(library(spatstat.explore))

folder <- commandArgs(trailingOnly = TRUE)[1]
radius_m <- 100
sigma_m <- radius_m / sqrt(8) # spatstat's sigma is the kernel's standard deviation on an axis
pixel_m <- 10
window <- owin(c(0, 300), c(0, 200))

# 36 places, more of them to the south-west, the last two at the place of the first.
i <- 0:35
x_m <- round(300 * ((i * 0.6180339887) %% 1)^1.5, 1)
y_m <- round(200 * ((i * 0.7548776662) %% 1)^1.5, 1)
x_m[35:36] <- x_m[1] <- 41.7
y_m[35:36] <- y_m[1] <- 58.3
weight <- 1 + (i %% 5 == 2) * 1.5

density_of <- function(x_m, y_m, ...) {
    density(ppp(x_m, y_m, window = window, check = FALSE), sigma = sigma_m, kernel = "quartic", weights = weight, ...)
}
write_table <- function(table, name) {
    table[] <- lapply(table, format, digits = 15, trim = TRUE)
    write.csv(table, file.path(folder, name), row.names = FALSE, quote = FALSE)
}

at_points <- density_of(x_m, y_m, at = "points", leaveoneout = FALSE, edge = FALSE)
write_table(data.frame(x_m, y_m, weight, per_m2 = as.numeric(at_points)), "spatstat_quartic_points.csv")

on_centre <- function(at_m) (floor(at_m / pixel_m) + 0.5) * pixel_m
on_pixels <- function(...) density_of(on_centre(x_m), on_centre(y_m), dimyx = c(20, 30), ...)
plain <- on_pixels(edge = FALSE)
diggle <- on_pixels(edge = TRUE, diggle = TRUE)
at <- expand.grid(y_m = plain$yrow, x_m = plain$xcol)
write_table(data.frame(x_m = at$x_m, y_m = at$y_m, per_m2 = as.vector(plain$v), diggle_per_m2 = as.vector(diggle$v)),
            "spatstat_quartic_pixels.csv")

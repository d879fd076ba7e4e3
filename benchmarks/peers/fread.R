# Times data.table's fread on the CSV of the comparison. Usage: Rscript fread.R FILE
suppressMessages(library(data.table))
file <- commandArgs(TRUE)[1]
for (threads in 1:2) {
  for (columns in list(c("easting", "northing", "date"), NULL)) {
    time <- system.time(rows <- fread(file, select = columns, nThread = threads, showProgress = FALSE))
    sum <- sum(rows$easting) + sum(rows$northing) + sum(year(rows$date) * 10000 + month(rows$date) * 100 + mday(rows$date))
    what <- sprintf("fread, %s, %d thread(s)", if (is.null(columns)) "all 5 columns" else "the same 3 columns", threads)
    cat(sprintf("%-44s cpu %8.3f s  wall %8.3f s  %d rows, sum %.1f\n", what, time[1] + time[2], time[3], nrow(rows), sum))
  }
}

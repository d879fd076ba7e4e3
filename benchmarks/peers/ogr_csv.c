/* The peer of csv_typed_columns: the loop over features that a program with GDAL writes for the same three columns. */
#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static double seconds_of(struct timeval time) { return time.tv_sec + 1e-6 * time.tv_usec; }

static double cpu_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

static double wall_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + 1e-9 * now.tv_nsec;
}

static void fail(const char *what) { fprintf(stderr, "ogr_csv: %s\n", what); exit(1); }

int main(int count, char **words)
{
    enum { most_rows = 1 << 21 };
    if (count != 2) fail("usage: ogr_csv FILE");
    double *x = malloc(most_rows * sizeof *x), *y = malloc(most_rows * sizeof *y);
    int *days = malloc(most_rows * sizeof *days);
    if (!x || !y || !days) fail("no memory");
    GDALAllRegister();
    const char *const drivers[] = {"CSV", NULL};
    const char *const options[] = {"AUTODETECT_TYPE=YES", NULL};
    const double cpu = cpu_seconds(), wall = wall_seconds();
    GDALDatasetH file = GDALOpenEx(words[1], GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, NULL);
    if (!file) fail("not read");
    OGRLayerH layer = GDALDatasetGetLayer(file, 0);
    size_t rows = 0;
    double sum = 0;
    OGRFeatureH feature;
    while ((feature = OGR_L_GetNextFeature(layer)) != NULL && rows < most_rows) {
        int year, month, day, hour, minute, second, zone;
        x[rows] = OGR_F_GetFieldAsDouble(feature, 2);
        y[rows] = OGR_F_GetFieldAsDouble(feature, 3);
        OGR_F_GetFieldAsDateTime(feature, 4, &year, &month, &day, &hour, &minute, &second, &zone);
        days[rows] = year * 10000 + month * 100 + day;
        OGR_F_Destroy(feature);
        ++rows;
    }
    GDALClose(file);
    for (size_t i = 0; i < rows; ++i) sum += x[i] + y[i] + days[i];
    printf("%-44s cpu %8.3f s  wall %8.3f s  %zu rows, sum %.1f\n", "GDAL, loop over features", cpu_seconds() - cpu,
           wall_seconds() - wall, rows, sum);
    return 0;
}

/* The peer of ward_index.cpp: GEOS prepared polygons behind an STRtree, on the same wards and points. */
#include <geos_c.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

struct Point { double x, y; int64_t ward; };
struct Query { GEOSContextHandle_t geos; const GEOSPreparedGeometry **prepared; const GEOSGeometry *point; int64_t ours; int hits, agrees; };

static double user_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + 1e-6 * usage.ru_utime.tv_usec;
}

static void fail(const char *what) { fprintf(stderr, "geos_wards: %s\n", what); exit(1); }

static void try_ward(void *item, void *data)
{
    struct Query *query = data;
    const int64_t ward = (int64_t)(intptr_t)item - 1;
    if (GEOSPreparedIntersects_r(query->geos, query->prepared[ward], query->point) == 1) {
        query->hits++;
        query->agrees |= ward == query->ours;
    }
}

int main(int count, char **arguments)
{
    if (count != 3) fail("give wards.bin and points.bin");
    GEOSContextHandle_t geos = GEOS_init_r();
    FILE *file = fopen(arguments[1], "rb");
    if (!file) fail("no wards");
    static GEOSGeometry *wards[100000];
    static const GEOSPreparedGeometry *prepared[100000];
    int64_t vertices, n = 0;
    while (fread(&vertices, sizeof vertices, 1, file) == 1) {
        double *xy = malloc(vertices * 2 * sizeof *xy);
        if (fread(xy, 2 * sizeof *xy, vertices, file) != (size_t)vertices) fail("short wards");
        GEOSCoordSequence *sequence = GEOSCoordSeq_copyFromBuffer_r(geos, xy, vertices, 0, 0);
        wards[n++] = GEOSGeom_createPolygon_r(geos, GEOSGeom_createLinearRing_r(geos, sequence), NULL, 0);
        free(xy);
    }
    fclose(file);
    struct Point *points = malloc(2000000 * sizeof *points);
    file = fopen(arguments[2], "rb");
    if (!file || !points) fail("no points");
    const size_t all = fread(points, sizeof *points, 2000000, file);

    double best = 1e9;
    size_t inside = 0, several = 0, differ = 0;
    for (int repeat = 0; repeat < 3; ++repeat) {
        const double begin = user_seconds();
        GEOSSTRtree *tree = GEOSSTRtree_create_r(geos, 10);
        for (int64_t w = 0; w < n; ++w) {
            prepared[w] = GEOSPrepare_r(geos, wards[w]);
            GEOSSTRtree_insert_r(geos, tree, wards[w], (void *)(intptr_t)(w + 1));
        }
        inside = several = differ = 0;
        GEOSGeometry *point = NULL;
        for (size_t i = 0; i < all; ++i) {
            point = GEOSGeom_createPointFromXY_r(geos, points[i].x, points[i].y);
            struct Query query = {geos, prepared, point, points[i].ward, 0, 0};
            GEOSSTRtree_query_r(geos, tree, point, try_ward, &query);
            GEOSGeom_destroy_r(geos, point);
            inside += query.hits > 0;
            several += query.hits > 1;
            /* On a border GEOS has a point in all wards that share it, on the outer border even in wards that the
               half-open rule leaves it out of: so wardmap's ward must be one of GEOS's, and not the other way round. */
            differ += points[i].ward >= 0 && !query.agrees;
        }
        const double seconds = user_seconds() - begin;
        best = seconds < best ? seconds : best;
        for (int64_t w = 0; w < n; ++w) GEOSPreparedGeom_destroy_r(geos, prepared[w]);
        GEOSSTRtree_destroy_r(geos, tree);
    }
    printf("GEOS %-10s %.3f   %zu points on borders are in several wards; wardmap's ward is none of GEOS's on %zu\n",
           GEOSversion(), best, several, differ);
    return 0;
}

#pragma once

#include <cstdint>
#include <vector>

#include "wardmap/density.hpp"
#include "wardmap/evaluation.hpp"

namespace wardmap {

/// How well a bandwidth foretells each incident from the others.
struct LikelihoodStep {
    double bandwidth_m = 0;  ///< radius of the kernel asked for (Gaussian: sigma)
    double mean_log_density = 0;
};

struct LikelihoodBandwidth {
    double bandwidth_m = 0;
    std::vector<LikelihoodStep> curve;  ///< by ascending bandwidth
    /// The best lies at an end of what was tried: the incidents hold no bandwidth, as if many of them stood on
    /// few places that lie closer than any map would show.
    bool is_at_end = false;
};

/// Leave-one-out likelihood cross-validation with the Gaussian kernel (Silverman 1986, section 3.4.4; Loader
/// 1999; spatstat's bw.ppl without edge correction), turned into the radius of `kernel` by equal variance, as
/// Scott's rule is: a kernel that ends would be decided by the loneliest incident. All incidents at one position
/// are left out together; otherwise a block of flats with two reports would ask for bandwidth 0.
/// Tries bandwidths from 1/16 of Scott's to twice it, lower ones if the best is the lowest, then between the
/// neighbours of the best; the answer is within 3 % of the best. Does not depend on the number of threads.
/// Cost for 100,000 places: about a second. Throws as scott_bandwidth_m does.
[[nodiscard]] LikelihoodBandwidth likelihood_bandwidth(const PointSet& points, Kernel kernel,
                                                       unsigned threads = 0);

/// What the rule maximises: the mean over incidents, by weight, of ln f(x) at the incident's place, f the density
/// per m² by the Gaussian of sigma_m from the incidents at all other places. Exact to 1e-9 beside the double sum.
/// Throws as scott_bandwidth_m does, and Error (limit) for a sigma that is not finite and positive.
[[nodiscard]] double cross_validated_log_density(const PointSet& points, double sigma_m);

/// How well the densest land of earlier incidents told where later ones were.
struct PredictiveStep {
    double bandwidth_m = 0;
    HoldoutScore score;
};

struct PredictiveBandwidth {
    double bandwidth_m = 0;
    double best_m = 0;                  ///< whose score was the highest
    std::uint64_t test_incidents = 0;   ///< on the pixels
    double land = 0;                    ///< share of the pixels that counts as densest
    std::vector<PredictiveStep> curve;  ///< by ascending bandwidth
};

/// Scores bandwidths by how many of `test` their densest 5 % of the pixels, made from `train`, held: PAI on held-out
/// incidents (methods §9; Chainey, Tompson & Uhlig 2008). Of those whose hit rate is within one standard error,
/// sqrt(p(1 - p)/n), of the best the widest is taken, but none wider than the best and Scott's rule. Tries 21 from 1/16 of Scott's rule to twice it in quarters of a
/// doubling, none below the pixel. Pixels without data do not count. The scores are of the incidents that chose.
/// `options` says kernel, boundary, edge correction and threads. Cost: 21 surfaces.
/// Throws Error (quality) for no test incident on the grid, and as scott_bandwidth_m and kernel_density do.
[[nodiscard]] PredictiveBandwidth predictive_bandwidth(const PointSet& train, const PointSet& test,
                                                       const RasterGrid& grid, const DensityOptions& options);

/// How far from an incident half of its weight lies (Gaussian: before it is cut off at 4 sigma).
[[nodiscard]] double half_weight_radius_m(Kernel kernel, double bandwidth_m);

}  // namespace wardmap

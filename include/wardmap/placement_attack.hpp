#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "wardmap/density.hpp"
#include "wardmap/layer.hpp"

/// How well someone who holds only what was handed out, and a list of the dwellings, puts the incidents back in
/// their places. For measuring what a map gives away; nothing else uses it.
namespace wardmap {

/// What is known of each pixel: a value (`lowest` = `highest`), or the bounds of its class. NaN: nothing.
struct PixelKnowledge {
    RasterGrid grid;
    std::vector<double> lowest;
    std::vector<double> highest;
};
[[nodiscard]] PixelKnowledge known_values(const Raster& surface);
/// The picture of a surface in `classes` equal steps from 0 to its peak.
[[nodiscard]] PixelKnowledge known_classes(const Raster& surface, int classes);

struct SurfaceAttack {
    DensityOptions kernel;      ///< as the study and the surface's metadata state them
    std::size_t incidents = 0;  ///< as the metadata state
    int sweeps = 50;            ///< more add little: 0.1 points from values, 1 from a picture
};
/// The dwellings that explain the picture best, each as often as it is guessed: least squares without negative
/// counts, by coordinate descent. From values, the surface is sharpened first (twice its Laplacian), which leaves
/// of a kernel little but its rim, so that neighbours can be told apart.
/// O(sweeps · dwellings · pixels of a kernel).
[[nodiscard]] std::vector<PointM> guesses_from_surface(const PixelKnowledge& picture,
                                                       std::span<const PointM> dwellings,
                                                       const SurfaceAttack& attack);

/// How often each dwelling is guessed when so many guesses are shared out by weight, evenly through the list, so that
/// neighbours in it (a street) are not guessed all or none. `start`, from 0 to less than 1, says which of two neighbours:
/// over all starts each is guessed as often as its weight says.
[[nodiscard]] std::vector<std::uint32_t> guesses_by_weight(std::span<const double> weights, std::size_t count,
                                                           double start);

/// What a public release says about where incidents of a theme are, as weights of the dwellings: evenly within each
/// square by its class, within each ward (or the wards told together) by its published number, or so that both come out.
struct ReleaseWeights {
    std::vector<double> by_wards;    ///< empty where no ward is told
    std::vector<double> by_squares;  ///< empty where there is no map
    std::vector<double> by_both;     ///< empty without one of the two
};
[[nodiscard]] ReleaseWeights weights_from_release(const LayerSet& release, const std::string& theme,
                                                  std::span<const PointM> dwellings);
/// The incidents that someone would put into a square of a class, by the class's name and the square's size.
[[nodiscard]] double incidents_in_class(const std::string& label, double side_m);

/// How many incidents have a guess of their own within `radius_m`: each guess serves for one incident, nearest
/// pairs first.
[[nodiscard]] std::size_t placed_incidents(std::span<const PointM> guesses, std::span<const PointM> incidents,
                                           double radius_m);
/// The same of guesses at dwellings, again and again: which incidents are near each is found once.
class PlacementTrial {
public:
    PlacementTrial(std::span<const PointM> dwellings, std::span<const PointM> incidents, double radius_m);

    /// The share that is placed with those weights of the dwellings, on average over `draws` starts of the guesses, which
    /// lie evenly, the first so much of their distance from 0; 0 without weights. With 200 draws within 0.05
    /// percentage points of what twice as many say. O(draws * (dwellings + pairs that are near each other)).
    [[nodiscard]] double placed_share(std::span<const double> weights, int draws,
                                      double first_start = 0.5) const;

private:
    struct Pair {
        std::uint32_t dwelling = 0;
        std::uint32_t incident = 0;
    };

    [[nodiscard]] std::size_t placed(std::vector<std::uint32_t> guesses) const;

    std::size_t m_incidents;
    std::vector<Pair> m_pairs;  ///< nearest first
};

}  // namespace wardmap

#include "wardmap/main_body.hpp"

#include <cmath>
#include <cstdint>
#include <map>

namespace wardmap {

namespace {

using Square = std::pair<std::int64_t, std::int64_t>;

struct SquareState {
    std::size_t points = 0;
    int group = -1;
};

Square square_of(PointM p, double side_m)
{
    return {static_cast<std::int64_t>(std::floor(p.x_m / side_m)),
            static_cast<std::int64_t>(std::floor(p.y_m / side_m))};
}

/// Marks the squares that touch `start`, directly or through others, and returns their points.
std::size_t mark_group(std::map<Square, SquareState>& squares, const Square& start, int group)
{
    std::size_t points = 0;
    std::vector<Square> open = {start};
    squares[start].group = group;
    while (!open.empty()) {
        const Square at = open.back();
        open.pop_back();
        points += squares[at].points;
        for (std::int64_t dx = -1; dx <= 1; ++dx) {
            for (std::int64_t dy = -1; dy <= 1; ++dy) {
                const auto next = squares.find({at.first + dx, at.second + dy});
                if (next != squares.end() && next->second.group < 0) {
                    next->second.group = group;
                    open.push_back(next->first);
                }
            }
        }
    }
    return points;
}

}  // namespace

std::vector<PointM> main_body_of(const std::vector<PointM>& points, double gap_m)
{
    std::map<Square, SquareState> squares;
    for (const PointM p : points) {
        ++squares[square_of(p, gap_m)].points;
    }
    // Not by the number of squares: a town is one square, a county hundreds, and both have strays.
    const std::size_t fewest = points.size() / 5000;
    std::erase_if(squares, [&](const auto& square) { return square.second.points <= fewest; });
    int largest = -1;
    std::size_t most = 0;
    int group = 0;
    for (const auto& [square, state] : squares) {
        if (state.group < 0) {
            const std::size_t count = mark_group(squares, square, group);
            if (count > most) {
                most = count;
                largest = group;
            }
            ++group;
        }
    }
    std::vector<PointM> body;
    for (const PointM p : points) {
        const auto square = squares.find(square_of(p, gap_m));
        if (square != squares.end() && square->second.group == largest) {
            body.push_back(p);
        }
    }
    return body;
}

}  // namespace wardmap

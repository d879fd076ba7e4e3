#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace wardmap::locate_detail {

/// Hands out the pieces of the arrays of a gazetteer file.
class PieceReader {
public:
    PieceReader() = default;
    PieceReader(const PieceReader&) = delete;
    PieceReader& operator=(const PieceReader&) = delete;
    virtual ~PieceReader() = default;
    /// Fills `bytes` with that piece unless another thread has done so, then sets `is_here`. Any thread may
    /// call it. Throws Error (input) for a piece that is missing or damaged.
    virtual void fetch(std::size_t array, std::size_t piece, std::atomic<bool>& is_here,
                       std::span<std::byte> bytes) = 0;
};

/// An array that does not change once it is made: held in memory, or in a file and read piece by piece as it is
/// looked at, so that opening a gazetteer costs the same for a village and a county, and a few records need
/// few pieces. Items lie side by side either way. Looking at an item costs the check of one flag.
template <class Item>
class IndexArray {
    static_assert(std::is_trivially_copyable_v<Item>);

public:
    /// About 64 KiB, and a power of two, so that an item's piece is found by a shift.
    static constexpr std::size_t piece_items = std::bit_floor(std::size_t{65536} / sizeof(Item));

    IndexArray() = default;
    explicit IndexArray(std::vector<Item> items) : m_owned(std::move(items)), m_items(m_owned) {}
    /// `count` items of the file's array with that number. `reader` has to outlive it.
    IndexArray(std::size_t count, PieceReader& reader, std::size_t array)
        : m_bytes(std::make_unique_for_overwrite<std::byte[]>(count * sizeof(Item))),
          m_is_here(std::make_unique<std::atomic<bool>[]>((count + piece_items - 1) / piece_items)),
          m_items(reinterpret_cast<const Item*>(m_bytes.get()), count),
          m_reader(&reader),
          m_array(array)
    {
    }

    [[nodiscard]] std::size_t size() const noexcept { return m_items.size(); }
    [[nodiscard]] bool empty() const noexcept { return m_items.empty(); }

    [[nodiscard]] const Item& operator[](std::size_t i) const
    {
        bring(i / piece_items);
        return m_items[i];
    }
    /// Items [begin, end).
    [[nodiscard]] std::span<const Item> part(std::size_t begin, std::size_t end) const
    {
        if (begin >= end) {
            return {};
        }
        for (std::size_t piece = begin / piece_items; piece <= (end - 1) / piece_items; ++piece) {
            bring(piece);
        }
        return m_items.subspan(begin, end - begin);
    }
    [[nodiscard]] std::span<const Item> all() const { return part(0, size()); }

    /// How many items at the front are `before`; items that are stand before those that are not.
    template <class Before>
    [[nodiscard]] std::size_t count_before(const Before& before) const
    {
        std::size_t begin = 0;
        std::size_t length = size();
        while (length > 0) {
            const std::size_t half = length / 2;
            const bool is_before = before((*this)[begin + half]);
            begin = is_before ? begin + half + 1 : begin;
            length = is_before ? length - half - 1 : half;
        }
        return begin;
    }

private:
    void bring(std::size_t piece) const
    {
        if (m_is_here != nullptr && !m_is_here[piece].load(std::memory_order_acquire)) {
            fetch(piece);
        }
    }
    [[gnu::noinline]] void fetch(std::size_t piece) const
    {
        const std::size_t begin = piece * piece_items;
        const std::size_t count = std::min(piece_items, size() - begin);
        m_reader->fetch(m_array, piece, m_is_here[piece],
                        {m_bytes.get() + begin * sizeof(Item), count * sizeof(Item)});
    }

    std::vector<Item> m_owned;
    std::unique_ptr<std::byte[]> m_bytes;  ///< not written, and so not in memory, where not yet here
    std::unique_ptr<std::atomic<bool>[]> m_is_here;  ///< by piece; nullptr: all are
    std::span<const Item> m_items;                   ///< of m_owned or m_bytes
    PieceReader* m_reader = nullptr;
    std::size_t m_array = 0;
};

}  // namespace wardmap::locate_detail

#pragma once

#include "wardmap/layer.hpp"

namespace wardmap::protection {

/// Classes of wards and blocks that a study froze stand in the legend of every result, and those of an earlier map are
/// numbers of single areas: a rate and the area's residents give the count. For others they have to be on a ruler whose
/// marks are at least three incidents of the smallest area apart, so that behind a break rounded to it no fewer counts
/// are possible than the intruder check leaves. Of blocks 1, where "none" ends, may stand as well.
/// Throws Error (disclosure) that names the key of the study and the breaks to write instead; does nothing for classes
/// that are not frozen, or of a surface, where a value belongs to no area.
void refuse_telling_breaks(const Layer& layer);

}  // namespace wardmap::protection

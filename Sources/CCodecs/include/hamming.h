// Distances of perceptual hashes. In C, because only here can one function be built for more than the instruction set
// that every processor has.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { HAMMING_RECORDS = 4096 };

// Which of `count` records, at most HAMMING_RECORDS, differ from the probe in fewer than `limit` of their first 256 bits.
// Records begin `stride` bytes apart. Writes index << 16 | distance, in the order of the records, to `found`, which has
// room for `count`; returns how many.
size_t hamming_below(const uint8_t *records, size_t stride, size_t count, const uint8_t *probe, unsigned limit,
                     uint32_t *found);

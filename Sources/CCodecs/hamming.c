#include "hamming.h"

#include <string.h>

static inline __attribute__((always_inline)) size_t scan(const uint8_t *records, size_t stride, size_t count,
                                                         const uint8_t *probe, unsigned limit, uint32_t *found) {
    uint64_t p[4];
    size_t kept = 0;
    memcpy(p, probe, sizeof p);
    for (size_t i = 0; i < count; i++, records += stride) {
        uint64_t r[4];
        memcpy(r, records, sizeof r);
        unsigned distance = (unsigned)(__builtin_popcountll(r[0] ^ p[0]) + __builtin_popcountll(r[1] ^ p[1]) +
                                       __builtin_popcountll(r[2] ^ p[2]) + __builtin_popcountll(r[3] ^ p[3]));
        if (__builtin_expect(distance < limit, 0))
            found[kept++] = (uint32_t)i << 16 | distance;
    }
    return kept;
}

#if defined(__x86_64__)
// Every x86-64 processor since 2008 counts bits in one instruction, and the baseline does not know it. Wider vectors
// gain nothing: memory is the bound.
__attribute__((target("popcnt"))) static size_t scan_popcnt(const uint8_t *records, size_t stride, size_t count,
                                                            const uint8_t *probe, unsigned limit, uint32_t *found) {
    return scan(records, stride, count, probe, limit, found);
}
#endif

size_t hamming_below(const uint8_t *records, size_t stride, size_t count, const uint8_t *probe, unsigned limit,
                     uint32_t *found) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("popcnt"))
        return scan_popcnt(records, stride, count, probe, limit, found);
#endif
    return scan(records, stride, count, probe, limit, found);
}

#include "codecs.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

void codec_keep_memory(void) {
#if defined(__GLIBC__)
    // One heap, because those of threads hold at most 64 MiB and map what is larger.
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

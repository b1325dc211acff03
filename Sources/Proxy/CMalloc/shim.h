// What the C library lets one say about its heaps and Swift's Glibc does not show.
#ifndef CMALLOC_SHIM_H
#define CMALLOC_SHIM_H

#ifdef __linux__
#include <malloc.h>
#endif

// From which size on memory comes from the system and goes back to it by itself, and how much a heap keeps at its end.
// To say it once keeps glibc from raising both. Does nothing where another library allocates.
static inline void cmalloc_set_thresholds(int large, int kept) {
#if defined(__linux__) && defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, large);
    mallopt(M_TRIM_THRESHOLD, kept);
#endif
}

#endif

#pragma once
#include <stddef.h>
#include <stdint.h>

// Of LLVM's fuzzer library. Called, because the package manager gives programs an entry point of their own, which
// hides the one that the library brings.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *bytes, size_t count));

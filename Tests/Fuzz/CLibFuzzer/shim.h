// What libFuzzer offers to programs that bring their own `main`.
#ifndef CLIBFUZZER_SHIM_H
#define CLIBFUZZER_SHIM_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*read_one_input)(const uint8_t *bytes, size_t count));

#endif

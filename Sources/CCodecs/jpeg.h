#pragma once
#include <setjmp.h>
#include <stdio.h>
#include <jpeglib.h>

#include "log.h"

// The library hands back only its error manager, so what an error needs hangs behind it: `errors` stays first.
struct jpeg_guard {
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf escape;
    const codec_limits *limits;
    codec_log *log;
    enum codec_status status;
};

void jpeg_guard_install(struct jpeg_guard *guard, const codec_limits *limits, codec_log *log);

// Does not return.
void jpeg_refuse(struct jpeg_guard *guard, enum codec_status status, const char *text);

// Reads the header and applies the limits. To be called after setjmp.
void jpeg_open(struct jpeg_decompress_struct *jpeg, struct jpeg_guard *guard, const uint8_t *bytes, size_t count,
               int whole_coefficients, uint64_t output_bytes);

// Says how pixels are wanted, the same way for every path to them, and starts.
void jpeg_begin(struct jpeg_decompress_struct *jpeg, struct jpeg_guard *guard);

void jpeg_read_rows(struct jpeg_decompress_struct *jpeg, struct jpeg_guard *guard, uint8_t *samples,
                    size_t capacity);

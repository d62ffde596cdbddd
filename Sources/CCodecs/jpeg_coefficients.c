#include "jpeg.h"

#include <string.h>

static void put_big_endian(uint8_t *to, const JCOEF *from, size_t count) {
    for (size_t k = 0; k < count; k++) {
        uint16_t value = (uint16_t)from[k];
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        value = (uint16_t)(value << 8 | value >> 8);
#endif
        memcpy(to + 2 * k, &value, 2);
    }
}

static void copy_coefficients(struct jpeg_decompress_struct *jpeg, struct jpeg_guard *guard,
                              const codec_coefficients *wanted) {
    jvirt_barray_ptr *arrays = jpeg_read_coefficients(jpeg);
    for (int c = 0; c < jpeg->num_components; c++) {
        const jpeg_component_info *part = &jpeg->comp_info[c];
        size_t row_bytes = (size_t)wanted->across[c] * 128;
        size_t offset = wanted->offsets[c];
        if (part->width_in_blocks != wanted->across[c] || part->height_in_blocks != wanted->down[c] ||
            offset > wanted->capacity || row_bytes * wanted->down[c] > wanted->capacity - offset)
            jpeg_refuse(guard, CODEC_MISUSE, "buffer size");
        if (part->quant_table == NULL)
            jpeg_refuse(guard, CODEC_DAMAGED, "a component without a scan");
        for (int k = 0; k < 64; k++)
            wanted->quantisers[64 * c + k] = part->quant_table->quantval[k];
        uint8_t *to = wanted->out + offset;
        for (uint32_t y = 0; y < wanted->down[c]; y++) {
            JBLOCKARRAY rows = (*jpeg->mem->access_virt_barray)((j_common_ptr)jpeg, arrays[c], y, 1, FALSE);
            put_big_endian(to, &rows[0][0][0], (size_t)wanted->across[c] * 64);
            to += row_bytes;
        }
    }
}

enum codec_status codec_jpeg_coefficients(const uint8_t *bytes, size_t count, const codec_limits *limits,
                                          const codec_coefficients *wanted, codec_log *log) {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_guard guard;
    jpeg_guard_install(&guard, limits, log);
    memset(&jpeg, 0, sizeof jpeg);
    jpeg.err = &guard.errors;
    if (setjmp(guard.escape)) {
        jpeg_destroy_decompress(&jpeg);
        return guard.status;
    }
    jpeg_open(&jpeg, &guard, bytes, count, 1, wanted->capacity);
    copy_coefficients(&jpeg, &guard, wanted);
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    return CODEC_OK;
}

// Buffered-image mode keeps the coefficients, and hands them out after a pass of output (libjpeg.txt, "Really raw data:
// DCT coefficients"): entropy decoding, the larger part of the work, is done once.
enum codec_status codec_jpeg_decode_both(const uint8_t *bytes, size_t count, const codec_limits *limits,
                                         uint8_t *samples, size_t capacity, const codec_coefficients *wanted,
                                         codec_log *log) {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_guard guard;
    jpeg_guard_install(&guard, limits, log);
    memset(&jpeg, 0, sizeof jpeg);
    jpeg.err = &guard.errors;
    if (setjmp(guard.escape)) {
        jpeg_destroy_decompress(&jpeg);
        return guard.status;
    }
    jpeg_open(&jpeg, &guard, bytes, count, 1, (uint64_t)capacity + wanted->capacity);
    jpeg.buffered_image = TRUE;
    jpeg_begin(&jpeg, &guard);
    if (jpeg_has_multiple_scans(&jpeg)) {
        // Only the last scan completes the picture.
        while (jpeg_consume_input(&jpeg) != JPEG_REACHED_EOI)
            guard.progress.progress_monitor((j_common_ptr)&jpeg);
    }
    jpeg_start_output(&jpeg, jpeg.input_scan_number);
    jpeg_read_rows(&jpeg, &guard, samples, capacity);
    jpeg_finish_output(&jpeg);
    copy_coefficients(&jpeg, &guard, wanted);
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    return CODEC_OK;
}

#include "jpeg.h"

#include <string.h>

enum codec_status codec_jpeg_coefficients(const uint8_t *bytes, size_t count, const codec_limits *limits,
                                          const size_t *offsets, const uint32_t *across, const uint32_t *down,
                                          uint16_t *quantisers, uint8_t *out, size_t capacity, codec_log *log) {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_guard guard;
    jpeg_guard_install(&guard, limits, log);
    memset(&jpeg, 0, sizeof jpeg);
    jpeg.err = &guard.errors;
    if (setjmp(guard.escape)) {
        jpeg_destroy_decompress(&jpeg);
        return guard.status;
    }
    jpeg_open(&jpeg, &guard, bytes, count, 1, capacity);
    jvirt_barray_ptr *arrays = jpeg_read_coefficients(&jpeg);
    for (int c = 0; c < jpeg.num_components; c++) {
        const jpeg_component_info *part = &jpeg.comp_info[c];
        size_t row_bytes = (size_t)across[c] * 128;
        if (part->width_in_blocks != across[c] || part->height_in_blocks != down[c] || offsets[c] > capacity ||
            row_bytes * down[c] > capacity - offsets[c])
            jpeg_refuse(&guard, CODEC_MISUSE, "buffer size");
        if (part->quant_table == NULL)
            jpeg_refuse(&guard, CODEC_DAMAGED, "a component without a scan");
        for (int k = 0; k < 64; k++)
            quantisers[64 * c + k] = part->quant_table->quantval[k];
        uint8_t *to = out + offsets[c];
        for (uint32_t y = 0; y < down[c]; y++) {
            JBLOCKARRAY rows = (*jpeg.mem->access_virt_barray)((j_common_ptr)&jpeg, arrays[c], y, 1, FALSE);
            const JCOEF *from = &rows[0][0][0];
            for (size_t k = 0; k < (size_t)across[c] * 64; k++) {
                uint16_t value = (uint16_t)from[k];
                to[2 * k] = (uint8_t)(value >> 8);
                to[2 * k + 1] = (uint8_t)value;
            }
            to += row_bytes;
        }
    }
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    return CODEC_OK;
}

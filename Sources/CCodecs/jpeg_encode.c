#include "jpeg.h"

#include <jerror.h>
#include <string.h>

struct fixed_sink {
    struct jpeg_destination_mgr base;
    uint8_t *out;
    size_t capacity, written;
};

static void sink_start(j_compress_ptr jpeg) {
    struct fixed_sink *sink = (struct fixed_sink *)jpeg->dest;
    sink->base.next_output_byte = sink->out;
    sink->base.free_in_buffer = sink->capacity;
}

static boolean sink_full(j_compress_ptr jpeg) {
    jpeg_refuse((struct jpeg_guard *)jpeg->err, CODEC_MISUSE, "buffer size");
    return FALSE;
}

static void sink_finish(j_compress_ptr jpeg) {
    struct fixed_sink *sink = (struct fixed_sink *)jpeg->dest;
    sink->written = sink->capacity - sink->base.free_in_buffer;
}

enum codec_status codec_jpeg_encode(const uint8_t *rgb, uint32_t width, uint32_t height, int quality,
                                    uint8_t *out, size_t capacity, size_t *written, codec_log *log) {
    struct jpeg_compress_struct jpeg;
    struct jpeg_guard guard;
    struct fixed_sink sink;
    memset(&sink, 0, sizeof sink);
    jpeg_guard_install(&guard, NULL, log);
    memset(&jpeg, 0, sizeof jpeg);
    jpeg.err = &guard.errors;
    if (setjmp(guard.escape)) {
        jpeg_destroy_compress(&jpeg);
        return guard.status;
    }
    jpeg_create_compress(&jpeg);
    sink.base.init_destination = sink_start;
    sink.base.empty_output_buffer = sink_full;
    sink.base.term_destination = sink_finish;
    sink.out = out;
    sink.capacity = capacity;
    jpeg.dest = &sink.base;
    jpeg.image_width = width;
    jpeg.image_height = height;
    jpeg.input_components = 3;
    jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, quality, TRUE);
    jpeg.dct_method = JDCT_ISLOW;
    jpeg.optimize_coding = TRUE;
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < height) {
        JSAMPROW row = (JSAMPROW)(rgb + (size_t)width * 3 * jpeg.next_scanline);
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    *written = sink.written;
    return CODEC_OK;
}

#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "log.h"

struct source {
    const uint8_t *bytes;
    size_t count, position;
    codec_log *log;
    enum codec_status status;
    png_structp png;
    png_infop info;
    jmp_buf escape;
};

const char *codec_png_version(void) { return png_get_libpng_ver(NULL); }

static void on_fatal(png_structp png, png_const_charp text) {
    struct source *source = png_get_error_ptr(png);
    codec_log_fail(source->log, text);
    longjmp(source->escape, 1);
}

static void on_warning(png_structp png, png_const_charp text) {
    struct source *source = png_get_error_ptr(png);
    codec_log_keep(source->log, text);
}

static void on_read(png_structp png, png_bytep to, size_t count) {
    struct source *source = png_get_io_ptr(png);
    if (count > source->count - source->position)
        png_error(png, "file ends early");
    memcpy(to, source->bytes + source->position, count);
    source->position += count;
}

static void refuse(struct source *source, enum codec_status status, const char *text) {
    codec_log_fail(source->log, text);
    source->status = status;
    longjmp(source->escape, 1);
}

static void begin(struct source *source, const uint8_t *bytes, size_t count, codec_log *log) {
    memset(log, 0, sizeof *log);
    memset(source, 0, sizeof *source);
    source->bytes = bytes;
    source->count = count;
    source->log = log;
    source->status = CODEC_DAMAGED;
}

// Reads up to the first IDAT, applies the limits and asks for the expansions. To be called after setjmp.
static void open_png(struct source *source, const codec_limits *limits, codec_header *header) {
    png_structp png = source->png =
        png_create_read_struct(PNG_LIBPNG_VER_STRING, source, on_fatal, on_warning);
    png_infop info = source->info = png == NULL ? NULL : png_create_info_struct(png);
    if (info == NULL)
        refuse(source, CODEC_TOO_LARGE, "out of memory");
    png_set_read_fn(png, source, on_read);
    // Sizes are judged here, before libpng allocates a row; its own limits would hide the reason.
    png_set_user_limits(png, 0x7FFFFFFF, 0x7FFFFFFF);
    png_set_benign_errors(png, 1);
    // Text, profiles and unknown chunks are never expanded: a compressed chunk can hold a bomb, and no pixel needs one.
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_chunk_cache_max(png, 64);
    png_set_chunk_malloc_max(png, 8 << 20);
    png_read_info(png, info);

    memset(header, 0, sizeof *header);
    header->width = png_get_image_width(png, info);
    header->height = png_get_image_height(png, info);
    header->precision = png_get_bit_depth(png, info);
    header->progressive = png_get_interlace_type(png, info) != PNG_INTERLACE_NONE;
    uint64_t pixels = (uint64_t)header->width * header->height;
    if (pixels > limits->max_pixels)
        refuse(source, CODEC_TOO_LARGE, "more pixels than the limit allows");
    int type = png_get_color_type(png, info);
    int alpha = (type & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(png, info, PNG_INFO_tRNS) != 0;
    int rgb = (type & PNG_COLOR_MASK_COLOR) != 0;
    header->bits = header->precision == 16 ? 16 : 8;
    header->channels = (rgb ? 3u : 1u) + (alpha ? 1u : 0u);
    header->components = header->channels;
    header->colour = rgb ? (alpha ? CODEC_RGB_ALPHA : CODEC_RGB) : (alpha ? CODEC_GREY_ALPHA : CODEC_GREY);
    if (pixels * header->channels * (header->bits / 8) > limits->max_memory)
        refuse(source, CODEC_TOO_LARGE, "more memory than the limit allows");
}

enum codec_status codec_png_probe(const uint8_t *bytes, size_t count, const codec_limits *limits,
                                  codec_header *header, codec_log *log) {
    struct source source;
    begin(&source, bytes, count, log);
    if (setjmp(source.escape)) {
        png_destroy_read_struct(&source.png, &source.info, NULL);
        return source.status;
    }
    open_png(&source, limits, header);
    png_destroy_read_struct(&source.png, &source.info, NULL);
    return CODEC_OK;
}

enum codec_status codec_png_decode(const uint8_t *bytes, size_t count, const codec_limits *limits,
                                   uint8_t *samples, size_t capacity, codec_log *log) {
    struct source source;
    codec_header header;
    volatile int complete = 0;
    begin(&source, bytes, count, log);
    if (setjmp(source.escape)) {
        png_destroy_read_struct(&source.png, &source.info, NULL);
        if (!complete)
            return source.status;
        // Every pixel was there: damage behind the picture is told, and does not take the picture away.
        codec_log_keep(log, log->reason);
        return CODEC_OK;
    }
    open_png(&source, limits, &header);
    png_structp png = source.png;
    png_set_expand(png);
    int passes = png_set_interlace_handling(png);
    png_read_update_info(png, source.info);
    size_t stride = png_get_rowbytes(png, source.info);
    if (stride == 0 || stride != (size_t)header.width * header.channels * (header.bits / 8) ||
        capacity / stride != header.height || capacity % stride != 0)
        refuse(&source, CODEC_MISUSE, "buffer size");
    if (passes > 1)
        memset(samples, 0, capacity);
    for (int pass = 0; pass < passes; pass++)
        for (uint32_t y = 0; y < header.height; y++)
            png_read_row(png, samples + stride * y, NULL);
    complete = 1;
    png_read_end(png, NULL);
    png_destroy_read_struct(&source.png, &source.info, NULL);
    return CODEC_OK;
}

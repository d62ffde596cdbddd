#include "jpeg.h"

#include <jerror.h>
#include <limits.h>
#include <string.h>

#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)
const char *codec_jpeg_version(void) { return TEXT(LIBJPEG_TURBO_VERSION); }

static enum codec_status status_of(int code) {
    switch (code) {
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_CCIR601_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_COMPONENT_COUNT:
        return CODEC_UNSUPPORTED;
    case JERR_IMAGE_TOO_BIG:
    case JERR_NO_BACKING_STORE:
    case JERR_OUT_OF_MEMORY:
    case JERR_WIDTH_OVERFLOW:
        return CODEC_TOO_LARGE;
    default:
        return CODEC_DAMAGED;
    }
}

static void on_fatal(j_common_ptr codec) {
    struct jpeg_guard *guard = (struct jpeg_guard *)codec->err;
    char text[JMSG_LENGTH_MAX];
    codec->err->format_message(codec, text);
    codec_log_fail(guard->log, text);
    guard->status = status_of(codec->err->msg_code);
    longjmp(guard->escape, 1);
}

static void on_message(j_common_ptr codec, int level) {
    struct jpeg_guard *guard = (struct jpeg_guard *)codec->err;
    char text[JMSG_LENGTH_MAX];
    if (level >= 0)
        return;
    if (guard->log->kept == CODEC_WARNINGS)
        return;
    codec->err->format_message(codec, text);
    codec_log_keep(guard->log, text);
}

static void on_output(j_common_ptr codec) { (void)codec; }

void jpeg_refuse(struct jpeg_guard *guard, enum codec_status status, const char *text) {
    codec_log_fail(guard->log, text);
    guard->status = status;
    longjmp(guard->escape, 1);
}

// A few bytes of end-of-band run make a whole further scan over the picture: files of some hundred kilobytes can hold
// thousands of scans ("progressive bomb"), so scans, and pixels times scans, are bounded.
static void on_progress(j_common_ptr codec) {
    struct jpeg_decompress_struct *jpeg = (struct jpeg_decompress_struct *)codec;
    struct jpeg_guard *guard = (struct jpeg_guard *)codec->err;
    uint64_t scans = jpeg->input_scan_number < 0 ? 0 : (uint64_t)jpeg->input_scan_number;
    uint64_t pixels = (uint64_t)jpeg->image_width * jpeg->image_height;
    if (scans > guard->limits->max_scans)
        jpeg_refuse(guard, CODEC_TOO_LARGE, "more scans than the limit allows");
    if (scans > 1 && pixels * scans > guard->limits->max_scanned_pixels)
        jpeg_refuse(guard, CODEC_TOO_LARGE, "more work in scans than the limit allows");
}

void jpeg_guard_install(struct jpeg_guard *guard, const codec_limits *limits, codec_log *log) {
    memset(log, 0, sizeof *log);
    memset(guard, 0, sizeof *guard);
    jpeg_std_error(&guard->errors);
    guard->errors.error_exit = on_fatal;
    guard->errors.emit_message = on_message;
    guard->errors.output_message = on_output;
    guard->progress.progress_monitor = on_progress;
    guard->limits = limits;
    guard->log = log;
    guard->status = CODEC_DAMAGED;
}

static uint64_t coefficient_bytes(const struct jpeg_decompress_struct *jpeg) {
    uint64_t total = 0;
    for (int i = 0; i < jpeg->num_components; i++) {
        // Libjpeg pads to whole MCUs: one more per side bounds it.
        const jpeg_component_info *part = &jpeg->comp_info[i];
        uint64_t across = (uint64_t)part->width_in_blocks + (uint64_t)part->h_samp_factor;
        uint64_t down = (uint64_t)part->height_in_blocks + (uint64_t)part->v_samp_factor;
        total += across * down * sizeof(JBLOCK);
    }
    return total;
}

void jpeg_open(struct jpeg_decompress_struct *jpeg, struct jpeg_guard *guard, const uint8_t *bytes, size_t count,
               int whole_coefficients, uint64_t output_bytes) {
    const codec_limits *limits = guard->limits;
    jpeg_create_decompress(jpeg);
    jpeg->progress = &guard->progress;
    if (count > ULONG_MAX)
        jpeg_refuse(guard, CODEC_TOO_LARGE, "file too long");
    jpeg_mem_src(jpeg, bytes, (unsigned long)count);
    jpeg_read_header(jpeg, TRUE);
    if ((uint64_t)jpeg->image_width * jpeg->image_height > limits->max_pixels)
        jpeg_refuse(guard, CODEC_TOO_LARGE, "more pixels than the limit allows");
    if (jpeg->num_components > CODEC_COMPONENTS)
        jpeg_refuse(guard, CODEC_UNSUPPORTED, "more than four components");
    // Files of several scans are held as coefficients until the last scan has been read.
    uint64_t need = output_bytes;
    if (whole_coefficients || jpeg_has_multiple_scans(jpeg))
        need += coefficient_bytes(jpeg);
    if (need > limits->max_memory)
        jpeg_refuse(guard, CODEC_TOO_LARGE, "more memory than the limit allows");
    uint64_t rest = limits->max_memory - output_bytes;
    jpeg->mem->max_memory_to_use = rest > LONG_MAX ? LONG_MAX : (long)rest;
    if (rest == 0)
        jpeg->mem->max_memory_to_use = 1;  // zero would mean no limit
}

static void describe(const struct jpeg_decompress_struct *jpeg, codec_header *header) {
    memset(header, 0, sizeof *header);
    header->width = jpeg->image_width;
    header->height = jpeg->image_height;
    header->bits = 8;
    header->precision = (uint32_t)jpeg->data_precision;
    header->progressive = jpeg->progressive_mode;
    header->arithmetic = jpeg->arith_code;
    header->adobe = jpeg->saw_Adobe_marker;
    header->components = (uint32_t)jpeg->num_components;
    header->channels = header->components;
    header->h_max = (uint32_t)jpeg->max_h_samp_factor;
    header->v_max = (uint32_t)jpeg->max_v_samp_factor;
    switch (jpeg->num_components) {
    case 1: header->colour = CODEC_GREY; break;
    case 3: header->colour = CODEC_RGB; break;
    case 4: header->colour = CODEC_CMYK; break;
    default: header->colour = CODEC_OTHER; break;
    }
    for (int i = 0; i < jpeg->num_components; i++) {
        header->h[i] = (uint32_t)jpeg->comp_info[i].h_samp_factor;
        header->v[i] = (uint32_t)jpeg->comp_info[i].v_samp_factor;
    }
}

enum codec_status codec_jpeg_probe(const uint8_t *bytes, size_t count, const codec_limits *limits,
                                   codec_header *header, codec_log *log) {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_guard guard;
    jpeg_guard_install(&guard, limits, log);
    memset(&jpeg, 0, sizeof jpeg);
    jpeg.err = &guard.errors;
    if (setjmp(guard.escape)) {
        jpeg_destroy_decompress(&jpeg);
        return guard.status;
    }
    jpeg_open(&jpeg, &guard, bytes, count, 0, 0);
    describe(&jpeg, header);
    jpeg_destroy_decompress(&jpeg);
    return CODEC_OK;
}

void jpeg_begin(struct jpeg_decompress_struct *jpeg, struct jpeg_guard *guard) {
    codec_header header;
    describe(jpeg, &header);
    switch (header.colour) {
    case CODEC_GREY: jpeg->out_color_space = JCS_GRAYSCALE; break;
    case CODEC_RGB: jpeg->out_color_space = JCS_RGB; break;
    case CODEC_CMYK: jpeg->out_color_space = JCS_CMYK; break;
    default: jpeg_refuse(guard, CODEC_UNSUPPORTED, "a JPEG file of two components");
    }
    jpeg->dct_method = JDCT_ISLOW;
    jpeg->do_fancy_upsampling = TRUE;
    // Smoothing of incomplete progressive files changed between library versions, and paints what no scan said.
    jpeg->do_block_smoothing = FALSE;
    jpeg_start_decompress(jpeg);
}

void jpeg_read_rows(struct jpeg_decompress_struct *jpeg, struct jpeg_guard *guard, uint8_t *samples,
                    size_t capacity) {
    size_t stride = (size_t)jpeg->output_width * (size_t)jpeg->output_components;
    if (jpeg->output_width != jpeg->image_width || jpeg->output_height != jpeg->image_height ||
        jpeg->output_components != jpeg->num_components || capacity / stride != jpeg->image_height ||
        capacity % stride != 0)
        jpeg_refuse(guard, CODEC_MISUSE, "buffer size");
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = samples + stride * jpeg->output_scanline;
        jpeg_read_scanlines(jpeg, &row, 1);
    }
}

enum codec_status codec_jpeg_decode(const uint8_t *bytes, size_t count, const codec_limits *limits,
                                    uint8_t *samples, size_t capacity, codec_log *log) {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_guard guard;
    volatile int complete = 0;
    jpeg_guard_install(&guard, limits, log);
    memset(&jpeg, 0, sizeof jpeg);
    jpeg.err = &guard.errors;
    if (setjmp(guard.escape)) {
        jpeg_destroy_decompress(&jpeg);
        if (!complete)
            return guard.status;
        // Every row was there: damage behind the picture is told, and does not take the picture away.
        codec_log_keep(log, log->reason);
        return CODEC_OK;
    }
    jpeg_open(&jpeg, &guard, bytes, count, 0, capacity);
    jpeg_begin(&jpeg, &guard);
    jpeg_read_rows(&jpeg, &guard, samples, capacity);
    complete = 1;
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    return CODEC_OK;
}

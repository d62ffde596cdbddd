// A small C surface over libjpeg and libpng. Both report fatal errors by longjmp; every jump starts and lands inside
// this target, so that no Swift frame is ever unwound by one. Nothing here prints, allocates for the caller or keeps state.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum codec_status {
    CODEC_OK = 0,
    CODEC_DAMAGED = 1,      // the bytes break their format
    CODEC_UNSUPPORTED = 2,  // well formed as far as read, but of a variety that the library does not decode
    CODEC_TOO_LARGE = 3,    // refused by a limit before the memory or the time was spent
    CODEC_MISUSE = 4,       // the caller's buffer does not have the size that the header asks for
};

enum { CODEC_WARNINGS = 8, CODEC_TEXT = 160, CODEC_COMPONENTS = 4 };

enum codec_colour {
    CODEC_GREY = 1,
    CODEC_RGB = 3,
    CODEC_CMYK = 4,
    CODEC_GREY_ALPHA = 5,
    CODEC_RGB_ALPHA = 6,
    CODEC_OTHER = 7,
};

typedef struct {
    uint64_t max_pixels;          // width * height
    uint64_t max_memory;          // bytes: samples handed out plus the codec's own full-image arrays
    uint64_t max_scanned_pixels;  // pixels * scans of one JPEG file
    uint32_t max_scans;           // scans of one JPEG file
} codec_limits;

// What a codec said. Texts are distinct, printable ASCII, cut to CODEC_TEXT - 1 bytes; further ones are dropped.
typedef struct {
    uint32_t kept;
    char reason[CODEC_TEXT];
    char warnings[CODEC_WARNINGS][CODEC_TEXT];
} codec_log;

typedef struct {
    uint32_t width, height;
    uint32_t channels;   // of the decoded samples
    uint32_t bits;       // of the decoded samples: 8 or 16
    uint32_t precision;  // of the stored samples
    enum codec_colour colour;
    int progressive;  // or interlaced
    int arithmetic;
    int adobe;        // an Adobe marker: CMYK samples are stored inverted
    // JPEG only.
    uint32_t components, h_max, v_max;
    uint32_t h[CODEC_COMPONENTS], v[CODEC_COMPONENTS];
} codec_header;

// To be called before other threads are started, by a program that decodes many pictures. Buffers of a decoded picture are
// large enough that the C library gives their memory back each time, and the system clears every page of the next one
// anew: an eighth of the work.
void codec_keep_memory(void);

const char *codec_log_reason(const codec_log *log);
const char *codec_log_warning(const codec_log *log, uint32_t index);
const char *codec_jpeg_version(void);
const char *codec_png_version(void);

enum codec_status codec_jpeg_probe(const uint8_t *bytes, size_t count, const codec_limits *limits,
                                   codec_header *header, codec_log *log);

// `capacity` must be width * height * channels of the probed header.
enum codec_status codec_jpeg_decode(const uint8_t *bytes, size_t count, const codec_limits *limits,
                                    uint8_t *samples, size_t capacity, codec_log *log);

// Where coefficients go. Component c has across[c] * down[c] blocks of 128 bytes from out + offsets[c]: those of the
// picture without padding, natural order, big-endian; its quantiser from quantisers[64 * c], natural order.
typedef struct {
    const size_t *offsets;
    const uint32_t *across, *down;
    uint16_t *quantisers;
    uint8_t *out;
    size_t capacity;
} codec_coefficients;

enum codec_status codec_jpeg_coefficients(const uint8_t *bytes, size_t count, const codec_limits *limits,
                                          const codec_coefficients *wanted, codec_log *log);

// Pixels and coefficients of one reading, the same as of the two above. Any damage, and any damage behind the picture,
// is a failure: who wants what is left of such a file asks the two above.
enum codec_status codec_jpeg_decode_both(const uint8_t *bytes, size_t count, const codec_limits *limits,
                                         uint8_t *samples, size_t capacity, const codec_coefficients *wanted,
                                         codec_log *log);

// A baseline 4:2:0 file with an empty JFIF header and no other metadata. `written` is set on success.
enum codec_status codec_jpeg_encode(const uint8_t *rgb, uint32_t width, uint32_t height, int quality,
                                    uint8_t *out, size_t capacity, size_t *written, codec_log *log);

enum codec_status codec_png_probe(const uint8_t *bytes, size_t count, const codec_limits *limits,
                                  codec_header *header, codec_log *log);

// `capacity` must be width * height * channels * bits / 8; 16-bit samples are big-endian.
enum codec_status codec_png_decode(const uint8_t *bytes, size_t count, const codec_limits *limits,
                                   uint8_t *samples, size_t capacity, codec_log *log);

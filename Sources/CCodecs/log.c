#include "log.h"

#include <string.h>

// Codec messages can quote bytes of the file; only printable ASCII leaves this target.
static void copy_text(char *to, const char *from) {
    size_t i = 0;
    for (; from[i] != 0 && i < CODEC_TEXT - 1; i++)
        to[i] = from[i] >= 0x20 && from[i] < 0x7F ? from[i] : '?';
    to[i] = 0;
}

// A corrupt scan can raise one warning per block: texts are kept once, and only the first few.
void codec_log_keep(codec_log *log, const char *text) {
    char clean[CODEC_TEXT];
    if (log->kept == CODEC_WARNINGS)
        return;
    copy_text(clean, text);
    for (uint32_t i = 0; i < log->kept; i++)
        if (strcmp(log->warnings[i], clean) == 0)
            return;
    memcpy(log->warnings[log->kept++], clean, sizeof clean);
}

void codec_log_fail(codec_log *log, const char *text) { copy_text(log->reason, text); }

const char *codec_log_reason(const codec_log *log) { return log->reason; }

const char *codec_log_warning(const codec_log *log, uint32_t index) {
    return index < log->kept ? log->warnings[index] : "";
}

#pragma once
#include "codecs.h"

void codec_log_keep(codec_log *log, const char *text);
void codec_log_fail(codec_log *log, const char *text);

#!/usr/bin/env python3
"""Never answers, and does not end with its input; ten minutes at most."""

import time

time.sleep(600)

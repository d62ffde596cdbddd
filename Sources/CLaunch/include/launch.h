// Starts other programs. In C, because Swift sees neither the GNU calls that keep descriptors from a child, nor the
// numbers of system calls.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// A pipe that no child inherits, its ends above the standard descriptors. 0 or errno.
int launch_pipe(int ends[2]);

// Starts `path` in a session of its own, in `folder`, with no signal blocked or ignored. descriptors[i] becomes its
// descriptor i, and it has no other. 0 or errno.
//
// `adopting`: from then on this process adopts what its children leave behind, as init does. Bubblewrap does not wait
// for the first process of its namespace, and where nobody does (an init that is no init, in a container) each run would
// leave a zombie.
int launch_start(pid_t *child, const char *path, char *const arguments[], char *const environment[], const char *folder,
                 const int descriptors[], int count, int adopting);

// Our own variables, NAME=value, ending with NULL.
char **launch_environment(void);

// As write(2), but a reader that is gone is EPIPE, and never a signal. Bytes written, or -errno.
ssize_t launch_write(int descriptor, const void *bytes, size_t count);

// A seccomp program as bubblewrap's --seccomp reads it; 0 where there is none for this processor. It refuses what a
// runner has no use for: system calls that keep memory outside of every process, that reach kernel keyrings, or that
// have been ways out of sandboxes, and sockets that no network namespace holds (AF_VSOCK reaches a virtual machine's
// host).
size_t launch_filter(uint8_t *bytes, size_t capacity);

#ifndef FAULT_VFS_H
#define FAULT_VFS_H

#include <stdint.h>

enum fault_vfs_event {
    /* `offset` is 1 where the file was made by this call. */
    FAULT_VFS_OPEN,
    FAULT_VFS_WRITE,
    /* `offset` is the new size. */
    FAULT_VFS_TRUNCATE,
    FAULT_VFS_SYNC,
    /* `offset` is 1 where the folder is synced too. */
    FAULT_VFS_DELETE,
};

/* Called after the event has happened to the real file, on the thread that asked for it. */
typedef void (*fault_vfs_listener)(int event, const char *path, int64_t offset, const void *bytes, int64_t count);

/* Called before a write, a truncation or a sync; SQLite gets any code but 0 in place of the call. */
typedef int (*fault_vfs_refusal)(int event, const char *path);

/* Makes a layer over the system's VFS the default of this process, for ever. Databases opened from now on tell
   `listener` of every change to their files, and ask `refusal` before it. Returns SQLite's code. */
int fault_vfs_install(fault_vfs_listener listener, fault_vfs_refusal refusal);

#endif

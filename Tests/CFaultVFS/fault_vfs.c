#include "fault_vfs.h"

#include <sqlite3.h>
#include <unistd.h>

/* The real file follows in the same allocation. */
struct fault_file {
    sqlite3_file base;
    const char *path;
};

static sqlite3_vfs layer;
static sqlite3_vfs *below;
static fault_vfs_listener listen_to;
static fault_vfs_refusal refuse;

static sqlite3_file *real(sqlite3_file *file) { return (sqlite3_file *)((struct fault_file *)file + 1); }

static void tell(sqlite3_file *file, int event, int64_t offset, const void *bytes, int64_t count) {
    const char *path = ((struct fault_file *)file)->path;
    if (path) listen_to(event, path, offset, bytes, count);
}

static int refusal(sqlite3_file *file, int event) {
    const char *path = ((struct fault_file *)file)->path;
    return path ? refuse(event, path) : SQLITE_OK;
}

static int file_close(sqlite3_file *file) { return real(file)->pMethods->xClose(real(file)); }

static int file_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    return real(file)->pMethods->xRead(real(file), bytes, count, offset);
}

static int file_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    int code = refusal(file, FAULT_VFS_WRITE);
    if (code == SQLITE_OK) code = real(file)->pMethods->xWrite(real(file), bytes, count, offset);
    if (code == SQLITE_OK) tell(file, FAULT_VFS_WRITE, offset, bytes, count);
    return code;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
    int code = refusal(file, FAULT_VFS_TRUNCATE);
    if (code == SQLITE_OK) code = real(file)->pMethods->xTruncate(real(file), size);
    if (code == SQLITE_OK) tell(file, FAULT_VFS_TRUNCATE, size, 0, 0);
    return code;
}

static int file_sync(sqlite3_file *file, int flags) {
    int code = refusal(file, FAULT_VFS_SYNC);
    if (code == SQLITE_OK) code = real(file)->pMethods->xSync(real(file), flags);
    if (code == SQLITE_OK) tell(file, FAULT_VFS_SYNC, 0, 0, 0);
    return code;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}

static int file_lock(sqlite3_file *file, int level) { return real(file)->pMethods->xLock(real(file), level); }

static int file_unlock(sqlite3_file *file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }

static int file_check_lock(sqlite3_file *file, int *result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
}

static int file_control(sqlite3_file *file, int operation, void *argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

static int file_sector(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }

static int file_traits(sqlite3_file *file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }

static int shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}

static int shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

static void shm_barrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }

static int shm_unmap(sqlite3_file *file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); }

/* Version 2: without xFetch, so that no write goes through mapped memory unseen. */
static const sqlite3_io_methods methods = {
    2,          file_close,      file_read,    file_write,  file_truncate, file_sync, file_size, file_lock,
    file_unlock, file_check_lock, file_control, file_sector, file_traits,   shm_map,   shm_lock,  shm_barrier,
    shm_unmap,
};

static int layer_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *result) {
    (void)vfs;
    int is_new = path && access(path, F_OK) != 0;
    ((struct fault_file *)file)->path = path;
    int code = below->xOpen(below, path, real(file), flags, result);
    file->pMethods = real(file)->pMethods ? &methods : 0;
    if (code == SQLITE_OK) tell(file, FAULT_VFS_OPEN, is_new, 0, 0);
    return code;
}

static int layer_delete(sqlite3_vfs *vfs, const char *path, int sync_folder) {
    (void)vfs;
    int code = below->xDelete(below, path, sync_folder);
    if (code == SQLITE_OK) listen_to(FAULT_VFS_DELETE, path, sync_folder, 0, 0);
    return code;
}

int fault_vfs_install(fault_vfs_listener listener, fault_vfs_refusal may_refuse) {
    below = sqlite3_vfs_find(0);
    listen_to = listener;
    refuse = may_refuse;
    layer = *below;
    layer.zName = "exhibit-fault";
    layer.pNext = 0;
    layer.szOsFile += (int)sizeof(struct fault_file);
    layer.xOpen = layer_open;
    layer.xDelete = layer_delete;
    return sqlite3_vfs_register(&layer, 1);
}

#ifdef __linux__
#define _GNU_SOURCE
#endif
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <time.h>
#include <unistd.h>

// Below are 0 to 2 and what a child gets: with an end there, one dup2 would overwrite what the next one copies.
enum { LOWEST = 16 };

int launch_pipe(int ends[2]) {
    int low[2];
#ifdef __linux__
    if (pipe2(low, O_CLOEXEC) != 0)
        return errno;
#else
    // A child that another thread starts meanwhile could keep these copies open, no more.
    if (pipe(low) != 0)
        return errno;
#endif
    int error = 0;
    for (int i = 0; i < 2; i++) {
        ends[i] = fcntl(low[i], F_DUPFD_CLOEXEC, LOWEST);
        if (ends[i] < 0)
            error = errno;
    }
    close(low[0]);
    close(low[1]);
    if (error == 0)
        return 0;
    for (int i = 0; i < 2; i++)
        if (ends[i] >= 0)
            close(ends[i]);
    return error;
}

int launch_start(pid_t *child, const char *path, char *const arguments[], char *const environment[], const char *folder,
                 const int descriptors[], int count, int adopting) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0)
        return error;
    error = posix_spawnattr_init(&attributes);
    if (error != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    short flags = POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    for (int i = 0; i < count && error == 0; i++)
        error = posix_spawn_file_actions_adddup2(&actions, descriptors[i], i);
    if (error == 0)
        error = posix_spawn_file_actions_addchdir_np(&actions, folder);
#ifdef __linux__
    if (error == 0)
        error = posix_spawn_file_actions_addclosefrom_np(&actions, count);
    if (adopting)
        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#else
    flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
    (void)adopting;
#endif
    if (error == 0)
        error = posix_spawnattr_setsigmask(&attributes, &none);
    if (error == 0)
        error = posix_spawnattr_setsigdefault(&attributes, &all);
    if (error == 0)
        error = posix_spawnattr_setflags(&attributes, flags);
    if (error == 0)
        error = posix_spawn(child, path, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

extern char **environ;

char **launch_environment(void) { return environ; }

ssize_t launch_write(int descriptor, const void *bytes, size_t count) {
#ifdef __APPLE__
    fcntl(descriptor, F_SETNOSIGPIPE, 1);
    ssize_t written = write(descriptor, bytes, count);
    return written < 0 ? -errno : written;
#else
    sigset_t broken, before, pending;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    sigemptyset(&pending);
    sigpending(&pending);
    int error = pthread_sigmask(SIG_BLOCK, &broken, &before);
    if (error != 0)
        return -error;
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0)
        written = -errno;
    // The signal belongs to this thread and this write, unless one was waiting already.
    if (written == -EPIPE && !sigismember(&pending, SIGPIPE)) {
        struct timespec now = {0, 0};
        while (sigtimedwait(&broken, NULL, &now) < 0 && errno == EINTR)
            continue;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return written;
#endif
}

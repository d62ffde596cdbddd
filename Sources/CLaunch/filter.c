#include "launch.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#ifdef __x86_64__
#define NATIVE AUDIT_ARCH_X86_64
#else
#define NATIVE AUDIT_ARCH_AARCH64
#endif

static const unsigned refused[] = {
    // Keys of the user who started us are within reach of whoever inherits the session keyring.
    SYS_add_key, SYS_keyctl, SYS_request_key,
    // Memory that belongs to no process: neither a limit on one nor a watch over all sees it.
    SYS_memfd_create, SYS_shmget, SYS_msgget, SYS_mq_open,
    // Ways around this filter, and into the kernel.
    SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register, SYS_bpf, SYS_perf_event_open, SYS_userfaultfd,
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kexec_load, SYS_init_module, SYS_finit_module,
    SYS_delete_module, SYS_quotactl, SYS_acct, SYS_swapon, SYS_swapoff, SYS_reboot, SYS_syslog,
    SYS_name_to_handle_at, SYS_open_by_handle_at,
    // Other namespaces and other mounts.
    SYS_unshare, SYS_setns, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_open_tree, SYS_move_mount,
    SYS_fsopen, SYS_fsmount, SYS_fsconfig, SYS_fspick,
};
enum { REFUSED = sizeof refused / sizeof refused[0] };

static const unsigned families[] = {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK};
enum { FAMILIES = sizeof families / sizeof families[0] };

#define LOAD(field) (struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define EQUAL(value, yes, no) (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, yes, no)
#define RETURN(value) (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, value)

size_t launch_filter(uint8_t *bytes, size_t capacity) {
    struct sock_filter program[REFUSED * 2 + FAMILIES * 2 + 16];
    size_t count = 0;
    // The numbers below mean something else to a program for another architecture.
    program[count++] = LOAD(arch);
    program[count++] = EQUAL(NATIVE, 1, 0);
    program[count++] = RETURN(SECCOMP_RET_KILL_PROCESS);
    program[count++] = LOAD(nr);
#ifdef __x86_64__
    // The x32 calls: the same numbers with one bit more.
    program[count++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
    program[count++] = RETURN(SECCOMP_RET_ERRNO | ENOSYS);
#endif
    for (size_t i = 0; i < REFUSED; i++) {
        program[count++] = EQUAL(refused[i], 0, 1);
        program[count++] = RETURN(SECCOMP_RET_ERRNO | EPERM);
    }
    program[count++] = EQUAL(SYS_socket, 1, 0);
    program[count++] = RETURN(SECCOMP_RET_ALLOW);
    // The lower half of the argument: the kernel takes an int.
    program[count++] = LOAD(args[0]);
    for (size_t i = 0; i < FAMILIES; i++) {
        program[count++] = EQUAL(families[i], 0, 1);
        program[count++] = RETURN(SECCOMP_RET_ALLOW);
    }
    program[count++] = RETURN(SECCOMP_RET_ERRNO | EAFNOSUPPORT);
    size_t size = count * sizeof program[0];
    if (size > capacity)
        return 0;
    memcpy(bytes, program, size);
    return size;
}
#else
size_t launch_filter(uint8_t *bytes, size_t capacity) {
    (void)bytes;
    (void)capacity;
    return 0;
}
#endif

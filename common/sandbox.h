/*
 * What a process that reads foreign bytes gives up for good: files but those
 * named, the network, other programs and processes.  Landlock and seccomp do
 * it where the kernel has them, and it can be asked which it has.
 */

#ifndef ILO_COMMON_SANDBOX_H
#define ILO_COMMON_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "common/diag.h"

/* The kernel's own guards; what is not there is left out. */
enum { ILO_SANDBOX_LANDLOCK = 1, ILO_SANDBOX_SECCOMP = 2 };
unsigned ilo_sandbox_support(void);

struct ilo_sandbox {
	/* Paths below which the process may read, and read and write; each
	 * list ends with NULL.  Both NULL: no path at all, and then no system
	 * call is left but those of a program that computes. */
	const char *const *readable;
	const char *const *writable;
	size_t file_bytes;    /* the largest file it may write */
	size_t memory_bytes;  /* beyond what it has; 0: as it is.  Not kept by
	                       * programs built with a sanitizer */
	unsigned descriptors; /* it may have open; 0: as it is */
};

/*
 * Enter, with no way back.  ILO_FAILED, reported, when a guard that the kernel
 * has refuses; the process should end then.
 */
ILO_MUST_CHECK enum ilo_status
ilo_sandbox_enter(const struct ilo_sandbox *sandbox, struct ilo_diag *diag);

/* 1 in programs built with a sanitizer, which needs more than others. */
#if defined(__SANITIZE_ADDRESS__)
#define ILO_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ILO_SANITIZED 1
#endif
#endif
#ifndef ILO_SANITIZED
#define ILO_SANITIZED 0
#endif

/* The one descriptor that a process on its own has beside 0 to 2. */
#define ILO_ALONE_FD 3

/*
 * Make a child that was just forked a process on its own, before it is shut in:
 * fd becomes ILO_ALONE_FD, 0 to 2 lead nowhere, everything else is closed; no
 * handler of signals is left; it ends when its parent does.  A sanitizer keeps
 * descriptor 2 and its handlers, to say what it found.  False when that cannot
 * be done; the process should end then.
 */
ILO_MUST_CHECK bool ilo_alone(int fd);

#endif

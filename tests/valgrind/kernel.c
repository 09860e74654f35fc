/*
 * Loaded before a program that runs under valgrind, which knows neither
 * seccomp nor Landlock and has memory and descriptors of its own: a kernel
 * without the two, and without limits of these.
 */

#define _GNU_SOURCE /* RTLD_NEXT */

#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#define LANDLOCK_CREATE_RULESET 444
#define ARGUMENTS 6

int
prctl(int option, ...)
{
	int (*next)(int, ...);
	unsigned long given[4];
	va_list list;
	int i;

	if (option == PR_GET_SECCOMP) {
		errno = EINVAL;
		return -1;
	}
	*(void **)&next = dlsym(RTLD_NEXT, "prctl");
	va_start(list, option);
	for (i = 0; i < 4; i++)
		given[i] = va_arg(list, unsigned long);
	va_end(list);
	return next(option, given[0], given[1], given[2], given[3]);
}

int
setrlimit(__rlimit_resource_t resource, const struct rlimit *limits)
{
	int (*next)(__rlimit_resource_t, const struct rlimit *);

	if (resource == RLIMIT_AS || resource == RLIMIT_NOFILE)
		return 0;
	*(void **)&next = dlsym(RTLD_NEXT, "setrlimit");
	return next(resource, limits);
}

long
syscall(long number, ...)
{
	long (*next)(long, ...);
	long given[ARGUMENTS];
	va_list list;
	int i;

	if (number == LANDLOCK_CREATE_RULESET) {
		errno = ENOSYS;
		return -1;
	}
	*(void **)&next = dlsym(RTLD_NEXT, "syscall");
	va_start(list, number);
	for (i = 0; i < ARGUMENTS; i++)
		given[i] = va_arg(list, long);
	va_end(list);
	return next(number, given[0], given[1], given[2], given[3], given[4],
	            given[5]);
}

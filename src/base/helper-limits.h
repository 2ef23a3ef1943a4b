/* What every helper program does first: limits itself, so that hostile input costs no more than this. */
#pragma once

#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define DTL_HELPER_CPU_S 30
#define DTL_HELPER_WALL_S 60

static inline void
dtl_helper_limit (int resource, rlim_t value)
{
  struct rlimit limits;

  if (getrlimit (resource, &limits) == 0 && (limits.rlim_cur == RLIM_INFINITY || limits.rlim_cur > value))
    {
      limits.rlim_cur = value;
      setrlimit (resource, &limits);
    }
}

/** dtl_helper_limit_next: for the next of several inputs 30 s of processor and 60 s in all, whatever the ones before took */
static inline void
dtl_helper_limit_next (void)
{
  struct rlimit limits;
  struct rusage usage;

  if (getrlimit (RLIMIT_CPU, &limits) == 0 && getrusage (RUSAGE_SELF, &usage) == 0)
    {
      rlim_t end = (rlim_t) usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + DTL_HELPER_CPU_S + 1;

      limits.rlim_cur = limits.rlim_max != RLIM_INFINITY && limits.rlim_max < end ? limits.rlim_max : end;
      setrlimit (RLIMIT_CPU, &limits);
    }
  alarm (DTL_HELPER_WALL_S);
}

/** dtl_helper_limit_all: 30 s of processor, 60 s in all, 2 GiB of memory, no core file */
static inline void
dtl_helper_limit_all (void)
{
  dtl_helper_limit (RLIMIT_CPU, DTL_HELPER_CPU_S);
  dtl_helper_limit (RLIMIT_CORE, 0);
#if !defined(__SANITIZE_ADDRESS__)
  dtl_helper_limit (RLIMIT_AS, (rlim_t) 2 << 30);
#endif
  alarm (DTL_HELPER_WALL_S);
}

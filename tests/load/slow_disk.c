/* A disk that takes 5 ms longer to keep anything for good: preloaded into the service (ld.so(8), LD_PRELOAD). */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>

static int later(const char *name, int fd)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    usleep(5000);
    return real(fd);
}

int fsync(int fd)
{
    return later("fsync", fd);
}

int fdatasync(int fd)
{
    return later("fdatasync", fd);
}

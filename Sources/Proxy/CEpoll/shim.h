// What the kernel has for a loop over sockets and Swift's Glibc does not show.
#ifndef CEPOLL_SHIM_H
#define CEPOLL_SHIM_H

#ifdef __linux__

#include <sys/epoll.h>
#include <sys/eventfd.h>

// Declared here, because including their headers would take these names away from Swift's Glibc.
struct sockaddr;
extern int accept4(int, struct sockaddr *, unsigned int *, int);
extern int prctl(int, ...);

// Enumerations in C, of a type of their own in Swift.
static const unsigned int cepoll_readable = EPOLLIN;
static const unsigned int cepoll_writable = EPOLLOUT;
static const unsigned int cepoll_input_ended = EPOLLRDHUP;
static const unsigned int cepoll_hung_up = EPOLLHUP;
static const unsigned int cepoll_failed = EPOLLERR;
static const unsigned int cepoll_edge_triggered = EPOLLET;

static inline int cepoll_create(void) {
    return epoll_create1(EPOLL_CLOEXEC);
}

static inline int cepoll_add(int poll, int descriptor, unsigned int events, unsigned long long token) {
    struct epoll_event event;
    event.events = events;
    event.data.u64 = token;
    return epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event);
}

static inline int cepoll_remove(int poll, int descriptor) {
    return epoll_ctl(poll, EPOLL_CTL_DEL, descriptor, 0);
}

static inline int cepoll_eventfd(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

static inline int cepoll_accept(int listener, struct sockaddr *address, unsigned int *length, int flags) {
    return accept4(listener, address, length, flags);
}

// What the system calls the calling thread (PR_SET_NAME); 15 bytes of it.
static inline void cepoll_name_thread(const char *name) {
    prctl(15, name, 0, 0, 0);
}

#endif
#endif

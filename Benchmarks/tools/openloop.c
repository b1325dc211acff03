// Sends GET requests at a fixed rate over kept-alive connections, whether answers come or not, and prints what it saw as
// one line of JSON. Request n is due n / rate seconds after the start and its latency counts from then, so a stall of the
// subject shows in the figures of all who waited in it.
//
//     openloop PORT PATH CONNECTIONS RATE SECONDS
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct connection {
    int socket;
    uint64_t due;       // of the request under way; 0 when there is none
    size_t received;    // of its answer's head
    long left;          // of its answer's body; -1 while the head is incomplete
    char head[4096];
};

static struct connection *connections;
static int *idle, idle_count;
static uint32_t *latencies;  // in microseconds
static size_t answered, failed;

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void finish(struct connection *one, int is_answered) {
    if (is_answered) latencies[answered++] = (uint32_t)((now() - one->due) / 1000);
    else failed++;
    one->due = 0;
    one->received = 0;
    one->left = -1;
    if (is_answered) idle[idle_count++] = (int)(one - connections);
}

static void take(struct connection *one, const char *bytes, ssize_t count) {
    if (one->left < 0) {
        size_t room = sizeof one->head - 1 - one->received;
        size_t taken = (size_t)count < room ? (size_t)count : room;
        memcpy(one->head + one->received, bytes, taken);
        one->received += taken;
        one->head[one->received] = 0;
        char *end = strstr(one->head, "\r\n\r\n");
        if (!end) return;
        char *length = strcasestr(one->head, "\r\ncontent-length:");
        if (!length || strncmp(one->head, "HTTP/1.1 200", 12)) { finish(one, 0); return; }
        one->left = atol(length + 17) - (long)(one->received - (size_t)(end + 4 - one->head)) - (count - (long)taken);
    } else {
        one->left -= count;
    }
    if (one->left <= 0) finish(one, 1);
}

static int by_size(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static uint32_t percentile(double share) {
    if (!answered) return 0;
    size_t index = (size_t)(share * (double)answered);
    return latencies[index < answered ? index : answered - 1];
}

int main(int count, char **words) {
    if (count != 6) { fprintf(stderr, "usage: openloop PORT PATH CONNECTIONS RATE SECONDS\n"); return 64; }
    int amount = atoi(words[3]);
    double rate = atof(words[4]), seconds = atof(words[5]);
    size_t total = (size_t)(rate * seconds), sent = 0;
    connections = calloc((size_t)amount, sizeof *connections);
    idle = calloc((size_t)amount, sizeof *idle);
    latencies = calloc(total + 1, sizeof *latencies);
    char request[1024];
    int length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n\r\n", words[2], words[1]);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(words[1]))};
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    int poll = epoll_create1(0), yes = 1;
    for (int index = 0; index < amount; index++) {
        struct connection *one = &connections[index];
        one->left = -1;
        one->socket = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(one->socket, (struct sockaddr *)&address, sizeof address)) { perror("connect"); return 1; }
        setsockopt(one->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)index};
        epoll_ctl(poll, EPOLL_CTL_ADD, one->socket, &event);
        idle[idle_count++] = index;
    }
    uint64_t start = now(), end = start + (uint64_t)(seconds * 1e9) + 5000000000u;
    static char bytes[1 << 16];
    while (answered + failed < total && now() < end) {
        uint64_t moment = now();
        while (sent < total && idle_count > 0) {
            uint64_t due = start + (uint64_t)((double)sent / rate * 1e9);
            if (due > moment) break;
            struct connection *one = &connections[idle[--idle_count]];
            one->due = due;
            sent++;
            if (send(one->socket, request, (size_t)length, MSG_NOSIGNAL) != length) finish(one, 0);
        }
        struct epoll_event events[256];
        int ready = epoll_wait(poll, events, 256, 1);
        for (int index = 0; index < ready; index++) {
            struct connection *one = &connections[events[index].data.u32];
            ssize_t got = recv(one->socket, bytes, sizeof bytes, MSG_DONTWAIT);
            if (got > 0 && one->due) take(one, bytes, got);
            else if (got == 0 || (got < 0 && errno != EAGAIN)) {
                if (one->due) finish(one, 0);
                epoll_ctl(poll, EPOLL_CTL_DEL, one->socket, NULL);
                close(one->socket);
            }
        }
    }
    double elapsed = (double)(now() - start) / 1e9;
    qsort(latencies, answered, sizeof *latencies, by_size);
    printf("{\"requests\":%zu,\"seconds\":%.6f,\"failed\":%zu,\"p50\":%u,\"p90\":%u,\"p99\":%u,\"p999\":%u,\"max\":%u}\n",
        answered, elapsed, total - answered, percentile(.5), percentile(.9), percentile(.99), percentile(.999), percentile(1));
    return 0;
}

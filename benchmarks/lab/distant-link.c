/*
 * A link between two network namespaces that has a length, a rate and a short queue. The
 * kernel here has no netem, so the packets pass through this program: it owns one TUN
 * device in each namespace and carries what goes into one to the other.
 *
 * Each direction has a queue that drains at the rate; a packet that finds it full is
 * dropped (drop-tail). What left the queue arrives after the delay. At the end the program
 * prints, for each direction, the packets carried and dropped.
 *
 * Usage: distant-link <netns A> <netns B> <device> <delay, ms> <rate, Mbit/s> <queue, bytes>
 * The devices exist already (ip tuntap add mode tun).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define MTU 2048
#define SLOTS 8192

struct packet {
	int64_t leaves; /* the queue, in nanoseconds */
	int64_t arrives;
	int length;
	unsigned char bytes[MTU];
};

struct direction {
	int from, to;
	struct packet *packets; /* ring of SLOTS, in order of arrival */
	unsigned head, tail;    /* next to arrive, next free */
	unsigned waiting;       /* oldest that has not left the queue */
	int64_t idle_at;
	int queued;
	long carried, dropped;
};

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
	(void) signal;
	stopped = 1;
}

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static int64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int open_device(const char *namespace, const char *device)
{
	char path[256];
	snprintf(path, sizeof path, "/var/run/netns/%s", namespace);
	int fd = open(path, O_RDONLY);
	if (fd < 0 || setns(fd, CLONE_NEWNET) < 0) {
		fail(path);
	}
	close(fd);
	int tun = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
	if (tun < 0) {
		fail("/dev/net/tun");
	}
	struct ifreq request = { .ifr_flags = IFF_TUN | IFF_NO_PI };
	strncpy(request.ifr_name, device, IFNAMSIZ - 1);
	if (ioctl(tun, TUNSETIFF, &request) < 0) {
		fail(device);
	}
	return tun;
}

static void take_in(struct direction *way, double nanos_per_byte, int64_t delay, int limit)
{
	unsigned char spill[MTU];
	for (;;) {
		int full = way->tail - way->head == SLOTS;
		struct packet *packet = &way->packets[way->tail % SLOTS];
		int length = read(way->from, full ? spill : packet->bytes, MTU);
		if (length <= 0) {
			return;
		}
		if (full || way->queued + length > limit) {
			way->dropped++;
			continue;
		}
		int64_t time = now();
		int64_t starts = way->idle_at > time ? way->idle_at : time;
		way->idle_at = starts + (int64_t) (length * nanos_per_byte);
		packet->length = length;
		packet->leaves = way->idle_at;
		packet->arrives = way->idle_at + delay;
		way->queued += length;
		way->tail++;
		way->carried++;
	}
}

/* Hands over what has arrived by now. Returns when the next packet moves, or 0. */
static int64_t hand_over(struct direction *way, int64_t time)
{
	while (way->waiting != way->tail && way->packets[way->waiting % SLOTS].leaves <= time) {
		way->queued -= way->packets[way->waiting++ % SLOTS].length;
	}
	while (way->head != way->waiting && way->packets[way->head % SLOTS].arrives <= time) {
		struct packet *packet = &way->packets[way->head++ % SLOTS];
		if (write(way->to, packet->bytes, packet->length) < 0 && errno != EAGAIN && errno != EIO) {
			fail("write");
		}
	}
	if (way->head != way->waiting) {
		return way->packets[way->head % SLOTS].arrives;
	}
	return way->waiting != way->tail ? way->packets[way->waiting % SLOTS].leaves : 0;
}

int main(int count, char **arguments)
{
	if (count != 7) {
		fprintf(stderr, "Usage: distant-link <netns A> <netns B> <device> <delay ms> <Mbit/s> <queue bytes>\n");
		return 2;
	}
	int64_t delay = (int64_t) (atof(arguments[4]) * 1e6);
	double nanos_per_byte = 8000 / atof(arguments[5]);
	int limit = atoi(arguments[6]);
	int a = open_device(arguments[1], arguments[3]);
	int b = open_device(arguments[2], arguments[3]);
	struct direction ways[2] = { { .from = a, .to = b }, { .from = b, .to = a } };
	for (int i = 0; i < 2; i++) {
		ways[i].packets = calloc(SLOTS, sizeof(struct packet));
		if (ways[i].packets == NULL) {
			fail("calloc");
		}
	}
	struct sigaction action = { .sa_handler = stop };
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	while (!stopped) {
		int64_t next = 0;
		int64_t time = now();
		for (int i = 0; i < 2; i++) {
			int64_t moves = hand_over(&ways[i], time);
			if (moves != 0 && (next == 0 || moves < next)) {
				next = moves;
			}
		}
		int64_t wait = next != 0 && next > time ? next - time : 0;
		struct timespec timeout = { wait / 1000000000, wait % 1000000000 };
		struct pollfd descriptors[2] = { { a, POLLIN, 0 }, { b, POLLIN, 0 } };
		ppoll(descriptors, 2, next != 0 ? &timeout : NULL, NULL);
		/* Frees the queue of what left it meanwhile, before new packets look for room. */
		time = now();
		for (int i = 0; i < 2; i++) {
			hand_over(&ways[i], time);
			take_in(&ways[i], nanos_per_byte, delay, limit);
		}
	}
	for (int i = 0; i < 2; i++) {
		printf("%c carried %ld dropped %ld\n", 'A' + i, ways[i].carried, ways[i].dropped);
	}
	return 0;
}

/**
 * A CUDA driver and an NVRTC without a device, for tests: the processor runs the very source of an artifact.
 *
 * It is stricter than a device. What is submitted is done as late as it may be: when somebody waits, a little with each
 * query of an event, so that whoever reads a result or uses memory again too early is found out. Every call needs a current
 * context. What it holds is counted, what it should never be asked is written down (fake_misuse), and any call can be made
 * to fail (fake_fail).
 *
 * NVRTC compiles with g++ and the header FAKE_CUDA_HEADER; its machine code is a shared library behind a few bytes.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
  SUCCESS = 0,
  INVALID_VALUE = 1,
  OUT_OF_MEMORY = 2,
  NOT_INITIALIZED = 3,
  NO_DEVICE = 100,
  INVALID_DEVICE = 101,
  INVALID_IMAGE = 200,
  INVALID_CONTEXT = 201,
  NO_BINARY_FOR_GPU = 209,
  INVALID_HANDLE = 400,
  NOT_FOUND = 500,
  NOT_READY = 600,
  ILLEGAL_ADDRESS = 700,
  LAUNCH_FAILED = 719,
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/* What tests set and ask. */

typedef struct {
  const char *name;
  long long value, first;
} Setting;

static Setting settings[] = {
    {"driverVersion", 13000, 13000}, {"devices", 1, 1},       {"major", 9, 9},
    {"minor", 0, 0},                 {"memory", -1, -1},      {"nvrtcMajor", 13, 13},
    {"threadsOfKernel", 1024, 1024}, {"stepMicroseconds", 0, 0},
    {NULL, 0, 0},
};

static long long *setting(const char *name) {
  for (Setting *found = settings; found->name != NULL; found += 1)
    if (strcmp(found->name, name) == 0) return &found->value;
  fprintf(stderr, "fake driver: no setting %s\n", name);
  abort();
}

typedef struct {
  char name[64];
  long long count;
} Counter;

static Counter counters[128];

static long long *counter(const char *name) {
  for (Counter *found = counters; found < counters + 128; found += 1) {
    if (found->name[0] == 0) strncpy(found->name, name, sizeof found->name - 1);
    if (strcmp(found->name, name) == 0) return &found->count;
  }
  abort();
}

typedef struct {
  char name[64];
  long long at;
  int result;
} Fault;

static Fault faults[16];
static int sticky;
static char misuse[256];

static void wrong(const char *what) {
  if (misuse[0] == 0) snprintf(misuse, sizeof misuse, "%s", what);
}

/** Counts a call or another event; the result it is to fail with, or 0. */
static int count(const char *name) {
  long long *calls = counter(name);
  *calls += 1;
  for (Fault *fault = faults; fault < faults + 16; fault += 1)
    if (fault->result != 0 && fault->at == *calls && strcmp(fault->name, name) == 0) {
      int result = fault->result;
      fault->result = 0;
      return result;
    }
  return 0;
}

void fake_set(const char *name, long long value) {
  pthread_mutex_lock(&mutex);
  *setting(name) = value;
  pthread_mutex_unlock(&mutex);
}

/** The nth time from now that a call is made, or an event such as `kernel` comes to be. */
void fake_fail(const char *name, int nth, int result) {
  pthread_mutex_lock(&mutex);
  for (Fault *fault = faults; fault < faults + 16; fault += 1)
    if (fault->result == 0) {
      snprintf(fault->name, sizeof fault->name, "%s", name);
      fault->at = *counter(name) + nth;
      fault->result = result;
      break;
    }
  pthread_mutex_unlock(&mutex);
}

/** How often something was called, or how much of something there is. */
long long fake_count(const char *name) {
  pthread_mutex_lock(&mutex);
  long long found = *counter(name);
  pthread_mutex_unlock(&mutex);
  return found;
}

const char *fake_misuse(void) { return misuse; }

/** What tests set is forgotten, and errors are; what is held stays. */
void fake_reset(void) {
  pthread_mutex_lock(&mutex);
  for (Setting *found = settings; found->name != NULL; found += 1) found->value = found->first;
  memset(faults, 0, sizeof faults);
  sticky = 0;
  misuse[0] = 0;
  pthread_mutex_unlock(&mutex);
}

/* Memory, and what is to be done with it. */

typedef struct Memory {
  struct Memory *next;
  char *bytes;
  size_t size;
  int pinned;
} Memory;

static Memory *memories;

static Memory *memory_of(uint64_t address, size_t size, int pinned) {
  for (Memory *found = memories; found != NULL; found = found->next) {
    uint64_t begin = (uint64_t)found->bytes;
    if (found->pinned == pinned && begin <= address && address + size <= begin + found->size) return found;
  }
  return NULL;
}

typedef struct {
  int users;
  void *library;
} Module;

typedef struct Function {
  struct Function *next;
  Module *module;
  int (*run)(void **, unsigned, unsigned, unsigned);
  int parameters;
  unsigned long sizes[64];
  int allowed;
} Function;

static Function *functions;

typedef struct {
  int isTimed;
  int recorded;
  int reached;
  struct timespec when;
} Event;

typedef struct Graph Graph;

typedef enum { COPY_IN, COPY_OUT, LAUNCH, RECORD, GRAPH } Kind;

typedef struct Work {
  struct Work *next;
  Kind kind;
  uint64_t device;
  char *host;
  size_t size;
  Function *function;
  unsigned blocks, threads, shared;
  unsigned char parameters[512];
  Event *event;
  Graph *graph;
} Work;

struct Graph {
  Work *first, *last;
  int users;
};

typedef struct {
  Work *first, *last;
  Graph *capturing;
} Stream;

static Stream *streams[64];
static const int context = 1;
static int retained;
static __thread const void *current;

static void append(Stream *stream, const Work *work) {
  Work *added = malloc(sizeof *added);
  *added = *work;
  added->next = NULL;
  Work **first = stream->capturing != NULL ? &stream->capturing->first : &stream->first;
  Work **last = stream->capturing != NULL ? &stream->capturing->last : &stream->last;
  if (*first == NULL) *first = added;
  else (*last)->next = added;
  *last = added;
  if (stream->capturing != NULL) return;
  if (work->kind == RECORD) work->event->recorded += 1;
  if (work->kind == LAUNCH) work->function->module->users += 1;
  if (work->kind == GRAPH) work->graph->users += 1;
}

static void run_work(Work *work) {
  if (sticky != 0) return;
  switch (work->kind) {
  case COPY_IN:
  case COPY_OUT:
    if (memory_of(work->device, work->size, 0) == NULL || memory_of((uint64_t)work->host, work->size, 1) == NULL) {
      sticky = ILLEGAL_ADDRESS;
      return;
    }
    if (work->kind == COPY_IN) memcpy((void *)work->device, work->host, work->size);
    else memcpy(work->host, (void *)work->device, work->size);
    return;
  case LAUNCH: {
    sticky = count("kernel");
    if (sticky != 0) return;
    void *given[64];
    unsigned char *at = work->parameters;
    for (int parameter = 0; parameter < work->function->parameters; parameter += 1) {
      given[parameter] = at;
      at += 8;
    }
    if (!work->function->run(given, work->blocks, work->threads, work->shared)) sticky = LAUNCH_FAILED;
    return;
  }
  case RECORD:
    work->event->reached += 1;
    clock_gettime(CLOCK_MONOTONIC, &work->event->when);
    return;
  case GRAPH:
    for (Work *part = work->graph->first; part != NULL; part = part->next) {
      if (part->kind == RECORD) part->event->recorded += 1;
      run_work(part);
    }
    return;
  }
}

/** Does the next thing on a stream; whether there was one. */
static int step(Stream *stream) {
  Work *work = stream->first;
  if (work == NULL) return 0;
  stream->first = work->next;
  if (stream->first == NULL) stream->last = NULL;
  run_work(work);
  if (work->kind == LAUNCH) work->function->module->users -= 1;
  if (work->kind == GRAPH) work->graph->users -= 1;
  free(work);
  return 1;
}

static void drain(void) {
  for (int at = 0; at < 64; at += 1)
    if (streams[at] != NULL)
      while (step(streams[at])) continue;
}

static int enter(const char *name, int needsContext) {
  int result = count(name);
  if (result >= ILLEGAL_ADDRESS) sticky = result;
  if (result != 0) return result;
  if (!needsContext) return SUCCESS;
  if (sticky != 0) return sticky;
  return current == &context && retained > 0 ? SUCCESS : INVALID_CONTEXT;
}

/** A call that may fail on demand; `body` gives its result. */
#define CALL(name, needsContext, body)        \
  {                                           \
    pthread_mutex_lock(&mutex);               \
    int result = enter(#name, needsContext);  \
    if (result == SUCCESS) result = (body);   \
    pthread_mutex_unlock(&mutex);             \
    return result;                            \
  }

/* Devices and contexts. */

int cuInit(unsigned flags) {
  if (flags != 0) wrong("cuInit takes no flags");
  CALL(cuInit, 0, *setting("devices") == 0 ? NO_DEVICE : SUCCESS)
}

int cuDriverGetVersion(int *version) { CALL(cuDriverGetVersion, 0, (*version = (int)*setting("driverVersion"), SUCCESS)) }

static const struct {
  int result;
  const char *name, *text;
} texts[] = {
    {INVALID_VALUE, "CUDA_ERROR_INVALID_VALUE", "invalid argument"},
    {OUT_OF_MEMORY, "CUDA_ERROR_OUT_OF_MEMORY", "out of memory"},
    {NO_DEVICE, "CUDA_ERROR_NO_DEVICE", "no CUDA-capable device is detected"},
    {INVALID_IMAGE, "CUDA_ERROR_INVALID_IMAGE", "device kernel image is invalid"},
    {INVALID_CONTEXT, "CUDA_ERROR_INVALID_CONTEXT", "invalid device context"},
    {NO_BINARY_FOR_GPU, "CUDA_ERROR_NO_BINARY_FOR_GPU", "no kernel image is available for execution on the device"},
    {INVALID_HANDLE, "CUDA_ERROR_INVALID_HANDLE", "invalid resource handle"},
    {NOT_FOUND, "CUDA_ERROR_NOT_FOUND", "named symbol not found"},
    {ILLEGAL_ADDRESS, "CUDA_ERROR_ILLEGAL_ADDRESS", "an illegal memory access was encountered"},
    {LAUNCH_FAILED, "CUDA_ERROR_LAUNCH_FAILED", "unspecified launch failure"},
};

static int tell(int result, const char **text, int wantsName) {
  for (size_t at = 0; at < sizeof texts / sizeof *texts; at += 1)
    if (texts[at].result == result) {
      *text = wantsName ? texts[at].name : texts[at].text;
      return SUCCESS;
    }
  *text = NULL;
  return INVALID_VALUE;
}

int cuGetErrorName(int result, const char **text) { return tell(result, text, 1); }

int cuGetErrorString(int result, const char **text) { return tell(result, text, 0); }

int cuDeviceGetCount(int *found) { CALL(cuDeviceGetCount, 0, (*found = (int)*setting("devices"), SUCCESS)) }

int cuDeviceGet(int *device, int ordinal) {
  CALL(cuDeviceGet, 0, ordinal >= *setting("devices") ? INVALID_DEVICE : (*device = ordinal, SUCCESS))
}

int cuDeviceGetName(char *name, int length, int device) {
  CALL(cuDeviceGetName, 0, (snprintf(name, length, "Fake GPU %d", device), SUCCESS))
}

static int attribute(int which) {
  switch (which) {
  case 1: return 1024;
  case 16: return 132;
  case 38: return 50 << 20;
  case 39: return 2048;
  case 75: return (int)*setting("major");
  case 76: return (int)*setting("minor");
  case 81: return 228 << 10;
  case 82: return 65536;
  case 97: return 227 << 10;
  default: wrong("an attribute that nobody needs was asked for"); return -1;
  }
}

int cuDeviceGetAttribute(int *value, int which, int device) {
  (void)device;
  CALL(cuDeviceGetAttribute, 0, (*value = attribute(which), SUCCESS))
}

int cuDeviceTotalMem_v2(size_t *bytes, int device) {
  (void)device;
  CALL(cuDeviceTotalMem_v2, 0, (*bytes = (size_t)80 << 30, SUCCESS))
}

int cuDevicePrimaryCtxRetain(const void **made, int device) {
  (void)device;
  CALL(cuDevicePrimaryCtxRetain, 0, (*made = &context, retained += 1, *counter("contexts") += 1, SUCCESS))
}

static int release_context(void) {
  drain();
  retained -= 1;
  *counter("contexts") -= 1;
  if (retained < 0) wrong("a context was released too often");
  if (retained > 0 || sticky == 0) return sticky;
  // With a context that is lost goes all that it had, which nobody could free any more.
  const char *held[] = {"allocations", "bytes", "pinned", "pinnedBytes", "streams", "events", "modules", "executables"};
  for (size_t at = 0; at < sizeof held / sizeof *held; at += 1) *counter(held[at]) = 0;
  memset(streams, 0, sizeof streams);
  memories = NULL;
  return sticky;
}

int cuDevicePrimaryCtxRelease_v2(int device) {
  (void)device;
  CALL(cuDevicePrimaryCtxRelease_v2, 0, release_context())
}

int cuCtxSetCurrent(const void *wanted) { CALL(cuCtxSetCurrent, 0, (current = wanted, SUCCESS)) }

/* Memory. */

static int allocate(uint64_t *address, size_t size, int pinned) {
  if (size == 0) return INVALID_VALUE;
  long long limit = *setting("memory");
  long long *bytes = counter(pinned ? "pinnedBytes" : "bytes");
  if (!pinned && limit >= 0 && *bytes + (long long)size > limit) return OUT_OF_MEMORY;
  Memory *made = malloc(sizeof *made);
  // As aligned as on a device.
  if (posix_memalign((void **)&made->bytes, 256, size) != 0) return OUT_OF_MEMORY;
  memset(made->bytes, 0xcd, size);
  made->size = size;
  made->pinned = pinned;
  made->next = memories;
  memories = made;
  *bytes += (long long)size;
  *counter(pinned ? "pinned" : "allocations") += 1;
  *address = (uint64_t)made->bytes;
  return SUCCESS;
}

static int release(uint64_t address, int pinned) {
  for (Memory **link = &memories; *link != NULL; link = &(*link)->next) {
    Memory *found = *link;
    if ((uint64_t)found->bytes != address || found->pinned != pinned) continue;
    if (pinned) {
      for (int at = 0; at < 64; at += 1)
        for (Work *work = streams[at] == NULL ? NULL : streams[at]->first; work != NULL; work = work->next)
          if (work->kind <= COPY_OUT && work->host >= found->bytes && work->host < found->bytes + found->size)
            wrong("pinned memory was freed while a copy needs it");
    } else {
      drain();
    }
    *link = found->next;
    *counter(pinned ? "pinnedBytes" : "bytes") -= (long long)found->size;
    *counter(pinned ? "pinned" : "allocations") -= 1;
    memset(found->bytes, 0xdd, found->size);
    free(found->bytes);
    free(found);
    return SUCCESS;
  }
  wrong("memory was freed that is not there");
  return INVALID_VALUE;
}

int cuMemAlloc_v2(uint64_t *address, size_t size) { CALL(cuMemAlloc_v2, 1, allocate(address, size, 0)) }

int cuMemFree_v2(uint64_t address) { CALL(cuMemFree_v2, 1, release(address, 0)) }

static int memory_info(size_t *unused, size_t *total) {
  *total = (size_t)80 << 30;
  *unused = *total - (size_t)*counter("bytes");
  return SUCCESS;
}

int cuMemGetInfo_v2(size_t *unused, size_t *total) { CALL(cuMemGetInfo_v2, 1, memory_info(unused, total)) }

int cuMemHostAlloc(uint64_t *address, size_t size, unsigned flags) {
  (void)flags;
  CALL(cuMemHostAlloc, 1, allocate(address, size, 1))
}

int cuMemFreeHost(void *address) { CALL(cuMemFreeHost, 1, release((uint64_t)address, 1)) }

static int copy(Kind kind, uint64_t device, void *host, size_t size, Stream *stream) {
  if (memory_of(device, size, 0) == NULL) return INVALID_VALUE;
  if (memory_of((uint64_t)host, size, 1) == NULL) {
    wrong("memory was copied that is not pinned");
    return INVALID_VALUE;
  }
  append(stream, &(Work){.kind = kind, .device = device, .host = host, .size = size});
  return SUCCESS;
}

int cuMemcpyHtoDAsync_v2(uint64_t to, void *from, size_t size, Stream *stream) {
  CALL(cuMemcpyHtoDAsync_v2, 1, copy(COPY_IN, to, from, size, stream))
}

int cuMemcpyDtoHAsync_v2(void *to, uint64_t from, size_t size, Stream *stream) {
  CALL(cuMemcpyDtoHAsync_v2, 1, copy(COPY_OUT, from, to, size, stream))
}

/* Streams and events. */

static int create_stream(Stream **stream) {
  for (int at = 0; at < 64; at += 1)
    if (streams[at] == NULL) {
      *stream = streams[at] = calloc(1, sizeof **stream);
      *counter("streams") += 1;
      return SUCCESS;
    }
  return INVALID_VALUE;
}

int cuStreamCreate(Stream **stream, unsigned flags) {
  (void)flags;
  CALL(cuStreamCreate, 1, create_stream(stream))
}

static int destroy_stream(Stream *stream) {
  while (step(stream)) continue;
  for (int at = 0; at < 64; at += 1)
    if (streams[at] == stream) streams[at] = NULL;
  free(stream);
  *counter("streams") -= 1;
  return SUCCESS;
}

int cuStreamDestroy_v2(Stream *stream) { CALL(cuStreamDestroy_v2, 1, destroy_stream(stream)) }

static int synchronize(Stream *stream) {
  while (step(stream)) continue;
  return sticky;
}

int cuStreamSynchronize(Stream *stream) { CALL(cuStreamSynchronize, 1, synchronize(stream)) }

static int create_event(Event **event, unsigned flags) {
  *event = calloc(1, sizeof **event);
  (*event)->isTimed = (flags & 2) == 0;
  *counter("events") += 1;
  return SUCCESS;
}

int cuEventCreate(Event **event, unsigned flags) { CALL(cuEventCreate, 1, create_event(event, flags)) }

static int destroy_event(Event *event) {
  if (event->reached != event->recorded && sticky == 0) wrong("an event was destroyed before it was reached");
  free(event);
  *counter("events") -= 1;
  return SUCCESS;
}

int cuEventDestroy_v2(Event *event) { CALL(cuEventDestroy_v2, 1, destroy_event(event)) }

static int record(Event *event, Stream *stream, int isExternal) {
  if ((stream->capturing != NULL) != isExternal) wrong("an event was recorded in a graph as if it was in a stream");
  append(stream, &(Work){.kind = RECORD, .event = event});
  return SUCCESS;
}

int cuEventRecord(Event *event, Stream *stream) { CALL(cuEventRecord, 1, record(event, stream, 0)) }

int cuEventRecordWithFlags(Event *event, Stream *stream, unsigned flags) {
  CALL(cuEventRecordWithFlags, 1, record(event, stream, flags == 1))
}

static int query(Event *event) {
  static struct timespec last;
  if (event->reached == event->recorded) return SUCCESS;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  long long waited = (now.tv_sec - last.tv_sec) * 1000000LL + (now.tv_nsec - last.tv_nsec) / 1000;
  if (waited < *setting("stepMicroseconds")) return NOT_READY;
  last = now;
  for (int at = 0; at < 64; at += 1)
    if (streams[at] != NULL) step(streams[at]);
  return sticky != 0 ? sticky : NOT_READY;
}

int cuEventQuery(Event *event) { CALL(cuEventQuery, 1, query(event)) }

static int elapsed(float *milliseconds, const Event *from, const Event *to) {
  if (!from->isTimed || !to->isTimed) return INVALID_HANDLE;
  if (from->reached == 0 || from->reached != from->recorded || to->reached != to->recorded) return NOT_READY;
  *milliseconds =
      (float)((to->when.tv_sec - from->when.tv_sec) * 1e3 + (double)(to->when.tv_nsec - from->when.tv_nsec) * 1e-6);
  return SUCCESS;
}

int cuEventElapsedTime(float *milliseconds, Event *from, Event *to) {
  CALL(cuEventElapsedTime, 1, elapsed(milliseconds, from, to))
}

/* Modules and launches. */

typedef struct {
  char magic[8];
  char architecture[16];
  uint64_t size;
} Image;

static int load(Module **module, const Image *image) {
  char expected[32];
  snprintf(expected, sizeof expected, "sm_%lld%lld", *setting("major"), *setting("minor"));
  if (memcmp(image->magic, "FAKECUBN", 8) != 0) return INVALID_IMAGE;
  if (strncmp(image->architecture, expected, strlen(expected)) != 0) return NO_BINARY_FOR_GPU;
  char path[] = "/tmp/einlay-fake-module-XXXXXX";
  int file = mkstemp(path);
  if (file < 0 || write(file, image + 1, image->size) != (ssize_t)image->size) abort();
  close(file);
  *module = calloc(1, sizeof **module);
  (*module)->library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  unlink(path);
  if ((*module)->library == NULL) return INVALID_IMAGE;
  *counter("modules") += 1;
  return SUCCESS;
}

int cuModuleLoadData(Module **module, const void *image) { CALL(cuModuleLoadData, 1, load(module, image)) }

static int unload(Module *module) {
  if (module->users > 0) wrong("a module was unloaded before its kernels were done");
  for (Function **link = &functions; *link != NULL;) {
    Function *found = *link;
    if (found->module != module) {
      link = &found->next;
      continue;
    }
    *link = found->next;
    free(found);
  }
  dlclose(module->library);
  free(module);
  *counter("modules") -= 1;
  return SUCCESS;
}

int cuModuleUnload(Module *module) { CALL(cuModuleUnload, 1, unload(module)) }

static int find(Function **function, Module *module, const char *name) {
  char symbol[256];
  snprintf(symbol, sizeof symbol, "%s__run", name);
  void *run = dlsym(module->library, symbol);
  if (run == NULL) return NOT_FOUND;
  for (Function *known = functions; known != NULL; known = known->next)
    if (known->module == module && (void *)known->run == run) {
      *function = known;
      return SUCCESS;
    }
  snprintf(symbol, sizeof symbol, "%s__sizes", name);
  int (*sizes)(unsigned long *) = (int (*)(unsigned long *))dlsym(module->library, symbol);
  Function *made = calloc(1, sizeof *made);
  made->module = module;
  made->run = (int (*)(void **, unsigned, unsigned, unsigned))run;
  made->parameters = sizes(made->sizes);
  made->allowed = 48 << 10;
  made->next = functions;
  functions = made;
  *function = made;
  return SUCCESS;
}

int cuModuleGetFunction(Function **function, Module *module, const char *name) {
  CALL(cuModuleGetFunction, 1, find(function, module, name))
}

int cuFuncGetAttribute(int *value, int which, Function *function) {
  (void)function;
  CALL(cuFuncGetAttribute, 1, which == 0 ? (*value = (int)*setting("threadsOfKernel"), SUCCESS) : INVALID_VALUE)
}

int cuFuncSetAttribute(Function *function, int which, int value) {
  CALL(cuFuncSetAttribute, 1, which == 8 ? (function->allowed = value, SUCCESS) : INVALID_VALUE)
}

static int launch(Function *function, unsigned blocks, unsigned threads, unsigned shared, Stream *stream, void **given) {
  if (blocks == 0 || blocks > 2147483647u || threads == 0 || (int)shared > function->allowed) return INVALID_VALUE;
  Work work = {.kind = LAUNCH, .function = function, .blocks = blocks, .threads = threads, .shared = shared};
  // Values are copied now, as a driver does.
  for (int at = 0; at < function->parameters; at += 1) memcpy(work.parameters + at * 8, given[at], function->sizes[at]);
  append(stream, &work);
  return SUCCESS;
}

int cuLaunchKernel(Function *function, unsigned x, unsigned y, unsigned z, unsigned threads, unsigned threadsY,
                   unsigned threadsZ, unsigned shared, Stream *stream, void **given, void **extra) {
  if (y != 1 || z != 1 || threadsY != 1 || threadsZ != 1 || extra != NULL) wrong("a launch is not in x alone");
  CALL(cuLaunchKernel, 1, launch(function, x, threads, shared, stream, given))
}

/* Graphs: what is captured is the graph and its executable at once. */

static int begin_capture(Stream *stream) {
  if (stream->capturing != NULL) return INVALID_VALUE;
  stream->capturing = calloc(1, sizeof *stream->capturing);
  return SUCCESS;
}

int cuStreamBeginCapture_v2(Stream *stream, int mode) {
  (void)mode;
  CALL(cuStreamBeginCapture_v2, 1, begin_capture(stream))
}

static int end_capture(Stream *stream, Graph **graph) {
  if (stream->capturing == NULL) return INVALID_VALUE;
  *graph = stream->capturing;
  stream->capturing = NULL;
  *counter("graphs") += 1;
  return SUCCESS;
}

static int destroy_graph(Graph *graph, const char *what) {
  if (graph->users > 0 && sticky == 0) wrong("a graph was destroyed before it was done");
  while (graph->first != NULL) {
    Work *work = graph->first;
    graph->first = work->next;
    free(work);
  }
  free(graph);
  *counter(what) -= 1;
  return SUCCESS;
}

/** Where it fails, the capture is over too. */
int cuStreamEndCapture(Stream *stream, Graph **graph) {
  pthread_mutex_lock(&mutex);
  int failed = enter("cuStreamEndCapture", 1);
  int result = end_capture(stream, graph);
  if (failed && result == SUCCESS) {
    destroy_graph(*graph, "graphs");
    *graph = NULL;
  }
  pthread_mutex_unlock(&mutex);
  return failed ? failed : result;
}

static int instantiate(Graph **made, const Graph *graph) {
  Stream copies = {.capturing = calloc(1, sizeof(Graph))};
  for (Work *work = graph->first; work != NULL; work = work->next) append(&copies, work);
  *made = copies.capturing;
  *counter("executables") += 1;
  return SUCCESS;
}

int cuGraphInstantiateWithFlags(Graph **made, Graph *graph, unsigned long long flags) {
  (void)flags;
  CALL(cuGraphInstantiateWithFlags, 1, instantiate(made, graph))
}

int cuGraphLaunch(Graph *graph, Stream *stream) {
  CALL(cuGraphLaunch, 1, (append(stream, &(Work){.kind = GRAPH, .graph = graph}), SUCCESS))
}

int cuGraphExecDestroy(Graph *graph) { CALL(cuGraphExecDestroy, 1, destroy_graph(graph, "executables")) }

int cuGraphDestroy(Graph *graph) { CALL(cuGraphDestroy, 1, destroy_graph(graph, "graphs")) }

/* NVRTC. It may be called on any thread, and holds the lock only to count. */

typedef struct {
  char *source, *name, *log;
  unsigned char *image;
  size_t size;
} Program;

/* Of `plain-asm.c`. */
void write_plain(FILE *file, const char *source);

static int counted(const char *name) {
  pthread_mutex_lock(&mutex);
  int result = count(name);
  pthread_mutex_unlock(&mutex);
  return result;
}

const char *nvrtcGetErrorString(int result) {
  return result == 6 ? "NVRTC_ERROR_COMPILATION" : result == 1 ? "NVRTC_ERROR_OUT_OF_MEMORY" : "NVRTC_ERROR_UNKNOWN";
}

int nvrtcVersion(int *major, int *minor) {
  *major = (int)*setting("nvrtcMajor");
  *minor = 0;
  return counted("nvrtcVersion");
}

int nvrtcCreateProgram(Program **program, const char *source, const char *name, int headers, void *texts, void *names) {
  if (headers != 0 || texts != NULL || names != NULL) return 3;
  *program = calloc(1, sizeof **program);
  (*program)->source = strdup(source);
  (*program)->name = strdup(name);
  (*program)->log = strdup("");
  pthread_mutex_lock(&mutex);
  *counter("programs") += 1;
  pthread_mutex_unlock(&mutex);
  return counted("nvrtcCreateProgram");
}

static char *read_file(const char *path, size_t before, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return NULL;
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = calloc(1, before + *size + 1);
  if (fread(bytes + before, 1, *size, file) != *size) abort();
  fclose(file);
  return bytes;
}

static int is_word(char letter) { return isalnum((unsigned char)letter) || letter == '_'; }

/** Writes a line for each entry: the name before the parenthesis of its parameters, behind all attributes. */
static void write_entries(FILE *file, const char *source) {
  const char *mark = "extern \"C\" __global__";
  for (const char *at = strstr(source, mark); at != NULL; at = strstr(at, mark)) {
    at += strlen(mark);
    int blocks = 1;
    for (const char *end = strchr(at, '('); end != NULL; end = strchr(end + 1, '(')) {
      const char *begin = end;
      while (is_word(begin[-1])) begin -= 1;
      if (strncmp(begin, "__cluster_dims__", 16) == 0) blocks = atoi(end + 1);
      if (strncmp(begin, "__", 2) == 0) continue;
      fprintf(file, "EINLAY_ENTRY(%.*s, %d)\n", (int)(end - begin), begin, blocks);
      break;
    }
  }
}

int nvrtcCompileProgram(Program *program, int options, const char *const *given) {
  int result = counted("nvrtcCompileProgram");
  const char *architecture = NULL;
  for (int at = 0; at < options; at += 1)
    if (strncmp(given[at], "--gpu-architecture=", 19) == 0) architecture = given[at] + 19;
  if (architecture == NULL) return 5;
  if (result != 0) return result;

  char folder[] = "/tmp/einlay-fake-nvrtc-XXXXXX";
  if (mkdtemp(folder) == NULL) abort();
  char path[256], command[1024];
  snprintf(path, sizeof path, "%s/%s", folder, program->name);
  FILE *file = fopen(path, "w");
  write_plain(file, program->source);
  fputc('\n', file);
  write_entries(file, program->source);
  fclose(file);
  snprintf(command, sizeof command,
           "cd %s && g++ -std=c++17 -O1 -shared -fPIC -fno-gnu-unique -include " FAKE_CUDA_HEADER " -x c++ %s -o made.so 2> log",
           folder, program->name);
  int failed = system(command);
  size_t size;
  snprintf(path, sizeof path, "%s/log", folder);
  free(program->log);
  program->log = read_file(path, 0, &size);
  if (!failed) {
    snprintf(path, sizeof path, "%s/made.so", folder);
    program->image = (unsigned char *)read_file(path, sizeof(Image), &size);
    Image *image = (Image *)program->image;
    memcpy(image->magic, "FAKECUBN", 8);
    snprintf(image->architecture, sizeof image->architecture, "%s", architecture);
    image->size = size;
    program->size = sizeof *image + size;
  }
  snprintf(command, sizeof command, "rm -r %s", folder);
  if (system(command) != 0) abort();
  return failed ? 6 : 0;
}

int nvrtcGetProgramLogSize(Program *program, size_t *size) {
  *size = strlen(program->log) + 1;
  return 0;
}

int nvrtcGetProgramLog(Program *program, char *log) {
  strcpy(log, program->log);
  return 0;
}

int nvrtcGetCUBINSize(Program *program, size_t *size) {
  *size = program->size;
  return 0;
}

int nvrtcGetCUBIN(Program *program, void *image) {
  memcpy(image, program->image, program->size);
  return 0;
}

int nvrtcDestroyProgram(Program **program) {
  free((*program)->source);
  free((*program)->name);
  free((*program)->log);
  free((*program)->image);
  free(*program);
  *program = NULL;
  pthread_mutex_lock(&mutex);
  *counter("programs") -= 1;
  pthread_mutex_unlock(&mutex);
  return 0;
}

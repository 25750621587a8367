// Counts the blocks that the whole process takes from the heap. The functions of the C library are replaced by ones that
// count and pass on: glibc allows that (manual, "Replacing malloc"); elsewhere nothing is counted.
#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

#include <stdint.h>

// Blocks taken since the program began; -1 where it cannot be counted.
int64_t allocations_counted(void);
// Bytes in use on the heap by the C library's own account; -1 where it keeps none.
int64_t heap_bytes_in_use(void);

#endif

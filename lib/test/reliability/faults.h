/* faults.h: what the calls of `make faults` share. */
#ifndef FAULTS_H
#define FAULTS_H

#include "network.h"
#include "so3.h"

/* ---- [call] A call, of which every allocation fails once ----
 *
 * Returns the status, 0 when all was well, or -1 when want of memory was
 * reported as something else; it frees all it has made. */
struct call {
  const char *name;
  int (*run)(void);
};

/* Those of chapters 9 and up, to a row without a name. */
extern const struct call later_calls[];

/* ---- [help] Outputs that must stay as they are ---- */
#define SENTINEL       12345
#define FAULTS_NUMBERS 40000

extern size_t spoiled; /* outputs that were touched */
extern double numbers[FAULTS_NUMBERS];
extern real reals[FAULTS_NUMBERS];
extern char scratch_path[64]; /* a file of its own */

/* Both arrays, or x, hold SENTINEL; when status is not 0, they must still. */
void mark(size_t n);
int untouched(size_t n, int status);
int kept(size_t n, const double *x, int status);
int kept_reals(size_t n, const real *x, int status);

/* ---- [samples] Small things to call with ---- */
extern const real four_places[12];

rot3 turn(void);
struct irreps layout(const char *text);
int build(struct network **network);
int predict(const struct network *network, real *answer);
int passes(const struct network *network);

/* A network whose layers are replaced, some of them when memory ends; then may
 * be NULL. */
typedef enum tfn_status change(struct network *network);
int replaced(change *first, change *then);

#endif

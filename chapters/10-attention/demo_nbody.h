/* demo_nbody.h: the program of `make nbody`. */
#ifndef DEMO_NBODY_H
#define DEMO_NBODY_H

#include "nbody_lesson.h"
#include "nbody_model.h"

/* ---- [program] Train networks and compare them ----
 *
 * With the command line of the demo; returns what main returns. */
int nbody_program(int argc, char **argv);

/* Ends the program with a message when something went wrong. */
void must(enum tfn_status status);

#endif

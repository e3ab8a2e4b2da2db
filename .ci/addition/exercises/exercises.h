/* exercises.h: what the exercise of the made-up chapter asks for. */
#ifndef EXERCISES_@N@_H
#define EXERCISES_@N@_H

#include "shape.h"

/* @N@.1 */
double twice@NN@(double x);

#endif

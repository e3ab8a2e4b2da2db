/* piece.h: the object that goes through the book, the left piece of chapter 0:
 * as it stands there, turned, and in a mirror. */
#ifndef PIECE_H
#define PIECE_H

enum { PIECE_POINTS = 4, PIECE_POSES = 3 };

static const double PIECE[PIECE_POINTS][3] = {
    {0, 0, 0}, {0, 0, 1}, {1, 0, 0}, {1, 1, 0}};

/* The turn that the demos use: about this axis, by its length in radians. */
static const double PIECE_TURN[3] = {0.3, -0.5, 0.7};

/* The mirror changes the sign of y, as in chapter 0. */
static const double PIECE_MIRROR[3] = {1, -1, 1};

#endif

/* anchors_sphere.h: made by anchors_sphere.py with mpmath at 40 digits;
 * committed, so that the tests do not need Python. */
#ifndef ANCHORS_SPHERE_H
#define ANCHORS_SPHERE_H

/* Gauss and Legendre: z, then weights that sum to 1; n = 5. */
static const double pinned_gauss[10] = {
    0.9061798459386639927976269,
    0.5384693101056830910363144,
    0.0,
    -0.5384693101056830910363144,
    -0.9061798459386639927976269,
    0.1184634425280945437571320,
    0.2393143352496832340206458,
    0.2844444444444444444444444,
    0.2393143352496832340206458,
    0.1184634425280945437571320,
};

/* silu of f = (1 + sqrt(3) 2 z)/2, whose coefficients of l = 0 and l = 1, m = 0
 * are 1 and 2 (4 rows): coefficients of the result, by an integral over z. */
static const double pinned_silu_sphere[2] = {
    1.019782050246569900106824,
    1.377271945186756481293125,
};

/* The smooth leaky relu and its slope at -3, -0.5, 2. */
static const double pinned_leaky[6] = {
    -0.7138220956261602741092356, -0.2510162675192581741444398,
    1.809275324764611910495567,   0.1295167151878643063446145,
    0.4080310501578785526611585,  1.072627399027916383005582,
};

#endif

/* anchors.h: written by anchors.py; do not change it by hand. */
/* clang-format off */
#ifndef ANCHORS_H
#define ANCHORS_H

#define ANCHOR_PAIR_WEIGHTS 9
#define ANCHOR_PAIR_TARGET  (-3.9)
#define ANCHOR_PAIR_LOSS    0.042898362757290903828
static const double anchor_pair_w[ANCHOR_PAIR_WEIGHTS] = {
    0.7,
    -0.4,
    0.3,
    0.9,
    0.8,
    -0.6,
    0.5,
    0.2,
    0.1,
};
static const double anchor_pair_dw[ANCHOR_PAIR_WEIGHTS] = {
    0.066816354747018188826,
    -0.027926578066564711588,
    0.037275121772611764949,
    -0.018055457259858788112,
    0.062201953342415590208,
    0.013424546486988501197,
    0.083413669563478742896,
    0.0,
    0.0,
};

#define ANCHOR_SILU   0.31122966560092728232
#define ANCHOR_SILU_1 0.73996118730265180917
#define ANCHOR_SILU_2 0.44122902697702860786

#endif

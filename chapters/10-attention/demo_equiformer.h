/* demo_equiformer.h: the part of the demo that is about EquiformerV2. */
#ifndef DEMO_EQUIFORMER_H
#define DEMO_EQUIFORMER_H

/* ---- [sections] Its tables and the data of its plots ---- */
void equiformer_sections(void);

/* `demo --published [ATOMS NEIGHBOURS BLOCKS]`: a network of the published size
 * forward and backward once; `demo --equivariance`: errors in this precision,
 * as lines of a table.  Returns what main returns. */
int equiformer_program(int argc, char **argv);

#endif

/* equiformer_inside.h: what the stages of equiformer.h share.
 *
 *   equiformer_uniform   the same channels for all degrees up to lmax
 *   equiformer_matrix    a product of matrices, as mixing of scalars
 *   equiformer_grid      the grid that a description asks for
 *   equiformer_variant   a number that differs where the meaning does
 *   equiformer_parts     the parts of a block of weights, by name */
#ifndef EQUIFORMER_INSIDE_H
#define EQUIFORMER_INSIDE_H

#include "equiformer.h"
#include "nodewise.h"
#include "so2.h"

/* ---- [inside] Small parts ---- */

#define EQUIFORMER_EPS REAL(1e-5) /* of the norm over the numbers of a head */

/* lmax and channels as equiformer_check lets them pass. */
void equiformer_uniform(int lmax, size_t channels, struct irreps *layout);

/* Rows of `in` numbers times a matrix (in, out). */
enum tfn_status equiformer_matrix(size_t in, size_t out, struct mix *mix);

enum tfn_status equiformer_grid(const struct equiformer_description *is,
                                int mmax, enum sphere_order order,
                                struct sphere_grid *grid);

uint64_t equiformer_variant(const struct equiformer_description *is);

/* One part of a block of weights, or of gradients: where its pointer is kept,
 * and how many numbers it has. */
struct equiformer_part {
  real **at;
  size_t size;
};

/* Sets the pointers of n parts, one behind the other from `block` on; all of
 * them NULL for NULL.  Returns how many numbers they have together. */
size_t equiformer_parts(const struct equiformer_part *part, size_t n,
                        real *block);

#endif

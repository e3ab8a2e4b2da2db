/* stage.h: what any layer of any chapter can do.
 *
 *   stage_workspace  the memory it needs for one graph
 *   stage_initial    weights to start from
 *   stage_look       what depends on the points alone
 *   stage_forward    features in, features out
 *   stage_backward   gradients by weights, by features and by the geometry
 *   stage_free       release it
 *
 * Names begin with stage_ or layer_. */
#ifndef TFN_STAGE_H
#define TFN_STAGE_H

#include "api.h"
#include "geometry.h"
#include "irreps.h"
#include "random.h"

struct layer; /* of layer.h */

API_BEGIN

/* ---- [pass] A stage at work on one graph ----
 *
 * Everything that one forward and one backward pass read and write.  The way
 * back finds x, y and work as the way there left them. */
struct stage_pass {
  const struct geometry *geometry;
  const real *w;  /* (weights) */
  const real *x;  /* (nodes, in.dim) */
  real *y;        /* (nodes, out.dim), written by forward */
  real *work;     /* (stage_workspace), a stage's own */
  const real *dy; /* (nodes, out.dim), the gradient by y */
  /* backward adds to these; each may be NULL when nobody asks for it */
  real *dw;                            /* (weights) */
  real *dx;                            /* (nodes, in.dim) */
  struct geometry_gradient *dgeometry; /* all of its arrays, or NULL */
};

/* ---- [stage] A function with weights that turns as it should ----
 *
 * A stage maps features of the nodes to features of the nodes.  For every
 * rotation R and all weights, turning points and features first or turning the
 * result gives the same.  What it is made of is its own business: `is` points
 * to it, and only the functions of its kind look behind that pointer. */
struct stage {
  const struct stage_kind *kind;
  struct irreps in, out;
  size_t weights;
  uint64_t variant; /* a number for all else that its weights depend on */
  void *is;
};

/* The functions of a kind of stage.  They are given what was checked: no
 * pointer is NULL that may not be, and the sizes fit.  None of them but free
 * and the creation of a stage touches the heap. */
struct stage_kind {
  const char *name;
  /* Of a stage that is, at every node, a polynomial of the node's own features:
   * its degree, at most 4.  0 for anything else. */
  int degree;
  /* The numbers of memory for a graph, or what makes this graph impossible:
   * TFN_BAD_SHAPE when it has too few harmonics or another basis,
   * TFN_TOO_LARGE.  Called before any memory is taken. */
  enum tfn_status (*workspace)(const struct stage *stage,
                               const struct geometry *geometry, size_t *count);
  /* w (weights) := numbers from g that keep features of order one. */
  void (*initial)(const struct stage *stage, struct random *g, real *w);
  /* Writes to work what depends on the points alone; may be NULL. */
  void (*look)(const struct stage *stage, const struct stage_pass *pass);
  void (*forward)(const struct stage *stage, const struct stage_pass *pass);
  void (*backward)(const struct stage *stage, const struct stage_pass *pass);
  void (*free)(void *is); /* may be NULL */
  /* The layer of layer.h that is the same function of the same weights, if
   * there is one; may be NULL. */
  const struct layer *(*layer)(const struct stage *stage);
};

/* ---- [shell] The same functions for everybody, with checks ---- */

/* As stage_kind says; TFN_NULL for a pointer that is NULL. */
enum tfn_status stage_workspace(const struct stage *stage,
                                const struct geometry *geometry, size_t *count);
enum tfn_status stage_initial(const struct stage *stage, struct random *g,
                              real *w);

/* Once for a graph, and again after its points have moved. */
enum tfn_status stage_look(const struct stage *stage,
                           const struct stage_pass *pass);

/* pass->y from pass->x, w and geometry. */
enum tfn_status stage_forward(const struct stage *stage,
                              const struct stage_pass *pass);

/* After stage_forward with the same pass, once for each forward pass.
 * Returns TFN_OK, TFN_NULL, or as stage_workspace. */
enum tfn_status stage_backward(const struct stage *stage,
                               const struct stage_pass *pass);

/* Releases what the stage is made of; NULL is ignored. */
void stage_free(struct stage *stage);

API_END

#endif

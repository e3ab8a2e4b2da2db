/* test_path.h: what the tests of exercises 5.6 and 5.8 share: products whose
 * paths they try, and random numbers to try them on. */
#ifndef TEST_PATH_H
#define TEST_PATH_H

#include "exercises.h"
#include "random.h"
#include "expect.h"

/* All depthwise paths of in1 x in2; release it with tp_free. */
static inline struct tensor_product *product(const char *in1, const char *in2)
{
  struct irreps a = {0}, b = {0}, c;
  struct tensor_product *tp = NULL;
  irreps_parse(in1, &a, NULL);
  irreps_parse(in2, &b, NULL);
  need(tp_depthwise_output(&a, &b, NULL, &c) == TP_OK &&
           tp_create(TP_DEPTHWISE, &a, &b, &c, &tp) == TP_OK,
       "a product");
  return tp;
}

static inline void randomise(struct random *g, size_t n, real *x)
{
  for (size_t i = 0; i < n; i++)
    x[i] = (real)random_normal(g);
}

#endif

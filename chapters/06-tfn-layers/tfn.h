/* tfn.h: everything a Tensor Field Network is built from. */
#ifndef TFN_H
#define TFN_H

/* ---- [all] The headers of the chapter ---- */
#include "tfn_status.h"
#include "graph.h"
#include "radial.h"
#include "convolution.h"
#include "nodewise.h"
#include "layer.h"
#include "train.h"

#endif

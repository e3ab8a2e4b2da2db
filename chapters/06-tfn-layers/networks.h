/* networks.h: everything a Tensor Field Network is built from. */
#ifndef NETWORKS_H
#define NETWORKS_H

/* ---- [all] The headers of the chapter ---- */
#include "tfn_status.h"
#include "graph.h"
#include "radial.h"
#include "geometry.h"
#include "convolution.h"
#include "nodewise.h"
#include "moments.h"
#include "stage.h"
#include "layer_norm.h"
#include "layer.h"
#include "residual.h"
#include "network.h"
#include "loss.h"
#include "adam.h"
#include "trainer.h"

#endif

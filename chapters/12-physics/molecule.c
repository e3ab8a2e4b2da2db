/* molecule.c: frames of molecules as a task, and a network that moves them. */
#include "molecule.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many frames are judged at a time. */
enum { TOGETHER = 16 };

/* ---- [network] Networks for molecules ---- */
static void layout_text(const struct molecule_plan *plan, char *text, size_t n)
{
  size_t used = 0; /* seven terms of 26 characters at most */
  text[0] = 0;
  for (int l = 0; l <= plan->lmax; l++)
    used +=
        (size_t)snprintf(text + used, n - used, "%s%zux%d%c", l ? " + " : "",
                         plan->channels, l, l % 2 ? 'o' : 'e');
}

static enum tfn_status add_layers(const struct molecule_plan *plan,
                                  struct network *network)
{
  char text[256];
  const real neighbours = 8;
  enum tfn_status status = TFN_OK;
  layout_text(plan, text, sizeof text);
  for (size_t k = 0; k < plan->layers && !status; k++)
    status =
        network_add_layer(network, text, GATE_SCALAR, plan->hidden, neighbours);
  if (!status)
    status = network_add_layer(network, plan->direct ? "1x0e + 1x1o" : "1x0e",
                               GATE_NONE, plan->hidden, neighbours);
  if (!status)
    status = network_answer(network, "1x0e", ANSWER_SUM);
  if (!status && plan->direct)
    status = network_answer(network, "1x1o", ANSWER_NODES);
  return status;
}

enum tfn_status molecule_network(const struct molecule_plan *plan, size_t kinds,
                                 struct network **network)
{
  if (network)
    *network = NULL;
  if (!plan || !network)
    return TFN_NULL;
  if (plan->lmax < 0 || plan->lmax > 6 || kinds < 1 || kinds > POTENTIAL_KINDS)
    return TFN_BAD_VALUE;
  char in[32];
  snprintf(in, sizeof in, "%zux0e", kinds);
  struct network_description is = {
      .in = in,
      .lmax = plan->lmax,
      .parity = true,
      .basis = {RADIAL_BESSEL, plan->basis, plan->cutoff, 6}};
  enum tfn_status status = network_create(&is, network);
  if (!status)
    status = add_layers(plan, *network);
  if (status) {
    network_free(*network);
    *network = NULL;
  }
  return status;
}

/* ---- [gather] Frames side by side ---- */
struct gathered {
  size_t clouds, atoms;
  size_t *counts; /* (clouds) */
  size_t *kind;   /* (atoms) */
  real *points;   /* (atoms + kinds, 3) */
  double *energy; /* (clouds) */
  double *force;  /* (atoms, 3) */
};

static void gathered_free(struct gathered *a)
{
  free(a->counts);
  free(a->kind);
  free(a->points);
  free(a->energy);
  free(a->force);
}

static enum tfn_status room_for(size_t kinds, struct gathered *a)
{
  a->counts = memory_array(a->clouds, sizeof *a->counts);
  a->kind = memory_array(a->atoms, sizeof *a->kind);
  a->points = memory_array(a->atoms + kinds, 3 * sizeof *a->points);
  a->energy = memory_array(a->clouds, sizeof *a->energy);
  a->force = memory_array(a->atoms, 3 * sizeof *a->force);
  return a->counts && a->kind && a->points && a->energy && a->force
             ? TFN_OK
             : TFN_NO_MEMORY;
}

static enum tfn_status copy_frame(const struct molecule *m,
                                  const struct xyz_frame *f, size_t g,
                                  size_t at, struct gathered *a)
{
  a->counts[g] = f->atoms;
  a->energy[g] = f->energy;
  for (size_t i = 0; i < f->atoms; i++) {
    size_t from = f->first + i;
    if (potential_kind(&m->potential, m->data->number[from], &a->kind[at + i]))
      return TFN_BAD_VALUE;
    for (size_t c = 0; c < 3; c++) {
      a->points[3 * (at + i) + c] = (real)m->data->position[3 * from + c];
      a->force[3 * (at + i) + c] = m->data->force[3 * from + c];
    }
  }
  return TFN_OK;
}

static enum tfn_status gather(const struct molecule *m, size_t n,
                              const size_t *frame, struct gathered *a)
{
  *a = (struct gathered){.clouds = n};
  for (size_t g = 0; g < n; g++)
    a->atoms += m->data->frame[frame[g]].atoms;
  enum tfn_status status = room_for(m->potential.kinds, a);
  for (size_t g = 0, at = 0; g < n && !status; g++) {
    const struct xyz_frame *f = &m->data->frame[frame[g]];
    status = copy_frame(m, f, g, at, a);
    at += f->atoms;
  }
  return status;
}

static bool good_frames(const struct xyz *data, size_t n, const size_t *frame)
{
  for (size_t g = 0; g < n; g++) {
    if (frame[g] >= data->frames)
      return false;
    const struct xyz_frame *f = &data->frame[frame[g]];
    if (!f->has_energy || !f->has_forces || !f->atoms)
      return false;
  }
  return n > 0;
}

/* ---- [batch] The graph of some frames ----
 *
 * The skin is the way that a step of force_loss can take two atoms towards
 * each other. */
static enum tfn_status graph_of(const struct molecule *m,
                                const struct gathered *a, struct graph **graph,
                                real **x)
{
  const struct potential *p = &m->potential;
  *x = memory_array(a->atoms + p->kinds, p->kinds * sizeof **x);
  if (!*x)
    return TFN_NO_MEMORY;
  enum tfn_status status = potential_graph(p, a->clouds, a->counts, a->points,
                                           2 * m->loss.step, graph);
  return status ? status : potential_features(p, a->atoms, a->kind, *x);
}

static enum tfn_status gather_items(const struct molecule *m,
                                    const struct batch *batch,
                                    struct gathered *a)
{
  size_t *frame = memory_array(batch->items, sizeof *frame);
  if (!frame)
    return TFN_NO_MEMORY;
  for (size_t i = 0; i < batch->items; i++)
    frame[i] = m->frame[batch->item[i]];
  enum tfn_status status = gather(m, batch->items, frame, a);
  free(frame);
  return status;
}

static enum tfn_status batch(const struct task *task,
                             const struct network *network, struct batch *batch)
{
  const struct molecule *m = task->data;
  struct gathered a = {0};
  (void)network; /* it is that of the potential */
  enum tfn_status status = gather_items(m, batch, &a);
  if (!status)
    status = graph_of(m, &a, &batch->graph, &batch->x);
  gathered_free(&a);
  return status;
}

/* ---- [direct] Forces that are no gradient ----
 *
 * A vector stands as (y, z, x) among the features. */
static size_t place_of(size_t k)
{
  static const size_t place[3] = {2, 0, 1};
  return k - k % 3 + place[k % 3];
}

static bool is_direct(const struct molecule *m)
{
  return m->potential.network->answers == 2;
}

static void direct_forces(const struct molecule *m,
                          const struct network_pass *pass, size_t atoms,
                          real *force)
{
  for (size_t k = 0; k < 3 * atoms; k++)
    force[k] = (real)m->potential.scale * pass->answer[1][place_of(k)];
}

/* energy and denergy (clouds), force and dforce (atoms, 3); dw may be NULL. */
static enum tfn_status direct_gradient(const struct molecule *m, const real *w,
                                       const struct force_batch *batch,
                                       real share, struct network_pass *pass,
                                       double *energy, real *force, real *dw,
                                       struct report *report)
{
  const struct potential *p = &m->potential;
  size_t clouds = batch->graph->graphs - p->kinds;
  size_t atoms = batch->graph->nodes - p->kinds;
  double *denergy = energy + clouds;
  real *dforce = force + 3 * atoms;
  network_forward(p->network, w, pass); /* a pass of this network */
  potential_energies(p, pass, energy);
  direct_forces(m, pass, atoms, force);
  enum tfn_status status = force_loss_judge(
      &m->loss, batch, clouds, share, energy, force, denergy, dforce, report);
  if (status || !dw)
    return status;
  potential_seed(p, denergy, pass);
  for (size_t k = 0; k < 3 * atoms; k++)
    pass->danswer[1][place_of(k)] += (real)p->scale * dforce[k];
  return network_backward(p->network, w, pass, dw, NULL, NULL);
}

/* ---- [gradient] What a step of the trainer asks for ---- */
static enum tfn_status directly(const struct molecule *m, const real *w,
                                const struct force_batch *batch, real share,
                                struct network_pass *pass, real *dw,
                                struct report *report)
{
  double *energy = memory_array(batch->graph->graphs, 2 * sizeof *energy);
  real *force = memory_array(batch->graph->nodes, 6 * sizeof *force);
  enum tfn_status status = TFN_NO_MEMORY;
  if (energy && force)
    status =
        direct_gradient(m, w, batch, share, pass, energy, force, dw, report);
  free(energy);
  free(force);
  return status;
}

/* dw NULL: the report alone. */
static enum tfn_status either(const struct molecule *m, const real *w,
                              const struct force_batch *batch, real share,
                              struct network_pass *pass, real *dw,
                              struct report *report)
{
  if (is_direct(m))
    return directly(m, w, batch, share, pass, dw, report);
  return dw ? force_loss_gradient(&m->loss, &m->potential, w, batch, share,
                                  pass, dw, report)
            : force_loss_errors(&m->loss, &m->potential, w, batch, share, pass,
                                report);
}

static enum tfn_status gradient(const struct task *task,
                                const struct network *network, const real *w,
                                const struct batch *batch, real share,
                                struct network_pass *pass, real *dw,
                                struct report *report)
{
  const struct molecule *m = task->data;
  struct gathered a = {0};
  (void)network;
  enum tfn_status status = gather_items(m, batch, &a);
  struct force_batch b = {batch->graph, a.points, a.energy, a.force};
  if (!status)
    status = either(m, w, &b, share, pass, dw, report);
  gathered_free(&a);
  return status;
}

/* ---- [judge] Errors on frames that were not taught ---- */
static enum tfn_status judge_some(const struct molecule *m, const real *w,
                                  size_t n, const size_t *frame,
                                  struct report *report)
{
  const struct network *network = m->potential.network;
  struct network_pass *pass = NULL;
  struct graph *graph = NULL;
  struct gathered a;
  real *x = NULL;
  enum tfn_status status = gather(m, n, frame, &a);
  if (!status)
    status = graph_of(m, &a, &graph, &x);
  if (!status)
    status = network_pass_create(network, graph, &pass);
  if (!status) {
    struct force_batch b = {graph, a.points, a.energy, a.force};
    memcpy(pass->x, x, graph->nodes * network->in.dim * sizeof *x);
    status = either(m, w, &b, 1, pass, NULL, report);
  }
  network_pass_free(pass);
  graph_free(graph);
  free(x);
  gathered_free(&a);
  return status;
}

enum tfn_status molecule_judge(const struct molecule *m, const real *w,
                               size_t n, const size_t *frame,
                               struct molecule_errors *errors)
{
  if (!m || !m->data || !w || !frame || !errors)
    return TFN_NULL;
  if (!good_frames(m->data, n, frame))
    return TFN_BAD_VALUE;
  struct report report = {0};
  enum tfn_status status = TFN_OK;
  for (size_t i = 0; i < n && !status; i += TOGETHER)
    status = judge_some(m, w, n - i < TOGETHER ? n - i : TOGETHER, frame + i,
                        &report);
  if (status)
    return status;
  *errors = (struct molecule_errors){
      .energy = report.sum[FORCE_SUM_ENERGY] / (double)n,
      .force = report.sum[FORCE_SUM_FORCE] / (double)n,
      .energy_rms = sqrt(report.sum[FORCE_SUM_ENERGY_SQUARED] / (double)n),
      .force_rms = sqrt(report.sum[FORCE_SUM_FORCE_SQUARED] / (double)n)};
  return TFN_OK;
}

/* ---- [begin] Frames as a task ---- */
static enum tfn_status find_kinds(const struct xyz *data, size_t n,
                                  const size_t *frame, struct potential *p)
{
  bool present[256] = {false};
  for (size_t g = 0; g < n; g++) {
    const struct xyz_frame *f = &data->frame[frame[g]];
    for (size_t i = f->first; i < f->first + f->atoms; i++)
      present[data->number[i]] = true;
  }
  for (int number = 0; number < 256; number++)
    if (present[number]) {
      if (p->kinds == POTENTIAL_KINDS)
        return TFN_BAD_VALUE;
      p->number[p->kinds++] = number;
    }
  return TFN_OK;
}

static enum tfn_status fit_zeros(const struct xyz *data, size_t n,
                                 const size_t *frame, struct potential *p)
{
  double *count = memory_array(n, p->kinds * sizeof *count);
  double *energy = memory_array(n, sizeof *energy);
  enum tfn_status status = count && energy ? TFN_OK : TFN_NO_MEMORY;
  for (size_t g = 0; g < n && !status; g++) {
    const struct xyz_frame *f = &data->frame[frame[g]];
    energy[g] = f->energy;
    for (size_t i = f->first; i < f->first + f->atoms; i++) {
      size_t kind = 0;
      potential_kind(p, data->number[i], &kind);
      count[g * p->kinds + kind] += 1;
    }
  }
  if (!status)
    status = potential_fit(n, p->kinds, count, energy, p->zero);
  free(count);
  free(energy);
  return status;
}

static double force_size(const struct xyz *data, size_t n, const size_t *frame)
{
  double sum = 0, components = 0;
  for (size_t g = 0; g < n; g++) {
    const struct xyz_frame *f = &data->frame[frame[g]];
    for (size_t k = 3 * f->first; k < 3 * (f->first + f->atoms); k++)
      sum += data->force[k] * data->force[k];
    components += 3 * (double)f->atoms;
  }
  return sum > 0 ? sqrt(sum / components) : 1;
}

static enum tfn_status begin(size_t n, const size_t *frame, struct molecule *m)
{
  enum tfn_status status = find_kinds(m->data, n, frame, &m->potential);
  if (!status)
    status = fit_zeros(m->data, n, frame, &m->potential);
  m->potential.scale = force_size(m->data, n, frame);
  if (!status)
    status = potential_check(&m->potential);
  if (status)
    return status;
  m->frame = memory_array(n, sizeof *m->frame);
  if (!m->frame)
    return TFN_NO_MEMORY;
  memcpy(m->frame, frame, n * sizeof *frame);
  m->task = (struct task){.name = "molecule",
                          .items = n,
                          .batch = batch,
                          .gradient = gradient,
                          .data = m};
  return TFN_OK;
}

enum tfn_status molecule_begin(const struct network *network,
                               const struct xyz *data, size_t n,
                               const size_t *frame,
                               const struct force_loss *loss_of,
                               struct molecule *m)
{
  if (m)
    memset(m, 0, sizeof *m);
  if (!network || !data || !frame || !loss_of || !m)
    return TFN_NULL;
  if (!good_frames(data, n, frame))
    return TFN_BAD_VALUE;
  m->data = data;
  m->loss = *loss_of;
  m->potential.network = network;
  enum tfn_status status = begin(n, frame, m);
  if (status)
    molecule_free(m);
  return status;
}

void molecule_free(struct molecule *m)
{
  if (!m)
    return;
  free(m->frame);
  memset(m, 0, sizeof *m);
}

/* ---- [mass] Masses of the light elements ---- */
double molecule_mass(int number)
{
  static const double mass[] = {0,      1.008,  4.0026, 6.94,   9.0122,
                                10.81,  12.011, 14.007, 15.999, 18.998,
                                20.180, 22.990, 24.305, 26.982, 28.085,
                                30.974, 32.06,  35.45,  39.95};
  bool known = number > 0 && number < (int)(sizeof mass / sizeof *mass);
  return known ? mass[number] : 0;
}

/* ---- [field] Atoms that move by what a network says ----
 *
 * The weights do not change here: what single atoms answer is asked once. */
struct molecule_field {
  const struct molecule *m;
  const real *w;
  struct gathered at; /* one cloud, and where it is */
  double zero;        /* eV, what does not depend on the places */
  real *x;            /* (atoms, kinds) */
  real *dpoints;      /* (atoms, 3) */
  struct neighbours *near;
  struct network_pass *pass;
};

/* The single atoms, one cloud each: a graph of no molecules. */
static enum tfn_status ask_single(struct molecule_field *f)
{
  const struct potential *p = &f->m->potential;
  struct graph *graph = NULL;
  struct network_pass *pass = NULL;
  enum tfn_status status = potential_graph(p, 0, NULL, NULL, 0, &graph);
  if (!status)
    status = network_pass_create(p->network, graph, &pass);
  if (!status) {
    potential_features(p, 0, NULL, pass->x);
    network_forward(p->network, f->w, pass);
  }
  for (size_t i = 0; i < f->at.atoms && !status; i++) {
    size_t s = f->at.kind[i];
    f->zero += p->zero[s] - p->scale * (double)pass->answer[0][s];
  }
  network_pass_free(pass);
  graph_free(graph);
  return status;
}

static enum tfn_status new_pass(struct molecule_field *f)
{
  const struct network *network = f->m->potential.network;
  network_pass_free(f->pass);
  enum tfn_status status =
      network_pass_create(network, f->near->graph, &f->pass);
  if (!status)
    memcpy(f->pass->x, f->x, f->at.atoms * network->in.dim * sizeof *f->x);
  return status;
}

static enum tfn_status build_field(size_t frame, real skin,
                                   struct molecule_field *f)
{
  const struct potential *p = &f->m->potential;
  enum tfn_status status = gather(f->m, 1, &frame, &f->at);
  if (status)
    return status;
  f->x = memory_array(f->at.atoms + p->kinds, p->kinds * sizeof *f->x);
  f->dpoints = memory_array(f->at.atoms, 3 * sizeof *f->dpoints);
  if (!f->x || !f->dpoints)
    return TFN_NO_MEMORY;
  potential_features(p, f->at.atoms, f->at.kind, f->x); /* kinds of gather */
  status = ask_single(f);
  if (!status)
    status = neighbours_create(NULL, f->at.atoms, f->at.points,
                               p->network->basis.cutoff, skin, p->network->lmax,
                               HARMONICS_COMPONENT, &f->near);
  return status ? status : new_pass(f);
}

enum tfn_status molecule_field_create(const struct molecule *m, const real *w,
                                      size_t frame, real skin,
                                      struct molecule_field **out)
{
  if (out)
    *out = NULL;
  if (!m || !m->data || !w || !out)
    return TFN_NULL;
  if (!good_frames(m->data, 1, &frame))
    return TFN_BAD_VALUE;
  struct molecule_field *f = memory_array(1, sizeof *f);
  if (!f)
    return TFN_NO_MEMORY;
  f->m = m;
  f->w = w;
  enum tfn_status status = build_field(frame, skin, f);
  if (status)
    molecule_field_free(f);
  else
    *out = f;
  return status;
}

void molecule_field_free(struct molecule_field *field)
{
  if (!field)
    return;
  gathered_free(&field->at);
  free(field->x);
  free(field->dpoints);
  network_pass_free(field->pass);
  neighbours_free(field->near);
  free(field);
}

/* ---- [pull] Energy and forces of the moment ---- */
static enum tfn_status move_field(struct molecule_field *f, const double *r)
{
  bool renewed = false;
  for (size_t k = 0; k < 3 * f->at.atoms; k++)
    f->at.points[k] = (real)r[k];
  enum tfn_status status = neighbours_update(f->near, f->at.points, &renewed);
  if (status)
    return status;
  return renewed || !f->pass ? new_pass(f) /* or the last one found no memory */
                             : network_look(f->m->potential.network, f->pass);
}

static void gradient_field(struct molecule_field *f)
{
  const struct network *network = f->m->potential.network;
  network_clear(network, f->pass);
  f->pass->danswer[0][0] = (real)f->m->potential.scale;
  memset(f->dpoints, 0, 3 * f->at.atoms * sizeof *f->dpoints);
  network_backward(network, f->w, f->pass, NULL, NULL, f->dpoints);
}

enum tfn_status molecule_field_pull(void *field, const double *r,
                                    double *energy, double *force)
{
  struct molecule_field *f = field;
  if (!f || !r || !energy || !force)
    return TFN_NULL;
  const struct potential *p = &f->m->potential;
  enum tfn_status status = move_field(f, r);
  if (status)
    return status;
  network_forward(p->network, f->w, f->pass);
  if (is_direct(f->m))
    direct_forces(f->m, f->pass, f->at.atoms, f->dpoints);
  else
    gradient_field(f);
  *energy = f->zero + p->scale * (double)f->pass->answer[0][0];
  for (size_t k = 0; k < 3 * f->at.atoms; k++)
    force[k] = (double)(is_direct(f->m) ? f->dpoints[k] : -f->dpoints[k]);
  return TFN_OK;
}

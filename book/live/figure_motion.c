/* figure_motion.c: chapter 12 in the page: two networks learn the forces of
 * ammonia from frames of a file, and the molecule moves by what they say. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "live.h"
#include "memory.h"
#include "molecule.h"

/* ---- [state] What has been read, learned, and where the atoms are ---- */
enum { GRADIENT = 0, DIRECT = 1, WAYS = 2, ATOMS = 4 };
/* Of six frames in a row the second is not taught but asked. */
enum { IN_A_ROW = 6, ASKED = 1, STEPS = 1500 };

struct pupil {
  struct network *network;
  struct molecule task;
  struct trainer trainer;
  struct molecule_field *field;
};

static struct {
  struct xyz xyz;
  size_t taught, asked;
  size_t *frame; /* (xyz.frames), first those that are taught */
  struct pupil pupil[WAYS];
  int way; /* whose forces move the atoms */
  struct dynamics d;
  double begin[3 * ATOMS], mass[ATOMS];
} s;

LIVE int motion_open(char *text, int bytes);
LIVE int motion_taught(void);
LIVE int motion_asked(void);
LIVE int motion_steps(void);
LIVE int motion_learn(int way, int most);
LIVE double motion_error(int way);
LIVE int motion_weights(int way);
LIVE double *motion_weight(int way);
LIVE int motion_begin(double kelvin);
LIVE int motion_heat(double kelvin, int seed);
LIVE int motion_by(int way);
LIVE int motion_go(double dt, int steps);
LIVE double *motion_points(void);
LIVE double *motion_forces(void);
LIVE double motion_sum(void);
LIVE double motion_total(void);
LIVE double motion_temperature(void);
LIVE double motion_time(void);
LIVE void motion_set_time(double fs);
LIVE double motion_wobble(double dt, double kelvin, double fs);

/* ---- [open] Frames, and two networks that know nothing ---- */
static enum tfn_status sort_frames(void)
{
  size_t n = s.xyz.frames, asked = 0, taught = 0;
  s.frame = memory_array(n, sizeof *s.frame);
  if (!s.frame)
    return TFN_NO_MEMORY;
  for (size_t i = 0; i < n; i++)
    asked += i % IN_A_ROW == ASKED;
  s.taught = n - asked;
  s.asked = asked;
  for (size_t i = 0; i < n; i++)
    if (i % IN_A_ROW != ASKED)
      s.frame[taught++] = i;
    else
      s.frame[n - asked--] = i;
  return TFN_OK;
}

static enum tfn_status open_pupil(bool direct, struct pupil *p)
{
  const struct molecule_plan plan = {.lmax = 2,
                                     .layers = 1,
                                     .channels = 8,
                                     .basis = 8,
                                     .hidden = 8,
                                     .cutoff = 5,
                                     .direct = direct};
  const struct force_loss loss = {1, 1, REAL(1e-4)};
  struct trainer_plan how = {.seed = 1, .batch = 5, .adam = adam_default()};
  how.adam.rate = REAL(0.04);
  how.adam.total = STEPS;
  how.adam.warmup = STEPS / 50;
  how.adam.clip = 10;
  enum tfn_status status = molecule_network(&plan, 2, &p->network);
  if (!status)
    status =
        molecule_begin(p->network, &s.xyz, s.taught, s.frame, &loss, &p->task);
  return status ? status
                : trainer_create(p->network, &p->task.task, &how, &p->trainer);
}

/* The atoms begin where the energy is lowest of all frames. */
static void find_begin(void)
{
  const struct xyz_frame *best = s.xyz.frame;
  for (size_t i = 1; i < s.xyz.frames; i++)
    if (s.xyz.frame[i].energy < best->energy)
      best = s.xyz.frame + i;
  memcpy(s.begin, s.xyz.position + 3 * best->first, sizeof s.begin);
  for (size_t i = 0; i < ATOMS; i++)
    s.mass[i] = molecule_mass(s.xyz.number[best->first + i]);
}

static bool all_are_ammonia(void)
{
  for (size_t i = 0; i < s.xyz.frames; i++)
    if (s.xyz.frame[i].atoms != ATOMS)
      return false;
  return s.xyz.frames >= IN_A_ROW;
}

/* XYZ as text; once for an instance.  Negative for an error. */
int motion_open(char *text, int bytes)
{
  const struct xyz_options both = {.need_energy = true, .need_forces = true};
  if (xyz_parse(text, (size_t)bytes, &both, &s.xyz, NULL) || !all_are_ammonia())
    return -1;
  enum tfn_status status = sort_frames();
  for (int way = 0; way < WAYS && !status; way++)
    status = open_pupil(way == DIRECT, &s.pupil[way]);
  find_begin();
  return -(int)status;
}

int motion_taught(void)
{
  return (int)s.taught;
}

int motion_asked(void)
{
  return (int)s.asked;
}

/* How many steps make a training. */
int motion_steps(void)
{
  return STEPS;
}

/* ---- [learn] Some steps of the trainer at a time ---- */

/* So many further steps of a network; the steps so far, negative for an
 * error. */
int motion_learn(int way, int most)
{
  struct trainer *t = &s.pupil[way].trainer;
  enum tfn_status status = TFN_OK;
  for (int i = 0; i < most && t->adam.step < STEPS && !status; i++)
    status = trainer_step(t);
  return status ? -(int)status : (int)t->adam.step;
}

/* Mean error of a component of the forces, in eV/A, on frames that were not
 * taught; NaN when it is not to be had. */
double motion_error(int way)
{
  struct molecule_errors errors;
  const struct pupil *p = &s.pupil[way];
  return molecule_judge(&p->task, p->trainer.w, s.asked, s.frame + s.taught,
                        &errors)
             ? (double)NAN
             : errors.force;
}

/* The weights, for the page to keep and to put back. */
int motion_weights(int way)
{
  return (int)s.pupil[way].trainer.weights;
}

double *motion_weight(int way)
{
  return s.pupil[way].trainer.w;
}

/* ---- [begin] The molecule at rest, then warm ---- */
static enum tfn_status pull(void *nothing, const double *r, double *energy,
                            double *force)
{
  (void)nothing;
  return molecule_field_pull(s.pupil[s.way].field, r, energy, force);
}

static enum tfn_status open_field(struct pupil *p)
{
  molecule_field_free(p->field);
  return molecule_field_create(&p->task, p->trainer.w, s.frame[0], REAL(0.5),
                               &p->field);
}

/* Both networks as they are now; atoms at the first place with velocities of
 * this temperature.  Negative for an error. */
int motion_begin(double kelvin)
{
  enum tfn_status status = TFN_OK;
  dynamics_free(&s.d);
  for (int way = 0; way < WAYS && !status; way++)
    status = open_field(&s.pupil[way]);
  if (!status)
    status = dynamics_create(ATOMS, s.mass, s.begin, pull, NULL, &s.d);
  return status ? -(int)status : motion_heat(kelvin, 5);
}

/* New velocities, where the atoms are. */
int motion_heat(double kelvin, int seed)
{
  struct random g = random_seed((uint64_t)seed);
  return -(int)dynamics_heat(&s.d, kelvin, &g);
}

/* From now on by the forces of this network. */
int motion_by(int way)
{
  s.way = way;
  return s.d.atoms ? -(int)pull(NULL, s.d.r, &s.d.energy, s.d.force) : 0;
}

/* ---- [go] Steps of velocity Verlet ---- */

/* Is every hydrogen within 2.5 A of the nitrogen?  In the frames none is
 * farther than 1.14 A. */
static bool whole(void)
{
  double most = 0;
  for (size_t i = 1; i < ATOMS; i++) {
    double square = 0;
    for (size_t k = 0; k < 3; k++)
      square += (s.d.r[3 * i + k] - s.d.r[k]) * (s.d.r[3 * i + k] - s.d.r[k]);
    most = square <= most ? most : square;
  }
  return most < 2.5 * 2.5;
}

/* 0; negative when the molecule has burst. */
int motion_go(double dt, int steps)
{
  for (int i = 0; i < steps; i++)
    if (dynamics_step(&s.d, dt) || !whole())
      return -1;
  return 0;
}

/* (4, 3), in A; the forces in eV/A. */
double *motion_points(void)
{
  return s.d.r;
}

double *motion_forces(void)
{
  return s.d.force;
}

/* ---- [measures] What physics asks for ---- */

/* The size of the sum of all forces, in eV/A. */
double motion_sum(void)
{
  double sum[3] = {0};
  for (size_t k = 0; k < 3 * s.d.atoms; k++)
    sum[k % 3] += s.d.force[k];
  return sqrt(sum[0] * sum[0] + sum[1] * sum[1] + sum[2] * sum[2]);
}

/* In eV.  The energy of the place is always that of the network that has one:
 * so both ways to move are measured alike. */
static double total(const struct dynamics *d)
{
  double energy = d->energy, force[3 * ATOMS];
  if (s.way == DIRECT &&
      molecule_field_pull(s.pupil[GRADIENT].field, d->r, &energy, force))
    return (double)NAN;
  return dynamics_kinetic(d) + energy;
}

double motion_total(void)
{
  return total(&s.d);
}

double motion_temperature(void)
{
  return dynamics_temperature(&s.d);
}

/* In fs. */
double motion_time(void)
{
  return s.d.time;
}

void motion_set_time(double fs)
{
  s.d.time = fs;
}

/* How much the total energy wobbles about a straight line, in eV, in so many
 * femtoseconds from the beginning, with steps of dt; NaN if the atoms fly away.
 * The molecule of the picture stays where it is. */
double motion_wobble(double dt, double kelvin, double fs)
{
  size_t n = (size_t)lround(fs / dt), k = 0;
  double *t = memory_array(2 * n, sizeof *t), slope, rms = (double)NAN;
  struct random g = random_seed(5);
  struct dynamics d;
  if (t && !dynamics_create(ATOMS, s.mass, s.begin, pull, NULL, &d)) {
    bool good = !dynamics_heat(&d, kelvin, &g);
    for (; k < n && good && !dynamics_step(&d, dt); k++) {
      t[k] = d.time;
      t[n + k] = total(&d);
    }
    if (k < n || dynamics_line(n, t, t + n, &slope, &rms))
      rms = (double)NAN;
    dynamics_free(&d);
  }
  free(t);
  return rms;
}

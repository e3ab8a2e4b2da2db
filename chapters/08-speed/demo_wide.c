/* demo_wide.c: a loop whose vectors may be wider than any register. */
#ifndef BYTES
#define BYTES 64
#endif
typedef float vec __attribute__((vector_size(BYTES)));
void multiply_add(int n, vec *p);

/* ---- [wide] A sum in a register, or so one thinks ---- */
void multiply_add(int n, vec *p)
{
  vec sum = p[0], a = p[1], b = p[2];
  for (int i = 0; i < n; i++)
    sum = sum * a + b;
  p[0] = sum;
}

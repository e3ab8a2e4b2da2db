/* demo.c: what the made-up chapter shows. */
#include "demo.h"
#include "toy@NN@.h"

int main(int argc, char **argv)
{
  demo_begin(argc, argv);
  demo_section("middle", "The middle of two points");
  vec3 p[2] = {{1, 2, 3}, {3, 4, 7}};
  vec3 m = toy@NN@_middle(2, p);
  printf("(%g, %g, %g)\n", m.x, m.y, m.z);
  demo_value("height", "%g", m.z);
  FILE *f = demo_open("points.dat");
  for (int i = 0; i < 2; i++)
    fprintf(f, "%g %g\n", p[i].x, p[i].y);
  return demo_end();
}

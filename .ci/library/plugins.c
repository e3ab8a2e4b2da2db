/* plugins.c: loads a plugin of each precision; both must get Y_1 right. */
#include <dlfcn.h>
#include <math.h>
#include <stdio.h>

static double call(const char *path)
{
  void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  double (*plugin)(void) = NULL;
  if (library)
    *(void **)&plugin = dlsym(library, "plugin");
  else
    fprintf(stderr, "%s\n", dlerror());
  return plugin ? plugin() : NAN;
}

int main(int argc, char **argv)
{
  const double want = sqrt(3 / (4 * acos(-1.0))) * 2 / sqrt(14.0);
  for (int i = 1; i < argc; i++)
    if (!(fabs(call(argv[i]) - want) <= 1e-6))
      return printf("%s computes nonsense\n", argv[i]), 1;
  return 0;
}

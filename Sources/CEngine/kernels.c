#include "CEngine.h"
#include "target.h"

TEORELL_TARGET_BEGIN

#define VALUE double
#define ZERO 0.0
#define NAME(name) name##_1
#include "kernels.inc.h"
#undef VALUE
#undef ZERO
#undef NAME

#define VALUE four
#define ZERO ((four){0})
#define NAME(name) name##_4
#include "kernels.inc.h"
#undef VALUE
#undef ZERO
#undef NAME

#define VALUE eight
#define ZERO ((eight){0})
#define NAME(name) name##_8
#include "kernels.inc.h"

TEORELL_TARGET_END

void teorell_linear_rates(const teorell_kernel *k, const double *state, double *rates) {
  switch (k->lanes) {
    case 1: linear_rates_1(k, state, rates); break;
    case 4: linear_rates_4(k, state, rates); break;
    default: linear_rates_8(k, state, rates);
  }
}

void teorell_factorise(const teorell_kernel *k, double gamma) {
  switch (k->lanes) {
    case 1: factorise_1(k, gamma); break;
    case 4: factorise_4(k, gamma); break;
    default: factorise_8(k, gamma);
  }
}

void teorell_solve(const teorell_kernel *k, const double *right, double *solution) {
  switch (k->lanes) {
    case 1: solve_1(k, right, solution); break;
    case 4: solve_4(k, right, solution); break;
    default: solve_8(k, right, solution);
  }
}

int teorell_processor_suffices(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2");
#else
  return 1;
#endif
}

// Kernels of the integrator: the linear fluxes, the sparse factorisation on a fixed pattern, the vector operations of
// CVODE and the glue to it. Everything exists for 1, 4 and 8 lanes: a lane is one individual, and the value of lane l of
// state i stands at [i * lanes + l]. Nothing here allocates between create and destroy.
#ifndef TEORELL_CENGINE_H
#define TEORELL_CENGINE_H

#include <stdint.h>

// Clang's nullability makes every pointer below non-optional in Swift unless it says otherwise.
#pragma clang assume_nonnull begin

// Structure and values of one compiled network. Index arrays are shared by all lanes; value arrays hold `lanes`
// neighbouring values an entry. Rows of the linear part: d(amount i)/dt = sum of coefficient[p] * y[column[p]] for p in
// rowStart[i] ..< rowStart[i + 1].
typedef struct {
  int32_t stateCount;
  int32_t lanes;
  const int32_t *rowStart;
  const int32_t *column;
  const double *coefficient;

  // Jacobian entries, in pattern order, and where each one stands in the factors.
  int32_t jacobianCount;
  const int32_t *jacobianToFactor;
  double *jacobian;

  // LU factors, rows in elimination order: lower entries, the diagonal (stored inverted), upper entries.
  int32_t factorCount;
  const int32_t *order;             // elimination position -> state
  const int32_t *factorRowStart;    // position -> first entry
  const int32_t *factorDiagonal;    // position -> diagonal entry
  const int32_t *factorColumn;      // entry -> elimination position of its column
  const int32_t *program;           // elimination steps, see kernels.inc.h
  double *factor;
  double *work;                     // stateCount * lanes
} teorell_kernel;

// 1 when this processor has the instruction set that the kernels are compiled for, else 0.
int teorell_processor_suffices(void);

// d(state)/dt of the linear fluxes; overwrites `rates`.
void teorell_linear_rates(const teorell_kernel *kernel, const double *state, double *rates);
// Factorises I - gamma * J, J being kernel->jacobian.
void teorell_factorise(const teorell_kernel *kernel, double gamma);
// Solves with the factors; `solution` may be `right`.
void teorell_solve(const teorell_kernel *kernel, const double *right, double *solution);

typedef struct teorell_integrator teorell_integrator;

// Both write all lanes; return 0, or a positive number when the state is not acceptable (CVODE then shortens its step).
typedef int (*teorell_rates_function)(double time, const double *state, double *rates, void *owner);
typedef int (*teorell_jacobian_function)(double time, const double *state, double *jacobian, void *owner);

typedef struct {
  long steps, rateEvaluations, factorisations, newtonIterations, errorTestFailures, convergenceFailures;
  double lastStep;
  int lastOrder;
} teorell_statistics;

// Returns NULL when memory ends. `observed` are the states that teorell_interpolate writes.
teorell_integrator *_Nullable teorell_integrator_create(
    const teorell_kernel *kernel, const int32_t *observed, int32_t observedCount, teorell_rates_function rates,
    teorell_jacobian_function jacobian, void *owner);
void teorell_integrator_destroy(teorell_integrator *integrator);

// The state that the integrator holds, lanes neighbouring; write it before teorell_restart, read it after a step.
double *teorell_state(teorell_integrator *integrator);
// Tolerances: weight of state i, lane l is 1 / (relative * |y| + absolute[i * lanes + l]).
void teorell_set_tolerances(teorell_integrator *integrator, double relative, const double *absolute);
void teorell_set_limits(teorell_integrator *integrator, long maximumSteps, double maximumStep);
// Begins anew at `time` with the state as it stands. Returns a CVODE flag.
int teorell_restart(teorell_integrator *integrator, double time);
// One internal step that does not pass `stop`; writes the time reached. Returns a CVODE flag.
int teorell_step(teorell_integrator *integrator, double stop, double *reached);
// The observed states at `time` inside the last step, observedCount * lanes values. Returns a CVODE flag.
int teorell_interpolate(teorell_integrator *integrator, double time, double *values);
// Adds the counts since the last restart to `total`.
void teorell_add_statistics(teorell_integrator *integrator, teorell_statistics *total);
// The state whose error estimate is the largest part of its tolerance in the last step tried, as i * lanes + l.
int32_t teorell_worst_component(teorell_integrator *integrator);
// The current step size.
double teorell_current_step(teorell_integrator *integrator);

#pragma clang assume_nonnull end

#endif

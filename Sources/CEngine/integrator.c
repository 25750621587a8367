#include "CEngine.h"
#include "vector.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct teorell_integrator {
  const teorell_kernel *kernel;
  teorell_rates_function rates;
  teorell_jacobian_function jacobian;
  void *owner;
  SUNContext context;
  N_Vector state, observer, errors, weights;
  SUNMatrix matrix;
  SUNLinearSolver solver;
  void *cvode;
  double relative;
  double *absolute;
  double gamma;
  int started;
};

// CVODE asks for a matrix; ours lives in the kernel, so the object is empty.
static SUNMatrix_ID matrix_id(SUNMatrix a) { return SUNMATRIX_CUSTOM; }
static int matrix_zero(SUNMatrix a) { return 0; }
static void matrix_destroy(SUNMatrix a) { SUNMatFreeEmpty(a); }
static SUNMatrix matrix_clone(SUNMatrix a) {
  SUNMatrix copy = SUNMatNewEmpty(a->sunctx);
  if (copy != NULL) SUNMatCopyOps(a, copy);
  return copy;
}

static SUNLinearSolver_Type solver_type(SUNLinearSolver s) { return SUNLINEARSOLVER_DIRECT; }
static SUNLinearSolver_ID solver_id(SUNLinearSolver s) { return SUNLINEARSOLVER_CUSTOM; }
static int solver_initialize(SUNLinearSolver s) { return 0; }
static int solver_free(SUNLinearSolver s) {
  SUNLinSolFreeEmpty(s);
  return 0;
}
static int solver_setup(SUNLinearSolver s, SUNMatrix a) {
  const teorell_integrator *integrator = s->content;
  teorell_factorise(integrator->kernel, integrator->gamma);
  return 0;
}
static int solver_solve(SUNLinearSolver s, SUNMatrix a, N_Vector x, N_Vector b, sunrealtype tolerance) {
  const teorell_integrator *integrator = s->content;
  teorell_solve(integrator->kernel, VECTOR(b)->data, VECTOR(x)->data);
  return 0;
}

static int linear_system(
    sunrealtype t, N_Vector y, N_Vector fy, SUNMatrix a, teorell_boolean reuse, teorell_boolean *fresh,
    sunrealtype gamma, void *data, N_Vector v1, N_Vector v2, N_Vector v3) {
  teorell_integrator *integrator = data;
  integrator->gamma = gamma;
  *fresh = 1;
  return integrator->jacobian(t, VECTOR(y)->data, integrator->kernel->jacobian, integrator->owner);
}

static int right_hand_side(sunrealtype t, N_Vector y, N_Vector rates, void *data) {
  const teorell_integrator *integrator = data;
  return integrator->rates(t, VECTOR(y)->data, VECTOR(rates)->data, integrator->owner);
}

static int error_weights(N_Vector y, N_Vector weights, void *data) {
  const teorell_integrator *integrator = data;
  teorell_error_weights(y, weights, integrator->relative, integrator->absolute);
  return 0;
}

void teorell_integrator_destroy(teorell_integrator *integrator) {
  if (integrator->cvode != NULL) CVodeFree(&integrator->cvode);
  if (integrator->solver != NULL) SUNLinSolFree(integrator->solver);
  if (integrator->matrix != NULL) SUNMatDestroy(integrator->matrix);
  N_Vector vectors[] = {integrator->state, integrator->observer, integrator->errors, integrator->weights};
  for (int i = 0; i < 4; i++)
    if (vectors[i] != NULL) N_VDestroy(vectors[i]);
  if (integrator->context != NULL) SUNContext_Free(&integrator->context);
  free(integrator->absolute);
  free(integrator);
}

static int build(teorell_integrator *integrator, const int32_t *observed, int32_t observedCount) {
  const long states = integrator->kernel->stateCount;
  const int32_t lanes = integrator->kernel->lanes;
  if (teorell_context_create(&integrator->context) != 0) return -1;
  SUNContext context = integrator->context;
  integrator->absolute = calloc((size_t)(states * lanes), sizeof(double));
  integrator->state = teorell_vector_create(states, lanes, context);
  if (integrator->absolute == NULL || integrator->state == NULL) return -1;
  integrator->observer = teorell_observer_create(integrator->state, observed, observedCount, context);
  integrator->errors = N_VClone(integrator->state);
  integrator->weights = N_VClone(integrator->state);
  integrator->matrix = SUNMatNewEmpty(context);
  integrator->solver = SUNLinSolNewEmpty(context);
  integrator->cvode = CVodeCreate(CV_BDF, context);
  if (integrator->observer == NULL || integrator->errors == NULL || integrator->weights == NULL
      || integrator->matrix == NULL || integrator->solver == NULL || integrator->cvode == NULL)
    return -1;
  SUNMatrix matrix = integrator->matrix;
  matrix->ops->getid = matrix_id;
  matrix->ops->clone = matrix_clone;
  matrix->ops->destroy = matrix_destroy;
  matrix->ops->zero = matrix_zero;
  SUNLinearSolver solver = integrator->solver;
  solver->content = integrator;
  solver->ops->gettype = solver_type;
  solver->ops->getid = solver_id;
  solver->ops->initialize = solver_initialize;
  solver->ops->setup = solver_setup;
  solver->ops->solve = solver_solve;
  solver->ops->free = solver_free;
  void *cvode = integrator->cvode;
  teorell_context_silence(context, cvode);
  if (CVodeInit(cvode, right_hand_side, 0, integrator->state) != CV_SUCCESS) return -1;
  if (CVodeWFtolerances(cvode, error_weights) != CV_SUCCESS) return -1;
  if (CVodeSetUserData(cvode, integrator) != CV_SUCCESS) return -1;
  if (CVodeSetLinearSolver(cvode, solver, matrix) != CV_SUCCESS) return -1;
  if (CVodeSetLinSysFn(cvode, linear_system) != CV_SUCCESS) return -1;
  return 0;
}

teorell_integrator *teorell_integrator_create(
    const teorell_kernel *kernel, const int32_t *observed, int32_t observedCount, teorell_rates_function rates,
    teorell_jacobian_function jacobian, void *owner) {
  teorell_integrator *integrator = calloc(1, sizeof *integrator);
  if (integrator == NULL) return NULL;
  integrator->kernel = kernel;
  integrator->rates = rates;
  integrator->jacobian = jacobian;
  integrator->owner = owner;
  if (build(integrator, observed, observedCount) != 0) {
    teorell_integrator_destroy(integrator);
    return NULL;
  }
  return integrator;
}

double *teorell_state(teorell_integrator *integrator) { return VECTOR(integrator->state)->data; }

void teorell_set_tolerances(teorell_integrator *integrator, double relative, const double *absolute) {
  integrator->relative = relative;
  memcpy(integrator->absolute, absolute, sizeof(double) * (size_t)VECTOR(integrator->state)->length);
}

void teorell_set_limits(teorell_integrator *integrator, long maximumSteps, double maximumStep) {
  CVodeSetMaxNumSteps(integrator->cvode, maximumSteps);
  CVodeSetMaxStep(integrator->cvode, maximumStep);
}

int teorell_restart(teorell_integrator *integrator, double time) {
  return CVodeReInit(integrator->cvode, time, integrator->state);
}

int teorell_step(teorell_integrator *integrator, double stop, double *reached) {
  CVodeSetStopTime(integrator->cvode, stop);
  return CVode(integrator->cvode, stop, integrator->state, reached, CV_ONE_STEP);
}

int teorell_interpolate(teorell_integrator *integrator, double time, double *values) {
  VECTOR(integrator->observer)->output = values;
  return CVodeGetDky(integrator->cvode, time, 0, integrator->observer);
}

void teorell_add_statistics(teorell_integrator *integrator, teorell_statistics *total) {
  long count = 0;
  void *cvode = integrator->cvode;
  if (CVodeGetNumSteps(cvode, &count) == 0) total->steps += count;
  if (CVodeGetNumRhsEvals(cvode, &count) == 0) total->rateEvaluations += count;
  if (CVodeGetNumLinSolvSetups(cvode, &count) == 0) total->factorisations += count;
  if (CVodeGetNumNonlinSolvIters(cvode, &count) == 0) total->newtonIterations += count;
  if (CVodeGetNumErrTestFails(cvode, &count) == 0) total->errorTestFailures += count;
  if (CVodeGetNumNonlinSolvConvFails(cvode, &count) == 0) total->convergenceFailures += count;
  CVodeGetLastStep(cvode, &total->lastStep);
  CVodeGetLastOrder(cvode, &total->lastOrder);
}

double teorell_current_step(teorell_integrator *integrator) {
  double step = 0;
  CVodeGetCurrentStep(integrator->cvode, &step);
  return step;
}

int32_t teorell_worst_component(teorell_integrator *integrator) {
  int32_t worst = 0;
  double largest = -1;
  if (CVodeGetEstLocalErrors(integrator->cvode, integrator->errors) != CV_SUCCESS) return 0;
  if (CVodeGetErrWeights(integrator->cvode, integrator->weights) != CV_SUCCESS) return 0;
  for (long i = 0; i < VECTOR(integrator->state)->length; i++) {
    const double error = fabs(VECTOR(integrator->errors)->data[i] * VECTOR(integrator->weights)->data[i]);
    if (!(error <= largest)) {
      largest = error;
      worst = (int32_t)i;
    }
    if (isnan(error)) break;
  }
  return worst;
}

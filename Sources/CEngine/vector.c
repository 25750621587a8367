#include "vector.h"
#include "target.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DATA(v) ((four *)VECTOR(v)->data)
#define FOURS(v) (VECTOR(v)->padded / 4)
#define EACH(v) for (long i = 0, end = FOURS(v); i < end; i++)

_Static_assert(sizeof(sunrealtype) == sizeof(double), "SUNDIALS must be built for double precision");

TEORELL_TARGET_BEGIN

static N_Vector vector_clone(N_Vector v);

static void vector_destroy(N_Vector v) {
  if (v == NULL) return;
  if (v->content != NULL) {
    free(VECTOR(v)->data);
    free(v->content);
    v->content = NULL;
  }
  N_VFreeEmpty(v);
}

static void linear_sum(sunrealtype a, N_Vector x, sunrealtype b, N_Vector y, N_Vector z) {
  const four *X = DATA(x), *Y = DATA(y);
  four *Z = DATA(z);
  if (a == 1.0 && b == 1.0) EACH(z) Z[i] = X[i] + Y[i];
  else if (a == 1.0 && b == -1.0) EACH(z) Z[i] = X[i] - Y[i];
  else if (b == 1.0) EACH(z) Z[i] = a * X[i] + Y[i];
  else if (a == 1.0) EACH(z) Z[i] = X[i] + b * Y[i];
  else EACH(z) Z[i] = a * X[i] + b * Y[i];
}

static void set_constant(sunrealtype c, N_Vector z) {
  double *Z = VECTOR(z)->data;
  for (long i = 0; i < VECTOR(z)->length; i++) Z[i] = c;
}

static void scale(sunrealtype c, N_Vector x, N_Vector z) {
  const four *X = DATA(x);
  four *Z = DATA(z);
  if (c == 1.0) memmove(Z, X, sizeof(double) * (size_t)VECTOR(z)->padded);
  else EACH(z) Z[i] = c * X[i];
}

static void product(N_Vector x, N_Vector y, N_Vector z) {
  EACH(z) DATA(z)[i] = DATA(x)[i] * DATA(y)[i];
}

static void quotient(N_Vector x, N_Vector y, N_Vector z) {
  const double *X = VECTOR(x)->data, *Y = VECTOR(y)->data;
  for (long i = 0; i < VECTOR(z)->length; i++) VECTOR(z)->data[i] = X[i] / Y[i];
}

static void absolute_value(N_Vector x, N_Vector z) {
  for (long i = 0; i < VECTOR(z)->padded; i++) VECTOR(z)->data[i] = fabs(VECTOR(x)->data[i]);
}

static void inverse(N_Vector x, N_Vector z) {
  for (long i = 0; i < VECTOR(z)->length; i++) VECTOR(z)->data[i] = 1.0 / VECTOR(x)->data[i];
}

static void add_constant(N_Vector x, sunrealtype b, N_Vector z) {
  for (long i = 0; i < VECTOR(z)->length; i++) VECTOR(z)->data[i] = VECTOR(x)->data[i] + b;
}

// The larger number, or NaN if one is: fmax would lose it, and an individual that is not a number would pass every test.
static double larger(double a, double b) { return a > b || a != a ? a : b; }

static sunrealtype maximum_norm(N_Vector x) {
  double largest = 0;
  for (long i = 0; i < VECTOR(x)->length; i++) largest = larger(largest, fabs(VECTOR(x)->data[i]));
  return largest;
}

static sunrealtype minimum(N_Vector x) {
  double least = VECTOR(x)->data[0];
  for (long i = 1; i < VECTOR(x)->length; i++) least = fmin(least, VECTOR(x)->data[i]);
  return least;
}

// Weighted root mean square; with lanes the largest of the individuals', so that each keeps its own tolerance.
static sunrealtype weighted_norm(N_Vector x, N_Vector w) {
  const teorell_vector *v = VECTOR(x);
  const four *X = DATA(x), *W = DATA(w);
  const long count = v->padded / 4;
  four a = {0}, b = {0};
  long i = 0;
  for (; i + 1 < count; i += 2) {
    const four p = X[i] * W[i], q = X[i + 1] * W[i + 1];
    a += p * p;
    b += q * q;
  }
  for (; i < count; i++) {
    const four p = X[i] * W[i];
    a += p * p;
  }
  const double states = (double)(v->length / v->lanes);
  double sum = 0;
  if (v->lanes == 1) {
    a += b;
    sum = (a[0] + a[1]) + (a[2] + a[3]);
  } else if (v->lanes == 4) {
    a += b;
    sum = larger(larger(a[0], a[1]), larger(a[2], a[3]));
  } else {
    for (int l = 0; l < 4; l++) sum = larger(sum, larger(a[l], b[l]));
  }
  return sqrt(sum / states);
}

static int scale_add_multi(int count, sunrealtype *a, N_Vector x, N_Vector *Y, N_Vector *Z) {
  const four *X = DATA(x);
  for (int k = 0; k < count; k++) {
    const double c = a[k];
    const four *y = DATA(Y[k]);
    four *z = DATA(Z[k]);
    EACH(x) z[i] = c * X[i] + y[i];
  }
  return 0;
}

static int scale_array(int count, sunrealtype *c, N_Vector *X, N_Vector *Z) {
  for (int k = 0; k < count; k++) {
    const double a = c[k];
    const four *x = DATA(X[k]);
    four *z = DATA(Z[k]);
    EACH(Z[k]) z[i] = a * x[i];
  }
  return 0;
}

static int linear_combination(int count, sunrealtype *c, N_Vector *X, N_Vector z) {
  four *Z = DATA(z);
  const four *first = DATA(X[0]);
  const double c0 = c[0];
  if (count == 1) {
    EACH(z) Z[i] = c0 * first[i];
    return 0;
  }
  const four *second = DATA(X[1]);
  const double c1 = c[1];
  EACH(z) Z[i] = c0 * first[i] + c1 * second[i];
  for (int k = 2; k < count; k++) {
    const double a = c[k];
    const four *x = DATA(X[k]);
    EACH(z) Z[i] += a * x[i];
  }
  return 0;
}

static int observe(int count, sunrealtype *c, N_Vector *X, N_Vector z) {
  teorell_vector *o = VECTOR(z);
  const int32_t lanes = o->lanes;
  for (int32_t q = 0; q < o->observedCount; q++) {
    const long at = (long)o->observed[q] * lanes;
    for (int32_t l = 0; l < lanes; l++) {
      double sum = 0;
      for (int k = 0; k < count; k++) sum += c[k] * VECTOR(X[k])->data[at + l];
      o->output[(long)q * lanes + l] = sum;
    }
  }
  return 0;
}

void teorell_error_weights(N_Vector y, N_Vector weights, double relative, const double *absolute) {
  const double *Y = VECTOR(y)->data;
  double *W = VECTOR(weights)->data;
  const long n = VECTOR(y)->length;
#pragma clang loop vectorize(assume_safety)
  for (long i = 0; i < n; i++) W[i] = 1.0 / (relative * fabs(Y[i]) + absolute[i]);
  for (long i = n; i < VECTOR(y)->padded; i++) W[i] = 1.0;
}

TEORELL_TARGET_END

static N_Vector_ID identifier(N_Vector v) { return SUNDIALS_NVEC_CUSTOM; }
static sunrealtype *array_pointer(N_Vector v) { return VECTOR(v)->data; }
static sunindextype length(N_Vector v) { return VECTOR(v)->length; }

static int attach_storage(N_Vector v, long states, int32_t lanes) {
  teorell_vector *content = calloc(1, sizeof *content);
  if (content == NULL) return -1;
  content->length = states * lanes;
  content->padded = (content->length + PADDING - 1) / PADDING * PADDING;
  content->lanes = lanes;
  content->data = aligned_alloc(64, sizeof(double) * (size_t)content->padded);
  v->content = content;
  if (content->data == NULL) return -1;
  memset(content->data, 0, sizeof(double) * (size_t)content->padded);
  return 0;
}

static N_Vector vector_clone(N_Vector v) {
  N_Vector copy = N_VNewEmpty(v->sunctx);
  if (copy == NULL) return NULL;
  N_VCopyOps(v, copy);
  const teorell_vector *content = VECTOR(v);
  if (attach_storage(copy, content->length / content->lanes, content->lanes) != 0) {
    vector_destroy(copy);
    return NULL;
  }
  return copy;
}

N_Vector teorell_vector_create(long states, int32_t lanes, SUNContext context) {
  N_Vector v = N_VNewEmpty(context);
  if (v == NULL) return NULL;
  v->ops->nvgetvectorid = identifier;
  v->ops->nvclone = vector_clone;
  v->ops->nvdestroy = vector_destroy;
  v->ops->nvgetarraypointer = array_pointer;
  v->ops->nvgetlength = length;
  v->ops->nvlinearsum = linear_sum;
  v->ops->nvconst = set_constant;
  v->ops->nvprod = product;
  v->ops->nvdiv = quotient;
  v->ops->nvscale = scale;
  v->ops->nvabs = absolute_value;
  v->ops->nvinv = inverse;
  v->ops->nvaddconst = add_constant;
  v->ops->nvmaxnorm = maximum_norm;
  v->ops->nvmin = minimum;
  v->ops->nvwrmsnorm = weighted_norm;
  v->ops->nvlinearcombination = linear_combination;
  v->ops->nvscaleaddmulti = scale_add_multi;
  v->ops->nvscalevectorarray = scale_array;
  if (attach_storage(v, states, lanes) != 0) {
    vector_destroy(v);
    return NULL;
  }
  return v;
}

N_Vector teorell_observer_create(N_Vector like, const int32_t *observed, int32_t observedCount, SUNContext context) {
  const teorell_vector *model = VECTOR(like);
  N_Vector v = teorell_vector_create(model->length / model->lanes, model->lanes, context);
  if (v == NULL) return NULL;
  VECTOR(v)->observed = observed;
  VECTOR(v)->observedCount = observedCount;
  v->ops->nvlinearcombination = observe;
  return v;
}

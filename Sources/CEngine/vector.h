// CVODE's vectors as Teorell needs them: contiguous lanes, padded with zeros, aligned, with operations compiled for the
// fixed instruction set. (A system's SUNDIALS may be compiled without optimisation; its own operations are never called.)
#ifndef TEORELL_CENGINE_VECTOR_H
#define TEORELL_CENGINE_VECTOR_H

#include "../CSUNDIALS/shim.h"
#include <stdint.h>

typedef struct {
  double *data;
  long length;    // states * lanes
  long padded;    // length rounded up to PADDING
  int32_t lanes;
  const int32_t *observed;  // only for the vector that teorell_interpolate fills
  int32_t observedCount;
  double *output;
} teorell_vector;

N_Vector teorell_vector_create(long states, int32_t lanes, SUNContext context);
// A vector whose linear combination computes the observed states alone.
N_Vector teorell_observer_create(N_Vector like, const int32_t *observed, int32_t observedCount, SUNContext context);
// weights = 1 / (relative * |y| + absolute), padding 1.
void teorell_error_weights(N_Vector y, N_Vector weights, double relative, const double *absolute);

#define VECTOR(v) ((teorell_vector *)(v)->content)

#endif

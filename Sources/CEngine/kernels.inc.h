// One source for every number of lanes: VALUE is the type that holds a state's lanes, NAME adds the number of lanes.
// Rows have two or three entries: unrolled loops would spend their time in what surrounds the unrolled part.
#ifndef SHORT_LOOP
#define SHORT_LOOP _Pragma("clang loop unroll(disable) vectorize(disable)")
#endif

static void NAME(linear_rates)(const teorell_kernel *k, const double *state, double *rates) {
  const VALUE *restrict coefficient = (const VALUE *)k->coefficient;
  const VALUE *restrict y = (const VALUE *)state;
  VALUE *restrict d = (VALUE *)rates;
  const int32_t *restrict start = k->rowStart, *restrict column = k->column;
  const int32_t n = k->stateCount;
  int32_t p = 0;
  for (int32_t i = 0; i < n; i++) {
    VALUE sum = ZERO;
    SHORT_LOOP for (const int32_t end = start[i + 1]; p < end; p++) sum += coefficient[p] * y[column[p]];
    d[i] = sum;
  }
}

// Row-wise elimination without pivoting (the diagonal of I - gamma J dominates for the step sizes that CVODE accepts).
// The program holds, for each row: the number of lower entries and the diagonal entry; then for each lower entry: its
// place, the diagonal entry of its pivot row, the length and start of the pivot row's upper part, and the places in the
// row from which the multiples of that part are taken.
static void NAME(factorise)(const teorell_kernel *k, double gamma) {
  const VALUE *restrict jacobian = (const VALUE *)k->jacobian;
  VALUE *restrict a = (VALUE *)k->factor;
  const int32_t *restrict place = k->jacobianToFactor;
  for (int32_t p = 0; p < k->factorCount; p++) a[p] = ZERO;
  for (int32_t p = 0; p < k->jacobianCount; p++) a[place[p]] = jacobian[p] * -gamma;
  const int32_t *restrict o = k->program;
  const int32_t n = k->stateCount;
  for (int32_t i = 0; i < n; i++) {
    int32_t lowerCount = *o++;
    const int32_t diagonal = *o++;
    a[diagonal] += 1.0;
    while (lowerCount-- > 0) {
      const int32_t lower = o[0], pivot = o[1], count = o[2], upper = o[3];
      o += 4;
      const VALUE l = a[lower] * a[pivot];
      a[lower] = l;
      SHORT_LOOP for (int32_t m = 0; m < count; m++) a[o[m]] -= l * a[upper + m];
      o += count;
    }
    a[diagonal] = 1.0 / a[diagonal];
  }
}

static void NAME(solve)(const teorell_kernel *k, const double *right, double *solution) {
  const VALUE *restrict a = (const VALUE *)k->factor;
  const VALUE *b = (const VALUE *)right;
  VALUE *x = (VALUE *)solution;
  VALUE *restrict w = (VALUE *)k->work;
  const int32_t *restrict start = k->factorRowStart, *restrict diagonal = k->factorDiagonal;
  const int32_t *restrict column = k->factorColumn, *restrict order = k->order;
  const int32_t n = k->stateCount;
  for (int32_t i = 0; i < n; i++) {
    VALUE sum = b[order[i]];
    SHORT_LOOP for (int32_t p = start[i], end = diagonal[i]; p < end; p++) sum -= a[p] * w[column[p]];
    w[i] = sum;
  }
  for (int32_t i = n - 1; i >= 0; i--) {
    VALUE sum = w[i];
    SHORT_LOOP for (int32_t p = diagonal[i] + 1, end = start[i + 1]; p < end; p++) sum -= a[p] * w[column[p]];
    w[i] = sum * a[diagonal[i]];
    x[order[i]] = w[i];
  }
}

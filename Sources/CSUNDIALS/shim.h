// The part of SUNDIALS that Teorell uses, with the differences between its releases 6 and 7 levelled here.
#ifndef TEORELL_CSUNDIALS_SHIM_H
#define TEORELL_CSUNDIALS_SHIM_H

#include <cvode/cvode.h>
#include <cvode/cvode_ls.h>
#include <sundials/sundials_context.h>
#include <sundials/sundials_linearsolver.h>
#include <sundials/sundials_matrix.h>
#include <sundials/sundials_nvector.h>
#include <sundials/sundials_version.h>

// Release 7 renamed `booleantype` and made the communicator argument of SUNContext_Create an own type.
#if SUNDIALS_VERSION_MAJOR >= 7
typedef sunbooleantype teorell_boolean;
static inline int teorell_context_create(SUNContext *context) { return SUNContext_Create(SUN_COMM_NULL, context); }
// Release 7 prints errors through handlers of the context: take them off, because every flag is checked.
static inline void teorell_context_silence(SUNContext context, void *cvode) { SUNContext_ClearErrHandlers(context); }
#else
typedef booleantype teorell_boolean;
static inline int teorell_context_create(SUNContext *context) { return SUNContext_Create(NULL, context); }
// Release 6 prints errors through a function of each integrator: give it one that is silent.
static inline void teorell_ignore_message(int code, const char *module, const char *function, char *message, void *data) {}
static inline void teorell_context_silence(SUNContext context, void *cvode) {
  CVodeSetErrHandlerFn(cvode, teorell_ignore_message, NULL);
}
#endif

#endif

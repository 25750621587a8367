// One fixed instruction set, so that the same program gives the same bits on every machine of its architecture:
// x86-64-v3 (AVX2 and FMA, Haswell 2013 and later) on x86, the base set of armv8 elsewhere.
#ifndef TEORELL_CENGINE_TARGET_H
#define TEORELL_CENGINE_TARGET_H

#if defined(__x86_64__)
#define TEORELL_TARGET_BEGIN \
  _Pragma("clang attribute push(__attribute__((target(\"avx2,fma,bmi,bmi2,lzcnt,movbe\"))), apply_to = function)")
#define TEORELL_TARGET_END _Pragma("clang attribute pop")
#else
#define TEORELL_TARGET_BEGIN
#define TEORELL_TARGET_END
#endif

// Four doubles, the width every loop over whole vectors works in; vectors are padded to PADDING doubles.
typedef double four __attribute__((vector_size(32)));
typedef double eight __attribute__((vector_size(64)));
#define PADDING 8

#endif

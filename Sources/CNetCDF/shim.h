// The C interface of netCDF, release 4. Swift imports all of it that Teorell uses, so there are no shims.
#ifndef TEORELL_CNETCDF_SHIM_H
#define TEORELL_CNETCDF_SHIM_H

#include <netcdf.h>

#endif

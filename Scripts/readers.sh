# Programs of others that read NetCDF files, for the tests of what Teorell writes; sourced by ./test, never run. Expects
# `root` and `say` of setup.sh. Python's xarray goes into .build/readers, R's ncdf4 is a package of the system.

readers="$root/.build/readers"

has_xarray() { "$readers/bin/python3" -c 'import netCDF4, xarray' >/dev/null 2>&1; }
has_ncdf4() { Rscript -e 'library(ncdf4)' >/dev/null 2>&1; }

install_xarray() {
  rm -rf "$readers"
  python3 -m venv "$readers" && "$readers/bin/python3" -m pip install --quiet --no-compile --disable-pip-version-check \
    xarray netCDF4 numpy
}

# As root on Debian and Ubuntu only: nobody is asked for a password for the sake of a test.
install_ncdf4() {
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends r-cran-ncdf4 ||
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends r-cran-ncdf4; }
}

# Installs what is missing when TEORELL_READERS is `install`; says in one line which tests are left out without it.
prepare_readers() {
  local log missing=()
  mkdir -p "$root/.build"
  log=$(mktemp "$root/.build/log.XXXXXX")
  if [ "${TEORELL_READERS:-}" = install ]; then
    has_xarray || { say "installing xarray in .build/readers (once)"; install_xarray >"$log" 2>&1; } || tail -n 3 "$log" >&2
    has_ncdf4 || { say "installing r-cran-ncdf4 with apt-get (once)"; install_ncdf4 >"$log" 2>&1; } || tail -n 3 "$log" >&2
  fi
  rm -f "$log"
  has_xarray || missing+=(xarray)
  has_ncdf4 || missing+=(ncdf4)
  [ "${#missing[@]}" -eq 0 ] ||
    say "${missing[*]} missing: the tests that read NetCDF files with it were left out (TEORELL_READERS=install ./test)"
}

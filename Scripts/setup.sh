# Shared by ./teorell, ./test and the Makefile; sourced, never run. Expects `root` to be this package's folder.
#
# Teorell needs three things that SwiftPM cannot fetch: a Swift toolchain and the libraries SUNDIALS (CVODE) and netCDF.

set -euo pipefail

swift_needed=6.1
built_stamp="$root/.build/teorell-built"
program="$root/.build/release/teorell"

say() { printf 'teorell: %s\n' "$*" >&2; }

# Set-up problems leave with 69 ("service unavailable"), which no verb of teorell uses.
stop() { say "$@"; exit 69; }

require_swift() {
  command -v swift >/dev/null 2>&1 || stop "Swift $swift_needed or newer is not installed." \
    "Get it from https://www.swift.org/install (Linux, macOS) or, on macOS, with: xcode-select --install"
  local found
  found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
  [ -n "$found" ] || stop "'swift --version' does not answer; repair the toolchain, or get one from https://www.swift.org/install"
  if [ "${found%%.*}" -lt "${swift_needed%%.*}" ] ||
    { [ "${found%%.*}" -eq "${swift_needed%%.*}" ] && [ "${found#*.}" -lt "${swift_needed#*.}" ]; }; then
    stop "Swift $found is too old, $swift_needed or newer is needed. Get it from https://www.swift.org/install"
  fi
}

# Folders where the headers of system libraries stand: the standard ones, then Homebrew's.
header_folders() {
  printf '%s\n' /usr/include /usr/local/include /opt/homebrew/include
  if [ -n "${HOMEBREW_PREFIX:-}" ]; then printf '%s\n' "$HOMEBREW_PREFIX/include"; fi
}

# The folder in which a header stands; nothing when there is none.
folder_of() {
  local folder
  while read -r folder; do
    if [ -e "$folder/$1" ]; then printf '%s\n' "$folder"; return; fi
  done < <(header_folders)
}

sundials_folder() { folder_of cvode/cvode.h; }
netcdf_folder() { folder_of netcdf.h; }

system_packages=(libsundials-dev libnetcdf-dev)

# Runs apt-get as root; sudo only for somebody who is not root.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1; then sudo "$@"
  else stop "SUNDIALS or netCDF is missing and there is no sudo. As root, run: apt-get install ${system_packages[*]}"
  fi
}

install_with_apt() {
  local log
  log=$(mktemp)
  say "installing ${system_packages[*]} with apt-get (once)"
  if ! as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "${system_packages[@]}" >"$log" 2>&1; then
    # The package lists may be empty or old: fetch them, then try again.
    if ! { as_root apt-get update && as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y --no-install-recommends "${system_packages[@]}"; } >"$log" 2>&1; then
      tail -n 5 "$log" >&2
      rm -f "$log"
      stop "apt-get could not install ${system_packages[*]} (above: its last words); install them, then run this again."
    fi
  fi
  rm -f "$log"
}

install_system_packages() {
  if [ -n "$(sundials_folder)" ] && [ -n "$(netcdf_folder)" ]; then return; fi
  local missing="SUNDIALS or netCDF is missing. Install them with:"
  if command -v apt-get >/dev/null 2>&1; then install_with_apt
  elif [ "$(uname -s)" = Darwin ]; then stop "$missing brew install sundials netcdf"
  elif command -v dnf >/dev/null 2>&1; then stop "$missing sudo dnf install sundials-devel netcdf-devel"
  elif command -v pacman >/dev/null 2>&1; then stop "$missing sudo pacman -S sundials netcdf"
  else stop "SUNDIALS 6 or 7 (cvode/cvode.h) or netCDF 4 (netcdf.h) is missing with its C headers;" \
    "install both with your system's package manager."
  fi
  [ -n "$(sundials_folder)" ] || stop "libsundials-dev is installed, but cvode/cvode.h is in no usual folder."
  [ -n "$(netcdf_folder)" ] || stop "libnetcdf-dev is installed, but netcdf.h is in no usual folder."
}

# Fills `swift_flags`: a compiler does not look into Homebrew's folders by itself.
find_swift_flags() {
  swift_flags=()
  local folder
  while read -r folder; do
    case "$folder" in
      /usr/include | "") ;;
      *) swift_flags+=(-Xcc "-I$folder" -Xlinker "-L${folder%/include}/lib") ;;
    esac
  done < <({ sundials_folder; netcdf_folder; } | sort -u)
  folder=$(sundials_folder)
  # Release 7 of SUNDIALS keeps vectors and matrices in a library of its own.
  if [ "$(uname -s)" = Linux ] && [ -n "$folder" ] &&
    grep -qE '^#define SUNDIALS_VERSION_MAJOR +([7-9]|[1-9][0-9])' "$folder/sundials/sundials_config.h" 2>/dev/null; then
    swift_flags+=(-Xlinker -lsundials_core)
  fi
}

# True when the program is not there, or a source changed since it was built.
needs_build() {
  [ -x "$program" ] && [ -e "$built_stamp" ] || return 0
  [ -n "$(find "$root/Package.swift" "$root/Sources" -newer "$built_stamp" \
    \( -type d -o -name '*.swift' -o -name '*.c' -o -name '*.h' -o -name '*.modulemap' \) -print -quit)" ]
}

# Everything `program` needs to run: the library, and the program itself built from the sources as they are.
prepare_program() {
  if ! needs_build; then install_system_packages; return; fi
  require_swift
  install_system_packages
  find_swift_flags
  build_release
}

# A change inside one module does not always reach the modules above it in an incremental build, and a program from such a
# build can crash: after any change, have every module compiled again.
refresh_sources() {
  local stamp="$root/.build/teorell-refreshed"
  mkdir -p "$root/.build"
  if [ -e "$stamp" ] && [ -z "$(find "$root/Sources" -newer "$stamp" -type f -print -quit)" ]; then return; fi
  find "$root/Sources" "$root/Tests" -name '*.swift' -exec touch {} +
  touch "$stamp"
}

build_release() {
  local log
  mkdir -p "$root/.build"
  log=$(mktemp "$root/.build/log.XXXXXX")
  refresh_sources
  touch "$built_stamp.new"
  if [ -x "$program" ]; then say "sources changed, building"; else say "building (the first time takes some minutes)"; fi
  if ! swift build --package-path "$root" -c release --product teorell \
    ${swift_flags[@]+"${swift_flags[@]}"} >"$log" 2>&1; then
    grep -E 'error:|fatal' "$log" >&2 || tail -n 20 "$log" >&2
    stop "the build failed; the whole log: $log"
  fi
  rm -f "$log"
  mv "$built_stamp.new" "$built_stamp"
}

# Says what R's ncdf4 reads from a NetCDF file, in the words of summary.py.
suppressPackageStartupMessages(library(ncdf4))

number <- function(value, digits) if (is.na(value)) "NA" else sprintf(paste0("%.", digits, "g"), value)

described <- function(name, file, lengths) {
  words <- c("variable", name, if (length(lengths)) paste0(names(lengths), "=", lengths))
  units <- ncatt_get(file, name, "units")
  words <- c(words, paste0("units=", if (units$hasatt) units$value else ""))
  values <- as.vector(ncvar_get(file, name))
  ends <- values[c(1, length(values))]
  if (is.character(values)) return(c(words, paste0(c("first=", "last="), ends)))
  prec <- if (name %in% names(file$var)) file$var[[name]]$prec else "double"
  digits <- if (prec == "float") 9 else 17
  there <- values[!is.na(values)]
  words <- c(words, paste0("missing=", length(values) - length(there)))
  words <- c(words, paste0(c("first=", "last="), sapply(ends, number, digits)))
  if (length(there)) words <- c(words, paste0(c("min=", "max="), sapply(range(there), number, digits)))
  words
}

# Lengths by name, the slowest first; ncdf4 gives the fastest first, and keeps coordinates apart.
lengths_of <- function(name, file) {
  if (!name %in% names(file$var)) return(setNames(file$dim[[name]]$len, name))
  dims <- rev(file$var[[name]]$dim)
  setNames(sapply(dims, function(dim) dim$len), sapply(dims, function(dim) dim$name))
}

file <- nc_open(commandArgs(trailingOnly = TRUE)[1])
attributes <- ncatt_get(file, 0)
for (key in names(attributes)) cat("attribute ", key, " ", attributes[[key]], "\n", sep = "")
coordinates <- Filter(function(name) file$dim[[name]]$dimvarid$id >= 0, names(file$dim))
for (name in sort(c(names(file$var), coordinates), method = "radix")) {
  cat(paste(described(name, file, lengths_of(name, file)), collapse = " "), "\n", sep = "")
}
nc_close(file)

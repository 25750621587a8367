# desolve.R FOLDER MODEL PEOPLE METHOD RESULT: CPU time of deSolve on a reference model that desolve_model.py has
# written to FOLDER, where model.so is its compiled right-hand side. METHOD is bdf or lsoda.
# The clock runs while the seven days are simulated, one call a dose, all states returned every 0.1 h.

suppressMessages(library(deSolve))
arguments <- commandArgs(TRUE)
folder <- arguments[1]
name <- arguments[2]
count <- as.integer(arguments[3])
method <- arguments[4]

model <- read.csv(file.path(folder, "model.csv"))
people <- as.matrix(read.csv(file.path(folder, "people.csv"), header = FALSE))
observed <- scan(file.path(folder, "observed"), quiet = TRUE)
dyn.load(file.path(folder, "model.so"))

parameters <- ncol(people) - 1
hours <- seq(0, 24, by = 0.1)
cpu <- function() sum(proc.time()[c("user.self", "sys.self")])

milliseconds <- numeric(0)
profiles <- list()
for (person in seq_len(count)) {
  start <- cpu()
  state <- model$initial
  amounts <- 0
  for (day in 0:6) {
    course <- ode(
      state + model$dose, hours, "rates", parms = people[person, seq_len(parameters)], method = method,
      dllname = "model", initfunc = "initialise", nout = 0, rtol = 1e-6, atol = 1e-9, maxsteps = 1e5)
    state <- course[nrow(course), -1]
    # A sample at a dose time sees the state before the dose.
    amounts <- c(amounts, course[-1, observed + 1])
  }
  milliseconds[person] <- (cpu() - start) * 1e3
  profiles[[person]] <- amounts * people[person, parameters + 1]
}

numbers <- function(values) paste0("[", paste(sprintf("%.17g", values), collapse = ","), "]")
text <- sprintf(
  '{"tool":"deSolve %s","version":"%s, %s","model":"%s","milliseconds":%s,"check":%.17g,"profiles":[%s]}',
  method, packageVersion("deSolve"), R.version.string, name, numbers(milliseconds), mean(unlist(profiles)),
  paste(vapply(profiles, numbers, ""), collapse = ","))
writeLines(text, arguments[5])

# What both recomputations share: the files of a run, and how two numbers compare.
# Nothing of ilo is used but its flows.csv and statistics.csv; formulas are those
# of docs/methods.md.

run <- commandArgs(TRUE)[1]
z <- qnorm(0.975)
rows_of <- function(file) read.csv(file, colClasses = "character", na.strings = "")
said <- rows_of(file.path(run, "statistics.csv"))
for (column in c("OBS_VALUE", "LOWER", "UPPER", "WIDE_LOWER", "WIDE_UPPER", "P", "P_ADJUSTED", "N"))
  said[[column]] <- as.numeric(said[[column]])
failed <- 0

# Both lists of numbers, named by figure; the greatest relative distance.
compare <- function(what, got, want, tolerance = 1e-8, of = names(want)) {
  distance <- abs(got - want) / pmax(abs(want), 1e-300)
  distance[(is.na(got) & is.na(want)) | (!is.na(got) & !is.na(want) & got == want)] <- 0
  distance[is.na(distance)] <- Inf
  bad <- sum(distance > tolerance)
  cat(sprintf("%-28s %5d figures, %.1e apart at most%s\n", what, length(distance), max(0, distance),
              if (bad > 0) paste(" NOT OK:", bad) else ""))
  if (length(distance) == 0 || bad > 0) {
    failed <<- failed + 1
    for (i in head(order(-distance), 3))
      cat("  ", of[i], "is", format(got[i], digits = 15), "and not", format(want[i], digits = 15), "\n")
  }
}
# A matrix of wanted numbers, a row a figure, against columns of what was said.
compare_all <- function(what, figures, want, columns, tolerance = 1e-8)
  for (i in seq_along(columns))
    compare(paste(what, tolower(columns[i])), figures[[columns[i]]], want[, i], tolerance, figures$FIGURE_ID)
finish <- function() quit(status = failed > 0)

garwood <- function(x) c(if (x > 0) qchisq(0.025, 2 * x) / 2 else 0, qchisq(0.975, 2 * x + 2) / 2)
wilson <- function(x, n) {
  p <- x / n
  middle <- (p + z^2 / (2 * n)) / (1 + z^2 / n)
  half <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2)) / (1 + z^2 / n)
  c(p, max(0, middle - half), middle + half)
}
# The ratio of two counts, given their sum.
ratio <- function(a, b) {
  lower <- if (a > 0) qbeta(0.025, a, b + 1) else 0
  upper <- qbeta(0.975, a + 1, b)
  c(a / b, lower / (1 - lower), upper / (1 - upper))
}
ratio_p <- function(a, b)
  min(1, 2 * min(pbinom(a, a + b, 0.5), pbinom(a - 1, a + b, 0.5, lower.tail = FALSE)))
more_than_1 <- function(phi) phi > 1 + 1e-9
